"""A programme is told by its pattern and its name, never by colour alone; what is not itemised is hatched on paper."""

from typing import Any

from analytics.figures.style import PAPER, Look
from analytics.wording.colours import PROGRAMME_COLOURS, PROGRAMME_PATTERNS


def solid(programme: str, look: Look) -> dict[str, Any]:
    """Return the marker of itemised money of a programme."""
    return {"color": PROGRAMME_COLOURS[programme][look.theme]}


def open_(programme: str, look: Look) -> dict[str, Any]:
    """Return the marker of what is published for a programme and not itemised: its own lines on paper."""
    colour = PROGRAMME_COLOURS[programme][look.theme]
    return {
        "color": PAPER[look.theme],
        "line": {"color": colour, "width": 1.5},
        "pattern": {
            "shape": PROGRAMME_PATTERNS[programme],
            "fgcolor": colour,
            "bgcolor": PAPER[look.theme],
            "size": 8,
            "solidity": 0.3,
        },
    }
