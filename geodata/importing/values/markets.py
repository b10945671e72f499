"""Markets as offices write them: a country, a group that stays a group, a total, or not stated."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from geodata.importing.text.cell_text import is_nothing
from geodata.text import fold, nfc

_BETWEEN = re.compile(r"\s*(?:[,;/+&\n]|\bvà\b|\bva\b)\s*")
_KEPT = re.compile(f"({_BETWEEN.pattern})")
_BRACKETS = re.compile(r"(\s*[()]\s*)")
_NUMBER = re.compile(r"\d+")
_SEVERAL = re.compile(r"\d+ (?:nuoc|thi truong|quoc gia)")
_LEADING = re.compile(r"^(?:thi truong|nuoc|cac nuoc)\s+")


@dataclass(frozen=True, slots=True)
class Market:
    """A market: its kind (a member of `MarketKind`), name, ISO code of a country, members of a group, "; " between them.

    `is_known` is False for a name that no list has.
    """

    kind: str
    name: str | None = None
    iso3: str | None = None
    members: str | None = None
    is_known: bool = True


@lru_cache(maxsize=4096)
def read_market(text: str) -> Market:
    """Return the market that a cell names; several countries in one cell stay one group."""
    name = nfc(text)
    if is_nothing(name):
        return Market("not_stated")
    if found := _one(name):
        return found
    parts = [part for part in _BETWEEN.split(name) if part]
    if len(parts) > 1:
        known = [_one(part) for part in parts]
        members = "; ".join(one.name or part if one else part for one, part in zip(known, parts, strict=True))
        return Market("group", name, None, members, all(known))
    return Market("group", name, is_known=bool(_SEVERAL.search(fold(name))))


def other_names(iso3: str) -> tuple[str, ...]:
    """Return what else a country is called, beside the name that it has on screen; nothing for one that the list does not know."""
    return tuple(_lists()["countries"].get(iso3, ())[1:])


@lru_cache(maxsize=4096)
def market_parts(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the words of a market in their order, each with the ISO code of the country it names: None for a group and for what stands between."""
    parts = [part for word in _KEPT.split(text) for part in ([word] if _country(word) else _BRACKETS.split(word))]
    return tuple((part, _country(part)) for part in parts if part)


def group_in_english(text: str) -> str:
    """Return a group of markets, or a word between its members, in English where the list knows it, else as it is."""
    number = _NUMBER.search(text)
    found = _english().get(fold(_NUMBER.sub("0", text)))
    return text if found is None else found.replace("0", number[0] if number else "")


@cache
def _english() -> dict[str, str]:
    return {fold(word): english for kind in ("groups", "phrases") for word, english in _lists()[kind].items()}


def _country(text: str) -> str | None:
    """Return the code of the country that a text names whole, brackets closed; a city in it keeps its own name."""
    is_whole = text.count("(") == text.count(")")
    found = None if not is_whole or fold(text) in _named("cities") else _one(text)
    return found.iso3 if found else None


def _one(text: str) -> Market | None:
    key = fold(text)
    for form in (key, _LEADING.sub("", key)):
        if form in _countries():
            iso3, name = _countries()[form]
            return Market("country", name, iso3)
        if form in _named("groups"):
            return Market("group", _named("groups")[form])
        if form in _named("totals"):
            return Market("total", text)
    return None


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "markets.json").read_text("utf-8"))
    return data


@cache
def _countries() -> dict[str, tuple[str, str]]:
    return {fold(word): (iso3, words[0]) for iso3, words in _lists()["countries"].items() for word in words}


@cache
def _named(kind: str) -> dict[str, str]:
    return {fold(word): word for word in _lists()[kind]}
