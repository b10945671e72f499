from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select, within
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from geodata.record import Record
from geodata.schema.vocabulary import OcopStatus, Programme, Sector, Stage
from tests.analytics.strategies import LISTS, selections

TABLES = {
    "facilities": "facility_id",
    "context": "facility_id",
    "proposals": "proposal_id",
    "beneficiaries": "beneficiary_id",
    "ocop_products": "product_id",
    "unrecognised": "product_id",
    "typical_products": "typical_id",
    "export_flows": "flow_id",
}
LINES = (*DISTRICT_CODES, UNPLACED)


def ids(selected: Selected, table: str) -> set[str]:
    return set(getattr(selected, table)[TABLES[table]])


def added_by(narrow: Selected, wide: Selected) -> dict[str, set[str]]:
    extra = {table: ids(narrow, table) - ids(wide, table) for table in TABLES}
    return {table: rows for table, rows in extra.items() if rows}


@st.composite
def narrowed(draw: st.DrawFn) -> tuple[Selection, Selection]:
    """A selection, and the same narrowed: an empty field chosen, a chosen one cut to a part, the years drawn in."""
    wide = draw(selections())
    other = draw(selections())
    changes: dict[str, object] = {}
    for field in LISTS:
        chosen = getattr(wide, field)
        kept = draw(st.lists(st.sampled_from(chosen), min_size=1, unique=True)) if chosen else getattr(other, field)
        changes[field] = tuple(kept)
    if wide.years:
        first = draw(st.integers(*wide.years))
        changes["years"] = (first, draw(st.integers(first, wide.years[1])))
    else:
        changes["years"] = other.years
    return wide, replace(wide, **changes)


def test_every_table_of_a_selection_is_tested_here(whole: Selected) -> None:
    assert set(whole.rows) == set(TABLES)


def test_nothing_chosen_shows_every_row(prepared: Prepared, whole: Selected) -> None:
    assert len(whole.facilities) + len(whole.context) == len(prepared.facilities)
    assert len(whole.ocop_products) + len(whole.unrecognised) == len(prepared.ocop_products)
    for table in ("proposals", "beneficiaries", "typical_products", "export_flows"):
        assert len(getattr(whole, table)) == len(getattr(prepared, table))
    assert whole.undated == {}


@given(pair=narrowed())
def test_narrowing_never_adds_a_row(prepared: Prepared, pair: tuple[Selection, Selection]) -> None:
    wide, narrow = pair
    assert added_by(select(prepared, narrow), select(prepared, wide)) == {}


@given(selection=selections())
def test_the_districts_part_the_rows_of_every_table(prepared: Prepared, selection: Selection) -> None:
    everywhere = select(prepared, replace(selection, districts=()))
    parts = [select(prepared, replace(selection, districts=(code,))) for code in LINES]
    for table, key in TABLES.items():
        found = pd.concat([getattr(part, table)[key] for part in parts])
        loose = _beside_a_placed_one(everywhere) if table == "beneficiaries" else set()
        assert set(found) == ids(everywhere, table) - loose
        assert table == "proposals" or found.is_unique


def _beside_a_placed_one(rows: Selected) -> set[str]:
    """Return the beneficiaries without a place whose proposal is placed by another: it is there, and not unplaced."""
    frame = rows.beneficiaries
    is_placed = frame["district_code"].notna()
    placed = set(frame.loc[is_placed, "proposal_id"])
    return set(frame.loc[~is_placed & frame["proposal_id"].isin(placed), "beneficiary_id"])


def test_only_a_proposal_of_several_districts_is_in_more_than_one(prepared: Prepared) -> None:
    found = pd.concat([select(prepared, Selection((code,))).proposals["proposal_id"] for code in LINES])
    assert set(found[found.duplicated()]) == {
        "da-2020-quoc-gia-may-cnc",
        "da-2020-quoc-gia-bao-bi",
    }


