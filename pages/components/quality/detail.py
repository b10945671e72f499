"""One finding in full: its words, the way to its row, and for rows that may be one their merge."""

from collections.abc import Sequence

import streamlit as st

from analytics.editing.fields import EDITED_TITLES
from analytics.overview.cards import CARD_TABLES as CARDS
from analytics.quality import Finding, FindingKind
from analytics.quality.words import FINDING_TITLES, finding_title, finding_words
from geodata.door.access import Permission
from pages.components.browser.plain import as_html, plain
from pages.components.quality.merge_panel import merge_panel
from pages.components.visit.access import may
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, query, words

MOST_LINKS = 4


def finding_detail(found: Sequence[Finding]) -> None:
    """Draw the finding that was clicked, if it is among those that are shown."""
    finding = next((one for one in found if one.id == memory().finding), None)
    if finding is None:
        return
    language, record = words(), prepared_record().record
    with st.container(border=True, key="quality_detail"):
        with st.container(horizontal=True, vertical_alignment="top"):
            name = FINDING_TITLES[finding.kind]
            head = (
                f"<h3 dir='auto'>{as_html(finding_title(finding, language))}</h3><p>{as_html(language.text(name))}</p>"
            )
            st.html(f"<div class='kc-chart'>{head}</div>")
            st.button("✕", key="quality_close", help=language.text("Close"), on_click=_close, type="tertiary")
        st.text(finding_words(finding, record, language))
        _links(finding)
        if finding.kind is FindingKind.DUPLICATE and may(Permission.EDIT) and not record.is_illustrative:
            merge_panel(finding)


def _links(finding: Finding) -> None:
    """Draw the way to each row of the finding: its page for those who edit, its card on the map, else where it is listed."""
    others = finding.table if finding.kind is not FindingKind.ABOVE_PUBLISHED else "proposals"
    rows = [(finding.table, finding.row_id), *((others, id_) for id_ in finding.other_ids)]
    with st.container(horizontal=True, gap="small"):
        for table, row_id in rows[:MOST_LINKS]:
            _link(table, row_id, row_id if len(rows) > 1 else "")


def _link(table: str, row_id: str, which: str) -> None:
    language = words()
    card = next((kind for kind, of in CARDS.items() if of == table), None)
    if table in EDITED_TITLES and may(Permission.EDIT):
        label = language.text("Record and history")
        st.page_link(
            "pages/record.py",
            label=f"{label} · {plain(which)}" if which else label,
            icon=":material/description:",
            query_params={**query(), "focus": f"{table}:{row_id}"},
        )
    if card:
        label = language.text("On the map")
        st.page_link(
            "pages/map.py",
            label=f"{label} · {plain(which)}" if which else label,
            icon=":material/map:",
            query_params={**query(), "focus": f"{card}:{row_id}"},
        )
    if table not in EDITED_TITLES:
        label = language.text("Published figures and sources")
        st.page_link("pages/sources.py", label=label, icon=":material/fact_check:", query_params=query())


def _close() -> None:
    memory().finding = None
