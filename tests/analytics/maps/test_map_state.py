import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.maps.areas import areas, class_label, class_rows, marked
from analytics.maps.classes import Breaks, Classes, classes_of
from analytics.maps.mark_cells import Window
from analytics.maps.marks import LAYER_LABELS, MapLayer, MapView
from analytics.maps.measures import MapMeasure, MapStyle, Measure, Scale, measure_values
from analytics.maps.numbers import cell_text, value_in_words
from analytics.maps.state import compared_selection, map_payload, map_state
from analytics.overview.known_units import shown_values
from analytics.prepared.tables import Prepared, prepare
from analytics.prepared.vintages import VINTAGE_LABELS, Vintage, units_in, units_of
from analytics.selection.place_words import stars_text
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.unit_table import unit_table
from analytics.wording.colours import MISSING, SECTOR_STYLES, SEQUENTIAL, ZERO, Theme, class_colours
from analytics.wording.language import Language
from geodata.layers import MapState
from geodata.layers.payload import decode
from geodata.record import Record
from geodata.schema.vocabulary import Sector
from tests.analytics.strategies import selections
from tests.analytics.written_numbers import holds, read

VI, EN = Language("vi"), Language("en")
EVERY = tuple(MapLayer)
LOOK = MapView(EVERY, "light", VI)


def draw(
    prepared: Prepared,
    selection: Selection,
    measure: Measure = Measure.FACILITIES,
    vintage: Vintage = Vintage.DISTRICTS_2024,
    **view: Any,
) -> tuple[Selected, MapState]:
    rows = select(prepared, selection)
    spec = MapMeasure(measure, Scale.ABSOLUTE, vintage, drawing=MapStyle.FILL)
    values = shown_values(spec, rows, select(prepared, Selection()))
    look = MapView(**{"layers": EVERY, "theme": "light", "language": VI, **view})
    return rows, map_state(rows, values, look)


def frames(rows: Selected) -> dict[str, pd.DataFrame]:
    return {
        "facility": rows.facilities,
        "proposal": rows.beneficiaries,
        "ocop": rows.ocop_products,
        "context": rows.context,
    }


def keys(layer: str, frame: pd.DataFrame) -> pd.Series:
    column = {"proposal": "proposal_id", "ocop": "product_id"}.get(layer, "facility_id")
    return frame[column]


def counts(state: MapState) -> dict[str, int]:
    return {item.plate: int(item.count) for section in state.legend.sections for item in section.items if item.plate}


@given(selection=selections())
def test_marks_and_what_is_noted_as_unplaced_make_up_every_layer(prepared: Prepared, selection: Selection) -> None:
    rows, state = draw(prepared, selection)
    for layer in state.layers:
        frame = frames(rows)[layer.id]
        placed = {mark.id for mark in layer.marks}
        unplaced = set(keys(layer.id, frame)) - placed
        assert len(layer.marks) == frame["lat"].notna().sum()
        note = VI.text("Not on the map: {n} {what}", n=VI.number(len(unplaced)), what=layer.label)
        assert (note in state.legend.notes) == bool(unplaced)
        assert counts(state)[layer.id] == len(placed) + len(unplaced)


@given(selection=selections())
def test_the_legend_counts_what_the_key_figures_count(prepared: Prepared, selection: Selection) -> None:
    rows, state = draw(prepared, selection)
    assert counts(state) == {
        "facility": len(rows.facilities),
        "proposal": len(rows.proposals),
        "ocop": len(rows.ocop_products),
        "context": len(rows.context),
    }


@given(selection=selections(), measure=st.sampled_from(list(Measure)))
def test_the_classes_of_the_legend_count_the_ten_districts(
    prepared: Prepared, selection: Selection, measure: Measure
) -> None:
    _, state = draw(prepared, selection, measure)
    units = [row for row in state.legend.classes if row.fill != "transparent"]
    assert sum(int(row.count) for row in units) == 10
    assert sum(area.missing for area in state.areas.values()) == int(units[-1].count)


