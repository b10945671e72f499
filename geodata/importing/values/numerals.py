"""How a row is numbered: "A", "II", "3", "1.2", "a)", "-"; the style tells groups from the rows below them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_ROMAN = re.compile(r"(?=[IVXL])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_LEADING = re.compile(
    r"^\s*(?:(?P<n>\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])\s*(?:[.)/:]|\s[-–])\s*|(?P<dash>[-–—+•*])\s+)(?=\S)"
)
_ALONE = re.compile(r"\s*\(?(?P<n>\d{1,4}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-ZĐ]|[a-zđ]|[-–—+•*])\s*\)?[.)/:]?\s*")


DASHES = frozenset("-–—+•*")
"""Marks of a list that count nothing."""


class NumeralStyle(StrEnum):
    """A style of numbering; `NONE`: no number."""

    LETTER = "letter"
    ROMAN = "roman"
    ARABIC = "arabic"
    DECIMAL = "decimal"
    SMALL = "small"
    DASH = "dash"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Numeral:
    """The number of a row: its style, its text, its value (0 for a dash)."""

    style: NumeralStyle
    text: str = ""
    value: int = 0


NO_NUMERAL = Numeral(NumeralStyle.NONE)


@lru_cache(maxsize=8192)
def numeral_alone(text: str) -> Numeral:
    """Return the numeral that a whole cell is ("IV", "1.", "(a)"), or none."""
    found = _ALONE.fullmatch(text)
    return _numeral(found["n"]) if found else NO_NUMERAL


@lru_cache(maxsize=8192)
def numeral_before(text: str) -> tuple[Numeral, str]:
    """Return the numeral at the beginning of a text and the text after it: "I. Huyện Lục Ngạn"."""
    found = _LEADING.match(text)
    if not found:
        return NO_NUMERAL, text.strip()
    return _numeral(found["n"] or found["dash"]), text[found.end() :].strip()


def _numeral(text: str) -> Numeral:
    if text.isdigit():
        return Numeral(NumeralStyle.ARABIC, text, int(text))
    if "." in text:
        return Numeral(NumeralStyle.DECIMAL, text, int(text.rpartition(".")[2]))
    if _ROMAN.fullmatch(text):
        return Numeral(NumeralStyle.ROMAN, text, _roman(text))
    if text in DASHES:
        return Numeral(NumeralStyle.DASH, text)
    is_capital = text.isupper()
    return Numeral(NumeralStyle.LETTER if is_capital else NumeralStyle.SMALL, text, ord(text.lower()) - ord("a") + 1)


def _roman(text: str) -> int:
    worths = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in text]
    return sum(-one if one < max(worths[at + 1 :], default=0) else one for at, one in enumerate(worths))


def as_letter(numeral: Numeral, before: str) -> Numeral:
    """Return a roman one-letter numeral as the letter that follows `before` in the alphabet ("C" after "B"), where it does."""
    if (
        numeral.style is NumeralStyle.ROMAN
        and len(numeral.text) == 1
        and len(before) == 1
        and ord(before) + 1 == ord(numeral.text)
    ):
        return Numeral(NumeralStyle.LETTER, numeral.text, ord(numeral.text) - ord("A") + 1)
    return numeral
