"""How a file is read: which sheet, which table, where the headings stand, which column is which field, what holds for all rows."""

from dataclasses import replace

import streamlit as st

from analytics.editing.fields import Entry
from analytics.editing.typed import typed_form, understood
from analytics.importing.draft import DraftChoice, ImportDraft, with_column
from analytics.importing.fields import (
    DEFAULT_NAMES,
    UNIT_NAMES,
    default_choices,
    defaults_of,
    field_name,
    import_table_name,
    units_of_field,
)
from analytics.importing.preview import examples, value_text
from analytics.importing.problems import column_letter
from analytics.wording.language import Language
from geodata.importing.fields import tables
from geodata.importing.layout import ColumnUse, Layout
from pages.components.importing.visit import change_draft, visit
from pages.components.visit.memory import widget
from pages.components.visit.said import say
from pages.components.visit.session import words

_MOST_LEVELS = 6
_RULES = """
<style>
.st-key-import_columns [data-testid="stText"] { overflow-wrap: anywhere; white-space: normal; }
.st-key-import_columns [class*="st-key-import_column_"] { border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent); padding-top: 0.35rem; }
.kc-import-column { line-height: 1.3; overflow-wrap: anywhere; }
</style>
"""


def file_bar(draft: ImportDraft) -> None:
    """Draw the file's name with sheet, table and heading rows, each of which may be corrected."""
    language = words()
    with st.container(horizontal=True, vertical_alignment="bottom", key="import_file_bar"):
        with st.container(width=320):
            st.caption(language.text("File"))
            st.text(draft.file.name)
        _sheet(draft, language)
        _table(draft, language)
        _header_rows(draft, language)


def layout_panel(draft: ImportDraft, layout: Layout) -> None:
    """Draw what holds for all rows and the columns."""
    language = words()
    used = sum(1 for column in layout.columns if column.field)
    title = language.text("Columns: {n} of {all} are imported", n=used, all=len(_worth_showing(layout)))
    with st.expander(title, expanded=True, icon=":material/view_column:", key="import_columns"):
        st.html(_RULES)
        if draft.is_recalled:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.info(
                    language.text("The columns are taken as in the last import of a table with these headings."),
                    icon=":material/history:",
                )
                anew = replace(draft.choice, sheet=draft.sheet, layout=None, is_anew=True)
                st.button(
                    language.text("Forget that, propose anew"), key="import_anew", on_click=change_draft, args=(anew,)
                )
        _defaults(draft, layout, language)
        for column in _worth_showing(layout):
            _column(draft, layout, column, language)


def is_doubtful(layout: Layout) -> bool:
    """Tell whether a column that must be there is missing."""
    table = tables()[layout.kind]
    return any(one.is_required and not layout.column_of(one.name) for one in table.fields)


def _worth_showing(layout: Layout) -> list[ColumnUse]:
    return [column for column in layout.columns if column.heading or column.field]


def _key(name: str) -> str:
    return f"import_{name}_{visit().number}"


def _sheet(draft: ImportDraft, language: Language) -> None:
    names = [sheet.name for sheet in draft.file.sheets]
    if len(names) < 2:
        return
    key = _key("sheet")
    st.selectbox(
        language.text("Sheet"),
        range(len(names)),
        index=draft.sheet,
        format_func=names.__getitem__,
        key=key,
        width=220,
        on_change=lambda: change_draft(DraftChoice(sheet=widget(key), mends=draft.choice.mends)),
    )


def _table(draft: ImportDraft, language: Language) -> None:
    if draft.layout is None:
        return
    key, kinds = _key("kind"), list(tables())
    st.selectbox(
        language.text("Holds"),
        kinds,
        index=kinds.index(draft.layout.kind),
        format_func=lambda kind: import_table_name(kind, language),
        key=key,
        width=260,
        on_change=lambda: change_draft(
            DraftChoice(draft.sheet, widget(key), draft.choice.header_rows, mends=draft.choice.mends)
        ),
    )


