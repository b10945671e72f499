"""What a crosstab shows: a measure, one or two fields down and one across; written into an address and read from it."""

from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """The fields that rows are cut by."""

    DISTRICT = "district"
    COMMUNE = "commune"
    SECTOR = "sector"
    PROGRAMME = "programme"
    CONTENT = "content"
    STAGE = "stage"
    STARS = "stars"
    MARKET = "market"
    PRODUCER = "producer"
    YEAR = "year"


class CrosstabMeasure(StrEnum):
    """What is counted or added up."""

    PROPOSALS = "proposals"
    SUPPORT = "support"
    COUNTERPART = "counterpart"
    INVESTMENT = "investment"
    FACILITIES = "facilities"
    WORKERS = "workers"
    OCOP = "ocop"
    TYPICAL = "typical"
    FLOWS = "flows"
    TONNES = "tonnes"


SUBJECT: dict[CrosstabMeasure, str] = {
    CrosstabMeasure.PROPOSALS: "proposals",
    CrosstabMeasure.SUPPORT: "proposals",
    CrosstabMeasure.COUNTERPART: "proposals",
    CrosstabMeasure.INVESTMENT: "proposals",
    CrosstabMeasure.FACILITIES: "facilities",
    CrosstabMeasure.WORKERS: "facilities",
    CrosstabMeasure.OCOP: "ocop_products",
    CrosstabMeasure.TYPICAL: "typical_products",
    CrosstabMeasure.FLOWS: "export_flows",
    CrosstabMeasure.TONNES: "export_flows",
}
"""The frame of a selection whose rows a measure counts or adds up."""
ADDED: dict[CrosstabMeasure, str] = {
    CrosstabMeasure.SUPPORT: "support_vnd",
    CrosstabMeasure.COUNTERPART: "counterpart_vnd",
    CrosstabMeasure.INVESTMENT: "total_investment_vnd",
    CrosstabMeasure.WORKERS: "workers",
    CrosstabMeasure.TONNES: "volume",
}
"""The column that a measure adds up; the others count rows."""
MONEY = frozenset({CrosstabMeasure.SUPPORT, CrosstabMeasure.COUNTERPART, CrosstabMeasure.INVESTMENT})
_BETWEEN, _AND = ".", "-"


@dataclass(frozen=True)
class Cut:
    """One crosstab: the measure, one or two fields down, one across; all fields differ."""

    measure: CrosstabMeasure = CrosstabMeasure.PROPOSALS
    down: tuple[Dimension, ...] = (Dimension.DISTRICT,)
    across: Dimension = Dimension.CONTENT

    def __post_init__(self) -> None:
        """Refuse a cut by one field twice, or by none."""
        if not 1 <= len(self.down) <= 2 or len(set(self.dimensions)) < len(self.dimensions):
            msg = f"a crosstab has one or two fields down and another across, not {self.down} by {self.across}"
            raise ValueError(msg)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The fields, those down first."""
        return (*self.down, self.across)

    def to_text(self) -> str:
        """Return the cut as it stands in an address: "support.district-sector.year"."""
        return _BETWEEN.join((self.measure, _AND.join(self.down), self.across))


def read_cut(text: str) -> tuple[Cut, bool]:
    """Return the cut of an address, and whether the text was understood; no text is the first cut."""
    if not text:
        return Cut(), True
    try:
        measure, down, across = text.split(_BETWEEN)
        cut = Cut(CrosstabMeasure(measure), tuple(Dimension(one) for one in down.split(_AND)), Dimension(across))
    except ValueError:
        return Cut(), False
    return cut, True
