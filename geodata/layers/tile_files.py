"""Read pictures of tiles from MBTiles and PMTiles files, never written to and never trusted."""

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

VECTOR = "holds vector tiles, which need styles and typefaces; give a file of PNG, JPEG or WebP tiles"
MOST_DIRECTORY_BYTES = 4_000_000
MOST_TILE_BYTES = 2_000_000
MOST_SECONDS = 300
HEADER_BYTES = 127
DEEPEST = 4


class TileFileError(ValueError):
    """A tile file cannot be used; the text says why and what to do."""


class TileArchive(Protocol):
    """Tiles by zoom level, column and row from the north."""

    min_zoom: int
    max_zoom: int

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return the content of a tile, None if there is none."""


@contextmanager
def open_tiles(file: Path) -> Iterator[TileArchive]:
    """Open an `.mbtiles` or `.pmtiles` file for reading; TileFileError if it is damaged or holds no pictures."""
    if file.suffix.lower() == ".mbtiles":
        with closing(_connect(file)) as connection:
            yield MbTiles(file.name, connection)
        return
    with file.open("rb") as opened:
        yield PmTiles(file.name, opened, file.stat().st_size)


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    deadline = time.monotonic() + MOST_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 100_000)
    return connection


class MbTiles:
    """An MBTiles file (SQLite); its rows count from the south."""

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        """Read the metadata; TileFileError if the file is damaged or holds no pictures."""
        self.name = name
        self.connection = connection
        kind = self._ask("SELECT value FROM metadata WHERE name = 'format'")
        if kind and str(kind[0]).lower() in {"pbf", "mvt"}:
            msg = f"{name} {VECTOR}"
            raise TileFileError(msg)
        low, high = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles") or (None, None)
        if not isinstance(low, int) or not isinstance(high, int):
            msg = f"{name} holds no tiles; choose another file"
            raise TileFileError(msg)
        self.min_zoom, self.max_zoom = low, high

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return the content of a tile, None if there is none."""
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        row = self._ask(query, zoom, x, 2**zoom - 1 - y)
        return row[0] if row and isinstance(row[0], bytes) else None

    def _ask(self, query: str, *values: int) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self.connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            msg = f"{self.name} is damaged or no MBTiles file ({error}); choose another"
            raise TileFileError(msg) from error
        return row


class PmTiles:
    """A PMTiles file (version 3)."""

    def __init__(self, name: str, opened: BinaryIO, size: int) -> None:
        """Read the header; TileFileError if the file is damaged or holds no pictures."""
        self.name, self.opened, self.size = name, opened, size
        self.directories: dict[tuple[int, int], Any] = {}
        try:
            self.header = deserialize_header(self._bytes(0, HEADER_BYTES))
        except (MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError) as error:
            msg = f"{name} is damaged or no PMTiles file of version 3; choose another"
            raise TileFileError(msg) from error
        if self.header["tile_type"] in {TileType.MVT, TileType.MLT}:
            msg = f"{name} {VECTOR}"
            raise TileFileError(msg)
        if self.header["internal_compression"] is not Compression.GZIP:
            msg = f"{name} is compressed in a way that is not read; write it again with gzip"
            raise TileFileError(msg)
        self.min_zoom, self.max_zoom = self.header["min_zoom"], self.header["max_zoom"]

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return the content of a tile, None if there is none."""
        wanted = zxy_to_tileid(zoom, x, y)
        at, length = self.header["root_offset"], self.header["root_length"]
        for _ in range(DEEPEST):
            entry = find_tile(self._directory(at, length), wanted)
            if entry is None:
                return None
            if entry.run_length and entry.length > MOST_TILE_BYTES:
                return None
            if entry.run_length:
                return self._bytes(self.header["tile_data_offset"] + entry.offset, entry.length)
            at, length = self.header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _directory(self, at: int, length: int) -> Any:
        """Return a directory, having made sure that it does not unpack to more than it may."""
        if (at, length) not in self.directories:
            packed = self._bytes(at, length)
            try:
                unpacking = zlib.decompressobj(wbits=31)
                unpacking.decompress(packed, MOST_DIRECTORY_BYTES)
                if unpacking.unconsumed_tail or unpacking.unused_data:
                    msg = f"{self.name}: a directory is larger than {MOST_DIRECTORY_BYTES // 1_000_000} MB; choose another file"
                    raise TileFileError(msg)
                self.directories[at, length] = deserialize_directory(packed)
            except (zlib.error, EOFError, OSError) as error:
                msg = f"{self.name} is damaged ({error}); choose another file"
                raise TileFileError(msg) from error
        return self.directories[at, length]

    def _bytes(self, at: int, length: int) -> bytes:
        if at + length > self.size:
            msg = f"{self.name} is cut off; copy it again"
            raise TileFileError(msg)
        self.opened.seek(at)
        return self.opened.read(length)
