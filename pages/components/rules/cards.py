"""The ceilings in force on a day as large numbers, one card each, the general ones before those for single cases."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.rules.list_words import per_text, rule_amount_text, share_text, subject_text
from analytics.rules.listed import ListedRule
from analytics.rules.words import place_of_rule, unread_amendments_text
from analytics.selection.place_words import joined
from analytics.wording.language import Language
from pages.components.visit.session import words

_STYLE = """
<style>
.kc-rules { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 0.6rem; }
.kc-rules article { border: 1px solid color-mix(in srgb, currentColor 18%, transparent); border-radius: 0.5rem; padding: 0.55rem 0.75rem; display: flex; flex-direction: column; }
.kc-rules h4 { font-size: 0.95rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.3; overflow-wrap: anywhere; }
.kc-rules strong { font-size: 1.45rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.kc-rules p { margin: 0; font-size: 0.9rem; opacity: 0.8; overflow-wrap: anywhere; }
.kc-rules p.mark { opacity: 1; margin-top: 0.25rem; font-weight: 600; }
@media (max-width: 640px) {
  .kc-rules { grid-template-columns: 1fr 1fr; gap: 0.4rem; }
  .kc-rules article { padding: 0.45rem 0.55rem; }
  .kc-rules strong { font-size: 1.15rem; }
  .st-key-rules_choices { gap: 0.4rem; }
  .st-key-rules_choices > [data-testid="stElementContainer"] { flex: 1 1 9.5rem; min-width: 0; } }
</style>
"""


def rule_cards(listed: Sequence[ListedRule]) -> None:
    """Draw the cards; every text is escaped."""
    language = words()
    st.html(f'{_STYLE}<div class="kc-rules">{"".join(_card(one, language) for one in listed)}</div>')


def _card(one: ListedRule, language: Language) -> str:
    rule, share = one.rule, share_text(one.rule, language)
    most = language.text("at most {share} of the cost", share=share) if share else ""
    mark = unread_amendments_text(one.unread, language)
    return (
        f"<article dir='auto'><h4>{escape(subject_text(rule, language))}</h4><strong>{escape(rule_amount_text(rule, language) or share)}</strong>"
        f"<p>{escape(joined([per_text(rule, language), most]))}</p><p>{escape(place_of_rule(rule, language))}</p>"
        f"{f'<p class=mark>{escape(mark)}</p>' if mark else ''}</article>"
    )