@pytest.mark.parametrize("layers", [(), (MapLayer.OCOP,), (MapLayer.PROPOSAL, MapLayer.FACILITY)])
def test_only_the_chosen_layers_are_drawn(prepared: Prepared, layers: tuple[MapLayer, ...]) -> None:
    _, state = draw(prepared, Selection(), layers=layers)
    assert [layer.id for layer in state.layers] == list(layers)
    assert list(counts(state)) == list(layers)


def test_chosen_districts_are_marked_and_the_unplaced_is_none(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(("218", "unplaced")))
    assert state.selected == ("218",)
    assert tuple(state.areas) == DISTRICT_CODES


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_data_has_a_fill_apart_from_zero(prepared: Prepared, theme: Theme) -> None:
    _, state = draw(prepared, Selection(), Measure.SUPPORT, theme=theme)
    assert state.areas["218"].fill == MISSING[theme] != ZERO[theme]
    assert state.areas["218"].missing
    _, of_2023 = draw(prepared, Selection(years=(2023, 2023)), Measure.SUPPORT, theme=theme)
    assert of_2023.areas["221"].missing, "no proposal on record is not known, which is not zero"
    assert state.areas["221"].fill in SEQUENTIAL[theme]


def test_the_tooltip_of_a_district_says_its_value(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(), Measure.SUPPORT, language=EN)
    assert state.areas["221"].lines == ("Support for proposals: ≥\u00a0300\u00a0million\u00a0VND",)
    assert state.areas["213"].lines == (
        "Support for proposals: no data, and 1.5\u00a0billion\u00a0VND shared with other districts",
    )
    assert state.areas["218"].lines == ("Support for proposals: no data",)


def test_a_published_measure_says_that_it_does_not_follow(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(), Measure.REGISTERED_2020, language=EN)
    assert "As published; does not follow the filters." in state.legend.notes
    assert state.areas["218"].missing


def test_what_lies_in_no_district_has_its_own_row(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(), Measure.SUPPORT, language=EN)
    assert (state.legend.classes[-1].label, state.legend.classes[-1].count) == (
        "not placed",
        "100\u00a0million\u00a0VND",
    )
    assert "Not placed: no source says which district" in state.legend.notes


def test_a_proposal_of_three_firms_has_three_marks_and_counts_once(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(), layers=(MapLayer.PROPOSAL,))
    marks = [mark for mark in state.layers[0].marks if mark.id == "da-2020-quoc-gia-may-cnc"]
    assert len(marks) == 3


def test_marks_carry_the_quality_and_the_style_of_their_row(prepared: Prepared) -> None:
    rows, state = draw(prepared, Selection(), layers=(MapLayer.FACILITY,))
    by_id = rows.facilities.set_index("facility_id")
    for mark in state.layers[0].marks:
        row = by_id.loc[mark.id]
        assert mark.quality == row["location_quality"]
        assert state.styles[mark.style] == SECTOR_STYLES[Sector(row["sector"])]
        assert mark.name == row["name"]


def test_hostile_names_reach_the_map_as_text(record: Record) -> None:
    hostile = "`${alert(1)}`</script><img src=x onerror=alert(1)>\u2028\u202e"
    facilities = record["facilities"].assign(name=hostile)
    _, state = draw(prepare(Record({**record.tables, "facilities": facilities})), Selection())
    sent: Any = decode(state.payload())
    assert {mark["name"] for layer in sent["layers"] if layer["id"] == "facility" for mark in layer["marks"]} == {
        hostile
    }


def test_the_state_is_plain_json(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection())
    json.dumps(decode(state.payload()), allow_nan=False)


