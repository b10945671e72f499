"""Xuất khẩu: what goes where, the flow map, quantities over the years, exporters, markets by the year that first names them."""

import streamlit as st

from analytics.export_words import UNITS, export_summary
from analytics.exports import Quantity, flows_of
from analytics.figures.export_first_years import first_years_chart
from analytics.figures.export_map import map_chart
from analytics.figures.export_matrix import matrix_chart
from analytics.figures.export_quantities import quantity_chart
from pages.components.card_panel import card_panel
from pages.components.chart import chart, look, rows_beside
from pages.components.empty_notice import empty_notice
from pages.components.export_tables import exporters_table, groups_table, rates_table
from pages.components.session import prepared_record, selected_rows, selection, switch, view, words
from pages.components.table_head import beside_card, table_head

language = words()
record = prepared_record().record
selected = selected_rows(selection())

empty_notice(selected)
with st.container(horizontal=True, vertical_alignment="center", key="export_controls"):
    hidden = int(selected.column("export_flows", "is_context").sum())
    st.session_state["exports_context"] = view().toggles.with_context
    with_context = st.toggle(
        language.text("Show context too ({n} rows)", n=hidden),
        help=language.text("Fresh fruit, villages, growers, large plants: no products of rural industrial facilities."),
        key="exports_context",
        on_change=lambda: switch(with_context=st.session_state["exports_context"]),
    )
flows = flows_of(record, selected, with_context=with_context)
of_all_markets = flows_of(record, rows_beside("markets"), with_context=with_context)
of_all_years = flows_of(record, rows_beside("years"), with_context=with_context)
st.markdown(export_summary(flows, language))

map_column, group_column = st.columns([5, 2], gap="medium")
with map_column:
    chart(map_chart(record, of_all_markets, look()), key="exports_map")
with group_column, st.container(border=True, key="box_export_groups"):
    table_head(
        language.text("Groups of markets and totals"),
        language.text("beside the countries: never split, never added to their members"),
    )
    groups_table(of_all_markets)

chart(matrix_chart(record, of_all_markets, look()), key="exports_matrix")

st.session_state["exports_unit"] = view().toggles.quantity
quantity = st.segmented_control(
    language.text("Unit"),
    list(Quantity),
    format_func=lambda item: language.text(UNITS[item]),
    required=True,
    key="exports_unit",
    on_change=lambda: switch(quantity=Quantity(st.session_state["exports_unit"])),
)
quantity_column, year_column = st.columns([4, 3], gap="medium")
with quantity_column:
    chart(quantity_chart(record, of_all_years, Quantity(quantity), look()), key="exports_quantities")
with year_column:
    chart(first_years_chart(of_all_markets, look()), key="exports_first_years")

rates_table(flows)

exporter_column, card_column = beside_card()
with exporter_column, st.container(border=True, key="box_export_exporters"):
    table_head(
        language.text("Exporters"),
        language.text("ranked by the countries that sources name; a row opens the card of the facility"),
    )
    exporters_table(flows)
with card_column:
    card_panel()
