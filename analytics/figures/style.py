"""How all figures look: fonts, colours of the theme, Vietnamese numbers."""

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, NamedTuple

from analytics.figures.drawing import PlotSpec
from analytics.selection.selection import Selection
from analytics.wording.colours import Theme
from analytics.wording.language import Language

_FONT = '"Source Sans", "Source Sans 3", "Noto Sans", "Segoe UI", sans-serif'
INK: dict[Theme, str] = {"light": "#1d2a36", "dark": "#e9eff4"}
PAPER: dict[Theme, str] = {"light": "#ffffff", "dark": "#0f151b"}
GRID: dict[Theme, str] = {"light": "#e2e7ec", "dark": "#2a3641"}
BAR_PX, MARGIN_PX = 34, 96
FADED = 0.35
LEFT_OF_PLOT = -0.001
"""Where a legend begins: Plotly lets one that begins left of the plot be as wide as the chart, one that begins at it only as wide as the plot."""
CONTEXT = "†"
"""Stands behind what is context: fresh fruit, villages, growers and large plants, no product of a facility."""
DISPUTED = "⚠"
"""Stands behind what sources disagree about."""
FEW_TICKS = 6
"""Up to which count each whole number has its tick; Plotly would put some between them."""


@dataclass(frozen=True)
class Look:
    """In which theme and language a figure is drawn, and the selection whose values stand out in it."""

    theme: Theme
    language: Language
    chosen: Selection


def figure(look: Look, *, height: int = 360, **layout: Any) -> PlotSpec:
    """Return an empty figure in the style of the house; `layout` overrides and adds."""
    grid = {"gridcolor": GRID[look.theme], "zerolinecolor": GRID[look.theme], "automargin": True, "fixedrange": True}
    grid["ticklabeloverflow"] = "allow"
    grid["title"] = {"font": {"size": 15}}
    made = PlotSpec(
        font={"family": _FONT, "size": 15, "color": INK[look.theme]},
        paper_bgcolor=PAPER[look.theme],
        plot_bgcolor=PAPER[look.theme],
        separators=look.language.decimal_sign + look.language.thousands_sign,
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        height=height,
        hovermode="closest",
        dragmode=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": LEFT_OF_PLOT, "xanchor": "left"}
        | {"font": {"size": 14}, "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        hoverlabel={"font": {"family": _FONT, "size": 15}, "align": "left"},
        barcornerradius=2,
    )
    made.update_xaxes(**grid)
    made.update_yaxes(**grid, ticklabelstandoff=12)
    return made.update_layout(**layout)


def height_of(n_bars: int) -> int:
    """Return the height in px of a chart of `n_bars` horizontal bars."""
    return max(220, n_bars * BAR_PX + MARGIN_PX)


def safe(text: object) -> str:
    """Return a text as Plotly shows it, who takes some HTML: what comes from data is text."""
    return escape(str(text), quote=False)


def multiline(text: object) -> str:
    """Return a text with its own lines as Plotly shows it."""
    return safe(text).replace("\n", "<br>")


def clipped_to_length(text: str, length: int) -> str:
    """Return a text in one line of at most `length` letters; hover text and table have it all. The sign of context stays."""
    if len(text) <= length:
        return text
    sign = CONTEXT if text.endswith(CONTEXT) else ""
    return f"{text[: length - 1].rstrip(' ,')}…{sign}"


def wrapped_hover(text: object, width: int = 22) -> str:
    """Return a text as Plotly shows it, broken into lines of about `width` letters, so that a phone has room for it."""
    return "<br>".join(safe(line) for line in wrap(str(text), width))


def whole_ticks(largest: float) -> dict[str, Any]:
    """Return the ticks of an axis of counts up to `largest`: whole numbers, none written twice."""
    return {"tickformat": ",d", "dtick": 1} if largest <= FEW_TICKS else {"tickformat": ",d"}


class MoneyAxis(NamedTuple):
    """In what amounts are written: đồng in one unit, its words, the language."""

    vnd: float
    words: str
    language: Language

    def number(self, vnd: float) -> str:
        """Return an amount of đồng in the unit."""
        return self.language.number(vnd / self.vnd, 2)


def money_axis(language: Language, largest_vnd: float) -> MoneyAxis:
    """Return the unit of amounts up to `largest_vnd`."""
    if largest_vnd >= 1e9:
        return MoneyAxis(1e9, language.text("billion VND"), language)
    return MoneyAxis(1e6, language.text("million VND"), language)
