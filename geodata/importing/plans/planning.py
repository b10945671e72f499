"""The state of one plan while rows are compared with the record: what is known, what is planned, what is reported."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.grid import ImportProblem
from geodata.importing.plans.facility_index import FacilityIndex, NamedFacility, NameMatch, index_of
from geodata.importing.plans.overlaying import StatedRow, differences, laid_over, new_row
from geodata.importing.plans.record_rows import TableRows, made_id
from geodata.importing.understood import UnderstoodRow, UnderstoodSheet
from geodata.importing.values.dates import read_years
from geodata.importing.values.names import kind_of_name, name_key
from geodata.importing.values.words import sector_of
from geodata.schema.frames import PLACE, TABLES
from geodata.schema.vocabulary import FacilityKind

if TYPE_CHECKING:
    import pandas as pd

    from geodata.importing.plans.planned import ColumnDifference
    from geodata.record import Record

SOFT = frozenset(
    {CellNote.SECTOR_INFERRED, CellNote.SECTOR_UNKNOWN, CellNote.KIND_INFERRED, CellNote.KIND_ASSUMED}
    | {CellNote.CONTENT_INFERRED, CellNote.CONTENT_UNKNOWN, CellNote.STAGE_UNKNOWN}
)
"""Notes of values that were inferred: they fill gaps and never overwrite."""
_LEAVING_OUT = frozenset({ProblemKind.DUPLICATE_ROW, ProblemKind.CONTINUATION_UNUSED})
"""Problems of rows that are neither written nor wrong."""
Key = TypeVar("Key")


@dataclass
class Planning:
    """One comparison; `records` holds (before, after) by table and id, `touched` what each row of the file changes.

    `producer` is the field of the table that names a producer; `main` holds the id of the record that each row is.
    """

    record: "Record"
    understood: UnderstoodSheet
    source_id: str
    producer: str
    index: FacilityIndex = field(init=False)
    tables: dict[str, TableRows] = field(default_factory=dict)
    records: dict[tuple[str, str], tuple[Mapping[str, Any] | None, dict[str, Any]]] = field(default_factory=dict)
    touched: dict[int, list["ColumnDifference"]] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)
    kept: dict[int, tuple[str, ...]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    main: dict[int, str] = field(default_factory=dict)
    named: dict[tuple[int, str], str | None] = field(default_factory=dict)
    problems: list[ImportProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take an own copy of the facilities' index, to which new facilities of the file are added."""
        self.index = index_of(self.record).copy()

    def rows(self, table: str, frame: "pd.DataFrame | None" = None) -> TableRows:
        """Return the record's rows of a table; the first call may say which of them matter."""
        if table not in self.tables:
            self.tables[table] = TableRows(self.record[table] if frame is None else frame)
        return self.tables[table]

    def known(self, table: str, row_id: str) -> Mapping[str, Any] | None:
        """Return a row as planned so far, else as the record has it, else None."""
        planned = self.records.get((table, row_id))
        return planned[1] if planned else self.rows(table).get(row_id)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """The heading of each field as the file writes it, its lowest level."""
        return {use.field: use.heading.split(" / ")[-1] for use in self.understood.layout.columns if use.field}

    def add(self, row: UnderstoodRow, table: str, row_id: str, given: StatedRow, *, is_main: bool = False) -> None:
        """Plan a row of the record: made new, or laid over what is known; `is_main`: it is what the row of the file is."""
        if is_main:
            self.main[row.row] = row_id
        planned = self.records.get((table, row_id))
        before = planned[0] if planned else self.rows(table).get(row_id)
        current = planned[1] if planned else before
        if current is None:
            self.records[table, row_id] = (None, new_row(table, row_id, given, self.source_id))
            self.made.add(row.row)
            return
        after, kept = laid_over(table, current, given, self.source_id)
        changed = differences(table, row_id, current, after)
        if changed:
            self.records[table, row_id] = (before, after)
            self.touched.setdefault(row.row, []).extend(changed)
        self.kept[row.row] = tuple(dict.fromkeys((*self.kept.get(row.row, ()), *kept)))

    def report(
        self, row: UnderstoodRow, code: ProblemKind, name: str = "", *, is_blocking: bool = False, **values: str
    ) -> None:
        """Add a problem of a row in the cell of a field; a blocking one refuses the row."""
        cell, use = row.cells.get(name), self.understood.layout.column_of(name)
        at = cell.column if cell else use.index if use else None
        column = None if at is None else at + 1
        heading = next((use.heading for use in self.understood.layout.columns if use.index == at), "")
        text = cell.text if cell else ""
        self.problems.append(
            ImportProblem(
                code, self.understood.sheet, row.row, column, text, {"heading": heading, **values}, is_blocking
            )
        )
        if is_blocking:
            self.refused.add(row.row)
        elif code in _LEAVING_OUT:
            self.left_out.add(row.row)

    def is_seen(self, row: UnderstoodRow, seen: dict[Key, UnderstoodRow], key: Key, name: str) -> bool:
        """Whether an earlier row of the file has the key, which is reported."""
        first = seen.setdefault(key, row)
        if first is not row:
            self.report_duplicate(row, name, first.row, is_same=says_the_same(row, first))
        return first is not row

    def report_duplicate(self, row: UnderstoodRow, name: str, first: int, *, is_same: bool) -> None:
        """Report a second row of the same key; it is refused unless it says the same."""
        code = ProblemKind.DUPLICATE_ROW if is_same else ProblemKind.DUPLICATE_KEY
        self.report(row, code, name, is_blocking=not is_same, first=str(first))

    def refuse_nameless(self, row: UnderstoodRow, name: str) -> None:
        """Refuse a row without its name; it is reported here unless the whole column is missing, which is reported of the sheet."""
        self.refused.add(row.row)
        if self.understood.layout.column_of(name):
            self.report(row, ProblemKind.REQUIRED_MISSING, name, is_blocking=True)

    def facility(self, row: UnderstoodRow, name: str, *, makes: bool) -> str | None:
        """Return the id of the facility that a row names, a new one if `makes`; None when it is not known or not clear."""
        if (row.row, name) not in self.named:
            self.named[row.row, name] = self._facility(row, name, makes=makes)
        return self.named[row.row, name]

    def _facility(self, row: UnderstoodRow, name: str, *, makes: bool) -> str | None:
        district, commune = (row.value(code) for code in ("district_code", "commune_code"))
        match = self.index.match(name, _str(district), _str(commune))
        others = "; ".join(_described(entry) for entry in match.others[:3])
        if match.found is NameMatch.MATCHED:
            return match.facility_id
        if match.found is NameMatch.AMBIGUOUS:
            self.report(
                row,
                ProblemKind.FACILITY_AMBIGUOUS,
                self.producer,
                is_blocking=makes,
                facility=name,
                others=others,
            )
            return None
        if match.found is not NameMatch.NEW and makes:
            code = (
                ProblemKind.FACILITY_ELSEWHERE
                if match.found is NameMatch.ELSEWHERE
                else ProblemKind.FACILITY_LOOKS_LIKE
            )
            self.report(row, code, self.producer, facility=name, others=others)
        return self._new_facility(row, name) if makes else None

    def _new_facility(self, row: UnderstoodRow, name: str) -> str:
        district, commune = _str(row.value("district_code")), _str(row.value("commune_code"))
        kind = kind_of_name(name)
        is_household = kind in {None, FacilityKind.HOUSEHOLD}
        row_id = made_id("", name, name_key(name), district, commune if is_household else None)
        sector = sector_of(name) or _str(row.value("sector")) or "other"
        values = {"name": name, "kind": (kind or FacilityKind.HOUSEHOLD).value, "sector": sector, **place_of(row)}
        if self.understood.kind != "facilities":
            self.add(row, "facilities", row_id, StatedRow(values, {}))
        self.index.add(NamedFacility(row_id, name, district, commune), name)
        return row_id


