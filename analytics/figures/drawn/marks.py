"""Marks that are no bars: dots at their values, cells of a grid, blocks in lines."""

from collections.abc import Sequence
from math import log10
from typing import Any

from analytics.figures.drawing import PlotSpec, bar, scatter
from analytics.figures.drawn.ink import Ink
from analytics.figures.spec import Blocks, Category, Curve, Dots, GridLine, Mark, MarkGrid, Series
from analytics.figures.style import (
    INK,
    PAPER,
    Look,
    clipped_to_length,
    figure,
    height_of,
    multiline,
    safe,
    wrapped_hover,
)

_STANDING_PX, _CURVE_PX = 460, 190
_FEW_COLUMNS = 8
_HIGH_LINE = 40
"""From how many px on a line of a grid has room for names of several lines."""
_NAME, _NARROW_NAME = 30, 21
"""Letters of the name of a low line, on a wide and on a narrow card."""


def dots(shown: Dots, look: Look) -> PlotSpec:
    """Return the figure of marks at their values."""
    ink, n = Ink.of(look, shown.series), len(shown.categories)
    made = figure(look, height=_STANDING_PX if shown.is_standing else height_of(n))
    for one in shown.series:
        along = [mark.at for mark in one.marks], [mark.value for mark in one.marks]
        x, y = along if shown.is_standing else along[::-1]
        trace = scatter(
            x=x,
            y=y,
            **_written(one.marks, ink),
            name=multiline(one.name),
            showlegend=bool(one.name),
            textfont={"size": 12 if shown.is_standing else 14},
            marker=ink.mark_marker(one, 13),
        )
        made.add_trace(trace)
    for key in shown.keys:
        marker = {"symbol": key.symbol, "size": 12, "color": ink.shade(key.colour)}
        made.add_trace(scatter(x=[None], y=[None], mode="markers", name=multiline(key.name), marker=marker))
    values = [mark.value for one in shown.series for mark in one.marks]
    names = [safe(one.name) for one in shown.categories]
    places = {"tickmode": "array", "tickvals": list(range(n)), "ticktext": names, "zeroline": False}
    if shown.is_standing:
        made.update_xaxes(**places, range=[-0.6, n - 0.4], showgrid=False)
        made.when_narrow({"xaxis.tickfont.size": 12, "yaxis.title.text": "", "yaxis.ticklabelstandoff": 2})
        return made.update_yaxes(title=shown.unit, **_values(values, is_log=shown.is_log))
    made.update_yaxes(**places, range=[n - 0.5, -0.5])
    return made.update_xaxes(title=shown.unit, **_values(values, is_log=shown.is_log))


def _values(values: Sequence[float], *, is_log: bool) -> dict[str, Any]:
    """Return the axis of values, with room for texts beyond the largest."""
    if not is_log:
        return {"tickformat": ",.1~f", "range": [0, max(values, default=1.0) * 1.3]}
    room = {"range": [log10(min(values)) - 0.5, log10(max(values)) + 0.6]} if values else {}
    return {"type": "log", "dtick": 1, "tickformat": ",~f", **room}


def _written(marks: Sequence[Mark], ink: Ink) -> dict[str, Any]:
    """Return the texts of marks, where they stand, and what the marks carry."""
    return {
        "mode": "markers+text",
        "text": [_text(mark) for mark in marks],
        "textposition": [mark.side for mark in marks],
        "cliponaxis": False,
        **ink.told(marks),
    }


def _text(mark: Mark) -> str:
    """Return the text of a mark; beside it with room between them."""
    text, is_beside = multiline(mark.text), mark.side in {"middle left", "middle right"}
    return f"  {text}  " if text and is_beside else text


def cells(shown: MarkGrid, look: Look) -> PlotSpec:
    """Return the figure of a grid."""
    ink = Ink.of(look, shown.series)
    lowest = max(
        [mark.line for one in shown.series for mark in one.marks] + [line.at for line in shown.lines], default=0
    )
    height = round((lowest + 1) * shown.line_px) + (160 if shown.is_slanted else 130)
    made = figure(look, height=max(220, height))
    for one in shown.series:
        made.add_trace(_cells(one, shown, ink))
        if not _is_within(one):
            made.when_narrow({"marker.size": 14}, len(made.data) - 1)
    _heads_of_columns(made, shown.columns, is_slanted=shown.is_slanted)
    names = [_line_name(line, shown) for line in shown.lines]
    made.update_yaxes(tickmode="array", tickvals=[line.at for line in shown.lines], ticktext=names, zeroline=False)
    made.update_yaxes(range=[lowest + 0.6, -0.6], showgrid=shown.is_slanted)
    made.when_narrow({"yaxis.ticktext": [_line_name(line, shown, _NARROW_NAME) for line in shown.lines]})
    if shown.rule is not None:
        made.add_hline(y=shown.rule - 0.5, line={"color": INK[look.theme], "width": 1, "dash": "dot"})
    made.update_layout(legend={"yref": "container", "y": 0, "yanchor": "bottom"}, margin={"b": 56})
    return made.update_layout(annotations=_heads_of_lines(shown.lines, look))


