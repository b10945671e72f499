"""The slides of a meeting: which in which order, slides of free text, a remark at a figure; kept by name and opened by link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analytics.briefing.story.added import Added, AddedKind, added_of
from analytics.briefing.story.slides import Slide, Story, TextBlock

FREE = "text-"
MOST_SLIDES = 60
MOST_LETTERS, MOST_CHARACTERS = 200, 20_000
"""Letters of a headline, of a text or a remark: the form says when something is longer; nothing is cut."""
REMARK = "remark"


class MeetingError(ValueError):
    """A stored meeting cannot be read; the text names the part and what it holds."""


@dataclass(frozen=True)
class FreeSlide:
    """A slide that a person wrote: its id begins with `FREE`."""

    id: str
    headline: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """What is shown of a story.

    `order` names the slides by id; empty: all slides of the story as they come. `remarks` are shown at the figures of a
    slide, under the name of the office. `query` are the URL parameters of the selection and the view that it was made for.
    `added` figures are slides of the story, each of its own selection. `places` is where a list shows the slides, those that
    are not shown among them; it is not kept by name.
    """

    order: tuple[str, ...] = ()
    free: tuple[FreeSlide, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    added: tuple[Added, ...] = ()
    places: tuple[str, ...] = ()

    def ordered(self, story: Story) -> tuple[str, ...]:
        """Return the ids that are shown, in order: those of the meeting that the story has."""
        known = {*story.by_id, *(slide.id for slide in self.free)}
        return tuple(id_ for id_ in self.order if id_ in known) if self.order else tuple(story.by_id)

    def missing(self, story: Story) -> tuple[str, ...]:
        """Return the ids that the meeting asks for and the story of today does not have."""
        shown = {*story.by_id, *(slide.id for slide in self.free)}
        return tuple(id_ for id_ in self.order if id_ not in shown)

    def listed(self, story: Story) -> tuple[str, ...]:
        """Return all ids in order: one that is not shown follows the one that it followed when it was."""
        listed = list(self.ordered(story))
        known = [*story.by_id, *(slide.id for slide in self.free)]
        everything = [*(id_ for id_ in self.places if id_ in known), *(id_ for id_ in known if id_ not in self.places)]
        for at, id_ in enumerate(everything):
            if id_ not in listed:
                listed.insert(listed.index(everything[at - 1]) + 1 if at else 0, id_)
        return tuple(listed)

    def with_slide(self, story: Story, id_: str, *, is_shown: bool) -> "Meeting":
        """Return the meeting with a slide taken out, or put back where it stands in the list."""
        listed = self.listed(story)
        shown = {*self.ordered(story), id_} if is_shown else {*self.ordered(story)} - {id_}
        return replace(self, order=tuple(one for one in listed if one in shown) or ("title",), places=listed)

    def with_all(self, story: Story, *, are_shown: bool) -> "Meeting":
        """Return the meeting with all slides, or with the title alone, each in its place of the list."""
        listed = self.listed(story)
        return replace(self, order=listed if are_shown else ("title",), places=listed)

    def moved(self, story: Story, id_: str, by: int) -> "Meeting":
        """Return the meeting with a slide `by` places later (earlier where negative), within its ends."""
        order = list(self.ordered(story))
        at = order.index(id_)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        return replace(self, order=tuple(order))

    def with_text(self, story: Story, headline: str, text: str) -> "Meeting":
        """Return the meeting with one more slide of free text at its end, before the sources."""
        taken = {slide.id for slide in self.free}
        id_ = next(f"{FREE}{n}" for n in range(1, MOST_SLIDES + 1) if f"{FREE}{n}" not in taken)
        slide = FreeSlide(id_, headline.strip(), _lines(text))
        order = list(self.ordered(story))
        order.insert(len(order) - 1 if order[-1:] == ["sources"] else len(order), id_)
        return replace(self, free=(*self.free, slide), order=tuple(order))

    def without_text(self, story: Story, id_: str) -> "Meeting":
        """Return the meeting without a slide of free text."""
        order = tuple(one for one in self.ordered(story) if one != id_)
        return replace(self, free=tuple(slide for slide in self.free if slide.id != id_), order=order or ("title",))

    def with_added(self, one: Added) -> "Meeting":
        """Return the meeting with a figure as a slide at its end, before the sources; one that is there already is shown again."""
        added = self.added if one in self.added else (*self.added, one)
        order = [id_ for id_ in self.order if id_ != one.id]
        if order:
            order.insert(len(order) - 1 if order[-1] == "sources" else len(order), one.id)
        return replace(self, added=added, order=tuple(order))

    def without_added(self, id_: str) -> "Meeting":
        """Return the meeting without a figure."""
        added = tuple(one for one in self.added if one.id != id_)
        order = tuple(one for one in self.order if one != id_)
        return replace(self, added=added, order=order or (("title",) if self.order else ()))

    def with_remark(self, id_: str, text: str) -> "Meeting":
        """Return the meeting with a remark at a slide; an empty one takes it away."""
        others = {one: said for one, said in self.remarks.items() if one != id_}
        return replace(self, remarks={**others, id_: text.strip()} if text.strip() else others)

    def to_content(self) -> dict[str, Any]:
        """Return the meeting as the store keeps it."""
        return {
            "order": list(self.order),
            "free": [{"id": one.id, "headline": one.headline, "lines": list(one.lines)} for one in self.free],
            "remarks": dict(self.remarks),
            "query": dict(self.query),
            "added": [one.to_content() for one in self.added],
        }


def read_meeting(content: Any) -> Meeting:
    """Return the meeting that the store keeps; MeetingError when it is none."""
    try:
        free = tuple(FreeSlide(str(one["id"]), str(one["headline"]), _texts(one["lines"])) for one in content["free"])
        meeting = Meeting(
            order=_texts(content["order"]),
            free=free,
            remarks={str(id_): str(said) for id_, said in content["remarks"].items()},
            query=_named_texts(content["query"]),
            added=tuple(
                added_of(AddedKind(one["kind"]), str(one["shown"]), _named_texts(one["selection"]))
                for one in content.get("added", [])
            ),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        msg = f"no list of slides: {error!r}"
        raise MeetingError(msg) from error
    if (most := max(len(meeting.order), len(free), len(meeting.added))) > MOST_SLIDES:
        msg = f"a meeting of {most} slides; at most {MOST_SLIDES} are kept"
        raise MeetingError(msg)
    return meeting


def arranged_story(story: Story, meeting: Meeting) -> Story:
    """Return the story as a meeting wants it: its slides in order, its own slides, its remarks under the figures."""
    written = {
        one.id: Slide(id=one.id, headline=one.headline, subtitle="", blocks=(TextBlock(one.id, one.lines),))
        for one in meeting.free
    }
    slides = {**story.by_id, **written}
    shown = (_remarked(slides[id_], meeting.remarks.get(id_, ""), story) for id_ in meeting.ordered(story))
    return replace(story, slides=tuple(shown))


def _remarked(slide: Slide, remark: str, story: Story) -> Slide:
    if not remark:
        return slide
    lines = tuple(story.language.text("The office's remark: {remark}", remark=line) for line in _lines(remark))
    return replace(slide, blocks=(*slide.blocks, TextBlock(REMARK, lines)), spoken=(*lines, *slide.spoken))


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        msg = f"a list is wanted, not {values!r}"
        raise TypeError(msg)
    return tuple(str(value) for value in values)


def _named_texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
