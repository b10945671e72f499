"""What may be wrong with the record, row by row, and the merge of rows that are one."""

from datetime import date

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.quality.ceilings import ceiling_findings
from analytics.quality.dates import date_findings
from analytics.quality.disagreements import disagreement_findings
from analytics.quality.duplicates import duplicate_findings
from analytics.quality.gaps import gap_findings
from analytics.quality.merge import merge
from analytics.quality.model import Finding, FindingKind, Severity
from analytics.quality.money import money_findings
from analytics.quality.places import place_findings
from analytics.quality.totals import total_findings
from geodata.text import alphabetical

__all__ = ["Finding", "FindingKind", "Severity", "findings", "findings_of", "merge"]

FINDINGS_KEPT_DAYS = 2

_ORDER = {kind: number for number, kind in enumerate(FindingKind)}


@cached(FINDINGS_KEPT_DAYS)
def findings_of(prepared: Prepared, today: date) -> tuple[Finding, ...]:
    """Return `findings`, worked out once a record and day."""
    return findings(prepared, today)


def findings(prepared: Prepared, today: date) -> tuple[Finding, ...]:
    """Return all findings about the record on the day `today`, the gravest kinds first, then by title."""
    record = prepared.record
    proposals = record["proposals"].assign(district_code=prepared.proposals["district_code"].to_numpy())
    found = [
        *place_findings(record),
        *money_findings(record, proposals),
        *ceiling_findings(record, proposals),
        *date_findings(record, proposals, today),
        *total_findings(record, proposals),
        *duplicate_findings(record),
        *disagreement_findings(record),
        *gap_findings(record, proposals),
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.kind], alphabetical(one.title), one.id)))
