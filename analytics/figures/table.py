"""A table of figures: columns, rows of cells, the totals under them; the screen, a slide, a report and a workbook draw the same one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analytics.selection.choices import Choice
from analytics.wording.language import Language


@dataclass(frozen=True)
class FigureColumn:
    """A column: heading in the language, whether it holds numbers, how wide it is, the unit of its raw values.

    `width` is a share on paper (1 by default) and a length in rem on a screen, where a table stands beside something. `id` names it
    where rows are made by column, `csv_note` heads what stands under its values in a CSV.
    """

    heading: str
    is_number: bool = False
    width: float | None = None
    unit: str = ""
    id: str = ""
    csv_note: str = ""

    @property
    def share(self) -> float:
        """Return its share of the width of a page."""
        return 1.0 if self.width is None else self.width

    @property
    def raw_heading(self) -> str:
        """Return the heading over raw values, with their unit."""
        return f"{self.heading} ({self.unit})" if self.unit else self.heading


@dataclass(frozen=True)
class Cell:
    """A cell: its text, its raw value where it is a number, the address that it leads to, what is said of it, a line under it."""

    text: str
    value: float | None = None
    url: str = ""
    title: str = ""
    note: str = ""


FigureRow = tuple[Cell, ...]
UNKNOWN, BLANK = Cell("—"), Cell("")
"""Where nothing is known, and where there is nothing to say."""


@dataclass(frozen=True)
class Table:
    """Rows in order of weight, so that one with room for fewer shows the first, and the totals under them.

    Rows that are chosen have `ids`; `choices` are what a click on them chooses, by id.
    """

    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    footer: tuple[FigureRow, ...] = ()
    ids: tuple[str, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        columns: Sequence[FigureColumn],
        rows: Iterable[Mapping[str, Any]],
        language: Language,
        footer: Iterable[Mapping[str, Any]] = (),
        choices: Iterable[tuple[str, tuple[Choice, ...]]] = (),
    ) -> "Table":
        """Return a table of rows by the id of the column, with their own as `id`: a cell, a text, a number, or None where it is not known.

        Rows that choose nothing are left out of `choices`.
        """
        given = list(rows)

        def row(cells: Mapping[str, Any]) -> FigureRow:
            return tuple(_cell(cells[one.id], language) if one.id in cells else BLANK for one in columns)

        return cls(
            tuple(columns),
            tuple(map(row, given)),
            tuple(map(row, footer)),
            tuple(str(one["id"]) for one in given),
            {id_: chosen for id_, chosen in choices if chosen},
        )

    @property
    def by_id(self) -> dict[str, dict[str, Cell]]:
        """Return the cells of the rows that have an id, by it and by the id of their column."""
        return {id_: self.by_column(row) for id_, row in zip(self.ids, self.rows, strict=True)}

    def by_column(self, row: FigureRow) -> dict[str, Cell]:
        """Return the cells of a row by the id of their column."""
        return {column.id: cell for column, cell in zip(self.columns, row, strict=True)}

    def only(self, ids: Sequence[str]) -> "Table":
        """Return the table with some of its columns."""
        kept = [at for at, one in enumerate(self.columns) if one.id in ids]

        def rows(given: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
            return tuple(tuple(row[at] for at in kept) for row in given)

        columns = tuple(self.columns[at] for at in kept)
        return replace(self, columns=columns, rows=rows(self.rows), footer=rows(self.footer))


def _cell(given: Any, language: Language) -> Cell:
    match given:
        case Cell() | str():
            return given if isinstance(given, Cell) else Cell(given)
        case _ if pd.isna(given):
            return UNKNOWN
        case _:
            return Cell(language.number(given), given)
