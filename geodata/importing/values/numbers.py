"""Numbers as offices write them: "1.234,5", "1,234.5", "1 234", "gần 100", "350-400"."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from geodata.importing.text.cell_text import bare, without_footnote
from geodata.schema.vocabulary import Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER_PATTERN = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?!\d)"
_TOKEN = re.compile(NUMBER_PATTERN)
_SCALED = re.compile(r" ?(?:ty|ti|trieu|tr|nghin|ngan)\b")
"""What follows a number such as "1.5 triệu", which says nothing of how numbers without it are written."""
_GROUPED = re.compile(r"\d{1,3}(?:\D\d{3})+")
_QUALIFIERS: tuple[tuple[str, Qualifier], ...] = (
    (r"gan|xap xi|suyt|~|≈", Qualifier.NEARLY),
    (r"khoang|uoc(?: tinh| dat)?|do|chung|tam", Qualifier.APPROXIMATE),
    (r"hon|tren|it nhat|toi thieu|>|≥|>=|tu", Qualifier.AT_LEAST),
    (r"toi da|khong qua|nhieu nhat|duoi|toi|<|≤|<=", Qualifier.AT_MOST),
)
_QUALIFIED = tuple((re.compile(rf"(?:{words})(?:\s+|(?<=[~≈<>≤≥=]))(?=\d)"), kind) for words, kind in _QUALIFIERS)
RANGE = re.compile(rf"({NUMBER_PATTERN})\s*(?:-|–|—|den|toi|÷)\s*({NUMBER_PATTERN})")


LONGEST_NUMBER = 28
"""How many signs a number has at most; what is longer counts nothing that an office counts, and overflows."""


class Notation(StrEnum):
    """Which sign groups thousands."""

    DOT_THOUSANDS = "dot_thousands"
    COMMA_THOUSANDS = "comma_thousands"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read; `to` is the end of a range, `tail` what follows it, bare; `is_ambiguous`: "1.234" or "1,234"."""

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    to: Decimal | None = None
    tail: str = ""
    is_ambiguous: bool = False


def read_number(text: str, notation: Notation | None = None) -> Number | None:
    """Return the number that a text begins with, after a word like "gần"; None when it begins with none or is not well formed.

    A lone sign before three digits is read by `notation`, without one as in Vietnamese ("1.234" is 1234).
    """
    rest, qualifier = without_qualifier(bare(without_footnote(text)))
    if found := RANGE.match(rest):
        low, high = (digits(part, notation) for part in found.groups())
        if low is not None and high is not None and low < high:
            return Number(low, Qualifier.RANGE, high, rest[found.end() :].strip())
    sign = rest[:1] if rest[:1] in {"-", "+"} else ""
    token = _TOKEN.match(rest.removeprefix(sign).lstrip()) if rest else None
    value = digits(token[0], notation) if token else None
    if token is None or value is None:
        return None
    tail = rest.removeprefix(sign).lstrip()[token.end() :].strip()
    return Number(-value if sign == "-" else value, qualifier, None, tail, is_ambiguous(token[0]))


def without_qualifier(text: str) -> tuple[str, Qualifier]:
    """Return a bare text without the word that qualifies its number, and the qualifier."""
    for pattern, kind in _QUALIFIED:
        if found := pattern.match(text):
            return text[found.end() :], kind
    return text, Qualifier.EXACT


def digits(token: str, notation: Notation | None = None) -> Decimal | None:
    """Return the value of digits with their signs; None when the groups are not of three digits, or there are too many."""
    if len(token) > LONGEST_NUMBER:
        return None
    signs = [sign for sign in token if sign in ".,"]
    plain = token.replace(" ", "")
    if not signs:
        return Decimal(plain)
    point = _decimal_sign(plain, signs, notation)
    whole, _, fraction = plain.rpartition(point) if point else (plain, "", "")
    if re.search(r"[.,]", fraction) or (re.search(r"[.,]", whole) and not _GROUPED.fullmatch(whole)):
        return None
    return Decimal(re.sub(r"[.,]", "", whole) + ("." + fraction if fraction else ""))


def _decimal_sign(plain: str, signs: list[str], notation: Notation | None) -> str:
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return ""
    if not is_ambiguous(plain):
        return signs[0]
    thousands = "," if notation is Notation.COMMA_THOUSANDS else "."
    return "" if signs[0] == thousands else signs[0]


def is_ambiguous(token: str) -> bool:
    """Return whether a token may be read with a decimal sign or with one that groups: "1.234", "12,500"."""
    return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", token) is not None


def notation_of(texts: "Iterable[str]") -> Notation | None:
    """Return the notation that the unambiguous numbers of a column show; None when they show none or both."""
    votes: Counter[Notation] = Counter()
    for text in texts:
        plain = bare(text)
        for found in _TOKEN.finditer(plain):
            if not _SCALED.match(plain, found.end()) and (vote := _vote(found[0])):
                votes[vote] += 1
    return next(iter(votes)) if len(votes) == 1 else None


def _vote(token: str) -> Notation | None:
    signs = [sign for sign in token if sign in ".,"]
    if not signs or is_ambiguous(token) or digits(token) is None:
        return None
    is_decimal = len(signs) == 1 or len(set(signs)) == 2
    decimal = signs[-1] if is_decimal else {".": ",", ",": "."}[signs[0]]
    return Notation.DOT_THOUSANDS if decimal == "," else Notation.COMMA_THOUSANDS
