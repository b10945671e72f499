"""Vietnamese text as it is kept (`nfc`) and as it is compared (`fold`, `spelling`)."""

import re
import unicodedata

NON_WORD = re.compile(r"[\W_]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above, dot below."""


def nfc(text: str) -> str:
    """Return the text with composed letters (NFC), outer blanks gone and inner runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return the text for matching: lower case, no diacritics (đ becomes d), punctuation and blanks collapsed to one blank."""
    bare = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return NON_WORD.sub(" ", "".join(bare).lower().replace("đ", "d")).strip()


def spelling(text: str) -> str:
    """Return the text for strict matching: as `fold`, but diacritics count; where the tone stands does not (hòa, hoà)."""
    words = NON_WORD.sub(" ", unicodedata.normalize("NFC", text).lower()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    base = "".join(letter for letter in letters if letter not in TONES)
    return base + "".join(letter for letter in letters if letter in TONES)
