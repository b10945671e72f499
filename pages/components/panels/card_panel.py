"""The card of one record, beside the map or at the side of a screen: facts, what belongs to it, contradictions, sources."""

import streamlit as st

from analytics.evidence.rows import rows_with_ids
from analytics.overview.cards import RecordCard, record_card
from geodata.door.access import Permission
from pages.components.browser.plain import plain
from pages.components.panels.card_html import card_body, card_head
from pages.components.panels.evidence_view import source_list
from pages.components.visit.access import may
from pages.components.visit.session import change_view, prepared_record, query, view, words

_DRAWER_PX = 520


def card_panel() -> None:
    """Draw the card of the record in focus, if there is one."""
    card = _focused()
    if card is None:
        return
    with st.container(border=True, key="card"):
        with st.container(horizontal=True, vertical_alignment="top", key="card_head"):
            st.html(card_head(card))
            st.button(
                "✕",
                key="card_close",
                help=words().text("Close"),
                on_click=lambda: change_view(focus=""),
                type="tertiary",
            )
        _body(card)


def card_drawer() -> None:
    """Open the card of the record in focus at the side of the screen, which stays in sight; closing it takes the focus away."""
    card = _focused()
    if card is not None:
        drawer = st.dialog(
            plain(card.title), width=_DRAWER_PX, position="right", on_dismiss=lambda: change_view(focus="")
        )
        drawer(_in_drawer)(card)


def _focused() -> RecordCard | None:
    kind, _, record_id = view().focus.partition(":")
    return record_card(prepared_record(), kind, record_id, words()) if record_id else None


def _in_drawer(card: RecordCard) -> None:
    with st.container(key="card"):
        st.caption(plain(card.subtitle))
        _body(card)


def _body(card: RecordCard) -> None:
    language = words()
    st.html(card_body(card, language))
    if may(Permission.EDIT):
        label = language.text("Record and history")
        st.page_link("pages/record.py", label=label, icon=":material/history:", query_params=query())
    with st.expander(language.count("{n} source", "{n} sources", len(card.source_ids))):
        sources = rows_with_ids(prepared_record().record, "sources", card.source_ids).assign(n_rows=1)
        source_list(sources, key="card_sources", caption=language.text("Sources of this card"))
