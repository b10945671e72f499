"""The words of all names, and which of them a typed word may mean: itself, one that it begins, one that it is near to."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_NEAR = 48
"""Words of the names that one typed word is taken for at most."""
LEAST_LIKE = 0.5
"""How like two words are at least (0 to 1): one letter of two may differ."""
_WORDS_KEPT = 2_048
Near = tuple[tuple[int, float], ...]
"""Numbers of words, each with how surely it is meant (1: to the letter)."""


class Vocabulary:
    """The words of all names in the order of the alphabet; a word's place is its number."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take words that are sorted, each once."""
        self.words = words
        self._number = {word: number for number, word in enumerate(words)}
        self.near = lru_cache(maxsize=_WORDS_KEPT)(self._near)
        """As `_near`; a person types the same word letter by letter, with others after it."""

    def __contains__(self, word: str) -> bool:
        """Tell whether a name holds exactly this word."""
        return word in self._number

    def _near(self, typed: str) -> Near:
        """Return the words that a typed one may mean, the surest first."""
        found = {number: weight for number, weight in self._like(typed) if weight > 0}
        for number in range(*self._beginning_with(typed)):
            begun = 0.5 + 0.45 * len(typed) / len(self.words[number])
            found[number] = max(found.get(number, 0.0), begun)
        if typed in self._number:
            found[self._number[typed]] = 1.0
        surest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return tuple(surest[:MOST_NEAR])

    def _like(self, typed: str) -> list[tuple[int, float]]:
        likeness = process.cdist(
            [typed], self.words, scorer=OSA.normalized_similarity, score_cutoff=LEAST_LIKE, dtype=np.float32
        )[0]
        return [(int(number), float(likeness[number]) ** 2 * 0.95) for number in np.flatnonzero(likeness)]

    def _beginning_with(self, typed: str) -> tuple[int, int]:
        return bisect_left(self.words, typed), bisect_left(self.words, typed + "\uffff")
