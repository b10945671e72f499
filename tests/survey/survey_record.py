"""A record with a campaign, for the tests of surveys: the illustrative survey with an office's campaign laid over it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.survey.campaigns import VisitCandidate, candidates, visit_rows
from geodata.illustrative import illustrative_record
from geodata.record import Record
from geodata.schema.frames import TABLES
from geodata.schema.survey_vocabulary import CampaignKind

SOURCE = "illustrative"
DAY = date(2024, 1, 10)


def frame(table: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a typed frame of a table; a column that a row has not is missing."""
    listed = list(rows)
    columns = {
        name: pd.array([row.get(name) for row in listed], dtype=rule.dtype) for name, rule in TABLES[table].items()
    }
    return pd.DataFrame(columns)


def with_rows(record: Record, table: str, rows: Iterable[dict[str, Any]]) -> Record:
    """Return a record with rows put after those of a table."""
    added = pd.concat([record[table], frame(table, rows)], ignore_index=True)
    return replace(record, tables={**record.tables, table: added})


def campaign_row(kind: CampaignKind = CampaignKind.SURVEY, **given: Any) -> dict[str, Any]:
    return {
        "campaign_id": "dot-1",
        "name": "Khảo sát 2024",
        "kind": kind.value,
        "year": 2024,
        "starts_on": "2024-01-15",
        "ends_on": "2024-02-02",
        "reads_photo_place": False,
        "source_ids": SOURCE,
        **given,
    }


def with_campaign(
    n: int = 12, kind: CampaignKind = CampaignKind.SURVEY, record: Record | None = None, **given: Any
) -> Record:
    """Return a record with a campaign of two teams and of `n` visits."""
    record = record or illustrative_record(97)
    campaign = campaign_row(kind, **given)
    chosen = candidates(record, kind, 2024, DAY)[:n]
    others = record["facilities"]["facility_id"].astype(str).tolist()
    chosen += [VisitCandidate(one, None) for one in others[: max(0, n - len(chosen))]]
    record = with_rows(record, "survey_campaigns", [campaign])
    teams = [
        {"team_id": f"doan-{n}", "campaign_id": "dot-1", "name": f"Đoàn {n}", "source_ids": SOURCE} for n in (1, 2)
    ]
    record = with_rows(record, "survey_teams", teams)
    return with_rows(record, "survey_visits", visit_rows(record, campaign, chosen, SOURCE))
