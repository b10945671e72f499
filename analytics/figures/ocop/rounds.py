"""Recognition rounds by district as a grid: a line a round and star level, itemised filled, published hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import recognitions_behind, star_choice, star_shade, year_choice
from analytics.figures.spec import Category, GridLine, Mark, MarkGrid, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.ocop.recognitions import STAR_LEVELS, recognitions_of
from analytics.ocop.rounds import ALL_STARS, published_beside, rounds_by_district
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, records
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language, mark

_HEAD = 0.9
"""Rows of room for the name of a round, above its lines."""
_PROVINCE = "province"
"""The column of what is published of the whole province."""
_READING = mark(
    "Filled: itemised recognitions. Hollow: the number that a source publishes for the round, or for the year of a district; never added to them."
)
STATED = mark(
    "A round is named only where the row or its source names one; the rest stands under its year. No cell: not stated, which is not zero."
)
_Line = tuple[int, int, int]
"""Year (0: not stated), round (0: not stated), stars (`ALL_STARS`: not told apart)."""


@dataclass(frozen=True, eq=False)
class _Grid:
    """What the grid shows: cells of both kinds, the columns in their order, and the rows of each line (its itemised and its published cells)."""

    itemised: Sequence[Row]
    published: Sequence[Row]
    columns: Sequence[str]
    places: dict[_Line, tuple[float, float]]


def rounds_chart(beside: Selected, look: Look) -> Chart:
    """Return recognitions by round, stars and district; a cell chooses its district, year and stars.

    `beside` is the selection without its districts, years and stars.
    """
    language = look.language
    published = published_beside(beside)
    grid = _grid(_itemised(beside), [_published(row) for row in records(published)])
    n = sum(int(row["n"]) for row in grid.itemised)
    return Chart(
        title=chart_title(language.text("Recognition rounds by district"), look, "districts", "years", "stars"),
        unit=language.text("recognitions (a renewal counts again)"),
        n=n,
        n_of=language.text("recognitions"),
        spec=_cells(grid, language),
        look=look,
        table=_table(grid, language),
        behind=(
            recognitions_behind(beside.record, recognitions_of(beside), language),
            *((figures_behind(beside.record, published["figure_id"], language),) if len(published) else ()),
        ),
        alt=language.count(
            "Grid of {n} recognition by round, stars and district, beside published numbers.",
            "Grid of {n} recognitions by round, stars and district, beside published numbers.",
            n,
        ),
        notes=(language.text(_READING), language.text(STATED)) if len(published) else (language.text(STATED),),
        empty="" if grid.places else language.text("No recognition fits this selection."),
    )


def _number(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _itemised(beside: Selected) -> list[Row]:
    return [
        {
            "line": (_number(row["year"]), _number(row["round"]), int(row["stars"])),
            "column": row["district_code"],
            "n": int(row["n"]),
        }
        for row in records(rounds_by_district(beside))
    ]


def _published(row: Row) -> Row:
    line = (int(row["year_from"]), _number(row["round"]), int(row["stars"]))
    return {**row, "line": line, "column": _PROVINCE if pd.isna(row["district_code"]) else row["district_code"]}


def _grid(itemised: list[Row], published: list[Row]) -> _Grid:
    """Place the lines, the newest round first, undated last; a line where a cell has both kinds takes two rows."""
    cells = {(row["line"], row["column"]) for row in itemised}
    both = {row["line"] for row in published if (row["line"], row["column"]) in cells}
    lines = sorted({row["line"] for row in (*itemised, *published)}, key=_order)
    places: dict[_Line, tuple[float, float]] = {}
    at = 0.0
    for line, before in zip(lines, [None, *lines], strict=False):
        at += _HEAD if before is None or before[:2] != line[:2] else 0.0
        places[line] = (at, at + 1.0 if line in both else at)
        at += 2.0 if line in both else 1.0
    found = {row["column"] for row in (*itemised, *published)}
    last = [name for name in (UNPLACED, _PROVINCE) if name in found]
    return _Grid(itemised, published, [*DISTRICT_CODES, *last], places)


def _order(line: _Line) -> tuple[int, int, int]:
    year, round_, stars = line
    return (-year, -round_, -(stars or 9))


def _cells(grid: _Grid, language: Language) -> MarkGrid:
    """Return the cells; the name of each round stands above its first line, in the figure, so that a phone has room for them."""
    series = [
        Series(
            f"{stars} ★",
            tuple(
                _mark(row, float(row["n"]), language.number(row["n"]), 0, grid, language)
                for row in grid.itemised
                if row["line"][2] == stars
            ),
            star_shade(stars),
            symbol="square",
        )
        for stars in STAR_LEVELS
    ]
    stated = (_mark(row, float(row["value"]), figure_value(row, language), 1, grid, language) for row in grid.published)
    published = Series(language.text("published"), tuple(stated), INK_OF_BARS, is_open=True, symbol="square-open")
    rounds: set[tuple[int, int]] = set()
    lines = []
    for line, (first, last) in grid.places.items():
        head = "" if line[:2] in rounds else _round_name(line, language)
        rounds.add(line[:2])
        lines.append(GridLine("-".join(map(str, line)), _stars_name(line), (first + last) / 2, head, first))
    return MarkGrid(
        tuple(Category(one, _column_name(one, language, short=True)) for one in grid.columns),
        tuple(lines),
        tuple(one for one in (*series, published) if one.marks),
    )


def _round_name(line: _Line, language: Language) -> str:
    year, round_, _ = line
    if not year:
        return language.text("year not stated")
    return language.text("{year}, round {n}", year=year, n=round_) if round_ else str(year)


def _stars_name(line: _Line) -> str:
    return f"{STAR_LEVELS[0]}–{STAR_LEVELS[-1]} ★" if line[2] == ALL_STARS else f"{line[2]} ★"


def _column_name(column: str, language: Language, *, short: bool = False) -> str:
    return language.text("Whole province") if column == _PROVINCE else district_name(column, language, short=short)


def _choices(row: Row) -> tuple[Choice, ...]:
    year, _, stars = row["line"]
    return (
        *((Choice("districts", row["column"]),) if row["column"] != _PROVINCE else ()),
        *((year_choice(year),) if year else ()),
        *((star_choice(stars),) if stars != ALL_STARS else ()),
    )


def _mark(  # noqa: PLR0913, PLR0917 - all that a cell is made of
    row: Row, n: float, text: str, slot: int, grid: _Grid, language: Language
) -> Mark:
    at, line = grid.columns.index(row["column"]), grid.places[row["line"]][slot]
    place = _column_name(row["column"], language)
    words = joined([_round_name(row["line"], language), _stars_name(row["line"])])
    return Mark(at, n, text, (place, f"{words}: {text}"), _choices(row), line=line)


def _table(grid: _Grid, language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Round"), id="round"),
        FigureColumn(language.text("Stars"), id="stars"),
        FigureColumn(language.text("District"), id="district"),
        FigureColumn(language.text("Recognitions"), id="n", is_number=True),
        FigureColumn(language.text("Published"), id="published", is_number=True),
    )
    rows: dict[str, dict[str, Any]] = {}
    chosen: dict[str, tuple[Choice, ...]] = {}
    order = {column: n for n, column in enumerate(grid.columns)}
    for row in sorted((*grid.itemised, *grid.published), key=lambda one: (_order(one["line"]), order[one["column"]])):
        id_ = "-".join(str(part) for part in (*row["line"], row["column"]))
        cells = rows.setdefault(id_, {"id": id_, **_words(row, language)})
        cells |= {"n": row["n"]} if "n" in row else {"published": _value(row, language)}
        chosen[id_] = _choices(row)
    total = ({"round": language.text("Total itemised"), "n": sum(int(row["n"]) for row in grid.itemised)},)
    return Table.of(columns, rows.values(), language, total, chosen.items())


def _words(row: Row, language: Language) -> dict[str, Any]:
    return {
        "round": _round_name(row["line"], language),
        "stars": _stars_name(row["line"]),
        "district": _column_name(row["column"], language),
    }


def _value(row: Row, language: Language) -> Cell:
    return Cell(figure_value(row, language), int(row["value"]))
