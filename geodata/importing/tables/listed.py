"""Rows of a list against those of the record, by the description of their table alone: published figures, rules, any table without a module of its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from geodata.importing.codes import ProblemKind
from geodata.importing.fields import tables
from geodata.importing.plans.overlaying import StatedRow
from geodata.importing.plans.planning import Planning, columns_as_read, given, note_of, period_of
from geodata.importing.plans.record_rows import made_id, text_key
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodRow
from geodata.importing.values.money import FACTORS, unit_in
from geodata.schema.columns import DESCRIPTIONS
from geodata.schema.frames import TABLES

_AMOUNTS = ("value", "value_to", "amount", "amount_to")
"""Numbers that count in the column `unit`."""


def plan_listed(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the rows of a file, one step a row: those are the same that the description does not tell apart."""
    about = DESCRIPTIONS[planning.understood.kind]
    table, apart = about.name, about.told_apart_by
    kept = planning.rows(table)
    known = {_key(dict(zip(apart, row[1:], strict=True)), apart): row[0] for row in kept.all(kept.names[0], *apart)}
    seen: dict[str, UnderstoodRow] = {}
    for row in rows:
        yield
        if row.is_refused:
            continue
        firm, soft = _stated(planning, row, table)
        if row.row in planning.refused:
            continue
        key = _key({**soft, **{name: value for name, value in firm.items() if value is not None}}, apart)
        row_id = known.get(key) or made_id(
            kept.names[0].removesuffix("_id").replace("_", "-"), str(firm.get(about.called_by) or ""), *key
        )
        if planning.is_seen(row, seen, row_id, about.called_by):
            continue
        planning.add(row, table, row_id, StatedRow(firm, soft), is_main=True)


def _stated(planning: Planning, row: UnderstoodRow, table: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a row states, and what it means where it states nothing."""
    said = given(row, *columns_as_read(table))
    firm = {
        **said.firm,
        **_place(row, table),
        **_years(row, table),
        **_facility(planning, row, table),
        "note": note_of(planning, row),
    }
    factor = _factor(row)
    for name in _AMOUNTS:
        if firm.get(name) is not None and firm.get("unit") is None:
            planning.report(row, ProblemKind.AMOUNT_WITHOUT_UNIT, name)
            firm[name] = None
        elif firm.get(name) is not None:
            firm[name] *= factor
    if _ends_before(firm):
        planning.report(row, ProblemKind.ENDS_BEFORE, "effective_to")
        firm["effective_to"] = None
    assumed = {name: column.assumed for name, column in TABLES[table].items() if column.assumed is not None}
    if "scope" in assumed and firm.get("district_code"):
        assumed["scope"] = "district"
    return firm, {**assumed, **said.soft}


def _place(row: UnderstoodRow, table: str) -> dict[str, Any]:
    names = [name for name in ("place_text", "commune_code", "district_code") if name in TABLES[table]]
    return {name: row.value(name) for name in names}


def _facility(planning: Planning, row: UnderstoodRow, table: str) -> dict[str, Any]:
    """Return the facility that a row names, made new where the record does not know it."""
    if not planning.producer or "facility_id" not in TABLES[table]:
        return {}
    name = row.text(planning.producer)
    return {"facility_id": planning.facility(row, name, makes=True) if name else None}


def _years(row: UnderstoodRow, table: str) -> dict[str, Any]:
    """Return the period of a row, for tables that keep one."""
    return dict(zip(("year_from", "year_to"), period_of(row), strict=True)) if "year_from" in TABLES[table] else {}


def _ends_before(values: Mapping[str, Any]) -> bool:
    start, end = values.get("effective_from"), values.get("effective_to")
    return start is not None and end is not None and end < start[: len(end)]


def _factor(row: UnderstoodRow) -> int:
    """Return how many đồng the unit of a row counts: a million where it is written "triệu đồng"."""
    cell = row.cells.get("unit")
    unit = unit_in(cell.text) if cell and cell.value == "vnd" else None
    return FACTORS[unit] if unit else 1


def _key(values: Mapping[str, Any], apart: tuple[str, ...]) -> tuple[object, ...]:
    held = (values.get(name) for name in apart)
    return tuple(text_key(value) if isinstance(value, str) else value for value in held)


def listed_import(kind: str) -> TableImport:
    """Return what is known of a table by its description: its producer stands in the field "facility", if it has one."""
    names = {field.name for field in tables()[kind].fields}
    return TableImport(kind, plan_listed, producer="facility" if "facility" in names else "")
