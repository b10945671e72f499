"""What no source says: places, sectors, programmes, stages, who benefits."""

from collections.abc import Iterator

import pandas as pd

from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import findings_of_rows
from geodata.record import Record
from geodata.schema.vocabulary import CNNT_KINDS, LocationQuality, Programme, Sector, Stage, SupportContent

FOR_NO_FACILITY = (
    SupportContent.TRAINING,
    SupportContent.TRADE_FAIR,
    SupportContent.INFORMATION,
    SupportContent.CAPACITY,
    SupportContent.CONSULTING,
    SupportContent.TYPICAL_PRODUCTS,
    SupportContent.CLUSTER_INFRASTRUCTURE,
)
"""Contents whose support need not go to a facility."""


def gap_findings(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Yield what is not known; `proposals` are those of the record with their district_code."""
    yield from _locations(record)
    facilities = record["facilities"]
    is_counted = facilities["kind"].isin(list(CNNT_KINDS))
    yield from findings_of_rows(
        FindingKind.NO_SECTOR, "facilities", facilities, is_counted & facilities["sector"].eq(Sector.OTHER)
    )
    yield from findings_of_rows(FindingKind.NO_SECTOR, "proposals", proposals, proposals["sector"].eq(Sector.OTHER))
    yield from findings_of_rows(
        FindingKind.NO_PROGRAMME, "proposals", proposals, proposals["programme"].eq(Programme.UNKNOWN)
    )
    yield from findings_of_rows(FindingKind.NO_STAGE, "proposals", proposals, proposals["stage"].eq(Stage.UNKNOWN))
    yield from _beneficiaries(record, proposals)


def _locations(record: Record) -> Iterator[Finding]:
    """Find rows that lie nowhere; one whose facility lies nowhere either is told of once, at the facility."""
    facilities = record["facilities"]
    is_lost = facilities["location_quality"].eq(LocationQuality.UNKNOWN)
    yield from findings_of_rows(FindingKind.NO_LOCATION, "facilities", facilities, is_lost)
    lost = set(facilities.loc[is_lost, "facility_id"])
    for table in ("beneficiaries", "ocop_products"):
        frame = record[table]
        mask = frame["location_quality"].eq(LocationQuality.UNKNOWN) & ~frame["facility_id"].isin(lost)
        yield from findings_of_rows(FindingKind.NO_LOCATION, table, frame, mask)


def _beneficiaries(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    rows = record["beneficiaries"]
    ids = proposals["proposal_id"]
    has_any = ids.isin(rows["proposal_id"])
    has_named = ids.isin(rows.loc[rows["facility_id"].notna(), "proposal_id"])
    needs_one = ~proposals["support_content"].isin([str(one) for one in FOR_NO_FACILITY])
    yield from findings_of_rows(FindingKind.NO_BENEFICIARY, "proposals", proposals, ~has_any)
    yield from findings_of_rows(
        FindingKind.UNNAMED_BENEFICIARY, "proposals", proposals, has_any & ~has_named & needs_one
    )
