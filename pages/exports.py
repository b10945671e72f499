"""Xuất khẩu: what goes where, the flow map, quantities over the years, exporters, markets by the year that first names them."""

from collections.abc import Callable, Hashable
from functools import partial

import streamlit as st

from analytics.figures.chart import Chart
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.selection.selected import Selected
from analytics.trade.flows import Quantity, flows_of
from analytics.trade.words import UNITS, export_summary, no_exports
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.card_panel import card_panel
from pages.components.panels.chart import draw, rows_beside
from pages.components.panels.export_tables import exporters_table, groups_table, rates_table
from pages.components.panels.table_head import beside_card, table_head
from pages.components.visit.session import prepared_record, selected_rows, selection, switch, view, words

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
flows_shown = partial(flows_of, record, with_context=with_context)


summary = selected.keep(
    ("export summary", language.code, with_context), lambda: export_summary(flows_shown(selected), language)
)
st.markdown(summary or no_exports(0 if with_context else hidden, language))


def draw_flows(key: str, beside: Selected, make: Callable[..., Chart], *switches: Hashable) -> None:
    """Draw a chart of the flows of the rows `beside`."""
    draw(key, beside, lambda rows, now: make(record, flows_shown(rows), now), with_context, *switches)


map_column, group_column = st.columns([5, 2], gap="medium")
with map_column:
    draw_flows("exports_map", rows_beside("markets"), map_chart)
with group_column, st.container(border=True, key="box_export_groups"):
    table_head(
        language.text("Groups of markets and totals"),
        language.text("beside the countries and territories: never split, never added to their members"),
    )
    groups_table(rows_beside("markets"), with_context=with_context)

draw_flows("exports_matrix", rows_beside("markets"), matrix_chart)

st.session_state["exports_unit"] = view().toggles.quantity
quantity = st.segmented_control(
    language.text("Unit"),
    list(Quantity),
    format_func=lambda item: language.text(UNITS[item]),
    required=True,
    key="exports_unit",
    on_change=lambda: switch(quantity=Quantity(st.session_state["exports_unit"])),
)
unit = Quantity(quantity)
quantity_column, year_column = st.columns([4, 3], gap="medium")
with quantity_column:
    draw_flows("exports_quantities", rows_beside("years"), partial(quantity_chart, quantity=unit), unit)
with year_column:
    draw_flows("exports_first_years", rows_beside("markets"), first_years_chart)

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
