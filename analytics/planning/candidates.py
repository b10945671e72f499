"""The candidates that a record holds: registered, surveyed and appraised proposals with all that is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

import pandas as pd

from analytics.planning.solving.model import Candidate
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import Row, records
from analytics.survey.answers import Meanings, counted_forms
from geodata.record import Record
from geodata.schema.partial_dates import possible_days
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind
from geodata.schema.vocabulary import Programme, Stage

_STAGES = (Stage.REGISTERED, Stage.SURVEYED, Stage.APPRAISED)
PAYING = (Programme.NATIONAL.value, Programme.PROVINCIAL.value, Programme.DISTRICT.value)
EARLIER_YEARS = 5
_SUPPORTED = frozenset(
    {
        *(Stage.APPROVED, Stage.ASSIGNED, Stage.IMPLEMENTING, Stage.SUPPORTED),
        *(Stage.COMPLETED, Stage.ACCEPTED, Stage.INSPECTED),
    }
)


@dataclass(frozen=True)
class _Known:
    """What the record knows of facilities, communes and proposals, by their keys."""

    names: dict[str, str]
    exporters: frozenset[str]
    stars: dict[str, int]
    earlier: dict[str, int]
    difficult: frozenset[str]
    surveys: dict[str, str]
    minutes: frozenset[str]
    appraised: dict[str, int]
    recommended: dict[str, int]


def candidates_of(prepared: Prepared, year: int, day: date) -> tuple[Candidate, ...]:
    """Return the candidates for a year's plan, by district: those of the year and those whose year nobody states."""
    rows = prepared.proposals
    is_open = rows["stage"].isin([stage.value for stage in _STAGES])
    is_of_year = (rows["year_from"].fillna(year) <= year) & (rows["year_to"].fillna(year) >= year)
    chosen = rows[is_open & is_of_year]
    known = _known(prepared, day)
    shares = {str(key): some for key, some in prepared.beneficiaries.groupby("proposal_id")}
    made = (_candidate(row, records(shares.get(str(row["proposal_id"]), _NONE)), known) for row in records(chosen))
    return tuple(sorted(made, key=attrgetter("place_in_list")))


_NONE = pd.DataFrame()


def _candidate(row: Row, parts: list[Row], known: _Known) -> Candidate:
    facilities = [str(part["facility_id"]) for part in parts if part["facility_id"]]
    communes = [str(part["commune_code"]) for part in parts if part["commune_code"]]
    proposal, programme = str(row["proposal_id"]), str(row["programme"])
    stars = [known.stars[one] for one in facilities if one in known.stars]
    return Candidate(
        candidate_id=proposal,
        title=str(row["title"]),
        producer=", ".join(known.names.get(one, one) for one in facilities),
        beneficiaries=tuple(dict.fromkeys(facilities)),
        districts=tuple(sorted({str(part["district_code"]) for part in parts if part["district_code"]})),
        commune=communes[0] if communes else "",
        sector=str(row["sector"]),
        content=str(row["support_content"]),
        programmes=(programme,) if programme in PAYING else PAYING,
        stage=str(row["stage"]),
        is_appraised=proposal in known.minutes,
        requested_vnd=_whole(row["support_vnd"]),
        total_vnd=_whole(row["total_investment_vnd"]),
        appraised_vnd=known.appraised.get(proposal),
        surveyed_vnd=known.recommended.get(proposal),
        ocop_stars=max(stars, default=None),
        exports=True if any(one in known.exporters for one in facilities) else None,
        is_difficult=any(one in known.difficult for one in communes) if known.difficult and communes else None,
        earlier_support_vnd=sum(known.earlier.get(one, 0) for one in facilities) or None,
        survey=known.surveys.get(proposal, ""),
    )


def _known(prepared: Prepared, day: date) -> _Known:
    record = prepared.record
    facilities, products = record["facilities"], record["ocop_products"].dropna(subset=["facility_id", "stars"])
    return _Known(
        names=dict(zip(facilities["facility_id"], facilities["name"], strict=True)),
        exporters=frozenset(record["export_flows"]["facility_id"].dropna()),
        stars={str(key): int(value) for key, value in products.groupby("facility_id")["stars"].max().items()},
        earlier=_earlier_by_facility(record),
        difficult=_difficult(record, day),
        surveys=_last(record["survey_visits"], "visited_on", "result"),
        minutes=frozenset(record["appraisals"]["proposal_id"]),
        appraised={
            one: int(amount) for one, amount in _last(record["appraisals"], "appraised_on", "amount_vnd").items()
        },
        recommended=_recommended(record),
    )


