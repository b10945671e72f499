"""From Bắc Giang to the market countries: a line each, with the volume where one is known."""

from collections.abc import Sequence

import pandas as pd

from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.drawn.world import label_points
from analytics.figures.spec import Flow, Flows
from analytics.figures.style import CONTEXT, DISPUTED, Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.figures.trade.parts import (
    BEHIND,
    context_note,
    empty,
    flow_disagreements,
    market_choices,
    rows_part,
    short_market_name,
)
from analytics.maps.credits import boundary_credits
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import Quantity, flows_of, links_of, of_countries
from analytics.trade.words import basis_name, export_year_text, trade_amount_text
from analytics.wording.language import Language
from geodata.schema.vocabulary import FlowBasis
from geodata.text import alphabetical


def map_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return lines from Bắc Giang to each country of `flows`, the one with the most products first; a country chooses itself.

    Where tonnes are stated the line is as wide as their logarithm, solid when shipped and dashed when contracted, ordered
    or planned (see `analytics.trade.flows.links` for the volume meant); else it is thin and plain. Groups and totals have no
    line: they stand in their own table.
    """
    language, flows = look.language, flows_of(selected, with_context=with_context)
    table = links_of(selected, with_context=with_context).reset_index()
    drawn = sorted(
        (row for row in records(table) if str(row["market_iso3"]) in label_points()),
        key=lambda row: (-int(row["n_products"]), alphabetical(_name(row, language))),
    )
    countries = of_countries(flows, BEHIND)
    return Chart(
        title=chart_title(language.text("From Bắc Giang to the countries and territories that buy"), look, "markets"),
        unit=language.text("line width: tonnes where known, logarithmic; thin: only the market is known"),
        n=len(table),
        n_of=language.text("countries and territories"),
        spec=Flows(tuple(_flow(row, language) for row in drawn)),
        look=look,
        table=_table(drawn, language),
        behind=rows_part(selected.record, countries, language),
        alt=language.text(
            "Map of the world with lines from Bắc Giang to {n} countries and territories, and an inset of Việt Nam with Hoàng Sa and Trường Sa.",
            n=len(table),
        ),
        notes=(
            language.text(
                "Width: the latest year with tonnes stated, on its best basis; solid shipped, dashed contract, order or plan."
            ),
            *context_note(countries, language),
            *flow_disagreements(selected.record, countries),
        ),
        reading=boundary_credits(("world",), language),
        empty="" if len(table) else empty(table, language),
    )


def _flow(row: Row, language: Language) -> Flow:
    code, name = str(row["market_iso3"]), _name(row, language)
    has_volume = not pd.isna(row["volume_t"])
    return Flow(
        code,
        name,
        float(row["volume_t"]) if has_volume else None,
        has_volume and row["volume_basis"] == FlowBasis.SHIPPED,
        (name, language.count("{n} product", "{n} products", int(row["n_products"])), _volume(row, language)),
        Choice("markets", code),
        DISPUTED if row["is_contradicted"] else "",
    )


def _name(row: Row, language: Language) -> str:
    return short_market_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "")


def _volume(row: Row, language: Language) -> str:
    if pd.isna(row["volume_t"]):
        return language.text("volume not known")
    return joined([_amount(row, language), ", ".join(row["volume_products"]), _stated(row, language)])


def _amount(row: Row, language: Language) -> str:
    return trade_amount_text(float(row["volume_t"]), Quantity.TONNES, row["volume_qualifier"], language)


def _volume_cell(row: Row, language: Language) -> Cell:
    """Return a volume with its product, year and basis beneath, as its CSV says them in a column of their own."""
    of = joined([", ".join(row["volume_products"]), _stated(row, language)])
    return Cell(_amount(row, language), float(row["volume_t"]), note=of)


def _stated(row: Row, language: Language) -> str:
    """Return of which year a volume is, on what basis, and whether of the merged province."""
    merged = language.text("Bắc Ninh since 1 July 2025") if row["is_merged_province"] else ""
    return joined([export_year_text(row["volume_year"], language), basis_name(row["volume_basis"], language), merged])


def _table(drawn: Sequence[Row], language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Market"), id="market", width=5.5),
        FigureColumn(language.text("Products"), id="products", width=9.5),
        FigureColumn(
            language.text("Volume"),
            id="volume",
            is_number=True,
            unit=language.text("tonnes"),
            csv_note=language.text("Product, year and basis of the volume"),
            width=8,
        ),
        FigureColumn(language.text("First named"), id="first", is_number=True, width=4),
    )
    rows = tuple(
        {
            "id": str(row["market_iso3"]),
            "market": country_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else ""),
            "products": ", ".join(row["products"]),
            "volume": _volume_cell(row, language) if not pd.isna(row["volume_t"]) else None,
            "first": None if pd.isna(row["first_year"]) else Cell(str(row["first_year"]), int(row["first_year"])),
        }
        for row in drawn
    )
    return Table.of(
        columns,
        rows,
        language,
        choices=((str(row["market_iso3"]), market_choices(str(row["market_iso3"]))) for row in drawn),
    )
