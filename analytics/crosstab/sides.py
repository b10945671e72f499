"""What is compared: two of the ten districts and the province, two periods, or the units of two; the measure on the map; written into an address and read from it."""

from dataclasses import dataclass, field, replace

from analytics.crosstab.cut import CrosstabMeasure
from analytics.crosstab.published import MEASURE_METRICS
from analytics.crosstab.vintages import others_of
from analytics.prepared.vintages import Vintage
from analytics.selection.selection import DISTRICT_CODES, Selection, read_year_range, write_years

COMPARED = (
    CrosstabMeasure.FACILITIES,
    CrosstabMeasure.WORKERS,
    CrosstabMeasure.PROPOSALS,
    CrosstabMeasure.SUPPORT,
    CrosstabMeasure.COUNTERPART,
    CrosstabMeasure.OCOP,
    CrosstabMeasure.TYPICAL,
    CrosstabMeasure.FLOWS,
)
"""The measures that a comparison holds, in their order."""
PROVINCE_SIDE = "province"
_BETWEEN = "."
_PUBLISHED = "published-"
_VINTAGES = frozenset(str(one) for one in Vintage)


@dataclass(frozen=True)
class OnMap:
    """Which line of a comparison the map shows: a measure, as rows on record or as published."""

    measure: CrosstabMeasure = CrosstabMeasure.PROPOSALS
    is_published: bool = False

    def to_text(self) -> str:
        """Return it stands in an address: "support", "published-support"."""
        return f"{_PUBLISHED if self.is_published else ''}{self.measure}"


ON_MAP = tuple(
    OnMap(measure, is_published)
    for measure in COMPARED
    for is_published in (False, True)
    if not is_published or measure in MEASURE_METRICS
)
"""What a map can show."""


@dataclass(frozen=True)
class Sides:
    """What is compared: two of the ten districts and the province, two periods ("2016-2020"), or the units of two; and what the map shows of it."""

    left: str = DISTRICT_CODES[0]
    right: str = PROVINCE_SIDE
    on_map: OnMap = field(default_factory=OnMap)

    @property
    def are_vintages(self) -> bool:
        """Whether the sides are the units of two periods."""
        return self.left in _VINTAGES

    @property
    def are_periods(self) -> bool:
        """Whether the sides are periods."""
        return is_period_side(self.left)

    @property
    def are_part_and_whole(self) -> bool:
        """Whether one side is a district and the other the province that holds it."""
        return (
            not self.are_periods
            and not self.are_vintages
            and (self.left == PROVINCE_SIDE) != (self.right == PROVINCE_SIDE)
        )

    def to_text(self) -> str:
        """Return the sides of an address: "219.province", "2021-2025.2016-2020.support"."""
        on_map = () if self.on_map == OnMap() else (self.on_map.to_text(),)
        return _BETWEEN.join((self.left, self.right, *on_map))


def first_sides(selection: Selection) -> Sides:
    """Return what is compared where nobody has said so: the first two districts that are chosen, one alone with the province."""
    chosen = [code for code in DISTRICT_CODES if code in selection.districts]
    left, right, *_ = [*(chosen or [DISTRICT_CODES[0]]), PROVINCE_SIDE]
    return Sides(left, right)


def is_period_side(side: str) -> bool:
    """Tell whether a side is a period."""
    years, is_clean = read_year_range(side)
    return is_clean and years is not None and side not in DISTRICT_CODES


def read_sides(text: str) -> tuple[Sides, bool]:
    """Return the sides of an address, and whether the text was understood; no text is the first sides."""
    if not text:
        return Sides(), True
    left, _, rest = text.partition(_BETWEEN)
    right, _, asked = rest.partition(_BETWEEN)
    places = {PROVINCE_SIDE, *DISTRICT_CODES}
    on_map = next((one for one in ON_MAP if one.to_text() == (asked or OnMap().to_text())), None)
    if on_map is None or not (
        {left, right} <= places or (is_period_side(left) and is_period_side(right)) or _are_alike(left, right)
    ):
        return Sides(), False
    return Sides(_written(left), _written(right), on_map), True


def _are_alike(left: str, right: str) -> bool:
    """Tell whether both are units of a period, of the same level."""
    return left in _VINTAGES and right in others_of(Vintage(left))


def _written(side: str) -> str:
    return write_years(read_year_range(side)[0]) if is_period_side(side) else side


def side_of(selection: Selection, side: str) -> Selection:
    """Return the selection of a side: its place instead of the places chosen, or its years instead of the years chosen."""
    if is_period_side(side):
        return replace(selection, years=read_year_range(side)[0])
    return replace(selection, districts=() if side == PROVINCE_SIDE else (side,), units=())
