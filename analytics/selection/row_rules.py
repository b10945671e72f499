"""Which rows a selection shows, table by table, as masks over coded columns; the rules are told in `analytics.selection.selected`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.prepared.coded import RecordIndex
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selection import UNPLACED, Selection
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import OcopStatus

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

Linked = Mapping[str, tuple[str, "Mask"]]
"""By table whose rows are chosen by a choice of its own: the table that names their facilities, and its chosen rows."""

EVER = (1950, 2100)
"""Years that hold every dated row of the record."""


def row_masks(prepared: Prepared, selection: Selection) -> "dict[str, Mask]":
    """Return the chosen rows by name of a frame of `Selected`, over the rows of the prepared table behind it."""
    linked = _linked(prepared.index, selection)
    facilities = _facilities(prepared, selection, linked)
    is_cnnt = prepared.index.coded("facilities", "is_cnnt").isin([True])
    proposals = _proposals(prepared, selection, linked)
    ocop = _ocop_products(prepared, selection, linked)
    is_recognised = prepared.index.coded("ocop_products", "status").isin([OcopStatus.RECOGNISED.value])
    of_proposals = prepared.index.having("proposal_id", "beneficiaries", "proposals", proposals)
    return {
        "facilities": facilities & is_cnnt,
        "context": facilities & ~is_cnnt,
        "proposals": proposals,
        "beneficiaries": of_proposals & _beneficiary_place(prepared, selection),
        "ocop_products": ocop & is_recognised,
        "unrecognised": ocop & ~is_recognised,
        "typical_products": _dated(prepared, "typical_products", selection, linked),
        "export_flows": _export_flows(prepared, selection, linked),
    }


def chosen_proposals(prepared: Prepared, selection: Selection) -> "Mask":
    """Return which proposals have the years, source of funding, stage and content that are chosen: those that a facility inherits."""
    return proposal_rule(prepared.index, selection)


def undated_rows(prepared: Prepared, selection: Selection) -> dict[str, int]:
    """Count, by table, the rows that the other choices show and no source dates; nothing when no years are chosen."""
    if not selection.years:
        return {}
    always = row_masks(prepared, replace(selection, years=None))
    dated = row_masks(prepared, replace(selection, years=EVER))
    tables = ("facilities", "proposals", "ocop_products", "export_flows")
    counts = {name: int(always[name].sum()) - int(dated[name].sum()) for name in tables}
    return {name: n for name, n in counts.items() if n}


def _everything(index: RecordIndex, table: str) -> "Mask":
    return np.ones(index.n_rows(table), dtype=bool)


def _place(prepared: Prepared, table: str, selection: Selection) -> "Mask":
    """Choose by district, and by the units of any vintage that are chosen."""
    mask = _everything(prepared.index, table)
    if selection.districts:
        districts = prepared.index.coded(table, "district_code")
        mask = districts.isin(selection.districts)
        mask |= districts.is_missing & (UNPLACED in selection.districts)
    return mask & _units(prepared, table, selection) if selection.units else mask


def _beneficiary_place(prepared: Prepared, selection: Selection) -> "Mask":
    """Choose beneficiaries by place; one without a place is not placed where no other of its proposal has one."""
    mask = _place(prepared, "beneficiaries", selection)
    if UNPLACED not in selection.districts:
        return mask
    is_placed = ~prepared.index.coded("beneficiaries", "district_code").is_missing
    return mask & (is_placed | ~prepared.index.having("proposal_id", "beneficiaries", "beneficiaries", is_placed))


def _units(prepared: Prepared, table: str, selection: Selection) -> "Mask":
    chosen = grouped_by((name, code) for name, _, code in (unit.partition(":") for unit in selection.units))
    inside = ~_everything(prepared.index, table)
    for name, codes in chosen.items():
        inside |= prepared.coded_units(table, Vintage(name)).isin(codes)
    return inside


def _place_and_sector(prepared: Prepared, table: str, selection: Selection) -> "Mask":
    mask = _place(prepared, table, selection)
    return mask & prepared.index.coded(table, "sector").isin(selection.sectors) if selection.sectors else mask


def proposal_rule(index: RecordIndex, selection: Selection) -> "Mask":
    """Years, programme, stage and support content: the rules that a facility inherits from its proposals."""
    mask = _everything(index, "proposals")
    if selection.years:
        mask &= index.within("proposals", selection.years, "year_from", "year_to")
    choices = {"programme": selection.programmes, "stage": selection.stages, "support_content": selection.contents}
    for column, chosen in choices.items():
        if chosen:
            mask &= index.coded("proposals", column).isin(chosen)
    return mask


def _linked(index: RecordIndex, selection: Selection) -> Linked:
    """Return, for each choice that belongs to one table, the rows that name the facilities which have it."""
    found: dict[str, tuple[str, Mask]] = {}
    if selection.programmes or selection.stages or selection.contents:
        chosen = proposal_rule(index, selection)
        found["proposals"] = ("beneficiaries", index.having("proposal_id", "beneficiaries", "proposals", chosen))
    if selection.stars:
        found["ocop_products"] = ("ocop_products", _has_stars(index, selection))
    if selection.markets or selection.products:
        found["export_flows"] = ("export_flows", _is_sold(index, selection))
    return found


def _has_stars(index: RecordIndex, selection: Selection) -> "Mask":
    return index.coded("ocop_products", "stars").isin(int(stars) for stars in selection.stars)


def _is_sold(index: RecordIndex, selection: Selection) -> "Mask":
    """Return which export flows are of a chosen product group on a chosen market."""
    mask = _everything(index, "export_flows")
    for column, chosen in (("product_group", selection.products), ("market_iso3", selection.markets)):
        if chosen:
            mask &= index.coded("export_flows", column).isin(chosen)
    return mask


def _of_facilities(index: RecordIndex, table: str, linked: Linked, own: str = "") -> "Mask":
    """Return which rows belong to a facility with a row of every chosen table but `own`, whose rows are chosen by themselves."""
    mask = _everything(index, table)
    for name, (source, chosen) in linked.items():
        if name != own:
            mask &= index.having("facility_id", table, source, chosen)
    return mask


def _facilities(prepared: Prepared, selection: Selection, linked: Linked) -> "Mask":
    mask = _place_and_sector(prepared, "facilities", selection)
    if selection.years:
        active = prepared.index.within("activity", selection.years, "year_from", "year_to")
        mask &= prepared.index.having("facility_id", "facilities", "activity", active)
    return mask & _of_facilities(prepared.index, "facilities", linked)


def _proposals(prepared: Prepared, selection: Selection, linked: Linked) -> "Mask":
    index = prepared.index
    mask = proposal_rule(index, selection)
    if selection.sectors:
        mask &= index.coded("proposals", "sector").isin(selection.sectors)
    if selection.districts or selection.units:
        there = _beneficiary_place(prepared, selection)
        is_there = index.having("proposal_id", "proposals", "beneficiaries", there)
        if UNPLACED in selection.districts and not selection.units:  # without a beneficiary nobody knows where it is
            is_there |= ~index.having("proposal_id", "proposals", "beneficiaries", _everything(index, "beneficiaries"))
        mask &= is_there
    if selection.stars or selection.markets or selection.products:
        of_chosen = _of_facilities(index, "beneficiaries", linked, own="proposals")
        mask &= index.having("proposal_id", "proposals", "beneficiaries", of_chosen)
    return mask


def _dated(prepared: Prepared, table: str, selection: Selection, linked: Linked, own: str = "") -> "Mask":
    """Choose the rows of a table with a place, sector, year and facility_id."""
    mask = _place_and_sector(prepared, table, selection) & _of_facilities(prepared.index, table, linked, own)
    return mask & prepared.index.within(table, selection.years) if selection.years else mask


def _export_flows(prepared: Prepared, selection: Selection, linked: Linked) -> "Mask":
    mask = _dated(prepared, "export_flows", selection, linked, own="export_flows")
    return mask & _is_sold(prepared.index, selection)


def _ocop_products(prepared: Prepared, selection: Selection, linked: Linked) -> "Mask":
    index = prepared.index
    mask = _place_and_sector(prepared, "ocop_products", selection)
    mask &= _of_facilities(index, "ocop_products", linked, own="ocop_products")
    if selection.stars:
        mask &= _has_stars(index, selection)
    if selection.years:  # recognised, or mentioned, within the years chosen
        dated = index.within("ocop_recognitions", selection.years)
        mask &= index.having("product_id", "ocop_products", "ocop_recognitions", dated)
    return mask
