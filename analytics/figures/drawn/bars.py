"""Bars, lying or standing: stacked, side by side or before what is published; their labels, points and bands of years."""

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from analytics.figures.drawing import PlotSpec, bar, scatter
from analytics.figures.drawn.bands import UPRIGHT, band_grounds, band_names, band_outlines, narrow_band_names
from analytics.figures.drawn.ink import Ink, halo_of
from analytics.figures.spec import FEWEST_COLUMNS, FEWEST_LINES, Bars, Category, Series, stands_out
from analytics.figures.style import INK, PAPER, Look, figure, height_of, multiline, whole_ticks, wrapped_hover
from analytics.wording.colours import INK_OF_BARS

SHORT_LABEL = 14
"""Letters of a label that a phone has room for beside a bar."""
NARROW, WIDE = 0.5, 0.8
"""How wide bars are before a published one, and this, of the room of a category."""
SMALL = {"minsize": 11, "mode": "hide"}
"""Numbers too small to read are left to hover text and table."""
_WIDE = 6
"""Letters of the smallest writing that a column has room for beneath it."""
_INDENT = "   "
"""Room between the end of a bar and its label."""
_FEW_NAMES = 3
"""More names of a legend are written small on a phone, so that two have room in a line."""
_STANDING_PX = 400
_MOST_ACROSS = 10
"""Over more columns a phone has no room for numbers across."""
_LONG_LABEL = 40
"""Letters of a label that half a screen has room for beside a bar."""


def bars(shown: Bars, look: Look) -> PlotSpec:
    """Return the figure of bars."""
    ink = Ink.of(look, (*shown.series, *shown.points))
    made = figure(look, height=_height(shown), barmode="stack", bargap=0.28, uniformtext=SMALL)
    is_overlaid = any(one.is_behind for one in shown.series)
    if is_overlaid:
        made.update_layout(barmode="overlay")
    if shown.bands:
        made.update_layout(shapes=band_grounds(shown.bands, look))
        made.add_trace(band_outlines(shown, look))
    below = [0.0] * len(shown.categories)
    for one in shown.series:
        made.add_trace(_bar(one, shown, ink, below if is_overlaid and not one.is_behind else None))
        if not one.is_behind:
            for mark in one.marks:
                below[int(mark.at)] += mark.value
    for one in shown.points:
        made.add_trace(_points(one, shown, ink))
    _name_once(made, shown, ink)
    _write_parts(made, shown, look)
    if any(one.label for one in shown.categories) and not shown.is_labelled_under:
        _write_labels(made, shown)
    if shown.bands:
        made.add_trace(band_names(shown, ink))
        made.when_narrow(narrow_band_names(shown), len(made.data) - 1)
    named = [trace for trace in made.data if trace.get("showlegend", True)]
    made.update_layout(showlegend=len(named) > 1)
    if len(named) > _FEW_NAMES:
        made.when_narrow({"legend.font.size": 12})
    return _standing(made, shown) if shown.is_standing else _lying(made, shown, look)


def _name_once(made: PlotSpec, shown: Bars, ink: Ink) -> None:
    """Name each thing once in the legend, by its solid bars where it has some, and once what its hatched ones are."""
    traces = [trace for trace in made.data if trace["type"] == "bar"]
    solid = {one.of for one in shown.series if one.of and not one.is_open}
    named: set[str] = set()
    for one, trace in zip(shown.series, traces, strict=True):
        if one.of:
            trace |= {"name": multiline(one.of), "showlegend": one.of not in named}
            named.add(one.of)
    hatched = next((one for one in shown.series if one.is_open and one.of in solid), None)
    if hatched is not None:
        marker = ink.bar_marker(replace(hatched, marks=(), pattern="/", colour=INK_OF_BARS))
        made.add_trace(bar(x=[None], y=[0], name=multiline(hatched.kind), marker=marker, hoverinfo="skip"))


def _write_parts(made: PlotSpec, shown: Bars, look: Look) -> None:
    """Write what the parts of columns are, each on a plate of paper, where they are high enough; a phone has no room for it."""
    if not shown.high_parts:
        return
    font = {"size": 12, "color": INK[look.theme]}
    plate = {"showarrow": False, "bgcolor": PAPER[look.theme], "borderpad": 1, "font": font}
    made.update_layout(
        annotations=[{"x": one.at, "y": one.value, "text": multiline(one.text), **plate} for one in shown.high_parts]
    )
    made.when_narrow({"annotations": []})


def _height(shown: Bars) -> int:
    if shown.is_standing:
        return _STANDING_PX
    return _lying_height(shown, [_label(one) for one in shown.categories])


