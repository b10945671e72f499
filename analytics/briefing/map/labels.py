"""Names on the map where there is room: inside their unit, smaller, else outside with a leader line; never over one another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, inf, pi, sin
from typing import TYPE_CHECKING

import numpy as np
from shapely import LineString, contains, intersects_xy
from shapely import box as rectangle
from shapely import prepare as prepare_shape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_GAP = 0.03
"""Inches that stay free between two names."""
RINGS = (0.3, 0.45, 0.65, 0.9, 1.2, 1.6, 2.0, 2.5, 3.0, 3.6)
DIRECTIONS = tuple((cos(2 * pi * n / 32), sin(2 * pi * n / 32)) for n in range(32))
PITCH = 0.04
GOOD = 1.0
"""An arrangement of no higher cost is taken at once."""
FEW, SMALL = 16, 4
"""Up to so many names are tried in several orders, with up to so many of the smallest units first."""


@dataclass(frozen=True)
class Box:
    """A rectangle on paper, in inches."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> "Box":
        """Return the rectangle of this size around a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two rectangles share a point, or come closer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    def holds(self, other: "Box") -> bool:
        """Tell whether the other rectangle lies wholly inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )


@dataclass(frozen=True, eq=False)
class Wanted:
    """A name that is to stand at `at` (inches), inside `shape` (inches) if it fits."""

    text: str
    at: tuple[float, float]
    shape: "BaseGeometry"


@dataclass(frozen=True)
class Placed:
    """A name with its place: middle and box in inches, size in points; `leader` is where its line leads, None without one."""

    text: str
    x: float
    y: float
    size: float
    box: Box
    leader: tuple[float, float] | None = None


_Measure = Callable[[str, float], tuple[float, float]]
"""(text, size in points) to width and height in inches."""
_Places = Callable[[Wanted, float], "NDArray[np.float64]"]
"""(name, size in points) to the middles, as x and y, at which it stands inside its unit, whatever else stands there."""


@dataclass(frozen=True)
class Room:
    """Where names may stand: inside `field`, never on what is `blocked`. A leader line is at most `reach` inches long."""

    field: Box
    blocked: tuple[Box, ...] = ()
    reach: float = RINGS[-1]


def placed_labels(
    wanted: Sequence[Wanted], sizes: Sequence[float], measure: _Measure, room: Room
) -> tuple[Placed, ...]:
    """Return the names that find room; what finds none is left out.

    The largest units come first; where names are few, some of the smallest may come before them if all stand better so.

    Names never overlap one another. A name stands inside its unit, else with a leader line off all units, where nobody takes it for
    the name of another; of very many names, so many that most are drawn inside, some stand on a unit beside their own.
    """
    by_size = sorted(wanted, key=lambda item: -item.shape.area)
    for one in by_size:
        prepare_shape(one.shape)

    @cache
    def places(one: Wanted, size: float) -> "NDArray[np.float64]":
        return _standing(one, *measure(one.text, size))

    if len(by_size) > FEW:
        return _in_order(by_size, sizes, (measure, places), room)
    best: tuple[Placed, ...] = ()
    least = inf
    for order in _orders(by_size):
        placed = _in_order(order, sizes, (measure, places), room)
        cost = _cost(placed, by_size)
        if cost < least:
            best, least = placed, cost
        if least < GOOD:
            break
    return best


