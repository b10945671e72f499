"""Every published budget of a single year: planned, assigned, approved, done or stated, each with its own mark."""

import pandas as pd

from analytics.figures.cells import money_cell
from analytics.figures.chart import Chart
from analytics.figures.funding.money_groups import screen_unit
from analytics.figures.funding.parts import disputes, figures_behind, years_choice
from analytics.figures.spec import Category, Dots, Mark, Series, Side
from analytics.figures.style import Look, MoneyAxis
from analytics.figures.table import FigureColumn, Table
from analytics.funding.tables import bases
from analytics.selection.place_words import Row, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import PROGRAMME_COLOURS
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.grouping import grouped_by
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
    money = screen_unit(beside.prepared, look.chosen, language)
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
        FigureColumn(language.text("Year"), id="period"),
        FigureColumn(language.text("Source of funding"), id="programme"),
        FigureColumn(language.text("Basis"), id="basis"),
        FigureColumn(language.text("Published"), id="published", is_number=True, unit=language.text("VND")),
        FigureColumn(language.text("Note"), id="note"),
    )
    choices = ((str(row["figure_id"]), (years_choice(row),)) for row in records(table))
    return Chart(
        title=words,
        unit=money.words,
        n=len(table),
        n_of=language.text("published figures"),
        spec=_dots(table, money, language),
        look=look,
        table=Table.of(columns, rows, language, choices=choices),
        behind=(figures_behind(beside.record, table["figure_id"], language),),
        alt=words,
        notes=_notes(beside.record, table, language),
        empty="" if len(table) else language.text("No source publishes totals for this choice."),
    )


def _notes(record: Record, table: pd.DataFrame, language: Language) -> tuple[str, ...]:
    parts = (language.text(PARTIAL),) if table["is_partial"].any() else ()
    return (*parts, *disputes(record, table["figure_id"], language))


def _dots(table: pd.DataFrame, money: MoneyAxis, language: Language) -> Dots:
    ordered = records(table.sort_values(["year_from", "programme", "is_partial"], ascending=[False, True, True]))
    lines = list(dict.fromkeys(_line_name(row, language) for row in ordered))
    sides = _sides(ordered, language)
    series = []
    for basis, symbol in SYMBOLS.items():
        rows = [row for row in ordered if row["basis"] == basis]
        marks = tuple(_mark(row, lines, sides[str(row["figure_id"])], money, language) for row in rows)
        if marks:
            name = label_of(Basis, str(basis), language)
            series.append(Series(name, marks, PROGRAMME_COLOURS["all"], symbol=symbol))
    return Dots(money.words, tuple(Category(line, line) for line in lines), tuple(series))


def _mark(row: Row, lines: list[str], side: Side, money: MoneyAxis, language: Language) -> Mark:
    line, value = _line_name(row, language), row["value"] / money.vnd
    return Mark(
        lines.index(line),
        value,
        qualified(language.number(value, 2), row["qualifier"]),
        (line, f"{language.money(row['value'])} ({label_of(Basis, row['basis'], language)})"),
        (years_choice(row),),
        side=side,
        colour=PROGRAMME_COLOURS[row["programme"]],
    )


def _line_name(row: Row, language: Language) -> str:
    part = language.text("a part") if row["is_partial"] else ""
    return joined([period(row["year_from"], row["year_to"]), programme_name(row["programme"], language), part])


def _sides(rows: list[Row], language: Language) -> dict[str, Side]:
    """Return where the number of each figure stands, so that no two of a line meet: the least one's at the left, the largest one's at the right."""
    of_line = grouped_by((_line_name(row, language), row) for row in rows)
    sides: dict[str, Side] = {}
    for line in of_line.values():
        *others, largest = sorted(line, key=lambda row: float(row["value"]))
        sides[str(largest["figure_id"])] = "middle right"
        for n, row in enumerate(others):
            sides[str(row["figure_id"])] = "top center" if n else "middle left"
    return sides