def test_a_state_holds_no_words_of_the_other_language(prepared: Prepared) -> None:
    _, english = draw(prepared, Selection(), language=EN)
    _, vietnamese = draw(prepared, Selection(), language=VI)
    assert [layer.label for layer in english.layers] == list(LAYER_LABELS.values())
    assert not {layer.label for layer in english.layers} & {layer.label for layer in vietnamese.layers}
    assert english.legend.title != vietnamese.legend.title


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        (Measure.FACILITIES, None, "không có số liệu"),
        (Measure.FACILITIES, 0.0, "0"),
        (Measure.FACILITIES, 1234.0, "1.234"),
        (Measure.SUPPORT, 0.0, "0\u00a0đồng"),
        (Measure.SUPPORT, 900_000_000.0, "900\u00a0triệu\u00a0đồng"),
        (Measure.SUPPORT, 6_500_000_000.0, "6,5\u00a0tỷ\u00a0đồng"),
    ],
)
def test_a_value_in_words(measure: Measure, value: float | None, text: str) -> None:
    assert value_in_words(measure, value, VI) == text


def test_class_labels_state_their_bounds(whole: Selected) -> None:
    facilities = measure_values(MapMeasure(scale=Scale.ABSOLUTE), whole, whole)
    assert class_label(facilities, 4, 5, EN) == "4"
    assert class_label(facilities, 8, 18, EN) == "8 – 17"
    support = measure_values(MapMeasure(Measure.SUPPORT, Scale.ABSOLUTE), whole, whole)
    assert class_label(support, 50e6, 150e6, EN) == "50\u00a0million\u00a0VND – < 150\u00a0million\u00a0VND"


@pytest.mark.parametrize(
    ("values", "bounds", "text"),
    [
        ([0.1, 3.0], (0.5, 1.5), "<\u00a01.5"),
        ([0.5, 3.0], (0.5, 1.5), "0.5 – < 1.5"),
        ([0.5, 9.0], (1.5, 4.0), "≥\u00a01.5"),
        ([0.1, 9.0], (1.5, 4.0), "≥\u00a01.5"),
        ([0.0, 3.0], (0.5, 1.5), "0.5 – < 1.5"),
    ],
)
def test_an_outer_class_is_open_where_a_value_lies_beyond_it(
    whole: Selected, values: list[float], bounds: tuple[float, float], text: str
) -> None:
    measured = replace(
        measure_values(MapMeasure(scale=Scale.PER_AREA), whole, whole),
        by_code=pd.Series(values, dtype="Float64"),
        classes=Classes((0.5, 1.5, 4.0), is_whole=False),
    )
    assert class_label(measured, *bounds, EN) == text


MAPS = st.builds(
    MapMeasure,
    measure=st.sampled_from(list(Measure)),
    scale=st.sampled_from(list(Scale)),
    vintage=st.sampled_from(list(Vintage)),
    breaks=st.sampled_from(list(Breaks)),
    is_refitted=st.booleans(),
    drawing=st.just(MapStyle.FILL),
)


BESIDE = re.compile(r"công bố |công nhận trong năm: |[\d.]+ sản phẩm chưa được công nhận")
"""What a tooltip says of products beside those that the map counts."""


def assert_painted_as_labelled(state: MapState) -> None:
    """Read the tooltip of every unit and compare it with the label of the class that has the unit's fill."""
    classes = {row.fill: row.label for row in state.legend.classes}
    counted = Counter(area.fill for area in state.areas.values())
    for area in state.areas.values():
        own = [line for line in area.lines if not BESIDE.match(line)]
        label, text = classes[area.fill], own[-1].rpartition(": ")[2].partition(", gồm ")[0].partition(", cùng ")[0]
        if area.missing:
            assert (label, text) == (VI.text("no data"), VI.text("no data"))
        elif label == VI.text("zero"):
            assert read(text) == 0
        else:
            assert holds(label, read(text)), (label, text)
    for row in state.legend.classes:
        assert row.fill == "transparent" or int(row.count) == counted[row.fill]


