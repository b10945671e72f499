"""How a sheet is to be read: its table, where its headings stand, which column is which field in which unit, what titles say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LAYOUT_DEFAULTS = (
    "year",
    "programme",
    "district",
    "stage",
    "stage_on",
    "decision",
    "unit",
    "meridian",
    "authority",
    "level",
)
"""What the titles may say for all rows; `meridian` is the central meridian of VN-2000 coordinates in degrees."""


@dataclass(frozen=True)
class ColumnUse:
    """A column counted from 0: its heading as written, the field it holds (None: not imported), the unit of its numbers.

    `unit` is a member of `MoneyUnit`, or of the units of volume and value; `is_unit_assumed`: neither heading nor title
    names it. `score` (0 to 1) says how sure the proposal is.
    """

    index: int
    heading: str
    field: str | None = None
    unit: str | None = None
    is_unit_assumed: bool = False
    score: float = 0.0


@dataclass(frozen=True)
class Layout:
    """The proposal or the user's choice; rows are counted from 0, `header_first` and `header_last` both included.

    `unit_titles` are the titles that state a unit for the numbers below.
    """

    kind: str
    header_first: int
    header_last: int
    data_first: int
    columns: tuple[ColumnUse, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    unit_titles: tuple[str, ...] = ()

    def column_of(self, name: str) -> ColumnUse | None:
        """Return the column that holds a field, if any."""
        return next((column for column in self.columns if column.field == name), None)

    def with_field(
        self, index: int, name: str | None, unit: str | None = None, *, is_unit_assumed: bool = False
    ) -> "Layout":
        """Return the layout with a column read as another field; a field that another column held moves here."""
        columns = tuple(
            replace(column, field=name, unit=unit or column.unit, is_unit_assumed=is_unit_assumed, score=1.0)
            if column.index == index
            else replace(column, field=None)
            if name and column.field == name
            else column
            for column in self.columns
        )
        return replace(self, columns=columns)

    def with_default(self, name: str, value: str) -> "Layout":
        """Return the layout with what holds for all rows changed; an empty value takes it away. ValueError for no such name."""
        if name not in LAYOUT_DEFAULTS:
            msg = f"{name!r} is no default of a layout; there are: {', '.join(LAYOUT_DEFAULTS)}"
            raise ValueError(msg)
        kept = {key: old for key, old in self.defaults.items() if key != name}
        return replace(self, defaults={**kept, name: value} if value else kept)
