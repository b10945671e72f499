from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from PIL import Image
from shapely import Point, Polygon
from shapely import box as rectangle
from shapely import union_all as union
from shapely.geometry.base import BaseGeometry

from analytics.briefing.map.ground import Feature, Projection, features, fitted, short_unit_name
from analytics.briefing.map.labels import Box, Room, Wanted, placed_labels
from analytics.briefing.map.picture import A3, A4, SHOW, SLIDE, SheetSize, map_frame, map_paper, map_png, map_projection
from analytics.briefing.map.words import map_words
from analytics.briefing.story.slides import MapBlock, Story
from analytics.briefing.story.storyline import story
from analytics.maps.marks import MapView
from analytics.maps.measures import MEASURE_COLUMNS, MapMeasure, MapStyle, Measure, Scale, measure_values
from analytics.maps.state import map_state
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.language import language
from geodata.layers import MapState

Tell = Callable[[str], Story]


def map_block(told: Story) -> MapBlock:
    (found,) = [one for one in told.by_id["map"].blocks if isinstance(one, MapBlock)]
    return found


def state_of(whole: Selected, spec: MapMeasure) -> MapState:
    measure = measure_values(spec, whole, whole)
    return map_state(whole, measure, MapView((), "light", language("vi")))


@pytest.mark.parametrize("sheet", [SLIDE, SHOW, A4, A3])
def test_names_never_overlap_and_stay_on_the_map(tell: Tell, sheet: SheetSize) -> None:
    block = map_block(tell("everything"))
    _, placed = map_paper(block.state, sheet, map_words(tell("everything"), block))
    assert len(placed) == 10
    for n, one in enumerate(placed):
        assert not any(one.box.overlaps(other.box) for other in placed[n + 1 :]), one.text
        assert one.box.left >= 0
        assert one.box.right <= sheet.width


@pytest.mark.parametrize("sheet", [SLIDE, SHOW, A4, A3])
@pytest.mark.parametrize("name", ["everything", "one district"])
@pytest.mark.parametrize("vintage", [Vintage.DISTRICTS_2024, Vintage.DISTRICTS_2025])
def test_each_district_has_its_name_on_its_land_or_off_all_land_with_a_line(
    prepared: Prepared, tell: Tell, sheet: SheetSize, name: str, vintage: Vintage
) -> None:
    told = tell(name)
    whole = select(prepared, Selection())
    values = measure_values(MapMeasure(vintage=vintage), whole, whole)
    state = map_state(whole, values, MapView((), "light", language("vi")))
    shown = {code: badge.text for code, area in state.areas.items() for badge in area.badges}
    words = replace(map_words(told, map_block(told)), values=shown)
    _, placed = map_paper(state, sheet, words)
    projection = fitted(map_frame(state, sheet, words))
    lands = {name_of(one): land(projection, one) for one in features(vintage.value)}
    assert {one.text for one in placed} == {f"{name_of(one)}\n{shown[code_of(one)]}" for one in features(vintage.value)}
    for one in placed:
        own = lands[one.text.split("\n")[0]]
        box = rectangle(one.box.left, one.box.bottom, one.box.right, one.box.top)
        if one.leader is None:
            assert own.contains(box), one.text
        else:
            assert own.contains(Point(one.leader)), one.text
            assert not any(other.intersects(box) for other in lands.values()), one.text


@pytest.mark.parametrize("sheet", [SLIDE, SHOW, A4])
def test_a_map_of_one_district_shows_it_whole_and_named_with_what_lies_around_it(tell: Tell, sheet: SheetSize) -> None:
    told = tell("everything")
    words = map_words(told, map_block(told))
    scales = {}
    for one in features("districts_2024"):
        state = replace(map_block(told).state, selected=(code_of(one),))
        frame, projection = map_frame(state, sheet, words), map_projection(state, sheet, words)
        scales[name_of(one)] = projection.scale / fitted(frame).scale
        field = rectangle(frame.left, frame.bottom, frame.left + frame.width, frame.bottom + frame.height)
        assert field.contains(land(projection, one)), name_of(one)
        _, placed = map_paper(state, sheet, words)
        lands = {name_of(other): land(projection, other) for other in features("districts_2024")}
        assert name_of(one) in {shown.text.split("\n")[0] for shown in placed}
        assert len(placed) >= 3, "what lies around it has its names too"
        for shown in placed:
            own, box = lands[shown.text.split("\n")[0]], rectangle(*vars(shown.box).values())
            assert field.contains(box), shown.text
            assert own.contains(box if shown.leader is None else Point(shown.leader)), shown.text
    assert min(scales.values()) >= 1
    assert scales["TP. Bắc Giang"] > 1.5