def given(row: UnderstoodRow, *names: str) -> StatedRow:
    """Return what a row says of fields of the same name in the record, the inferred apart."""
    cells = {name: row.cells[name] for name in names if name in row.cells}
    firm = {
        name: cells[name].value if name in cells else None
        for name in names
        if name not in cells or cells[name].note not in SOFT
    }
    return StatedRow(firm, {name: cell.value for name, cell in cells.items() if cell.note in SOFT})


@cache
def columns_as_read(table: str, *decided: str) -> tuple[str, ...]:
    """Return the columns of a table that its rows take as they were read: all that an import understands but those `decided` otherwise."""
    return tuple(
        name for name, column in TABLES[table].items() if column.imported and name not in {*decided, "note", *PLACE}
    )


def place_of(row: UnderstoodRow) -> dict[str, Any]:
    """Return the columns of a row's place; coordinates only where they make it exact."""
    values = {name: row.value(name) for name in PLACE}
    if values["location_quality"] != "exact":
        values["lon"] = values["lat"] = None
    return {name: value for name, value in values.items() if value is not None} | {
        "location_quality": values["location_quality"] or "unknown"
    }


def place_without_point(row: UnderstoodRow) -> dict[str, Any]:
    """Return the place for tables that keep no coordinates: a point in a commune is the commune."""
    values = {name: value for name, value in place_of(row).items() if name not in {"lon", "lat"}}
    if values["location_quality"] == "exact":
        values["location_quality"] = "commune" if values.get("commune_code") else "district"
    return values


