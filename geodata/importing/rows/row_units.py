"""The unit that a row's own cell under "ĐVT" gives the volume of the row, where the volume's heading names none."""

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.fields import FieldType
from geodata.importing.headings.columns import unit_of_heading
from geodata.importing.headings.matching import heading_key

if TYPE_CHECKING:
    from geodata.importing.layout import ColumnUse, Layout
    from geodata.importing.values.cell_reading import Way

_HEADINGS = frozenset({"dvt", "don vi tinh", "don vi", "unit"})


def unit_column(layout: "Layout") -> int | None:
    """Return the column that names the unit of each row, if any, counted from 0."""
    return next((use.index for use in layout.columns if not use.field and heading_key(use.heading) in _HEADINGS), None)


def with_unit(way: "Way", use: "ColumnUse", unit: str) -> "Way | None":
    """Return the way to read a row's cell that counts in `unit`; None for a volume that is counted in no weight."""
    if way.field.type is not FieldType.VOLUME or not unit or unit_of_heading(way.field, use.heading):
        return way
    said = unit_of_heading(way.field, unit)
    return replace(way, unit=said) if said else None
