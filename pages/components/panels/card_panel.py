"""The card of one record, opened by a click on the map: facts, what belongs to it, contradictions, sources."""

import streamlit as st

from analytics.evidence.rows import rows_with_ids
from analytics.overview.cards import record_card
from geodata.door.access import Permission
from pages.components.panels.card_html import card_body, card_head
from pages.components.panels.evidence_view import source_list
from pages.components.visit.access import may
from pages.components.visit.session import look, prepared_record, query, view, words


def card_panel() -> None:
    """Draw the card of the record in focus, if there is one."""
    language = words()
    kind, _, record_id = view().focus.partition(":")
    card = record_card(prepared_record(), kind, record_id, language) if record_id else None
    if card is None:
        return
    with st.container(border=True, key="card"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.html(card_head(card))
            st.button(
                "✕", key="card_close", help=language.text("Close"), on_click=lambda: look(focus=""), type="tertiary"
            )
        st.html(card_body(card, language))
        if may(Permission.EDIT):
            label = language.text("Record and history")
            st.page_link("pages/record.py", label=label, icon=":material/history:", query_params=query())
        with st.expander(language.count("{n} source", "{n} sources", len(card.source_ids))):
            sources = rows_with_ids(prepared_record().record, "sources", card.source_ids).assign(n_rows=1)
            source_list(sources, key="card_sources", caption=language.text("Sources of this card"))