def _is_within(series: Series) -> bool:
    """Tell whether the texts of a series stand in its marks."""
    return all(mark.side == "middle center" for mark in series.marks)


def _cells(series: Series, shown: MarkGrid, ink: Ink) -> dict[str, Any]:
    is_within = _is_within(series)
    font = ink.on(series) if is_within and "open" not in series.symbol else {"size": 14}
    return scatter(
        x=[mark.at for mark in series.marks],
        y=[mark.line for mark in series.marks],
        name=multiline(series.name),
        textfont=font,
        marker=ink.mark_marker(series, min(28, shown.line_px - 5) if is_within else 17),
        **_written(series.marks, ink) | {"text": [multiline(mark.text) for mark in series.marks]},
    )


def _line_name(line: GridLine, shown: MarkGrid, letters: int = _NAME) -> str:
    return wrapped_hover(line.name, 16) if shown.line_px >= _HIGH_LINE else safe(clipped_to_length(line.name, letters))


def _heads_of_columns(made: PlotSpec, columns: Sequence[Category], *, is_slanted: bool) -> None:
    """Write the heads of the columns above the grid: aslant, broken where there are few, as they fit where there are many."""
    n, names = len(columns), [safe(one.name) for one in columns]
    made.update_xaxes(side="top", tickmode="array", tickvals=list(range(n)), ticktext=names, zeroline=False)
    made.update_xaxes(range=[-0.6, max(n, 1) - 0.4], tickfont={"size": 13})
    if is_slanted:
        made.update_xaxes(tickangle=-40)
        made.when_narrow({"xaxis.tickangle": -90, "xaxis.tickfont.size": 12, "yaxis.tickfont.size": 12})
        made.when_narrow({"yaxis.ticklabelstandoff": 2})
    elif n <= _FEW_COLUMNS:
        made.update_xaxes(ticktext=[name.replace(" ", "<br>", 1) for name in names], tickangle=0)
        made.when_narrow({"xaxis.ticktext": [name.replace(" ", "<br>") for name in names], "xaxis.tickfont.size": 9})


def _heads_of_lines(lines: Sequence[GridLine], look: Look) -> list[dict[str, Any]]:
    """Write the heads above their lines, in the figure, so that a phone has room for the cells."""
    written = {"xref": "x domain", "x": 0, "xanchor": "left", "showarrow": False, "bgcolor": PAPER[look.theme]}
    return [{**written, "text": f"<b>{safe(one.head)}</b>", "y": one.first - 0.88} for one in lines if one.head]


def blocks(shown: Blocks, look: Look) -> PlotSpec:
    """Return the figure of blocks in lines."""
    ink, marks, n = Ink.of(look, (shown.series,)), shown.series.marks, len(shown.lines)
    made = figure(look, height=max(150, 30 + 46 * n), bargap=0.18, showlegend=False)
    made.add_trace(
        bar(
            y=[mark.line for mark in marks],
            x=[0.96] * len(marks),
            base=[mark.at for mark in marks],
            orientation="h",
            text=[wrapped_hover(mark.text, 9) for mark in marks],
            textposition="inside",
            insidetextanchor="middle",
            constraintext="none",
            insidetextfont=ink.on(shown.series) | {"size": 12},
            marker=ink.bar_marker(shown.series),
            **ink.told(marks),
        )
    )
    heads = [wrapped_hover(one.name, 12) for one in shown.lines]
    made.update_yaxes(tickmode="array", tickvals=list(range(n)), ticktext=heads, range=[n - 0.5, -0.5])
    made.update_yaxes(showgrid=False, zeroline=False)
    made.when_narrow({"yaxis.tickfont.size": 13, "yaxis.ticklabelstandoff": 4})
    return made.update_xaxes(visible=False, range=[0, shown.most])


def stepped(shown: Curve, look: Look) -> PlotSpec:
    """Return the figure of a value that rises in steps."""
    ink, marks = Ink.of(look, (shown.series,)), shown.series.marks
    made = figure(look, height=_CURVE_PX, showlegend=False)
    made.add_trace(
        scatter(
            x=[mark.at for mark in marks],
            y=[mark.value for mark in marks],
            mode="lines+markers",
            line={"color": ink.shade(shown.series.colour), "width": 3, "shape": "hv"},
            marker=ink.mark_marker(shown.series, 9),
            **ink.told(marks),
        )
    )
    return made.update_xaxes(tickformat="+d", nticks=6).update_yaxes(title=shown.unit, nticks=4)
