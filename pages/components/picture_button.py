"""A button that saves a chart as a picture (PNG) in the browser: title, unit, notes and sources on it, no network."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.components.wire import text

_HERE = Path(__file__).parent
TYPEFACE = "app/static/vendor/source-sans.woff2"
"""The face of the page as a page reaches it, one level below the base path."""

_mount = st.components.v2.component(
    "khuyencong.picture_button",
    html='<button type="button"></button>',
    css=(_HERE / "picture_button.css").read_text(encoding="utf-8"),
    js=(_HERE / "picture_button.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture of a chart says: the text of the button, title, unit and n, lines below; colours of paper and ink."""

    label: str
    title: str
    unit: str
    lines: tuple[str, ...]
    paper: str
    ink: str


def picture_button(picture: Picture, *, frame: str, file_name: str, key: str) -> None:
    """Draw the button for the chart in the container with the key `frame`."""
    data = {
        "label": text(picture.label),
        "title": text(picture.title),
        "unit": text(picture.unit),
        "lines": [text(line) for line in picture.lines],
        "paper": picture.paper,
        "ink": picture.ink,
        "frame": frame,
        "fileName": file_name,
        "typeface": TYPEFACE,
    }
    _mount(key=key, data=data, width="content")
