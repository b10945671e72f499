"""The findings about the record as lists: their kinds with counts, and the findings of a kind, a table, the chosen districts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.quality import Finding, FindingKind
from analytics.quality.words import FINDING_TITLES, finding_title, finding_words, severity_badge
from analytics.selection.file_names import file_name
from analytics.selection.place_words import district_name
from analytics.selection.selection import UNPLACED
from analytics.wording.csv_table import csv_text
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.schema.frames import KEYS
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.proposal_table import LIMIT, first_rows_note
from pages.components.quality.titles import table_name
from pages.components.visit.access import requiring
from pages.components.visit.memory import memory, set_widget
from pages.components.visit.session import prepared_record, selection, words


def kind_list(found: Sequence[Finding]) -> None:
    """Draw the kinds with their counts in the chosen districts; a click shows one kind only, again all."""
    language = words()
    counts = Counter(one.kind for one in found if _is_here(one))
    severity = {one.kind: one.severity for one in found}
    spec = TableSpec(
        caption=language.text("Kinds of findings"),
        columns=(
            GridColumn("kind", language.text("Finding"), width="13rem"),
            GridColumn("n", language.text("Number"), kind="number"),
            GridColumn("severity", language.text("Meaning"), kind="badge"),
        ),
        rows=[
            _kind_row(kind, counts[kind], severity_badge(kind, severity[kind]), language)
            for kind in FindingKind
            if counts[kind]
        ],
        clickable=True,
        texts=replace(table_texts(language), filter="", csv=""),
        max_height_px=None,
        is_dense=True,
    )
    data_table(spec, key="quality_kinds", selected=[memory().finding_kind or ""], on_event=_take_kind)


def chosen_findings(found: Sequence[Finding]) -> list[Finding]:
    """Draw the choice of a table and return the findings of kind, table and the chosen districts."""
    language, kind = words(), memory().finding_kind
    here = [one for one in found if _is_here(one) and kind in {None, one.kind.value}]
    names = {table: table_name(table, language) for table in KEYS if any(one.table == table for one in here)}
    if len(names) < 2:
        return here
    table = st.pills(
        language.text("Table"), list(names), format_func=lambda one: names.get(one, one), key="quality_table"
    )
    return [one for one in here if table in {None, one.table}]


def finding_list(found: Sequence[Finding]) -> None:
    """Draw findings; a click opens one."""
    language = words()
    if len(found) > LIMIT:
        with st.container(horizontal=True, vertical_alignment="center"):
            first_rows_note(len(found), language)
            _all_button(found, language)
    spec = TableSpec(
        caption=language.text("Findings"),
        columns=(
            GridColumn("title", language.text("Row"), width="14rem"),
            GridColumn("words", language.text("What is wrong"), width="20rem"),
            GridColumn("district", language.text("District"), width="6rem"),
            GridColumn("kind", language.text("Finding"), width="9rem"),
            GridColumn("severity", language.text("Meaning"), kind="badge", width="7.5rem"),
        ),
        rows=[_row(one, language) for one in found[:LIMIT]],
        clickable=True,
        texts=table_texts(language),
        page_size=15,
        max_height_px=None,
    )
    data_table(spec, key="quality_findings", selected=[memory().finding or ""], on_event=_take_finding)


def _is_here(finding: Finding) -> bool:
    districts = selection().districts
    return not districts or (finding.district_code or UNPLACED) in districts


def _kind_row(kind: FindingKind, n: int, severity: tuple[str, str], language: Language) -> dict[str, object]:
    message, tone = severity
    name = FINDING_TITLES[kind]
    return {
        "id": kind.value,
        "kind": language.text(name),
        "n": n,
        "severity": {"v": tone, "t": language.text(message), "tone": tone},
    }


def _row(finding: Finding, language: Language) -> dict[str, object]:
    name, (message, tone) = FINDING_TITLES[finding.kind], severity_badge(finding.kind, finding.severity)
    return {
        "id": finding.id,
        "title": finding_title(finding, language),
        "words": finding_words(finding, prepared_record().record, language),
        "district": district_name(finding.district_code, language, short=True) if finding.district_code else None,
        "kind": language.text(name),
        "severity": {"v": tone, "t": language.text(message), "tone": tone},
    }


def _all_button(found: Sequence[Finding], language: Language) -> None:
    record = prepared_record().record
    heads = (language.text("Finding"), language.text("Table"), language.text("Code"), language.text("Row"))

    def content() -> bytes:
        lines = (
            (
                language.text(FINDING_TITLES[one.kind]),
                one.table,
                one.row_id,
                finding_title(one, language),
                finding_words(one, record, language),
            )
            for one in found
        )
        return csv_text((*heads, language.text("What is wrong")), lines).encode()

    label = language.count("Download {n} row as CSV", "Download all {n} rows as CSV", len(found))
    st.download_button(
        label,
        requiring(Permission.EXPORT, content),
        file_name=file_name(language.text("Findings"), "csv"),
        mime="text/csv",
        key="quality_all",
        on_click="ignore",
    )


def _take_kind(event: TableEvent) -> None:
    held = memory()
    held.finding_kind, held.finding = None if held.finding_kind == event.row else event.row, None
    set_widget("quality_table", None)


def _take_finding(event: TableEvent) -> None:
    memory().finding = None if memory().finding == event.row else event.row
