"""Names of facilities stripped to what is their own: legal forms and words of trade fall away, spelling is folded."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from geodata.text import fold, spelling

_WORDS = Path(__file__).with_name("business_words.json")
BY_NAME_SEPARATOR = re.compile(r"\s*;\s*")


@lru_cache(maxsize=200_000)
def brand(name: str) -> str:
    """Return the name's own words, folded: "HTX SX và tiêu thụ mỳ Chũ Trại Lâm" and "Hợp tác xã mỳ Chũ Trại Lâm" are one.

    A name that has no word of its own comes back whole, folded.
    """
    whole = fold(name)
    own = " ".join(_stop_words().sub(" ", f" {whole} ").split())
    return own or whole


def accented(name: str) -> str:
    """Return the name's words as they are spelled, diacritics kept, in lower case."""
    return spelling(name)


def spellings(name: str, other_names: object) -> tuple[str, ...]:
    """Return a name and the others by which it is known."""
    others = BY_NAME_SEPARATOR.split(other_names) if isinstance(other_names, str) else []
    return tuple(dict.fromkeys([name, *(one for one in others if one)]))


@cache
def _stop_words() -> re.Pattern[str]:
    lists = json.loads(_WORDS.read_text(encoding="utf-8"))
    words = sorted({fold(word) for words in lists.values() for word in words}, key=len, reverse=True)
    return re.compile(r"(?<= )(?:" + "|".join(map(re.escape, words)) + r")(?= )")
