"""The names that are searched: facilities, proposals, products, producers, rules, sources of a record; places of all periods."""

from enum import StrEnum
from functools import cache

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.search.index import NameIndex
from analytics.search.names import NameKind, NameList
from analytics.selection.place_words import country_name
from analytics.selection.selection import Field
from analytics.selection.words import value_words
from analytics.wording.language import LANGUAGES, Language
from geodata.importing.values.markets import other_names
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent

LESS_OFTEN = 0.9
"""The weight of names by which something is less often looked for."""
_CHOSEN: dict[Field, tuple[StrEnum, ...]] = {
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "contents": tuple(SupportContent),
    "stages": tuple(Stage),
}
PRODUCERS = (("ocop_products", "producer"), ("typical_products", "producer"), ("export_flows", "exporter"))
"""Where producers stand that are perhaps no facility of the record: table and column."""
_OF_KIND = {
    NameKind.DISTRICT: (Vintage.DISTRICTS_2024, Vintage.DISTRICTS_2025),
    NameKind.COMMUNE: (Vintage.COMMUNES_2020, Vintage.COMMUNES_2019, Vintage.COMMUNES_2025),
}
"""Vintages, the one that the house looks at first; a unit that bears the same code and name in two is found in the first.

The communes of 2025 bear codes of older ones and hold other land, so each is one of its own.
"""


@cached()
def record_index(prepared: Prepared) -> NameIndex:
    """Return the index of the names of a record and of all places; made once a record, for all visits."""
    return NameIndex([*_place_names(), *record_names(prepared)])


def record_names(prepared: Prepared) -> list[NameList]:
    """Return the names of the rows of a record. Of persons only what stands as the name of a facility or of a producer."""
    record, facilities = prepared.record, prepared.facilities
    is_cnnt = facilities["is_cnnt"]
    found = []
    for kind, frame in ((NameKind.FACILITY, facilities[is_cnnt]), (NameKind.CONTEXT, facilities[~is_cnnt])):
        found += [
            _names(kind, frame, "facility_id", "name"),
            _names(kind, frame, "facility_id", "other_names"),
            _names(kind, frame, "facility_id", "products", LESS_OFTEN),
        ]
    return [
        *found,
        _names(NameKind.PROPOSAL, record["proposals"], "proposal_id", "title"),
        _names(NameKind.OCOP, record["ocop_products"], "product_id", "name"),
        _names(NameKind.TYPICAL, record["typical_products"], "typical_id", "product"),
        _producers(prepared),
        *_markets(prepared),
        *_choices(),
        _names(NameKind.RULE, record["rules"], "rule_id", "document"),
        _names(NameKind.RULE, record["rules"], "rule_id", "statement", LESS_OFTEN),
        _names(NameKind.SOURCE, record["sources"], "source_id", "title", LESS_OFTEN),
        _names(NameKind.SOURCE, record["sources"], "source_id", "publisher", LESS_OFTEN),
    ]


def _names(kind: NameKind, frame: pd.DataFrame, key: str, column: str, weight: float = 1.0) -> NameList:
    known = frame[frame[column].notna()]
    return NameList(kind, known[key].tolist(), known[column].tolist(), weight)


def _producers(prepared: Prepared) -> NameList:
    """Return the producers and exporters that are no facility of the record, each once; their name is their key."""
    texts = [
        frame.loc[frame["facility_id"].isna() & frame[column].notna(), column]
        for table, column in PRODUCERS
        for frame in (prepared.record[table],)
    ]
    names = pd.concat(texts).drop_duplicates().tolist()
    return NameList(NameKind.PRODUCER, names, names)


def _markets(prepared: Prepared) -> list[NameList]:
    """Return the countries that flows lead to, by their names in each language and by what else they are called."""
    codes = prepared.record["export_flows"]["market_iso3"].dropna().unique().tolist()
    others = [(code, name) for code in codes for name in other_names(code)]
    return [
        *(NameList(NameKind.MARKET, codes, [country_name(code, Language(one)) for code in codes]) for one in LANGUAGES),
        NameList(NameKind.MARKET, [code for code, _ in others], [name for _, name in others]),
    ]


def _choices() -> list[NameList]:
    """Return the values of the selection that have a name, in each language; their keys are "field:value"."""
    values = [(field, value) for field, all_values in _CHOSEN.items() for value in all_values]
    keys = [f"{field}:{value}" for field, value in values]
    return [
        NameList(NameKind.CHOICE, keys, [value_words(field, value, Language(one)) for field, value in values])
        for one in LANGUAGES
    ]


@cache
def _place_names() -> tuple[NameList, ...]:
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
