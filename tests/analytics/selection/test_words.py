import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import SEVERAL
from analytics.selection.place_words import PROVINCE_NAME, district_name, joined, period, place, records, span
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selection import UNPLACED
from analytics.wording.language import Language
from analytics.wording.signs import of_sum, qualified
from geodata.places.units import TEN_DISTRICTS
from geodata.record import Record
from geodata.schema.vocabulary import Qualifier

EN = Language("en")


@pytest.mark.parametrize("district", TEN_DISTRICTS)
def test_districts_go_by_their_names(district: object) -> None:
    assert district_name(district.code, EN) == district.name  # type: ignore[attr-defined]
    short = district_name(district.code, EN, short=True)
    assert short != PROVINCE_NAME, "the city, named alone, would be read as the province"
    assert short in {district.short_name, district.name}  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", [None, float("nan"), UNPLACED, "999"])
def test_what_is_no_district_is_not_known(code: object) -> None:
    assert district_name(code, EN) == "Not placed"


def test_several_districts_are_said_to_be_several() -> None:
    assert district_name(SEVERAL, EN) == "Several districts"


@pytest.mark.parametrize(
    ("first", "last", "text"), [(2019, 2019, "2019"), (2016, 2020, "2016–2020"), (pd.NA, pd.NA, "")]
)
def test_periods(first: object, last: object, text: str) -> None:
    assert period(first, last) == text


def test_a_span_goes_from_the_first_year_to_the_last() -> None:
    assert span(PublishedTotal(1, ("a",), ((2020, 2020),))) == "2020"
    assert span(PublishedTotal(1, ("a",), ((2016, 2020),))) == "2016–2020"
    assert span(PublishedTotal(1, ("a",), ((2016, 2020), (2023, 2023)))) == "2016–2023"


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("exact", "100"),
        ("approximate", "≈\u00a0100"),
        ("nearly", "≈\u00a0100"),
        ("at_least", "≥\u00a0100"),
        ("at_most", "≤\u00a0100"),
        ("range", "100"),
        (pd.NA, "100"),
    ],
)
def test_qualifiers_survive(qualifier: object, text: str) -> None:
    assert qualified("100", qualifier) == text


@given(st.lists(st.sampled_from(Qualifier), min_size=1))
def test_a_sum_says_no_more_than_its_parts(parts: list[Qualifier]) -> None:
    low = all(part in {Qualifier.EXACT, Qualifier.AT_LEAST} for part in parts)
    high = all(part in {Qualifier.EXACT, Qualifier.AT_MOST} for part in parts)
    wanted = {(True, True): "exact", (True, False): "at_least", (False, True): "at_most", (False, False): "approximate"}
    assert of_sum(parts) == wanted[low, high]


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("xã Vân Hà, Việt Yên", "222", "xã Vân Hà, Việt Yên"),
        ("xã Vân Hà", "222", "xã Vân Hà, Thị xã Việt Yên"),
        (pd.NA, "222", "Thị xã Việt Yên"),
        ("Bắc Giang", None, "Bắc Giang, Not placed"),
    ],
)
def test_a_place_names_its_district_once(written: object, code: object, text: str) -> None:
    assert place({"place_text": written, "district_code": code}, EN) == text


@given(st.lists(st.text(min_size=1) | st.just("") | st.none() | st.just(pd.NA)))
def test_only_parts_that_say_something_are_joined(parts: list[object]) -> None:
    assert joined(parts) == " · ".join(part for part in parts if isinstance(part, str) and part)


def test_rows_of_a_frame_are_those_that_pandas_returns(record: Record) -> None:
    mixed = pd.DataFrame({"a": pd.Categorical(["x", None]), "b": [1.5, float("nan")], "c": [(1,), pd.NA]})
    for frame in (*record.tables.values(), mixed, mixed.iloc[:0], pd.DataFrame()):
        rows, theirs = records(frame), frame.to_dict("records")
        assert str(rows) == str(theirs)
        assert [list(map(type, row.values())) for row in rows] == [list(map(type, row.values())) for row in theirs]
