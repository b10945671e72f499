"""What a column of totals counts: the whole investment, or the support that the columns of the programmes split."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.headings.matching import heading_key
from geodata.importing.text.cell_text import cell_as_text, is_nothing
from geodata.importing.values.column_values import column_evidence
from geodata.importing.values.money import MoneyUnit, amount_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.layout import ColumnUse, Layout
    from geodata.importing.merges import SheetCells

_BARE = re.compile(r"(?:tong|tong so|tong cong|cong|so tien|tong so tien)")
"""Headings that say of what they are the total only by what stands over and beside them."""
_SUPPORT = re.compile(r"\b(?:ho tro|khuyen cong|kc|nsnn|ngan sach)\b")
_WHOLE = re.compile(r"\b(?:dau tu|doi ung|thuc hien|tong von)\b")
_PROGRAMMES = ("support_national_vnd", "support_provincial_vnd", "support_district_vnd")


def with_total(layout: "Layout", cells: "SheetCells") -> "Layout":
    """Return the layout of a table of proposals with its column of totals read as what it is the total of.

    Under a heading of support, or where it is what the programmes pay together, it is the support; where neither heading nor numbers tell,
    it is left to the user.
    """
    use = layout.column_of("total_investment_vnd")
    if layout.kind != "proposals" or use is None or layout.column_of("support_vnd"):
        return layout
    *groups, leaf = (heading_key(level) for level in use.heading.split(" / "))
    programmes = [one for name in _PROGRAMMES if (one := layout.column_of(name))]
    counterpart = layout.column_of("counterpart_vnd")
    is_bare, group = bool(_BARE.fullmatch(leaf)), " ".join(groups)
    if programmes and not _WHOLE.search(leaf) and _is_sum(cells, layout.data_first, use, programmes):
        return _as(layout, use, "support_vnd")
    if not is_bare:
        return layout
    if _SUPPORT.search(group) and not _WHOLE.search(group) and not _shares_group(use, counterpart):
        return _as(layout, use, "support_vnd")
    return layout if programmes or counterpart or _WHOLE.search(group) else _as(layout, use, None)


def _as(layout: "Layout", use: "ColumnUse", name: str | None) -> "Layout":
    if name:
        return layout.with_field(use.index, name, is_unit_assumed=use.is_unit_assumed)
    columns = (replace(one, field=None, score=0.0) if one is use else one for one in layout.columns)
    return replace(layout, columns=tuple(columns))


def _shares_group(use: "ColumnUse", other: "ColumnUse | None") -> bool:
    return other is not None and use.heading.partition(" / ")[0] == other.heading.partition(" / ")[0]


def _is_sum(cells: "SheetCells", first: int, use: "ColumnUse", parts: "Sequence[ColumnUse]") -> bool:
    """Whether most rows state as total what the parts beside it add up to."""
    compared = [
        (_vnd(cells, row, use), [_vnd(cells, row, part) for part in parts]) for row in range(first, cells.height)
    ]
    filled = [(total, sum(amounts)) for total, amounts in compared if total and any(amounts)]
    return bool(filled) and 2 * sum(abs(total - made) <= total / 1000 for total, made in filled) > len(filled)


def _vnd(cells: "SheetCells", row: int, use: "ColumnUse") -> int:
    cell = cells.plain(row, use.index)
    numbers = () if is_nothing(cell_as_text(cell)) else column_evidence([cell]).numbers
    return amount_of(numbers[0], MoneyUnit(use.unit)).vnd if numbers and use.unit else 0
