"""Colours and shapes: safe for colour-blind eyes, a sector never told by colour alone, light and dark."""

from typing import Literal

from geodata.layers import MarkStyle
from geodata.schema.vocabulary import Sector

Theme = Literal["light", "dark"]

SEQUENTIAL: dict[Theme, tuple[str, ...]] = {
    "light": ("#d3ebe4", "#9fd3c8", "#62b3a7", "#2c8a80", "#0b5d57"),
    "dark": ("#1b4a4d", "#256a69", "#378d87", "#5bb3a7", "#97dccd"),
}
"""One hue from little to much, five steps of even lightness."""

LESS: dict[Theme, tuple[str, ...]] = {
    "light": ("#f6ddb8", "#dd9a45", "#a85500"),
    "dark": ("#5c421f", "#a8712a", "#f5b45c"),
}
MORE: dict[Theme, tuple[str, ...]] = {
    "light": ("#c5e6e0", "#62b3a7", "#0b5d57"),
    "dark": ("#1f4d4a", "#378d87", "#97dccd"),
}
"""Two hues away from zero, from a little to much: a difference below it and above it."""

ZERO: dict[Theme, str] = {"light": "#ffffff", "dark": "#161d24"}
PLAIN: dict[Theme, str] = {"light": "#f7f9fa", "dark": "#222c35"}
MISSING: dict[Theme, str] = {"light": "#d5d9dd", "dark": "#39424b"}

SECTOR_STYLES: dict[Sector, MarkStyle] = {
    Sector.MECHANICAL: MarkStyle(1, "#0072b2"),
    Sector.WOOD: MarkStyle(5, "#8a5a2b"),
    Sector.AGRO_PROCESSING: MarkStyle(0, "#118a5c"),
    Sector.FOOD: MarkStyle(2, "#d98a00"),
    Sector.BEVERAGES: MarkStyle(6, "#b8508e"),
    Sector.HERBS: MarkStyle(7, "#4d7d1f"),
    Sector.BUILDING_MATERIALS: MarkStyle(9, "#c4501b"),
    Sector.HANDICRAFTS: MarkStyle(3, "#8e44a5"),
    Sector.PACKAGING: MarkStyle(4, "#8a8418"),
    Sector.CHEMICALS: MarkStyle(11, "#3d3ab0"),
    Sector.TEXTILES: MarkStyle(10, "#8c2252"),
    Sector.OTHER: MarkStyle(8, "#6b7480"),
}
"""A shape and a colour for each sector."""


PROGRAMME_COLOURS: dict[str, dict[Theme, str]] = {
    "national": {"light": "#0072b2", "dark": "#56b4e9"},
    "provincial": {"light": "#0b7a5e", "dark": "#3cc3a0"},
    "district": {"light": "#b86e00", "dark": "#f0a830"},
    "unknown": {"light": "#6b7480", "dark": "#aab4bf"},
    "all": {"light": "#6a4c93", "dark": "#b79bdc"},
}
"""A colour for each line of `analytics.funding.tables.FUNDING_PROGRAMMES`; its name and its pattern tell it too."""

PROGRAMME_PATTERNS = {"national": "/", "provincial": "\\", "district": "x", "unknown": ".", "all": "-"}

INK_OF_BARS: dict[Theme, str] = {"light": "#0b5d57", "dark": "#5bb3a7"}

STAR_COLOURS: dict[Theme, dict[int, str]] = {
    "light": {3: "#62b3a7", 4: "#2c8a80", 5: "#0b5d57"},
    "dark": {3: "#378d87", 4: "#5bb3a7", 5: "#97dccd"},
}
STAR_PATTERNS = {3: "", 4: ".", 5: "x"}
"""A level is told by its pattern too, not by colour alone."""


def class_colours(n: int, theme: Theme) -> tuple[str, ...]:
    """Return `n` (at most five) steps of the sequential palette, spread over its whole length."""
    palette = SEQUENTIAL[theme]
    if n <= 1:
        return palette[2:3]
    return tuple(palette[round(i * (len(palette) - 1) / (n - 1))] for i in range(n))


_DARK, _LIGHT = "#0f151b", "#ffffff"


def ink_on(fill: str) -> str:
    """Return the shade in which a number is read best on a fill (#rrggbb)."""
    return max((_DARK, _LIGHT), key=lambda ink: _contrast(ink, fill))


def ground_for(ink: str) -> str:
    """Return the shade against which an ink of `ink_on` stands out most."""
    return _LIGHT if ink == _DARK else _DARK


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
