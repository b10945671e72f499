"""Bands of years behind standing bars: their fields and outlines, and what is written over or in them."""

from collections.abc import Sequence
from typing import Any

from analytics.figures.drawing import scatter
from analytics.figures.drawn.ink import Ink, said
from analytics.figures.spec import Band, Bars
from analytics.figures.style import GRID, INK, Look, multiline
from analytics.selection.choices import customdata
from analytics.wording.colours import PROGRAMME_COLOURS

_NUMBER = 0.08
"""Height of the number over a column, of the highest column."""
UPRIGHT = 0.24
"""Height of a number that stands upright over a column of a phone, of the highest column."""


def _edges(band: Band) -> tuple[float, float]:
    return band.first - 0.47, band.last + 0.47


def band_grounds(bands: Sequence[Band], look: Look) -> list[dict[str, Any]]:
    """Return a field under the columns for each band, as high as the mean of its categories."""
    field = {"type": "rect", "layer": "below", "y0": 0, "line": {"width": 0}, "fillcolor": GRID[look.theme]}
    edges = ((band, *_edges(band)) for band in bands)
    return [{**field, "x0": left, "x1": right, "y1": band.mean, "opacity": 0.6} for band, left, right in edges]


def band_outlines(shown: Bars, look: Look) -> dict[str, Any]:
    """Draw the outline of each band, whose name stands over it; the line under the chart says what it is."""
    x: list[float | None] = []
    y: list[float | None] = []
    for band in shown.bands:
        left, right = _edges(band)
        x += [left, left, right, right, None]
        y += [0.0, band.mean, band.mean, 0.0, None]
    return scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": PROGRAMME_COLOURS["all"][look.theme], "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
        showlegend=False,
    )


def band_names(shown: Bars, ink: Ink) -> dict[str, Any]:
    """Write over each band its years and the whole sum, above the column of its first year; a click chooses the years."""
    totals, bands = shown.totals, shown.bands
    highest = max([*totals, *(band.mean for band in bands)])
    above = [band.mean if totals[band.first] < band.mean else totals[band.first] + highest * _NUMBER for band in bands]
    return scatter(
        x=[_edges(band)[0] for band in bands],
        y=above,
        mode="text",
        text=[f"<b>{multiline(band.text)}</b>" for band in bands],
        textposition="top right",
        textfont={"size": 14, "color": INK[ink.look.theme]},
        customdata=[customdata(band.choice) for band in bands],
        hovertext=[said(band.said) for band in bands],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def narrow_band_names(shown: Bars) -> dict[str, Any]:
    """Write on a phone the sum of each band and its mean in short lines: within the band over its first columns where they leave room."""
    highest, totals = shown.highest, shown.totals
    lines = [[f"<b>{band.short}</b>", *band.each.split(" ")] for band in shown.bands]
    text = ["<br>".join([said[0], *_two_lines(said[1:])]) for said in lines]
    rooms = [band.mean - max(totals[band.first : band.last]) - highest * UPRIGHT for band in shown.bands]
    is_within = [room > highest * UPRIGHT for room in rooms]
    return {
        "text": text,
        "textfont.size": 12,
        "textposition": [f"{'bottom' if within else 'top'} right" for within in is_within],
        "y": [
            band.mean if within or totals[band.first] < band.mean else totals[band.first] + highest * UPRIGHT
            for band, within in zip(shown.bands, is_within, strict=True)
        ],
    }


def _two_lines(words: Sequence[str]) -> list[str]:
    """Return words in two lines, as long as each other as words allow."""
    cut = min(range(1, len(words) + 1), key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return [" ".join(part) for part in (words[:cut], words[cut:]) if part]
