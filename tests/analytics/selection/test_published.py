from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.selection.place_words import span
from analytics.selection.published_totals import (
    PHASES,
    PublishedTotal,
    of_metric,
    published_by_district,
    published_districts_sum,
    published_latest,
    published_longest,
    published_sum,
)
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import Basis, Programme, Qualifier, Sector, Stage
from tests.analytics.strategies import periods, selections

BILLION = 1_000_000_000
ORDER = ["done", "approved", "assigned", "stated"]
USED_BASES = set(ORDER)


def in_years(first: int, last: int, *programmes: Programme) -> Selection:
    return Selection(years=(first, last), programmes=programmes)


def budget(record: Record, selection: Selection) -> PublishedTotal:
    total = published_sum(record, "budget_vnd", selection)
    assert total is not None
    return total


def test_the_budget_of_2016_2020_is_the_total_of_the_three_levels(record: Record) -> None:
    total = budget(record, in_years(2016, 2020))
    assert total.value == 30_722_300_000
    assert (total.periods, total.qualifier, total.bases) == (((2016, 2020),), Qualifier.EXACT, (Basis.DONE,))


@pytest.mark.parametrize(
    ("programme", "billion"), [(Programme.NATIONAL, 6), (Programme.PROVINCIAL, 16.15), (Programme.DISTRICT, 8.5723)]
)
def test_the_budget_of_2016_2020_by_programme(record: Record, programme: Programme, billion: float) -> None:
    assert budget(record, in_years(2016, 2020, programme)).value == pytest.approx(billion * BILLION)


def test_two_programmes_are_the_sum_of_their_parts(record: Record) -> None:
    total = budget(record, in_years(2016, 2020, Programme.NATIONAL, Programme.PROVINCIAL))
    assert total.value == pytest.approx(22.15 * BILLION)
    assert total.periods == ((2016, 2020),)


def test_2023_is_national_and_provincial_and_never_the_plan(record: Record) -> None:
    total = budget(record, in_years(2023, 2023))
    assert total.value == 6.5 * BILLION
    assert set(total.figure_ids) == {"2023-national-budget-done", "2023-provincial-budget-done"}
    assert budget(record, in_years(2023, 2023, Programme.PROVINCIAL)).value == 3.3 * BILLION
    assert published_sum(record, "proposals", in_years(2023, 2023)).value == 22  # type: ignore[union-attr]


def test_what_covers_most_years_with_the_largest_sum_is_taken(record: Record) -> None:
    total = budget(record, in_years(2016, 2023))
    assert total.periods == ((2016, 2020), (2021, 2021), (2023, 2023))
    assert total.has_gaps
    assert total.span == (2016, 2023)
    assert span(total) == "2016–2023"
    assert total.qualifier == "at_least", "the sign, not the years, says that some are missing"


def test_a_period_cut_by_the_years_gives_way_to_its_single_years(record: Record) -> None:
    assert budget(record, in_years(2016, 2018)).periods == ((2016, 2016), (2017, 2017), (2018, 2018))


def test_a_total_without_gaps_says_so(record: Record) -> None:
    total = budget(record, in_years(2011, 2020))
    assert not total.has_gaps
    assert total.value == pytest.approx((18.9 + 30.7223) * BILLION)
    assert span(total) == "2011–2020"


@pytest.mark.parametrize(
    "selection",
    [
        Selection(("213",)),
        Selection(sectors=(Sector.WOOD,)),
        Selection(stages=(Stage.ACCEPTED,)),
        Selection(("213",), years=(2023, 2023)),
        Selection(years=(2001, 2004)),
        Selection(programmes=(Programme.UNKNOWN,)),
    ],
)
def test_nothing_is_published_for_a_finer_cut(record: Record, selection: Selection) -> None:
    assert published_sum(record, "budget_vnd", selection) is None
    assert published_longest(record, "facilities_supported", selection) is None


@pytest.mark.parametrize("selection", [Selection(("213",)), Selection(sectors=(Sector.WOOD,))])
def test_no_stock_is_published_for_a_finer_cut(record: Record, selection: Selection) -> None:
    assert published_latest(record, "ocop_products", selection) is None


@given(selection=selections())
def test_a_total_rests_on_figures_in_use_of_the_province(record: Record, selection: Selection) -> None:
    figures = record["published_figures"].set_index("figure_id")
    for metric in ("budget_vnd", "proposals", "counterpart_vnd"):
        total = published_sum(record, metric, selection)
        if total is None:
            continue
        rows = figures.loc[list(total.figure_ids)]
        assert rows["value"].sum() == total.value
        assert rows["is_used"].all()
        assert set(rows["scope"]) == {"province"}
        assert set(rows["basis"]) <= USED_BASES
        phases = rows["metric"].isin(PHASES.get(metric, ()))
        assert (rows["metric"].eq(metric) | phases).all()
        assert not phases.any() or total.qualifier is not Qualifier.EXACT


