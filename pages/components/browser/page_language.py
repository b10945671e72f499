"""Tells the browser which language the page is in, whatever stands on it, and the words that Streamlit itself puts there."""

import json
from functools import cache

import streamlit as st

from analytics.wording.language import language, mark
from pages.components.browser.frontend import module

_mount = st.components.v2.component("khuyencong.page_language", html="<span></span>", js=module("page_language.js"))

PHRASES = (
    mark("Skip to main content"),
    mark("Choose an option"),
    mark("Choose options"),
    mark("Choose or add an option"),
    mark("Choose or add options"),
    mark("No results"),
    mark("Select all"),
    mark("Select {x} matches"),
    mark("Clear all"),
    mark("Clear value"),
    mark("Clear entry"),
    mark("Clear date"),
    mark("Choose date"),
    mark("Open"),
    mark("Close"),
    mark("Help"),
    mark("Add: {x}"),
    mark("Remove {x}"),
    mark("{x} option available."),
    mark("{x} options available."),
    mark("{x}, selected."),
    mark("Link to heading"),
    mark("Upload"),
    mark("Drag and drop a file here"),
    mark("Drag and drop files here"),
    mark("{x} per file"),
    mark("Press Enter to apply"),
    mark("Press Ctrl+Enter to apply"),
    mark("Press Enter to submit form"),
    mark("Press Ctrl+Enter to submit form"),
    mark("Increment"),
    mark("Decrement"),
    mark("Number is above the allowed range."),
    mark("Number is below the allowed range."),
    mark("Show/hide columns"),
    mark("Search"),
    mark("Fullscreen"),
    mark("Close fullscreen"),
    mark("Add row"),
    mark("Download as CSV"),
    mark("Clear selection"),
    mark("Sort ascending"),
    mark("Sort descending"),
    mark("Pin column"),
    mark("Unpin column"),
    mark("Hide column"),
    mark("Autosize"),
    mark("Format"),
    mark("Connecting"),
    mark("Connection error"),
    mark("Connection timed out."),
    mark("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
    mark("Reconnected to server."),
)
"""What the parts of Streamlit say by themselves, in English only; `{x}` stands for what they fill in."""


def page_language(code: str) -> None:
    """Set the language of the page and of Streamlit's own words; `page_style` takes the element's room away."""
    _mount(key="page_language", data=_sent(code))


@cache
def _sent(code: str) -> bytes:
    """Return the language with the phrases that are others in it, as they are sent."""
    spoken = language(code)
    phrases = [[phrase, said] for phrase in PHRASES if (said := spoken.text(phrase)) != phrase]
    return json.dumps({"code": code, "phrases": phrases}, ensure_ascii=False).encode()
