"""Compare what was understood of a file with the record: what an import would make new, change, leave and refuse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata.grouping import grouped_by
from geodata.importing.fields import tables
from geodata.importing.plans.planned import (
    ImportPlan,
    PlannedRecord,
    PlannedRow,
    RowState,
)
from geodata.importing.plans.planning import Planning
from geodata.importing.sheet_reading import ROWS_A_STEP, CancelledError, ignore_progress
from geodata.importing.tables.registry import table_import
from geodata.importing.understood import UnderstoodRow, UnderstoodSheet
from geodata.schema.frames import TABLES

if TYPE_CHECKING:
    from geodata.importing.grid import ImportFile
    from geodata.record import Record

Versions = Callable[[str, Sequence[str]], Mapping[str, int]]


def plan(  # noqa: PLR0913 - what is compared, with what, and how it is watched
    understood: UnderstoodSheet,
    record: "Record",
    file: "ImportFile",
    *,
    on: date,
    versions: Versions | None = None,
    on_progress: Callable[[float], None] = ignore_progress,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ImportPlan:
    """Return what importing a sheet would do to a record.

    `record` is the public record with the store's rows over it; `versions` gives the store's version of rows by table and ids (as
    `Store.versions` does) and is asked once a table, at the same revision as the record; `on` is the day of the import. Raises
    CancelledError soon after `is_cancelled` says so.
    """
    about, rows = table_import(understood.kind), understood.rows
    planning = Planning(record, understood, source_id(file), about.producer)
    for done, _ in enumerate(about.plan(planning, rows)):
        if done % ROWS_A_STEP == 0:
            if is_cancelled():
                raise CancelledError
            on_progress(min(1.0, done / max(1, 2 * len(rows))))
    fates = tuple(_rows(planning))
    records = _records(planning, versions)
    source = _source(planning, file, on, versions)
    problems = (*understood.problems, *sorted(planning.problems, key=lambda one: (one.row or 0, one.column or 0)))
    on_progress(1.0)
    return ImportPlan(understood.kind, planning.source_id, fates, (*source, *records) if records else (), problems)


def source_id(file: "ImportFile") -> str:
    """Return the id of a file's source: the same bytes have the same."""
    return f"office-{file.digest[:16].lower()}"


def _records(planning: Planning, versions: Versions | None) -> tuple[PlannedRecord, ...]:
    ids = grouped_by(planning.records)
    held = {table: versions(table, wanted) if versions else {} for table, wanted in ids.items()}
    return tuple(
        PlannedRecord(table, row_id, before, after, held[table].get(row_id, 0))
        for (table, row_id), (before, after) in planning.records.items()
    )


def _source(planning: Planning, file: "ImportFile", on: date, versions: Versions | None) -> tuple[PlannedRecord, ...]:
    """Return the source row of the file, none when the record has it."""
    known = set(planning.record["sources"]["source_id"])
    if planning.source_id in known:
        return ()
    layout = planning.understood.layout
    decision = layout.defaults.get("decision")
    note = "; ".join(part for part in (layout.title, decision, planning.understood.sheet) if part) or None
    values: dict[str, Any] = dict.fromkeys(TABLES["sources"]) | {
        "source_id": planning.source_id,
        "kind": "office",
        "title": file.name,
        "publisher": layout.defaults.get("authority") or file.name,
        "file": file.name,
        "published_on": on.isoformat(),
        "language": "vi",
        "note": note,
    }
    version = versions("sources", [planning.source_id]).get(planning.source_id, 0) if versions else 0
    return (PlannedRecord("sources", planning.source_id, None, values, version),)


def _rows(planning: Planning) -> Iterator[PlannedRow]:
    """Yield what happens to each row of the file, which is one thing and always told; a row that continues another shares its fate."""
    table = planning.understood.kind
    label = _label(planning)
    fates: dict[int, PlannedRow] = {}
    for row in planning.understood.rows:
        fates[row.row] = _fate(planning, row, fates, PlannedRow(row.row, RowState.SAME, table, None, row.text(label)))
        yield fates[row.row]


def _fate(planning: Planning, row: UnderstoodRow, fates: Mapping[int, PlannedRow], plain: PlannedRow) -> PlannedRow:
    above = fates.get(row.part_of or row.of or 0)
    if row.is_refused or row.row in planning.refused or (above and above.state is RowState.REFUSED):
        return replace(plain, state=RowState.REFUSED)
    is_beside = above is not None and above.state is RowState.LEFT_OUT and row.row not in planning.main
    if row.row in planning.left_out or is_beside:
        return replace(plain, state=RowState.LEFT_OUT)
    changed, kept = tuple(planning.touched.get(row.row, ())), planning.kept.get(row.row, ())
    row_id = planning.main.get(row.row) or (above.row_id if above else None)
    if row_id is None:
        planning.refuse_nameless(row, _label(planning))
        return replace(plain, state=RowState.REFUSED)
    state = RowState.NEW if row.row in planning.made else RowState.UPDATED if changed else RowState.SAME
    if state is RowState.NEW and _was_known(planning, plain.table, row_id):
        state = RowState.UPDATED
    return replace(plain, state=state, row_id=row_id, differences=changed, kept=kept)


def _was_known(planning: Planning, table: str, row_id: str) -> bool:
    planned = planning.records.get((table, row_id))
    return planned is None or planned[0] is not None


def _label(planning: Planning) -> str:
    return next(field.name for field in tables()[planning.understood.kind].fields if field.is_required)
