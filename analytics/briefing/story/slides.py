"""Slides as plain data: what each says, shows and rests on, the same for the screen, the deck, the report and the workbook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import floor, log10
from typing import Literal, TypeVar, overload

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

    @property
    def is_made(self) -> bool:
        """Whether they were looked at."""
        return "_items" in vars(self)

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
class Series:
    """One series of a chart: a value a category in the chart's unit, None where nothing is stated.

    `colour` is CSS; `pattern` names the hatching ("" for solid), so that no series is told by colour alone. A published part
    (`is_open`) is hatched on paper; any other pattern lies on its colour.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    pattern: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class ChartBlock:
    """A chart: "bars" lie, "columns" stand; several series are stacked.

    `categories` are in reading order (the first bar is the topmost). `labels` say each category in words with its qualifier
    ("≈ 3,3", "0,9 (2/10)"). `chosen` marks the categories that the selection names; none marked: all are. `number_format`
    is that of Excel. `notes` stand under the chart.
    """

    id: str
    kind: Literal["bars", "columns"]
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    labels: tuple[str, ...]
    number_format: str
    alt: str
    notes: tuple[str, ...] = ()
    chosen: tuple[bool, ...] = ()


def totals(block: ChartBlock) -> list[float]:
    """Return the sum of each category over the series; what is not stated counts nothing."""
    return [sum(series.values[n] or 0.0 for series in block.series) for n in range(len(block.categories))]


def tick_step(block: ChartBlock, n: float) -> float:
    """Return the round distance between about `n` ticks of a chart's axis; a whole number where its values are whole."""
    is_whole = "." not in block.number_format
    rough = max(totals(block), default=0.0) / n
    rough = max(rough, 1.0) if is_whole or rough <= 0 else rough
    size = 10.0 ** floor(log10(rough))
    steps = [factor * size for factor in (1, 2, 2.5, 5, 10)]
    return next(step for step in steps if step >= rough * 0.999 and (step.is_integer() or not is_whole))


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, whether it holds numbers, its share of the width, the unit of its raw values."""

    heading: str
    is_number: bool = False
    width: float = 1.0
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: its text, its raw value where it is a number, the address that it leads to."""

    text: str
    value: float | None = None
    url: str = ""


@dataclass(frozen=True)
class TableBlock:
    """A table; rows are in order of weight, so that one with room for fewer shows the first. `marked` rows are chosen."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[tuple[Cell, ...], ...] = ()
    marked: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MapBlock:
    """A map: the state that the screen's map is given, which `analytics.briefing.map.picture` draws.

    `values` are the texts of the units' values by code, for a map with room for them; `table` holds every unit.
    """

    id: str
    title: str
    state: MapState
    alt: str
    table: TableBlock
    values: Mapping[str, str]


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
class Basis:
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
    find_basis: Callable[[], Basis] = Basis
    make_more: Callable[[], tuple[Block, ...]] = tuple

    @cached_property
    def more(self) -> tuple[Block, ...]:
        """Return the blocks for paper."""
        return self.make_more()

    @cached_property
    def basis(self) -> Basis:
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
    """What every output carries: selection, day, illustrative flag ("" when off), units of the map, attribution."""

    selection: str
    day: str
    flag: str
    units: str
    attribution: str

    @property
    def line(self) -> str:
        """Return selection and day in one line."""
        return f"{self.selection} · {self.day}"


@dataclass(frozen=True, eq=False)
class Paper:
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
    make_paper: Callable[[], Paper]

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
