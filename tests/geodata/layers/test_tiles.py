"""A base map is asked for by setting, comes from one address or one file, and is never needed."""

import gzip
import io
import sqlite3
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from geodata.layers import base_map, tile_files, tiles
from geodata.layers.base import extent
from geodata.layers.payload import decode
from geodata.layers.tiles import TileLayer, tile_layer
from geodata.settings import (
    TILES_ATTRIBUTION,
    TILES_FILE,
    TILES_URL,
    SettingError,
    TileSetting,
    data_folder,
    tile_setting,
)

URL = "https://tiles.example.vn/{z}/{x}/{y}.png"
NAMED = {TILES_ATTRIBUTION: "© Sở"}
SERVED = "../../app/static"


def png(colour: tuple[int, int, int] = (200, 220, 200)) -> bytes:
    """Return a picture of 256 x 256 pixels of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def province_tiles(zooms: range) -> list[tuple[int, int, int]]:
    return [
        (zoom, x, y)
        for zoom in zooms
        for columns, rows in [tiles._tiles_of(extent().province, zoom)]
        for x in columns
        for y in rows
    ]


def mbtiles(path: Path, zooms: range = range(8, 11), content: bytes | None = None, kind: str = "png") -> Path:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        base.execute("INSERT INTO metadata VALUES ('format', ?)", (kind,))
        base.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        rows = [(z, x, 2**z - 1 - y, content or png()) for z, x, y in province_tiles(zooms)]
        base.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    base.close()
    return path


def pmtiles(path: Path, zooms: range = range(8, 11), kind: TileType = TileType.PNG) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        for tile_id in sorted(zxy_to_tileid(*tile) for tile in province_tiles(zooms)):
            writer.write_tile(tile_id, png())
        header = {
            "tile_type": kind,
            "tile_compression": Compression.NONE,
            "min_zoom": zooms[0],
            "max_zoom": zooms[-1],
        }
        writer.finalize(header, {})
    return path


def layer_of(path: Path, static: Path) -> TileLayer:
    found = tile_layer(TileSetting(None, path, "© Sở"), static, SERVED, extent())
    assert found
    return found


def test_there_is_no_base_map_unless_asked_for() -> None:
    assert tile_setting({}) is None
    assert tile_setting({TILES_URL: " ", TILES_FILE: "", **NAMED}) is None


@pytest.mark.parametrize(
    "url", [URL, "http://127.0.0.1:8080/t/{z}/{x}/{-y}.jpg?v=1", "https://gis.example.vn:8443/wmts/{z}/{y}/{x}"]
)
def test_an_address_with_three_places_is_taken(url: str) -> None:
    found = tile_setting({TILES_URL: url, **NAMED})
    assert found == TileSetting(url, None, "© Sở")


@pytest.mark.parametrize(
    "url",
    [
        "tiles.example.vn/{z}/{x}/{y}.png",
        "ftp://tiles.example.vn/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}{x}{y}",
        "data:image/png,{z}{x}{y}",
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example.vn/{z}/{x}.png",
        "https://{s}.tiles.example.vn/{z}/{x}/{y}.png",
        "https://user:secret@tiles.example.vn/{z}/{x}/{y}.png",
        "https://tiles.example.vn:x/{z}/{x}/{y}.png",
        'https://tiles.example.vn/{z}/{x}/{y}.png"onload="x',
        "https://tiles.example.vn/{z}/{x}/{y} .png",
    ],
)
def test_another_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(SettingError, match="give an address like"):
        tile_setting({TILES_URL: url, **NAMED})


def test_a_base_map_names_its_source_and_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.mbtiles"
    file.touch()
    with pytest.raises(SettingError, match=TILES_ATTRIBUTION):
        tile_setting({TILES_URL: URL})
    with pytest.raises(SettingError, match="both set"):
        tile_setting({TILES_URL: URL, TILES_FILE: str(file), **NAMED})
    with pytest.raises(SettingError, match="no such file"):
        tile_setting({TILES_FILE: str(tmp_path / "b.mbtiles"), **NAMED})
    with pytest.raises(SettingError, match="ends in"):
        tile_setting({TILES_FILE: __file__, **NAMED})
    assert tile_setting({TILES_FILE: str(file), **NAMED}) == TileSetting(None, file, "© Sở")


def test_the_data_folder_is_beside_the_app_or_where_a_setting_says(tmp_path: Path) -> None:
    assert data_folder({}).name == "data"
    assert data_folder({"KHUYENCONG_DATA": str(tmp_path)}) == tmp_path


def test_an_address_needs_no_file(tmp_path: Path) -> None:
    found = tile_layer(TileSetting(URL, None, "© Sở"), tmp_path, SERVED, extent())
    assert found == TileLayer(URL, "© Sở")
    assert tile_layer(None, tmp_path, SERVED, extent()) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [mbtiles, pmtiles])
def test_tiles_of_a_file_are_written_once_where_the_app_serves_them(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path, static = make(tmp_path / f"base.{make.__name__}"), tmp_path / "static"
    before = path.read_bytes()
    layer = layer_of(path, static)
    assert (layer.min_zoom, layer.max_zoom, layer.is_local, layer.note) == (8, 10, True, "")
    folder = next((static / "tiles").iterdir())
    assert layer.url == f"{SERVED}/tiles/{folder.name}/{{z}}/{{x}}/{{y}}.png"
    written = {tuple(map(int, (p.parent.parent.name, p.parent.name, p.stem))) for p in folder.rglob("*.png")}
    assert written == set(province_tiles(range(8, 11)))
    stamps = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert layer_of(path, static) == layer
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == stamps
    assert path.read_bytes() == before


def test_tiles_of_another_file_take_the_place_of_the_first(tmp_path: Path) -> None:
    first = layer_of(mbtiles(tmp_path / "a.mbtiles"), tmp_path / "static")
    second = layer_of(mbtiles(tmp_path / "b.mbtiles"), tmp_path / "static")
    assert first.url != second.url
    assert len(list((tmp_path / "static/tiles").iterdir())) == 1


@pytest.mark.parametrize(("limit", "value"), [("MOST_TILES", 60), ("_MOST_BYTES", 5 * len(png()))])
def test_levels_beyond_the_limits_are_left_out_and_said(
    limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, limit, value)
    layer = layer_of(mbtiles(tmp_path / "a.mbtiles", range(8, 13)), tmp_path / "static")
    assert 8 <= layer.max_zoom < 12
    assert "to 12 were left out" in layer.note
    levels = {path.name for path in (tmp_path / "static/tiles").glob("*/*") if path.is_dir()}
    assert levels == {str(zoom) for zoom in range(8, layer.max_zoom + 1)}


def broken(path: Path, share: float = 0.5) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def bomb(path: Path) -> Path:
    """Return a PMTiles file whose directory unpacks to 64 MB."""
    pmtiles(path)
    directory = gzip.compress(bytes(64_000_000))
    head = bytearray(path.read_bytes()[:127])
    head[8:24] = struct.pack("<QQ", 127, len(directory))
    path.write_bytes(bytes(head) + directory)
    return path


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda folder: mbtiles(folder / "a.mbtiles", kind="pbf"), "holds vector tiles"),
        (lambda folder: pmtiles(folder / "a.pmtiles", kind=TileType.MVT), "holds vector tiles"),
        (lambda folder: mbtiles(folder / "a.mbtiles", content=b"\x1f\x8b vector"), "is no picture"),
        (lambda folder: mbtiles(folder / "a.mbtiles", range(3, 6)), "no tiles of the province"),
        (lambda folder: mbtiles(folder / "a.mbtiles", range(0)), "holds no tiles"),
        (lambda folder: broken(pmtiles(folder / "a.pmtiles")), "a.pmtiles"),
        (lambda folder: broken(pmtiles(folder / "a.pmtiles"), 0.01), "a.pmtiles"),
        (lambda folder: broken(mbtiles(folder / "a.mbtiles"), 0.1), "is damaged or no MBTiles"),
        (lambda folder: bomb(folder / "a.pmtiles"), "a directory is larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_leaves_nothing(
    make: Callable[[Path], Path], named: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match=named):
        layer_of(make(tmp_path), tmp_path / "static")
    assert list((tmp_path / "static/tiles").iterdir()) == []


def test_a_query_in_place_of_tiles_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tile_files, "MOST_SECONDS", 0.2)
    path = tmp_path / "a.mbtiles"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        base.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS zoom_level, i AS tile_column, i AS tile_row, NULL AS tile_data FROM n"
        )
    base.close()
    with pytest.raises(SettingError, match="interrupted"):
        layer_of(path, tmp_path / "static")


def test_only_the_base_map_may_be_elsewhere() -> None:
    given = {"version": "v1", "theme": "light", "texts": {}, "lang": "vi"}
    fmap = base_map(assets=SERVED, tiles=TileLayer(URL, "© Sở"), **given)
    fmap.get_root().render()
    payload = next(child.payload for child in fmap._children.values() if hasattr(child, "payload"))
    config = decode(payload)
    assert config.pop("tiles") == {
        "url": URL,
        "attribution": "© Sở",
        "min_zoom": 0,
        "max_zoom": 17,
        "is_local": False,
    }
    assert "https:" not in str(config["layers"])
    with pytest.raises(ValueError, match="served by the app itself"):
        base_map(assets="https://tiles.example.vn", tiles=TileLayer(URL, "© Sở"), **given)


def test_pictures_are_known_by_their_first_bytes() -> None:
    assert io.BytesIO(png()).read(8) in tiles.TILE_FORMATS
