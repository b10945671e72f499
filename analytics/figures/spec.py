"""What a chart shows, as plain data: the one specification that screen, show, deck, report and workbook draw; no Plotly in it.

A closed set of forms (`Spec`), each made of categories and of series of marks. A drawer asks `match` for the form and
`assert_never` for the rest, so that one that forgets a form fails the type check.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.selection.choices import Choice, is_chosen
from analytics.selection.selection import Field, Selection
from analytics.wording.colours import Theme

Shade = Mapping[Theme, str]
"""A colour for each theme."""
Side = Literal["top center", "bottom center", "middle left", "middle right", "middle center", "top right"]
"""Where the text of a mark stands, as Plotly names it."""


@dataclass(frozen=True)
class Category:
    """One place of an axis: its id and name, what is written at the end of its bars, what stands under it: small, on the screen alone.

    `choice` is what chooses it: on paper, which has no clicks, it stands out when it is chosen.
    """

    id: str
    name: str
    label: str = ""
    under: str = ""
    choice: Choice | None = None


@dataclass(frozen=True)
class Mark:
    """One value at a place (`at`, the number of its category, or between two), its text, what is said of it, what a click chooses.

    `line` is its place on the second axis of a grid, `side` where its text stands, `colour` its own where a series has several.
    """

    at: float
    value: float
    text: str = ""
    said: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    line: float = 0.0
    side: Side = "middle center"
    colour: Shade | None = None


@dataclass(frozen=True)
class Series:
    """Marks of one kind: what they are, their colour, and what tells them without it.

    `pattern` names the hatching ("" for solid); what is published and not itemised (`is_open`) is hatched on paper, any other
    pattern lies on its colour. Bars of one `stack` stand on each other, those of several side by side; a series `behind` stands
    wide behind the others. `symbol` is the form of marks that are no bars. Of several kinds of one thing, `of` is the thing and `kind` the
    kind: a screen names each once.
    """

    name: str
    marks: tuple[Mark, ...]
    colour: Shade
    pattern: str = ""
    is_open: bool = False
    stack: str = ""
    is_behind: bool = False
    symbol: str = "circle"
    of: str = ""
    kind: str = ""

    def values(self, n: int) -> tuple[float | None, ...]:
        """Return a value for each of `n` categories, None where there is none."""
        found = {mark.at: mark.value for mark in self.marks}
        return tuple(found.get(at) for at in range(n))


@dataclass(frozen=True)
class Band:
    """What is published of several categories together: from which to which, the mean of one of them, its text, what is said, the mean in words."""

    first: int
    last: int
    mean: float
    text: str
    short: str
    said: tuple[str, ...]
    choice: Choice
    each: str


FEWEST_COLUMNS, FEWEST_LINES = 7, 3
"""Fewer columns, or lying bars, are as wide as if they were so many: one alone is no wall."""
_LEAST_PART = 0.1
"""Of the highest column, the height of a part that its number has room in."""


@dataclass(frozen=True)
class Bars:
    """Bars of categories in reading order, lying or standing; `points` are marks that are no bars.

    `bands` stand behind the bars and are named `band_name`; `is_labelled_under` has the labels under the names, not at the bars.
    `parts` are what stands in a column of several things: the number of each and its name, at the middle of its part, `line` how long that is.
    """

    unit: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    is_standing: bool = False
    points: tuple[Series, ...] = ()
    bands: tuple[Band, ...] = ()
    band_name: str = ""
    is_labelled_under: bool = False
    parts: tuple[Mark, ...] = ()

    @classmethod
    def plain(cls, unit: str, categories: Sequence[Category], values: Iterable[float], shade: Shade) -> "Bars":
        """Return lying bars of one series: a value a category."""
        marks = tuple(Mark(at, value) for at, value in enumerate(values))
        return cls(unit, tuple(categories), (Series(unit, marks, shade),))

    @property
    def is_whole(self) -> bool:
        """Whether all values are whole numbers."""
        return all(float(mark.value).is_integer() for one in (*self.series, *self.points) for mark in one.marks)

    def chosen(self, selection: Selection) -> tuple[bool, ...]:
        """Return which categories a selection names."""
        return tuple(one.choice is not None and stands_out(selection, one.choice) for one in self.categories)

    @property
    def high_parts(self) -> tuple[Mark, ...]:
        """Return the parts that are high enough for their number."""
        least = _LEAST_PART * max(self.totals, default=0.0)
        return tuple(mark for mark in self.parts if mark.line >= least)

    @property
    def highest(self) -> float:
        """Return the largest of all that stands: columns, points and the means of bands; 1 where nothing does."""
        points = [mark.value for one in self.points for mark in one.marks]
        return max([*self.totals, *points, *(band.mean for band in self.bands)], default=0) or 1

    @property
    def totals(self) -> list[float]:
        """Return the sum of each category over what stands in its highest stack; what is not stated counts nothing."""
        sums: dict[str, list[float]] = {}
        for at, one in enumerate(self.series):
            stack = sums.setdefault(f"behind {at}" if one.is_behind else one.stack, [0.0] * len(self.categories))
            for mark in one.marks:
                stack[int(mark.at)] += mark.value
        return [max(of_one, default=0.0) for of_one in zip(*sums.values(), strict=True)] or [0.0] * len(self.categories)


@dataclass(frozen=True)
class LegendKey:
    """A line of a legend that explains a symbol or a colour."""

    name: str
    symbol: str
    colour: Shade


@dataclass(frozen=True)
class Dots:
    """Marks at their values, a line a category; or over the categories from left to right (`is_standing`).

    `is_log` has the axis of values logarithmic; `keys` explain colours and symbols where the series have no names.
    """

    unit: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    is_standing: bool = False
    is_log: bool = False
    keys: tuple[LegendKey, ...] = ()


@dataclass(frozen=True)
class GridLine:
    """A line of a grid: its id and name, where that stands, the head above it, where its first cells are."""

    id: str
    name: str
    at: float
    head: str = ""
    first: float = 0.0


@dataclass(frozen=True)
class MarkGrid:
    """A grid of marks: columns, lines, and in each cell what is known there.

    `line_px` is the height of a line; `is_slanted` has the heads of many columns stand aslant; a dotted rule stands under line
    number `rule`; `texts` are at the right of the marks, where they say more than a number.
    """

    columns: tuple[Category, ...]
    lines: tuple[GridLine, ...]
    series: tuple[Series, ...]
    line_px: int = 29
    is_slanted: bool = False
    rule: int | None = None


@dataclass(frozen=True)
class Blocks:
    """Named blocks of equal size in lines: a line a category, `most` blocks in it."""

    lines: tuple[Category, ...]
    series: Series
    most: int


@dataclass(frozen=True)
class Curve:
    """A value over another number (`at`), which holds until the next step."""

    unit: str
    series: Series


@dataclass(frozen=True)
class Flow:
    """A line of the map to a country: its code, the name at its end, tonnes where they are known and shipped, what is said; whether any quantity is stated."""

    code: str
    name: str
    tonnes: float | None
    is_shipped: bool
    said: tuple[str, ...]
    choice: Choice
    sign: str = ""
    is_stated: bool = False


@dataclass(frozen=True)
class Flows:
    """The world with lines from Bắc Giang to countries, and Việt Nam with Hoàng Sa and Trường Sa large beside them."""

    flows: tuple[Flow, ...]


def stands_out(chosen: Selection, choice: Choice) -> bool:
    """Tell whether a choice is made: its value is chosen, or its years lie inside the years chosen."""
    if choice.field != "years" or chosen.years is None:
        return is_chosen(chosen, choice)
    first, last = (int(year) for year in choice.value.split("-"))
    return chosen.years[0] <= first and last <= chosen.years[1]


Spec = Bars | Dots | MarkGrid | Blocks | Curve | Flows


def fields_of(series: Iterable[Series]) -> tuple[Field, ...]:
    """Return the fields by which the marks of a chart choose."""
    return tuple(dict.fromkeys(choice.field for one in series for mark in one.marks for choice in mark.choices))
