"""Vietnamese text as it is kept (`nfc`) and as it is compared (`fold`, `spelling`)."""

import re
import unicodedata
from functools import lru_cache

NON_WORD = re.compile(r"[\W_]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above, dot below."""
WORDS_KEPT = 65536
"""Texts of tables repeat their words: folding each once is many times quicker."""


def nfc(text: str) -> str:
    """Return the text with composed letters (NFC), outer blanks gone and inner runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return the text for matching: lower case, no diacritics (đ becomes d), punctuation and blanks collapsed to one blank."""
    return " ".join(folded for word in text.split() if (folded := _folded(word)))


def spelling(text: str) -> str:
    """Return the text for strict matching: as `fold`, but diacritics count; where the tone stands does not (hòa, hoà)."""
    return " ".join(spelt for word in text.split() if (spelt := _spelt(word)))


@lru_cache(maxsize=WORDS_KEPT)
def _folded(word: str) -> str:
    bare = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return NON_WORD.sub(" ", "".join(bare).lower().replace("đ", "d")).strip()


@lru_cache(maxsize=WORDS_KEPT)
def _spelt(word: str) -> str:
    words = NON_WORD.sub(" ", unicodedata.normalize("NFC", word).lower()).split()
    return " ".join(_tone_last(one) for one in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    base = "".join(letter for letter in letters if letter not in TONES)
    return base + "".join(letter for letter in letters if letter in TONES)
