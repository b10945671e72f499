"""The rules of a selection written a second time, plainly, on frames: the quick way by coded columns must agree with them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, unit_codes
from analytics.selection.selected import within
from analytics.selection.selection import UNPLACED, Selection
from geodata.schema.vocabulary import OcopStatus


def plain_rows(prepared: Prepared, selection: Selection) -> dict[str, pd.DataFrame]:
    linked = _linked_facilities(prepared, selection)
    facilities = _facilities(prepared, selection, linked)
    proposals = _proposals(prepared, selection, linked)
    ocop = _ocop_products(prepared, selection, linked)
    is_recognised = ocop["status"].eq(OcopStatus.RECOGNISED)
    return {
        "facilities": facilities[facilities["is_cnnt"]],
        "context": facilities[~facilities["is_cnnt"]],
        "proposals": proposals,
        "beneficiaries": _beneficiaries(prepared, selection, proposals),
        "ocop_products": ocop[is_recognised],
        "unrecognised": ocop[~is_recognised],
        "typical_products": _dated(prepared.typical_products, selection, linked),
        "export_flows": _export_flows(prepared, selection, linked),
    }


def _place(frame: pd.DataFrame, selection: Selection) -> pd.Series:
    mask = in_districts(frame["district_code"], selection.districts)
    if not selection.units:
        return mask
    chosen: dict[str, list[str]] = {}
    for name, _, code in (unit.partition(":") for unit in selection.units):
        chosen.setdefault(name, []).append(code)
    inside = pd.Series(data=False, index=frame.index)
    for name, codes in chosen.items():
        inside |= unit_codes(frame, Vintage(name)).isin(codes)
    return mask & inside


def of_chosen_alone(prepared: Prepared, selection: Selection, proposals: pd.DataFrame) -> pd.DataFrame:
    """Return proposals without those that a place beside the chosen ones has too: their money is none of the chosen alone."""
    if not (selection.districts or selection.units):
        return proposals
    places = prepared.beneficiaries.dropna(subset=["district_code"])
    is_outside = ~_place(places, selection)
    return proposals[~proposals["proposal_id"].isin(places["proposal_id"][is_outside])]


def in_districts(codes: pd.Series, districts: tuple[str, ...]) -> pd.Series:
    if not districts:
        return pd.Series(data=True, index=codes.index)
    chosen = codes.isin(list(districts))
    return chosen | codes.isna() if UNPLACED in districts else chosen


def _proposal_rule(prepared: Prepared, selection: Selection) -> pd.Series:
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
    found: dict[str, pd.Series] = {}
    if selection.programmes or selection.stages or selection.contents:
        chosen = prepared.proposals.loc[_proposal_rule(prepared, selection), "proposal_id"]
        beneficiaries = prepared.beneficiaries
        found["proposals"] = beneficiaries.loc[beneficiaries["proposal_id"].isin(chosen), "facility_id"].dropna()
    if selection.stars:
        products = prepared.ocop_products
        found["ocop_products"] = products.loc[_has_stars(products, selection), "facility_id"].dropna()
    if selection.markets or selection.products:
        found["export_flows"] = _sold(prepared.export_flows, selection)["facility_id"].dropna()
    return found


def _sold(flows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    if selection.products:
        flows = flows[flows["product_group"].isin(list(selection.products))]
    return flows[flows["market_iso3"].isin(list(selection.markets))] if selection.markets else flows


def _has_stars(products: pd.DataFrame, selection: Selection) -> pd.Series:
    return products["stars"].isin([int(stars) for stars in selection.stars])


def _of_facilities(ids: pd.Series, linked: Mapping[str, pd.Series], own: str = "") -> pd.Series:
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
    mask = _place(frame, selection)
    if selection.sectors:
        mask &= frame["sector"].isin([str(item) for item in selection.sectors])
    return mask


def _proposals(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    proposals, beneficiaries = prepared.proposals, prepared.beneficiaries
    mask = _proposal_rule(prepared, selection)
    if selection.sectors:
        mask &= proposals["sector"].isin([str(item) for item in selection.sectors])
    if selection.districts or selection.units:
        inside = beneficiaries[_beneficiary_place(beneficiaries, selection)]
        is_there = proposals["proposal_id"].isin(inside["proposal_id"])
        if UNPLACED in selection.districts and not selection.units:
            is_there |= ~proposals["proposal_id"].isin(beneficiaries["proposal_id"])
        mask &= is_there
    if selection.stars or selection.markets or selection.products:
        of_chosen = beneficiaries[_of_facilities(beneficiaries["facility_id"], linked, own="proposals")]
        mask &= proposals["proposal_id"].isin(of_chosen["proposal_id"])
    return proposals[mask]


def _beneficiaries(prepared: Prepared, selection: Selection, proposals: pd.DataFrame) -> pd.DataFrame:
    beneficiaries = prepared.beneficiaries
    mask = beneficiaries["proposal_id"].isin(proposals["proposal_id"])
    return beneficiaries[mask & _beneficiary_place(beneficiaries, selection)]


def _beneficiary_place(beneficiaries: pd.DataFrame, selection: Selection) -> pd.Series:
    mask = _place(beneficiaries, selection)
    if UNPLACED not in selection.districts:
        return mask
    is_placed = beneficiaries["district_code"].notna()
    placed = set(beneficiaries.loc[is_placed, "proposal_id"])
    return mask & (is_placed | ~beneficiaries["proposal_id"].isin(placed))


def _dated(frame: pd.DataFrame, selection: Selection, linked: Mapping[str, pd.Series], own: str = "") -> pd.DataFrame:
    mask = _place_and_sector(frame, selection) & _of_facilities(frame["facility_id"], linked, own)
    if selection.years:
        mask &= within(frame["year"], frame["year"], selection.years)
    return frame[mask]


def _export_flows(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    flows = _dated(prepared.export_flows, selection, linked, own="export_flows")
    return _sold(flows, selection)


def _ocop_products(prepared: Prepared, selection: Selection, linked: Mapping[str, pd.Series]) -> pd.DataFrame:
    products = prepared.ocop_products
    mask = _place_and_sector(products, selection) & _recognition_years(prepared, selection)
    mask &= _of_facilities(products["facility_id"], linked, own="ocop_products")
    if selection.stars:
        mask &= _has_stars(products, selection)
    return products[mask]


def _recognition_years(prepared: Prepared, selection: Selection) -> pd.Series:
    products = prepared.ocop_products
    if not selection.years:
        return pd.Series(data=True, index=products.index)
    history = prepared.record["ocop_recognitions"]
    dated = history[within(history["year"], history["year"], selection.years)]
    return products["product_id"].isin(dated["product_id"])


EVER = (1950, 2100)
"""Years that hold every dated row of the record."""


def plain_undated(prepared: Prepared, selection: Selection) -> dict[str, int]:
    if not selection.years:
        return {}
    always = plain_rows(prepared, replace(selection, years=None))
    dated = plain_rows(prepared, replace(selection, years=EVER))
    tables = ("facilities", "proposals", "ocop_products", "export_flows")
    counts = {name: len(always[name]) - len(dated[name]) for name in tables}
    return {name: n for name, n in counts.items() if n}
