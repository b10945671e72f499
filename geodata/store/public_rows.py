"""The public record row by row, for what the store asks of it: does this row exist, what does it say, who names it."""

from functools import cache
from typing import Any

import pandas as pd

from geodata.record import load_public_record
from geodata.schema.frames import KEYS, LINKS
from geodata.schema.office import OFFICE_TABLES


@cache
def public_rows(table: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a public table by their key, as plain values; empty for a table that the record has not."""
    if table not in OFFICE_TABLES:
        return {}
    frame = load_public_record()[table]
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame]
    return {row[0]: dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)}


@cache
def public_namers() -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Return for (table, key) the (table, key) of the public rows that name it; read-only tables included."""
    namers: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for table, frame in load_public_record().tables.items():
        if table not in KEYS:
            continue
        for column in set(LINKS).union({"source_ids"}).intersection(frame.columns).difference({KEYS[table]}):
            target = LINKS.get(column, "sources")
            for key, named in _named(frame, KEYS[table], column):
                namers.setdefault((target, named), set()).add((table, key))
    return {target: frozenset(rows) for target, rows in namers.items()}


def _named(frame: pd.DataFrame, key: str, column: str) -> list[tuple[str, str]]:
    named = frame[[key, column]].dropna()
    return [(row, one) for row, text in named.itertuples(index=False) for one in str(text).split(";")]
