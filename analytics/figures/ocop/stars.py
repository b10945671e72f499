"""OCOP recognitions by year and stars, and what is published beside them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.chosen import chart_title
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import by_stars, of_stars, recognitions_behind, star_choice, star_shade, year_choice
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.ocop.published import published_recognised
from analytics.ocop.recognitions import recognitions_of, stars_by_year
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, joined, period, records
from analytics.selection.selected import Selected
from analytics.wording.language import Language


def ocop_year_chart(selected: Selected, look: Look) -> Chart:
    """Return recognitions by year and stars beside the published number of the same year or period; a bar chooses year and stars."""
    language = look.language
    events = recognitions_of(selected)
    table = stars_by_year(events)
    published = published_recognised(selected.record, selected.selection)
    return Chart(
        title=chart_title(language.text("OCOP recognitions by year"), look, "years", "stars"),
        unit=language.text("recognitions (a renewal counts again)"),
        n=len(events),
        n_of=language.text("recognitions"),
        spec=_year_bars(table, published, language),
        look=look,
        table=_year_table(records(table), records(published), language),
        behind=_year_parts(selected, published, language),
        alt=language.count(
            "Columns of {n} recognition by year and stars, beside published numbers.",
            "Columns of {n} recognitions by year and stars, beside published numbers.",
            len(events),
        ),
        notes=(
            language.text(
                "Hatched: the number that a source publishes for that year or period, with renewals; never added."
            ),
        )
        if len(published)
        else (),
        empty="" if len(events) or len(published) else language.text("No recognition fits this selection."),
    )


def _year_parts(selected: Selected, published: pd.DataFrame, language: Language) -> tuple[RowsBehind, ...]:
    return (
        recognitions_behind(selected.record, recognitions_of(selected), language),
        figures_behind(selected.record, published["figure_id"], language),
    )


def _when(year: Any, language: Language) -> str:
    return language.text("year not stated") if pd.isna(year) else str(int(year))


def _categories(table: pd.DataFrame, published: pd.DataFrame, language: Language) -> list[str]:
    """Order years and periods by their end; a period stands behind its last year, what is undated at the end."""
    found = {str(int(year)): (int(year), 0) for year in table["year"].dropna()}
    for row in records(published):
        name = period(row["year_from"], row["year_to"])
        found.setdefault(name, (int(row["year_to"]), int(row["year_to"]) - int(row["year_from"])))
    ordered = sorted(found, key=lambda name: found[name])
    return [*ordered, _when(None, language)] if table["year"].isna().any() else ordered


def _event_choices(row: Row) -> tuple[Choice, ...]:
    stars = star_choice(int(row["stars"]))
    return (stars,) if pd.isna(row["year"]) else (year_choice(int(row["year"])), stars)


def _year_bars(table: pd.DataFrame, published: pd.DataFrame, language: Language) -> Bars:
    """Return the columns of recognitions by year and stars, and beside them what is published of a year or period."""
    names = _categories(table, published, language)

    def mark(row: Row) -> Mark:
        year, n = _when(row["year"], language), int(row["n"])
        return Mark(
            names.index(year),
            n,
            language.number(n),
            (year, f"{row['stars']} ★: {language.number(n)}"),
            _event_choices(row),
        )

    series = [of_stars(stars, tuple(map(mark, rows))) for stars, rows in by_stars(table)]
    if stated := tuple(_published_mark(row, names, language) for row in records(published)):
        name = language.text("published")
        series.append(Series(name, stated, star_shade(4), "/", is_open=True, stack="published"))
    categories = tuple(Category(name, name) for name in names)
    return Bars(language.text("recognitions"), categories, tuple(series), is_standing=True)


def _published_mark(row: Row, names: list[str], language: Language) -> Mark:
    name, value = period(row["year_from"], row["year_to"]), figure_value(row, language)
    choices = (year_choice(int(row["year_from"])),) if row["year_from"] == row["year_to"] else ()
    said = (name, f"{language.text('published')}: {value}")
    return Mark(names.index(name), float(row["value"]), value, said, choices)


def _year_table(rows: Sequence[Row], published: Sequence[Row], language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Year"), id="year"),
        FigureColumn(language.text("What"), id="what"),
        FigureColumn(language.text("Stars"), id="stars"),
        FigureColumn(language.text("Recognitions"), id="n", is_number=True),
    )
    items = tuple(
        {
            "id": f"{row['year']}-{row['stars']}",
            "year": _when(row["year"], language),
            "what": language.text("itemised"),
            "stars": f"{row['stars']} ★",
            "n": int(row["n"]),
        }
        for row in rows
    )
    beside = tuple(
        {
            "id": str(row["figure_id"]),
            "year": period(row["year_from"], row["year_to"]),
            "what": joined([language.text("published"), "" if pd.isna(row["note"]) else row["note"]]),
            "stars": "",
            "n": Cell(figure_value(row, language), float(row["value"])),
        }
        for row in published
    )
    total = ({"year": language.text("Total itemised"), "n": sum(int(row["n"]) for row in rows)},)
    chosen = ((f"{row['year']}-{row['stars']}", _event_choices(row)) for row in rows)
    return Table.of(columns, (*items, *beside), language, total, chosen)