@given(years=periods(2000, 2030))
def test_no_year_is_counted_twice(record: Record, years: tuple[int, int]) -> None:
    total = published_sum(record, "budget_vnd", Selection(years=years))
    if total is not None:
        covered = [year for first, last in total.periods for year in range(first, last + 1)]
        assert len(covered) == len(set(covered))
        assert years[0] <= min(covered) <= max(covered) <= years[1]
        assert total.has_gaps == (len(covered) < max(covered) - min(covered) + 1)


@given(years=st.one_of(st.none(), periods(2000, 2030)))
def test_parts_are_never_added_to_their_whole(record: Record, years: tuple[int, int] | None) -> None:
    figures = record["published_figures"].set_index("figure_id")
    total = published_sum(record, "budget_vnd", Selection(years=years))
    if total is not None:
        rows = figures.loc[list(total.figure_ids)]
        for _, group in rows.groupby(["year_from", "year_to"]):
            assert "all" not in set(group["programme"]) or len(group) == 1
            assert group["programme"].is_unique


def test_the_stock_of_ocop_products_is_the_newest_in_the_years(record: Record) -> None:
    newest = published_latest(record, "ocop_products", Selection())
    assert newest is not None
    assert (newest.value, newest.figure_ids, newest.periods) == (385, ("2025-ocop-products",), ((2025, 2025),))
    assert published_latest(record, "ocop_products", in_years(2023, 2023)).value == 290  # type: ignore[union-attr]


def test_facilities_supported_are_those_of_the_longest_period(record: Record) -> None:
    longest = published_longest(record, "facilities_supported", Selection())
    assert longest is not None
    assert (longest.value, longest.figure_ids) == (269, ("2012-2022-facilities-supported",))
    assert longest.periods == ((2012, 2022),)


def test_a_better_basis_wins_over_a_lesser_one_of_the_same_thing(record: Record) -> None:
    figures = record["published_figures"]
    row = figures[figures["figure_id"].eq("2021-provincial-budget-approved")]
    done = row.assign(figure_id="2021-done", basis="done", value=3.4 * BILLION)
    stated = row.assign(figure_id="2021-stated", basis="stated", value=9.9 * BILLION)
    planned = row.assign(figure_id="2021-planned", basis="planned", value=8.8 * BILLION)
    widened = Record({**record.tables, "published_figures": pd.concat([figures, stated, done, planned])})
    assert budget(widened, in_years(2021, 2021)).figure_ids == ("2021-done",)


def test_the_registered_proposals_of_2020_by_district(record: Record) -> None:
    found = published_by_district(record, "proposals", Basis.REGISTERED, (2020, 2020))
    assert found.set_index("district_code")["value"].to_dict() == {
        "213": 11,
        "215": 2,
        "216": 4,
        "217": 2,
        "219": 3,
        "220": 1,
        "221": 6,
        "222": 3,
        "223": 5,
    }
    assert found["value"].sum() == 37


def test_a_year_of_which_one_programme_is_published_is_at_least_that(record: Record) -> None:
    one = published_sum(record, "proposals", Selection(years=(2021, 2021)))
    both = published_sum(record, "proposals", Selection(years=(2023, 2023)))
    assert one is not None
    assert both is not None
    assert one.qualifier is Qualifier.AT_LEAST
    assert both.qualifier is Qualifier.EXACT


def test_one_district_has_the_figures_that_are_published_of_it(record: Record) -> None:
    lang_giang = published_latest(record, "ocop_products", Selection(districts=("217",)))
    luc_ngan = published_latest(record, "ocop_products", Selection(districts=("219",)))
    assert lang_giang is None
    assert luc_ngan is not None
    assert luc_ngan.value == 44
    assert luc_ngan.figure_ids == ("2023-ocop-products-219",)
    assert published_latest(record, "ocop_products", Selection(districts=("217", "219"))) is None
    assert published_sum(record, "budget_vnd", Selection(districts=("219",))) is None


def test_a_sum_with_years_missing_between_is_at_least_that_and_names_every_basis(record: Record) -> None:
    total = budget(record, Selection())
    figures = record["published_figures"].set_index("figure_id").loc[list(total.figure_ids)]
    assert total.has_gaps
    assert total.qualifier is not Qualifier.EXACT
    assert set(total.bases) == set(figures["basis"])
    assert set(total.programmes) == set(figures["programme"])


def test_a_longer_period_that_leaves_more_out_does_not_hide_its_parts(record: Record) -> None:
    total = budget(record, in_years(2012, 2022))
    assert (total.value, total.periods, total.qualifier) == (47_522_900_000, ((2012, 2022),), Qualifier.AT_LEAST)
    whole = budget(record, Selection())
    assert (2012, 2022) not in whole.periods, "2011-2015, 2016-2020 and 2021 are as many years and more money"
    assert {(2011, 2015), (2016, 2020), (2021, 2021)} <= set(whole.periods)
    assert budget(record, Selection(programmes=(Programme.PROVINCIAL,))).value == 35_847_000_000