def _header_rows(draft: ImportDraft, language: Language) -> None:
    """Draw the rows of the headings, counted as the spreadsheet does."""
    if not draft.file.sheets or draft.file.sheets[draft.sheet].points:
        return
    first, last = _key("header_first"), _key("header_last")
    height = max(1, len(draft.file.sheets[draft.sheet].rows))
    now = (draft.layout.header_first + 1, draft.layout.header_last + 1) if draft.layout else (1, 1)

    def move() -> None:
        top, bottom = _row_typed(first, height, now[0], language), _row_typed(last, height, now[1], language)
        bottom = min(max(top, bottom), top + _MOST_LEVELS - 1)
        kind = draft.choice.kind or (draft.layout.kind if draft.layout else None)
        change_draft(DraftChoice(draft.sheet, kind, (top - 1, bottom - 1), mends=draft.choice.mends))

    for label, key, value in (
        (language.text("Headings from row"), first, now[0]),
        (language.text("to row"), last, now[1]),
    ):
        st.text_input(label, language.number(min(value, height)), key=key, width=140, on_change=move)


def _row_typed(key: str, height: int, before: int, language: Language) -> int:
    """Return the number of a row as it was typed, the one before where it is none of the sheet."""
    read = understood(Entry.WHOLE, widget(key), language).value
    if read is not None and 1 <= read <= height:
        return int(read)
    say(language.text("{text} is no row of this sheet.", text=f"“{widget(key)}”"))
    return before


def _defaults(draft: ImportDraft, layout: Layout, language: Language) -> None:
    """Draw what the titles say for all rows."""
    st.caption(language.text("For all rows, where no column says otherwise:"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in defaults_of(layout):
            _default(draft, layout, name, language)


def _default(draft: ImportDraft, layout: Layout, name: str, language: Language) -> None:
    key, value = _key(f"default_{name}"), layout.defaults.get(name, "")
    is_date = name == "stage_on"
    message = DEFAULT_NAMES[name]
    label, allowed = language.text(message), default_choices(layout.kind, name)

    def on_change() -> None:
        entered = widget(key).strip()
        _change_layout(draft, layout.with_default(name, _as_date(entered, language) if is_date else entered))

    if not allowed:
        written = typed_form(Entry.DATE, value, language) if is_date and value else value
        st.text_input(label, written, key=key, width=320 if name == "authority" else 170, on_change=on_change)
        return
    options = ["", *allowed, *([value] if value and value not in allowed else [])]
    st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda one: value_text(layout.kind, name, one, language) if one else "—",
        key=key,
        width=220,
        on_change=on_change,
    )


def _as_date(text: str, language: Language) -> str:
    """Return the ISO date of a text; what is none comes back as typed, for the import to refuse it by name."""
    return understood(Entry.DATE, text, language).value or text


def _column(draft: ImportDraft, layout: Layout, column: ColumnUse, language: Language) -> None:
    """Draw one column of the file: its letter, heading and examples, the field it is read as, the unit of its numbers."""
    table = tables()[layout.kind]
    with st.container(key=f"import_column_{column.index}"):
        said, field, unit = st.columns([5, 3, 2], vertical_alignment="center")
    with said:
        written = ", ".join(f"“{text}”" for text in examples(draft.file.sheets[draft.sheet], layout, column.index))
        st.text(f"{column_letter(column.index + 1)} · {' '.join(column.heading.split()) or '—'}\n{written[:160]}")
    key, names = _key(f"field_{column.index}"), {one.name: field_name(one, language) for one in table.fields}
    options = [None, *names]
    with field:
        st.selectbox(
            language.text("Column {letter} is read as", letter=column_letter(column.index + 1)),
            options,
            index=options.index(column.field),
            format_func=lambda name: names[name] if name else language.text("not imported"),
            key=key,
            label_visibility="collapsed",
            on_change=lambda: _change_layout(draft, with_column(layout, column.index, widget(key))),
        )
    units = units_of_field(table.field(column.field)) if column.field else ()
    if units:
        with unit:
            _unit(draft, layout, column, units, language)


def _unit(draft: ImportDraft, layout: Layout, column: ColumnUse, units: tuple[str, ...], language: Language) -> None:
    key = _key(f"unit_{column.index}")
    options = [*units, *([column.unit] if column.unit and column.unit not in units else [])]

    def text(unit: str) -> str:
        message = UNIT_NAMES.get(unit, unit)
        return language.text(message)

    st.selectbox(
        language.text("Unit of column {letter}", letter=column_letter(column.index + 1)),
        options,
        index=options.index(column.unit) if column.unit in options else 0,
        format_func=text,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: _change_layout(draft, layout.with_field(column.index, column.field, widget(key))),
    )


def _change_layout(draft: ImportDraft, layout: Layout) -> None:
    change_draft(replace(draft.choice, sheet=draft.sheet, layout=layout))