@given(selection=selections())
def test_rows_say_what_was_chosen(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for table in ("facilities", "context", "beneficiaries", "ocop_products", "typical_products", "export_flows"):
        frame = getattr(rows, table)
        if selection.districts:
            assert set(frame["district_code"].fillna(UNPLACED)) <= set(selection.districts)
        if selection.sectors and table != "beneficiaries":
            assert set(frame["sector"]) <= set(selection.sectors)
    for field, column in (("sectors", "sector"), ("programmes", "programme"), ("stages", "stage")):
        if getattr(selection, field):
            assert set(rows.proposals[column]) <= set(getattr(selection, field))
    if selection.years:
        assert within(rows.proposals["year_from"], rows.proposals["year_to"], selection.years).all()
        for frame in (rows.typical_products, rows.export_flows):
            assert frame["year"].between(*selection.years).all()


@given(selection=selections())
def test_beneficiaries_and_proposals_belong_together(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    assert set(rows.beneficiaries["proposal_id"]) == set(rows.proposals["proposal_id"])


def test_context_and_the_unrecognised_are_never_counted(whole: Selected) -> None:
    assert set(whole.facilities["kind"]) <= {"enterprise", "cooperative", "cooperative_group", "household"}
    assert not set(whole.facilities["kind"]) & set(whole.context["kind"])
    assert OcopStatus.RECOGNISED.value not in set(whole.unrecognised["status"])
    assert set(whole.ocop_products["status"]) == {OcopStatus.RECOGNISED.value}


@pytest.mark.parametrize(
    ("period", "years", "inside"),
    [
        ((2011, 2015), (2013, 2013), [False]),
        ((2011, 2015), (2011, 2014), [False]),
        ((2011, 2015), (2011, 2015), [True]),
        ((2011, 2015), (2000, 2035), [True]),
        ((2013, 2013), (2013, 2013), [True]),
        ((pd.NA, pd.NA), (2000, 2035), [False]),
        ((2013, pd.NA), (2000, 2035), [False]),
    ],
)
def test_a_period_counts_when_it_lies_wholly_inside(
    period: tuple[object, object], years: tuple[int, int], inside: list[bool]
) -> None:
    first, last = (pd.Series([year], dtype="Int64") for year in period)
    assert within(first, last, years).tolist() == inside


def test_undated_rows_are_left_out_and_counted(prepared: Prepared, whole: Selected) -> None:
    ever = select(prepared, Selection(years=(1950, 2100)))
    for table in ("facilities", "proposals", "export_flows"):
        left_out = ids(whole, table) - ids(ever, table)
        assert ever.undated.get(table, 0) == len(left_out)


def test_a_year_that_no_source_speaks_of_shows_nothing(prepared: Prepared) -> None:
    rows = select(prepared, Selection(years=(2001, 2001)))
    assert {table: len(getattr(rows, table)) for table in TABLES} == dict.fromkeys(TABLES, 0)


def test_programme_and_stage_narrow_facilities_to_their_beneficiaries(prepared: Prepared, record: Record) -> None:
    rows = select(prepared, Selection(programmes=(Programme.NATIONAL,), stages=(Stage.ASSIGNED,)))
    proposals = record["proposals"]
    chosen = proposals[proposals["programme"].eq("national") & proposals["stage"].eq("assigned")]["proposal_id"]
    links = record["beneficiaries"]
    expected = set(links[links["proposal_id"].isin(chosen)]["facility_id"].dropna())
    assert expected
    assert set(rows.facilities["facility_id"]) | set(rows.context["facility_id"]) == expected
    assert set(rows.ocop_products["facility_id"].dropna()) <= expected
    assert rows.ocop_products["facility_id"].notna().all()


def test_a_facility_follows_the_years_of_the_chosen_programme(prepared: Prepared) -> None:
    rows = select(prepared, Selection(programmes=(Programme.NATIONAL,), years=(2016, 2016)))
    assert len(rows.facilities)
    assert set(rows.facilities["facility_id"]) == set(rows.beneficiaries["facility_id"].dropna())


def test_select_leaves_the_prepared_frames_alone(prepared: Prepared) -> None:
    before = {table: getattr(prepared, table).copy() for table in ("facilities", "proposals", "ocop_products")}
    select(prepared, Selection(("213",), (Sector.WOOD,), (2016, 2020), (Programme.NATIONAL,), (Stage.APPROVED,)))
    for table, frame in before.items():
        pd.testing.assert_frame_equal(getattr(prepared, table), frame)


@given(selection=selections())
def test_undated_rows_are_those_that_the_other_choices_would_show(prepared: Prepared, selection: Selection) -> None:
    dated = replace(selection, years=selection.years or (2016, 2020))
    always = select(prepared, replace(dated, years=None))
    ever = select(prepared, replace(dated, years=(1950, 2100)))
    for table in ("facilities", "proposals", "ocop_products", "export_flows"):
        assert select(prepared, dated).undated.get(table, 0) == len(getattr(always, table)) - len(getattr(ever, table))
