"""What to tell a person who takes a paper: districts that are named though there are none any more, and what is left to fill in."""

import re
from collections.abc import Iterator

from analytics.papers.docx.text import one_line
from analytics.papers.paper import Paper, paper_texts
from analytics.wording.language import Language
from geodata.clock import today
from geodata.places.units import NO_DISTRICTS, TEN_DISTRICTS
from geodata.text import nfc, spelling

_LEVEL = re.compile(r"\b(?:huyện|thị xã|tx)\b|\b(?:thành phố|tp)[\s.]*(?:bắc giang|bắc ninh|từ sơn)\b", re.IGNORECASE)
_SHORT = re.compile(r"\bH\.\s*[^\W\d_]{2}")
_NAMES = frozenset(spelling(one.short_name) for one in TEN_DISTRICTS) - {spelling("Bắc Giang")} | {spelling("Chũ")}
_MOST_SHOWN, _LONGEST = 5, 80


def districts_named(paper: Paper) -> tuple[str, ...]:
    """Return the texts of a paper of July 2025 or later (today's, without a day) that name a district; none before."""
    if (paper.issue.day or today()) < NO_DISTRICTS:
        return ()
    found = (one_line(text) for text in paper_texts(paper) if names_district(text))
    return tuple(dict.fromkeys(found))


def names_district(text: str) -> bool:
    """Tell whether a text says "huyện" or "thị xã", names one of the former cities, or is the name of a district alone."""
    composed = nfc(text)
    return bool(_LEVEL.search(composed) or _SHORT.search(composed)) or spelling(text) in _NAMES


def notes(paper: Paper, language: Language) -> tuple[str, ...]:
    """Return what a person should know before signing, a sentence each, in the language of the screen."""
    said = []
    if open_parts := list(_left_open(paper, language)):
        said.append(
            language.text(
                "Left to fill in, as neither the record nor the office's file says it: {parts}.",
                parts=", ".join(open_parts),
            )
        )
    if named := districts_named(paper):
        shown = "; ".join(f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”" for text in named[:_MOST_SHOWN])
        said.append(
            language.text(
                "There are no districts since 1 July 2025, but {n} passages of this paper name one: {shown}.",
                n=language.number(len(named)),
                shown=shown,
            )
        )
    return tuple(said)


def _left_open(paper: Paper, language: Language) -> Iterator[str]:
    body = paper.issue.body
    if not body.name:
        yield language.text("name of the agency")
    if not body.place:
        yield language.text("place of issue")
    if not body.sign:
        yield language.text("sign of the agency")
    if not paper.issue.number:
        yield language.text("number of the paper")
    if paper.issue.day is None:
        yield language.text("day of issue")
    if not all(one.name for one in paper.signatures):
        yield language.text("names of those who sign")
