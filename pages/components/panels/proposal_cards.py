"""Proposals as cards: title, year, programme, stage, money; a button opens the whole card."""

import pandas as pd
import streamlit as st

from analytics.selection.newest import newest
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema import vocabulary as v
from pages.components.browser.plain import as_html
from pages.components.visit.memory import memory
from pages.components.visit.session import change_view, words

PAGE = 12


def proposal_cards(selected: Selected) -> None:
    """Draw the proposals of `selected` as cards, the newest first, twelve at a time."""
    language = words()
    n, of = memory().cards_shown, selected.count("proposals")
    shown = records(newest(selected, n))
    for start in range(0, len(shown), 3):
        for column, row in zip(st.columns(3, gap="small"), shown[start : start + 3], strict=False):
            with column:
                _card(row, language)
    if of > n:
        label = language.text("Show more ({n} left)", n=language.number(of - n))
        st.button(label, key="more_cards", on_click=_show_more)


def _show_more() -> None:
    memory().cards_shown += PAGE


def _card(row: Row, language: Language) -> None:
    with st.container(border=True, key=f"card_of_{row['proposal_id']}"):
        st.html(_html(row, language))
        st.button(
            language.text("Open"),
            key=f"open_{row['proposal_id']}",
            type="tertiary",
            icon=":material/open_in_full:",
            on_click=lambda: change_view(focus=f"proposal:{row['proposal_id']}"),
        )


def _html(row: Row, language: Language) -> str:
    """Return a card as HTML: tags are this function's, every text is escaped."""
    amount: str = "—" if pd.isna(row["support_vnd"]) else language.money(int(row["support_vnd"]))
    lines = (
        joined([period(row["year_from"], row["year_to"]), label_of(v.Programme, row["programme"], language)]),
        joined([label_of(v.Stage, row["stage"], language), label_of(v.Sector, row["sector"], language)]),
        joined([district_name(row["district_code"], language), joined([language.text("Support"), amount], ": ")]),
    )
    body = "".join(f"<p>{as_html(line)}</p>" for line in lines)
    return f'<div class="kc-chart" dir="auto"><strong>{as_html(str(row["title"]))}</strong>{body}</div>'
