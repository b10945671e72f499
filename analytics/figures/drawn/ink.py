"""How marks are painted: their colour and pattern, what is chosen standing out of the rest, the ink of texts on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.figures.spec import Mark, Series, Shade, fields_of, stands_out
from analytics.figures.style import FADED, INK, PAPER, Look, multiline
from analytics.selection.choices import customdata
from analytics.selection.selection import Field
from analytics.wording.colours import ground_for, ink_on

PATTERN_OPACITY = 0.35
"""The lines of a pattern are of the shade that numbers are not of, so that they are read better on a line than beside it."""


@dataclass(frozen=True)
class Ink:
    """The look of a chart and by which of the fields chosen its marks choose: what has none of those values fades, in every series."""

    look: Look
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, look: Look, series: Iterable[Series]) -> "Ink":
        """Return the ink of a chart with these series."""
        return cls(look, tuple(field for field in fields_of(series) if getattr(look.chosen, field)))

    def is_lit(self, mark: Mark) -> bool:
        """Tell whether a mark stands out, or nothing does."""
        by_field = {choice.field: choice for choice in mark.choices}
        return all(field in by_field and stands_out(self.look.chosen, by_field[field]) for field in self.fields)

    def opacity(self, marks: Sequence[Mark]) -> list[float]:
        """Return the opacity of each mark."""
        return [1.0 if self.is_lit(mark) else FADED for mark in marks]

    def shade(self, shade: Shade) -> str:
        """Return a colour in the theme."""
        return shade[self.look.theme]

    def colours(self, series: Series) -> str | list[str]:
        """Return the colour of a series, or of each of its marks where they have their own."""
        if all(mark.colour is None for mark in series.marks):
            return self.shade(series.colour)
        return [self.shade(mark.colour or series.colour) for mark in series.marks]

    def bar_marker(self, series: Series) -> dict[str, Any]:
        """Return the marker of bars: solid, hatched on paper, or with a pattern on their colour; what is chosen is framed."""
        theme, colour = self.look.theme, self.shade(series.colour)
        made: dict[str, Any] = {"color": colour, "opacity": self.opacity(series.marks)}
        if series.is_open:
            pattern = {"shape": series.pattern, "fgcolor": colour, "bgcolor": PAPER[theme], "size": 8, "solidity": 0.3}
            made |= {"color": PAPER[theme], "pattern": pattern}
        elif series.pattern:
            lines = {"shape": series.pattern, "fgcolor": ground_for(ink_on(colour)), "fgopacity": PATTERN_OPACITY}
            made["pattern"] = lines | {"size": 8, "solidity": 0.2, "fillmode": "overlay"}
        framed = [bool(self.fields) and self.is_lit(mark) for mark in series.marks]
        edge = 1.5 if series.is_open else 0.0
        if any(framed):
            line = {"color": [INK[theme] if one else colour for one in framed]}
            return made | {"line": line | {"width": [2.5 if one else edge for one in framed]}}
        return made | {"line": {"color": colour, "width": edge}}

    def mark_marker(self, series: Series, size: int) -> dict[str, Any]:
        """Return the marker of marks that are no bars; hollow ones have a line."""
        colours = self.colours(series)
        width = 2.0 if "open" in series.symbol else 0.0
        made = {"symbol": series.symbol, "size": size, "color": colours, "opacity": self.opacity(series.marks)}
        return made | {"line": {"color": colours, "width": width}}

    def told(self, marks: Sequence[Mark]) -> dict[str, Any]:
        """Return what marks carry: what a click chooses, and what is said of them, the first line bold."""
        return {
            "customdata": [customdata(*mark.choices) for mark in marks],
            "hovertext": [said(mark.said) for mark in marks],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }

    def on(self, series: Series) -> dict[str, Any]:
        """Return the font of numbers on marks: white or dark, whichever is read there; on a faded mark the ink of the page."""
        colour = self.shade(series.colour)
        ink = ink_on(colour)
        lit = [self.is_lit(mark) for mark in series.marks]
        inks = ink if all(lit) else [ink if one else INK[self.look.theme] for one in lit]
        halo = {"shadow": halo_of(colour), "weight": 700} if series.pattern else {}
        return {"color": inks, "size": 14, **halo}


def said(lines: Sequence[str]) -> str:
    """Return what is said of a mark, the first line bold."""
    first, *others = [multiline(line) for line in lines]
    return "<br>".join([f"<b>{first}</b>", *others])


def halo_of(colour: str) -> str:
    """Keep a text readable on patterns and lines."""
    return ", ".join([f"0 0 3px {colour}"] * 4)
