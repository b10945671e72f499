"""Slides as plain data: what each says, shows and rests on, the same for the screen, the deck, the report and the workbook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import floor, log10
from typing import TypeVar, overload

from analytics.figures.spec import Bars
from analytics.figures.table import Table
from analytics.findings.said import Stated
from analytics.maps.measures import MapMeasure
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.layers import MapState

Item = TypeVar("Item")


class Later(Sequence[Item]):
    """Items that are made when they are first looked at: a list of slides shows headlines alone."""

    def __init__(self, make: Callable[[], Iterable[Item]]) -> None:
        """Keep what makes the items."""
        self._make = make

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        """Return the item at a place."""
        return self._items[index]

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._items)


@dataclass(frozen=True)
class Figure:
    """One key figure in words, and its raw value (đồng for money; None where no row states it)."""

    id: str
    label: str
    text: str
    unit: str
    context: str
    published: str
    value: float | None


@dataclass(frozen=True)
class KpiBlock:
    """Key figures side by side."""

    id: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class ChartBlock:
    """A chart: the bars that the screen draws too, in one stack a category (`analytics.briefing.story.charted.chart_block`).

    `chosen` marks the categories that the selection names; none marked: all are. `notes` stand under the chart.
    """

    id: str
    title: str
    shown: Bars
    chosen: tuple[bool, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the categories."""
        return tuple(one.name for one in self.shown.categories)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what each category is worth in words with its qualifier: "≈ 3,3", "0,9 (2/10)"."""
        return tuple(one.label.replace("\n", " ") for one in self.shown.categories)

    @property
    def values(self) -> tuple[tuple[float | None, ...], ...]:
        """Return the values of each series, None where nothing is stated."""
        return tuple(one.values(len(self.shown.categories)) for one in self.shown.series)

    @property
    def number_format(self) -> str:
        """Return the format of Excel for the values: whole numbers, or one to two decimals."""
        return "#,##0" if self.shown.is_whole else "#,##0.0#"

    @property
    def alt(self) -> str:
        """Return the chart in one sentence."""
        named = zip(self.shown.categories, self.labels, strict=True)
        return f"{self.title} ({self.shown.unit}). {'; '.join(f'{one.name}: {label}' for one, label in named if label)}"


def tick_step(shown: Bars, n: float) -> float:
    """Return the round distance between about `n` ticks of a chart's axis; a whole number where its values are whole."""
    rough = max(shown.totals, default=0.0) / n
    rough = max(rough, 1.0) if shown.is_whole or rough <= 0 else rough
    size = 10.0 ** floor(log10(rough))
    steps = [factor * size for factor in (1, 2, 2.5, 5, 10)]
    return next(step for step in steps if step >= rough * 0.999 and (step.is_integer() or not shown.is_whole))


@dataclass(frozen=True)
class TableBlock:
    """A table of figures; `marked` rows are chosen. `notes` stand under it."""

    id: str
    title: str
    table: Table
    marked: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MapBlock:
    """A map: the state that the screen's map is given, which `analytics.briefing.map.picture` draws.

    `values` are the texts of the units' values by code, for a map with room for them; `table` holds every unit; `selection`
    says what is selected, where that is not what the story is of.
    """

    id: str
    title: str
    state: MapState
    alt: str
    table: TableBlock
    values: Mapping[str, str]
    selection: str = ""


@dataclass(frozen=True)
class TextBlock:
    """Lines of text."""

    id: str
    lines: tuple[str, ...]


Block = KpiBlock | ChartBlock | TableBlock | MapBlock | TextBlock


@dataclass(frozen=True)
class SourceUse:
    """A source and how many rows behind a slide rest on it."""

    title: str
    publisher: str
    url: str
    published_on: str
    n_rows: int


@dataclass(frozen=True)
class SlideBasis:
    """On what a slide rests: the sources of all rows behind it, the most used first, and lines that say so."""

    sources: tuple[SourceUse, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Slide:
    """One slide: at most one message (`headline`), `subtitle` saying what is shown, its blocks, often made `Later`.

    (`n`, `n_of`) say how many rows of what are behind it. `remarks` say
    in words where its figures come from, `spoken` is for the notes alone; `find_basis` looks its sources up, `make_more`
    makes the blocks for paper, which has room for them, when they are asked for. `stated` are the numbers that the headline states.
    """

    id: str
    headline: str
    subtitle: str
    blocks: Sequence[Block]
    n: int = 0
    n_of: str = ""
    remarks: Sequence[str] = ()
    spoken: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    find_basis: Callable[[], SlideBasis] = SlideBasis
    make_more: Callable[[], tuple[Block, ...]] = tuple

    @cached_property
    def more(self) -> tuple[Block, ...]:
        """Return the blocks for paper."""
        return self.make_more()

    @cached_property
    def basis(self) -> SlideBasis:
        """Return on what the slide rests."""
        return self.find_basis()

    @property
    def sources(self) -> tuple[SourceUse, ...]:
        """Return the sources of all rows behind the slide, the most used first."""
        return self.basis.sources

    @property
    def notes(self) -> tuple[str, ...]:
        """Return all that stands in the notes, the lines that name sources last."""
        return (*self.spoken, *self.remarks, *self.basis.lines)


@dataclass(frozen=True)
class Marks:
    """What every output carries: selection, newest source and day (`dated`), illustrative flag ("" when off), units of the map, attribution."""

    selection: str
    dated: str
    flag: str
    units: str
    attribution: str

    @property
    def line(self) -> str:
        """Return selection, newest source and day in one line."""
        return f"{self.selection} · {self.dated}"


@dataclass(frozen=True, eq=False)
class PaperParts:
    """What paper and workbook hold beside the slides: a one-page brief for each district, and the sources of all."""

    briefs: tuple[Slide, ...]
    sources: tuple[SourceUse, ...]
    sources_slide: Slide


@dataclass(frozen=True, eq=False)
class Story:
    """The slides of a selection in order, and what was left out with the reason; `make_paper` is called when it is asked for."""

    title: str
    selection: Selection
    spec: MapMeasure
    day: date
    language: Language
    marks: Marks
    slides: tuple[Slide, ...]
    dropped: tuple[tuple[str, str], ...]
    make_paper: Callable[[], PaperParts]

    @property
    def by_id(self) -> Mapping[str, Slide]:
        """Return the slides by their id."""
        return {slide.id: slide for slide in self.slides}

    @property
    def on_paper(self) -> tuple[Slide, ...]:
        """Return the slides as paper holds them: the last names the sources of the briefs too; then the briefs not shown yet."""
        paper = self.make_paper()
        shown = {slide.id for slide in self.slides}
        slides = (paper.sources_slide if slide.id == paper.sources_slide.id else slide for slide in self.slides)
        return (*slides, *(brief for brief in paper.briefs if brief.id not in shown))

    @property
    def briefs(self) -> tuple[Slide, ...]:
        """Return the brief of each district."""
        return self.make_paper().briefs

    @property
    def sources(self) -> tuple[SourceUse, ...]:
        """Return the sources of slides and briefs, the most used first."""
        return self.make_paper().sources