def says_the_same(row: UnderstoodRow, first: UnderstoodRow) -> bool:
    """Whether two rows of a file have the same values, notes aside."""
    return all(row.value(name) == first.value(name) for name in {*row.cells, *first.cells} if name != "note")


def period_of(row: UnderstoodRow) -> tuple[int | None, int | None]:
    """Return the first and last year that columns of their own, one cell, or a title gives."""
    years = read_years(row.text("year")) or (None, None)
    first, last = row.whole("year_from") or years[0], row.whole("year_to") or years[1]
    return first, last if last is not None and (first is None or last >= first) else first


def continued(rows: tuple[UnderstoodRow, ...], names: tuple[str, ...]) -> Iterator[UnderstoodRow]:
    """Yield the rows; one that continues another has from it what it leaves blank of the fields named, and is a row of its own."""
    items: dict[int, UnderstoodRow] = {}
    for row in rows:
        item = items.get(row.of) if row.of is not None else None
        cells = dict(row.cells)
        for name in names if item else ():
            if item and name in item.cells and (name not in cells or cells[name].column is None):
                cells[name] = item.cells[name]
        is_refused = row.is_refused or bool(item and item.is_refused)
        items[row.row] = filled = UnderstoodRow(row.row, cells, row.of, is_refused)
        yield filled


def note_of(planning: Planning, row: UnderstoodRow) -> str | None:
    """Return the row's note and, in words, what numbers and dates say that their columns cannot keep ("gần 100")."""
    remarks = [row.text("note")]
    for name, cell in row.cells.items():
        if template := note_texts().get(cell.note or ""):
            remarks.append(template.format(heading=planning.headings.get(name, ""), text=cell.text))
    return "; ".join(dict.fromkeys(remark for remark in remarks if remark)) or None


@cache
def note_texts() -> dict[str, str]:
    """Return the Vietnamese sentences that a note of the record keeps, by the note of the cell."""
    texts: dict[str, str] = json.loads((Path(__file__).parent / "note_texts.json").read_text("utf-8"))
    return texts


def _described(entry: NamedFacility) -> str:
    return f"{entry.name} ({entry.facility_id})"


def _str(value: object) -> str | None:
    return value if isinstance(value, str) else None
