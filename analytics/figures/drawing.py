"""A figure as the plain values that Plotly draws: traces and a layout, put together without a check of each value.

Plotly's own figure objects check every value as it is set, which took two thirds of the time of a chart; tests check whole
figures instead (`tests.analytics.figures.checked`).
"""

from collections.abc import Mapping
from typing import Any

Trace = dict[str, Any]


def bar(**given: Any) -> Trace:
    """Return bars whose texts lie flat and are never cut off."""
    return {"type": "bar", "textangle": 0, "cliponaxis": False, **given}


def scatter(**given: Any) -> Trace:
    """Return marks, lines or texts at places."""
    return {"type": "scatter", **given}


class PlotSpec:
    """Traces and a layout; what is given later goes over what was given before, down into nested values."""

    def __init__(self, **layout: Any) -> None:
        """Begin with a layout and no trace."""
        self.data: list[Trace] = []
        self.layout: dict[str, Any] = {}
        self.update_layout(**layout)

    def add_trace(self, trace: Trace) -> "PlotSpec":
        """Add a trace above those before it."""
        self.data.append(trace)
        return self

    def update_layout(self, **given: Any) -> "PlotSpec":
        """Set parts of the layout."""
        _merge(self.layout, given)
        return self

    def update_xaxes(self, **given: Any) -> "PlotSpec":
        """Set parts of the horizontal axis; a title may be given as its text."""
        return self.update_layout(xaxis=_axis(given))

    def update_yaxes(self, **given: Any) -> "PlotSpec":
        """Set parts of the vertical axis; a title may be given as its text."""
        return self.update_layout(yaxis=_axis(given))

    def add_hline(self, y: float, line: Mapping[str, Any]) -> "PlotSpec":
        """Draw a line across the figure at `y`."""
        across = {
            "type": "line",
            "xref": "x domain",
            "x0": 0,
            "x1": 1,
            "yref": "y",
            "y0": y,
            "y1": y,
            "line": dict(line),
        }
        self.layout.setdefault("shapes", []).append(across)
        return self

    def when_narrow(self, given: Mapping[str, Any], trace: int | None = None) -> "PlotSpec":
        """Set values, by their dotted names, of the layout or of a trace for a card as narrow as a phone."""
        self.layout.setdefault("meta", {}).setdefault("narrow", []).append([trace, dict(given)])
        return self

    def spec(self) -> dict[str, Any]:
        """Return the figure as Plotly takes it."""
        return {"data": self.data, "layout": self.layout}


def _axis(given: Mapping[str, Any]) -> dict[str, Any]:
    title = given.get("title")
    return {**given, "title": {"text": title}} if isinstance(title, str) else dict(given)


def _merge(into: dict[str, Any], given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        if value is None:
            into.pop(name, None)
        elif isinstance(value, Mapping):
            _merge(into.setdefault(name, {}), value)
        else:
            into[name] = value
