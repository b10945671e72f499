"""Contrast of colours as WCAG 2.2 defines it, and colours laid over one another."""

import tomllib
from pathlib import Path

Colour = tuple[float, ...]
LEAST = 4.5
THEMES = tomllib.loads((Path(__file__).parents[1] / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]


def colour(text: str) -> Colour:
    """Return #rrggbb as red, green, blue from 0 to 1."""
    return tuple(int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))


def over(above: Colour, below: Colour, share: float) -> Colour:
    """Return what is seen where `above` covers `below` by a share."""
    return tuple(one * share + other * (1 - share) for one, other in zip(above, below, strict=True))


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast, 1 to 21."""
    darker, lighter = sorted(_luminance(each) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
