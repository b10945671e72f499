"""Two rows that are one made into one: nothing that either says is lost, and the store can undo it as one revision."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from analytics.quality.names import spellings
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.frames import KEYS, TABLES
from geodata.store.model import Change

LINKED: Mapping[str, tuple[str, ...]] = {
    "facilities": (
        "facility_mentions",
        "beneficiaries",
        "export_flows",
        "ocop_products",
        "typical_products",
        "survey_visits",
    ),
    "ocop_products": ("ocop_recognitions",),
}
"""The tables that can be merged, and those whose rows lead to theirs."""
_PLACE = ("place_text", "commune_code", "district_code", "location_quality", "lon", "lat")
_QUALITIES = ("unknown", "district", "commune", "exact")
_Values = dict[str, Any]


def merge(
    record: Record,
    keep_id: str,
    drop_id: str,
    *,
    table: str = "facilities",
    versions: Mapping[tuple[str, str], int] | None = None,
) -> list[Change]:
    """Return the changes that make `drop_id` a part of `keep_id`: one commit, one undo.

    The kept row takes over the names (facilities: into other_names), sources, note, the better place, and every value that
    it has not itself; all rows that lead to the dropped one lead to it. `versions` are those of the store by (table, key).
    LookupError for a row that is not there; ValueError for the same row twice, a table that is not merged, or two kinds of
    facility.
    """
    if table not in LINKED or keep_id == drop_id:
        msg = f"{table}: {keep_id} and {drop_id} cannot be merged"
        raise ValueError(msg)
    known, key = versions or {}, KEYS[table]
    kept, dropped = (_row(record, table, id_) for id_ in (keep_id, drop_id))
    if kept.get("kind") != dropped.get("kind"):
        msg = f"{keep_id} is of kind {kept['kind']}, {drop_id} of kind {dropped['kind']}"
        raise ValueError(msg)
    rows = [(table, keep_id, _joined(table, kept, dropped)), (table, drop_id, None)]
    rows += [(name, str(row[KEYS[name]]), {**row, key: keep_id}) for name, row in _leading(record, table, key, drop_id)]
    return [Change(name, id_, after, known.get((name, id_), 0)) for name, id_, after in rows]


def touched(record: Record, drop_id: str, table: str = "facilities") -> dict[str, tuple[str, ...]]:
    """Return, by table, the keys of the rows that lead to a row and would lead elsewhere after a merge."""
    found = grouped_by((name, str(row[KEYS[name]])) for name, row in _leading(record, table, KEYS[table], drop_id))
    return {name: tuple(ids) for name, ids in found.items()}


def _leading(record: Record, table: str, key: str, drop_id: str) -> Iterator[tuple[str, _Values]]:
    for name in LINKED[table]:
        frame = record[name]
        for row in frame[frame[key].eq(drop_id).fillna(value=False)].to_dict("records"):
            yield name, _plain(name, row)


def _row(record: Record, table: str, id_: str) -> _Values:
    frame = record[table]
    rows = frame[frame[KEYS[table]].eq(id_)].to_dict("records")
    if not rows:
        msg = f"no row {id_} in {table}"
        raise LookupError(msg)
    return _plain(table, rows[0])


def _plain(table: str, row: Mapping[Any, Any]) -> _Values:
    values = {name: row[name] for name in TABLES[table]}
    return {
        name: None if pd.isna(value) else value.item() if hasattr(value, "item") else value
        for name, value in values.items()
    }


def _joined(table: str, kept: _Values, dropped: _Values) -> _Values:
    filled = {name: dropped[name] if value is None else value for name, value in kept.items()}
    filled |= {name: (dropped if _is_better(dropped, kept) else kept)[name] for name in _PLACE if name in kept}
    filled["source_ids"] = _together(";", kept["source_ids"].split(";"), dropped["source_ids"].split(";"))
    filled["note"] = _together("; ", [kept["note"]], [dropped["note"]]) or None
    if table == "facilities":
        names = spellings(kept["name"], kept["other_names"]), spellings(dropped["name"], dropped["other_names"])
        filled["other_names"] = (
            _together("; ", names[0][1:], (name for name in names[1] if name != kept["name"])) or None
        )
    return filled


def _is_better(dropped: _Values, kept: _Values) -> bool:
    return _QUALITIES.index(dropped["location_quality"]) > _QUALITIES.index(kept["location_quality"])


def _together(separator: str, first: Iterable[str | None], second: Iterable[str | None]) -> str:
    return separator.join(dict.fromkeys(one for one in (*first, *second) if one))
