"""Facilities: their kind by their name, and how they are compared with those of the record, so that none is doubled."""

from collections.abc import Iterator

from geodata.importing.codes import CellNote
from geodata.importing.plans.overlaying import StatedRow
from geodata.importing.plans.planning import Planning, columns_as_read, given, note_of, place_of
from geodata.importing.rows.reader import RowDraft
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodCell, UnderstoodRow
from geodata.importing.values.names import kind_of_name
from geodata.schema.vocabulary import FacilityKind

_PLAIN = columns_as_read("facilities", "name")
_JOINED = ("products", "note", "other_names")


def kind_from_name(draft: RowDraft, _about: TableImport) -> None:
    """Set the kind by the words of the name, a household without any, where no cell gives it."""
    if "kind" not in draft.cells:
        name = draft.text("name")
        kind = kind_of_name(name)
        note = CellNote.KIND_INFERRED if kind else CellNote.KIND_ASSUMED
        draft.add("kind", name, (kind or FacilityKind.HOUSEHOLD).value, note)


def plan_facilities(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
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
            planning.report_duplicate(row, "name", seen[row_id], is_same=_adds_nothing(planning, row, row_id))
            continue
        seen[row_id] = row.row
        planning.add(row, "facilities", row_id, _given(planning, row, row_id), is_main=True)


def _given(planning: Planning, row: UnderstoodRow, row_id: str) -> StatedRow:
    """Return what a row says of its facility; a known name stays as the record spells it."""
    said = given(row, *_PLAIN)
    firm = {**said.firm, **place_of(row), "note": note_of(planning, row)}
    if planning.known("facilities", row_id) is None:
        firm["name"] = row.text("name")
    return StatedRow(firm, said.soft)


def _adds_nothing(planning: Planning, row: UnderstoodRow, row_id: str) -> bool:
    """Whether a second row of a facility agrees with what the first one made of it."""
    known = planning.known("facilities", row_id) or {}
    said = _given(planning, row, row_id).firm
    return all(known.get(name) == said[name] for name in _PLAIN if said.get(name) is not None)


def _joined(rows: tuple[UnderstoodRow, ...]) -> list[UnderstoodRow]:
    """Join the rows that continue a facility to it: their products and notes are its own, the rest fills gaps."""
    joined: dict[int, UnderstoodRow] = {}
    for row in rows:
        if row.of is None or row.of not in joined:
            joined[row.row] = row
            continue
        item = joined[row.of]
        cells = {**row.cells, **item.cells}
        for name in _JOINED:
            if item.text(name) and row.text(name) and row.text(name) not in item.text(name):
                text = f"{item.text(name)}; {row.text(name)}"
                cells[name] = UnderstoodCell(text, text, item.cells[name].column, item.cells[name].note)
        joined[row.of] = UnderstoodRow(item.row, cells, None, item.is_refused or row.is_refused)
    return list(joined.values())


FACILITIES = TableImport(
    "facilities",
    plan_facilities,
    producer="name",
    sector_from=("products", "name"),
    choice_steps=(kind_from_name,),
)
