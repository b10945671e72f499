import os
import re
from pathlib import Path

import pytest

from geodata.layers import LAYER_FILES
from pages.components.browser import assets
from pages.components.browser.assets import FROM_THE_MAP_FRAME, prepare_assets
from pages.components.browser.frontend import JOINED
from pages.components.visit.streamlit_parts import index_page

LONG_AGO = 1_000_000_000


def test_everything_that_maps_and_charts_ask_for_is_copied(tmp_path: Path) -> None:
    prepare_assets(tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {
        "vendor/leaflet.js",
        "vendor/leaflet.css",
        "vendor/plotly.min.js",
        "vendor/source-sans.woff2",
        "map/map.css",
        *(f"map/{name}.json" for name in LAYER_FILES),
        *JOINED,
    }
    assert all((tmp_path / name).stat().st_size for name in found)


def test_the_frame_of_the_map_has_the_typeface_by_the_address_of_the_page(tmp_path: Path) -> None:
    prepare_assets(tmp_path)
    (address,) = re.findall(r'src: url\("([^"]+)"\)', (tmp_path / "map/map.css").read_text("utf-8"))
    assert address.startswith("../../../static/media/")
    assert (index_page().parent / address.removeprefix("../../../")).is_file()


def test_a_second_start_writes_nothing(tmp_path: Path) -> None:
    version = prepare_assets(tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (LONG_AGO, LONG_AGO))
    assert prepare_assets(tmp_path) == version
    assert {path.stat().st_mtime for path in files} == {LONG_AGO}


def test_a_damaged_file_is_put_right(tmp_path: Path) -> None:
    prepare_assets(tmp_path)
    whole = (tmp_path / "map/map.js").read_bytes()
    (tmp_path / "map/map.js").write_bytes(b"half a fi")
    prepare_assets(tmp_path)
    assert (tmp_path / "map/map.js").read_bytes() == whole


def test_another_content_has_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = prepare_assets(tmp_path / "static")
    wanted = {**assets._wanted(), "map/map.js": b"changed"}
    monkeypatch.setattr(assets, "_wanted", lambda: wanted)
    assert prepare_assets(tmp_path / "static") != version
    assert (tmp_path / "static/map/map.js").read_text() == "changed"


def test_the_version_is_fit_for_an_address(tmp_path: Path) -> None:
    assert re.fullmatch(r"[0-9a-f]{10}", prepare_assets(tmp_path))


def test_a_missing_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "upright_font", lambda: None)
    with pytest.raises(FileNotFoundError, match="Source Sans"):
        prepare_assets(tmp_path)


def test_the_frame_reaches_the_files_on_any_host_and_path() -> None:
    assert FROM_THE_MAP_FRAME.startswith("../")
    assert "//" not in FROM_THE_MAP_FRAME
