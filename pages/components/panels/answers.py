"""The answers of a screen as one row of figures; a click on one opens the rows and sources behind it, or the screen that shows them."""

from collections.abc import Sequence

import streamlit as st

from analytics.findings.answers import Answer
from analytics.selection.place_words import joined
from pages.components.browser.kpi_strip import Card, kpi_strip
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.session import query, words


def answers_strip(answers: Sequence[Answer], *, key: str) -> None:
    """Draw answers side by side."""
    language = words()
    rows, screen = language.text("rows · sources"), language.text("opens its screen")
    clicked = kpi_strip([_card(one, screen if one.screen else rows) for one in answers], key=key)
    for one in answers:
        if one.id == clicked and one.screen:
            st.switch_page(f"pages/{one.screen}.py", query_params=query())
        elif one.id == clicked:
            said = joined([one.said, one.counted], ". ")
            evidence_dialog(one.opens or f"{one.label}: {one.large}", said, one.behind(), stated=one.stated)


def _card(one: Answer, action: str) -> Card:
    return Card(
        id=one.id,
        label=one.label,
        value=one.value,
        unit=one.unit,
        share=one.share,
        about=action,
        says=one.said,
    )
