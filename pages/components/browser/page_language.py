"""Tells the browser which language the page is in, whatever stands on it."""

import streamlit as st

from pages.components.browser.frontend import module

_mount = st.components.v2.component("khuyencong.page_language", html="<span></span>", js=module("page_language.js"))


def page_language(code: str) -> None:
    """Set the language of the page; `page_style` takes the element's room away."""
    _mount(key="page_language", data=code)
