"""The form of one record: a field for each column, its place, and the buttons that save or remove it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics.editing.fields import Entry, FormField, fields
from analytics.editing.listing import by_key, holding
from analytics.editing.rows import EditedRow, blank
from analytics.editing.typed import READ
from analytics.editing.values import typed_text
from analytics.selection.place_words import country_codes, country_name
from analytics.wording.language import Language
from geodata.schema.frames import LINKS, PLACE
from geodata.text import alphabetical
from pages.components.editing.place import place_fields
from pages.components.editing.rows import labels, row_label
from pages.components.editing.saving import remove, save
from pages.components.panels.typed_field import TypedField, is_ready, typed_field
from pages.components.visit.session import prepared_record, query, words

_MOST_OPTIONS = 400


def edit_form(row: EditedRow, key: str, given: dict[str, Any] | None = None) -> None:
    """Draw the form of a row; `given` are values that a new one starts with."""
    values = dict(row.before) if row.before is not None else {**blank(row.table), **(given or {})}
    asked = [field for field in fields(row.table) if field.name not in PLACE]
    entered: dict[str, Any] = {}
    is_placed = "district_code" in values
    buttons = st.container(horizontal=True, vertical_alignment="center")
    columns = st.columns([3, 3, 4] if is_placed else [1, 1], gap="medium")
    half = -(-len(asked) // 2)
    for place, part in zip(columns, (asked[:half], asked[half:]), strict=False):
        with place:
            entered.update({field.name: _ask(field, values[field.name], f"{key}_{field.name}") for field in part})
    if is_placed:
        with columns[2]:
            written = [field for field in fields(row.table) if field.name == "place_text"]
            entered.update({field.name: _ask(field, values[field.name], f"{key}_{field.name}") for field in written})
            entered.update(place_fields(values, key))
    typed = [value for value in entered.values() if isinstance(value, TypedField)]
    plain = {name: value.value if isinstance(value, TypedField) else value for name, value in entered.items()}
    with buttons:
        _buttons(row, {**values, **plain}, typed, key)


def _buttons(row: EditedRow, values: dict[str, Any], typed: list[TypedField], key: str) -> None:
    language = words()
    is_asked = st.button(language.text("Save"), key=f"{key}_save", type="primary", icon=":material/save:")
    if is_asked and is_ready(typed, language):
        save([(row, values)], "add" if row.before is None else "edit")
    if row.before is None:
        return
    with st.popover(language.text("Remove this record"), icon=":material/delete:"):
        st.write(language.text("It no longer counts anywhere. The journal keeps it, and it can be taken back."))
        if st.button(language.text("Yes, remove it"), key=f"{key}_remove", type="primary"):
            remove(row)
    st.page_link(
        "pages/record.py",
        label=language.text("Record and history"),
        icon=":material/history:",
        query_params={**query(), "focus": f"{row.table}:{row.row_id}"},
    )


def _ask(field: FormField, value: Any, key: str) -> Any:
    """Draw one field and return what it now holds: a value as the record keeps it, a `TypedField` where it has to be read."""
    language = words()
    label = language.text(field.label) + (" *" if field.is_required else "")
    return _ASK.get(field.entry, _text)(field, label, value, key, language)


def _text(_: FormField, label: str, value: Any, key: str, __: Language) -> Any:
    return typed_text(st.text_input(label, value or "", key=key))


def _long_text(_: FormField, label: str, value: Any, key: str, __: Language) -> Any:
    return typed_text(st.text_area(label, value or "", key=key, height=88))


def _flag(_: FormField, label: str, value: Any, key: str, __: Language) -> Any:
    return st.checkbox(label, bool(value), key=key)


def _choice(field: FormField, label: str, value: Any, key: str, language: Language) -> Any:
    options = [*([] if field.is_required and value is not None else [None]), *field.choices]
    if value is not None and value not in options:
        options.append(value)
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda option: _choice_text(field, option, language),
        key=key,
    )


def _choice_text(field: FormField, option: str | None, language: Language) -> str:
    if option is None:
        return language.text("choose…") if field.is_required else "—"
    message = field.choices.get(option)
    return language.text(message) if message else option


def _country(_: FormField, label: str, value: Any, key: str, language: Language) -> Any:
    codes = sorted(country_codes(), key=lambda code: alphabetical(country_name(code, language)))
    options = [None, *codes, *([] if value is None or value in codes else [value])]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda code: country_name(code, language) if code else "—",
        key=key,
    )


def _link(field: FormField, label: str, value: Any, key: str, _: Language) -> Any:
    return _link_field(LINKS[field.name], label, value, key, may_be_empty=not field.is_required)


_ASK: dict[Entry, Callable[[FormField, str, Any, str, Language], Any]] = {
    Entry.TEXT: _text,
    Entry.LONG_TEXT: _long_text,
    Entry.FLAG: _flag,
    **dict.fromkeys(READ, typed_field),
    Entry.CHOICE: _choice,
    Entry.COUNTRY: _country,
    Entry.LINK: _link,
}


def _link_field(table: str, label: str, value: str | None, key: str, *, may_be_empty: bool = True) -> str | None:
    """Draw the choice of a row of `table` and return its key."""
    language = words()
    prepared = prepared_record()
    frame = by_key(prepared, table)
    if len(frame) > _MOST_OPTIONS:
        sought = st.text_input(language.text("{label}: search", label=label), key=f"{key}_sought")
        frame = holding(prepared, table, sought).head(_MOST_OPTIONS)
    known = labels(table, frame)
    if value is not None and value not in known:
        known = {value: row_label(table, value), **known}
    empty = [None] if may_be_empty or value is None else []
    options = [*empty, *sorted(known, key=lambda id_: alphabetical(known[id_]))]
    return st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda id_: known.get(id_, id_) if id_ else "—",
        key=key,
        filter_mode="contains",
    )
