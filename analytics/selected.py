"""The rows of a selection, table by table, by rules that are written down here and nowhere else.

- District and sector are read from the row itself; a proposal is in a district when one of its beneficiaries is.
- Years: a row counts when its year, or its whole period, lies inside the range; a row without a year does not (and is
  counted in `undated`). A facility counts when the record mentions it within the range.
- Programme, stage and support content belong to proposals, stars to OCOP products, markets to export flows. Any other
  row counts when its facility has a chosen proposal, product or flow.

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
    proposals = _proposals(prepared, selection, linked)
    ocop = _ocop_products(prepared, selection, linked)
    typical = _dated(prepared.typical_products, selection, linked)
    flows = _export_flows(prepared, selection, linked)
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
    """Years, programme, stage and support content: the rules that a facility inherits from its proposals."""
    proposals = prepared.proposals
    mask = pd.Series(data=True, index=proposals.index)
    if selection.years:
        mask &= within(proposals["year_from"], proposals["year_to"], selection.years)
    if selection.programmes:
        mask &= proposals["programme"].isin([str(item) for item in selection.programmes])
    if selection.stages:
        mask &= proposals["stage"].isin([str(item) for item in selection.stages])
    if selection.contents:
        mask &= proposals["support_content"].isin([str(item) for item in selection.contents])
    return mask


def _linked_facilities(prepared: Prepared, selection: Selection) -> dict[str, pd.Series]:
    """Return, for each choice that belongs to one table, the facilities that have a row of it."""
    found: dict[str, pd.Series] = {}
    if selection.programmes or selection.stages or selection.contents:
        chosen = prepared.proposals.loc[_proposal_rule(prepared, selection), "proposal_id"]
        beneficiaries = prepared.beneficiaries
        found["proposals"] = beneficiaries.loc[beneficiaries["proposal_id"].isin(chosen), "facility_id"].dropna()
    if selection.stars:
        products = prepared.ocop_products
        found["ocop_products"] = products.loc[_has_stars(products, selection), "facility_id"].dropna()
    if selection.markets:
        flows = prepared.export_flows
        found["export_flows"] = flows.loc[flows["market_iso3"].isin(list(selection.markets)), "facility_id"].dropna()
    return found


def _has_stars(products: pd.DataFrame, selection: Selection) -> pd.Series:
    return products["stars"].isin([int(stars) for stars in selection.stars])


def _of_facilities(ids: pd.Series, linked: Mapping[str, pd.Series], own: str = "") -> pd.Series:
    """Return which facility ids have a row of every chosen table but `own`, whose rows are chosen by themselves."""
    mask = pd.Series(data=True, index=ids.index)
    for table, facilities in linked.items():
        if table != own:
            mask &= ids.isin(facilities)
    return mask


def _facilities(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    facilities = prepared.facilities
    mask = _place_and_sector(facilities, selection)
    if selection.years:
        activity = prepared.activity
        active = activity.loc[within(activity["year_from"], activity["year_to"], selection.years), "facility_id"]
        mask &= facilities["facility_id"].isin(active)
    return facilities[mask & _of_facilities(facilities["facility_id"], linked)]


def _place_and_sector(frame: pd.DataFrame, selection: Selection) -> pd.Series:
    mask = in_districts(frame["district_code"], selection.districts)
    if selection.sectors:
        mask &= frame["sector"].isin([str(item) for item in selection.sectors])
    return mask


def _proposals(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    proposals, beneficiaries = prepared.proposals, prepared.beneficiaries
    mask = _proposal_rule(prepared, selection)
    if selection.sectors:
        mask &= proposals["sector"].isin([str(item) for item in selection.sectors])
    if selection.districts:
        inside = beneficiaries[in_districts(beneficiaries["district_code"], selection.districts)]
        mask &= proposals["proposal_id"].isin(inside["proposal_id"])
    if selection.stars or selection.markets:
        of_chosen = beneficiaries[_of_facilities(beneficiaries["facility_id"], linked, own="proposals")]
        mask &= proposals["proposal_id"].isin(of_chosen["proposal_id"])
    return proposals[mask]


def _beneficiaries(prepared: Prepared, selection: Selection, proposals: pd.DataFrame) -> pd.DataFrame:
    beneficiaries = prepared.beneficiaries
    mask = beneficiaries["proposal_id"].isin(proposals["proposal_id"])
    return beneficiaries[mask & in_districts(beneficiaries["district_code"], selection.districts)]


def _dated(frame: pd.DataFrame, selection: Selection, linked: Mapping[str, pd.Series], own: str = "") -> pd.DataFrame:
    """Choose the rows of a table with district_code, sector, year and facility_id."""
    mask = _place_and_sector(frame, selection) & _of_facilities(frame["facility_id"], linked, own)
    if selection.years:
        mask &= within(frame["year"], frame["year"], selection.years)
    return frame[mask]


def _export_flows(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    flows = _dated(prepared.export_flows, selection, linked, own="export_flows")
    return flows[flows["market_iso3"].isin(list(selection.markets))] if selection.markets else flows


def _ocop_products(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    products = prepared.ocop_products
    mask = _place_and_sector(products, selection) & _recognition_years(prepared, selection)
    mask &= _of_facilities(products["facility_id"], linked, own="ocop_products")
    if selection.stars:
        mask &= _has_stars(products, selection)
    return products[mask]


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
