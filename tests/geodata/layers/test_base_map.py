import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from streamlit_folium import _get_header, _get_html, _get_map_string, generate_js_hash

from geodata.boundaries import layer_path
from geodata.layers import LAYER_FILES, base_map
from geodata.layers.base import FRONTEND, province_bounds
from geodata.layers.payload import decode

ASSETS = "../../app/static"
OWN = [path for path in sorted(FRONTEND.iterdir()) if path.suffix in {".js", ".css"}]
TEXTS = {"map": "Bản đồ", "home": "Toàn tỉnh"}
REMOTE = re.compile(r"(?:https?:)?//\w", re.IGNORECASE)
SHARED_KB = 900
"""What all layer files together may weigh: a second over a slow office line, and cached after that."""


def build(**changes: Any) -> folium.Map:
    fmap = base_map(**{"assets": ASSETS, "version": "v1", "theme": "light", "texts": TEXTS, "lang": "vi", **changes})
    fmap.get_root().render()
    return fmap


def elements(element: Any) -> Iterator[Any]:
    yield element
    for child in element._children.values():
        yield from elements(child)


def links(fmap: folium.Map) -> list[str]:
    return [
        address
        for element in elements(fmap)
        for name in ("default_js", "default_css")
        for _, address in getattr(element, name, [])
    ]


def config(fmap: folium.Map) -> dict[str, Any]:
    payload = next(element.payload for element in elements(fmap) if hasattr(element, "payload"))
    return decode(payload)  # type: ignore[return-value]


def component_key(fmap: folium.Map) -> str:
    return generate_js_hash(_get_map_string(fmap), "map")


def test_every_script_and_style_is_served_by_the_app() -> None:
    found = links(build())
    assert len(found) == 4
    assert all(address.startswith(f"{ASSETS}/") for address in found)


def test_every_layer_is_served_by_the_app() -> None:
    layers = config(build())["layers"]
    assert set(layers) == set(LAYER_FILES)
    assert all(address.startswith(f"{ASSETS}/map/") for address in layers.values())


def test_nothing_that_the_frame_runs_is_remote() -> None:
    fmap = build()
    parts = _get_html(fmap), _get_header(fmap), _get_map_string(fmap)
    assert [REMOTE.findall(part) for part in parts] == [[], [], []]


def test_the_links_of_other_maps_stay_as_they_were() -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    build()
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert folium.Map().default_js == before[0]


@pytest.mark.parametrize("assets", ["https://cdn.example/x", "//cdn.example/x", "http://127.0.0.1/app/static"])
def test_a_remote_address_is_refused(assets: str) -> None:
    with pytest.raises(ValueError, match="served by the app itself"):
        build(assets=assets)


def test_the_frame_keeps_the_map_between_runs() -> None:
    assert component_key(build()) == component_key(build())


@pytest.mark.parametrize(
    "changes", [{"theme": "dark"}, {"texts": {**TEXTS, "home": "Whole province"}}, {"version": "v2"}]
)
def test_the_frame_gets_a_new_map_when_the_map_itself_changes(changes: dict[str, Any]) -> None:
    assert component_key(build(**changes)) != component_key(build())


def test_files_of_a_new_version_have_new_addresses() -> None:
    old, new = build(version="v1"), build(version="v2")
    assert not set(links(old)) & set(links(new))
    assert not set(config(old)["layers"].values()) & set(config(new)["layers"].values())


def test_the_map_has_no_tiles() -> None:
    assert not [element for element in elements(build()) if isinstance(element, folium.TileLayer)]


def test_the_view_stays_around_the_province() -> None:
    (south, west), (north, east) = province_bounds()
    assert 21.0 < south < north < 21.8
    assert 105.7 < west < east < 107.1
    lat, lon = build().location
    assert south < lat < north
    assert west < lon < east


def test_texts_reach_the_map_as_they_are() -> None:
    hostile = {"home": "`${alert(1)}` </script>"}
    fmap = build(texts=hostile)
    assert config(fmap)["texts"] == hostile
    assert "alert" not in _get_map_string(fmap)


def test_the_attribution_is_on_the_map() -> None:
    assert config(build())["attribution"].strip()


def test_the_layers_together_stay_light() -> None:
    assert sum(layer_path(name).stat().st_size for name in LAYER_FILES) < SHARED_KB * 1000


def test_the_districts_are_ten_and_light() -> None:
    path = layer_path("districts_2024")
    assert len(json.loads(path.read_text("utf-8"))["features"]) == 10
    assert path.stat().st_size < 150_000


def test_the_inset_names_both_archipelagos() -> None:
    text = layer_path("vietnam_inset").read_text("utf-8")
    assert "Hoàng Sa" in text
    assert "Trường Sa" in text


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_the_own_files_of_the_map_ask_for_nothing_outside(path: Path) -> None:
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert REMOTE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) == []
