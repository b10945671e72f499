"""What an import would do, as rows of tables: counts, problems, what was understood, what changes, what is left out."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from analytics.editing.fields import FormField, column_label, every_field, table_title
from analytics.editing.values import reads
from analytics.importing.fields import name_of
from analytics.importing.problems import cell_note_text, column_letter, what_text
from analytics.wording.language import Language, kept_together, mark
from geodata.importing.fields import tables
from geodata.importing.grid import ImportProblem, Sheet
from geodata.importing.layout import Layout
from geodata.importing.plans.planned import ColumnDifference, ImportPlan, PlannedRow, RowState
from geodata.importing.rows.outline import RowRole
from geodata.importing.text.cell_text import cell_as_text, is_nothing
from geodata.importing.understood import UnderstoodCell, UnderstoodRow, UnderstoodSheet

MOST_LISTED = 300
"""Rows of a table that are shown; the number of all stands beside it."""
EXAMPLES = 3
_ISO = re.compile(r"\d{4}(-\d\d){0,2}")
_RELATED = ("beneficiaries", "facilities", "proposal_events", "ocop_recognitions")
_HIDDEN = frozenset({"place_text"})
STATE_WORDS: dict[RowState, tuple[str, str]] = {
    RowState.NEW: (mark("New"), "good"),
    RowState.UPDATED: (mark("Changed"), "info"),
    RowState.SAME: (mark("Unchanged"), ""),
    RowState.REFUSED: (mark("Refused"), "bad"),
    RowState.LEFT_OUT: (mark("Passed over"), ""),
}
"""The word for what happens to a row, and the tone that it is shown in."""
_ROLES: dict[str, str] = {
    RowRole.GROUP: mark("heading of a group"),
    RowRole.TOTAL: mark("sum"),
    RowRole.ASIDE: mark("a share, a comparison or a sum in words"),
    RowRole.HEADING: mark("repeated headings or column numbers"),
    RowRole.FOOT: mark("below the table: signatures, notes"),
}


@dataclass(frozen=True)
class Listing:
    """The first rows of a table and how many there are: (id, heading) of the columns, rows with "id" and a cell each."""

    columns: tuple[tuple[str, str], ...]
    rows: list[dict[str, Any]]
    n_all: int


@dataclass(frozen=True)
class FateCounts:
    """How many rows of the file have which fate; what is no item (groups, sums, notes) counts as left out."""

    states: Mapping[RowState, int] = field(default_factory=dict)

    @property
    def n_read(self) -> int:
        """All rows below the headings that hold anything: each has one fate."""
        return sum(self.states.values())

    @property
    def n_good(self) -> int:
        """Rows that would be written."""
        return self.states.get(RowState.NEW, 0) + self.states.get(RowState.UPDATED, 0)


def fate_counts(plan: ImportPlan, understood: UnderstoodSheet) -> FateCounts:
    """Return the counts of a plan."""
    states = {state: len(plan.of_state(state)) for state in RowState}
    return FateCounts({**states, RowState.LEFT_OUT: states[RowState.LEFT_OUT] + len(understood.skipped)})


def sum_text(number: FateCounts, language: Language) -> str:
    """Return all rows as the sum of their fates: "12 rows read = 3 new + 1 changed + 4 unchanged + 2 refused + 2 left out"."""
    n = {state.value: language.number(number.states.get(state, 0)) for state in RowState}
    return language.text(
        "{all} rows read = {new} new + {changed} changed + {same} unchanged + {refused} refused + {left_out} left out",
        all=language.number(number.n_read),
        changed=n.pop(RowState.UPDATED),
        **n,
    )


def refuses_all(plan: ImportPlan) -> bool:
    """Whether a problem keeps "import all" from being offered."""
    return bool(plan.refused) or any(one.is_blocking and one.row is None for one in plan.problems)


def examples(sheet: Sheet, layout: Layout, index: int) -> tuple[str, ...]:
    """Return the first different filled cells of a column, as they stand."""
    found: dict[str, None] = {}
    for row in sheet.rows[layout.data_first :]:
        text = cell_as_text(row[index]) if index < len(row) else ""
        if text and not is_nothing(text):
            found[text] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def problems(plan: ImportPlan, language: Language) -> Listing:
    """Return the problems, those that refuse a row first."""
    ordered = sorted(plan.problems, key=lambda one: (not one.is_blocking, one.row or 0, one.column or 0))
    columns = (
        ("level", language.text("Effect")),
        ("row", language.text("Row")),
        ("column", language.text("Column")),
        ("value", language.text("In the file")),
        ("remedy", language.text("What it is and what to do")),
    )
    rows = [{"id": str(at), **_problem(one, language)} for at, one in enumerate(ordered[:MOST_LISTED])]
    return Listing(columns, rows, len(ordered))


def _problem(problem: ImportProblem, language: Language) -> dict[str, Any]:
    heading = problem.values.get("heading", "").rpartition(" / ")[2] if problem.column else ""
    letter = column_letter(problem.column) if problem.column else ""
    remedy = what_text(problem, language)
    refused = {"t": language.text("Refused"), "tone": "bad"}
    noted = {"t": language.text("Check"), "tone": "warn"}
    return {
        "level": refused if problem.is_blocking else noted,
        "row": problem.row,
        "column": f"{letter} · {heading}" if heading else letter,
        "value": problem.value,
        "remedy": remedy[:1].upper() + remedy[1:],
    }


def understood_rows(
    understood: UnderstoodSheet, plan: ImportPlan, language: Language, state: RowState | None = None
) -> Listing:
    """Return the rows of a state (None: all) as they were understood; a cell that says it otherwise stands behind: "300.000.000 ← 300tr"."""
    states = {row.row: row.state for row in plan.rows}
    chosen = [row for row in understood.rows if state is None or states.get(row.row) is state]
    shown_rows = chosen[:MOST_LISTED]
    names = _names(understood.kind, shown_rows)
    own = {(column.field, column.index) for column in understood.layout.columns}
    columns = (
        ("row", language.text("Row")),
        ("state", language.text("Effect")),
        *((name, name_of(understood.kind, name, language)) for name in names),
    )
    rows = [
        {
            "id": str(row.row),
            "row": row.row,
            "state": _state(states.get(row.row, RowState.SAME), language),
            **{
                name: _cell(understood.kind, name, cell, language, is_own=(name, cell.column) in own)
                for name in names
                if (cell := row.cells.get(name))
            },
        }
        for row in shown_rows
    ]
    return Listing(columns, rows, len(chosen))


def understood_cells(understood: UnderstoodSheet, row: UnderstoodRow, language: Language) -> Listing:
    """Return one row cell by cell: as written and where, the value, how it came about."""
    columns = (
        ("field", language.text("Field")),
        ("written", language.text("In the file")),
        ("column", language.text("Column")),
        ("value", language.text("Understood as")),
        ("note", language.text("How")),
    )
    rows = [
        {
            "id": name,
            "field": name_of(understood.kind, name, language),
            "written": row.cells[name].text,
            "column": _letter(row.cells[name]),
            "value": value_text(understood.kind, name, row.cells[name].value, language),
            "note": cell_note_text(row.cells[name].note, language),
        }
        for name in _names(understood.kind, [row])
    ]
    return Listing(columns, rows, len(rows))


def _letter(cell: UnderstoodCell) -> str:
    return "" if cell.column is None else column_letter(cell.column + 1)


def _names(kind: str, rows: Sequence[UnderstoodRow]) -> list[str]:
    """Return the fields that any row has, in the order of the template, then what follows from them."""
    found = {name: None for row in rows for name in row.cells}
    order = {one.name: at for at, one in enumerate(tables()[kind].fields)}
    return sorted((name for name in found if name not in _HIDDEN), key=lambda name: order.get(name, len(order)))


def _state(state: RowState, language: Language) -> dict[str, str]:
    message, tone = STATE_WORDS[state]
    return {"t": language.text(message), "tone": tone}


def _cell(kind: str, name: str, cell: UnderstoodCell, language: Language, *, is_own: bool) -> dict[str, str]:
    """Return a value, with what its own column says where that reads otherwise."""
    text = value_text(kind, name, cell.value, language)
    return {
        "t": text if not is_own or _same(cell.text, text) else f"{text} ← {cell.text}",
        "title": cell_note_text(cell.note, language),
    }


def _same(written: str, read: str) -> bool:
    return "".join(written.split()).casefold() == "".join(read.split()).casefold()


def value_text(kind: str, name: str, value: Any, language: Language) -> str:
    """Return a value of a field as a person reads it."""
    if value is None or value is True:
        return "x" if value else ""
    form = _forms(kind).get(name)
    if name.endswith("_vnd") and isinstance(value, int):
        return kept_together(language.number(value), language.text("VND"))
    if form is not None and not (form.choices and str(value) not in form.choices):
        return reads(form, value, language)
    text = str(value)
    return language.partial_date(text) if _ISO.fullmatch(text) and len(text) > 4 else text


@cache
def _forms(kind: str) -> dict[str, FormField]:
    """Return the columns of the record that fields of an import become, its own table before those beside it."""
    found: dict[str, FormField] = {}
    for table in (kind, *_RELATED):
        for one in every_field(table):
            found.setdefault(one.name, one)
    return found


def listed_differences(
    plan: ImportPlan,
    understood: UnderstoodSheet,
    language: Language,
    named: Callable[[str, Sequence[str]], Mapping[str, str]],
) -> Listing:
    """Return each value that changes, before and after, and each that stays though the file's cell is empty or says less.

    `named(table, ids)` is what rows of the record are called, by key.
    """
    columns = (
        ("row", language.text("Row")),
        ("record", language.text("Record")),
        ("column", language.text("Field")),
        ("before", language.text("Before")),
        ("after", language.text("After")),
    )
    lines = list(_lines(plan, understood, language))
    first = lines[:MOST_LISTED]
    names = {table: named(table, [one.row_id for one in first if one.table == table]) for table in _tables(first)}
    rows = [
        {
            "id": str(at),
            "row": line.row,
            "record": f"{line.title}: {names[line.table].get(line.row_id, line.row_id)}",
            "column": line.column,
            "before": line.before,
            "after": line.after,
        }
        for at, line in enumerate(first)
    ]
    return Listing(columns, rows, len(lines))


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    table: str
    row_id: str
    title: str
    column: str
    before: str
    after: str


def _tables(lines: Sequence[_Line]) -> set[str]:
    return {line.table for line in lines}


def _lines(plan: ImportPlan, understood: UnderstoodSheet, language: Language) -> Iterator[_Line]:
    given = {column.field for column in understood.layout.columns if column.field}
    before = {(one.table, one.row_id): one.before for one in plan.records}
    for row in plan.updated:
        for one in row.differences:
            title = table_title(one.table)
            yield _line(row, one, language.text(title), language)
        values = before.get((row.table, row.row_id or "")) or {}
        for name in row.kept:
            if name in given and row.row_id:
                message, title = column_label(row.table, name), table_title(row.table)
                stays = language.text("(stays: the file says nothing or less)")
                text = value_text(row.table, name, values.get(name), language)
                yield _Line(row.row, row.table, row.row_id, language.text(title), language.text(message), text, stays)


def _line(row: PlannedRow, one: ColumnDifference, title: str, language: Language) -> _Line:
    known = {column.name: column for column in every_field(one.table)}
    label = column_label(one.table, one.column)
    before, after = (reads(known[one.column], value, language) for value in (one.before, one.after))
    return _Line(row.row, one.table, one.row_id, title, language.text(label), before, after)


def left_out(understood: UnderstoodSheet, plan: ImportPlan, language: Language) -> Listing:
    """Return the rows that are not written without being wrong: those that are no items, repetitions; and what they were taken for."""
    columns = (
        ("row", language.text("Row")),
        ("text", language.text("In the file")),
        ("role", language.text("Taken for")),
    )
    told = {one.row: what_text(one, language) for one in plan.problems if one.row is not None}
    rows = [(one.row, one.text, language.text(_ROLES[one.role])) for one in understood.skipped]
    rows += [(one.row, one.label, told.get(one.row, "")) for one in plan.of_state(RowState.LEFT_OUT)]
    listed = [
        {"id": str(row), "row": row, "text": text, "role": role} for row, text, role in sorted(rows)[:MOST_LISTED]
    ]
    return Listing(columns, listed, len(rows))
