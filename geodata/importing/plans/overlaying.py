"""What a row of the file makes of a row of the record: no known value is wiped, nothing inferred overwrites what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.importing.plans.planned import ColumnDifference
from geodata.schema.frames import KEYS, PLACE, TABLES
from geodata.schema.vocabulary import STAGES_IN_ORDER, Stage

_Values = dict[str, Any]
_GOOD = {"unknown": 0, "district": 1, "commune": 2, "exact": 3}
_STAGES = (Stage.UNKNOWN, *STAGES_IN_ORDER)


@dataclass(frozen=True, slots=True)
class StatedRow:
    """What a file says of a row: `firm` values that it states, `soft` ones that were inferred and only fill gaps."""

    firm: Mapping[str, Any]
    soft: Mapping[str, Any]


def new_row(table: str, row_id: str, given: StatedRow, source_id: str) -> _Values:
    """Return a new row of a table with all its columns."""
    unsaid = {name: False if column.dtype == "boolean" else None for name, column in TABLES[table].items()}
    values = unsaid | dict(given.soft)
    values |= {name: value for name, value in given.firm.items() if value is not None}
    return values | {KEYS[table]: row_id, "source_ids": source_id}


def laid_over(
    table: str, before: Mapping[str, Any], given: StatedRow, source_id: str
) -> tuple[_Values, tuple[str, ...]]:
    """Return the row as the file makes it, and the columns whose known value stays though the file says nothing or less."""
    after = dict(before)
    said = {name: value for name, value in given.firm.items() if value is not None}
    kept = tuple(name for name, value in given.firm.items() if value is None and before.get(name) is not None)
    kept += _place(table, before, after, said)
    after |= {name: _noted(before.get(name), value) if name == "note" else value for name, value in said.items()}
    for name, value in given.soft.items():
        if (
            before.get(name) in {None, "unknown", "other"}
            and value is not None
            and _is_more(name, before.get(name), value)
        ):
            after[name] = value
    if differences(table, "", before, after):
        after["source_ids"] = _appended(before.get("source_ids"), source_id)
    return after, kept


def differences(
    table: str, row_id: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[ColumnDifference, ...]:
    """Return the columns that differ, the list of sources left out."""
    names = (name for name in TABLES[table] if name != "source_ids")
    return tuple(
        ColumnDifference(table, row_id, name, before.get(name), after[name])
        for name in names
        if before.get(name) != after[name]
    )


def later_stage(before: str | None, said: str | None) -> str | None:
    """Return the later of two stages; what ended a proposal early stays."""
    if before is None or said is None or before not in _STAGES or said not in _STAGES:
        return before or said
    return max(before, said, key=_STAGES.index)


def _is_more(name: str, before: object, value: object) -> bool:
    """Whether an inferred value says more than what is there: "other" and "unknown" say nothing."""
    return value not in {"unknown", "other"} and not (name == "sector" and before == "other")


def _place(table: str, before: Mapping[str, Any], after: _Values, said: _Values) -> tuple[str, ...]:
    """Take the place of the file as a whole where it is as good as the known one; else keep the known one as a whole."""
    if "location_quality" not in TABLES[table]:
        return ()
    place = {name: said.pop(name) for name in PLACE if name in said}
    old, new = _GOOD[before["location_quality"]], _GOOD[place.get("location_quality", "unknown")]
    is_same = _district(before) == _district(place)
    if new == 0 or (new < old and (is_same or old == 3)):
        return tuple(name for name in place if name != "location_quality" and before.get(name) != place[name])
    if new == old and is_same and place.get("commune_code") == before.get("commune_code") and new < 3:
        return ()
    columns = [name for name in PLACE if name in TABLES[table]]
    after.update({name: place.get(name) for name in columns})
    after["place_text"] = place.get("place_text") or before.get("place_text")
    return ()


def _district(values: Mapping[str, Any]) -> object:
    return values.get("district_code")


def _noted(before: object, said: str) -> str:
    return said if not isinstance(before, str) else before if said in before else f"{before}; {said}"


def _appended(before: object, source_id: str) -> str:
    known = str(before).split(";") if before else []
    return ";".join([*known, *([] if source_id in known else [source_id])])
