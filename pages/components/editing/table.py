"""The grid in which many rows of a table are corrected at once, a page of them at a time."""

from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.editing.fields import EDITED_TITLES, Entry, FormField
from analytics.editing.grid import grid, grid_fields, typed_cells, typed_rows
from analytics.editing.listing import rows_to_edit
from analytics.editing.typed import READ
from analytics.evidence.column_text import unit_text
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import country_codes, country_name, district_name
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.language import Language
from geodata.schema.frames import KEYS, LINKS
from geodata.text import alphabetical
from pages.components.editing.rows import are_rows_outdated, close_all, names_of_rows, opened_rows
from pages.components.editing.saving import save
from pages.components.editing.typed import typed_panel
from pages.components.panels.evidence_view import evidence_table
from pages.components.panels.table_head import part_choice
from pages.components.visit.memory import memory, widget
from pages.components.visit.session import selected_rows, selection, words

PAGE_ROWS = 100
_STYLE = """
<style>
.st-key-edit_grid [data-testid="stElementToolbar"], [data-testid="stDataFrameColumnMenu"] { display: none; }
.st-key-edit_grid > :has([data-testid="stDataFrame"]) { flex: none; height: auto; }
.st-key-edit_grid [data-testid="stFullScreenFrame"] { height: auto; }
.st-key-edit_grid [data-testid="stDataFrameResizable"] { height: max(%srem, calc(100dvh - %srem)) !important; max-height: none !important; }
</style>
"""
"""The toolbar and the menu of a column speak English only, and the CSV of the toolbar keeps formulas; rows fill the window.
The two lengths are the least height of the grid and the height that is left to the rest."""
_ALONE, _WITH_TYPED = (26, 18), (16, 34)
MIDDLING = frozenset({"other_names"})
WIDE = frozenset(
    {"name", "title", "product", "products", "note", "work", "finding", "statement", "place_text", "commune_code"}
)


def edit_table(table: str) -> None:
    """Draw a page of rows of a table in a grid, and the button that saves what was changed in it."""
    language = words()
    found, part = _page_of_rows(table, language)
    ids = found[KEYS[table]].tolist()[part]
    if not ids:
        st.info(language.text("No row to edit here. Widen the selection or the search."))
        return
    rows = opened_rows(f"grid:{table}", table, ids)
    if are_rows_outdated(table, rows.values()):
        _offer_reload(language)
    names = names_of_rows((column, (row.before or {}).get(column)) for row in rows.values() for column in LINKS)
    key = f"edit_grid_{table}_{memory().edit_round}_{hash(tuple(rows))}"
    frame = grid(table, rows.values(), names, language)
    with st.container(key="edit_grid"):
        has_typed = bool((widget(key) or {}).get("edited_rows"))
        st.html(_STYLE % (_WITH_TYPED if has_typed else _ALONE))
        st.data_editor(
            frame,
            key=key,
            hide_index=True,
            num_rows="fixed",
            height=520,
            placeholder="—",
            column_config={field.name: _column(field, language) for field in grid_fields(table)},
        )
    if memory().is_printing:
        with st.container(key="edit_paper"):
            evidence_table(table, found, key=f"edit_paper_{table}", caption=language.text(EDITED_TITLES[table]))
    edits: dict[int, dict[str, Any]] = widget(key)["edited_rows"]
    order = list(frame.index)
    label = language.count("Save {n} changed row", "Save {n} changed rows", len(edits))
    is_asked = st.button(label, key="edit_grid_save", type="primary", icon=":material/save:", disabled=not edits)
    cells = typed_panel(typed_cells(table, rows, edits, order, language), key, language, is_asked=is_asked)
    if is_asked and cells is not None:
        save(typed_rows(table, rows, edits, order, cells))


def _page_of_rows(table: str, language: Language) -> tuple[pd.DataFrame, slice]:
    """Draw the search and the choice of a page, and return the rows that are found and which of them stand on the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        sought = st.text_input(
            language.text("Search"),
            key=f"edit_search_{table}",
            placeholder=language.text("name, place, note…"),
            width=280,
            label_visibility="collapsed",
        )
        found = rows_to_edit(selected_rows(selection()), table, sought)
        part = part_choice(len(found), PAGE_ROWS, f"edit_page_{table}", language)
        st.caption(language.count("{n} row in this selection", "{n} rows in this selection", len(found)))
    return found, part


def _offer_reload(language: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(language.text("Someone has changed rows of this page since you opened it."), icon=":material/sync:")
        if st.button(language.text("Reload"), key="edit_reload"):
            close_all()
            st.rerun()


def _column(field: FormField, language: Language) -> Any:
    label = language.text(field.label) + (" *" if field.is_required else "")
    width: Literal["large", "medium"] | None = (
        "large" if field.name in WIDE else "medium" if field.choices or field.name in MIDDLING else None
    )
    if field.entry is Entry.LINK:
        return st.column_config.TextColumn(label, disabled=True, width="medium")
    if field.entry is Entry.FLAG:
        return st.column_config.CheckboxColumn(label)
    if field.entry in READ:
        return st.column_config.TextColumn(label, alignment="left" if field.entry is Entry.DATE else "right")
    if options := _options(field, language):
        return st.column_config.SelectboxColumn(
            label,
            options=list(options),
            format_func=lambda code: options.get(str(code), str(code)),
            width=width or "medium",
        )
    return st.column_config.TextColumn(label, width=width)


def _options(field: FormField, language: Language) -> dict[str, str]:
    """Return the words of each value that a column may hold, empty for a column of free text."""
    if field.entry is Entry.COUNTRY:
        known = {code: country_name(code, language) for code in country_codes()}
        return dict(sorted(known.items(), key=lambda item: alphabetical(item[1])))
    if field.name == "district_code":
        return {code: district_name(code, language) for code in DISTRICT_CODES}
    if field.name == "commune_code":
        known = {code: unit_text(code, language) for code in units_of(Vintage.COMMUNES_2020)}
        return dict(sorted(known.items(), key=lambda item: alphabetical(item[1])))
    return {value: language.text(message) for value, message in field.choices.items()}
