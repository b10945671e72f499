"""Facilities in difficult areas: what the fact files publish by district, and nothing for choices that no source makes."""

import pytest
from hypothesis import given

from analytics.figures.funding.difficult_areas import difficult_areas_chart
from analytics.figures.style import Look
from analytics.funding.difficult_areas import difficult_areas
from analytics.prepared.tables import Prepared
from analytics.selection.choices import read_customdata, without_fields
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import language
from tests.analytics.drawn import drawn
from tests.analytics.strategies import selections

VI = language("vi")


def test_the_districts_named_add_up_to_142_of_269(whole: Selected) -> None:
    shown = difficult_areas(whole)
    by_district = dict(zip(shown.districts["district_code"], shown.districts["value"], strict=True))
    assert by_district == {"219": 46, "223": 31, "215": 25, "218": 20, "220": 20}
    assert shown.n == 142
    assert shown.province["value"].tolist() == [142]
    assert shown.supported["value"].tolist() == [269]


@pytest.mark.parametrize(
    "selection",
    [Selection(years=(2016, 2020)), Selection(programmes=("national",)), Selection(sectors=("wood",))],
    ids=["years", "programme", "sector"],
)
def test_nothing_is_split_that_the_source_does_not_split(prepared: Prepared, selection: Selection) -> None:
    chart = difficult_areas_chart(select(prepared, selection), Look("light", VI, selection))
    assert chart.empty
    assert not chart.table.rows
    assert chart.n == 0


def test_the_share_is_said(prepared: Prepared) -> None:
    chart = difficult_areas_chart(select(prepared, Selection()), Look("dark", VI, Selection()))
    assert "142 trong 269" in chart.notes[0]
    assert "52,8%" in chart.notes[0]
    assert {frame_name for _, frame_name, _ in chart.parts} == {"published_figures"}


@given(selection=selections())
def test_bars_are_their_table(prepared: Prepared, selection: Selection) -> None:
    beside = select(prepared, without_fields(selection, "districts"))
    chart = difficult_areas_chart(beside, Look("light", VI, selection))
    bars = [value for trace in drawn(chart).data for value in trace.x]
    assert bars == [row["published"].value for row in chart.table.by_id.values()]
    assert sum(bars) == chart.n
    for trace in drawn(chart).data:
        assert all(read_customdata(list(data)) for data in trace.customdata)
