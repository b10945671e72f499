"""The list of a campaign: whom it can visit (registered, accepted a year or more ago, chosen), and the visits as rows.

A visit is told by campaign, facility and proposal, so that the same list taken twice adds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.place_words import Row
from analytics.survey.schedule import plain_rows
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.frames import PLACE, TABLES
from geodata.schema.partial_dates import add_months, possible_days
from geodata.schema.survey_vocabulary import CampaignKind, VisitState
from geodata.schema.vocabulary import LocationQuality, SourceKind, Stage

AFTER_MONTHS = 12
"""An accepted proposal is inspected so many months later at the earliest."""
_QUALITY = {one.value: place for place, one in enumerate(LocationQuality)}


@dataclass(frozen=True)
class VisitCandidate:
    """Whom a campaign can visit: a facility and the proposal for which. `since` is the day or year of acceptance, as known."""

    facility_id: str | None
    proposal_id: str | None
    since: str = ""


def candidates(record: Record, kind: CampaignKind, year: int, on: date) -> list[VisitCandidate]:
    """Return those whom a campaign of a kind would visit by its purpose, by district and name.

    A survey visits the facilities behind proposals registered for its year, or for no stated year; an inspection those behind
    proposals whose acceptance surely lies a year back on the day `on`, or has no stated time.
    """
    proposals = record["proposals"]
    if kind is CampaignKind.SURVEY:
        is_of_year = proposals["year_from"].isna() | proposals["year_from"].eq(year)
        wanted = proposals[proposals["stage"].eq(Stage.REGISTERED) & is_of_year.fillna(value=True)]
        since: Mapping[str, str] = {}
    else:
        wanted = proposals[proposals["stage"].isin([Stage.ACCEPTED, Stage.INSPECTED])]
        since = accepted_since(record, wanted)
        wanted = wanted[[_is_due(since.get(str(one), ""), on) for one in wanted["proposal_id"]]]
    rows = wanted[["proposal_id"]].merge(record["beneficiaries"], on="proposal_id", how="left")
    rows = rows.sort_values(["district_code", "proposal_id", "facility_id"], na_position="last")
    found = [
        VisitCandidate(row["facility_id"], row["proposal_id"], since.get(row["proposal_id"], ""))
        for row in plain_rows(rows[["facility_id", "proposal_id"]])
    ]
    return list(dict.fromkeys(found))


@cached()
def imported_lists(record: Record) -> dict[str, list[VisitCandidate]]:
    """Return by source what the office brought in itself: the facilities behind its proposals that still run, and its other facilities."""
    sources = record["sources"]
    own = set(sources.loc[sources["kind"].eq(SourceKind.OFFICE), "source_id"].astype(str))
    proposals, facilities = record["proposals"], record["facilities"]
    running = proposals[~proposals["stage"].isin([Stage.REJECTED, Stage.WITHDRAWN]).fillna(value=False)]
    pairs = running[["proposal_id", "source_ids"]].merge(
        record["beneficiaries"][["proposal_id", "facility_id"]], on="proposal_id", how="left"
    )
    lists = grouped_by(
        (source, VisitCandidate(row["facility_id"], row["proposal_id"]))
        for row in plain_rows(pairs)
        for source in own.intersection(str(row["source_ids"]).split(";"))
    )
    behind = {source: {one.facility_id for one in found} for source, found in lists.items()}
    for row in plain_rows(facilities[["facility_id", "source_ids"]]):
        for source in own.intersection(str(row["source_ids"]).split(";")):
            if row["facility_id"] not in behind.get(source, ()):
                lists.setdefault(source, []).append(VisitCandidate(row["facility_id"], None))
    return {source: list(dict.fromkeys(found)) for source, found in lists.items()}


def not_on_list(record: Record, campaign: Row, found: Iterable[VisitCandidate]) -> list[VisitCandidate]:
    """Return those whom a campaign does not visit yet: a facility without a proposal is there where any visit goes to it."""
    visits = record["survey_visits"]
    own = plain_rows(visits.loc[visits["campaign_id"].eq(campaign["campaign_id"]), ["facility_id", "proposal_id"]])
    known = {(row["facility_id"], row["proposal_id"]) for row in own}
    visited = {row["facility_id"] for row in own}
    return [
        one
        for one in found
        if (one.facility_id, one.proposal_id) not in known and (one.proposal_id or one.facility_id not in visited)
    ]


def accepted_since(record: Record, proposals: pd.DataFrame) -> dict[str, str]:
    """Return by proposal when it was accepted: the stated day, else its last year, else nothing."""
    events = record["proposal_events"]
    dated = events[events["stage"].eq(Stage.ACCEPTED) & events["happened_on"].notna()].sort_values("happened_on")
    stated = dict(zip(dated["proposal_id"].astype(str), dated["happened_on"].astype(str), strict=True))
    years = {str(row["proposal_id"]): row["year_to"] for row in plain_rows(proposals[["proposal_id", "year_to"]])}
    return {key: stated.get(key) or (str(year) if year else "") for key, year in years.items()}


def _is_due(since: str, on: date) -> bool:
    return not since or add_months(possible_days(since)[1], AFTER_MONTHS) <= on


def visit_id(campaign_id: str, candidate: VisitCandidate) -> str:
    """Return the key of a visit, the same for the same campaign, facility and proposal."""
    text = "\n".join((campaign_id, candidate.facility_id or "", candidate.proposal_id or ""))
    return f"visit-{sha256(text.encode()).hexdigest()[:16]}"


def visit_rows(record: Record, campaign: Row, chosen: Iterable[VisitCandidate], source_id: str) -> list[dict[str, Any]]:
    """Return the visits that a campaign has not yet, as rows of the store: to be visited, on no day yet."""
    campaign_id = str(campaign["campaign_id"])
    known = set(record["survey_visits"]["visit_id"].astype(str))
    facilities = {row["facility_id"]: row for row in plain_rows(record["facilities"])}
    places: dict[tuple[Any, Any], Row] = {}
    for row in plain_rows(record["beneficiaries"]):
        places[row["facility_id"], row["proposal_id"]] = row
    rows = {}
    for one in chosen:
        key = visit_id(campaign_id, one)
        own = (places.get((one.facility_id, one.proposal_id)), facilities.get(one.facility_id))
        if key not in known:
            rows[key] = {
                **dict.fromkeys(TABLES["survey_visits"]),
                "visit_id": key,
                "campaign_id": campaign_id,
                "year": campaign["year"],
                "facility_id": one.facility_id,
                "proposal_id": one.proposal_id,
                "state": VisitState.PLANNED.value,
                **_best_place([place for place in own if place]),
                "source_ids": source_id,
            }
    return list(rows.values())


def _best_place(rows: Iterable[Row]) -> dict[str, Any]:
    """Return the place of the row that knows it best; a row without lon and lat is at best in a commune."""
    nowhere = {**dict.fromkeys(PLACE), "location_quality": LocationQuality.UNKNOWN.value}
    places = [{name: row.get(name) for name in PLACE} for row in rows] or [nowhere]
    for place in places:
        if place["lon"] is None and place["location_quality"] == LocationQuality.EXACT:
            place["location_quality"] = LocationQuality.COMMUNE.value if place["commune_code"] else "district"
    return min(places, key=lambda place: _QUALITY[str(place["location_quality"])])
