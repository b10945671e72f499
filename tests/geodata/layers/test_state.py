import re
from dataclasses import replace

import folium
import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.layers import Area, Layer, Legend, MapMark, MapState, MarkStyle, base_map, state_group
from geodata.layers.payload import decode

HOSTILE = "`${alert(1)}` </script><img src=x onerror=alert(1)> {{ x }} \u2028"


def state(name: str = "Cơ sở", note: str = "") -> MapState:
    mark = MapMark("f1", 21.3, 106.2, 0, "commune", name, (note,))
    return MapState(
        vintage="districts_2024",
        is_circles=False,
        areas={"213": Area("#ffffff", missing=False, lines=(note,))},
        selected=("213",),
        focus=(),
        styles=(MarkStyle(0, "#0072b2"),),
        layers=(Layer("facility", "cơ sở", (mark,)),),
        legend=Legend("Cơ sở", (), (), (note,)),
    )


def test_a_state_arrives_as_it_was_sent() -> None:
    sent = decode(state("Mỳ Chũ").payload())
    assert sent["layers"][0]["marks"][0] == {  # type: ignore[index]
        "id": "f1",
        "lat": 21.3,
        "lon": 106.2,
        "style": 0,
        "quality": "commune",
        "name": "Mỳ Chũ",
        "lines": [""],
        "n": 1,
        "unit": "",
    }
    assert sent["areas"] == {"213": {"fill": "#ffffff", "missing": False, "lines": [""], "size": 0.0, "badges": []}}  # type: ignore[index]


def test_equal_states_have_one_revision_and_others_another() -> None:
    revision = [decode(one.payload())["revision"] for one in (state(), state(), replace(state(), selected=()))]  # type: ignore[index]
    assert revision[0] == revision[1] != revision[2]


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just(HOSTILE))
def test_text_of_the_data_is_never_part_of_the_script(text: str) -> None:
    fmap = folium.Map(tiles=None)
    state_group(state(text, text).payload()).add_to(fmap)
    script = fmap.get_root().render()
    payload = re.search(r'map\.update\("([A-Za-z0-9+/=]*)"\)', script)
    assert payload
    marks = decode(payload[1])["layers"][0]["marks"]  # type: ignore[index]
    assert marks[0]["name"] == text
    assert HOSTILE not in script


def test_the_group_carries_one_element_whatever_is_shown() -> None:
    many = replace(state(), layers=(Layer("facility", "cơ sở", state().layers[0].marks * 500),))
    assert len(state_group(many.payload())._children) == 1


def test_a_map_that_was_drawn_before_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written already would be compiled as a template at every drawing, the payload with it."""
    compiled: list[object] = []

    def draw(payload: str) -> None:
        fmap = base_map(assets="../../app/static", version="v1", theme="light", texts={"map": "Bản đồ"}, lang="vi")
        state_group(payload).add_to(fmap)
        fmap.get_root().render()

    draw(state().payload())
    compile_ = jinja2.Environment.compile
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *args: compiled.append(args) or compile_(*args))
    draw(replace(state(), selected=("213",)).payload())
    assert compiled == []
