"""Sheets on their way from the child process that reads a file: lines of JSON, which can hold nothing but data."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from geodata.importing.grid import Cell, Sheet

ROWS_A_LINE = 500
_FROM_TEXT: dict[str, Callable[[str], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def sheet_lines(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield a sheet as messages: one that opens it, then its rows and points."""
    hidden = {"hidden_rows": sheet.hidden_rows, "hidden_columns": sheet.hidden_columns}
    yield {"sheet": sheet.name, "merged": sheet.merged, **hidden}
    for start in range(0, len(sheet.rows), ROWS_A_LINE):
        part = slice(start, start + ROWS_A_LINE)
        yield {"rows": [[_out(cell) for cell in row] for row in sheet.rows[part]], "points": sheet.points[part]}


def _out(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return {"time": cell.isoformat()} if isinstance(cell, time) else cell


def as_line(message: dict[str, Any]) -> str:
    """Return a message as one line of ASCII."""
    return json.dumps(message, ensure_ascii=True, allow_nan=False)


class SheetReader:
    """Puts the messages of `sheet_lines` together again."""

    def __init__(self) -> None:
        """Begin with no sheet."""
        self._sheets: list[dict[str, Any]] = []

    def take(self, message: dict[str, Any]) -> None:
        """Take one message; those of other kinds are passed over."""
        if "sheet" in message:
            merged = tuple(tuple(one) for one in message["merged"])
            hidden = (tuple(message["hidden_rows"]), tuple(message["hidden_columns"]))
            self._sheets.append(
                {"name": message["sheet"], "merged": merged, "rows": [], "points": [], "hidden": hidden}
            )
        elif "rows" in message:
            self._sheets[-1]["rows"] += [tuple(_in(cell) for cell in row) for row in message["rows"]]
            self._sheets[-1]["points"] += [tuple(point) if point else None for point in message["points"]]

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets taken so far."""
        return tuple(
            Sheet(one["name"], tuple(one["rows"]), one["merged"], tuple(one["points"]), *one["hidden"])
            for one in self._sheets
        )


def _in(value: Any) -> Cell:
    if not isinstance(value, dict):
        cell: Cell = value  # JSON's own: text, number, flag, nothing
        return cell
    [(kind, text)] = value.items()
    return _FROM_TEXT[kind](text)
