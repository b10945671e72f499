"""A Plotly figure that stays mounted: a new selection moves its marks, and a click on a mark is told to Python.

Streamlit's own Plotly element is mounted anew, with a white flash, whenever its figure changes and clicks are asked for; it
also checks every value of the figure once more. Plotly itself comes from the installed package and is served by the app.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.figures.drawing import Drawing
from pages.components.plotly_config import CONFIG
from pages.components.wire import text

_HERE = Path(__file__).parent
LIBRARY = "app/static/vendor/plotly.min.js"
"""Plotly as a page reaches it, one level below the base path."""

_mount = st.components.v2.component(
    "khuyencong.plot",
    html='<div class="kc-plot" role="img"></div>',
    css=(_HERE / "plot.css").read_text(encoding="utf-8"),
    js=(_HERE / "plot.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def pack_figure(figure: Drawing, alt: str) -> bytes:
    """Return a figure as it is sent; to be kept where the same one is drawn again."""
    data = {"figure": figure.spec(), "config": CONFIG, "alt": text(alt), "library": LIBRARY}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def plot(packed: bytes, *, key: str, on_mark: Callable[[Any], None]) -> None:
    """Draw a figure of `pack_figure`; `on_mark` is told what a clicked mark carries (its `customdata`), before the script runs.

    The figure stays mounted while the key stays. What arrives comes from the browser: it is to be checked.
    """

    def tell() -> None:
        on_mark(st.session_state[key].mark)

    _mount(key=key, data=packed, on_mark_change=tell)
