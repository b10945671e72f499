import random
from dataclasses import FrozenInstanceError
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import country_codes
from analytics.selection.selection import (
    DISTRICT_CODES,
    FIRST_YEAR,
    LAST_YEAR,
    PARAMETERS,
    UNPLACED,
    ReadSelection,
    Selection,
    is_product_group,
    read_query,
)
from geodata.schema.vocabulary import Programme, Sector, Stage
from tests.analytics.strategies import HOSTILE, LISTS, any_selections

VALUES = {str(value) for values in LISTS.values() for value in values}


def test_the_ten_districts_are_those_of_2024() -> None:
    assert DISTRICT_CODES == ("213", "215", "216", "217", "218", "219", "220", "221", "222", "223")


def test_an_empty_selection_has_no_parameters() -> None:
    assert Selection().to_query() == {}
    assert Selection().is_empty


def test_parameters_are_named_in_words_and_hold_plain_values() -> None:
    selection = Selection(("218", UNPLACED), (Sector.WOOD,), (2016, 2020), (Programme.NATIONAL,), (Stage.ACCEPTED,))
    assert selection.to_query() == {
        "district": "218,unplaced",
        "sector": "wood",
        "years": "2016-2020",
        "programme": "national",
        "stage": "accepted",
    }


@given(any_selections(), st.randoms())
def test_equal_choices_are_equal_values_in_whatever_order(selection: Selection, shuffler: random.Random) -> None:
    mixed = {
        field: shuffler.sample(getattr(selection, field) * 2, k=2 * len(getattr(selection, field))) for field in LISTS
    }
    again = Selection(years=selection.years, **{field: tuple(values) for field, values in mixed.items()})
    assert again == selection
    assert hash(again) == hash(selection)


def test_values_stand_in_the_order_of_the_vocabulary() -> None:
    selection = Selection(
        (UNPLACED, "223", "213"), (Sector.OTHER, Sector.WOOD), stages=(Stage.INSPECTED, Stage.REGISTERED)
    )
    assert selection.districts == ("213", "223", UNPLACED)
    assert selection.sectors == (Sector.WOOD, Sector.OTHER)
    assert selection.stages == (Stage.REGISTERED, Stage.INSPECTED)


@given(any_selections())
def test_without_takes_one_value_back(selection: Selection) -> None:
    for field in LISTS:
        values = getattr(selection, field)
        for value in values:
            rest = selection.without(field, value)
            assert getattr(rest, field) == tuple(item for item in values if item != value)
        assert getattr(selection.without(field), field) == ()
    assert selection.without("years").years is None


@given(any_selections())
def test_taking_every_field_back_leaves_the_whole(selection: Selection) -> None:
    for field in PARAMETERS:
        selection = selection.without(field)
    assert selection.is_empty


@given(any_selections())
def test_a_url_reopens_the_same_selection(selection: Selection) -> None:
    read = read_query(selection.to_query())
    assert read.selection == selection
    assert read.refused == ()


@pytest.mark.parametrize("field", [field for field in LISTS if field not in {"products", "markets"}])
def test_a_value_outside_the_vocabulary_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="not of the vocabulary: nowhere"):
        Selection(**{field: ("nowhere",)})


@pytest.mark.parametrize("text", ["chn", "CHNA", "CN", "C1N", "ĐTA", "CHN\n"])
def test_a_market_is_three_capital_letters(text: str) -> None:
    assert read_query({"market": text}).refused == ("market",)
    with pytest.raises(ValueError, match="three letters"):
        Selection(markets=(text,))


def test_years_run_forward() -> None:
    with pytest.raises(ValueError, match="from the earlier to the later"):
        Selection(years=(2020, 2019))


def test_a_selection_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Selection().districts = ("213",)


@pytest.mark.parametrize("name", PARAMETERS.values())
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_by_name_and_not_kept(name: str, text: str) -> None:
    read = read_query({name: text})
    assert read.refused == (name,)
    assert read.selection.years is None
    assert {str(item) for field in LISTS for item in getattr(read.selection, field)} <= VALUES


@given(st.dictionaries(st.sampled_from([*PARAMETERS.values(), "other"]), st.text()))
def test_any_text_in_a_url_is_read_or_refused(query: dict[str, str]) -> None:
    read = read_query(query)
    understood = read.selection.to_query()
    for name in PARAMETERS.values():
        if name not in read.refused:
            assert (
                sorted(understood.get(name, "").split(",")) == sorted(set(query.get(name, "").split(",")))
                or name == "years"
            )
    assert set(read.refused) <= set(query) - {"other"}
    kept = {value for name, text in understood.items() if name != "years" for value in text.split(",")}
    assert all(value in VALUES or is_product_group(value) for value in kept)


@pytest.mark.parametrize(
    "text",
    [
        "2023-2020",
        "-2020",
        "2020-",
        "-1",
        "-2016--2020",
        "9999-0000",
        "0000-9999",
        "1949",
        "2101",
        "2016-2020-2024",
        "2016,2020",
        "2016–2020",
        " 2016",
        "+2016",
        "2e3",
        "２０１６",
        "²⁰¹⁶",
        "20160",
    ],
)
def test_years_that_are_no_period_are_refused(text: str) -> None:
    assert read_query({"years": text}).refused == ("years",)
    assert read_query({"years": text}).selection.is_empty


def test_the_longest_address_that_the_app_can_make_opens_again_and_passes_an_ordinary_proxy() -> None:
    units = tuple(f"{vintage}:{code}" for vintage in Vintage for code in units_of(vintage))
    everything = Selection(
        **LISTS | {"districts": (*DISTRICT_CODES, UNPLACED), "markets": tuple(country_codes()), "units": units},
        years=(FIRST_YEAR, LAST_YEAR),
    )
    query = everything.to_query()
    assert read_query(query) == ReadSelection(everything)
    assert len(urlencode(query)) < 6_000, (
        "8 kB is what a proxy lets through; the view and the name of the host need some"
    )


@given(
    st.lists(st.sampled_from([f"{vintage}:{code}" for vintage in Vintage for code in units_of(vintage)]), max_size=40)
)
def test_any_units_are_read_back_whether_each_names_its_vintage_or_not(chosen: list[str]) -> None:
    selection = Selection(units=tuple(chosen))
    assert read_query(selection.to_query()) == ReadSelection(selection)
    assert read_query({"unit": ",".join(chosen)}) == ReadSelection(selection)


def test_the_bounds_of_the_years_are_allowed() -> None:
    assert read_query({"years": f"{FIRST_YEAR}-{LAST_YEAR}"}).selection.years == (FIRST_YEAR, LAST_YEAR)
    assert read_query({"years": "2023"}).selection.years == (2023, 2023)


def test_what_is_understood_beside_a_refused_value_is_kept() -> None:
    read = read_query({"district": "213,999", "sector": "wood"})
    assert read.selection == Selection(("213",), (Sector.WOOD,))
    assert read.refused == ("district",)


def test_every_refused_parameter_is_named() -> None:
    read = read_query(dict.fromkeys(PARAMETERS.values(), "<b>"))
    assert set(read.refused) == set(PARAMETERS.values())
    assert read.selection.is_empty
