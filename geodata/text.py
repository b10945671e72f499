"""Vietnamese text as it is kept (`nfc`) and as it is compared (`fold`, `spelling`)."""

import re
import unicodedata
from functools import cache, lru_cache

NON_WORD = re.compile(r"[\W_]+")
TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above, dot below."""
ROUND_AND_SQUARE = (("(", ")"), ("[", "]"))
_WORDS_KEPT = 65536
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_ORDER = "\u0300\u0309\u0303\u0301\u0323"
_SIGNS, _DIGITS, _LETTERS = range(3)
_NUMBERS = re.compile(r"(\d{1,12})")
"""Texts of tables repeat their words: folding each once is many times quicker."""


def nfc(text: str) -> str:
    """Return the text with composed letters (NFC), outer blanks gone and inner runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return the text for matching: lower case, no diacritics (đ becomes d), punctuation and blanks collapsed to one blank."""
    return " ".join(folded for word in text.split() if (folded := _folded(word)))


def slug(text: str, longest: int = 60) -> str:
    """Return the text as a part of a file's name or of an id ("kinh-phi-theo-nganh"): a to z, digits and hyphens; "" for none of them."""
    return "-".join(fold(text).encode("ascii", "ignore").decode().split())[:longest].strip("-")


def spelling(text: str) -> str:
    """Return the text for strict matching: as `fold`, but diacritics count; where the tone stands does not (hòa, hoà)."""
    return " ".join(spelt for word in text.split() if (spelt := _spelt(word)))


def without_brackets(text: str, instead: str = " ", *, pairs: tuple[tuple[str, str], ...] = (("(", ")"),)) -> str:
    """Return the text with each bracketed part replaced, in one pass a pair; a bracket that is never closed stays."""
    for opening, closing in pairs:
        parts, at = [], 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            parts += [text[at:start], instead]
            at = end + 1
        text = "".join([*parts, text[at:]])
    return text


@lru_cache(maxsize=_WORDS_KEPT)
def alphabetical(text: str) -> tuple[object, ...]:
    """Return the key that puts texts into the order of a Vietnamese dictionary: đ after d, â after ă after a, then tones, then case.

    Blanks come before digits, digits (by their value) before letters. Letters decide over the whole text before a tone does.
    """
    letters, tones = [], []
    for sign in _NUMBERS.split(unicodedata.normalize("NFC", text)):
        if sign.isdecimal():
            letters.append((_DIGITS, int(sign), ""))
            continue
        for letter in sign:
            base, tone = _letter_and_tone(letter)
            letters.append(base)
            tones.append(tone)
    return tuple(letters), tuple(tones), text


@cache
def _letter_and_tone(letter: str) -> tuple[tuple[int, int, str], int]:
    parts = unicodedata.normalize("NFD", letter.lower())
    tone = next((sign for sign in parts if sign in _TONE_ORDER), "")
    plain = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONE_ORDER))
    place = _ALPHABET.find(plain if plain in _ALPHABET else plain[:1])
    if not plain or not plain[0].isalpha():
        return (_SIGNS, 0 if letter.isspace() else 1, plain), 0
    return (_LETTERS, place if place >= 0 else len(_ALPHABET), plain), _TONE_ORDER.find(tone) + 1


@lru_cache(maxsize=_WORDS_KEPT)
def _folded(word: str) -> str:
    bare = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return NON_WORD.sub(" ", "".join(bare).lower().replace("đ", "d")).strip()


@lru_cache(maxsize=_WORDS_KEPT)
def _spelt(word: str) -> str:
    words = NON_WORD.sub(" ", unicodedata.normalize("NFC", word).lower()).split()
    return " ".join(_tone_last(one) for one in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    base = "".join(letter for letter in letters if letter not in TONE_MARKS)
    return base + "".join(letter for letter in letters if letter in TONE_MARKS)
