"""Facilities of a file against those of the record: matched by name and place, so that none is doubled."""

from typing import TYPE_CHECKING

from geodata.importing.codes import ProblemCode
from geodata.importing.plans.overlaying import Given
from geodata.importing.plans.planning import Planning, given, note_of, place_of, plain
from geodata.importing.understood import UnderstoodCell, UnderstoodRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = plain("facilities", "name")
_JOINED = ("products", "note", "other_names")


def plan_facilities(planning: Planning, rows: "tuple[UnderstoodRow, ...]") -> "Iterator[None]":
    """Plan the facilities of a file, one step a row."""
    seen: dict[str, int] = {}
    for row in _joined(rows):
        yield
        if row.is_refused or not row.text("name"):
            continue
        row_id = planning.facility(row, row.text("name"), makes=True)
        if row_id is None:
            continue
        if row_id in seen:
            is_same = _adds_nothing(planning, row, row_id)
            code = ProblemCode.DUPLICATE_ROW if is_same else ProblemCode.DUPLICATE_KEY
            planning.tell(row, code, "name", is_blocking=not is_same, first=str(seen[row_id]))
            continue
        seen[row_id] = row.row
        planning.main[row.row] = row_id
        planning.put(row, "facilities", row_id, _given(planning, row, row_id))


def _given(planning: Planning, row: UnderstoodRow, row_id: str) -> Given:
    """Return what a row says of its facility; a known name stays as the record spells it."""
    said = given(row, *_PLAIN)
    firm = {**said.firm, **place_of(row), "note": note_of(planning, row)}
    if planning.known("facilities", row_id) is None:
        firm["name"] = row.text("name")
    return Given(firm, said.soft)


def _adds_nothing(planning: Planning, row: UnderstoodRow, row_id: str) -> bool:
    """Whether a second row of a facility agrees with what the first one made of it."""
    known = planning.known("facilities", row_id) or {}
    said = _given(planning, row, row_id).firm
    names = [name for name in _PLAIN if said.get(name) is not None]
    return all(known.get(name) == said[name] for name in names)


def _joined(rows: "tuple[UnderstoodRow, ...]") -> list[UnderstoodRow]:
    """Join the rows that continue a facility to it: their products and notes are its own, the rest fills gaps."""
    found: dict[int, UnderstoodRow] = {}
    for row in rows:
        if row.of is None or row.of not in found:
            found[row.row] = row
            continue
        item = found[row.of]
        cells = {**row.cells, **item.cells}
        for name in _JOINED:
            if item.text(name) and row.text(name) and row.text(name) not in item.text(name):
                text = f"{item.text(name)}; {row.text(name)}"
                cells[name] = UnderstoodCell(text, text, item.cells[name].column, item.cells[name].note)
        found[row.of] = UnderstoodRow(item.row, cells, None, item.is_refused or row.is_refused)
    return list(found.values())
