"""A crosstab as a table: numbers with heat, what is published beneath, each cell with the rows behind it; what a reader has to know, one tap away."""

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.crosstab.cut import SUBJECT, Cut
from analytics.crosstab.files import ordered_lines, value_names
from analytics.crosstab.table import Crosstab, CrosstabCell, Slot, rows_of_cell
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
    DIMENSIONS,
    crosstab_title,
    in_order,
    notes_of,
    said_of,
    said_of_total,
    unit_of,
    value_name,
)
from analytics.evidence.rows import rows_with_ids
from analytics.prepared.caching import cached
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS
from pages.components.browser.data_table import (
    GridColumn,
    PackedTable,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.browser.plain import plain
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.visit.session import words

TOTAL = "total"
NO_BREAK_SPACE = "\u00a0"
_LINES = 60
"""Lines on a page of the table."""


def crosstab_table(made: Crosstab) -> None:
    """Draw the table; a number opens the rows behind it."""
    language = words()
    event = data_table(_packed(made.selected, made.cut, made, language, table_texts(language)), key="crosstab_table")
    if event is not None:
        _open(made, event, language)


@cached()
def _packed(_: Selected, __: Cut, made: Crosstab, language: Language, texts: TableTexts) -> PackedTable:
    return pack_table(table_spec(made, language, texts))


def table_spec(made: Crosstab, language: Language, texts: TableTexts) -> TableSpec:
    """Return the table of a crosstab."""
    lines, across = ordered_lines(made, language), _across(made, language)
    unit = unit_of(made.cut.measure, language)
    title = crosstab_title(made.cut, language)
    return TableSpec(
        caption=f"{title} ({unit})" if unit else title,
        columns=_columns(made, across, language),
        rows=[_row(str(at), made, line, across, language) for at, line in enumerate(lines)],
        footer=[_row(TOTAL, made, made.total, across, language)],
        max_height_px=None,
        page_size=_LINES,
        is_dense=True,
        texts=replace(texts, filter="", csv=""),  # files of a crosstab are made by `analytics.crosstab.files`
    )


def _across(made: Crosstab, language: Language) -> list[str]:
    return in_order(made, made.cut.across, list(made.columns), language)


def _columns(made: Crosstab, across: list[str], language: Language) -> list[GridColumn]:
    cut = made.cut
    inner = [cell.value for slot, cell in made.cells.items() if None not in slot and cell.value is not None]
    largest = float(max(inner, default=0))
    columns = [GridColumn(f"down{at}", language.text(DIMENSIONS[one]), width="9rem") for at, one in enumerate(cut.down)]
    for at, value in enumerate(across):
        name = value_name(made.selected.prepared, cut.across, value, language)
        columns.append(GridColumn(f"c{at}", name, kind="heat", max=largest, action=True))
    columns.append(GridColumn(TOTAL, language.text("Total"), kind="bar", action=True, line="figure"))
    return columns


def _row(id_: str, made: Crosstab, line: Slot, across: list[str], language: Language) -> dict[str, Any]:
    names = value_names(made, line, language)
    is_sum = len(line) > 1 and line[1] is None and line[0] is not None
    row: dict[str, Any] = {"id": id_, **{f"down{at}": name for at, name in enumerate(names)}}
    if id_ == TOTAL:
        row |= {f"down{at}": "" for at in range(1, len(names))}
        row["down0"] = {"v": names[0], "t": names[0], "note": said_of_total(made, language)}
    for column, value in (*((f"c{at}", value) for at, value in enumerate(across)), (TOTAL, None)):
        row[column] = _cell(made.cut, made.cell(line, value), language, is_sum=is_sum)
    return row


def _cell(cut: Cut, cell: CrosstabCell, language: Language, *, is_sum: bool) -> dict[str, Any] | None:
    """Return a cell: the most complete number large, what it rests on beneath; an empty one has no row and no figure."""
    if not cell.n and cell.published is None:
        return {"v": None, "t": NO_BREAK_SPACE}
    value, note = said_of(cut, cell, language)
    is_published = cell.is_published_large
    return {
        "v": cell.published.value if is_published and cell.published else cell.value if value else None,
        "t": value or "—",
        "note": note,
        "opens": True,
        "isSum": is_sum,
        "isPublished": is_published,
        **({"part": cell.value or 0} if is_published else {}),
    }


def _open(made: Crosstab, event: TableEvent, language: Language) -> None:
    """Open the rows behind a number, and what is published beside it."""
    across = _across(made, language)
    line = made.total if event.row == TOTAL else ordered_lines(made, language)[int(event.row)]
    value = None if event.column == TOTAL else across[int(str(event.column)[1:])]
    cell = made.cell(line, value)
    table = {"context": "facilities"}.get(SUBJECT[made.cut.measure], SUBJECT[made.cut.measure])
    parts = []
    if cell.n:
        parts.append((language.text(DESCRIPTIONS[table].label), table, rows_of_cell(made, (*line, value))))
    if cell.published is not None:
        figures = rows_with_ids(made.selected.record, "published_figures", cell.published.figure_ids)
        parts.append((language.text("Published figures"), "published_figures", figures))
    named = [name for name, one in zip(value_names(made, line, language), line, strict=True) if one is not None]
    if value is not None:
        named.append(value_name(made.selected.prepared, made.cut.across, value, language))
    title = joined([language.text(CROSSTAB_MEASURE_NAMES[made.cut.measure]), *named])
    if parts:
        evidence_dialog(title, "", tuple(parts))


def crosstab_notes(made: Crosstab) -> None:
    """Draw the notes, folded."""
    notes = notes_of(made, words())
    with st.expander(words().text("Notes ({n})", n=len(notes)), key="crosstab_notes"):
        for note in notes:
            st.markdown(f"- {plain(note)}")
