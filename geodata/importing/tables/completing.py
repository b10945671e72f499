"""What a row says beyond its cells, step by step: what its decision, its group and the titles give, its place, its sector."""

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, ImportField
from geodata.importing.rows.reader import RowDraft
from geodata.importing.tables.placing import set_place, set_point
from geodata.importing.tables.table_import import CompletionStep, TableImport
from geodata.importing.understood import CellValue
from geodata.importing.values.dates import date_inside, read_years
from geodata.importing.values.names import name_and_place
from geodata.importing.values.title_words import decision_in
from geodata.importing.values.words import sector_of


def completion_steps(about: TableImport) -> tuple[CompletionStep, ...]:
    """Return the steps that complete a row of a table, in their order.

    A field that one step has set is not set again by a later one, so what is closer to the row comes first:

    1. the decision in its own cell, whose day is closer than that of a title;
    2. the group above the row, then the titles of the whole sheet;
    3. the table's own names (the producer in a proposal's title), so that 4. can split them;
    4. the place behind a producer's name, so that 5. and 6. can read it;
    5. coordinates, so that 6. can check the stated place against them;
    6. the place, with the year that 1. and 2. may have given;
    7. the table's own choices (programme, support, stage, kind, stars, level);
    8. the sector, by the names and products that are known by then.
    """
    return (
        split_decision,
        add_from_group,
        add_from_titles,
        *about.name_steps,
        split_name_and_place,
        set_point,
        set_place,
        *about.choice_steps,
        set_sector,
    )


def complete_cells(draft: RowDraft, about: TableImport) -> None:
    """Add to the cells of a row what it says beyond them; what does not fit is reported."""
    for step in completion_steps(about):
        step(draft, about)


def split_decision(draft: RowDraft, _about: TableImport) -> None:
    """Read the number of a decision out of its cell, and its day as that of the recognition where no other cell gives one."""
    cell = draft.cells.get("decision")
    if cell is None or not isinstance(cell.value, str):
        return
    if number := decision_in(cell.value):
        draft.add("decision", cell.text, number, cell.note, cell.column)
    if "recognised_on" not in draft.cells and (day := date_inside(cell.value)):
        draft.add("recognised_on", cell.text, day.iso, CellNote.FROM_DECISION, cell.column)


def add_from_group(draft: RowDraft, _about: TableImport) -> None:
    """Add what the group rows above give."""
    for name, value in draft.row.context.items():
        is_day = name in {"year", "stage_on"} and _is_dated(draft)
        _add_given(draft, "recognised_on" if is_day else name, value, CellNote.FROM_GROUP)


def add_from_titles(draft: RowDraft, _about: TableImport) -> None:
    """Add what the titles give; the day of their decision is that of the recognition unless the row names another decision."""
    cell = draft.cells.get("decision")
    has_own_decision = cell is not None and cell.column is not None and cell.value != draft.defaults.get("decision")
    for name, value in draft.defaults.items():
        if name not in {"year", "stage_on"} or not _is_dated(draft):
            _add_given(draft, name, value, CellNote.FROM_TITLE)
        elif not has_own_decision:
            _add_given(draft, "recognised_on", draft.defaults.get("stage_on", value), CellNote.FROM_TITLE)
        elif name == "year":
            _add_given(draft, "recognised_on", value, CellNote.FROM_TITLE)


def _is_dated(draft: RowDraft) -> bool:
    return any(field.name == "recognised_on" for field in draft.reader.table.fields)


def _add_given(draft: RowDraft, name: str, value: str, note: CellNote) -> None:
    field = next((one for one in draft.reader.table.fields if one.name == name), None)
    if field and name not in draft.cells and name not in {"stage", "stage_on"} and not _is_too_wide(field, value):
        is_number = field.type in {FieldType.STARS, FieldType.YEAR} and value.isdigit()
        draft.add(name, value, int(value) if is_number else value, note)


def _is_too_wide(field: ImportField, value: str) -> bool:
    """Whether a period ("2026-2028") is given to a field that holds one year or day."""
    years = read_years(value) if field.type in {FieldType.YEAR, FieldType.DATE} else None
    return years is not None and years[0] != years[1]


def split_name_and_place(draft: RowDraft, about: TableImport) -> None:
    """Read the place that stands after a producer's name as its address, where no other cell gives one."""
    cell = draft.cells.get(about.producer)
    if cell is None or not isinstance(cell.value, str) or ";" in cell.value:
        return
    name, place = name_and_place(cell.value)
    if place and name:
        draft.add(about.producer, cell.text, name, cell.note or CellNote.PLACE_IN_NAME, cell.column)
        if "address" not in draft.cells and "commune" not in draft.cells:
            draft.add("address", cell.text, place, CellNote.PLACE_IN_NAME, cell.column)


def set_sector(draft: RowDraft, about: TableImport) -> None:
    """Set the sector by the words of names and products, where no cell gives one."""
    if "sector" in draft.cells or all(field.name != "sector" for field in draft.reader.table.fields):
        return
    sector = sector_of(*(draft.text(name) for name in about.sector_from))
    draft.add("sector", "", sector or "other", CellNote.SECTOR_INFERRED if sector else CellNote.SECTOR_UNKNOWN)


def set_marked(draft: RowDraft, name: str, marks: tuple[tuple[str, CellValue], ...]) -> None:
    """Set a field from the column that is marked; where two are, it stays open and is reported, a row that cannot be without it waits."""
    marked = [(column, value) for column, value in marks if draft.value(column)]
    if len(marked) > 1:
        is_required = draft.reader.table.field(name).is_required
        draft.report(ProblemKind.SEVERAL_MARKS, marked[1][0], is_blocking=is_required)
    elif marked and (name not in draft.cells or draft.cells[name].column is None):
        cell = draft.cells[marked[0][0]]
        draft.add(name, cell.text, marked[0][1], CellNote.FROM_MARK, cell.column)
