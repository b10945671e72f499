"""The names of places: districts and communes of all periods, each as the unit of a vintage that a map can show."""

from functools import cache

from analytics.prepared.vintages import Vintage, units_of
from analytics.search.names import NameKind, NameList

_OF_KIND = {
    NameKind.DISTRICT: (Vintage.DISTRICTS_2024, Vintage.DISTRICTS_2025),
    NameKind.COMMUNE: (Vintage.COMMUNES_2020, Vintage.COMMUNES_2019, Vintage.COMMUNES_2025),
}
"""Vintages, the one that the house looks at first; a unit that bears the same code and name in two is found in the first.

The communes of 2025 bear codes of older ones and hold other land, so each is one of its own.
"""


@cache
def place_names() -> tuple[NameList, ...]:
    """Return the units by their whole and their short names; their keys are "vintage:code"."""
    return tuple(names for kind in _OF_KIND for names in _of_kind(kind))


def _of_kind(kind: NameKind) -> tuple[NameList, NameList]:
    keys: list[str] = []
    texts: list[str] = []
    short: list[str] = []
    seen: set[tuple[str, str]] = set()
    for vintage in _OF_KIND[kind]:
        for code, unit in units_of(vintage).items():
            if vintage is not Vintage.COMMUNES_2025 and (code, unit.name) in seen:
                continue
            seen.add((code, unit.name))
            keys.append(f"{vintage}:{code}")
            texts.append(unit.name)
            short.append(unit.short_name)
    return NameList(kind, keys, texts), NameList(kind, keys, short)
