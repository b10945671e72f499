"""From what a person entered to the changes of one commit: whole rows, placed, resting on a source of the office's own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.editing.fields import fields
from analytics.prepared.vintages import Vintage, units_of
from analytics.wording.language import HOUSE, Language
from geodata.schema.frames import KEYS, PLACE, TABLES
from geodata.schema.vocabulary import LocationQuality, SourceKind
from geodata.store import Change
from geodata.store.model import StorePosition

Values = Mapping[str, Any]


@dataclass(frozen=True)
class EditedRow:
    """One row that a person works on: what it said when it was opened (None: it is new) and the version that this was.

    `since` is where the store stood then.
    """

    table: str
    row_id: str
    before: Values | None
    version: int = 0
    since: StorePosition | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The table and the key of the row."""
        return self.table, self.row_id


def blank(table: str) -> dict[str, Any]:
    """Return the values with which a new row is opened: what is assumed of it, else nothing known and no mark set."""
    return {
        name: False if rule.dtype == "boolean" and rule.assumed is None else rule.assumed
        for name, rule in TABLES[table].items()
    }


def new_id(table: str, token: str) -> str:
    """Return the key of a new row; `token` makes it unlike all others."""
    return f"office-{KEYS[table].removesuffix('_id').replace('_', '-')}-{token}"


def with_place(values: Values, before: Values | None) -> dict[str, Any]:
    """Return the values with a place that holds together, and how good it is; a place that stayed is left as it was.

    What was entered last counts: another commune brings its district and takes the old point away, another district takes
    a commune of elsewhere away.
    """
    result = dict(values)
    if "location_quality" not in result:
        return result
    changed = {name for name in PLACE if before is None or result.get(name) != before.get(name)} & set(result)
    if not changed - {"place_text", "location_quality"}:
        return result if before is not None else {**result, "location_quality": _quality(result).value}
    if "lon" in result and not changed & {"lon", "lat"}:
        result["lon"] = result["lat"] = None
    district = _district_of(result["commune_code"])
    if district and district != result["district_code"] and changed & {"commune_code", "lon", "lat"}:
        result["district_code"] = district
    elif district != result["district_code"]:
        result["commune_code"] = None
    result["location_quality"] = _quality(result).value
    return result


def _district_of(commune: object) -> str | None:
    unit = units_of(Vintage.COMMUNES_2020).get(str(commune))
    return unit.district_code if unit else None


def _quality(values: Values) -> LocationQuality:
    if values.get("lon") is not None and values.get("lat") is not None:
        return LocationQuality.EXACT
    if values["commune_code"]:
        return LocationQuality.COMMUNE
    return LocationQuality.DISTRICT if values["district_code"] else LocationQuality.UNKNOWN


def changed_columns(before: Values | None, after: Values | None) -> tuple[str, ...]:
    """Return the columns in which two states of a row differ, in the order of the table; sources are left out."""
    columns = dict.fromkeys([*(before or {}), *(after or {})])
    old, new = before or {}, after or {}
    return tuple(name for name in columns if name != "source_ids" and old.get(name) != new.get(name))


def merged(base: Values | None, mine: Values, theirs: Values) -> dict[str, Any]:
    """Return their row with what I changed since `base`: the place goes as a whole, for its parts follow from each other."""
    own = set(changed_columns(base, mine))
    if own & set(PLACE):
        own |= set(PLACE) & set(mine)
    result = {name: mine[name] if name in own else theirs[name] for name in mine}
    if "source_ids" in result:
        ids = [id_ for row in (theirs, mine) for id_ in str(row["source_ids"] or "").split(";") if id_]
        result["source_ids"] = ";".join(dict.fromkeys(ids))
    return result


def row_change(row: EditedRow, values: Values, source_id: str) -> Change | None:
    """Return the change that makes a row say `values` on the word of a source; None when it says so already."""
    after = with_place({**values, KEYS[row.table]: row.row_id}, row.before)
    if row.before is not None and not changed_columns(row.before, after):
        return None
    ids = [id_ for id_ in str((row.before or {}).get("source_ids") or "").split(";") if id_]
    after["source_ids"] = ";".join([*ids, *([] if source_id in ids else [source_id])])
    whole = {name: after[name] for name in TABLES[row.table]}
    return Change(row.table, row.row_id, whole, row.version, row.before, row.since)


def hand_source(who: str, day: date, language: Language) -> tuple[str, dict[str, Any]]:
    """Return (key, values) of the source that stands for what a person edited by hand on a day.

    Everybody reads it beneath figures, on paper and in files; who it was says the journal to those who may read that.
    """
    key = f"office-{day:%Y%m%d}-{hashlib.sha256(who.encode()).hexdigest()[:8]}"
    values = {
        "source_id": key,
        "kind": SourceKind.OFFICE.value,
        "title": language.text("Entered by hand in the office"),
        "publisher": language.text("The office's own data"),
        "url": None,
        "file": None,
        "published_on": day.isoformat(),
        "language": HOUSE,
        "note": None,
    }
    return key, values


def entered(table: str, before: Values, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with the given fields; what is no field of the table is left out."""
    names = {field.name for field in fields(table)}
    return {**before, **{name: value for name, value in given.items() if name in names}}