@given(selection=selections(), spec=MAPS)
def test_each_unit_lies_in_the_class_it_is_painted_with_as_its_label_says(
    prepared: Prepared, whole: Selected, selection: Selection, spec: MapMeasure
) -> None:
    rows = select(prepared, compared_selection(selection, spec.vintage))
    assert_painted_as_labelled(map_state(rows, measure_values(spec, rows, whole), LOOK))


@given(
    values=st.lists(st.integers(0, 60) | st.floats(0.001, 60) | st.none(), min_size=10, max_size=10),
    model=st.lists(st.integers(0, 60) | st.floats(0.001, 60), max_size=30),
    spec=st.builds(
        MapMeasure,
        measure=st.sampled_from([Measure.FACILITIES, Measure.SUPPORT]),
        scale=st.sampled_from(list(Scale)),
        breaks=st.sampled_from(list(Breaks)),
        drawing=st.just(MapStyle.FILL),
    ),
)
def test_any_values_lie_in_the_classes_of_any_record(
    whole: Selected, values: list[float | None], model: list[float], spec: MapMeasure
) -> None:
    size = 1e8 if spec.measure is Measure.SUPPORT and spec.scale is not Scale.SHARE else 1
    fit = int if spec.scale is Scale.ABSOLUTE else float
    written_ = [None if value is None else fit(value * size) for value in values]
    measured = replace(
        measure_values(spec, whole, whole),
        by_code=pd.Series(written_, index=pd.Index(DISTRICT_CODES), dtype="Float64"),
        absolute=pd.Series(written_, index=pd.Index(DISTRICT_CODES), dtype="Float64"),
        classes=classes_of([fit(value * size) for value in model], spec.breaks, exact=spec.exact),
    )
    if len(measured.classes) or not measured.positive:
        assert_painted_as_labelled(map_state(whole, measured, LOOK))


@pytest.mark.parametrize(
    ("stars", "status", "text"),
    [
        (4, "recognised", "4 ★"),
        (3, "evaluated", "3 ★ · Evaluated"),
        (pd.NA, "listed", "Listed, stars not stated"),
        (pd.NA, "candidate", "Candidate"),
        (pd.NA, "recognised", "Recognised"),
    ],
)
def test_stars_say_how_sure_they_are(stars: object, status: str, text: str) -> None:
    assert stars_text(stars, status, EN) == text


def test_each_sector_has_a_shape_and_a_colour_of_its_own() -> None:
    assert set(SECTOR_STYLES) == set(Sector)
    assert len({style.shape for style in SECTOR_STYLES.values()}) == len(Sector)
    assert len({style.colour for style in SECTOR_STYLES.values()}) == len(Sector)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("n", range(1, 6))
def test_classes_have_different_colours(theme: Theme, n: int) -> None:
    colours = class_colours(n, theme)
    assert len(set(colours)) == n
    assert not {MISSING[theme], ZERO[theme]} & set(colours)


def test_every_layer_has_a_label() -> None:
    assert set(LAYER_LABELS) == set(MapLayer)


@given(selection=selections(), vintage=st.sampled_from(list(Vintage)))
def test_every_unit_of_a_vintage_is_an_area(prepared: Prepared, selection: Selection, vintage: Vintage) -> None:
    _, state = draw(prepared, selection, vintage=vintage)
    assert state.vintage == vintage.value
    assert tuple(state.areas) == units_in(vintage, selection.districts)
    assert VI.text(VINTAGE_LABELS[vintage]) in state.legend.title


def test_counts_are_shown_by_default_and_circles_by_choice() -> None:
    assert (MapMeasure().scale, MapMeasure().drawing) == (Scale.ABSOLUTE, MapStyle.FILL)
    assert MapMeasure(drawing=MapStyle.CIRCLES).is_circles
    assert not MapMeasure(scale=Scale.PER_AREA).is_circles


OF_LAYER = {
    MapLayer.FACILITY: "facilities",
    MapLayer.PROPOSAL: "proposals",
    MapLayer.OCOP: "ocop_products",
}


