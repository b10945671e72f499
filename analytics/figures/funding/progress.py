"""What sources state from registration to inspection, as a grid of cells: by year and by district, itemised filled, published hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics.figures.cells import Cell
from analytics.figures.chart import Behind, Chart, ChartColumn, ChartTable
from analytics.figures.drawing import scatter
from analytics.figures.funding.money_groups import ITEMISED
from analytics.figures.funding.parts import disputes, figures_behind, proposals_behind
from analytics.figures.style import Look, emphasis, figure, ink_on, safe, wrapped
from analytics.funding.progress import LINES, STEPS, by_district, by_year, silent_districts, surveyed_facilities
from analytics.selection.choices import Choice, customdata
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
    dated = ~np.isnan(beside.prepared.index.numbers("proposals", "year_from"))
    behind = proposals_behind(beside, language, dated)
    if left := beside.count("proposals") - behind.count:
        text = language.count(
            "{n} proposal without a year is not shown.", "{n} proposals without a year are not shown.", left
        )
        notes = (*notes, text)
    return _chart(_Grid(rows, lines, names, notes), behind, beside, look)


def district_grid(beside: Selected, look: Look) -> Chart:
    """Return the way from registration to inspection by district, for the selection without its districts."""
    table = by_district(beside)
    language, rows = look.language, records(table)
    known = {row["line"] for row in rows}
    shown = [id_ for id_ in LINES if id_ in known or (id_ in DISTRICT_CODES and known)]
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


def _chart(grid: _Grid, rows: Behind, beside: Selected, look: Look) -> Chart:
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
        figure=_figure(grid, look),
        table=_table(grid, language.text(heading), look),
        behind=(rows, behind),
        alt=words,
        notes=(*grid.notes, *years, *disputes(beside.record, pd.Series(ids, dtype="string"), language)),
        empty="" if grid.rows else language.text("No proposal and no published count fits these choices."),
    )


def _figure(grid: _Grid, look: Look) -> Any:
    language = look.language
    made = figure(look, height=max(220, len(grid.lines) * ROW_PX + 110))
    by_id = {line.id: (n, line) for n, line in enumerate(grid.lines)}
    cells = [row for row in grid.rows if row["line"] in by_id]
    itemised = [row for row in cells if row["n"]]
    published = [row for row in cells if not pd.isna(row["published"])]
    if itemised:
        made.add_trace(_marks(itemised, by_id, grid, look, is_itemised=True))
    if published:
        made.add_trace(_marks(published, by_id, grid, look, is_itemised=False))
    made.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(grid.steps))),
        range=[-0.5, max(len(grid.steps), 1) - 0.5],
        zeroline=False,
    )
    heads = [safe(label(step, language)).replace(" ", "<br>", 1) for step in grid.steps]
    made.update_xaxes(ticktext=heads, tickangle=0, tickfont={"size": 12})
    narrow = [safe(label(step, language)).replace(" ", "<br>") for step in grid.steps]
    made.when_narrow({"xaxis.ticktext": narrow, "xaxis.tickfont.size": 9})
    places = list(range(len(grid.lines)))
    made.update_yaxes(
        tickmode="array", tickvals=places, ticktext=[wrapped(line.name, 16) for line in grid.lines], zeroline=False
    )
    made.update_yaxes(range=[len(places) - 0.4, -0.6], showgrid=False)
    return made.update_layout(legend={"y": -0.02, "yanchor": "top"})


def _marks(cells: list[Row], by_id: dict[str, tuple[int, _Line]], grid: _Grid, look: Look, *, is_itemised: bool) -> Any:
    """Return the itemised half (above, filled) or the published half (below, hollow) of cells."""
    language, ink = look.language, INK_OF_BARS[look.theme]
    steps = {str(step): n for n, step in enumerate(grid.steps)}
    lit = emphasis(look, [by_id[row["line"]][1].choice for row in cells])
    texts = [language.number(row["n"]) if is_itemised else _cell_text(row, language) for row in cells]
    inside = {"light": "#ffffff", "dark": "#0f151b"}[look.theme]
    return scatter(
        x=[steps[row["stage"]] for row in cells],
        y=[by_id[row["line"]][0] + (-0.22 if is_itemised else 0.22) for row in cells],
        mode="markers+text",
        name=language.text(ITEMISED) if is_itemised else language.text("published"),
        text=texts,
        textfont={"size": 14, "color": ink_on(look, inside, lit)} if is_itemised else {"size": 14},
        textposition="middle center",
        marker={
            "symbol": "square" if is_itemised else "square-open",
            "size": 28,
            "color": ink,
            "opacity": lit,
            "line": {"color": ink, "width": 1.5},
        },
        customdata=[customdata(*_cell_choices(row, by_id)) for row in cells],
        hovertext=[_hover(row, by_id, language) for row in cells],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _cell_choices(row: Row, by_id: dict[str, tuple[int, _Line]]) -> tuple[Choice, ...]:
    """Return what a click on a cell chooses: its line. A source may have stated more of a proposal since, so no stage."""
    choice = by_id[row["line"]][1].choice
    return (choice,) if choice else ()


def _cell_text(row: Row, language: Language) -> str:
    """Return the published count as it fits into a cell: its sign close to it."""
    return _published_text(row, language).replace(" ", "")


def _published_cell(row: Row, language: Language) -> Cell:
    return None if pd.isna(row["published"]) else {"v": int(row["published"]), "t": _published_text(row, language)}


def _published_text(row: Row, language: Language) -> str:
    text = qualified(language.number(row["published"]), row["qualifier"])
    return f"Σ {text}" if row["is_sum"] else text


def _hover(row: Row, by_id: dict[str, tuple[int, _Line]], language: Language) -> str:
    stage = label(Stage(row["stage"]), language)
    lines = [f"<b>{safe(by_id[row['line']][1].name)} · {safe(stage)}</b>"]
    if row["n"]:
        counted = joined([language.text(ITEMISED), language.number(row["n"])], ": ")
        lines.append(joined([counted, shared_words(row.get("n_shared", 0), language)], ", "))
    if not pd.isna(row["published"]):
        lines.append(joined([language.text("published"), _published_text(row, language)], ": "))
    return "<br>".join(lines)


def _table(grid: _Grid, heading: str, look: Look) -> ChartTable:
    language = look.language
    cells = {(row["line"], row["stage"]): row for row in grid.rows}
    columns = [ChartColumn("line", heading)]
    for step in grid.steps:
        name = label(step, language)
        columns.append(ChartColumn(f"{step}_n", joined([name, language.text(ITEMISED)], ": "), is_number=True))
        columns.append(ChartColumn(f"{step}_p", joined([name, language.text("published")], ": "), is_number=True))
    rows = tuple(_row(line, cells, grid, look) for line in grid.lines)
    choices = {line.id: (line.choice,) for line in grid.lines if line.choice}
    return ChartTable(tuple(columns), rows, choices=choices)


def _row(line: _Line, cells: dict[tuple[str, str], Row], grid: _Grid, look: Look) -> dict[str, Any]:
    row: dict[str, Any] = {"id": line.id, "line": line.name}
    for step in grid.steps:
        cell = cells.get((line.id, str(step)))
        if cell is not None:
            words = shared_words(cell.get("n_shared", 0), look.language)
            row[f"{step}_n"] = (
                {"v": cell["n"], "t": look.language.number(cell["n"]), "title": words} if cell["n"] else None
            )
            row[f"{step}_p"] = _published_cell(cell, look.language)
    return row