def _orders(by_size: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """Yield orders to try: by size, the smallest few first, each one first, and from each side of the map."""
    for n in range(min(len(by_size), SMALL) + 1):
        yield [*by_size[len(by_size) - n :], *by_size[: len(by_size) - n]]
    for one in by_size:
        yield [one, *(other for other in by_size if other is not one)]
    for axis in (0, 1):
        from_side = sorted(by_size, key=lambda item: item.at[axis])
        yield from_side
        yield from_side[::-1]


def _cost(placed: Sequence[Placed], wanted: Sequence[Wanted]) -> float:
    """Return how bad an arrangement is: names left out, lines through names, their inches squared."""
    lines = [(one, LineString([(one.x, one.y), one.leader])) for one in placed if one.leader is not None]
    crossed: int = sum(
        line.intersects(_rectangle(other.box)) for one, line in lines for other in placed if other is not one
    )
    return 100.0 * (len(wanted) - len(placed)) + 5 * crossed + sum(float(line.length) ** 2 for _, line in lines)


def _in_order(
    wanted: Sequence[Wanted], sizes: Sequence[float], known: tuple[_Measure, _Places], room: Room
) -> tuple[Placed, ...]:
    measure, _ = known
    placed: list[Placed] = []
    lands = [one.shape for one in wanted] if len(wanted) <= FEW else []
    for one in wanted:
        free = replace(room, blocked=(*room.blocked, *(other.box for other in placed)))
        found = _inside(one, sizes, known, free) or _led(one, sizes, measure, free, lands)
        if found is not None:
            placed.append(found)
    return tuple(placed)


def _inside(one: Wanted, sizes: Sequence[float], known: tuple[_Measure, _Places], room: Room) -> Placed | None:
    """Return a place inside the unit, as large and as near to its anchor as there is room."""
    measure, places = known
    for size in sizes:
        (x, y), (width, height) = places(one, size), measure(one.text, size)
        corners = x - width / 2, y - height / 2, x + width / 2, y + height / 2
        fits = np.flatnonzero(_all_free(corners, room.field, room.blocked))
        if len(fits):
            at = float(x[fits[0]]), float(y[fits[0]])
            return Placed(one.text, *at, size, Box.around(*at, width, height))
    return None


def _standing(one: Wanted, width: float, height: float) -> "NDArray[np.float64]":
    """Return the middles at which a name of this size lies inside its unit, the nearest to the anchor first."""
    left, bottom, right, top = one.shape.bounds
    if width > right - left or height > top - bottom:
        return np.empty((2, 0))
    x, y = _candidates(one, (left + width / 2, right - width / 2), (bottom + height / 2, top - height / 2))
    for dx, dy in ((-width, -height), (-width, height), (width, -height), (width, height)):
        is_in = intersects_xy(one.shape, x + dx / 2, y + dy / 2)
        x, y = x[is_in], y[is_in]
    boxes = rectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    is_in = contains(one.shape, boxes)
    return np.stack([x[is_in], y[is_in]])


def _candidates(
    one: Wanted, x_range: tuple[float, float], y_range: tuple[float, float]
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Return the middles to try: the anchor, then a grid over the unit, the nearest to the anchor first."""
    xs, ys = (np.arange(low, high + 1e-9, PITCH) for low, high in (x_range, y_range))
    x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
    order = np.argsort((x - one.at[0]) ** 2 + (y - one.at[1]) ** 2, kind="stable")
    return np.concatenate([[one.at[0]], x[order]]), np.concatenate([[one.at[1]], y[order]])


def _all_free(corners: "tuple[NDArray[np.float64], ...]", field: Box, taken: Sequence[Box]) -> "NDArray[np.bool_]":
    left, bottom, right, top = corners
    is_free = (left >= field.left) & (right <= field.right) & (bottom >= field.bottom) & (top <= field.top)
    for box in taken:
        apart = (left >= box.right + _GAP) | (box.left >= right + _GAP) | (bottom >= box.top + _GAP)
        is_free &= apart | (box.bottom >= top + _GAP)
    return is_free


def _led(
    one: Wanted, sizes: Sequence[float], measure: _Measure, room: Room, lands: "Sequence[BaseGeometry]"
) -> Placed | None:
    """Return a place beside the unit with a leader line, at the smallest size, off the `lands`."""
    width, height = measure(one.text, sizes[-1])
    for distance in (ring for ring in RINGS if ring <= room.reach):
        for dx, dy in DIRECTIONS:
            x = one.at[0] + dx * (distance + width / 2)
            y = one.at[1] + dy * (distance + height / 2)
            box = Box.around(x, y, width, height)
            if _is_free(box, room.field, room.blocked) and not _touches(box, lands):
                return Placed(one.text, x, y, sizes[-1], box, one.at)
    return None


def _touches(box: Box, shapes: "Sequence[BaseGeometry]") -> bool:
    area = _rectangle(box)
    return any(shape.intersects(area) for shape in shapes)


def _rectangle(box: Box) -> "BaseGeometry":
    return rectangle(box.left, box.bottom, box.right, box.top)


def _is_free(box: Box, field: Box, taken: Iterable[Box]) -> bool:
    return field.holds(box) and not any(box.overlaps(other, _GAP) for other in taken)
