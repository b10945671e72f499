"""Where the names of the flow map stand: off each other, off marks and thick lines, beside their mark or at the end of a leader line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

_LETTER, _LINE = 4.0, 9.2
"""Width of a letter and height of a line in units of the map, on the narrowest card that has names on its map (some 1.55 px a unit)."""
_MARK = 3.4
"""From the middle of a mark to its edge, with a little air."""
_FAR = (0.0, 4.0, 9.0, 15.0, 22.0, 30.0, 39.0)
"""How far from its mark a name may stand; beyond the first a leader line leads to it."""
_ACROSS = tuple((x, y) for x, y in product((-1, 0, 1), repeat=2) if (x, y) != (0, 0))
_HARD, _SOFT = 1000.0, 12.0
_EARLIER = 0.05
"""What a place costs more than the one before it in the order of `_choices`."""
_SWEEPS = 3

Boxes = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""Lines of west, south, east, north."""


@dataclass(frozen=True)
class NamePlace:
    """Where a name is anchored and on which side of that it stands, its box, and where its leader line begins, None for one beside its mark."""

    x: float
    y: float
    side: str
    box: tuple[float, float, float, float]
    leader: tuple[float, float] | None


def name_places(
    names: Sequence[str], marks: Sequence[tuple[float, float]], hard: Boxes, lines: Boxes
) -> tuple[NamePlace, ...]:
    """Return a place for each name: on no other name, mark or `hard` box while there is room, on as little of `lines` as can be, near its mark."""
    around = np.array([(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in marks]).reshape(-1, 4)
    choices = [_choices(name, mark) for name, mark in zip(names, marks, strict=True)]
    boxes = [np.array([one.box for one in some]) for some in choices]
    fixed = [
        _HARD * (_shared(own, hard) + _shared(own, around))
        + _SOFT * _shared(own, lines)
        + _distance(own, mark)
        + _EARLIER * np.arange(len(own))
        for own, mark in zip(boxes, marks, strict=True)
    ]
    crowd = [sum(abs(x - a) < 40 and abs(y - b) < 20 for a, b in marks) for x, y in marks]
    order = sorted(range(len(names)), key=lambda n: (-crowd[n], marks[n], names[n]))
    chosen: dict[int, int] = {}
    for n in order * _SWEEPS:
        taken = np.array([boxes[other][at] for other, at in chosen.items() if other != n]).reshape(-1, 4)
        chosen[n] = int(np.argmin(fixed[n] + _HARD * _shared(boxes[n], taken)))
    return tuple(choices[n][chosen[n]] for n in range(len(names)))


def _choices(name: str, mark: tuple[float, float]) -> list[NamePlace]:
    """Return the places around a mark, the nearest first; to the right before the left, beside before above."""
    width = _LETTER * len(name)
    return [
        _place(mark, width, across, far)
        for far in _FAR
        for across in sorted(_ACROSS, key=lambda one: (abs(one[1]), -one[0]))
    ]


def _place(mark: tuple[float, float], width: float, across: tuple[int, int], far: float) -> NamePlace:
    (x, y), (right, up) = mark, across
    step = _MARK + 0.4 + far
    slant = 1.0 if 0 in across else 0.75
    at_x, at_y = x + right * step * slant, y + up * step * slant
    middle = at_y + up * _LINE / 2 if not right else at_y
    west = at_x if right > 0 else at_x - width if right < 0 else at_x - width / 2
    side = {1: "middle right", -1: "middle left", 0: "middle center"}[right]
    box = (west, middle - _LINE / 2, west + width, middle + _LINE / 2)
    return NamePlace(round(at_x, 2), round(middle, 2), side, box, (round(at_x, 2), round(at_y, 2)) if far else None)


def _shared(boxes: Boxes, others: Boxes) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return how much of each box others cover."""
    if not len(others):
        return np.zeros(len(boxes))
    west, south, east, north = (boxes[:, None, n] for n in range(4))
    wide = np.minimum(east, others[None, :, 2]) - np.maximum(west, others[None, :, 0])
    high = np.minimum(north, others[None, :, 3]) - np.maximum(south, others[None, :, 1])
    covered: np.ndarray[tuple[int], np.dtype[np.float64]] = (np.clip(wide, 0, None) * np.clip(high, 0, None)).sum(
        axis=1
    )
    return covered


def _distance(boxes: Boxes, mark: tuple[float, float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return how far each box is from its mark."""
    x, y = mark
    wide = np.maximum(np.maximum(boxes[:, 0] - x, x - boxes[:, 2]), 0)
    high = np.maximum(np.maximum(boxes[:, 1] - y, y - boxes[:, 3]), 0)
    far: np.ndarray[tuple[int], np.dtype[np.float64]] = np.hypot(wide, high)
    return far
