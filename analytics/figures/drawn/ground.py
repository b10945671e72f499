"""What lies under a map and never changes, as one small picture: Plotly lays it down once and keeps it from figure to figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Any
from urllib.parse import quote

from analytics.figures.drawn.world import DrawnLine

_PLAIN = "/:;,=' ()-"
"""Letters that stand as they are in the address of a picture."""


@dataclass(frozen=True)
class MapExtent:
    """The part of a map that a picture covers, in its units, and the step to which places are rounded."""

    west: float
    south: float
    east: float
    north: float
    step: float

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return a place in steps from the upper left corner."""
        return round((x - self.west) / self.step), round((self.north - y) / self.step)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in steps."""
        return self.at(self.east, self.south)


@dataclass(frozen=True)
class FilledPolygons:
    """Polygons with their colours; the stroke is as wide in px as given, however large the map."""

    line: DrawnLine
    fill: str
    stroke: str
    width: float


def ground(areas: Sequence[FilledPolygons], frame: MapExtent) -> dict[str, Any]:
    """Return areas as an image of Plotly's layout on the axes x and y, below what is drawn there."""
    return {
        "source": f"data:image/svg+xml,{quote(_svg(areas, frame), safe=_PLAIN)}",
        "xref": "x",
        "yref": "y",
        "x": frame.west,
        "y": frame.north,
        "sizex": frame.east - frame.west,
        "sizey": frame.north - frame.south,
        "sizing": "stretch",
        "layer": "below",
    }


def _svg(areas: Sequence[FilledPolygons], frame: MapExtent) -> str:
    width, height = frame.size
    drawn = "".join(
        f"<path d='{_path(area.line, frame)}' fill='{area.fill}' stroke='{area.stroke}' stroke-width='{area.width}'"
        " vector-effect='non-scaling-stroke'/>"
        for area in areas
    )
    box = f"viewBox='0 0 {width} {height}' preserveAspectRatio='none'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {box} stroke-linecap='round' stroke-miterlimit='2'>{drawn}</svg>"


def _path(line: DrawnLine, frame: MapExtent) -> str:
    """Return polygons in the words of SVG: where each begins, then from place to place, in whole steps."""
    return "".join(_ring([frame.at(x, y) for x, y in ring]) for ring in _rings(line))


def _rings(line: DrawnLine) -> Iterable[list[tuple[float, float]]]:
    places = ([(x, y)] if x is not None and y is not None else [] for x, y in zip(*line, strict=True))
    return (list(chain(*ring)) for has_places, ring in groupby(places, bool) if has_places)


def _ring(places: Sequence[tuple[int, int]]) -> str:
    (x0, y0), *_ = places
    moves = [(x1 - x, y1 - y) for (x, y), (x1, y1) in pairwise(places) if (x, y) != (x1, y1)]
    written = ",".join(f"{x},{y}" for x, y in moves).replace(",-", "-")
    return f"M{x0},{y0}l{written}z" if written else f"M{x0},{y0}h0z"
