"""What is compared: two of the ten districts and the province, or two periods; written into an address and read from it."""

from dataclasses import dataclass, replace

from analytics.selection.selection import DISTRICT_CODES, Selection, read_years, write_years

PROVINCE = "province"
_BETWEEN = "."


@dataclass(frozen=True)
class Sides:
    """What is compared: two of the ten districts and the province, or two periods ("2016-2020")."""

    left: str = DISTRICT_CODES[0]
    right: str = PROVINCE

    @property
    def are_periods(self) -> bool:
        """Whether the sides are periods."""
        return is_period(self.left)

    def to_text(self) -> str:
        """Return the sides of an address: "219.province"."""
        return f"{self.left}{_BETWEEN}{self.right}"


def is_period(side: str) -> bool:
    """Tell whether a side is a period."""
    years, is_clean = read_years(side)
    return is_clean and years is not None and side not in DISTRICT_CODES


def read_sides(text: str) -> tuple[Sides, bool]:
    """Return the sides of an address, and whether the text was understood; no text is the first sides."""
    if not text:
        return Sides(), True
    parts = text.split(_BETWEEN)
    places = {PROVINCE, *DISTRICT_CODES}
    is_read = len(parts) == 2 and (set(parts) <= places or all(is_period(one) for one in parts))
    if not is_read:
        return Sides(), False
    return Sides(*(_written(one) for one in parts)), True


def _written(side: str) -> str:
    return write_years(read_years(side)[0]) if is_period(side) else side


def side_of(selection: Selection, side: str) -> Selection:
    """Return the selection of a side: its place instead of the places chosen, or its years instead of the years chosen."""
    if is_period(side):
        return replace(selection, years=read_years(side)[0])
    return replace(selection, districts=() if side == PROVINCE else (side,), units=())
