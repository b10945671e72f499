"""A chart with all that stands around it as one element: title, unit and n, figure, notes, source line, one row of actions.

Each element of Streamlit has its price at every rerun, and its own Plotly element is mounted anew, with a white flash, whenever
its figure changes and clicks are asked for. Plotly itself comes from the installed package and is served by the app.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import plotly
import streamlit as st

from analytics.figures.drawing import PlotSpec
from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text
from pages.components.visit.memory import widget

LIBRARY = f"app/static/vendor/plotly.min.js?{plotly.__version__}"
"""Plotly as a page reaches it, one level below the base path."""
TYPEFACE = "app/static/vendor/source-sans.woff2"
"""The face of the page as a page reaches it, for pictures."""
_OPEN = b" "
"""Behind what is sent where the table of the chart is open: the rest stays the same bytes."""
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "doubleClick": False,
    "scrollZoom": False,
    "showTips": False,
}
"""Of every chart: no buttons of Plotly's own (they speak English), no logo, no network."""
FigureAction = Literal["sources", "table", "picture", "notes"]

_mount = st.components.v2.component(
    "khuyencong.chart",
    html="""
<div class="kc-chart kc-head"><h3></h3><p></p></div>
<div class="kc-chart kc-empty" dir="auto"></div>
<div class="kc-plot" role="img"></div>
<p class="kc-reading" dir="auto"></p>
<div class="kc-actions" dir="auto">
<button type="button" name="sources" aria-haspopup="dialog"></button>
<button type="button" name="table" aria-expanded="false"></button>
<button type="button" name="picture"></button>
<button type="button" name="notes" aria-expanded="false"></button>
</div>
<div class="kc-chart kc-notes" dir="auto" hidden></div>
""",
    css=style("chart_frame.css"),
    js=module("chart_frame.js"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class FrameTexts:
    """What stands around a figure: title, what it shows with unit and n, why there is no figure, one line of help, notes, actions.

    An action without a name is none; that of the sources names who publishes them, that of the notes, which are folded, how many
    there are. `scope` is the selection in words, which stands on the picture alone; `file_name`, `paper` and `ink` are the picture's.
    """

    title: str
    counted: str
    actions: dict[FigureAction, str]
    file_name: str
    paper: str
    ink: str
    scope: str = ""
    empty: str = ""
    reading: str = ""
    notes: tuple[str, ...] = ()


def pack_frame(words: FrameTexts, figure: PlotSpec | None, alt: str) -> bytes:
    """Return a chart as it is sent; to be kept where the same one is drawn again."""
    data = {
        "title": text(words.title),
        "counted": text(words.counted),
        "scope": text(words.scope),
        "empty": text(words.empty),
        "reading": text(words.reading),
        "notes": [text(note) for note in words.notes],
        "actions": {name: text(label) for name, label in words.actions.items()},
        "fileName": words.file_name,
        "paper": words.paper,
        "ink": words.ink,
        "typeface": TYPEFACE,
        "figure": figure.spec() if figure else None,
        "config": CONFIG,
        "alt": text(alt),
        "library": LIBRARY,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def chart_frame(
    packed: bytes, *, key: str, is_open: bool, on_mark: Callable[[Any, bool], None], on_table: Callable[[], None]
) -> bool:
    """Draw a chart of `pack_frame` and tell whether its sources were just asked for.

    `on_mark` is told what a clicked mark carries (its `customdata`) and whether it is added (Ctrl, ⌘, Shift), `on_table` that the table is to be opened or closed,
    before the script runs. The figure stays mounted while the key stays. What arrives comes from the browser: it is to be
    checked.
    """

    def asked() -> None:
        if widget(key).asked == "table":
            on_table()

    answer = _mount(
        key=key,
        data=packed + _OPEN * is_open,
        on_mark_change=lambda: on_mark(widget(key).mark, False),  # noqa: FBT003
        on_added_change=lambda: on_mark(widget(key).added, True),  # noqa: FBT003
        on_asked_change=asked,
    )
    return bool(answer.asked == "sources")