def name_of(one: Feature) -> str:
    return short_unit_name(one.properties)


def code_of(one: Feature) -> str:
    return str(one.properties["code"])


def land(projection: Projection, one: Feature) -> BaseGeometry:
    return union([Polygon(projection.points(ring)) for ring in one.rings if len(ring) > 3])


@pytest.mark.parametrize("measure", [Measure.FACILITIES, Measure.PROPOSALS, Measure.OCOP])
def test_the_printed_numbers_are_those_of_the_table(prepared: Prepared, measure: Measure) -> None:
    told = story(prepared, Selection(), today=date(2026, 11, 21), language=language("vi"), spec=MapMeasure(measure))
    block = map_block(told)
    _, placed = map_paper(block.state, SLIDE, map_words(told, block))
    table = unit_table(select(prepared, Selection()))[MEASURE_COLUMNS[measure]]
    printed = {one.text.split("\n")[0]: one.text.split("\n")[1] for one in placed if "\n" in one.text}
    known = {code: n for code, n in table.items() if code in units_of(Vintage.DISTRICTS_2024) and not pd.isna(n)}
    assert printed == {
        name_of(one): str(known[code_of(one)]) for one in features("districts_2024") if code_of(one) in known
    }


def test_names_of_many_communes_never_overlap(whole: Selected, tell: Tell) -> None:
    spec = MapMeasure(Measure.FACILITIES, Scale.PER_AREA, Vintage.COMMUNES_2025)
    state = state_of(whole, spec)
    _, placed = map_paper(state, A3, replace(map_words(tell("everything"), map_block(tell("everything"))), values={}))
    assert len(placed) > 0.9 * len(units_of(Vintage.COMMUNES_2025))
    boxes = [one.box for one in placed]
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_a_name_without_room_is_left_out_rather_than_put_over_another() -> None:
    field = Box(0, 0, 1, 1)
    wanted = [Wanted(str(n), (0.5, 0.5), rectangle(0.2, 0.2, 0.8, 0.8)) for n in range(5)]
    placed = placed_labels(wanted, (10,), lambda _text, _size: (0.5, 0.4), Room(field, reach=0))
    assert len(placed) == 1


def test_a_name_too_wide_for_its_unit_stands_beside_it_with_a_line() -> None:
    wanted = [Wanted("long", (1.0, 1.0), rectangle(0.9, 0.9, 1.1, 1.1))]
    (placed,) = placed_labels(wanted, (10,), lambda _text, _size: (0.6, 0.2), Room(Box(0, 0, 3, 3)))
    assert placed.leader == (1.0, 1.0)
    assert not placed.box.overlaps(Box(0.95, 0.95, 1.05, 1.05))


def test_the_picture_is_sharp_and_has_the_fills_of_the_screen(tell: Tell) -> None:
    block = map_block(tell("everything"))
    png = map_png(block.state, replace(SLIDE, names=(15, 14)), map_words(tell("everything"), block))
    picture = Image.open(BytesIO(png)).convert("RGB")
    assert picture.width >= 200 * SLIDE.width
    colours = {colour for _, colour in picture.getcolors(maxcolors=picture.width * picture.height) or []}
    for row in block.state.legend.classes:
        if row.fill.startswith("#") and not row.missing:
            assert tuple(bytes.fromhex(row.fill[1:])) in colours, row.label


def test_the_inset_has_both_archipelagos() -> None:
    names = {str(one.properties["name"]) for one in features("vietnam_inset")}
    assert {"Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)"} <= names


def test_the_picture_says_of_what_day_and_selection_it_is(tell: Tell) -> None:
    told = tell("one district")
    paper, _ = map_paper(map_block(told).state, SLIDE, map_words(told, map_block(told)))
    texts = " ".join(text.get_text() for text in paper.axes.texts)
    for said in ("Lục Ngạn", "21/11/2026", "Ranh giới", "chưa rõ địa bàn", "Hoàng Sa", "Trường Sa", "km"):
        assert said in texts


def test_circles_are_drawn_in_the_sizes_of_the_state(prepared: Prepared, tell: Tell) -> None:
    whole = select(prepared, Selection())
    state = state_of(whole, MapMeasure(Measure.OCOP, drawing=MapStyle.CIRCLES))
    words = map_words(tell("everything"), map_block(tell("everything")))
    with_circles, _ = map_paper(state, A4, words)
    without = replace(state, areas={code: replace(area, size=0.0) for code, area in state.areas.items()})
    plain, _ = map_paper(without, A4, words)
    n_circles = sum(area.size > 0 for area in state.areas.values())
    assert len(with_circles.axes.patches) - len(plain.axes.patches) == n_circles > 0
