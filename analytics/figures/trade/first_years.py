"""Countries by the year in which a source first names them as a market: one block a country."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analytics.figures.chart import Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.chosen import opacities, titled
from analytics.figures.drawing import bar
from analytics.figures.style import Look, figure, safe
from analytics.figures.trade.parts import (
    BEHIND,
    COLOURS,
    CONTEXT,
    context_note,
    market_choices,
    rows_part,
    short_name,
    wrapped,
)
from analytics.selection.choices import Choice, customdata
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import first_years, flows_of, of_countries
from analytics.trade.words import year_text
from analytics.wording.language import Language
from geodata.schema.vocabulary import MarketKind

IN_A_LINE = 4
"""Blocks in a line, so that a phone shows each with its name."""


def first_years_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return a block for each country in the year that first names it as a market; a block chooses its country."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    table = first_years(flows)
    named = [{**row, "when": year_text(row["year"], language)} for row in records(table)]
    lines, positions = _lines([row["when"] for row in named])
    places = list(dict.fromkeys(lines))
    counts = Counter(row["when"] for row in named)
    choices = [Choice("markets", str(row["market_iso3"])) for row in named]
    names = [country_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "") for row in named]
    colour = COLOURS[MarketKind.COUNTRY][look.theme]
    made = figure(look, height=max(150, 30 + 46 * len(places)), bargap=0.18)
    made.add_trace(
        bar(
            y=lines,
            x=[0.96] * len(named),
            base=positions,
            orientation="h",
            text=[wrapped(safe(_block_name(row, language)), 9) for row in named],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": 12, "color": "#ffffff" if look.theme == "light" else "#0f151b"},
            marker={"color": colour, "opacity": opacities(look, "markets", choices)},
            customdata=[customdata(one) for one in choices],
            hovertext=[_first_hover(row, name, language) for row, name in zip(named, names, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    made.update_yaxes(
        type="category", categoryarray=places, categoryorder="array", autorange="reversed", showgrid=False
    )
    heads = [f"{place} ({language.number(counts[place])})" if place in counts else "" for place in places]
    made.update_yaxes(tickmode="array", tickvals=places, ticktext=[wrapped(head, 12) for head in heads])
    made.update_xaxes(visible=False, range=[0, IN_A_LINE])
    made.when_narrow({"yaxis.tickfont.size": 13, "yaxis.ticklabelstandoff": 4})
    countries = of_countries(flows, BEHIND)
    return Chart(
        title=titled(language.text("Markets by the year that first names them"), look, "markets"),
        unit=language.text("countries and territories"),
        n=len(table),
        n_of=language.text("countries and territories"),
        figure=made,
        table=_first_table(named, names, language),
        behind=rows_part(selected.record, countries, language),
        alt=language.text(
            "Blocks by year: {n} countries and territories, each in the year in which a source first names it.",
            n=len(table),
        ),
        notes=(
            language.text(
                "When sources first speak of a market; trade may be older. Groups of markets open no country or territory."
            ),
            *context_note(countries, language),
        ),
        empty="" if len(table) else language.text("No row of this selection names a country or territory."),
    )


def _lines(whens: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return for each block its line and its place in it: the year, then as many lines more as its blocks fill."""
    seen: Counter[str] = Counter()
    lines, positions = [], []
    for when in whens:
        line, position = divmod(seen[when], IN_A_LINE)
        seen[when] += 1
        lines.append(f"{when} +{line}" if line else when)
        positions.append(position)
    return lines, positions


def _block_name(row: Row, language: Language) -> str:
    return short_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "")


def _first_hover(row: Row, name: str, language: Language) -> str:
    older = language.text("an undated source may be earlier") if row["has_undated"] and not pd.isna(row["year"]) else ""
    rows = language.count("{n} row", "{n} rows", int(row["n"]))
    return f"<b>{safe(name)}</b><br>{safe(joined([row['when'], rows, older]))}"


def _first_table(named: Sequence[Row], names: Sequence[str], language: Language) -> ChartTable:
    columns = (
        ChartColumn("year", language.text("Year")),
        ChartColumn("market", language.text("Market")),
        ChartColumn("n", language.text("Rows"), is_number=True),
        ChartColumn("note", language.text("Note")),
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
    return ChartTable(columns, rows, (), row_choices((row["id"], market_choices(row["id"])) for row in rows))
