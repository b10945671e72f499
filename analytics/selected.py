"""The rows of a selection, table by table, by rules that are written down here and nowhere else.

- District and sector are read from the row itself; a proposal is in a district when one of its beneficiaries is.
- Years: a row counts when its year, or its whole period, lies inside the range; a row without a year does not (and is
  counted in `undated`). A facility counts when the record mentions it within the range.
- Programme and stage belong to proposals. Any other row counts when its facility benefits from a chosen proposal.

Every rule only takes rows away, so narrowing a selection never adds one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.prepared import Prepared
from analytics.selection import UNPLACED, Selection
from geodata.vocabulary import OcopStatus


@dataclass(frozen=True, eq=False)
class Selected:
    """The rows that a selection shows.

    `context` are villages, clusters, growers and the like, never counted as facilities; `candidates` are OCOP products
    not recognised yet; `undated` counts the rows left out for want of a year, by table.
    """

    selection: Selection
    facilities: pd.DataFrame
    context: pd.DataFrame
    proposals: pd.DataFrame
    beneficiaries: pd.DataFrame
    ocop_products: pd.DataFrame
    candidates: pd.DataFrame
    typical_products: pd.DataFrame
    export_flows: pd.DataFrame
    undated: Mapping[str, int]


def select(prepared: Prepared, selection: Selection) -> Selected:
    """Return the rows of `selection`; frames are views on the prepared ones, in their order."""
    linked = _linked_facilities(prepared, selection)
    facilities = _facilities(prepared, selection, linked)
    proposals = _proposals(prepared, selection)
    ocop = _rows(prepared.ocop_products, selection, linked, year=_recognition_years(prepared, selection))
    typical = _rows(prepared.typical_products, selection, linked)
    flows = _rows(prepared.export_flows, selection, linked)
    is_candidate = ocop["status"].eq(OcopStatus.CANDIDATE)
    return Selected(
        selection=selection,
        facilities=facilities[facilities["is_cnnt"]],
        context=facilities[~facilities["is_cnnt"]],
        proposals=proposals,
        beneficiaries=_beneficiaries(prepared, selection, proposals),
        ocop_products=ocop[~is_candidate],
        candidates=ocop[is_candidate],
        typical_products=typical,
        export_flows=flows,
        undated=_undated(prepared, selection),
    )


def within(first: pd.Series, last: pd.Series, years: tuple[int, int]) -> pd.Series:
    """Return which periods lie wholly inside `years`; a missing year lies nowhere."""
    return (first.ge(years[0]) & last.le(years[1])).fillna(value=False).astype(bool)


def in_districts(codes: pd.Series, districts: tuple[str, ...]) -> pd.Series:
    """Return which district codes are chosen; no choice chooses all, `UNPLACED` chooses the missing ones."""
    if not districts:
        return pd.Series(data=True, index=codes.index)
    chosen = codes.isin(list(districts))
    return chosen | codes.isna() if UNPLACED in districts else chosen


def _proposal_rule(prepared: Prepared, selection: Selection) -> pd.Series:
    """Years, programme and stage: the rules that a facility inherits from its proposals."""
    proposals = prepared.proposals
    mask = pd.Series(data=True, index=proposals.index)
    if selection.years:
        mask &= within(proposals["year_from"], proposals["year_to"], selection.years)
    if selection.programmes:
        mask &= proposals["programme"].isin([str(item) for item in selection.programmes])
    if selection.stages:
        mask &= proposals["stage"].isin([str(item) for item in selection.stages])
    return mask


def _linked_facilities(prepared: Prepared, selection: Selection) -> pd.Series | None:
    """Return the facilities of the chosen programmes and stages; None when neither is chosen."""
    if not (selection.programmes or selection.stages):
        return None
    chosen = prepared.proposals.loc[_proposal_rule(prepared, selection), "proposal_id"]
    beneficiaries = prepared.beneficiaries
    return beneficiaries.loc[beneficiaries["proposal_id"].isin(chosen), "facility_id"].dropna()


def _facilities(prepared: Prepared, selection: Selection, linked: pd.Series | None) -> pd.DataFrame:
    facilities = prepared.facilities
    mask = _place_and_sector(facilities, selection)
    if selection.years:
        activity = prepared.activity
        active = activity.loc[within(activity["year_from"], activity["year_to"], selection.years), "facility_id"]
        mask &= facilities["facility_id"].isin(active)
    if linked is not None:
        mask &= facilities["facility_id"].isin(linked)
    return facilities[mask]


def _place_and_sector(frame: pd.DataFrame, selection: Selection) -> pd.Series:
    mask = in_districts(frame["district_code"], selection.districts)
    if selection.sectors:
        mask &= frame["sector"].isin([str(item) for item in selection.sectors])
    return mask


def _proposals(prepared: Prepared, selection: Selection) -> pd.DataFrame:
    proposals = prepared.proposals
    mask = _proposal_rule(prepared, selection)
    if selection.sectors:
        mask &= proposals["sector"].isin([str(item) for item in selection.sectors])
    if selection.districts:
        beneficiaries = prepared.beneficiaries
        inside = beneficiaries[in_districts(beneficiaries["district_code"], selection.districts)]
        mask &= proposals["proposal_id"].isin(inside["proposal_id"])
    return proposals[mask]


def _beneficiaries(prepared: Prepared, selection: Selection, proposals: pd.DataFrame) -> pd.DataFrame:
    beneficiaries = prepared.beneficiaries
    mask = beneficiaries["proposal_id"].isin(proposals["proposal_id"])
    return beneficiaries[mask & in_districts(beneficiaries["district_code"], selection.districts)]


def _rows(
    frame: pd.DataFrame, selection: Selection, linked: pd.Series | None, *, year: pd.Series | None = None
) -> pd.DataFrame:
    mask = _place_and_sector(frame, selection)
    if selection.years:
        mask &= within(frame["year"], frame["year"], selection.years) if year is None else year
    if linked is not None:
        mask &= frame["facility_id"].isin(linked)
    return frame[mask]


def _recognition_years(prepared: Prepared, selection: Selection) -> pd.Series:
    """Return which OCOP products were recognised, or mentioned, within the years chosen."""
    products = prepared.ocop_products
    if not selection.years:
        return pd.Series(data=True, index=products.index)
    history = prepared.record["ocop_recognitions"]
    dated = history[within(history["year"], history["year"], selection.years)]
    return products["product_id"].isin(dated["product_id"])


def _undated(prepared: Prepared, selection: Selection) -> dict[str, int]:
    """Count, by table, the rows of the other choices that no source dates; nothing when no years are chosen."""
    if not selection.years:
        return {}
    facilities, proposals = prepared.facilities, prepared.proposals
    history = prepared.record["ocop_recognitions"].dropna(subset=["year"])
    dateless = {
        "facilities": facilities[
            ~facilities["facility_id"].isin(prepared.activity["facility_id"]) & facilities["is_cnnt"]
        ],
        "proposals": proposals[proposals["year_from"].isna()],
        "ocop_products": prepared.ocop_products[~prepared.ocop_products["product_id"].isin(history["product_id"])],
        "export_flows": prepared.export_flows[prepared.export_flows["year"].isna()],
    }
    counts = {name: int(_place_and_sector(frame, selection).sum()) for name, frame in dateless.items()}
    return {name: n for name, n in counts.items() if n}
