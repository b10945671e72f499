"""From Bắc Giang to the market countries: a line each, with the volume where one is known."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.figures.chart import Chart
from analytics.figures.drawn.world import label_points
from analytics.figures.spec import Flow, Flows
from analytics.figures.style import CONTEXT, DISPUTED, Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.figures.trade.parts import (
    BEHIND,
    context_note,
    empty,
    flow_disagreements,
    links_in_order,
    market_choices,
    rows_part,
    short_market_name,
)
from analytics.maps.credits import boundary_credits
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.trade.flows import flows_of, links_of, of_countries
from analytics.trade.products import products_note, products_text
from analytics.trade.stated import StatedAmount, about_amount, amount_text, stated_amounts
from analytics.wording.language import Language


def map_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return lines from Bắc Giang to each country of `flows`; a country chooses itself.

    Those of which a quantity is stated come first (`analytics.trade.stated`), then the one with the most products. Where tonnes are
    stated the line is as wide as their logarithm, solid when shipped and dashed when contracted, ordered or planned (see
    `analytics.trade.flows.links` for the volume meant); else it is thin and plain. Groups and totals have no line: they stand in
    their own table.
    """
    language, flows = look.language, flows_of(selected, with_context=with_context)
    table = links_of(selected, with_context=with_context).reset_index()
    stated = stated_amounts(selected, with_context=with_context)
    shown = (row for row in records(table) if str(row["market_iso3"]) in label_points())
    drawn = links_in_order(shown, stated, language)
    countries = of_countries(flows, [*BEHIND, "product"])
    return Chart(
        title=titled(
            language.text("From Bắc Giang to the countries and territories that buy"), selected.selection, language
        ),
        unit=language.text("line width: tonnes where known, logarithmic"),
        n=len(table),
        n_of=language.text("countries and territories"),
        spec=Flows(tuple(_flow(row, stated.get(str(row["market_iso3"])), language) for row in drawn)),
        look=look,
        table=_table(drawn, stated, selected.selection.products, language),
        behind=rows_part(selected.record, countries, language),
        alt=language.count(
            "Map of the world with lines from Bắc Giang to {n} country or territory, and an inset of Việt Nam with Hoàng Sa and Trường Sa.",
            "Map of the world with lines from Bắc Giang to {n} countries and territories, and an inset of Việt Nam with Hoàng Sa and Trường Sa.",
            len(table),
        ),
        notes=(
            language.text(
                "Quantities are of other products, years and bases: the list begins with the latest, it does not rank. Width: the latest year with tonnes stated, on its best basis; solid shipped, dashed contract, order or plan; thin where no total of tonnes is stated."
            ),
            *products_note(countries["product"].unique(), language),
            *context_note(countries, language),
            *flow_disagreements(selected.record, countries),
        ),
        reading=boundary_credits(("world",), language),
        empty="" if len(table) else empty(table, language),
    )


def _flow(row: Row, stated: StatedAmount | None, language: Language) -> Flow:
    code, name = str(row["market_iso3"]), _name(row, language)
    said = language.text("volume not known")
    if stated is not None:
        said = joined([amount_text(stated, language), about_amount(stated, language)])
    return Flow(
        code,
        name,
        None if stated is None else stated.tonnes,
        stated is not None and stated.is_shipped,
        (name, language.count("{n} product", "{n} products", int(row["n_products"])), said),
        Choice("markets", code),
        DISPUTED if row["is_contradicted"] else "",
        is_stated=stated is not None,
    )


def _name(row: Row, language: Language) -> str:
    return short_market_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "")


def _amount_cell(stated: StatedAmount | None, language: Language) -> Cell | None:
    """Return an amount with its product, year and basis beneath, as its CSV says them in a column of their own."""
    if stated is None:
        return None
    return Cell(amount_text(stated, language), stated.tonnes, note=about_amount(stated, language))


def _table(
    drawn: Sequence[Row], stated: Mapping[str, StatedAmount], chosen: Sequence[str], language: Language
) -> Table:
    """Return the markets with their products, which go without saying where one is chosen."""
    is_one = len(chosen) == 1
    columns = (
        FigureColumn(
            language.text("Market"), id="market", csv_note="" if is_one else language.text("Products"), width=7.5
        ),
        FigureColumn(
            language.text("Volume"),
            id="volume",
            is_number=True,
            unit=language.text("tonnes"),
            csv_note=language.text("Product, year and basis of the volume"),
            width=8.5,
        ),
        FigureColumn(language.text("First named"), id="first", is_number=True, width=4),
    )
    rows = tuple(
        {
            "id": str(row["market_iso3"]),
            "market": Cell(
                country_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else ""),
                note="" if is_one else products_text(row["products"], language),
            ),
            "volume": _amount_cell(stated.get(str(row["market_iso3"])), language),
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
