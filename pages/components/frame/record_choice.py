"""Which record is shown: the mark that office rows are in it, the choice among three, the notices of generated rows and of a database away."""

import streamlit as st

from analytics.evidence.store_words import SCOPES, away_notice, office_rows_text, replaced_notice, scope_button
from analytics.wording.language import Language
from geodata.store.model import RecordScope
from pages.components.browser.plain import plain
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import change_view, prepared_record, shown_record, view, words


def record_choice(language: Language) -> None:
    """Draw the mark and the choice, once the store holds rows; nothing on a public record without any."""
    shown, scope = shown_record(), view().record
    if not shown.has_office_rows and scope is RecordScope.ALL:
        return
    set_widget("bar_record", scope)
    is_public = scope is RecordScope.PUBLIC
    icon = ":material/public:" if is_public else ":material/lock:"
    with st.popover(scope_button(scope, shown.counts, language), icon=icon, key="popover_record"):
        st.radio(
            language.text("Record"),
            tuple(RecordScope),
            format_func=lambda one: language.text(SCOPES[one]),
            key="bar_record",
            on_change=lambda: change_view(record=RecordScope(widget("bar_record"))),
        )
        if shown.counts:
            st.caption(
                language.text(
                    "The figures include the office's own data, not published: {counts}.",
                    counts=office_rows_text(shown.counts, language),
                )
            )


def record_notice(language: Language) -> None:
    """Say that the database is away and what is shown meanwhile, or that another one stands in its place."""
    shown = shown_record()
    if shown.problem:
        text = away_notice(shown.problem, language, has_rows=shown.has_office_rows)
        st.warning(plain(text), icon=":material/cloud_off:")
    elif shown.replaced:
        text = replaced_notice(shown.replaced.revision, shown.revision, language)
        st.warning(plain(text), icon=":material/swap_horiz:")


def illustrative_banner() -> None:
    """Say that no row is real, when none is; nothing on the public record."""
    record = prepared_record().record
    if not record.is_illustrative:
        return
    language = words()
    with st.container(key="illustrative_banner"):
        st.warning(
            language.text(
                "**ILLUSTRATIVE DATA: not real.** {n} generated facilities with their proposals, products and exports, "
                "for demonstration only. Published figures beside them are real.",
                n=language.number(len(record["facilities"])),
            ),
            icon=":material/warning:",
        )
