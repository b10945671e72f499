"""Parts of a screen of which one is seen; only that one is made and sent."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import switch, view, words


def tabs(parts: Mapping[str, tuple[str, Callable[[], None]]], *, key: str) -> None:
    """Draw tabs and the part of the one that the address names, else of the first; a part is its title as a message and what draws it."""
    named = {name: words().text(title) for name, (title, _) in parts.items()}
    first = next(iter(parts))
    set_widget(key, named.get(view().toggles.tab, named[first]))

    def changed() -> None:
        chosen = {title: name for name, title in named.items()}.get(widget(key), first)
        switch(tab="" if chosen == first else chosen)

    for place, (_, draw_part) in zip(
        st.tabs(list(named.values()), key=key, on_change=changed), parts.values(), strict=True
    ):
        if place.open:
            with place:
                draw_part()
