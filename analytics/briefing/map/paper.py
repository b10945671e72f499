"""Drawing with Matplotlib on paper measured in inches, with the face of the house; loaded only when something is drawn."""

from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import font_source_sans_pro
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

INK, QUIET, HALO, GROUND, LAND = "#1d2a36", "#66747f", "#ffffff", "#eef1f4", "#e2e7ec"
LINE, BORDER, RIVER, ACCENT, CIRCLE = "#ffffff", "#4a5b6c", "#7fb2d6", "#b3261e", "#0b5d57"
FACES = Path(font_source_sans_pro.__file__).parent / "files"


@cache
def face(weight: str = "Regular") -> FontProperties:
    """Return the face of the house in a weight ("Regular", "Semibold", "Bold", "It")."""
    return FontProperties(fname=str(FACES / f"SourceSansPro-{weight}.ttf"))


@lru_cache(maxsize=4096)
def text_size(text: str, points: float, weight: str = "Regular") -> tuple[float, float]:
    """Return width and height in inches of a text of one or more lines."""
    font = face(weight).copy()
    font.set_size(points)
    lines = text.split("\n")
    width = max(text_to_path.get_text_width_height_descent(line, font, ismath=False)[0] for line in lines)
    return width / 72, len(lines) * points * 1.22 / 72


def wrapped_lines(text: str, points: float, width: float, weight: str = "Regular") -> list[str]:
    """Return the lines of a text that is `width` inches wide at most; a longer word stands alone."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_size(longer, points, weight)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class MapSheet:
    """A sheet of `width` × `height` inches on which shapes and texts are put at inches from the lower left corner."""

    def __init__(self, width: float, height: float) -> None:
        """Lay out an empty sheet."""
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height), facecolor="#ffffff")
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(0, height)
        self.axes.axis("off")
        self._edge: Any = None

    @contextmanager
    def inside(self, edge: Any) -> "Iterator[None]":
        """Keep the shapes and lines that are put meanwhile inside a rectangle of the sheet."""
        self._edge = edge
        yield
        self._edge = None

    def shape(self, rings: "Iterable[NDArray[np.float64]]", **style: Any) -> None:
        """Put an area made of rings."""
        patch = PathPatch(outline(rings), **style)
        self.axes.add_artist(patch)  # add_patch would measure every outline for limits that are fixed
        if self._edge is not None:
            patch.set_clip_path(self._edge)

    def frame(self, left: float, bottom: float, width: float, height: float, **style: Any) -> Any:
        """Put a rectangle and return it, so that others can be kept inside it."""
        right, top = left + width, bottom + height
        corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]])
        patch = PathPatch(outline([corners]), **style)
        self.axes.add_artist(patch)
        return patch

    def line(self, points: "NDArray[np.float64]", **style: Any) -> None:
        """Put a line."""
        drawn = Line2D(points[:, 0], points[:, 1], **style)
        self.axes.add_artist(drawn)
        if self._edge is not None:
            drawn.set_clip_path(self._edge)

    def write(self, text: str, x: float, y: float, points: float, weight: str = "Regular", **style: Any) -> None:
        """Put a text; without alignment it stands on its base line at the left."""
        merged: dict[str, Any] = {"color": INK, "linespacing": 1.1} | style
        self.axes.text(x, y, text, fontproperties=_sized(weight, points), **merged)


@lru_cache(maxsize=64)
def _sized(weight: str, points: float) -> FontProperties:
    font = face(weight).copy()
    font.set_size(points)
    return font


def outline(rings: "Iterable[NDArray[np.float64]]") -> Outline:
    """Return rings as one path, holes and parts alike."""
    vertices: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for ring in rings:
        vertices.append(ring)
        code = np.full(len(ring), Outline.LINETO, dtype=np.uint8)
        code[0], code[-1] = Outline.MOVETO, Outline.CLOSEPOLY
        codes.append(code)
    return Outline(np.concatenate(vertices), np.concatenate(codes))
