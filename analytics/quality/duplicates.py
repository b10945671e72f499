"""The same facility or product under two spellings.

Two facilities of one kind are taken for one when their own words (`names.brand`, under any name by which they are known)
are the same, or differ by one letter in one long word, and their places do not speak against it. Pairs that the record's
contradictions name have been decided and are left out. Only rows that share a key are compared, so that the work grows
with the rows and not with their pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pandas as pd
from rapidfuzz.distance import DamerauLevenshtein

from analytics.quality.model import Finding, FindingKind, finding_about
from analytics.quality.names import accented, brand, spellings
from analytics.selection.place_words import Row, records
from geodata.record import Record

MOST_IN_BLOCK = 40
"""Rows of one key that are compared with each other; a key that more share tells nothing."""
LONG_WORD = 5
_Pair = tuple[int, int]


@dataclass(frozen=True)
class _Named:
    """A row with its own words under each name, and where it is."""

    row: Row
    brands: tuple[str, ...]
    commune: str | None
    district: str | None


def duplicate_findings(record: Record) -> Iterator[Finding]:
    """Yield a finding for each pair, at the row with less behind it, so that the other is kept."""
    decided = _decided(record)
    yield from _facilities(record, decided)
    yield from _products(record, decided)


def _decided(record: Record) -> frozenset[frozenset[str]]:
    table = record["contradictions"]
    return frozenset(
        frozenset(pair) for ids in table["row_ids"] for pair in combinations(sorted(str(ids).split(";")), 2)
    )


def _facilities(record: Record, decided: frozenset[frozenset[str]]) -> Iterator[Finding]:
    rows = [
        _Named(
            row,
            tuple(dict.fromkeys(brand(one) for one in spellings(str(row["name"]), row["other_names"]))),
            _text(row["commune_code"]),
            _text(row["district_code"]),
        )
        for row in records(record["facilities"])
    ]
    for first, second in sorted(_pairs(rows)):
        one, other = rows[first], rows[second]
        if one.row["kind"] == other.row["kind"] and _may_be_one_place(one, other):
            yield from _pair("facilities", one.row, other.row, "facility_id", decided)


def _products(record: Record, decided: frozenset[frozenset[str]]) -> Iterator[Finding]:
    """Products of one producer, or of none known in one district, whose names are the same or nearly."""
    rows = []
    for row in records(record["ocop_products"]):
        maker = brand(str(row["producer"])) if isinstance(row["producer"], str) else _text(row["facility_id"]) or ""
        district = _text(row["district_code"])
        rows.append(
            _Named(row, (f"{maker or district} | {brand(str(row['name']))}",), _text(row["commune_code"]), district)
        )
    for first, second in sorted(_pairs(rows)):
        one, other = rows[first], rows[second]
        if one.brands[0].partition(" | ")[0] == other.brands[0].partition(" | ")[0] and _may_be_one_place(one, other):
            yield from _pair("ocop_products", one.row, other.row, "product_id", decided)


def _pairs(rows: list[_Named]) -> set[_Pair]:
    """Return the pairs of rows with the same own words, or own words that differ by one letter in one long word."""
    whole: dict[str, set[int]] = defaultdict(set)
    holed: dict[tuple[str, ...], set[tuple[int, str]]] = defaultdict(set)
    for number, named in enumerate(rows):
        for one in named.brands:
            whole[one].add(number)
            tokens = one.split()
            for at, token in enumerate(tokens):
                if len(tokens) > 1 and len(token) >= LONG_WORD and token.isalpha():
                    holed[(*tokens[:at], "", *tokens[at + 1 :])].add((number, token))
    found = {
        pair for numbers in whole.values() if len(numbers) <= MOST_IN_BLOCK for pair in combinations(sorted(numbers), 2)
    }
    for entries in holed.values():
        if 1 < len(entries) <= MOST_IN_BLOCK:
            found.update(_typos(entries))
    return found


def _typos(entries: Iterable[tuple[int, str]]) -> Iterator[_Pair]:
    for (first, one), (second, other) in combinations(sorted(entries), 2):
        if first != second and one != other and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
            yield first, second


def _may_be_one_place(one: _Named, other: _Named) -> bool:
    """Two places speak for one facility when neither level that both name differs."""
    pairs = ((one.commune, other.commune), (one.district, other.district))
    return all(first is None or second is None or first == second for first, second in pairs)


def _pair(table: str, one: Row, other: Row, key: str, decided: frozenset[frozenset[str]]) -> Iterator[Finding]:
    if frozenset((str(one[key]), str(other[key]))) in decided:
        return
    kept, dropped = (one, other) if _weight(one) >= _weight(other) else (other, one)
    is_same = accented(str(kept["name"])) == accented(str(dropped["name"]))
    values = {"other": str(kept["name"]), "is_same_spelling": is_same}
    yield finding_about(FindingKind.DUPLICATE, table, dropped, "name", key, values=values, other_ids=(str(kept[key]),))


def _weight(row: Row) -> tuple[int, int]:
    """Rate a row by its sources and by how much of it is known."""
    return str(row["source_ids"]).count(";"), sum(not pd.isna(value) for value in row.values())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