@given(selection=selections(), spec=MAPS, layers=st.lists(st.sampled_from(EVERY), unique=True).map(tuple))
def test_each_unit_has_the_numbers_of_its_row_of_the_table(
    prepared: Prepared, whole: Selected, selection: Selection, spec: MapMeasure, layers: tuple[MapLayer, ...]
) -> None:
    rows = select(prepared, compared_selection(selection, spec.vintage))
    measure = measure_values(spec, rows, whole)
    state = map_state(select(prepared, selection), measure, MapView(layers, "light", VI))
    table = unit_table(rows, spec.vintage)
    context = rows.units("context", spec.vintage).value_counts()
    for code, area in state.areas.items():
        value = measure.by_code[code]
        first = [] if pd.isna(value) else [cell_text(spec.measure, spec.scale, value, VI)]
        others = [
            context.get(code) if layer is MapLayer.CONTEXT else table.loc[code, OF_LAYER[layer]]
            for layer in layers
            if layer is not marked(spec.measure)
        ]
        counted = [VI.number(int(n)) for n in others if n is not None and not pd.isna(n)]
        assert [badge.text for badge in area.badges] == [*first, *counted]


def test_the_largest_circle_is_full_and_zero_has_none(whole: Selected) -> None:
    values = measure_values(MapMeasure(Measure.OCOP, drawing=MapStyle.CIRCLES), whole, whole)
    sizes = {code: area.size for code, area in areas(values, MapView((), "light", VI)).items()}
    assert max(sizes.values()) == 1
    assert sizes[values.by_code.idxmax()] == 1
    assert [row.size for row in class_rows(values, MapView((), "light", VI))][:3] == sorted(
        row.size for row in list(class_rows(values, MapView((), "light", VI)))[:3]
    )


def test_the_map_goes_to_the_communes_of_a_chosen_district(prepared: Prepared) -> None:
    _, state = draw(prepared, Selection(("217",)), vintage=Vintage.COMMUNES_2020)
    assert set(state.focus) == {
        code for code, unit in units_of(Vintage.COMMUNES_2020).items() if unit.district_code == "217"
    }
    assert state.selected == ()
    _, one = draw(prepared, Selection(("217",), units=("communes_2020:07408",)), vintage=Vintage.COMMUNES_2020)
    assert one.focus == one.selected == ("07408",)


def test_what_is_sent_is_made_once_for_all_visits_but_not_for_a_closer_look(prepared: Prepared) -> None:
    rows = select(prepared, Selection())
    values = measure_values(MapMeasure(), rows, rows)
    assert values is measure_values(MapMeasure(), rows, rows)
    look = MapView(EVERY, "light", VI)
    sent = map_payload(rows, values, look)
    assert sent == map_state(rows, values, look).payload()
    assert map_payload(rows, values, look) is sent
    assert map_payload(rows, values, replace(look, theme="dark")) != sent
    near = replace(look, window=Window(106.0, 21.2, 106.2, 21.4))
    assert map_payload(rows, values, near) is not map_payload(rows, values, near)


@pytest.mark.parametrize("scale", list(Scale))
@pytest.mark.parametrize("measure", list(Measure))
def test_legend_and_tooltip_say_of_facilities_that_they_are_those_listed(
    prepared: Prepared, measure: Measure, scale: Scale
) -> None:
    """No source counts the facilities of districts: what the map counts are those on a list, once in the title and in each tooltip."""
    whole = select(prepared, Selection())
    shown = shown_values(MapMeasure(measure, scale), whole, whole)
    state = map_state(whole, shown, MapView((), "light", VI))
    listed = VI.text("Itemised facilities")
    assert state.legend.title.count(listed) == (measure is Measure.FACILITIES)
    for area in state.areas.values():
        assert area.lines[0].startswith(f"{listed}: ") == (measure is Measure.FACILITIES)
