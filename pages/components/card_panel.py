"""The card of one record, opened by a click on the map: facts, what belongs to it, contradictions, sources."""

from html import escape

import streamlit as st

from analytics.cards import RecordCard, record_card
from analytics.evidence import rows_with_ids
from analytics.language import Language
from geodata.access import Permission
from pages.components.access import may
from pages.components.evidence_view import source_list
from pages.components.session import look, prepared_record, query, view, words


def card_panel() -> None:
    """Draw the card of the record in focus, if there is one."""
    language = words()
    kind, _, record_id = view().focus.partition(":")
    card = record_card(prepared_record(), kind, record_id, language) if record_id else None
    if card is None:
        return
    with st.container(border=True, key="card"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.html(_head(card))
            st.button(
                "✕", key="card_close", help=language.text("Close"), on_click=lambda: look(focus=""), type="tertiary"
            )
        st.html(_body(card, language))
        if may(Permission.EDIT):
            label = language.text("Record and history")
            st.page_link("pages/record.py", label=label, icon=":material/history:", query_params=query())
        with st.expander(language.count("{n} source", "{n} sources", len(card.source_ids))):
            sources = rows_with_ids(prepared_record().record, "sources", card.source_ids).assign(n_rows=1)
            source_list(sources, key="card_sources", caption=language.text("Sources of this card"))


def _head(card: RecordCard) -> str:
    return f'<div dir="auto" style="font-weight:700;font-size:1.1rem;overflow-wrap:anywhere">{escape(card.title)}</div><div>{escape(card.subtitle)}</div>'


def _body(card: RecordCard, language: Language) -> str:
    """Return the card as HTML: tags are this function's, every text is escaped."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd dir='auto'>{escape(text)}</dd>" for name, text in card.facts)
    related = "".join(_list(heading, lines) for heading, lines in card.related)
    warnings = _list(language.text("Sources disagree"), card.contradictions) if card.contradictions else ""
    return f'<div class="kc-card"><dl>{facts}</dl>{warnings}{related}</div>'


def _list(heading: str, lines: tuple[str, ...]) -> str:
    items = "".join(f"<li dir='auto'>{escape(line)}</li>" for line in lines)
    return f"<strong>{escape(heading)}</strong><ul>{items}</ul>"
