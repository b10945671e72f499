"""A difference stands only between what is alike, is what plain counting says, and turns its sign with its sides."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.crosstab.comparing import ComparedLine, compare, measure_total, share_of_province
from analytics.crosstab.comparing_words import (
    OBJECTION_TEXTS,
    between_text,
    cautions,
    difference_text,
    known_side_text,
    remark_on,
    side_name,
)
from analytics.crosstab.comparison_map import MappedComparison, comparison_state, map_sides, mapped
from analytics.crosstab.cut import SUBJECT, CrosstabMeasure
from analytics.crosstab.sides import ON_MAP, PROVINCE_SIDE, OnMap, Sides, first_sides, read_sides, side_of
from analytics.crosstab.words import measure_text
from analytics.maps.measures import Measure
from analytics.overview.known_units import known_lines
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import span
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.unit_table import unit_sums
from analytics.wording.claims import Claim, ClaimObjection
from analytics.wording.colours import LESS, MORE, ZERO, Theme
from analytics.wording.language import Language
from analytics.wording.signs import SIGNS
from geodata.schema.vocabulary import Qualifier
from tests.analytics.strategies import any_selections

PLACES = st.sampled_from([PROVINCE_SIDE, *DISTRICT_CODES])
PERIODS = st.tuples(st.integers(2005, 2026), st.integers(0, 8)).map(lambda one: f"{one[0]}-{one[0] + one[1]}")
SIDES = st.one_of(st.builds(Sides, PLACES, PLACES), st.builds(Sides, PERIODS, PERIODS))


STRIP = {
    CrosstabMeasure.FACILITIES: KpiId.FACILITIES,
    CrosstabMeasure.PROPOSALS: KpiId.PROPOSALS,
    CrosstabMeasure.SUPPORT: KpiId.SUPPORT,
    CrosstabMeasure.OCOP: KpiId.OCOP,
    CrosstabMeasure.FLOWS: KpiId.MARKETS,
}
VI = Language("vi")


def lines(prepared: Prepared, selection: Selection, sides: Sides) -> tuple[ComparedLine, ...]:
    left, right = (select(prepared, side_of(selection, side)) for side in (sides.left, sides.right))
    return compare(left, right, sides)


def assert_turned(there: tuple[ComparedLine, ...], back: tuple[ComparedLine, ...]) -> None:
    for line, turned in zip(there, back, strict=True):
        assert (line.measure, line.reason) == (turned.measure, turned.reason)
        if line.difference is not None and turned.difference is not None:
            assert line.difference == -turned.difference
            assert not line.difference or difference_text(line, VI)[0] in "+−"


def assert_like(line: ComparedLine) -> None:
    """A difference is of two exact numbers, both published or both of lists of which no more is published."""
    one, other = line.left.number, line.right.number
    assert one.qualifier == other.qualifier == Qualifier.EXACT
    assert one.value is not None
    assert other.value is not None
    assert line.difference == one.value - other.value
    assert (one.published is None) == (other.published is None)
    for side in (line.left, line.right):
        assert side.number.published or not side.cell.published or side.cell.published.value <= (side.number.value or 0)


@given(any_selections(), SIDES)
def test_a_difference_is_of_numbers_that_are_alike_and_turns_its_sign_with_them(
    prepared: Prepared, selection: Selection, sides: Sides
) -> None:
    chosen = [select(prepared, side_of(selection, side)) for side in (sides.left, sides.right)]
    there, back = compare(*chosen, sides), compare(*reversed(chosen), Sides(sides.right, sides.left))
    assert_turned(there, back)
    if sides.left in {PROVINCE_SIDE, *DISTRICT_CODES}:
        assert not any(line.difference for line in compare(chosen[0], chosen[0], Sides(sides.left, sides.left)))
    for line in there:
        assert (line.difference is None) == (line.reason is not None)
        if line.difference is not None:
            assert_like(line)
        frames = [one.frame(SUBJECT[line.measure]) for one in chosen]
        if SUBJECT[line.measure] == "export_flows":
            frames = [frame[~frame["is_context"]] for frame in frames]
        assert [side.cell.n for side in (line.left, line.right)] == [len(frame) for frame in frames]


@pytest.mark.parametrize("left", [PROVINCE_SIDE, *DISTRICT_CODES])
def test_each_number_and_sign_is_the_one_of_the_strip_and_of_the_first_table(
    prepared: Prepared, whole: Selected, left: str
) -> None:
    own = select(prepared, side_of(Selection(), left))
    for right in DISTRICT_CODES:
        found = {line.measure: line for line in lines(prepared, Selection(), Sides(left, right))}
        for measure, kpi in STRIP.items():
            if measure not in found:
                assert not isinstance(kpi_of(kpi, own, whole).large, Claim)
                continue
            figure, number = kpi_of(kpi, own, whole), found[measure].left.number
            said, note = known_side_text(found[measure], found[measure].left, VI)
            if not isinstance(figure.large, Claim):
                assert not said
                continue
            assert number.value == figure.large.value
            assert number.qualifier == figure.large_qualifier
            assert said.startswith(SIGNS[figure.large_qualifier])
            assert (span(number.published) if number.published else VI.text("rows on record")) in note
            if left != PROVINCE_SIDE and measure is not CrosstabMeasure.FLOWS:
                of_table = known_lines(whole, whole)[Measure(measure.value)][left]
                assert (number.value, number.qualifier) == (of_table.value, of_table.qualifier)


def test_what_other_districts_count_too_stands_beside_the_number(prepared: Prepared) -> None:
    named = 0
    for code in DISTRICT_CODES:
        own = select(prepared, side_of(Selection(), code))
        sums = unit_sums(own)
        for line in lines(prepared, Selection(), Sides(code, PROVINCE_SIDE)):
            column = {CrosstabMeasure.PROPOSALS: "n_shared", CrosstabMeasure.SUPPORT: "shared_vnd"}.get(line.measure)
            if column is None or pd.isna(sums[column]) or not sums[column]:
                continue
            said, note = known_side_text(line, line.left, VI)
            assert line.left.shared == sums[column]
            message = "and {value} shared" if line.measure is CrosstabMeasure.SUPPORT else "{value} shared"
            assert VI.text(message, value=measure_text(line.measure, line.left.shared, VI)) in note
            named += bool(said)
    assert named


def test_counterpart_of_other_years_than_the_support_says_that_they_are_not_to_be_divided(prepared: Prepared) -> None:
    found = lines(prepared, Selection(), Sides(PROVINCE_SIDE, "219"))
    line = next(one for one in found if one.measure is CrosstabMeasure.COUNTERPART)
    assert line.left.number.published is not None
    assert span(line.left.number.published) in known_side_text(line, line.left, VI)[1]
    assert VI.text("not of the same years or rows as the support: do not divide the two") in remark_on(line, found, VI)


@given(any_selections(), st.sampled_from(DISTRICT_CODES))
def test_a_district_has_its_share_of_the_province_where_both_are_whole(
    prepared: Prepared, selection: Selection, code: str
) -> None:
    for sides in (Sides(code, PROVINCE_SIDE), Sides(PROVINCE_SIDE, code)):
        for line in lines(prepared, selection, sides):
            share = share_of_province(line, sides)
            assert between_text(line, sides, VI).endswith("%") or share is None
            if share is None:
                assert line.reason is not None or not line.left.number.value or not line.right.number.value
                continue
            assert 0 <= share <= 1


def test_published_numbers_of_other_years_are_not_compared(prepared: Prepared) -> None:
    for code in DISTRICT_CODES:
        for line in lines(prepared, Selection(), Sides(code, PROVINCE_SIDE)):
            one, other = line.left.number.published, line.right.number.published
            if one is not None and other is not None and line.difference is not None:
                assert (one.periods, one.bases) == (other.periods, other.bases)


def test_two_periods_of_the_province_are_compared_by_what_is_published_too(prepared: Prepared) -> None:
    found = lines(prepared, Selection(), Sides("2016-2020", "2021-2025"))
    assert any(not one.is_of_rows for one in found)
    assert all(one.reason in OBJECTION_TEXTS for one in found if one.reason is not None)


def test_every_reason_that_is_given_has_words(prepared: Prepared) -> None:
    given_reasons = {
        line.reason
        for left in (PROVINCE_SIDE, *DISTRICT_CODES)
        for line in lines(prepared, Selection(), Sides(left, PROVINCE_SIDE))
        if line.reason is not None
    }
    assert given_reasons
    assert given_reasons <= set(OBJECTION_TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "219.province",
        "219.217",
        "219.217.ocop",
        "2016-2020.2021-2025.published-support",
        "2016-2020.2021-2025",
        "2019-2019.2020-2020",
    ],
)
def test_an_address_says_two_sides(text: str) -> None:
    sides, is_read = read_sides(text)
    assert is_read
    assert read_sides(sides.to_text()) == (sides, True)
    assert all(side_name(side, Language(code)) for side in (sides.left, sides.right) for code in ("vi", "en"))
    assert cautions(sides, Language("vi"))


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "219",
        "219.2016-2020",
        "999.province",
        "2020-2016.2021",
        "219.217.215",
        "219.province.published-workers",
        "219.province.proposals.x",
    ],
)
def test_an_address_that_says_none_gives_the_first_sides(text: str) -> None:
    assert read_sides(text) == (Sides(), False)


def test_a_side_keeps_the_other_choices() -> None:
    chosen = Selection(years=(2016, 2020), districts=("213",))
    assert side_of(chosen, "219") == replace(chosen, districts=("219",))
    assert side_of(chosen, PROVINCE_SIDE) == replace(chosen, districts=())
    assert side_of(chosen, "2021-2025") == replace(chosen, years=(2021, 2025))


ON_MAPS = st.sampled_from(ON_MAP)


def on_the_map(prepared: Prepared, selection: Selection, sides: Sides) -> MappedComparison:
    left, right = (select(prepared, one) for one in map_sides(selection, sides))
    return mapped(left, right, sides, Language("vi"))


@given(any_selections(), SIDES, ON_MAPS, st.sampled_from(DISTRICT_CODES))
def test_a_district_on_the_map_is_what_its_own_selection_says(
    prepared: Prepared, selection: Selection, sides: Sides, on_map: OnMap, code: str
) -> None:
    sides = replace(sides, on_map=on_map)
    line = on_the_map(prepared, selection, sides).lines[code]
    alone = [select(prepared, replace(one, districts=(code,))) for one in map_sides(selection, sides)]
    told = [line.value(measure_total(one, on_map.measure)) for one in alone]
    assert [line.value(line.left), line.value(line.right)] == told
    if line.difference is not None:
        assert line.difference == told[0] - told[1]  # type: ignore[operator]


@given(any_selections(), SIDES, ON_MAPS, st.sampled_from(["light", "dark"]))
def test_each_district_has_the_colour_of_the_class_that_holds_it(
    prepared: Prepared, selection: Selection, sides: Sides, on_map: OnMap, theme: Theme
) -> None:
    sides = replace(sides, on_map=on_map)
    shown = on_the_map(prepared, selection, sides)
    state = comparison_state(shown, (), theme)
    assert state.payload()
    classes = [one for one in state.legend.classes if one.fill != "transparent"]
    assert len({one.fill for one in classes}) == len(classes)
    n = {one.fill: int(one.count) for one in classes}
    for fill, count in n.items():
        assert count == sum(area.fill == fill for area in state.areas.values())
    numbers = sorted(
        (shown.value(code), state.areas[code].fill) for code in DISTRICT_CODES if shown.value(code) is not None
    )
    order = [one.fill for one in classes if not one.missing]
    places = [order.index(fill) for _, fill in numbers]
    assert places == sorted(places), "a larger number never lies in a lower class"
    for value, fill in numbers:
        if sides.are_periods:
            within = {*LESS[theme]} if value < 0 else {*MORE[theme]} if value else {ZERO[theme]}
            assert fill in within
    for code, area in state.areas.items():
        assert area.missing == (shown.value(code) is None) == (not area.badges)
        assert area.lines


@given(any_selections(), st.builds(Sides, PERIODS, PERIODS, ON_MAPS))
def test_periods_that_change_places_turn_the_map(prepared: Prepared, selection: Selection, sides: Sides) -> None:
    there, back = (
        on_the_map(prepared, selection, one) for one in (sides, replace(sides, left=sides.right, right=sides.left))
    )
    for code in DISTRICT_CODES:
        value = there.value(code)
        assert back.value(code) == (None if value is None else -value)


def test_years_in_which_something_is_named_are_no_growth(prepared: Prepared) -> None:
    found = [
        line
        for line in lines(prepared, Selection(), Sides("2021-2025", "2016-2020"))
        if SUBJECT[line.measure] in {"facilities", "export_flows"}
    ]
    assert {SUBJECT[line.measure] for line in found} == {"facilities", "export_flows"}
    assert {line.reason for line in found} <= {ClaimObjection.MENTIONS, ClaimObjection.NOTHING_KNOWN}
    assert all(line.difference is None for line in found)


@given(any_selections())
def test_what_is_compared_first_are_the_districts_of_the_selection(selection: Selection) -> None:
    sides, known = first_sides(selection), set(selection.districts) & set(DISTRICT_CODES)
    assert sides.left != sides.right
    assert {sides.left, sides.right} - {PROVINCE_SIDE} <= (known or set(DISTRICT_CODES))
    assert (sides.right == PROVINCE_SIDE) == (len(known) < 2)
