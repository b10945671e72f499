"""Marks of the map on paper: rows that lie close together become one badge that counts them, as on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.briefing.map.ground import Projection
from analytics.briefing.map.labels import Box
from geodata.layers import MapState, MarkStyle

CLOSE = 1.7
"""How many times its own size a mark is counted together with another."""
PLATES = {
    "facility": ("#23405c", "#ffffff"),
    "proposal": ("#7a3b00", "#ffffff"),
    "ocop": ("#f2c14e", "#2b2100"),
    "context": ("#7d8a96", "#ffffff"),
}
"""Ground and ink of the badges of each layer, as on the screen."""


@dataclass(frozen=True)
class Badge:
    """One mark on paper at x, y (inches): of a layer, standing for `n` rows; a single row has its style and quality."""

    layer: str
    x: float
    y: float
    n: int
    size: float
    style: MarkStyle | None = None
    quality: str = "exact"

    @property
    def width(self) -> float:
        """Return the width in inches: room for the digits of its count."""
        return self.size * (1 + 0.45 * (len(str(self.n)) - 1 if self.n > 1 else 0))

    @property
    def box(self) -> Box:
        """Return the rectangle that it covers."""
        return Box.around(self.x, self.y, self.width, self.size)


@dataclass
class _Group:
    x: float
    y: float
    weight: int
    layers: dict[str, list[tuple[int, MarkStyle | None, str]]]


def badges(state: MapState, projection: Projection, size: float) -> tuple[Badge, ...]:
    """Return the badges of a state, `size` inches high; the counts of a layer add up to its placed rows."""
    groups: list[_Group] = []
    for layer in state.layers:
        singles = [(mark.lat, mark.lon, mark.n, state.styles[mark.style], mark.quality) for mark in layer.marks]
        many = [(lat, lon, n, None, "exact") for cells in layer.cells for lat, lon, n in cells.marks]
        for lat, lon, n, style, quality in [*singles, *many]:
            x, y = projection.point(lon, lat)
            _add(groups, _Group(x, y, n, {layer.id: [(n, style, quality)]}), CLOSE * size)
    return tuple(badge for group in _merged(groups, size) for badge in _side_by_side(group, size))


def _add(groups: list[_Group], one: _Group, close: float) -> None:
    near = next((other for other in groups if abs(other.x - one.x) < close and abs(other.y - one.y) < close), None)
    if near is None:
        groups.append(one)
    else:
        _take(near, one)


def _take(kept: _Group, other: _Group) -> None:
    total = kept.weight + other.weight
    kept.x = (kept.x * kept.weight + other.x * other.weight) / total
    kept.y = (kept.y * kept.weight + other.y * other.weight) / total
    kept.weight = total
    for layer, rows in other.layers.items():
        kept.layers.setdefault(layer, []).extend(rows)


def _merged(groups: Sequence[_Group], size: float) -> list[_Group]:
    """Merge groups whose badges would lie over one another."""
    kept: list[_Group] = []
    for group in groups:
        near = next((one for one in kept if _touches(one, group, size)), None)
        if near is None:
            kept.append(group)
        else:
            _take(near, group)
    return kept if len(kept) == len(groups) else _merged(kept, size)


def _touches(one: _Group, other: _Group, size: float) -> bool:
    mine, theirs = _side_by_side(one, size), _side_by_side(other, size)
    return any(a.box.overlaps(b.box) for a in mine for b in theirs)


def _side_by_side(group: _Group, size: float) -> list[Badge]:
    rows = [(layer, rows, sum(n for n, _, _ in rows)) for layer, rows in group.layers.items()]
    made = [
        Badge(layer, group.x, group.y, n, size, *(one[0][1:] if len(one) == 1 and n == 1 else (None, "exact")))
        for layer, one, n in rows
    ]
    whole = sum(badge.width for badge in made) + 0.15 * size * (len(made) - 1)
    left, placed = group.x - whole / 2, []
    for badge in made:
        placed.append(Badge(badge.layer, left + badge.width / 2, group.y, badge.n, size, badge.style, badge.quality))
        left += badge.width + 0.15 * size
    return placed
