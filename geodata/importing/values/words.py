"""Words of closed lists in cells: an "x", a choice by its label or a synonym, a sector or a support content inside a title."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from geodata.importing.fields import choices
from geodata.importing.text.cell_text import is_nothing
from geodata.text import fold, spelling

_CLOSE_ENOUGH = 88
_MARKS = {
    "x": True,
    "xx": True,
    "v": True,
    "✓": True,
    "✔": True,
    "☑": True,
    "√": True,
    "co": True,
    "1": True,
    "+": True,
}
_NO_MARKS = {"0": False, "khong": False, "☐": False}
_PREFIXES = re.compile(
    r"^(?:cac |nhom |nganh |linh vuc |chuong trinh |nguon |hoat dong |noi dung |giai doan |loai hinh )+"
)
_HEAD_FIRST = frozenset({"SupportContent"})
_SHORTEST_PLAIN = 5
"""Without diacritics "may" is sewing or machine: only words from this length on, or several words, are looked for."""


@dataclass(frozen=True, slots=True)
class ChoiceRead:
    """A choice that was read; `is_inferred`: its word stands inside the text or is only close to it."""

    value: str
    is_inferred: bool = False


def read_mark(text: str) -> bool | None:
    """Return whether a cell is marked: "x", "✓", "có"; False when blank or "không"; None when it says something else."""
    if is_nothing(text):
        return False
    plain = text.strip().lower()
    key = fold(plain) or plain
    return _MARKS.get(key, _MARKS.get(plain, _NO_MARKS.get(key, _NO_MARKS.get(plain))))


@lru_cache(maxsize=16384)
def read_choice(kind: str, text: str) -> ChoiceRead | None:
    """Return the member of an enumeration ("Sector") that a cell names: by label or synonym, inside it, or by a close spelling."""
    if value := named_choice(kind, text):
        return ChoiceRead(value)
    known, plain = _folded(kind), fold(text)
    if value := word_inside(kind, text):
        return ChoiceRead(value, is_inferred=True)
    close = process.extractOne(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return ChoiceRead(known[close[0]], is_inferred=True) if close and len(plain) >= _SHORTEST_PLAIN else None


def named_choice(kind: str, text: str) -> str | None:
    """Return the member of an enumeration whose label or synonym a cell is; None where it is only close to one."""
    known, plain = _folded(kind), fold(text)
    return known.get(plain) or known.get(_PREFIXES.sub("", plain))


@lru_cache(maxsize=16384)
def word_inside(kind: str, text: str) -> str | None:
    """Return the member whose word stands inside a text, the longest, else the first; None without one.

    A support content is the first that is named: the head of a Vietnamese title comes first. `kind` is an enumeration, or
    "sector_words" for the products of a sector.
    """
    is_plain = text.isascii()
    words, first, longest = _words(kind, is_plain=is_plain)
    tokens = _tokens(text, is_plain=is_plain)
    lengths, starts = range(longest, 0, -1), [at for at, token in enumerate(tokens) if token in first]
    spans = (
        ((at, n) for at in starts for n in lengths)
        if kind in _HEAD_FIRST
        else ((at, n) for n in lengths for at in starts)
    )
    return next(
        (words[key] for at, n in spans if at + n <= len(tokens) and (key := tokens[at : at + n]) in words), None
    )


@lru_cache(maxsize=1024)
def _tokens(text: str, *, is_plain: bool) -> tuple[str, ...]:
    return tuple((fold(text) if is_plain else spelling(text)).split())


def sector_of(*texts: str) -> str | None:
    """Return the sector that the first telling text names: a sector itself, or a product of one."""
    for text in texts:
        if text and (found := word_inside("sector_words", _goods(text))):
            return found
    return None


@lru_cache(maxsize=1024)
def _goods(text: str) -> str:
    """Return a text without what only sounds like goods: "công nghệ" (not turmeric), people and places ("Ngô Văn Tám", "Hương Sơn")."""
    return _no_goods().sub(" _ ", text)


@cache
def _no_goods() -> re.Pattern[str]:
    words: dict[str, list[str]] = json.loads((Path(__file__).parent / "no_goods.json").read_text("utf-8"))
    names = "|".join(form for name in words["names"] for form in (name, name.upper()))
    phrases = "|".join(words["phrases"])
    return re.compile(rf"\b(?i:{phrases})\b|(?<=\S )(?:{names})\b")


@cache
def _folded(kind: str) -> dict[str, str]:
    return {fold(word): one.value for one in reversed(choices(kind)) for word in (one.label, *one.synonyms)}


@cache
def _spelt(kind: str) -> tuple[tuple[str, str], ...]:
    if kind == "sector_words":
        data: dict[str, list[str]] = json.loads((Path(__file__).parent / "sector_words.json").read_text("utf-8"))
        named = {one.value: [one.label, *one.synonyms] for one in choices("Sector") if one.value != "other"}
        return tuple((word, value) for value, words in data.items() for word in (*words, *named[value]))
    return tuple((word, one.value) for one in choices(kind) for word in (one.label, *one.synonyms))


@cache
def _words(kind: str, *, is_plain: bool) -> tuple[dict[tuple[str, ...], str], frozenset[str], int]:
    """Return the words of a list as tuples of syllables, the syllables that begin one, and how many the longest has."""
    fit = fold if is_plain else spelling
    words = {tuple(fit(word).split()): value for word, value in reversed(_spelt(kind))}
    words = {
        key: value for key, value in words.items() if not is_plain or len(key) > 1 or len(key[0]) >= _SHORTEST_PLAIN
    }
    return words, frozenset(key[0] for key in words), max(map(len, words))
