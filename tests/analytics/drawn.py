"""A chart's figure as Plotly's own objects, which check every value of it."""

import json
from typing import Any

import plotly.graph_objects as go

from analytics.figures.chart import Chart


def drawn(chart: Chart) -> Any:
    """Return the figure; fails for what Plotly does not know, and for what the browser cannot be sent."""
    return go.Figure(json.loads(json.dumps(chart.figure.spec(), allow_nan=False)))
