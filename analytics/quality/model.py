"""What is found: a kind, how much it matters, the row it is about, and the values that its words need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pandas as pd


class FindingKind(StrEnum):
    """What may be wrong with a row, the gravest first."""

    BAD_UNIT = "bad_unit"
    POINT_OUTSIDE = "point_outside"
    SUPPORT_ABOVE_TOTAL = "support_above_total"
    PARTS_DISAGREE = "parts_disagree"
    ABOVE_CEILING = "above_ceiling"
    DATE_ORDER = "date_order"
    YEAR_OUTSIDE = "year_outside"
    UNIT_SLIP = "unit_slip"
    ZERO_MONEY = "zero_money"
    HIGH_COUNTERPART = "high_counterpart"
    MAY_EXCEED_CEILING = "may_exceed_ceiling"
    ABOVE_PUBLISHED = "above_published"
    DUPLICATE = "duplicate"
    STAGE_BEHIND = "stage_behind"
    VISIT_DISAGREES = "visit_disagrees"
    NOT_APPRAISED = "not_appraised"
    STAGE_NOT_ITS_WORD = "stage_not_its_word"
    NO_BENEFICIARY = "no_beneficiary"
    CERTIFICATE_EXPIRING = "certificate_expiring"
    CERTIFICATE_MAY_EXPIRE = "certificate_may_expire"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CONTRADICTION = "contradiction"
    NO_LOCATION = "no_location"
    NO_SECTOR = "no_sector"
    NO_PROGRAMME = "no_programme"
    NO_STAGE = "no_stage"
    UNNAMED_BENEFICIARY = "unnamed_beneficiary"


class Severity(StrEnum):
    """`ERROR` is certainly wrong, `WARNING` is to be looked at, `GAP` is not known or to be kept in mind."""

    ERROR = "error"
    WARNING = "warning"
    GAP = "gap"


_ERRORS = {
    FindingKind.BAD_UNIT,
    FindingKind.POINT_OUTSIDE,
    FindingKind.SUPPORT_ABOVE_TOTAL,
    FindingKind.PARTS_DISAGREE,
    FindingKind.ABOVE_CEILING,
    FindingKind.DATE_ORDER,
    FindingKind.YEAR_OUTSIDE,
}
_GAPS = {
    FindingKind.CERTIFICATE_MAY_EXPIRE,
    FindingKind.CERTIFICATE_EXPIRED,
    FindingKind.CONTRADICTION,
    FindingKind.NO_LOCATION,
    FindingKind.NO_SECTOR,
    FindingKind.NO_PROGRAMME,
    FindingKind.NO_STAGE,
    FindingKind.UNNAMED_BENEFICIARY,
}


@dataclass(frozen=True)
class Finding:
    """One finding about the row `row_id` of `table`.

    `other_ids` are rows of the same table that it has to do with (the other spelling of a duplicate); `rule_id` is the rule
    of law and `values` holds what the words need. `district_code` is that of the row, None where it has none.
    """

    kind: FindingKind
    table: str
    row_id: str
    title: str
    district_code: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    other_ids: tuple[str, ...] = ()
    rule_id: str | None = None
    source_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the values."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def severity(self) -> Severity:
        """Return how much the finding matters."""
        if self.kind in _ERRORS:
            return Severity.ERROR
        return Severity.GAP if self.kind in _GAPS else Severity.WARNING

    @property
    def id(self) -> str:
        """Return what tells the finding from all others."""
        return ":".join([self.kind.value, self.table, self.row_id, *self.other_ids, str(self.values.get("column", ""))])


def finding_about(kind: FindingKind, table: str, row: Mapping[str, Any], title: str, key: str, **more: Any) -> Finding:
    """Return a finding about a row given by column; `title` and `key` are the columns of its name and its key."""
    district = row.get("district_code")
    return Finding(
        kind,
        table,
        str(row[key]),
        str(row[title]),
        None if district is None or pd.isna(district) else str(district),
        source_ids=tuple(str(row["source_ids"]).split(";")),
        **more,
    )
