"""A crosstab as a file: the table as it is shown, every cell in a line of its own, the sources, and what is selected."""

from typing import Any

import pandas as pd

from analytics.crosstab.cut import MONEY, SUBJECT, CrosstabMeasure
from analytics.crosstab.table import Crosstab, CrosstabCell, Slot
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
    DIMENSIONS,
    crosstab_title,
    in_order,
    notes_of,
    said_of_total,
    value_name,
)
from analytics.downloads import Occasion
from analytics.downloads.about import about_export
from analytics.downloads.columns import Making
from analytics.downloads.content import ExportContent, export_table
from analytics.downloads.table import ColumnKind, ExportColumn, ExportTable, typed_values
from analytics.evidence.rows import rows_with_ids, sources_of
from analytics.wording.language import Language
from analytics.wording.signs import SIGNS


def crosstab_content(made: Crosstab, occasion: Occasion) -> ExportContent:
    """Return what leaves of a crosstab; published figures stand in columns of their own and are in no sum."""
    language, selected = occasion.language, made.selected
    title = crosstab_title(made.cut, language)
    told = about_export(selected, occasion, {})
    notes = tuple((language.text("How to read it"), note) for note in notes_of(made, language))
    rows = selected.frame(SUBJECT[made.cut.measure])[["source_ids"]]
    figures = rows_with_ids(selected.record, "published_figures", figures_of(made))
    sources = sources_of(selected.record, pd.concat([rows, figures[["source_ids"]]]))
    return ExportContent(
        tables=(_as_shown(made, language), _cell_by_cell(made, language)),
        notes=(export_table("sources", sources, Making(selected.prepared, language), is_counted=False),),
        about=((language.text("Crosstab"), title), *told, *notes),
        occasion=occasion,
        is_illustrative=selected.record.is_illustrative,
    )


def figures_of(made: Crosstab) -> tuple[str, ...]:
    """Return the published figures that stand in a crosstab, each once."""
    totals = (cell.published for cell in made.cells.values() if cell.published is not None)
    return tuple(dict.fromkeys(id_ for total in totals for id_ in total.figure_ids))


def ordered_lines(made: Crosstab, language: Language) -> list[Slot]:
    """Return the lines from above, with a subtotal before the lines of each first value where two fields run down."""
    first, *second = made.cut.down
    tops = in_order(made, first, list({str(line[0]) for line in made.lines}), language)
    if not second:
        return [(top,) for top in tops]
    lines: list[Slot] = []
    for top in tops:
        below = [str(line[1]) for line in made.lines if line[0] == top]
        lines += [(top, None), *((top, value) for value in in_order(made, second[0], below, language))]
    return lines


def value_names(made: Crosstab, slot: Slot, language: Language) -> list[str]:
    """Return the values of a line in words, "Total" for all of them."""
    return [
        language.text("Total") if value is None else value_name(made.selected.prepared, one, value, language)
        for one, value in zip(made.cut.down, slot, strict=True)
    ]


def _kind(measure: CrosstabMeasure) -> ColumnKind:
    return (
        ColumnKind.MONEY
        if measure in MONEY
        else ColumnKind.NUMBER
        if measure is CrosstabMeasure.TONNES
        else ColumnKind.WHOLE
    )


def _heading(measure: CrosstabMeasure, language: Language) -> str:
    unit = language.text("VND") if measure in MONEY else ""
    return (
        f"{language.text(CROSSTAB_MEASURE_NAMES[measure])} ({unit})"
        if unit
        else language.text(CROSSTAB_MEASURE_NAMES[measure])
    )


def _as_shown(made: Crosstab, language: Language) -> ExportTable:
    cut, kind = made.cut, _kind(made.cut.measure)
    across = in_order(made, cut.across, list(made.columns), language)
    columns = [
        ExportColumn(f"down{at}", language.text(DIMENSIONS[one]), ColumnKind.TEXT, 28)
        for at, one in enumerate(cut.down)
    ]
    columns += [
        ExportColumn(f"across{at}", value_name(made.selected.prepared, cut.across, value, language), kind, 14)
        for at, value in enumerate(across)
    ]
    columns.append(ExportColumn("total", language.text("Total"), kind, 16))
    if cut.measure in MONEY:
        columns.append(_beside_column(language))
    columns.append(ExportColumn("published", language.text("Published beside the total"), kind, 16))
    rows = []
    for line in [*ordered_lines(made, language), made.total]:
        names = value_names(made, line, language)
        if line == made.total and (note := said_of_total(made, language)):
            names[0] = f"{names[0]} ({note})"
        cells = [made.cell(line, value).value for value in (*across, None)]
        beside = [made.cell(line, None).beside] if cut.measure in MONEY else []
        published = made.cell(line, None).published
        rows.append([*names, *cells, *beside, None if published is None else published.value])
    return _table("crosstab", crosstab_title(cut, language), columns, rows)


def _cell_by_cell(made: Crosstab, language: Language) -> ExportTable:
    cut, kind = made.cut, _kind(made.cut.measure)
    heading = _heading(cut.measure, language)
    columns = [
        *(
            ExportColumn(f"d{at}", language.text(DIMENSIONS[one]), ColumnKind.TEXT, 28)
            for at, one in enumerate(cut.dimensions)
        ),
        ExportColumn("n", language.text("Rows"), ColumnKind.WHOLE, 10),
        ExportColumn("stated", language.text("Rows that state it"), ColumnKind.WHOLE, 12),
        ExportColumn("value", heading, kind, 20),
        *([_beside_column(language)] if cut.measure in MONEY else []),
        ExportColumn("sign", language.text("Sign of the published figure"), ColumnKind.TEXT, 8),
        ExportColumn("published", language.text("Published: {what}", what=heading), kind, 20),
        ExportColumn("figures", language.text("Published figures"), ColumnKind.TEXT, 28),
    ]
    across = [*in_order(made, cut.across, list(made.columns), language), None]
    rows = []
    for line in [*ordered_lines(made, language), made.total]:
        for value in across:
            cell = made.cell(line, value)
            if cell.n or cell.published:
                name = (
                    language.text("Total")
                    if value is None
                    else value_name(made.selected.prepared, cut.across, value, language)
                )
                rows.append([*value_names(made, line, language), name, *_values(cut.measure, cell)])
    return _table("cells", language.text("Cell by cell"), columns, rows)


def _beside_column(language: Language) -> ExportColumn:
    heading = language.text("and besides of proposals of several places (VND)")
    return ExportColumn("beside", heading, ColumnKind.MONEY, 20)


def _values(measure: CrosstabMeasure, cell: CrosstabCell) -> list[Any]:
    total = cell.published
    told = [None, None, None] if total is None else [SIGNS[total.qualifier], total.value, ";".join(total.figure_ids)]
    beside = [cell.beside] if measure in MONEY else []
    return [cell.n, cell.n_stated + cell.n_beside, cell.value, *beside, *told]


def _table(name: str, title: str, columns: list[ExportColumn], rows: list[list[Any]]) -> ExportTable:
    frame = pd.DataFrame(
        {
            column.id: typed_values(pd.Series([row[at] for row in rows], dtype=object), column.kind)
            for at, column in enumerate(columns)
        }
    )
    return ExportTable(name, title, tuple(columns), frame, is_counted=True)
