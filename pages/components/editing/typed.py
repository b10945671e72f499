"""What the numbers and dates typed into the grid mean, shown before they are saved; a sign with two readings is asked once a column."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.editing.grid import TypedCell
from analytics.editing.typed import SignRole, reading_text, typed_form
from analytics.wording.language import Language
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.browser.plain import plain
from pages.components.editing.rows import row_names
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.typed_field import TypedField, ask, is_ready, was_seen


def typed_panel(
    cells: Sequence[TypedCell], key: str, language: Language, *, is_asked: bool
) -> tuple[TypedCell, ...] | None:
    """Draw what was understood and return the cells with their values; None while they are not to be saved.

    `is_asked`: saving was asked for in this run, so that what stands in the way is said.
    """
    if not cells:
        return ()
    answered = _answered(cells, key, language)
    shown = {f"{cell.row.row_id}/{cell.field.name}": (cell.text, cell.read) for cell in answered}
    is_seen = was_seen(key, shown)
    fields = [
        TypedField(cell.read.value, cell.read.is_settled, is_seen or _is_plain(cell, language)) for cell in answered
    ]
    is_open = any(not field.is_settled for field in fields)
    _table(answered, language)
    if is_asked:
        return answered if is_ready(fields, language) else None
    return None if is_open else answered


def _answered(cells: Sequence[TypedCell], key: str, language: Language) -> tuple[TypedCell, ...]:
    """Ask what each doubtful sign of a column means and return the cells with the answers."""
    answers: dict[tuple[str, str], SignRole | None] = {}
    for cell in cells:
        question, asked = cell.read.question, (cell.field.name, cell.read.question.sign if cell.read.question else "")
        if question is not None and asked not in answers:
            with st.container(border=True):
                st.text(f"{language.text(cell.field.label)}: “{cell.text}”")
                answers[asked] = ask(question, f"{key}_sign_{'_'.join(asked)}", language)
    return tuple(
        replace(cell, read=cell.read.answered(answers.get((cell.field.name, cell.read.question.sign))))
        if cell.read.question
        else cell
        for cell in cells
    )


def _is_plain(cell: TypedCell, language: Language) -> bool:
    """Tell whether a cell reads exactly as it was typed, so that there is nothing to look at."""
    return cell.read.is_settled and cell.text.strip() == typed_form(cell.field.entry, cell.read.value, language)


def _table(cells: Sequence[TypedCell], language: Language) -> None:
    names = row_names(cells[0].row.table, list(dict.fromkeys(cell.row.row_id for cell in cells)))
    rows = [
        {
            "id": f"{cell.row.row_id}/{cell.field.name}",
            "record": names[cell.row.row_id],
            "column": language.text(cell.field.label),
            "typed": cell.text,
            "read": _reading(cell, language),
        }
        for cell in cells
    ]
    columns = (
        GridColumn("record", language.text("Record")),
        GridColumn("column", language.text("Column")),
        GridColumn("typed", language.text("Typed"), align="end"),
        GridColumn("read", language.text("Understood as"), kind="badge"),
    )
    texts = replace(table_texts(language), filter="", csv="")
    caption = plain(language.text("What was understood of the numbers and dates typed"))
    data_table(TableSpec(caption=caption, columns=columns, rows=rows, texts=texts, max_height_px=320), key="edit_typed")


def _reading(cell: TypedCell, language: Language) -> dict[str, str]:
    if cell.read.problem is not None:
        return {"t": language.text(cell.read.problem.value), "tone": "bad"}
    if cell.read.question is not None:
        return {"t": language.text("two readings: answer above"), "tone": "warn"}
    return {"t": reading_text(cell.field.entry, cell.read.value, language), "tone": "good"}
