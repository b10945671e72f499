"""Xuất khẩu: products and their markets, the map and the markets beside each other; then what goes where, exporters, quantities and the years that first name a market."""

import streamlit as st

from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.findings.export_answers import exports_answers
from analytics.findings.read_headlines import (
    first_years_headline,
    matrix_headline,
    quantities_headline,
)
from analytics.trade.flows import Quantity
from analytics.trade.words import QUANTITY_UNITS, no_exports
from analytics.wording.language import mark
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.answers import answers_strip
from pages.components.panels.card_panel import card_drawer
from pages.components.panels.chart import draw, rows_unfiltered_by
from pages.components.panels.export_tables import exporters_table, groups_table, product_markets, rates_table
from pages.components.panels.table_head import table_head
from pages.components.panels.tabs import tabs
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, view, words

language = words()
selected = selected_rows(selection())


def what_goes_where() -> None:
    """Draw products against markets, and beside them the markets that are no country."""
    grid, groups = st.columns([5, 2], gap="medium")
    with grid:
        draw("exports_matrix", rows_unfiltered_by("markets"), matrix_chart, matrix_headline, with_context=with_context)
    with groups, st.container(border=True, key="box_export_groups"):
        table_head(
            language.text("Groups of markets and totals"),
            language.text("beside the countries and territories: never split, never added to their members"),
        )
        groups_table(rows_unfiltered_by("markets"), with_context=with_context)


def who_exports() -> None:
    """Draw the exporters."""
    with st.container(border=True, key="box_export_exporters"):
        table_head(
            language.text("Exporters"),
            language.text(
                "ranked by the countries and territories that sources name; a row opens the card of the facility"
            ),
        )
        exporters_table(selected, with_context=with_context)


def how_much() -> None:
    """Draw the quantities of the years in one unit, and the rates apart from them."""
    set_widget("exports_unit", view().toggles.quantity)
    quantity = st.segmented_control(
        language.text("Unit"),
        list(Quantity),
        format_func=lambda item: language.text(QUANTITY_UNITS[item]),
        required=True,
        key="exports_unit",
        on_change=lambda: switch(quantity=Quantity(widget("exports_unit"))),
    )
    draw(
        "exports_quantities",
        rows_unfiltered_by("years"),
        quantity_chart,
        quantities_headline,
        quantity=quantity or view().toggles.quantity,
        with_context=with_context,
    )
    rates_table(selected, with_context=with_context)


def since_when() -> None:
    """Draw the year that first names each market."""
    draw(
        "exports_first_years",
        rows_unfiltered_by("markets"),
        first_years_chart,
        first_years_headline,
        with_context=with_context,
    )


empty_notice(selected)
hidden = int(selected.column("export_flows", "is_context").sum())
with_context = view().toggles.with_context
answers_strip(exports_answers(selected, language, with_context=with_context), key="exports_answers")
if not with_context and hidden == selected.count("export_flows"):
    st.markdown(no_exports(hidden, language))
product_markets(selected, with_context=with_context)
set_widget("exports_context", with_context)
st.toggle(
    language.count("Show related exporters too ({n} row)", "Show related exporters too ({n} rows)", hidden),
    help=language.text("Fresh fruit, villages, growers, large plants: no products of rural industrial facilities."),
    key="exports_context",
    on_change=lambda: switch(with_context=widget("exports_context")),
)
tabs(
    {
        "exporters": (mark("Exporters"), who_exports),
        "matrix": (mark("What goes where"), what_goes_where),
        "quantities": (mark("Quantities"), how_much),
        "first": (mark("First years"), since_when),
    },
    key="exports_tab",
)
card_drawer()
