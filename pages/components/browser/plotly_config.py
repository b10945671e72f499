"""The configuration of every chart: no buttons of Plotly's own (they speak English), no logo, no network."""

from typing import Any

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "doubleClick": False,
    "scrollZoom": False,
    "showTips": False,
}
