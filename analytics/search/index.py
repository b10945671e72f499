"""An index of names: from what is typed to a few hundred names that share words with it, then the nearest of these.

Names are cut into words without diacritics. Each typed word is taken for the words that it may mean
(`analytics.search.near_words`), rare words count more than frequent ones, and only the names that hold most of what is
typed are compared letter by letter.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from analytics.search.names import Hit, NameKind, NameList
from analytics.search.near_words import Vocabulary
from geodata.text import fold, spelling

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COMPARED = 400
"""Names that are compared letter by letter."""
LONGEST_TYPED = 120
MOST_WORDS = 12
"""What is typed beyond these letters and words is left out."""
LEAST_HELD = 0.5
"""The share of what is typed that a name holds at least, by the weight of its words."""
SHARE_OF_LETTERS = 0.3
"""How much the comparison of all letters counts in a score, beside the words that a name holds."""


class NameIndex:
    """Names made ready to be found."""

    def __init__(self, blocks: Sequence[NameList]) -> None:
        """Cut all names into words."""
        self._blocks = [block for block in blocks if len(block.keys)]
        self._starts = np.cumsum([0, *(len(block.keys) for block in self._blocks)])
        self._folded = [fold(text) for block in self._blocks for text in block.texts]
        number: dict[str, int] = {}
        words, names = array("q"), array("i")  # millions of them
        for name, text in enumerate(self._folded):
            for word in set(text.split()):
                words.append(number.setdefault(word, len(number)))
                names.append(name)
        self._vocabulary = Vocabulary(sorted(number))
        self._holding, self._ends = _by_word(
            _renumbered(number, self._vocabulary.words)[np.asarray(words)], np.asarray(names), len(number)
        )

    def find(self, typed: str, most: int) -> list[Hit]:
        """Return what fits best, the best first, each thing once under the name that fits best; nothing for no letter."""
        words = tuple(fold(typed[:LONGEST_TYPED]).split()[:MOST_WORDS])
        if not words or not self._folded:
            return []
        best: dict[tuple[NameKind, str], Hit] = {}
        for way in self._ways_to_read(words):
            for hit in self._hits(way):
                held = best.get((hit.kind, hit.key))
                if held is None or hit.score > held.score:
                    best[hit.kind, hit.key] = hit
        spelt, order = spelling(typed), list(NameKind)

        def rank(hit: Hit) -> tuple[object, ...]:
            is_spelt = spelt in spelling(hit.name)
            return -round(hit.score, 2), not is_spelt, order.index(hit.kind), hit.name, hit.key

        return sorted(best.values(), key=rank)[:most]

    def _ways_to_read(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Return what is typed, and what it is with a blank that was left out or typed too much."""
        yield words
        for place, word in enumerate(words):
            if word not in self._vocabulary:
                parts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
                known = [pair for pair in parts if all(part in self._vocabulary for part in pair)]
                if known:
                    rarest = min(known, key=lambda pair: sum(self._held_by(part) for part in pair))
                    yield (*words[:place], *rarest, *words[place + 1 :])
        for place, (one, other) in enumerate(pairwise(words)):
            if one + other in self._vocabulary and not (one in self._vocabulary and other in self._vocabulary):
                yield (*words[:place], one + other, *words[place + 2 :])

    def _held_by(self, word: str) -> int:
        number = dict(self._vocabulary.near(word))
        exact = max(number, key=lambda one: number[one])
        return int(self._ends[exact + 1] - self._ends[exact])

    def _hits(self, words: tuple[str, ...]) -> Iterator[Hit]:
        held = self._held(words)
        among = np.argpartition(held, -_COMPARED)[-_COMPARED:] if len(held) > _COMPARED else np.arange(len(held))
        among = among[held[among] >= LEAST_HELD]
        typed = " ".join(words)
        for name in among:
            letters = fuzz.ratio(typed, self._folded[name]) / 100
            score = (1 - SHARE_OF_LETTERS) * float(held[name]) + SHARE_OF_LETTERS * letters
            block = int(np.searchsorted(self._starts, name, side="right")) - 1
            place = int(name - self._starts[block])
            names = self._blocks[block]
            yield Hit(score * names.weight, names.kind, names.keys[place], names.texts[place])

    def _held(self, words: tuple[str, ...]) -> "NDArray[np.float32]":
        """Return for each name the share of the typed words that it holds, by their rarity."""
        n_names = len(self._folded)
        rarest = 1 + log(n_names)
        held, whole = np.zeros(n_names, dtype=np.float32), 0.0
        for word in words:
            near = self._vocabulary.near(word)
            if not near:
                whole += rarest
                continue
            first = near[0][0]
            rarity = 1 + log(n_names / int(self._ends[first + 1] - self._ends[first]))
            whole += rarity
            of_word = np.zeros(n_names, dtype=np.float32)
            for number, weight in reversed(near):  # the surest last, so that it stands
                of_word[self._holding[self._ends[number] : self._ends[number + 1]]] = weight * rarity
            held += of_word
        return held / np.float32(whole)


def _renumbered(number: dict[str, int], words: Sequence[str]) -> "NDArray[np.int64]":
    """Return for each word as it was first met its number in the order of the alphabet."""
    places = np.empty(len(number), dtype=np.int64)
    for place, word in enumerate(words):
        places[number[word]] = place
    return places


def _by_word(
    words: "NDArray[np.int64]", names: "NDArray[np.int32]", n_words: int
) -> "tuple[NDArray[np.int32], NDArray[np.int64]]":
    """Return the names that hold each word, one word after the other, and where the part of each word begins."""
    order = np.argsort(words, kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=n_words))])
    return names[order], ends
