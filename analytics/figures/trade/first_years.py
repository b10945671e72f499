"""Countries by the year in which a source first names them as a market: one block a country."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.spec import Blocks, Category, Mark, Series
from analytics.figures.style import CONTEXT, Look
from analytics.figures.table import FigureColumn, Table
from analytics.figures.trade.parts import (
    BEHIND,
    COLOURS,
    context_note,
    market_choices,
    rows_part,
    short_market_name,
)
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import first_years, flows_of, of_countries
from analytics.trade.words import export_year_text
from analytics.wording.language import Language
from geodata.schema.vocabulary import MarketKind

IN_A_LINE = 4
"""Blocks in a line, so that a phone shows each with its name."""


def first_years_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return a block for each country in the year that first names it as a market; a block chooses its country."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    table = first_years(flows)
    named = [{**row, "when": export_year_text(row["year"], language)} for row in records(table)]
    names = [country_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "") for row in named]
    countries = of_countries(flows, BEHIND)
    return Chart(
        title=chart_title(language.text("Markets by the year that first names them"), look, "markets"),
        unit=language.text("countries and territories"),
        n=len(table),
        n_of=language.text("countries and territories"),
        spec=_blocks(named, names, language),
        look=look,
        table=_first_table(named, names, language),
        behind=rows_part(selected.record, countries, language),
        alt=language.count(
            "Blocks by year: {n} country or territory, in the year in which a source first names it.",
            "Blocks by year: {n} countries and territories, each in the year in which a source first names it.",
            len(table),
        ),
        notes=(
            language.text(
                "When sources first speak of a market; trade may be older. Groups of markets open no country or territory."
            ),
            *context_note(countries, language),
        ),
        empty="" if len(table) else language.text("No row of this selection names a country or territory."),
    )


def _blocks(named: Sequence[Row], names: Sequence[str], language: Language) -> Blocks:
    """Return a block for each country: the year, then as many lines more as its blocks fill."""
    counts = Counter(row["when"] for row in named)
    seen: Counter[str] = Counter()
    lines: dict[str, str] = {}
    marks = []
    for row, name in zip(named, names, strict=True):
        when = row["when"]
        n, position = divmod(seen[when], IN_A_LINE)
        seen[when] += 1
        lines.setdefault(f"{when} +{n}", "" if n else f"{when} ({language.number(counts[when])})")
        text, said = _block_name(row, language), _said(row, name, language)
        choices = market_choices(str(row["market_iso3"]))
        marks.append(Mark(position, 1, text, said, choices, line=list(lines).index(f"{when} +{n}")))
    series = Series(language.text("countries and territories"), tuple(marks), COLOURS[MarketKind.COUNTRY])
    return Blocks(tuple(Category(line, head) for line, head in lines.items()), series, IN_A_LINE)


def _block_name(row: Row, language: Language) -> str:
    return short_market_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "")


def _said(row: Row, name: str, language: Language) -> tuple[str, str]:
    older = language.text("an undated source may be earlier") if row["has_undated"] and not pd.isna(row["year"]) else ""
    rows = language.count("{n} row", "{n} rows", int(row["n"]))
    return name, joined([row["when"], rows, older])


def _first_table(named: Sequence[Row], names: Sequence[str], language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Year"), id="year"),
        FigureColumn(language.text("Market"), id="market"),
        FigureColumn(language.text("Rows"), id="n", is_number=True),
        FigureColumn(language.text("Note"), id="note"),
    )
    rows = tuple(
        {
            "id": str(row["market_iso3"]),
            "year": row["when"],
            "market": name,
            "n": int(row["n"]),
            "note": language.text("an undated source may be earlier")
            if row["has_undated"] and not pd.isna(row["year"])
            else "",
        }
        for row, name in zip(named, names, strict=True)
    )
    return Table.of(columns, rows, language, choices=((row["id"], market_choices(row["id"])) for row in rows))
