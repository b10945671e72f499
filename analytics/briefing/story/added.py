"""What an added slide is: a figure that a person put among the slides, with the selection that it was seen with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from analytics.briefing.story.comparison import comparison_slide
from analytics.briefing.story.crosstab import crosstab_slide
from analytics.briefing.story.record import record_slide
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.selection.selection import read_query


class AddedKind(StrEnum):
    """What can be put among the slides."""

    CROSSTAB = "crosstab"
    COMPARISON = "comparison"
    RECORD = "record"


@dataclass(frozen=True)
class Added:
    """A figure put among the slides: its kind, what of it is shown (a cut, two sides, a record) and the selection, as they stand in an address."""

    kind: AddedKind
    shown: str
    selection: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return the id of its slide: the same figure is the same slide."""
        text = "\n".join((self.shown, *("=".join(pair) for pair in sorted(self.selection))))
        return f"{self.kind}-{sha256(text.encode()).hexdigest()[:8]}"

    def to_content(self) -> dict[str, object]:
        """Return it as the store keeps it."""
        return {"kind": self.kind.value, "shown": self.shown, "selection": dict(self.selection)}


def added_of(kind: AddedKind, shown: str, selection: Mapping[str, str]) -> Added:
    """Return a figure of a selection in an address."""
    return Added(kind, shown, tuple(sorted((name, value) for name, value in selection.items() if value)))


_SLIDES: dict[AddedKind, Callable[[Scene, str, str], SlideDraft]] = {
    AddedKind.CROSSTAB: crosstab_slide,
    AddedKind.COMPARISON: comparison_slide,
    AddedKind.RECORD: record_slide,
}
"""Who makes the slide of each kind, from its id and what of it is shown."""


def added_slides(scene: Scene, added: Sequence[Added]) -> tuple[SlideDraft, ...]:
    """Return the slide of each figure, of its own selection."""
    return tuple(
        _SLIDES[one.kind](replace(scene, selection=read_query(dict(one.selection)).selection), one.id, one.shown)
        for one in added
    )
