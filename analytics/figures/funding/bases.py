"""Every published budget of a single year: planned, assigned, approved, done or stated, each with its own mark."""

from typing import Any

import pandas as pd

from analytics.figures.cells import money_cell
from analytics.figures.chart import Chart, ChartColumn, ChartTable
from analytics.figures.drawing import scatter
from analytics.figures.funding.parts import disputes, figures_behind, year_choice
from analytics.figures.style import Look, emphasis, figure, height_of, safe
from analytics.funding.tables import bases
from analytics.selection.choices import customdata
from analytics.selection.place_words import Row, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import PROGRAMME_COLOURS
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.record import Record
from geodata.schema.vocabulary import Basis

NO_TOTALS = mark("Sources publish no totals for this choice; what is drawn is the itemised part alone.")
PARTIAL = mark("“A part”: one round or one partner of the year's plan, not the whole year; the table says which.")
SYMBOLS: dict[Basis, str] = {
    Basis.PLANNED: "diamond-open",
    Basis.ASSIGNED: "triangle-up-open",
    Basis.APPROVED: "square-open",
    Basis.DONE: "circle",
    Basis.STATED: "x-thin-open",
}


def basis_chart(beside: Selected, look: Look) -> Chart:
    """Return every published budget of a single year: planned, assigned, approved, done or stated, each with its own mark."""
    table = bases(beside)
    language = look.language
    words = titled(language.text("Planned, assigned, approved, done"), beside.selection, language)
    rows = tuple(
        {
            "id": row["figure_id"],
            "period": period(row["year_from"], row["year_to"]),
            "programme": programme_name(row["programme"], language),
            "basis": label_of(Basis, row["basis"], language),
            "published": money_cell(row["value"], language, row["qualifier"]),
            "note": row["note"],
        }
        for row in records(table)
    )
    columns = (
        ChartColumn("period", language.text("Year")),
        ChartColumn("programme", language.text("Source of funding")),
        ChartColumn("basis", language.text("Basis")),
        ChartColumn(
            "published", language.text("Published"), is_number=True, csv_heading=language.text("Published (VND)")
        ),
        ChartColumn("note", language.text("Note")),
    )
    choices = {str(row["figure_id"]): (year_choice(row),) for row in records(table)}
    return Chart(
        title=words,
        unit=language.text("billion VND"),
        n=len(table),
        n_of=language.text("published figures"),
        figure=_basis_figure(table, look),
        table=ChartTable(columns, rows, choices=choices),
        behind=(figures_behind(beside.record, table["figure_id"], language),),
        alt=words,
        notes=_notes(beside.record, table, language),
        empty="" if len(table) else language.text("No source publishes totals for this choice."),
    )


def _notes(record: Record, table: pd.DataFrame, language: Language) -> tuple[str, ...]:
    parts = (language.text(PARTIAL),) if table["is_partial"].any() else ()
    return (*parts, *disputes(record, table["figure_id"], language))


def _basis_figure(table: pd.DataFrame, look: Look) -> Any:
    language = look.language
    ordered = table.sort_values(["year_from", "programme", "is_partial"], ascending=[False, True, True])
    lines = list(dict.fromkeys(_line_name(row, language) for row in records(ordered)))
    sides = _sides(records(ordered), language)
    made = figure(look, height=height_of(len(lines)))
    for basis, symbol in SYMBOLS.items():
        rows = records(ordered[ordered["basis"].eq(str(basis))])
        if rows:
            made.add_trace(_basis_marks(rows, sides, (basis, symbol), look))
    largest = float(table["value"].max()) / 1e9 if len(table) else 1.0
    made.update_xaxes(title={"text": language.text("billion VND")}, tickformat=",.1~f", range=[0, largest * 1.25])
    return made.update_yaxes(categoryorder="array", categoryarray=lines[::-1])


def _line_name(row: Row, language: Language) -> str:
    part = language.text("a part") if row["is_partial"] else ""
    return joined([period(row["year_from"], row["year_to"]), safe(programme_name(row["programme"], language)), part])


def _sides(rows: list[Row], language: Language) -> dict[str, str]:
    """Return where the number of each figure stands, so that no two of a line meet: the least one's at the left, the largest one's at the right."""
    of_line: dict[str, list[Row]] = {}
    for row in rows:
        of_line.setdefault(_line_name(row, language), []).append(row)
    sides = {}
    for line in of_line.values():
        *others, largest = sorted(line, key=lambda row: float(row["value"]))
        sides[str(largest["figure_id"])] = "middle right"
        for n, row in enumerate(others):
            sides[str(row["figure_id"])] = "top center" if n else "middle left"
    return sides


def _basis_marks(rows: list[Row], sides: dict[str, str], drawn_as: tuple[Basis, str], look: Look) -> Any:
    basis, symbol = drawn_as
    choices = [year_choice(row) for row in rows]
    colours = [PROGRAMME_COLOURS[row["programme"]][look.theme] for row in rows]
    language = look.language
    texts = [qualified(language.number(row["value"] / 1e9, 2), row["qualifier"]) for row in rows]
    return scatter(
        x=[row["value"] / 1e9 for row in rows],
        y=[_line_name(row, language) for row in rows],
        mode="markers+text",
        name=label_of(Basis, str(basis), language),
        text=[f" {text} " for text in texts],
        textposition=[sides[str(row["figure_id"])] for row in rows],
        marker={
            "symbol": symbol,
            "size": 14,
            "color": colours,
            "opacity": emphasis(look, choices),
            "line": {"color": colours, "width": 2.5},
        },
        customdata=[customdata(choice) for choice in choices],
        hovertext=[
            f"<b>{_line_name(row, language)}</b><br>{language.money(row['value'])} ({label_of(Basis, row['basis'], language)})"
            for row in rows
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
