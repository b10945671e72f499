"""Why nothing is shown, what was left out for want of a year, and the way back."""

import streamlit as st

from analytics.figures.known_elsewhere import known_without
from analytics.overview.kpis import is_published
from analytics.selection.choices import without_fields
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.selection.words import FIELD_NAMES
from analytics.wording.language import mark
from pages.components.visit.session import choose, selected_rows, words

_TABLES = {
    "facilities": mark("facilities"),
    "proposals": mark("proposals"),
    "ocop_products": mark("products with OCOP stars"),
    "export_flows": mark("export rows"),
}


def empty_notice(selected: Selected, *, is_undated_told: bool = True) -> None:
    """Say so when the selection shows neither a row nor a published number, and which rows no source dates when years are chosen.

    Its place is there, with a line's height, when there is nothing to say: what stands below neither moves nor is drawn anew.
    """
    with st.container(key="notice", gap="small"):
        _nothing_fits(selected)
        if is_undated_told:
            undated_notice(selected)


def _nothing_fits(selected: Selected) -> None:
    """Say it for the page where neither a row nor a published number is shown; else each card says it of itself."""
    if any(rows.count for rows in selected.rows.values()) or is_published(selected.prepared, selected.selection):
        return
    language = words()
    with st.container(border=True, key="empty"):
        st.markdown(
            language.text(
                "**Nothing in the record fits all these choices at once.** Take one back above, or start again."
            )
        )
        with st.container(horizontal=True):
            fields = known_without(selected.selection, _has_rows)
            if fields:
                nearest = without_fields(selected.selection, *fields)
                names = ", ".join(language.text(FIELD_NAMES[field]).lower() for field in fields)
                label = language.text("Without {choices}", choices=names)
                st.button(label, key="empty_nearest", type="primary", on_click=lambda: choose(nearest))
            st.button(language.text("Show everything"), key="empty_reset", on_click=lambda: choose(Selection()))


def _has_rows(selection: Selection) -> bool:
    return any(rows.count for rows in selected_rows(selection).rows.values())


def undated_notice(selected: Selected) -> None:
    """Say which rows are left out because no source dates them."""
    if not selected.undated:
        return
    language = words()
    parts = [f"{language.number(n)} {language.text(_TABLES[name])}" for name, n in selected.undated.items()]
    st.caption(
        language.text(
            "No source gives a year for {what}; they are left out while years are chosen.", what=", ".join(parts)
        )
    )
