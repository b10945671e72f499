"""OCOP & tiêu biểu: stars by district and year, published beside itemised, certificates, rises, candidates, typical products."""

from functools import partial

import streamlit as st

from analytics.certificates import by_validity
from analytics.figures.ocop_rounds import rounds_chart
from analytics.figures.ocop_standing import LEVELS, standing_chart
from analytics.figures.ocop_stars import district_chart, year_chart
from analytics.figures.typical import typical_chart
from analytics.labels import label
from analytics.ocop import apart
from analytics.ocop_words import validity_text
from analytics.of_record import certificates_of, days_of, terms_of
from geodata import clock
from pages.components.card_panel import card_panel
from pages.components.chart import draw, rows_beside
from pages.components.empty_notice import empty_notice
from pages.components.evidence_view import evidence_table
from pages.components.ocop_tables import bands_table, certificate_table, day_choice, rises_table, validity_filter
from pages.components.session import prepared_record, selected_rows, selection, switch, view, words
from pages.components.table_head import beside_card, table_head

language = words()
record = prepared_record().record
selected = selected_rows(selection())
today = clock.today()

empty_notice(selected)
district_column, year_column = st.columns(2, gap="medium")
with district_column:
    draw("ocop_districts", rows_beside("districts", "stars"), district_chart)
with year_column:
    draw("ocop_years", rows_beside("years", "stars"), partial(year_chart, record))

st.session_state["ocop_level"] = view().toggles.level
level = st.segmented_control(
    language.text("Stars"),
    list(LEVELS),
    format_func=lambda item: language.text(LEVELS[item]),
    required=True,
    key="ocop_level",
    on_change=lambda: switch(level=st.session_state["ocop_level"]),
)
draw(
    "ocop_standing",
    rows_beside("years", "stars"),
    lambda beside, look: standing_chart(record, beside, level or "", look),
    level,
)

with st.container(border=True, key="box_ocop_certificates"):
    table_head(
        language.text("Certificates of recognised products"),
        validity_text(terms_of(prepared_record()).months(view().toggles.day or today), language),
    )
    days = days_of(prepared_record(), today)
    day = day_choice(days, today)
    state = validity_filter(selected.keep(("validity", day), lambda: by_validity(certificates_of(selected, day))))
    list_column, card_column = beside_card()
    with list_column:
        certificate_table(selected, day, state)
    with card_column:
        card_panel()

n_recognised = selected.count("ocop_products")
with st.container(border=True, key="box_ocop_apart"):
    table_head(
        language.text("Not recognised, or stars not stated"),
        language.text("never counted with the {n} recognised products", n=language.number(n_recognised)),
    )
    groups = selected.keep("apart", lambda: apart(selected))
    names = [f"{label(status, language)} ({language.number(len(rows))})" for status, rows in groups.items()]
    for tab, (status, rows) in zip(st.tabs(names), groups.items(), strict=True):
        with tab:
            evidence_table("ocop_products", rows, key=f"ocop_{status}", caption=label(status, language), of=selected)

rounds_column, typical_column = st.columns([4, 3], gap="medium")
with rounds_column:
    draw("ocop_rounds", rows_beside("districts", "years", "stars"), partial(rounds_chart, record))
with typical_column:
    draw("typical", rows_beside("years"), partial(typical_chart, record))
    with st.container(border=True, key="box_ocop_rises"):
        table_head(language.text("Rises to more stars"), language.text("recognised before at fewer stars, now at more"))
        rises_table(selected)
    with st.container(border=True, key="box_ocop_bands"):
        table_head(language.text("Score bands"), language.text("what average score gives how many stars"))
        bands_table(record, day)
