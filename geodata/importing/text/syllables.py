"""Whether a word is a Vietnamese syllable, by the rules of spelling: the way to tell right text from garbled text."""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

from geodata.text import TONE_MARKS

_DATA: dict[str, str] = json.loads(Path(__file__).with_name("syllables.json").read_text("utf-8"))
_ONSETS = ("", *_DATA["onsets"].split())
_RIMES = frozenset(_DATA["rimes"].split())
_WITH_Y = frozenset(_DATA["rimes_with_y"].split())
_BEFORE_Y = frozenset(["", *_DATA["onsets_before_y"].split()])
_SHARP = {"\u0301", "\u0323"}
_NARROW = {"k", "gh", "ngh"}
_WIDE = {"c", "g", "ng"}


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word, in any case, is spelt as a Vietnamese syllable with its tone."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in TONE_MARKS]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONE_MARKS))
    if len(tones) > 1 or not bare:
        return False
    if bare.endswith(("c", "ch", "p", "t")) and not (tones and tones[0] in _SHARP):
        return False
    return any(_fits(onset, bare[len(onset) :]) for onset in _ONSETS if bare.startswith(onset))


def _fits(onset: str, rime: str) -> bool:
    if rime in _WITH_Y:
        return onset in _BEFORE_Y
    if rime not in _RIMES:
        return False
    is_front = rime[0] in "eêi"
    if onset in _NARROW:
        return is_front
    return not (onset in _WIDE and is_front) or (onset == "g" and rime in {"i", "in", "iêng"})
