"""OCOP & tiêu biểu: published beside itemised, stars by district; then certificates, years, rounds, what is not recognised, typical products."""

import streamlit as st

from analytics.figures.ocop.districts import ocop_district_chart
from analytics.figures.ocop.rounds import rounds_chart
from analytics.figures.ocop.standing import LEVELS, standing_chart
from analytics.figures.ocop.stars import ocop_year_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.findings.chart_headlines import star_districts_headline, stock_headline
from analytics.findings.ocop_answers import ocop_answers
from analytics.findings.read_headlines import recognitions_headline, rounds_headline, typical_headline
from analytics.ocop.recognitions import apart, with_status
from analytics.wording.labels import label
from analytics.wording.language import mark
from geodata import clock
from pages.components.frame.empty_notice import empty_notice
from pages.components.panels.answers import answers_strip
from pages.components.panels.card_panel import card_drawer
from pages.components.panels.chart import draw, rows_unfiltered_by
from pages.components.panels.evidence_view import rows_table
from pages.components.panels.ocop_tables import bands_table, certificate_choices, certificate_table, rises_table
from pages.components.panels.table_head import table_head
from pages.components.panels.tabs import tabs
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import prepared_record, selected_rows, selection, switch, view, words

language = words()
selected = selected_rows(selection())
today = clock.today()


def certificates() -> None:
    """Draw the certificates, what has ended first."""
    with st.container(border=True, key="box_ocop_certificates"):
        day, state = certificate_choices(selected, today)
        certificate_table(selected, day, state)


def over_years() -> None:
    """Draw the recognitions of each year."""
    draw("ocop_years", rows_unfiltered_by("years", "stars"), ocop_year_chart, recognitions_headline)


def rounds() -> None:
    """Draw the rounds of recognition, and what score gives how many stars."""
    grid, bands = st.columns([4, 3], gap="medium")
    with grid:
        draw("ocop_rounds", rows_unfiltered_by("districts", "years", "stars"), rounds_chart, rounds_headline)
    with bands, st.container(border=True, key="box_ocop_bands"):
        table_head(language.text("Score bands"), language.text("what average score gives how many stars"))
        bands_table(prepared_record().record, view().toggles.day or today)


def not_recognised() -> None:
    """Draw what is not recognised, or of no stated stars."""
    n_recognised = selected.count("ocop_products")
    with st.container(border=True, key="box_ocop_apart"):
        table_head(
            language.text("Not recognised, or stars not stated"),
            language.count(
                "never counted with the {n} recognised product",
                "never counted with the {n} recognised products",
                n_recognised,
            ),
        )
        groups = apart(selected)
        names = [f"{label(status, language)} ({language.number(len(rows))})" for status, rows in groups.items()]
        for tab, status in zip(st.tabs(names), groups, strict=True):
            with tab:
                caption = label(status, language)
                rows_table("ocop_products", selected, with_status, key=f"ocop_{status}", caption=caption, status=status)


def typical() -> None:
    """Draw the typical products, and the products that rose to more stars."""
    chart, risen = st.columns(2, gap="medium")
    with chart:
        draw("typical", rows_unfiltered_by("years"), typical_chart, typical_headline)
    with risen, st.container(border=True, key="box_ocop_rises"):
        table_head(language.text("Rises to more stars"), language.text("recognised before at fewer stars, now at more"))
        rises_table(selected)


empty_notice(selected)
answers_strip(ocop_answers(selected, today, language), key="ocop_answers")
standing_column, district_column = st.columns(2, gap="medium")
with standing_column:
    set_widget("ocop_level", view().toggles.level)
    level = st.segmented_control(
        language.text("Stars"),
        list(LEVELS),
        format_func=lambda item: language.text(LEVELS[item]),
        required=True,
        key="ocop_level",
        on_change=lambda: switch(level=widget("ocop_level")),
        label_visibility="collapsed",
    )
    draw("ocop_standing", rows_unfiltered_by("years", "stars"), standing_chart, stock_headline, stars=level or "")
with district_column:
    everywhere = rows_unfiltered_by("districts", "stars")
    draw("ocop_districts", everywhere, ocop_district_chart, star_districts_headline, stars=level or "")
tabs(
    {
        "certificates": (mark("Certificates"), certificates),
        "years": (mark("By year"), over_years),
        "rounds": (mark("Rounds"), rounds),
        "apart": (mark("Not recognised"), not_recognised),
        "typical": (mark("Typical products and rises"), typical),
    },
    key="ocop_tab",
)
card_drawer()
