"""Facilities supported in difficult areas by district: what a source publishes, beside all facilities supported."""

from collections.abc import Sequence
from typing import Any

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Chart
from analytics.figures.funding.parts import figures_behind
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.funding.difficult_areas import DifficultAreas, difficult_areas
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language, mark

NO_LIST = mark(
    "Published by the source; the record holds no list of difficult communes, so nothing is counted from its own rows."
)


def difficult_areas_chart(beside: Selected, look: Look) -> Chart:
    """Return the published facilities in difficult areas by district; a bar chooses its district.

    `beside` is the selection without its districts.
    """
    language = look.language
    shown = difficult_areas(beside)
    rows = records(shown.districts)
    words = titled(language.text("Facilities supported in difficult areas, by district"), beside.selection, language)
    return Chart(
        title=words,
        unit=language.text("facilities"),
        n=shown.n,
        n_of=language.text("facilities (published)"),
        spec=_bars(rows, language),
        look=look,
        table=_table(shown, language),
        behind=(figures_behind(beside.record, shown.figure_ids, language),) if rows else (),
        alt=". ".join([words, *(f"{_name(row, language)}: {figure_value(row, language)}" for row in rows)]),
        notes=(*_of_all(shown, language), language.text(NO_LIST)) if rows else (),
        empty="" if rows else language.text("No source tells facilities in difficult areas apart for these choices."),
    )


def _name(row: Row, language: Language) -> str:
    name = district_name(row["district_code"], language, short=True)
    return joined([name, period(row["year_from"], row["year_to"])])


def _choice(row: Row) -> Choice:
    return Choice("districts", str(row["district_code"]))


def _of_all(shown: DifficultAreas, language: Language) -> tuple[str, ...]:
    """Say for each period how many of all facilities supported are in difficult areas."""
    pairs = shown.province.merge(shown.supported, on=["year_from", "year_to"], suffixes=("", "_all"))
    return tuple(
        language.text(
            "{period}: {n} of the {all} facilities supported are in difficult areas ({share}).",
            period=period(row["year_from"], row["year_to"]),
            n=figure_value(row, language),
            all=language.number(row["value_all"]),
            share=language.percent(row["value"] / row["value_all"], 1),
        )
        for row in records(pairs)
    )


def _bars(rows: Sequence[Row], language: Language) -> Bars:
    unit = language.text("facilities")
    names = [_name(row, language) for row in rows]
    texts = [figure_value(row, language) for row in rows]
    marks = (
        Mark(n, float(row["value"]), text, (name, text), (_choice(row),))
        for n, (row, name, text) in enumerate(zip(rows, names, texts, strict=True))
    )
    return Bars(
        unit,
        tuple(
            Category(str(row["figure_id"]), name, choice=_choice(row)) for row, name in zip(rows, names, strict=True)
        ),
        (Series(unit, tuple(marks), INK_OF_BARS, pattern="/", is_open=True),),
    )


def _table(shown: DifficultAreas, language: Language) -> Table:
    columns = (
        FigureColumn(language.text("District"), id="district"),
        FigureColumn(language.text("Period"), id="period"),
        FigureColumn(language.text("Facilities supported in difficult areas"), id="published", is_number=True),
        FigureColumn(language.text("Note"), id="note"),
    )
    rows = records(shown.districts)
    cells = tuple(
        {
            "id": row["figure_id"],
            "district": district_name(row["district_code"], language),
            **_stated(row, language),
            "note": row["note"],
        }
        for row in rows
    )
    footer = [(language.text("Whole province"), row) for row in records(shown.province)]
    footer += [(language.text("All areas"), row) for row in records(shown.supported)]
    return Table.of(
        columns,
        cells,
        language,
        tuple({"district": name, **_stated(row, language)} for name, row in footer),
        ((str(row["figure_id"]), (_choice(row),)) for row in rows),
    )


def _stated(row: Row, language: Language) -> dict[str, Any]:
    return {
        "period": period(row["year_from"], row["year_to"]),
        "published": Cell(figure_value(row, language), int(row["value"])),
    }
