"""Units of two periods: every unit lies on one land, a land is what whole units of both cover, and sums are those of its rows."""

import csv
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.crosstab.comparing_words import cautions, not_alike, side_name
from analytics.crosstab.cut import CrosstabMeasure
from analytics.crosstab.sides import Sides, read_sides
from analytics.crosstab.vintages import MEASURE_TABLES, Became, lands_of, others_of, rows_on, two_vintages
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.shared import is_shared_outside
from analytics.selection.unit_table import unit_sums
from analytics.wording.language import Language
from geodata.boundaries import BOUNDARIES_FOLDER
from tests.analytics.strategies import any_selections

PAIRS = [(one, other) for one, other in permutations(Vintage, 2) if other in others_of(one)]
COLUMNS = {
    Vintage.DISTRICTS_2024: "district_code",
    Vintage.DISTRICTS_2025: "district_code_2025",
    Vintage.COMMUNES_2025: "code_2025",
    Vintage.COMMUNES_2020: "code_2020",
    Vintage.COMMUNES_2019: "code_2019",
}


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_every_unit_lies_on_one_land_and_no_piece_crosses_it(left: Vintage, right: Vintage) -> None:
    lands = lands_of(left, right)
    for vintage, codes in (
        (left, [code for land in lands for code in land.left]),
        (right, [c for land in lands for c in land.right]),
    ):
        assert len(codes) == len(set(codes))
        assert set(units_of(vintage)) == set(codes)
    at = {code: n for n, land in enumerate(lands) for code in land.left}
    to = {code: n for n, land in enumerate(lands) for code in land.right}
    with (BOUNDARIES_FOLDER / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_commune = row[COLUMNS[left]] in units_of(left) and row[COLUMNS[right]] in units_of(right)
            assert not is_commune or at[row[COLUMNS[left]]] == to[row[COLUMNS[right]]]


def test_what_became_of_the_districts_in_2025() -> None:
    lands = lands_of(Vintage.DISTRICTS_2024, Vintage.DISTRICTS_2025)
    found = {frozenset(land.left): land for land in lands}
    assert found[frozenset({"213", "221"})].became is Became.JOINED, "Yên Dũng became part of the city"
    assert found[frozenset({"219"})].became is Became.DIVIDED, "Chũ was split from Lục Ngạn"
    assert sum(land.became is Became.SAME for land in lands) == 7


def of_several_lands(prepared: Prepared, pair: tuple[Vintage, Vintage], at: int) -> set[str]:
    """Return the proposals whose beneficiaries lie on several lands; where none is placed, they lie on none."""
    lands = enumerate(lands_of(*pair))
    land = {code: n for n, one in lands for code in (one.left, one.right)[at]}
    placed = prepared.units("beneficiaries", pair[at]).map(land)
    n_lands = placed.groupby(prepared.beneficiaries["proposal_id"].to_numpy()).nunique()
    return set(n_lands.index[n_lands > 1])


@given(any_selections(), st.sampled_from(PAIRS), st.sampled_from(list(MEASURE_TABLES)))
def test_a_land_is_the_sum_of_its_rows_each_counted_once(
    prepared: Prepared, selection: Selection, pair: tuple[Vintage, Vintage], measure: CrosstabMeasure
) -> None:
    selected = select(prepared, selection)
    found = two_vintages(selected, *pair, measure)
    for of in [*found.lands[::9], found.unplaced, found.total]:
        units = (None, None) if of is found.total else ((), ()) if of.land is None else (of.land.left, of.land.right)
        for at, (value, n) in enumerate(((of.left, of.n_left), (of.right, of.n_right))):
            rows = rows_on(selected, pair[at], measure, units[at])
            assert len(rows) == n
            stated, beside = rows, rows.iloc[:0]
            if measure is CrosstabMeasure.SUPPORT:
                apart = set(prepared.proposals["proposal_id"][is_shared_outside(selected)])
                apart |= set() if of is found.total else of_several_lands(prepared, pair, at)
                is_beside = rows["proposal_id"].isin(apart)
                stated, beside = (rows.loc[is_beside == is_one, "support_vnd"].dropna() for is_one in (False, True))
                assert (of.beside_left, of.beside_right)[at] == (float(beside.sum()) if len(beside) else None)
            told = (
                (float(stated.sum()) if measure is CrosstabMeasure.SUPPORT else float(len(rows)))
                if len(stated)
                else None
            )
            assert value == told
    whole = unit_sums(selected)["support_vnd" if measure is CrosstabMeasure.SUPPORT else MEASURE_TABLES[measure]]
    told = None if pd.isna(whole) else float(whole)
    assert (found.total.left, found.total.right) == (told, told), "the total is that of every vintage"


def test_periods_that_change_places_turn_the_difference(whole: Selected) -> None:
    there = two_vintages(whole, Vintage.COMMUNES_2020, Vintage.COMMUNES_2025, CrosstabMeasure.FACILITIES)
    back = two_vintages(whole, Vintage.COMMUNES_2025, Vintage.COMMUNES_2020, CrosstabMeasure.FACILITIES)
    turned = {of.land.left: of for of in back.lands if of.land}
    for of in there.lands:
        assert of.land is not None
        assert turned[of.land.right].land.right == of.land.left  # type: ignore[union-attr]
        assert turned[of.land.right].difference == (None if of.difference is None else -of.difference)


def test_a_joined_commune_says_that_its_parts_are_not_compared(whole: Selected) -> None:
    found = two_vintages(whole, Vintage.COMMUNES_2020, Vintage.COMMUNES_2025, CrosstabMeasure.FACILITIES)
    joined = [of for of in found.lands if of.land and of.land.became is Became.JOINED]
    assert joined
    for of in joined:
        assert of.land is not None
        assert str(len(of.land.left)) in not_alike(of, Language("vi"))
    assert cautions(Sides(*map(str, (Vintage.COMMUNES_2020, Vintage.COMMUNES_2025))), Language("vi"))


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_an_address_says_two_vintages_of_one_level(left: Vintage, right: Vintage) -> None:
    sides, is_read = read_sides(f"{left}.{right}.facilities")
    assert is_read
    assert sides.are_vintages
    assert not sides.are_periods
    assert read_sides(sides.to_text()) == (sides, True)
    assert side_name(sides.left, Language("vi")) != side_name(sides.right, Language("vi"))
    assert not read_sides(f"{left}.{left}")[1]
    assert not read_sides(f"{left}.219")[1]
