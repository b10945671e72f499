"""The flow map marks and names every counted market, none outside its frame nor under the inset."""

from itertools import combinations
from math import dist

import pytest
from shapely.geometry import Point, box

from analytics.figures.drawn import narrow_flow_map
from analytics.figures.drawn.flow_map import (
    EAST_X,
    NORTH_Y,
    SOUTH_Y,
    WEST_X,
    WIDE_INSET_AT,
    in_inset,
    names_of,
    thick_lines,
)
from analytics.figures.drawn.world import BAC_GIANG, LEFT_OUT, label_points, project, viet_nam
from analytics.figures.spec import Flows
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
TOUCHING = 0.5
"""Square units that two boxes may share: a third of a pixel of a name."""
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


@pytest.mark.parametrize("with_context", [False, True])
@pytest.mark.parametrize("which", ["public record", "hard to place"])
def test_every_counted_market_is_marked_and_named(
    prepared: Prepared, markets_everywhere: Prepared, which: str, *, with_context: bool
) -> None:
    of = prepared if which == "public record" else markets_everywhere
    chart = map_chart(select(of, Selection()), Look("light", language("vi"), Selection()), with_context=with_context)
    assert isinstance(chart.spec, Flows)
    shown = drawn(chart)
    (marks,) = [trace for trace in shown.data if trace.mode == "markers+text"]
    (names,) = [
        trace for trace in shown.data if trace.mode == "text" and len(trace.text) == chart.n and trace.visible is None
    ]
    assert len(marks.x) == len(names.text) == chart.n
    assert all(names.text)
    assert not any(marks.text)
    places = names_of(chart.spec.flows)
    east = shown.layout.xaxis.range[1]
    assert [(place.x, place.y) for place in places] == [*zip(names.x, names.y, strict=True)]
    for x, y, place, text in zip(marks.x, marks.y, places, names.text, strict=True):
        assert is_seen(x, y), text
        assert x + MARK < east
        assert place.box[0] > WEST_X, text
        assert place.box[2] < east, text
        assert dist((x, y), (place.x, place.y)) < 60, f"{text} is far from its mark"


@pytest.mark.parametrize("with_context", [False, True])
@pytest.mark.parametrize("which", ["public record", "hard to place"])
@pytest.mark.parametrize("code", ["vi", "en"])
def test_no_name_stands_on_a_mark_another_name_or_a_thick_line(
    prepared: Prepared, markets_everywhere: Prepared, which: str, code: str, *, with_context: bool
) -> None:
    """On the narrowest card that has names on its map, so on every wider one."""
    of = prepared if which == "public record" else markets_everywhere
    chart = map_chart(select(of, Selection()), Look("light", language(code), Selection()), with_context=with_context)
    assert isinstance(chart.spec, Flows)
    flows = chart.spec.flows
    boxes = [box(*place.box) for place in names_of(flows)]
    for (one, a), (other, b) in combinations(zip(flows, boxes, strict=True), 2):
        assert a.intersection(b).area < TOUCHING, f"{one.name} on {other.name}"
    marks = [Point(label_points()[flow.code]).buffer(MARK) for flow in flows]
    home = Point(project(*BAC_GIANG)).buffer(MARK)
    lines = [box(*line) for line in thick_lines(flows).tolist()]
    for flow, name in zip(flows, boxes, strict=True):
        for other, mark in zip(flows, marks, strict=True):
            assert name.intersection(mark).area < TOUCHING, f"{flow.name} on the mark of {other.name}"
        assert not name.intersects(home), flow.name
        assert not name.intersects(box(*WIDE_INSET_AT)), flow.name
        on_lines = sum(name.intersection(line).area for line in lines)
        assert on_lines < name.area / 4, f"{flow.name} on thick lines"


def test_what_is_only_agreed_is_a_whole_band_with_a_dashed_middle(prepared: Prepared) -> None:
    chart = map_chart(select(prepared, Selection()), Look("light", language("vi"), Selection()), with_context=False)
    assert isinstance(chart.spec, Flows)
    lines = [trace for trace in drawn(chart).data if trace.mode == "lines" and trace.visible is None]
    dashed = [trace for trace in lines if trace.line.dash]
    meant = [flow for flow in chart.spec.flows if flow.tonnes is not None and not flow.is_shipped]
    assert len(dashed) == len(meant) > 0
    assert all(trace.line.width < 2 for trace in dashed), "a dash is longer than it is wide"
    bands = {(trace.x, trace.y) for trace in lines if not trace.line.dash}
    assert all((trace.x, trace.y) in bands for trace in dashed)


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
