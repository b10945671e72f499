"""How many rows each value of a filter would show, after the other choices: what stands beside the values to choose from."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from analytics.prepared.caching import cached
from analytics.selection.row_rules import EVER, proposal_rule, row_masks
from analytics.selection.selected import FRAME_TABLES, Selected, selected_of
from analytics.selection.selection import PARAMETERS, UNPLACED, Field, Selection, read_query

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Codes, Mask

FILTER_COLUMNS: Mapping[Field, str] = {
    "districts": "district_code",
    "sectors": "sector",
    "programmes": "programme",
    "stages": "stage",
}
"""The filters that are counted by value, and the column that holds their values."""
OF_ROWS: frozenset[Field] = frozenset({"districts", "sectors"})
"""The filters whose values each row has itself."""
PROPOSAL_FILTERS: frozenset[Field] = frozenset({"programmes", "stages"})
"""The filters whose values only proposals have."""
COUNTED = ("facilities", "proposals", "ocop_products", "export_flows", "typical_products")
"""The tables of which a screen counts rows."""
TABLES_OF_ROWS = (*COUNTED, "context", "unrecognised")
_YEARS: Mapping[str, tuple[str, str, str, str]] = {
    "proposals": ("proposals", "proposal_id", "year_from", "year_to"),
    "facilities": ("activity", "facility_id", "year_from", "year_to"),
    "ocop_products": ("ocop_recognitions", "product_id", "year", "year"),
    "export_flows": ("export_flows", "", "year", "year"),
    "typical_products": ("typical_products", "", "year", "year"),
}
"""By table: which table dates its rows, by which key, and the first and the last year."""


class Outside(StrEnum):
    """Why no single year shows a row."""

    NO_YEAR = "no_year"
    SEVERAL_YEARS = "several_years"


def counts_of(selected: Selected, field: Field, table: str) -> Mapping[str, int]:
    """Return how many rows of a table each value of a field would show, the other choices of `selected` staying as they are."""
    return _counts(_without(selected, field), field, table)


def dated_table(selection: Selection, table: str) -> str:
    """Return the table whose rows are counted by year: a choice of proposals dates all others by their proposals."""
    return "proposals" if selection.programmes or selection.stages or selection.contents else table


def years_counted(selected: Selected, table: str) -> Mapping[int, int]:
    """Return how many rows of a table each single year would show; the table is one of `dated_table`."""
    return _years_counted(_without(selected, "years"), table)


def outside_single_years(selected: Selected, table: str) -> "Mapping[Outside, Mask]":
    """Return the rows of a table that no single year shows, whatever years are chosen: those without a year, and those of several."""
    return _outside_single_years(_without(selected, "years"), table)


def shows_rows(selected: Selected, field: Field, value: str) -> bool:
    """Tell whether a value, chosen by itself beside the other choices, would show a row of any table."""
    wider = _without(selected, field)
    if field in FILTER_COLUMNS:
        return value in _live_values(wider, field)
    if field == "years" and _has_year(wider, value):
        return True
    return _shows_rows(wider, field, value)


def _without(selected: Selected, field: Field) -> Selected:
    """Return the rows without a field; they are those that are there already where nothing of it is chosen."""
    wider = selected.selection.without(field)
    return selected if wider == selected.selection else selected_of(selected.prepared, wider)


@cached()
def _counts(selected: Selected, field: Field, table: str) -> Mapping[str, int]:
    if table == "proposals" and field == "districts":
        return _proposals_by_district(selected)
    column = selected.prepared.index.coded(FRAME_TABLES.get(table, table), FILTER_COLUMNS[field])
    codes = column.codes[selected.mask(table)]
    n = np.bincount(codes + 1, minlength=len(column.known) + 1)
    found = {str(value): int(count) for value, count in zip(column.known, n[1:], strict=True) if count}
    return {**found, UNPLACED: int(n[0])} if field == "districts" else found


def _proposals_by_district(selected: Selected) -> Mapping[str, int]:
    """Count a proposal in each district where one of its beneficiaries is, and as not placed where none is anywhere."""
    index = selected.prepared.index
    places = index.coded("beneficiaries", "district_code")
    chosen = selected.mask("proposals")
    there = selected.mask("beneficiaries") & index.having("proposal_id", "beneficiaries", "proposals", chosen)
    rows = there & ~places.is_missing
    n = _distinct(index.ids("proposal_id")["beneficiaries"][rows], places.codes[rows], len(places.known))
    counts = {str(value): int(count) for value, count in zip(places.known, n, strict=True) if count}
    placed: Mask = index.having("proposal_id", "proposals", "beneficiaries", ~places.is_missing)
    lost = chosen & ~placed
    if selected.selection.units:
        lost &= index.having("proposal_id", "proposals", "beneficiaries", there)
    return {**counts, UNPLACED: int(lost.sum())}


@cached()
def _years_counted(selected: Selected, table: str) -> Mapping[int, int]:
    dated, key, first, last = _YEARS[table]
    index = selected.prepared.index
    begins, ends = index.years(dated, first), index.years(dated, last)
    mask = index.having(key, dated, table, selected.mask(table)) if key and dated != table else selected.mask(table)
    rows = mask & (begins == ends)
    years = begins[rows].astype(np.int32)
    first_year = int(years.min(initial=EVER[1]))
    since = years - first_year
    n = _distinct(index.ids(key)[dated][rows], since) if key and dated != table else np.bincount(since)
    return {year: int(count) for year, count in enumerate(n, start=first_year) if count}


def _distinct(ids: "Codes", values: "Codes", at_least: int = 0) -> "NDArray[np.int64]":
    """Return how many ids each value, a small number from 0 on, stands with; a pair is sorted as one number, which is quickest."""
    span = int(values.max(initial=0)) + 1
    pairs: NDArray[np.int64] = np.unique(ids.astype(np.int64) * span + values)
    return np.bincount(pairs % span, minlength=at_least)


@cached()
def _outside_single_years(selected: Selected, table: str) -> "Mapping[Outside, Mask]":
    dated, key, first, last = _YEARS[table]
    index, mask = selected.prepared.index, selected.mask(table)
    ever = index.within(dated, EVER, first, last)
    single = ever & (index.years(dated, first) == index.years(dated, last))
    if dated != table:
        ever, single = (index.having(key, table, dated, rows) for rows in (ever, single))
    return {Outside.NO_YEAR: mask & ~ever, Outside.SEVERAL_YEARS: mask & ever & ~single}


@cached()
def _live_values(selected: Selected, field: Field) -> frozenset[str]:
    """Return the values of a field that show a row of some table, all found at once."""
    if field not in PROPOSAL_FILTERS:
        return frozenset(v for table in TABLES_OF_ROWS for v, n in counts_of(selected, field, table).items() if n)
    index = selected.prepared.index
    rule = proposal_rule(index, selected.selection)
    linked = index.having("proposal_id", "beneficiaries", "proposals", rule)
    shown = linked & False
    for table in TABLES_OF_ROWS:
        if table != "proposals":
            source, mask = FRAME_TABLES.get(table, table), selected.mask(table)
            shown |= index.having("facility_id", "beneficiaries", source, mask)
    through = rule & index.having("proposal_id", "proposals", "beneficiaries", linked & shown)
    column = index.coded("proposals", FILTER_COLUMNS[field])
    n = np.bincount(column.codes[through | selected.mask("proposals")] + 1, minlength=len(column.known) + 1)
    return frozenset(str(value) for value, count in zip(column.known, n[1:], strict=True) if count)


def _has_year(selected: Selected, value: str) -> bool:
    """Tell whether a row of a single year lies in the years of a value, which is quicker to know than of all rows."""
    first, last = (int(year) for year in value.split("-"))
    tables = {dated_table(selected.selection, table) for table in COUNTED}
    return any(first <= year <= last for table in tables for year in years_counted(selected, table))


@cached()
def _shows_rows(selected: Selected, field: Field, value: str) -> bool:
    """Look for the rows without keeping them: what is only asked about must not push out what is looked at."""
    if field in OF_ROWS:
        return value in _with_rows(selected, field)
    asked = row_masks(selected.prepared, with_value(selected.selection, field, value))
    return any(rows.any() for rows in asked.values())


@cached()
def _with_rows(selected: Selected, field: Field) -> frozenset[str]:
    """Return the values that a row of any table has, of a field that rows have themselves."""
    counted = (_counts(selected, field, table) for table in (*COUNTED, *FRAME_TABLES))
    return frozenset(value for counts in counted for value, n in counts.items() if n)


def with_value(selection: Selection, field: Field, value: str) -> Selection:
    """Return a selection with nothing but one value in a field."""
    read = read_query({PARAMETERS[field]: value}).selection
    return replace(selection, **{field: getattr(read, field)})
