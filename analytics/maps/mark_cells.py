"""Many points as few: cells of a grid that each stand for their rows, as fine as a number of marks allows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Degrees = NDArray[np.float64]

FINEST_DEG = 0.2 / 2**12
"""About 5 m: the smallest cell."""
MOST_CELLS_COUNTED = 2**20
_MAX_TEXT = 120


@dataclass(frozen=True)
class Window:
    """The part of the map that a visit looks at, degrees, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: "Degrees", lon: "Degrees") -> "NDArray[np.bool_]":
        """Return which points lie in the window; a missing point lies nowhere."""
        inside: NDArray[np.bool_] = (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)
        return inside


def read_window(text: str) -> Window | None:
    """Return the window of a text "west,south,east,north"; None when it is no window of the earth."""
    parts = text.split(",") if len(text) <= _MAX_TEXT else []
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    is_window = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return Window(west, south, east, north) if is_window else None


@dataclass(frozen=True, eq=False)
class Grid:
    """A cell number for each point, 0 to `n_cells` - 1, in a grid of `step` degrees."""

    step: float
    cell: "Numbers"
    n_cells: int


def grid_of(lat: "Degrees", lon: "Degrees", most: int) -> Grid:
    """Return a grid with at most `most` cells that hold points, the finest that is quickly counted.

    Cells of one size lie in the same places whatever the points.
    """
    x, y = np.floor(np.stack([lon, lat]) / FINEST_DEG).astype(np.int64)
    level = _countable(x, y)
    key, is_held = _held(x >> level, y >> level)
    while np.count_nonzero(is_held) > most:
        level += 1
        key, is_held = _held(x >> level, y >> level)
    number = np.cumsum(is_held) - 1
    return Grid(FINEST_DEG * 2**level, number[key], int(np.count_nonzero(is_held)))


def _countable(x: "Numbers", y: "Numbers") -> int:
    """Return the first level at which the box of the points has few enough cells to count one by one."""
    level = 0
    while ((np.ptp(x) >> level) + 1) * ((np.ptp(y) >> level) + 1) > MOST_CELLS_COUNTED:
        level += 1
    return level


def _held(x: "Numbers", y: "Numbers") -> "tuple[Numbers, NDArray[np.bool_]]":
    """Return the place of each point's cell in the box of the points, and which places hold points."""
    x, y = x - x.min(), y - y.min()
    n_rows = int(y.max()) + 1
    key = x * n_rows + y
    is_held = np.zeros((int(x.max()) + 1) * n_rows, dtype=np.bool_)
    is_held[key] = True
    return key, is_held
