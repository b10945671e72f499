"""The flow map marks and names every counted market, none outside its frame nor under the inset."""

from itertools import combinations
from math import dist

import pytest

from analytics.figures.drawn import narrow_flow_map
from analytics.figures.drawn.flow_map import EAST_X, NORTH_Y, SOUTH_Y, WEST_X, WIDE_INSET_AT, in_inset
from analytics.figures.drawn.world import LEFT_OUT, label_points, viet_nam
from analytics.figures.style import Look
from analytics.figures.trade.flow_map import map_chart
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.place_words import country_codes
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.record import Record
from tests.analytics.drawn import drawn

MARK = 2.2
LETTER, LINE = 2.6, 6.4
HARD = ("BRA", "URY", "GUY", "FJI", "PYF", "ASM", "COK", "FLK", "ISL", "CHL", "NZL", "USA", "DEU", "NLD", "GBR", "CHN")


def is_seen(x: float, y: float) -> bool:
    """Tell whether a mark lies whole in the frame and off the inset."""
    west, south, east, north = WIDE_INSET_AT
    is_under = west - MARK < x < east + MARK and south - MARK < y < north + MARK
    return WEST_X + MARK < x < EAST_X - MARK and SOUTH_Y + MARK < y < NORTH_Y - MARK and not is_under


def test_every_country_that_can_be_a_market_has_a_place_that_is_seen() -> None:
    points = label_points()
    for code in country_codes():
        if code not in LEFT_OUT:
            assert is_seen(*points[code]), code


def test_viet_nam_stands_whole_in_its_inset() -> None:
    west, south, east, north = WIDE_INSET_AT
    for xs, ys in viet_nam().values():
        for lon, lat in zip(xs, ys, strict=True):
            if lon is not None and lat is not None:
                x, y = in_inset(lon, lat)
                assert west <= x <= east
                assert south <= y <= north


@pytest.fixture
def markets_everywhere(record: Record) -> Prepared:
    flows = record["export_flows"]
    named = flows[flows["market_iso3"].notna()].head(len(HARD)).copy()
    named["market_iso3"] = list(HARD)[: len(named)]
    return prepare(Record({**record.tables, "export_flows": named}))


@pytest.mark.parametrize("which", ["public record", "hard to place"])
def test_every_counted_market_is_marked_and_named(prepared: Prepared, markets_everywhere: Prepared, which: str) -> None:
    of = prepared if which == "public record" else markets_everywhere
    chart = map_chart(select(of, Selection()), Look("light", language("vi"), Selection()), with_context=True)
    (marks,) = [trace for trace in drawn(chart).data if trace.mode == "markers+text"]
    assert len(marks.x) == len(marks.text) == chart.n
    assert all(marks.text)
    for x, y, text, side in zip(marks.x, marks.y, marks.text, marks.textposition, strict=True):
        assert is_seen(x, y), text
        width = LETTER * len(text)
        left = x if "right" in side else x - width if "left" in side else x - width / 2
        assert left > WEST_X, text
        assert left + width < EAST_X, text


@pytest.mark.parametrize("which", ["public record", "hard to place"])
def test_on_a_phone_every_market_has_a_number_of_its_own_place(
    prepared: Prepared, markets_everywhere: Prepared, which: str
) -> None:
    of = prepared if which == "public record" else markets_everywhere
    chart = map_chart(select(of, Selection()), Look("light", language("vi"), Selection()), with_context=True)
    changes = drawn(chart).layout.meta["narrow"]
    (marks,) = [given for _, given in changes if "marker.size" in given]
    (room,) = [given for _, given in changes if "height" in given]
    assert [*marks["text"]] == [str(i + 1) for i in range(chart.n)]
    (names,) = [trace for trace in drawn(chart).data if trace.mode == "text" and trace.visible is False]
    assert [name.split("</b>")[0] for name in names.text] == [f"<b>{number}" for number in marks["text"]]
    places = list(zip(marks["x"], marks["y"], strict=True))
    assert min(dist(one, other) for one, other in combinations(places, 2)) > narrow_flow_map.APART - 0.5
    for x, y in places:
        assert room["xaxis.range"][0] + MARK < x < room["xaxis.range"][1] - MARK
        assert narrow_flow_map.SOUTH_Y < y < narrow_flow_map.NORTH_Y - MARK
