"""The words that a picture of the map adds to those of its state."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.briefing.story.slides import MapBlock, Story


@dataclass(frozen=True)
class MapTexts:
    """What the picture says of itself at its foot; the letter of north; values by unit code."""

    carried: str
    north: str
    values: "Mapping[str, str]"


def map_words(story: "Story", block: "MapBlock") -> MapTexts:
    """Return the words of a story's map: a picture carries flag, selection, day and attribution wherever it is taken to."""
    marks = story.marks
    line = f"{block.selection} · {marks.dated}" if block.selection else marks.line
    carried = ". ".join(part for part in (marks.flag, line, marks.attribution) if part)
    return MapTexts(carried, story.language.text("N"), block.values)
