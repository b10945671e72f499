"""Recognition rounds by district: rounds that sources name, itemised beside published, cells that say what the table says."""

from typing import Any

import pytest
from hypothesis import given

from analytics.figures.chart import Chart
from analytics.figures.ocop.rounds import rounds_chart
from analytics.figures.style import Look
from analytics.ocop.recognitions import recognitions_of
from analytics.ocop.rounds import published_beside, published_rounds, round_in, rounds_by_district
from analytics.prepared.tables import Prepared
from analytics.selection.choices import read_customdata, without_fields
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import Record
from tests.analytics.drawn import drawn
from tests.analytics.strategies import selections

VI = language("vi")


def _n(whole: Selected, year: int, round_: int, stars: int) -> dict[str, int]:
    table = rounds_by_district(whole)
    mine = table[table["year"].eq(year) & table["round"].eq(round_) & table["stars"].eq(stars)]
    return dict(zip(mine["district_code"], mine["n"], strict=True))


def _chart(prepared: Prepared, selection: Selection) -> Chart:
    beside = select(prepared, without_fields(selection, "districts", "years", "stars"))
    return rounds_chart(beside, Look("light", VI, selection))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Đợt 1 năm 2021", 1),
        ("Đợt 1/2024, Hội đồng tỉnh chấm 70 đến dưới 90 điểm", 1),
        ("công nhận 6 sản phẩm đạt OCOP 3 sao đợt 2", 2),
        ("đợt 1 và đợt 2", None),
        ("Công nhận mới năm 2023", None),
        ("đợt cuối năm 2023", None),
        ("", None),
        (None, None),
    ],
)
def test_a_round_is_what_the_text_calls_one(text: str | None, number: int | None) -> None:
    assert round_in(text) == number


def test_the_rounds_of_the_fact_files_by_district(whole: Selected) -> None:
    assert _n(whole, 2021, 1, 4) == {"215": 1, "216": 4, "218": 1, "219": 1, "222": 3}
    assert _n(whole, 2021, 1, 3) == {"215": 3, "222": 1}
    assert _n(whole, 2021, 2, 4) == {"216": 1, "221": 1}
    assert _n(whole, 2024, 1, 3) == {"215": 6, "219": 8}
    assert sum(_n(whole, 2024, 1, 4).values()) == 6


def test_what_is_published_of_a_round_stands_beside_it(record: Record, prepared: Prepared) -> None:
    table = published_rounds(record)
    found = {
        (row["district_code"], row["stars"]): row["value"]
        for row in records(table[table["year_from"].eq(2023) & table["round"].eq(2)])
    }
    assert found == {("217", 3): 7, ("219", 3): 14, ("216", 3): 8, ("213", 3): 6}
    of_2021 = table[table["year_from"].eq(2021) & table["round"].eq(2) & table["scope"].eq("province")]
    assert dict(zip(of_2021["stars"], of_2021["value"], strict=True)) == {0: 39, 4: 2, 3: 37}
    assert published_beside(select(prepared, Selection(sectors=("food",)))).empty


@given(selection=selections())
def test_groups_add_up_to_the_recognitions(prepared: Prepared, selection: Selection) -> None:
    selected = select(prepared, without_fields(selection, "years"))
    table = rounds_by_district(selected)
    assert table["n"].sum() == len(recognitions_of(selected))
    assert not table.duplicated(["year", "round", "district_code", "stars"]).any()


@given(selection=selections())
def test_cells_say_what_the_table_says(prepared: Prepared, selection: Selection) -> None:
    chart = _chart(prepared, selection)
    itemised = [trace for trace in drawn(chart).data if trace.marker.symbol == "square"]
    hollow = [trace for trace in drawn(chart).data if trace.marker.symbol == "square-open"]
    rows = chart.table.by_id.values()
    assert (
        sum(int(text) for trace in itemised for text in trace.text)
        == sum(row["n"].value or 0 for row in rows)
        == chart.n
    )
    stated = sorted(row["published"].value for row in rows if row["published"].value is not None)
    assert sorted(int(text.lstrip("≥≤≈ ")) for trace in hollow for text in trace.text) == stated
    places: list[tuple[Any, Any]] = [pair for trace in drawn(chart).data for pair in zip(trace.x, trace.y, strict=True)]
    assert len(places) == len(set(places))
    for trace in drawn(chart).data:
        assert all(read_customdata(list(data)) for data in trace.customdata)
    assert set(chart.table.choices) <= set(chart.table.ids)


def test_a_chosen_district_stands_out_in_its_round(prepared: Prepared) -> None:
    chart = _chart(prepared, Selection(districts=("215",), years=(2024, 2024)))
    lit = {
        tuple(data[1::2])
        for trace in drawn(chart).data
        for data, opacity in zip(trace.customdata, trace.marker.opacity, strict=True)
        if opacity == 1
    }
    assert lit == {("215", "2024-2024", "3"), ("215", "2024-2024", "4")}
