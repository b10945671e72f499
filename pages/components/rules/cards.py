"""The ceilings in force on a day as large numbers, one card each, the general ones before those for single cases."""

from collections.abc import Sequence

from analytics.rules.list_words import per_text, rule_amount_text, share_text, subject_text
from analytics.rules.listed import ListedRule
from analytics.rules.words import place_of_rule, unread_amendments_text
from analytics.selection.place_words import joined
from analytics.wording.language import Language
from pages.components.browser.kpi_strip import Card, kpi_strip
from pages.components.rules.tables import FOCUS
from pages.components.visit.session import change_view, words


def rule_cards(listed: Sequence[ListedRule]) -> bool:
    """Draw the cards, put the rule of one that is clicked into the view, and tell whether one was."""
    language = words()
    clicked = kpi_strip([_card(one, language) for one in listed], key="rule_cards")
    if clicked:
        change_view(focus=f"{FOCUS}{clicked}")
    return clicked is not None


def _card(one: ListedRule, language: Language) -> Card:
    rule, share = one.rule, share_text(one.rule, language)
    most = language.text("at most {share} of the cost", share=share) if share else ""
    value, _, unit = (rule_amount_text(rule, language) or share).partition("\N{NO-BREAK SPACE}")
    place, mark = place_of_rule(rule, language), unread_amendments_text(one.unread, language)
    return Card(
        id=str(rule["rule_id"]),
        label=subject_text(rule, language),
        value=value,
        unit=unit,
        about=place,
        says=joined([per_text(rule, language), most, place, mark]),
    )
