"""The card of a record as HTML: tags are this module's, every text is escaped."""

from html import escape

from analytics.overview.cards import RecordCard
from analytics.wording.language import Language


def card_html(card: RecordCard, language: Language) -> str:
    """Return a whole card."""
    return card_head(card) + card_body(card, language)


def card_head(card: RecordCard) -> str:
    """Return title and line under it as HTML: tags are this function's, every text is escaped."""
    return f'<div dir="auto" style="font-weight:700;font-size:1.1rem;overflow-wrap:anywhere">{escape(card.title)}</div><div>{escape(card.subtitle)}</div>'


def card_body(card: RecordCard, language: Language) -> str:
    """Return the card as HTML: tags are this function's, every text is escaped."""
    facts = "".join(f"<dt>{escape(name)}</dt><dd dir='auto'>{escape(text)}</dd>" for name, text in card.facts)
    related = "".join(_lines(heading, lines) for heading, lines in card.related)
    warnings = _lines(language.text("Sources disagree"), card.contradictions) if card.contradictions else ""
    return f'<div class="kc-card"><dl>{facts}</dl>{warnings}{related}</div>'


def _lines(heading: str, lines: tuple[str, ...]) -> str:
    items = "".join(f"<li dir='auto'>{escape(line)}</li>" for line in lines)
    return f"<strong>{escape(heading)}</strong><ul>{items}</ul>"