def known_of(record: Record, years: tuple[int, int] | None) -> dict[tuple[int, int], tuple[float, bool]]:
    """Return by hand what is known of each period: the sum of its best figures, and whether it leaves something out."""
    figures = of_metric(record, "budget_vnd")
    mine = figures[figures["scope"].eq("province") & figures["is_used"] & figures["basis"].isin(USED_BASES)]
    mine = mine.dropna(subset=["year_from"])
    if years is not None:
        mine = mine[mine["year_from"].ge(years[0]) & mine["year_to"].le(years[1])]
    found = {}
    for key, rows in mine.groupby(["year_from", "year_to"]):
        best = {
            name: min(same.to_dict("records"), key=lambda row: ORDER.index(row["basis"]))
            for name, same in rows.groupby("programme")
        }
        taken = [best["all"]] if "all" in best else list(best.values())
        is_part = "all" not in best and not {"national", "provincial"} <= set(best)
        is_least = is_part or any(row["qualifier"] == "at_least" for row in taken)
        found[int(key[0]), int(key[1])] = sum(row["value"] for row in taken), is_least
    return found


def sets_apart(spans: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Return every set of periods of which no two share a year."""
    for n in range(1, len(spans) + 1):
        for chosen in combinations(sorted(spans), n):
            if all(one[1] < other[0] for one, other in pairwise(chosen)):
                yield chosen


@given(years=st.one_of(st.none(), periods(2000, 2030)))
def test_a_total_is_the_sum_where_it_is_known_else_the_highest_floor(
    record: Record, years: tuple[int, int] | None
) -> None:
    """By every set of published periods that do not overlap."""
    known, total = known_of(record, years), published_sum(record, "budget_vnd", Selection(years=years))
    sets = list(sets_apart(list(known)))
    if not sets:
        assert total is None
        return
    assert total is not None
    exact = [
        sum(known[span][0] for span in one)
        for one in sets
        if years is not None
        and not any(known[span][1] for span in one)
        and sum(last - first + 1 for first, last in one) == years[1] - years[0] + 1
    ]
    highest = max(exact or (sum(known[span][0] for span in one) for one in sets))
    assert total.value == pytest.approx(highest)
    assert sum(known[span][0] for span in total.periods) == pytest.approx(highest)
    assert exact or years is None or total.qualifier is not Qualifier.EXACT


def test_the_floor_of_all_years_takes_a_year_of_all_programmes_before_four_years_of_one(record: Record) -> None:
    """totals.csv: 1.15 of 2005 from all sources of funding, 1.051 of 2005-2008 of the national programme alone."""
    total = budget(record, Selection())
    assert total.value == pytest.approx((1.15 + 2.631 + 18.9 + 30.7223 + 3.5 + 6.5) * BILLION)
    assert (2005, 2008) not in total.periods


def test_a_year_that_lacks_one_of_the_programmes_asked_for_is_a_floor(record: Record) -> None:
    both = in_years(2021, 2021, Programme.NATIONAL, Programme.PROVINCIAL)
    assert budget(record, both).qualifier is Qualifier.AT_LEAST, "2021 has a provincial figure alone"
    assert budget(record, in_years(2021, 2021, Programme.PROVINCIAL)).qualifier is Qualifier.EXACT


@pytest.mark.parametrize(
    ("year", "metric", "value"),
    [
        (2016, "proposals", 24),
        (2018, "proposals", 9),
        (2016, "budget_vnd", 2_970_000_000),
        (2018, "budget_vnd", 1_010_000_000),
    ],
)
def test_a_part_of_a_plan_is_the_least_that_the_year_can_be(record: Record, year: int, metric: str, value: int) -> None:
    """totals.csv: 2016 nationally 3 proposals, 900 million, first round 21, 2 070 million; 2018 nationally 2, 400 million, second round 7, 610 million."""
    total = published_sum(record, metric, Selection(years=(year, year)))
    assert total is not None
    assert (total.value, total.qualifier) == (value, Qualifier.AT_LEAST)


def test_a_part_of_a_plan_gives_way_to_a_figure_of_the_whole_year(record: Record) -> None:
    figures = record["published_figures"]
    phase = figures[figures["figure_id"].eq("2018-provincial-proposals-phase2-approved")]
    whole = phase.assign(figure_id="whole", metric="proposals", value=30.0)
    fuller = replace(record, tables={**record.tables, "published_figures": pd.concat([figures, whole])})
    total = published_sum(fuller, "proposals", Selection(years=(2018, 2018)))
    assert total is not None
    assert total.value == 32


def test_what_districts_registered_is_added_up_of_one_source_and_period(record: Record) -> None:
    """The founding document of 2020: 37 proposals of nine districts."""
    total = published_districts_sum(record, "proposals", Basis.REGISTERED, Selection(years=(2020, 2020)))
    assert total is not None
    assert (total.value, len(total.figure_ids)) == (37, 9)
    assert published_districts_sum(record, "proposals", Basis.REGISTERED, Selection(years=(2019, 2019))) is None
