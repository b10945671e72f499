"""Fields of the planning screen: an amount in millions of đồng and a day, typed as text and read in the notation of the screen."""

from datetime import date

import streamlit as st

from analytics.editing.fields import Entry
from analytics.editing.typed import understood
from analytics.planning.solving.matrix import MILLION
from analytics.wording.language import Language
from pages.components.browser.plain import plain


def millions_field(label: str, amount_vnd: int | None, key: str, language: Language) -> int | None:
    """Draw a field for millions of đồng and return the amount in đồng; what is not understood leaves it as it was."""
    start = "" if amount_vnd is None else language.number(amount_vnd / MILLION, 6)
    text = (st.text_input(label, start, key=key, autocomplete="off") or "").strip()
    if text == start:
        return amount_vnd
    if not text:
        return None
    read = understood(Entry.NUMBER, text, language)
    if not read.is_settled or not isinstance(read.value, (int, float)) or read.value < 0:
        st.error(plain(language.text("“{text}” is no amount in millions of đồng.", text=text)))
        return amount_vnd
    return round(read.value * MILLION)


def day_field(label: str, day: date, key: str, language: Language) -> date:
    """Draw a field for a day (dd/mm/yyyy in Vietnamese) and return it; what is no whole day leaves it as it was."""
    start = language.partial_date(day.isoformat())
    text = (st.text_input(label, start, key=key, autocomplete="off") or "").strip()
    if text == start:
        return day
    read = understood(Entry.DATE, text, language)
    try:
        return date.fromisoformat(str(read.value)) if read.is_settled else day
    except ValueError:
        st.error(plain(language.text("“{text}” is no day.", text=text)))
        return day
