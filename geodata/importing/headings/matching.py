"""How well a heading names a field: exactly, at its beginning, inside it, or by a close spelling, from 0 to 1."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from geodata.importing.fields import ImportField, tables, unused_headings
from geodata.importing.text.cell_text import without_footnote
from geodata.text import ROUND_AND_SQUARE, fold, without_brackets

WORTH = 0.55
"""A lower score names nothing."""
_UNIT_TAIL = re.compile(
    r"\b(?:dvt|don vi tinh|don vi)\b.*$|\b(?:trieu dong|trd|tr d|ty dong|nghin dong|1000 dong|vnd)\b.*$"
)
PART_HEADINGS = frozenset({"trong do", "bao gom", "gom", "chia ra", "cu the"})
"""Headings over the parts of a whole that stands before them."""
LONGEST_HEADING = 120
"""A longer text is not looked through for a heading."""
_SHORT = 4
"""A word of no more letters is looked for only where a heading begins with it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The texts over a column from the uppermost level to the lowest, as written, merged levels once."""

    levels: tuple[str, ...]

    @property
    def text(self) -> str:
        """The heading in one line."""
        return " / ".join(self.levels)

    @property
    def forms(self) -> tuple[str, ...]:
        """The folded readings of the heading: the lowest level, then with the levels above it."""
        return _forms(self.levels)


@lru_cache(maxsize=4096)
def _forms(levels: tuple[str, ...]) -> tuple[str, ...]:
    bare = [key for level in levels if (key := heading_key(level)) and key not in PART_HEADINGS]
    if not bare:
        return ()
    joined = [" ".join(bare[-2:]), " ".join([bare[-1], *bare[-2:-1]])] if len(bare) > 1 else []
    return tuple(dict.fromkeys([bare[-1], *joined]))


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Return a heading folded, without brackets and without the unit at its end."""
    whole = fold(without_footnote(text))
    inner = fold(without_brackets(without_footnote(text), pairs=ROUND_AND_SQUARE)) or whole
    return _UNIT_TAIL.sub("", inner).strip() or inner


@dataclass(frozen=True, eq=False)
class _Words:
    """Folded headings that name one thing, and how many syllables the longest has."""

    known: frozenset[str]
    longest: int

    @classmethod
    def of(cls, words: Iterable[str]) -> "_Words":
        known = frozenset(words)
        return cls(known, max(len(word.split()) for word in known))

    def inside(self, form: str) -> Iterator[tuple[str, bool]]:
        """Yield the headings that stand in a form as whole syllables, and whether it begins with them."""
        syllables = form.split()
        for at in range(len(syllables)):
            for end in range(at + 1, min(at + self.longest, len(syllables)) + 1):
                if (word := " ".join(syllables[at:end])) in self.known:
                    yield word, at == 0


def heading_score(heading: Heading, field: ImportField) -> float:
    """Return how well a heading names a field, 0 where it does not."""
    words = _words(field)
    return max((_score(form, words) - 0.02 * at for at, form in enumerate(heading.forms)), default=0.0)


def unused_score(heading: Heading) -> float:
    """Return how well a heading names what the record does not keep; a little less than a field named as well."""
    return max((0.95 * _score(form, _unused()) for form in heading.forms[:1]), default=0.0)


@lru_cache(maxsize=16384)
def any_score(text: str) -> float:
    """Return how well a cell names a field of any table, or a heading that is not kept."""
    if len(text) > LONGEST_HEADING or not (key := heading_key(text)):
        return 0.0
    return _score(key, _all_words())


@lru_cache(maxsize=65536)
def _score(form: str, words: _Words) -> float:
    if form in words.known:
        return 1.0
    within = dict(words.inside(form))
    scores = [
        0.7 + 0.25 * len(word) / len(form) if is_first else 0.45 + 0.3 * len(word) / len(form)
        for word, is_first in within.items()
        if is_first or len(word) > _SHORT
    ]
    if len(form) > _SHORT:
        close = process.extract(form, words.known, scorer=fuzz.ratio, score_cutoff=84, limit=1 + len(within))
        scores += [0.9 * ratio / 100 for word, ratio, _ in close if word not in within]
    return max(scores, default=0.0)


@cache
def _words(field: ImportField) -> _Words:
    return _Words.of(heading_key(word) for word in (field.heading, *field.synonyms))


@cache
def _unused() -> _Words:
    return _Words.of(fold(word) or word for word in unused_headings())


@cache
def _all_words() -> _Words:
    fields = (field for table in tables().values() for field in table.fields)
    return _Words.of({word for field in fields for word in _words(field).known} | _unused().known)