def _recommended(record: Record) -> dict[str, int]:
    """Return by proposal the amount that the forms of a survey recommend."""
    forms, meanings = counted_forms(record), Meanings(record)
    found: dict[str, int] = {}
    for visit in records(record["survey_visits"].dropna(subset=["proposal_id"])):
        form = forms.get(str(visit["visit_id"]))
        if form is not None:
            amount = meanings.number(CampaignKind.SURVEY, form.answers, AnswerMeaning.RECOMMENDED_AMOUNT)
            found |= {} if amount is None else {str(visit["proposal_id"]): round(amount)}
    return found


def _last(frame: pd.DataFrame, dated: str, column: str) -> dict[str, Any]:
    """Return the newest value of a column by proposal."""
    stated = frame.dropna(subset=["proposal_id", column]).sort_values(dated, na_position="first")
    return dict(zip(stated["proposal_id"], stated[column], strict=True))


def _earlier_by_facility(record: Record) -> dict[str, int]:
    """Return by facility what proposals of it alone were supported with; a sum for several is nobody's."""
    proposals, parts = record["proposals"], record["beneficiaries"]
    alone = parts[~parts["proposal_id"].duplicated(keep=False)].dropna(subset=["facility_id"])
    paid = proposals[proposals["stage"].isin(list(_SUPPORTED))].dropna(subset=["support_vnd"])
    joined = alone.merge(paid[["proposal_id", "support_vnd"]], on="proposal_id")
    return {str(key): int(value) for key, value in joined.groupby("facility_id")["support_vnd"].sum().items()}


def _difficult(record: Record, day: date) -> frozenset[str]:
    """Return the communes of the office's list that is in force on a day; none where it has no list."""
    rows = records(record["difficult_communes"].dropna(subset=["commune_code"]))
    return frozenset(str(row["commune_code"]) for row in rows if _is_in_force(row, day))


def _is_in_force(row: Row, day: date) -> bool:
    start, end = row["effective_from"], row["effective_to"]
    has_begun = start is None or possible_days(str(start))[0] <= day
    return has_begun and (end is None or day <= possible_days(str(end))[1])


def earlier_by_district(prepared: Prepared, year: int) -> tuple[tuple[str, int], ...]:
    """Return what each of the districts is known to have been supported with in the five years before, itemised proposals alone."""
    sums = earlier_by(prepared, year, "district")
    return tuple(sorted((code, value) for code, value in sums.items() if code.isdecimal()))


@cached()
def earlier_by(prepared: Prepared, year: int, of: str) -> dict[str, int]:
    """Return the same by "district", "sector", "content" or "programme"."""
    rows = prepared.proposals
    is_earlier = (rows["year_to"] < year) & (rows["year_to"] >= year - EARLIER_YEARS)
    paid = rows[is_earlier.fillna(value=False) & rows["stage"].isin(list(_SUPPORTED))]
    column = {"district": "district_code", "content": "support_content"}.get(of, of)
    sums = paid.dropna(subset=["support_vnd", column]).groupby(column)["support_vnd"].sum()
    return {str(value): int(money) for value, money in sums.items()}


def candidate_years(prepared: Prepared) -> tuple[int, ...]:
    """Return the years for which the record has candidates, the latest first."""
    rows = prepared.proposals
    years = rows.loc[rows["stage"].isin([stage.value for stage in _STAGES]), "year_to"].dropna()
    return tuple(sorted({int(year) for year in years}, reverse=True))


def missing(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return of how many candidates each thing that can earn points is not known."""
    names = (
        "requested_vnd",
        "total_vnd",
        "jobs",
        "ocop_stars",
        "exports",
        "is_difficult",
        "is_women_or_minority",
        "is_green_or_digital",
    )
    all_ = tuple(candidates)
    return {name: sum(getattr(one, name) is None for one in all_) for name in names}


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)
