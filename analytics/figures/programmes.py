"""A programme is told by its pattern and its name, never by colour alone; what is not itemised is hatched on paper."""

from typing import Any

from analytics.colours import Theme
from analytics.figures.style import PAPER, Look
from analytics.labels import label
from analytics.language import Language
from geodata.vocabulary import FigureProgramme, Programme

COLOURS: dict[str, dict[Theme, str]] = {
    "national": {"light": "#0072b2", "dark": "#56b4e9"},
    "provincial": {"light": "#0b7a5e", "dark": "#3cc3a0"},
    "district": {"light": "#b86e00", "dark": "#f0a830"},
    "unknown": {"light": "#6b7480", "dark": "#aab4bf"},
    "all": {"light": "#6a4c93", "dark": "#b79bdc"},
}
_SHAPES = {"national": "/", "provincial": "\\", "district": "x", "unknown": ".", "all": "-"}


def programme_name(programme: str, language: Language) -> str:
    """Return the name of a programme, of "all" or of "not stated"."""
    if programme == FigureProgramme.ALL:
        return label(FigureProgramme.ALL, language)
    return label(Programme(programme), language)


def solid(programme: str, look: Look) -> dict[str, Any]:
    """Return the marker of itemised money of a programme."""
    return {"color": COLOURS[programme][look.theme]}


def open_(programme: str, look: Look) -> dict[str, Any]:
    """Return the marker of what is published for a programme and not itemised: its own lines on paper."""
    colour = COLOURS[programme][look.theme]
    return {
        "color": PAPER[look.theme],
        "line": {"color": colour, "width": 1.5},
        "pattern": {
            "shape": _SHAPES[programme],
            "fgcolor": colour,
            "bgcolor": PAPER[look.theme],
            "size": 8,
            "solidity": 0.3,
        },
    }
