"""The card of a record as HTML: tags are this module's, every text is escaped."""

from analytics.overview.cards import RecordCard
from analytics.overview.proposal_course import Course, Sum
from analytics.wording.language import Language
from pages.components.browser.plain import as_html


def card_html(card: RecordCard, language: Language) -> str:
    """Return a whole card."""
    return card_head(card) + card_body(card, language)


def card_head(card: RecordCard) -> str:
    """Return title and line under it as HTML: tags are this function's, every text is escaped."""
    return f'<div dir="auto" style="font-weight:700;font-size:1.1rem;overflow-wrap:anywhere">{as_html(card.title)}</div><div>{as_html(card.subtitle)}</div>'


def card_body(card: RecordCard, language: Language) -> str:
    """Return the card as HTML: tags are this function's, every text is escaped."""
    facts = "".join(f"<dt>{as_html(name)}</dt><dd dir='auto'>{as_html(text)}</dd>" for name, text in card.facts)
    related = "".join(_lines(heading, lines) for heading, lines in card.related)
    warnings = _lines(language.text("Sources disagree"), card.contradictions) if card.contradictions else ""
    course = "" if card.course is None else _course(card.course, language)
    return f'<div class="kc-card">{course}<dl>{facts}</dl>{warnings}{related}</div>'


def _course(course: Course, language: Language) -> str:
    """Return the steps as a line of time and the sums as bars; the words beside each are all that the drawing says."""
    steps = "".join(
        f'<li class="{"stated" if one.is_stated else "open"}"><span>{as_html(one.name)}</span><small>{as_html(one.when)}</small></li>'
        for one in course.steps
    )
    heading, money, line = language.text("Steps"), language.text("Support"), language.text("Line: the ceiling in force")
    made = f'<strong>{as_html(heading)}</strong><ol class="kc-course">{steps}</ol>'
    if not course.sums:
        return made
    limits = "".join(f"<li dir='auto'>{as_html(one)}</li>" for one in course.limits)
    ceilings = f"<small>{as_html(line)}</small><ul>{limits}</ul>" if limits else ""
    sums = "".join(map(_sum, course.sums))
    return f'{made}<strong>{as_html(money)}</strong><dl class="kc-sums">{sums}</dl>{ceilings}'


def _sum(one: Sum) -> str:
    limit = "" if one.ceiling is None else f'<i style="left:{one.ceiling:.1%}"></i>'
    bar = (
        f'<span class="bar" aria-hidden="true"><b style="width:{one.share:.1%}"></b>{limit}</span>' if one.share else ""
    )
    return f"<dt>{as_html(one.name)}</dt><dd dir='auto'>{as_html(one.text)}{bar}</dd>"


def _lines(heading: str, lines: tuple[str, ...]) -> str:
    items = "".join(f"<li dir='auto'>{as_html(line)}</li>" for line in lines)
    return f"<strong>{as_html(heading)}</strong><ul>{items}</ul>"
