"""The base map of pictures that a setting may ask for: an address, or tiles of a local file written where the app serves them."""

import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from geodata.layers.tile_files import MOST_TILE_BYTES, TileArchive, TileFileError, open_tiles
from geodata.settings import TILES_FILE, SettingError, TileSetting

_Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

MIN_ZOOM, MAX_ZOOM = 8, 17
FAR_ZOOM = 11
"""Up to this zoom level the whole view that the map allows is written, beyond it the province and `_NEAR_DEG` around it."""
_NEAR_DEG = 0.05
MOST_TILES = 20_000
_MOST_BYTES = 400_000_000
TILE_FORMATS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}
MERCATOR_LAT = 85.05


@dataclass(frozen=True)
class TileLayer:
    """A base map as `tiles.js` draws it: an address with {z}, {x}, {y}, the zoom levels there are, whom to name."""

    url: str
    attribution: str
    min_zoom: int = 0
    max_zoom: int = MAX_ZOOM
    is_local: bool = False
    note: str = ""

    def config(self) -> dict[str, object]:
        """Return what the map's script needs."""
        return {name: value for name, value in asdict(self).items() if name != "note"}


@dataclass(frozen=True)
class Extent:
    """What the map can show: the province, and the whole that it can be moved to."""

    province: _Box
    view: _Box


def tile_layer(setting: TileSetting | None, static: Path, served_as: str, extent: Extent) -> TileLayer | None:
    """Return the base map of a setting; tiles of a file are written below `static`, which the map reaches as `served_as`.

    Raises SettingError when the file holds no pictures of the province or is damaged.
    """
    if setting is None:
        return None
    if setting.url:
        return TileLayer(setting.url, setting.attribution)
    assert setting.file
    try:
        folder = _unpacked(setting.file, static / "tiles", extent)
    except (TileFileError, OSError) as error:
        msg = f"{TILES_FILE}: {error}"
        raise SettingError(msg) from error
    known = json.loads((folder / "tiles.json").read_text("utf-8"))
    url = f"{served_as}/tiles/{folder.name}/{{z}}/{{x}}/{{y}}.{known['suffix']}"
    return TileLayer(url, setting.attribution, known["min_zoom"], known["max_zoom"], is_local=True, note=known["note"])


def _unpacked(file: Path, tiles: Path, extent: Extent) -> Path:
    """Return the folder with the tiles of a file, written whole once and kept; those of other files go when it is written."""
    state = file.stat()
    known = f"{file.resolve()}|{state.st_size}|{state.st_mtime_ns}|{extent}"
    folder = tiles / hashlib.sha256(known.encode()).hexdigest()[:12]
    if not (folder / "tiles.json").is_file():
        tiles.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix="part-", dir=tiles))
        partial.chmod(0o755)
        try:
            _write_all(file, partial, extent)
            with suppress(OSError):  # another server, started at the same time, was first
                partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        for other in tiles.iterdir():
            if other != folder and (other / "tiles.json").is_file():
                shutil.rmtree(other, ignore_errors=True)
    return folder


def _write_all(file: Path, folder: Path, extent: Extent) -> None:
    with open_tiles(file) as archive:
        zooms = range(max(MIN_ZOOM, archive.min_zoom), min(MAX_ZOOM, archive.max_zoom) + 1)
        written = _Written(folder)
        for zoom in zooms:
            if not written.level(archive, zoom, extent.view if zoom <= FAR_ZOOM else _around(extent.province)):
                break
    if not written.levels:
        msg = (
            f"{file.name}: no tiles of the province between zoom levels {MIN_ZOOM} and {MAX_ZOOM}; choose another file"
        )
        raise TileFileError(msg)
    left = [zoom for zoom in zooms if zoom > written.levels[-1]]
    note = f"{file.name}: zoom levels {left[0]} to {left[-1]} were left out (limits of number and size)" if left else ""
    known = {"suffix": written.suffix, "min_zoom": written.levels[0], "max_zoom": written.levels[-1], "note": note}
    (folder / "tiles.json").write_text(json.dumps(known), "utf-8")


class _Written:
    """The tiles written so far, one zoom level after another, within limits."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder."""
        self.folder = folder
        self.levels: list[int] = []
        self.suffix = ""
        self.count = 0
        self.bytes = 0

    def level(self, archive: TileArchive, zoom: int, box: _Box) -> bool:
        """Write a level and return whether there may be more; a level beyond the limits is left out as a whole."""
        columns, rows = _tiles_of(box, zoom)
        if self.count + len(columns) * len(rows) > MOST_TILES:
            return False
        found = 0
        for x, y, content in _pictures(archive, zoom, columns, rows):
            if self.bytes + len(content) > _MOST_BYTES:
                shutil.rmtree(self.folder / str(zoom), ignore_errors=True)
                return False
            self._write(zoom, x, y, content)
            found += 1
        if found:
            self.levels.append(zoom)
        return bool(found) or not self.levels

    def _write(self, zoom: int, x: int, y: int, content: bytes) -> None:
        suffix = next((suffix for magic, suffix in TILE_FORMATS.items() if content.startswith(magic)), "")
        if not suffix or (self.suffix and suffix != self.suffix):
            msg = f"tile {zoom}/{x}/{y} is no picture like the others; give a file of PNG, JPEG or WebP tiles"
            raise TileFileError(msg)
        self.suffix = suffix
        target = self.folder / str(zoom) / str(x) / f"{y}.{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.count += 1
        self.bytes += len(content)


def _pictures(archive: TileArchive, zoom: int, columns: range, rows: range) -> Iterator[tuple[int, int, bytes]]:
    for x in columns:
        for y in rows:
            content = archive.tile(zoom, x, y)
            if content and len(content) <= MOST_TILE_BYTES:
                yield x, y, content


def _around(box: _Box) -> _Box:
    west, south, east, north = box
    return west - _NEAR_DEG, south - _NEAR_DEG, east + _NEAR_DEG, north + _NEAR_DEG


def _tiles_of(box: _Box, zoom: int) -> tuple[range, range]:
    """Return the columns and rows of tiles that a box meets."""
    west, south, east, north = box
    (left, top), (right, bottom) = _tile(west, north, zoom), _tile(east, south, zoom)
    return range(left, right + 1), range(top, bottom + 1)


def _tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    radians = math.radians(max(-MERCATOR_LAT, min(MERCATOR_LAT, lat)))
    size: int = 2**zoom
    x = (lon + 180) / 360 * size
    y = (1 - math.asinh(math.tan(radians)) / math.pi) / 2 * size
    return max(0, min(size - 1, int(x))), max(0, min(size - 1, int(y)))
