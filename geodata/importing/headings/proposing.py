"""Propose how a sheet is to be read: which table, where the headings are, which column is which field."""

from typing import TYPE_CHECKING

from geodata.importing.fields import tables
from geodata.importing.headings.columns import column_values, guess_table, use_columns
from geodata.importing.headings.header import Header, find_header, header_at, unit_part
from geodata.importing.headings.other_tables import cut, table_below
from geodata.importing.headings.total_column import with_total
from geodata.importing.layout import Layout
from geodata.importing.merges import SheetCells
from geodata.importing.text.modern_text import modern
from geodata.importing.values.title_words import defaults_from_titles, title_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.grid import Sheet


class NoHeaderError(ValueError):
    """No row of a sheet holds headings that any table knows; the text names the sheet."""


def propose(sheet: "Sheet", kind: str | None = None, header_rows: tuple[int, int] | None = None) -> Layout:
    """Return how a sheet is most likely to be read, as table `kind` if given.

    `header_rows` (counted from 0, both included) says where the headings stand when the user knows better. Raises
    NoHeaderError when no headings are found, KeyError for a table that cannot be imported.
    """
    cells = SheetCells(modern(sheet))
    header = header_at(cells, *header_rows) if header_rows else _layer_header(cells) or find_header(cells)
    if header is None:
        msg = f"{sheet.name}: no row holds headings that any table knows"
        raise NoHeaderError(msg)
    below = table_below(cells, header.data_first, [heading.levels[-1] for heading in header.headings if heading.levels])
    cells = cut(cells, below)
    values = column_values(cells, header)
    table = tables()[kind] if kind else guess_table(header, values, sheet.name)
    said = defaults_from_titles([*header.titles, *(heading.text for heading in header.headings)], sheet.name)
    columns = use_columns(table, header, values, defaults_from_titles(header.titles, "").get("unit"))
    layout = Layout(
        table.name,
        header.first,
        header.last,
        header.data_first,
        columns,
        _defaults(header, sheet.name, said),
        title_among(header.titles),
        tuple(title for title in header.titles if unit_part(title)),
    )
    return with_total(layout, cells)


def best_sheet(sheets: "Sequence[Sheet]") -> int | None:
    """Return the index of the sheet with the most rows under headings that are understood; None when no sheet has any."""
    worths = [(_worth(sheet), -at) for at, sheet in enumerate(sheets)]
    best = max(worths, default=(0.0, 0))
    return -best[1] if best[0] > 0 else None


def _worth(sheet: "Sheet") -> float:
    try:
        layout = propose(sheet)
    except NoHeaderError:
        return 0.0
    named = sum(column.score for column in layout.columns if column.field)
    return named * min(len(sheet.rows) - layout.data_first, 20)


def _layer_header(cells: SheetCells) -> Header | None:
    return header_at(cells, 0, 0) if cells.sheet.points else None


def _defaults(header: Header, sheet_name: str, said: dict[str, str]) -> dict[str, str]:
    """Return what the titles say, and the meridian that a heading may state."""
    titles = defaults_from_titles(header.titles, sheet_name)
    return titles | ({"meridian": said["meridian"]} if "meridian" in said else {})