def _lying_height(shown: Bars, labels: Sequence[str]) -> int:
    """Return the height of lying bars with some labels at their ends."""
    names = (wrapped_hover(one.name).count("<br>") for one in shown.categories)
    lines = max((*names, *(label.count("\n") for label in labels)), default=0)
    stacks = len({one.stack for one in shown.series})
    each = (1 + 0.4 * lines) * (max(2, stacks // 2) if stacks > 1 else 1)
    legend = 24 * ((len(shown.series) + 2) // 3 - 1)
    return height_of(round(len(shown.categories) * each)) + max(legend, 0)


def _along(shown: Bars, places: Sequence[float], values: Sequence[float | None]) -> dict[str, Any]:
    return {"x": places, "y": values} if shown.is_standing else {"x": values, "y": places}


def _bar(series: Series, shown: Bars, ink: Ink, below: list[float] | None) -> dict[str, Any]:
    marks = series.marks
    made = bar(
        **_along(shown, [mark.at for mark in marks], [mark.value for mark in marks]),
        name=multiline(series.name),
        marker=ink.bar_marker(series),
        **ink.told(marks),
    )
    if not shown.is_standing:
        made["orientation"] = "h"
    if below is not None:
        made |= {"base": [below[int(mark.at)] for mark in marks], "width": NARROW}
    elif len({one.stack for one in shown.series}) > 1:
        made["offsetgroup"] = series.stack
    if any(mark.text for mark in marks):
        is_alone = sum(one.stack == series.stack and not one.is_behind for one in shown.series) == 1
        is_outside = series.is_open or (is_alone and below is None)
        made |= {"text": [multiline(mark.text) for mark in marks], "constraintext": "none" if is_outside else "both"}
        made |= (
            {"textposition": "outside"}
            if is_outside
            else {"textposition": "inside", "insidetextanchor": "middle", "insidetextfont": ink.on(series)}
        )
    return made


def _points(series: Series, shown: Bars, ink: Ink) -> dict[str, Any]:
    """Return points; what they say stands over them, or under the names of the categories where all labels do."""
    marks = series.marks
    written = {
        "text": [multiline(mark.text) for mark in marks],
        "textposition": "top center",
        "textfont": {"size": 12, "shadow": halo_of(PAPER[ink.look.theme])},
    }
    return scatter(
        **_along(shown, [mark.at for mark in marks], [mark.value for mark in marks]),
        **({"mode": "markers"} if shown.is_labelled_under else {"mode": "markers+text", **written}),
        name=multiline(series.name),
        marker=ink.mark_marker(series, 12),
        cliponaxis=False,
        **ink.told(marks),
    )


def _write_labels(made: PlotSpec, shown: Bars) -> None:
    made.add_trace(_labels(shown))
    if shown.is_standing and len(shown.categories) > _MOST_ACROSS:
        _stand_upright(made, shown)


def _labels(shown: Bars) -> dict[str, Any]:
    labelled = [n for n, one in enumerate(shown.categories) if one.label]
    indent, label = ("", attrgetter("label")) if shown.is_standing else (_INDENT, _label)
    return scatter(
        **_along(shown, labelled, [shown.totals[n] for n in labelled]),
        mode="text",
        text=[_indented(label(shown.categories[n]), indent) for n in labelled],
        textposition="top center" if shown.is_standing else "middle right",
        textfont={"size": 14},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _stand_upright(made: PlotSpec, shown: Bars) -> None:
    """Have the numbers over many columns stand upright on a phone, as the names beneath do: across, each would lie on its neighbours."""
    made.when_narrow({"visible": False}, len(made.data) - 1)
    font = {"size": 12}
    place = {
        "showarrow": False,
        "textangle": -90,
        "xanchor": "center",
        "yanchor": "bottom",
        "borderpad": 0,
        "font": font,
    }
    written = ((at, one.label) for at, one in enumerate(shown.categories) if one.label)
    made.when_narrow(
        {
            "annotations": [
                {"x": at, "y": shown.totals[at], "text": multiline(label), **place} for at, label in written
            ],
            "yaxis.range": [0, shown.highest * (1 + UPRIGHT)],
        }
    )


def _label(category: Category) -> str:
    """Return what stands at the end of a lying bar."""
    return "\n".join(part for part in (category.label, category.under) if part)


def _indented(label: str, indent: str) -> str:
    return indent + multiline(label).replace("<br>", f"<br>{indent}")


def _lying_name(category: Category, look: Look) -> str:
    """Return the name of a lying bar; of one that is chosen it stands out, though the bar be short or missing."""
    name, choice = wrapped_hover(category.name), category.choice
    is_named = choice is not None and bool(getattr(look.chosen, choice.field)) and stands_out(look.chosen, choice)
    return f"<b>{name}</b>" if is_named else name


def _lying(made: PlotSpec, shown: Bars, look: Look) -> PlotSpec:
    n = len(shown.categories)
    aside = max(0, FEWEST_LINES - n) / 2
    names = [_lying_name(one, look) for one in shown.categories]
    made.update_yaxes(tickmode="array", tickvals=list(range(n)), ticktext=names, range=[n - 0.5 + aside, -0.5 - aside])
    made.update_yaxes(showgrid=False, zeroline=False)
    labelled = [at for at, one in enumerate(shown.categories) if one.label]
    labels = [_label(shown.categories[at]) for at in labelled]
    longest, largest = _longest(labels), max(shown.totals, default=0) or 1
    whole = [_broken_where_said(label) if len(label) > _LONG_LABEL else label for label in labels]
    if whole != labels:
        made.data[-1]["text"] = [_indented(label, _INDENT) for label in whole]
    top = largest * _room(_longest(whole))
    made.update_xaxes(title=shown.unit, range=[0, top], zeroline=False, **_ticks(shown, top))
    beside = {int(mark.at): mark for one in shown.points for mark in one.marks if mark.text}
    if longest > SHORT_LABEL:
        broken = [
            "\n".join([*_broken(label), *([f"○ {beside[at].text}"] if at in beside else [])])
            for at, label in zip(labelled, labels, strict=True)
        ]
        ends = [max(shown.totals[at], beside[at].value if at in beside else 0.0) for at in labelled]
        written = {"text": [_indented(one, _INDENT) for one in broken], "x": ends, "textfont.size": 12}
        made.when_narrow(written, len(made.data) - 1)
        for at, trace in enumerate(made.data):
            if trace.get("mode") == "markers+text":  # on a phone the label beside says it
                made.when_narrow({"mode": "markers"}, at)
        narrow = {"xaxis.range": [0, largest * _room(_longest(broken)) * 1.2], "height": _lying_height(shown, broken)}
        made.when_narrow({"yaxis.tickfont.size": 13, "yaxis.ticklabelstandoff": 9, **narrow})
    return made


def _longest(labels: Sequence[str]) -> int:
    """Return the letters of the longest line of some labels."""
    return max((len(line) for label in labels for line in label.split("\n")), default=0)


def _room(longest: int) -> float:
    """Return how long an axis is, of the longest bar, that a label has room at its end."""
    return 1.25 + 0.03 * longest if longest else 1.15


def _broken_where_said(label: str) -> str:
    """Break a label between what it says where a line would be longer than half a screen has room for."""
    lines = [""]
    for part in label.replace("\n", " · ").split(" · "):
        joined = f"{lines[-1]} · {part}" if lines[-1] else part
        lines = [*lines[:-1], joined] if len(joined) <= _LONG_LABEL else [*lines, f"· {part}"]
    return "\n".join(line for line in lines if line)


def _broken(label: str) -> list[str]:
    """Break a label into lines that a phone has room for beside a bar, between what it says where all of that has room."""
    lines = []
    for line in label.split("\n"):
        said = line.split(" · ")
        parts = said if len(line) > SHORT_LABEL >= max(map(len, said)) else [line]
        lines += [wrapped_hover(part, SHORT_LABEL).replace("<br>", "\n") for part in parts]
    return lines


def _standing(made: PlotSpec, shown: Bars) -> PlotSpec:
    n = len(shown.categories)
    aside = max(0, FEWEST_COLUMNS - n) / 2
    ticks = [
        _tick(one, shown) for one in (shown.categories if shown.is_labelled_under else _by_turns(shown.categories))
    ]
    made.update_xaxes(
        tickmode="array",
        tickvals=list(range(n)),
        ticktext=ticks,
        tickangle=0,
        tickfont={"size": 13},
        range=[-0.6 - aside, n - 0.4 + aside],
        showgrid=False,
        zeroline=False,
    )
    if shown.is_labelled_under:
        broken = [
            _tick(replace(one, under=_at_spaces(one.under), name=_at_spaces(one.name)), shown)
            for one in shown.categories
        ]
        made.when_narrow({"xaxis.ticktext": broken, "xaxis.tickfont.size": 11})
    else:
        made.when_narrow({"xaxis.ticktext": [one.name for one in shown.categories], "xaxis.tickangle": -90})
    made.when_narrow({"yaxis.title.text": "", "yaxis.ticklabelstandoff": 2})
    highest = shown.highest
    return made.update_yaxes(title=shown.unit, range=[0, highest * 1.15], **_ticks(shown, highest))


def _by_turns(categories: Sequence[Category]) -> list[Category]:
    """Break what stands under names at its spaces; words wider than a column stand by turns on two heights, apart from neighbours."""
    words = [one.under.split(" ") for one in categories]
    is_wide = any(len(word) > _WIDE for under in words for word in under)
    above = max(map(len, words[::2]), default=0) if is_wide else 0
    lines = [["\u00a0"] * (above if at % 2 and under else 0) + under for at, under in enumerate(words)]
    return [replace(one, under="\n".join(under)) for one, under in zip(categories, lines, strict=True)]


def _at_spaces(text: str) -> str:
    """Break a text at its spaces, but for a sign before a number, and within a range."""
    return re.sub(r"(?<=\w\w|\d,) |(?<=\d–)", "\n", text)


def _tick(category: Category, shown: Bars) -> str:
    """Write under the name of a category its label, where it stands there, and small what else stands under it."""
    label = f"<b>{multiline(category.label)}</b>" if shown.is_labelled_under else ""
    under = f"<span style='font-size:11px'>{multiline(category.under)}</span>" if category.under else ""
    return "<br>".join(part for part in (multiline(category.name), label, under) if part)


def _ticks(shown: Bars, largest: float) -> dict[str, Any]:
    return whole_ticks(largest) if shown.is_whole else {"tickformat": ",.2~f"}
