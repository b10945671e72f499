"""The drop-downs of a template: allowed values on a sheet of their own that only a macro could show."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from geodata.places.registry import Level, Unit, all_units
from geodata.places.succession import VIEW_DATE
from geodata.text import alphabetical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

SHEET = "DanhMuc"


@dataclass
class Lists:
    """The columns of the sheet of allowed values, each written once."""

    sheet: "Worksheet"
    _columns: dict[tuple[str | int, ...], str] = field(default_factory=dict)

    def column(self, values: "Sequence[str | int]") -> str:
        """Write the values into the next free column and return its letter; the same values stand once."""
        key = tuple(values)
        if key not in self._columns:
            at = len(self._columns)
            self.sheet.write_column(0, at, key)
            self._columns[key] = xl_col_to_name(at)
        return self._columns[key]

    def source(self, values: "Sequence[str | int]") -> str:
        """Return the range of the values, as a validation names it."""
        letter = self.column(values)
        return f"={SHEET}!${letter}$1:${letter}${len(values)}"

    def communes_of(self, district_cell: str) -> str:
        """Return the range of the communes of the district that stands in a cell; nothing while that is empty."""
        pairs = communes()
        districts = self.column([district for district, _ in pairs])
        names = self.column([name for _, name in pairs])
        column = f"{SHEET}!${districts}$1:${districts}${len(pairs)}"
        first = f"MATCH({district_cell},{column},0)-1"
        return f"=OFFSET({SHEET}!${names}$1,{first},0,COUNTIF({column},{district_cell}),1)"


@cache
def districts() -> tuple[str, ...]:
    """Return the names of the ten districts of the default view, by code."""
    return tuple(unit.name for unit in _standing(Level.DISTRICT))


@cache
def communes() -> tuple[tuple[str, str], ...]:
    """Return (district, commune) of the default view, district by district."""
    names = {unit.code: unit.name for unit in _standing(Level.DISTRICT)}
    return tuple(
        (names[unit.parent_code], unit.name)
        for unit in sorted(_standing(Level.COMMUNE), key=lambda unit: (unit.parent_code, alphabetical(unit.short_name)))
        if unit.parent_code in names
    )


def _standing(level: Level) -> list[Unit]:
    units = {unit.code: unit for unit in all_units() if unit.level is level and unit.stands_on(VIEW_DATE)}
    return [units[code] for code in sorted(units)]
