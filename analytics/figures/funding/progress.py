"""What sources state from registration to inspection, as a grid of cells: by year and by district, itemised filled, published hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.funding.money_groups import ITEMISED
from analytics.figures.funding.parts import disputes, figures_behind, proposals_behind
from analytics.figures.spec import Category, GridLine, Mark, MarkGrid, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.funding.progress import (
    PROGRESS_LINES,
    STEPS,
    by_year,
    progress_by_district,
    silent_districts,
    surveyed_facilities,
)
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED
from analytics.selection.shared import is_shared, shared_note, shared_words
from analytics.selection.words import titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Stage

ROW_PX = 66
_READING = mark(
    "Filled: itemised proposals of which a source states this. Hollow: published count, never added to them. No cell: not stated, which is not zero."
)
_DONE = mark("Published counts of what was done stand under “Completed”; they do not say that it was accepted.")
AT_LEAST = mark("≥: the source says “more than”, or the count of one source of funding alone is published.")
SUMMED = mark("Σ: sum of the parts that sources publish; no source prints the total.")


@dataclass(frozen=True)
class _Line:
    """One line of the grid: its id in the table, its name, what a click on it chooses beside the stage."""

    id: str
    name: str
    choice: Choice | None


def year_grid(beside: Selected, look: Look) -> Chart:
    """Return the way from registration to inspection by year, for the selection without its years."""
    rows = records(by_year(beside))
    ids = sorted({row["line"] for row in rows}, key=lambda line: (line.split("-")[-1], line), reverse=True)
    lines = [_Line(id_, id_.replace("-", "–"), Choice("years", _span(id_))) for id_ in ids]
    language = look.language
    notes = _notes(rows, language)
    survey = surveyed_facilities(beside.record, beside.selection)
    for row in records(survey):
        number = qualified(language.number(row["value"]), row["qualifier"])
        text = language.text("{year}: {n} facilities surveyed.", year=int(row["year_from"]), n=number)
        notes = (*notes, text)
    names = (mark("From registration to inspection, by year"), mark("Year"))
    dated = ~np.isnan(beside.prepared.index.years("proposals", "year_from"))
    behind = proposals_behind(beside, language, dated)
    if left := beside.count("proposals") - behind.count:
        text = language.count(
            "{n} proposal without a year is not shown.", "{n} proposals without a year are not shown.", left
        )
        notes = (*notes, text)
    return _chart(_Grid(rows, lines, names, notes), behind, beside, look)


def district_grid(beside: Selected, look: Look) -> Chart:
    """Return the way from registration to inspection by district, for the selection without its districts."""
    table = progress_by_district(beside)
    language, rows = look.language, records(table)
    known = {row["line"] for row in rows}
    shown = [id_ for id_ in PROGRESS_LINES if id_ in known or (id_ in DISTRICT_CODES and known)]
    lines = [_Line(id_, district_name(id_, language, short=True), _district_choice(id_)) for id_ in shown]
    notes = _notes(rows, language)
    silent = silent_districts(table, Stage.REGISTERED)
    if silent:
        names = ", ".join(district_name(code, language, short=True) for code in silent)
        text = language.text(
            "The source of the registrations does not name {names}: not stated, which is not zero.", names=names
        )
        notes = (*notes, text)
    if note := shared_note(int(is_shared(beside).sum()), language):
        notes = (*notes, note)
    headings = (mark("From registration to inspection, by district"), mark("District"))
    return _chart(_Grid(rows, lines, headings, notes), proposals_behind(beside, language), beside, look)


@dataclass(frozen=True, eq=False)
class _Grid:
    """What a grid shows: the rows of `analytics.funding.progress`, its lines, (title, heading of the lines), notes."""

    rows: Sequence[Row]
    lines: Sequence[_Line]
    names: tuple[str, str]
    notes: tuple[str, ...]

    @cached_property
    def steps(self) -> tuple[Stage, ...]:
        """Return the stages that any cell states, in the order of the life of a proposal."""
        stated = {row["stage"] for row in self.rows}
        return tuple(step for step in STEPS if step in stated)


def _span(line: str) -> str:
    return line if "-" in line else f"{line}-{line}"


def _district_choice(code: str) -> Choice | None:
    return Choice("districts", code) if code in {*DISTRICT_CODES, UNPLACED} else None


def _notes(rows: Sequence[Row], language: Language) -> tuple[str, ...]:
    notes = [language.text(_READING)]
    if any(row["stage"] == Stage.COMPLETED and not pd.isna(row["published"]) for row in rows):
        notes.append(language.text(_DONE))
    if any(row["qualifier"] == "at_least" for row in rows):
        notes.append(language.text(AT_LEAST))
    if any(row["is_sum"] for row in rows):
        notes.append(language.text(SUMMED))
    return tuple(notes)


def _chart(grid: _Grid, rows: RowsBehind, beside: Selected, look: Look) -> Chart:
    language = look.language
    title, heading = grid.names
    words = titled(language.text(title), beside.selection, language)
    ids = tuple(dict.fromkeys(id_ for row in grid.rows for id_ in row["figure_ids"]))
    behind = figures_behind(beside.record, ids, language)
    periods = ", ".join(sorted({period(row["year_from"], row["year_to"]) for row in records(behind.frame())}))
    years = (language.text("Published counts are of {years}.", years=periods),) if periods else ()
    return Chart(
        title=words,
        unit=language.text("proposals"),
        n=rows.count,
        n_of=language.text("proposals"),
        spec=_cells(grid, language),
        look=look,
        table=_table(grid, language.text(heading), language),
        behind=(rows, behind),
        alt=words,
        notes=(*grid.notes, *years, *disputes(beside.record, pd.Series(ids, dtype="string"), language)),
        empty="" if grid.rows else language.text("No proposal and no published count fits these choices."),
    )


def _cells(grid: _Grid, language: Language) -> MarkGrid:
    """Return the cells: the itemised half above and filled, the published half below and hollow."""
    by_id = {line.id: (n, line) for n, line in enumerate(grid.lines)}
    cells = [row for row in grid.rows if row["line"] in by_id]
    itemised = tuple(_mark(row, language.number(row["n"]), -0.22, by_id, grid, language) for row in cells if row["n"])
    published = tuple(
        _mark(row, _cell_text(row, language), 0.22, by_id, grid, language)
        for row in cells
        if not pd.isna(row["published"])
    )
    series = (
        Series(language.text(ITEMISED), itemised, INK_OF_BARS, symbol="square"),
        Series(language.text("published"), published, INK_OF_BARS, is_open=True, symbol="square-open"),
    )
    return MarkGrid(
        tuple(Category(step, label(step, language)) for step in grid.steps),
        tuple(GridLine(line.id, line.name, n) for n, line in enumerate(grid.lines)),
        tuple(one for one in series if one.marks),
        line_px=ROW_PX,
    )


def _mark(  # noqa: PLR0913, PLR0917 - all that a half of a cell is made of
    row: Row, text: str, half: float, by_id: dict[str, tuple[int, _Line]], grid: _Grid, language: Language
) -> Mark:
    """Return half a cell; a click on it chooses its line. A source may have stated more of a proposal since, so no stage."""
    n, line = by_id[row["line"]]
    return Mark(
        grid.steps.index(Stage(row["stage"])),
        float(row["n"] if half < 0 else row["published"]),
        text,
        _said(row, line, language),
        (line.choice,) if line.choice else (),
        line=n + half,
    )


def _cell_text(row: Row, language: Language) -> str:
    """Return the published count as it fits into a cell: its sign close to it."""
    return _published_text(row, language).replace(" ", "")


def _published_cell(row: Row, language: Language) -> Cell | None:
    return None if pd.isna(row["published"]) else Cell(_published_text(row, language), int(row["published"]))


def _published_text(row: Row, language: Language) -> str:
    text = qualified(language.number(row["published"]), row["qualifier"])
    return f"Σ {text}" if row["is_sum"] else text


def _said(row: Row, line: _Line, language: Language) -> tuple[str, ...]:
    lines = [f"{line.name} · {label(Stage(row['stage']), language)}"]
    if row["n"]:
        counted = joined([language.text(ITEMISED), language.number(row["n"])], ": ")
        lines.append(joined([counted, shared_words(row.get("n_shared", 0), language)], ", "))
    if not pd.isna(row["published"]):
        lines.append(joined([language.text("published"), _published_text(row, language)], ": "))
    return tuple(lines)


def _table(grid: _Grid, heading: str, language: Language) -> Table:
    cells = {(row["line"], row["stage"]): row for row in grid.rows}
    columns = [FigureColumn(heading, id="line")]
    for step in grid.steps:
        name = label(step, language)
        columns.append(FigureColumn(joined([name, language.text(ITEMISED)], ": "), id=f"{step}_n", is_number=True))
        columns.append(FigureColumn(joined([name, language.text("published")], ": "), id=f"{step}_p", is_number=True))
    rows = tuple(_row(line, cells, grid, language) for line in grid.lines)
    choices = ((line.id, (line.choice,) if line.choice else ()) for line in grid.lines)
    return Table.of(columns, rows, language, choices=choices)


def _row(line: _Line, cells: dict[tuple[str, str], Row], grid: _Grid, language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {"id": line.id, "line": line.name}
    for step in grid.steps:
        cell = cells.get((line.id, str(step)))
        if cell is not None:
            words = shared_words(cell.get("n_shared", 0), language)
            row[f"{step}_n"] = Cell(language.number(cell["n"]), cell["n"], title=words) if cell["n"] else None
            row[f"{step}_p"] = _published_cell(cell, language)
    return row
