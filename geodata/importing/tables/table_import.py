"""What an import knows of one table beyond its columns: how its rows are completed and how they are compared with the record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geodata.importing.plans.planning import Planning
from geodata.importing.rows.reader import Reader, RowDraft
from geodata.importing.understood import UnderstoodRow

Planner = Callable[[Planning, tuple[UnderstoodRow, ...]], Iterator[None]]
"""Plans the rows of a file, one step a row."""
CompletionStep = Callable[[RowDraft, "TableImport"], None]
"""Adds to the cells of a row, or reports what does not fit."""
Amounts = dict[int, dict[str, float]]
"""Counted fields by row (from 0) and name."""
PartsJoin = Callable[[Reader, Sequence[UnderstoodRow], Amounts], list[UnderstoodRow]]


def rows_as_read(_reader: Reader, rows: Sequence[UnderstoodRow], _amounts: Amounts) -> list[UnderstoodRow]:
    """Return the rows of a table in which no row is a part of another."""
    return list(rows)


@dataclass(frozen=True)
class TableImport:
    """One table: `producer` is the field that names a producer, `sector_from` are those whose words tell the sector.

    `name_steps` and `choice_steps` are its own steps of completion, see `completing.steps_of`; rows of it that lie in several districts
    keep them all where `keeps_districts`; `with_parts` marks the rows whose figures another row holds already.
    """

    name: str
    plan: Planner
    producer: str = ""
    sector_from: tuple[str, ...] = ()
    name_steps: tuple[CompletionStep, ...] = ()
    choice_steps: tuple[CompletionStep, ...] = ()
    keeps_districts: bool = False
    with_parts: PartsJoin = rows_as_read
