"""Xuất khẩu: what goes where, the flow map, quantities over the years, exporters, markets by the year that first names them."""

import streamlit as st

from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.trade.flows import Quantity
from analytics.trade.words import UNITS, export_summary, no_exports
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.card_panel import card_panel
from pages.components.panels.chart import draw, rows_unfiltered_by
from pages.components.panels.export_tables import exporters_table, groups_table, rates_table
from pages.components.panels.table_head import beside_card, table_head
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import selected_rows, selection, switch, view, words

language = words()
selected = selected_rows(selection())

empty_notice(selected)
with st.container(horizontal=True, vertical_alignment="center", key="export_controls"):
    hidden = int(selected.column("export_flows", "is_context").sum())
    set_widget("exports_context", view().toggles.with_context)
    with_context = st.toggle(
        language.text("Show related exporters too ({n} rows)", n=hidden),
        help=language.text("Fresh fruit, villages, growers, large plants: no products of rural industrial facilities."),
        key="exports_context",
        on_change=lambda: switch(with_context=widget("exports_context")),
    )
st.markdown(
    export_summary(selected, language, with_context=with_context) or no_exports(0 if with_context else hidden, language)
)

map_column, group_column = st.columns([5, 2], gap="medium")
with map_column:
    draw("exports_map", rows_unfiltered_by("markets"), map_chart, with_context=with_context)
with group_column, st.container(border=True, key="box_export_groups"):
    table_head(
        language.text("Groups of markets and totals"),
        language.text("beside the countries and territories: never split, never added to their members"),
    )
    groups_table(rows_unfiltered_by("markets"), with_context=with_context)

draw("exports_matrix", rows_unfiltered_by("markets"), matrix_chart, with_context=with_context)

set_widget("exports_unit", view().toggles.quantity)
quantity = st.segmented_control(
    language.text("Unit"),
    list(Quantity),
    format_func=lambda item: language.text(UNITS[item]),
    required=True,
    key="exports_unit",
    on_change=lambda: switch(quantity=Quantity(widget("exports_unit"))),
)
quantity_column, year_column = st.columns([4, 3], gap="medium")
with quantity_column:
    draw(
        "exports_quantities",
        rows_unfiltered_by("years"),
        quantity_chart,
        quantity=quantity or view().toggles.quantity,
        with_context=with_context,
    )
with year_column:
    draw("exports_first_years", rows_unfiltered_by("markets"), first_years_chart, with_context=with_context)

rates_table(selected, with_context=with_context)

exporter_column, card_column = beside_card()
with exporter_column, st.container(border=True, key="box_export_exporters"):
    table_head(
        language.text("Exporters"),
        language.text(
            "ranked by the countries and territories that sources name; a row opens the card of the facility"
        ),
    )
    exporters_table(selected, with_context=with_context)
with card_column:
    card_panel()
