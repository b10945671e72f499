"""A plan of an import: what becomes new, what changes from what to what, what stays, what is refused; and the changes for the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from geodata.importing.grid import ImportProblem
from geodata.schema.columns import RECORD_TABLES
from geodata.store.model import Change

_Values = dict[str, Any]


class RowState(StrEnum):
    """What an import does with a row of the file."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


class RefusedRowsError(ValueError):
    """All rows were asked for while some are refused; `rows` are their numbers in the spreadsheet."""

    def __init__(self, rows: tuple[int, ...]) -> None:
        """Keep the numbers of the rows."""
        super().__init__(f"{len(rows)} rows cannot be imported: {', '.join(map(str, rows[:20]))}")
        self.rows = rows


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """One column of one row of the record, before and after."""

    table: str
    row_id: str
    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file: its number, what happens to it, the row of the record that it is, its name, what changes.

    `kept` names columns whose known value stays although the file's cell is empty or says less.
    """

    row: int
    state: RowState
    table: str
    row_id: str | None
    label: str
    differences: tuple[ColumnDifference, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedRecord:
    """A row of the record as it is to be, and what it was; `before` None is a new one. `rows` are the file's rows behind it."""

    table: str
    row_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    version: int = 0

    def change(self) -> Change:
        """Return the change for the store; what the public record says goes along when the store does not hold the row yet."""
        return Change(self.table, self.row_id, self.after, self.version, None if self.version else self.before)


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; nothing is done yet. `problems` are those of the reading and those of the comparison."""

    kind: str
    source_id: str
    rows: tuple[PlannedRow, ...]
    records: tuple[PlannedRecord, ...]
    problems: tuple[ImportProblem, ...] = field(default=())

    def of_state(self, state: RowState) -> tuple[PlannedRow, ...]:
        """Return the rows of the file with a state."""
        return tuple(row for row in self.rows if row.state is state)

    @property
    def new(self) -> tuple[PlannedRow, ...]:
        """The rows that the record does not have."""
        return self.of_state(RowState.NEW)

    @property
    def updated(self) -> tuple[PlannedRow, ...]:
        """The rows that change one of the record."""
        return self.of_state(RowState.UPDATED)

    @property
    def same(self) -> tuple[PlannedRow, ...]:
        """The rows that the record has already."""
        return self.of_state(RowState.SAME)

    @property
    def refused(self) -> tuple[PlannedRow, ...]:
        """The rows with a blocking problem."""
        return self.of_state(RowState.REFUSED)

    def changes(self, rows: Literal["all", "good"] = "all") -> list[Change]:
        """Return the changes for one commit, the file's source first; empty when nothing changes.

        "good" leaves the refused rows out. Raises RefusedRowsError when "all" is asked for and any row is refused.
        """
        blocked = tuple(row.row for row in self.refused)
        if rows == "all" and (blocked or any(one.is_blocking and one.row is None for one in self.problems)):
            raise RefusedRowsError(blocked)
        # what is named comes before what names it
        ordered = sorted(self.records, key=lambda one: RECORD_TABLES.index(one.table))
        return [record.change() for record in ordered]
