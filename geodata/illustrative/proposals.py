"""Illustrative proposals with their beneficiaries and history, in agreement with the published counts and sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.illustrative.facilities import Facilities
from geodata.illustrative.frames import chosen, filled_table, illustrative_words, numbered, repeated, texts_of
from geodata.illustrative.plan import (
    CAMPAIGNS,
    DEFAULT_FACILITIES,
    FACILITIES_SUPPORTED_2023,
    REGISTERED_2020,
    Campaign,
    allocated,
    scaled,
)
from geodata.schema.planning_vocabulary import Opinion
from geodata.schema.vocabulary import Basis, Programme, Stage

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_MILLION = 1_000_000
CONTENT_SHARES = (0.55, 0.12, 0.10, 0.13, 0.10)
SECOND_BENEFICIARY_SHARE = 0.08
MOST_IN_FULL = 20_000
"""More proposals than this have neither a number in their title nor a full history, which would fill the memory."""
_MISSING = -1


@dataclass(frozen=True, eq=False)
class _Batch:
    """Proposals of one year and programme, as aligned arrays; `support` is in đồng, `_MISSING` where it is not stated."""

    year: int
    programme: Programme
    facility: "Numbers"
    stage: "NDArray[np.object_]"
    support: "Numbers"
    has_several: bool


def random_proposals(rng: "Generator", facilities: Facilities) -> dict[str, pd.DataFrame]:
    """Return the tables proposals, beneficiaries, proposal_events and appraisals."""
    batches = list(_batches(rng, facilities))
    facility = np.concatenate([batch.facility for batch in batches])
    stage = np.concatenate([batch.stage for batch in batches])
    year = np.concatenate([np.full(len(batch.facility), batch.year) for batch in batches])
    ids = numbered("mh-da", range(1, len(facility) + 1))
    several = np.concatenate([np.full(len(batch.facility), batch.has_several) for batch in batches])
    content = rng.choice(
        np.array(list(illustrative_words()["contents"]), dtype=object), size=len(facility), p=CONTENT_SHARES
    )
    columns = {
        "proposal_id": ids,
        "title": _titles(content, facilities.sectors[facility]),
        "year_from": year,
        "year_to": year,
        "programme": np.concatenate([repeated(b.programme.value, len(b.facility)) for b in batches]),
        "support_content": content,
        "sector": facilities.sectors[facility],
        "stage": stage,
        **_money(rng, np.concatenate([batch.support for batch in batches]), year),
    }
    return {
        "proposals": filled_table("proposals", len(facility), columns),
        "beneficiaries": _beneficiaries(rng, facilities, ids, facility, several),
        "proposal_events": _events(ids, stage, year),
        "appraisals": _appraisals(columns),
    }


def _batches(rng: "Generator", facilities: Facilities) -> Iterator[_Batch]:
    n = len(facilities.ids)
    supported = _supported_2023(rng, facilities)
    for campaign in CAMPAIGNS:
        count = scaled(campaign.count, n)
        if campaign.year == 2023:
            facility, supported = supported[:count], supported[count:]
        else:
            facility = rng.choice(facilities.placed, size=count)
        yield _batch(rng, campaign, facility, n)
    yield from _registered_2020(rng, facilities)


def _supported_2023(rng: "Generator", facilities: Facilities) -> "Numbers":
    """Return a facility for each proposal of 2023: as many different ones as published, some of them twice."""
    n = len(facilities.ids)
    count = sum(scaled(campaign.count, n) for campaign in CAMPAIGNS if campaign.year == 2023)
    different = rng.permutation(facilities.placed)[: min(scaled(FACILITIES_SUPPORTED_2023, n), count)]
    return rng.permutation(np.concatenate([different, rng.choice(different, size=count - len(different))]))


def _batch(rng: "Generator", campaign: Campaign, facility: "Numbers", n_facilities: int) -> _Batch:
    count = len(facility)
    stages = np.array([stage.value for stage in campaign.stages], dtype=object)
    total = round((campaign.total_vnd or 0) * n_facilities / DEFAULT_FACILITIES / _MILLION)
    support = allocated(total, rng.uniform(0.6, 1.6, count)) * _MILLION
    is_settled = campaign.year != 2023
    return _Batch(campaign.year, campaign.programme, facility, rng.choice(stages, size=count), support, is_settled)


def _registered_2020(rng: "Generator", facilities: Facilities) -> Iterator[_Batch]:
    for code, count in REGISTERED_2020.items():
        there = np.flatnonzero(facilities.places.district_code == code)
        facility = rng.choice(there, size=scaled(count, len(facilities.ids)))
        stage = repeated(Stage.REGISTERED.value, len(facility))
        unstated = np.full(len(facility), _MISSING)
        yield _Batch(2020, Programme.PROVINCIAL, facility, stage, unstated, has_several=False)


def _titles(content: Any, sector: Any) -> Any:
    trades = {name: texts["trade"] for name, texts in illustrative_words()["sectors"].items()}
    what, trade = texts_of(illustrative_words()["contents"], content), texts_of(trades, sector)
    if len(content) > MOST_IN_FULL:
        kinds = [f"{one} ({other})" for one, other in zip(what, trade, strict=True)]
        return texts_of({kind: f"{illustrative_words()['proposal']}: {kind}" for kind in set(kinds)}, kinds)
    suffixes = [f": {one} ({other})" for one, other in zip(what, trade, strict=True)]
    return numbered(f"{illustrative_words()['proposal']} ", range(1, len(suffixes) + 1), suffixes)


def _money(rng: "Generator", support: "Numbers", year: "Numbers") -> dict[str, Any]:
    is_missing = support == _MISSING
    counterpart = (support * rng.uniform(1.2, 6.0, len(support)) // _MILLION * _MILLION).astype(np.int64)
    basis = chosen(year >= 2024, Basis.REGISTERED.value, Basis.DONE.value)
    basis[is_missing] = None
    return {
        "support_vnd": pd.arrays.IntegerArray(support, is_missing),
        "support_basis": basis,
        "counterpart_vnd": pd.arrays.IntegerArray(counterpart, is_missing),
        "total_investment_vnd": pd.arrays.IntegerArray(support + counterpart, is_missing),
    }


def _beneficiaries(
    rng: "Generator", facilities: Facilities, ids: Any, facility: "Numbers", several: "NDArray[np.bool_]"
) -> pd.DataFrame:
    """Return one beneficiary a proposal, and a second one, often of another district, where a proposal may have several."""
    second = np.flatnonzero(several & (rng.random(len(ids)) < SECOND_BENEFICIARY_SHARE))
    other = rng.choice(facilities.placed, size=len(second))
    second, other = second[other != facility[second]], other[other != facility[second]]
    proposal = np.concatenate([np.arange(len(ids)), second])
    numbers = np.concatenate([facility, other])
    products = {sector: texts["products"] for sector, texts in illustrative_words()["sectors"].items()}
    columns = {
        "beneficiary_id": numbered("mh-b", range(1, len(proposal) + 1)),
        "proposal_id": ids[proposal],
        "facility_id": facilities.ids[numbers],
        "work": texts_of(products, facilities.sectors[numbers]),
        **facilities.place_columns(numbers),
    }
    return filled_table("beneficiaries", len(proposal), columns)


def _events(ids: Any, stage: Any, year: "Numbers") -> pd.DataFrame:
    """Return the registration of each proposal and, where it went on, the step that it reached; of many, only the latter."""
    went_on = np.flatnonzero(stage != Stage.REGISTERED.value)
    proposal, reached, event_ids = np.arange(len(ids)), stage, ids
    if len(ids) <= MOST_IN_FULL:
        proposal = np.concatenate([proposal, went_on])
        reached = np.concatenate([repeated(Stage.REGISTERED.value, len(ids)), stage[went_on]])
        event_ids = numbered("mh-e", range(1, len(proposal) + 1))
    years = year[proposal]
    months = {
        f"{at}|{when}": _month(Stage(at), int(when)) for at in np.unique(reached.astype(str)) for when in set(year)
    }
    columns = {
        "event_id": event_ids,
        "proposal_id": ids[proposal],
        "stage": reached,
        "stage_as_written": texts_of(illustrative_words()["stages"], reached),
        "happened_on": texts_of(months, [f"{at}|{when}" for at, when in zip(reached, years, strict=True)]),
    }
    return filled_table("proposal_events", len(proposal), columns)


def _appraisals(proposals: dict[str, Any]) -> pd.DataFrame:
    """Return an appraisal of each proposal that is called appraised: in favour, with all that it asks for."""
    there = np.flatnonzero(proposals["stage"] == Stage.APPRAISED.value)
    columns = {
        "appraisal_id": numbered("mh-td", range(1, len(there) + 1)),
        "proposal_id": proposals["proposal_id"][there],
        "appraised_on": texts_of(
            {str(year): f"{_month(Stage.APPRAISED, int(year))}-20" for year in set(proposals["year_from"])},
            proposals["year_from"][there],
        ),
        "council": illustrative_words()["council"],
        "opinion": Opinion.FOR.value,
        "amount_vnd": proposals["support_vnd"][there],
    }
    return filled_table("appraisals", len(there), columns)


_MONTHS = {Stage.REGISTERED: "12", Stage.SURVEYED: "01", Stage.APPRAISED: "02", Stage.ACCEPTED: "11"}


def _month(stage: Stage, year: int) -> str:
    """Return when a step of a plan year falls: registered the winter before, inspected the year after."""
    shift = {Stage.REGISTERED: -1, Stage.INSPECTED: 1}.get(stage, 0)
    return f"{year + shift}-{_MONTHS.get(stage, '06')}"
