"""The slide of a crosstab: its largest columns and lines, the whole table for the file."""

from collections.abc import Sequence
from dataclasses import replace

from analytics.briefing.story.parts import figures_part, part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, TableBlock
from analytics.crosstab.cut import ADDED, MONEY, SUBJECT, CrosstabMeasure, Cut, Dimension, read_cut
from analytics.crosstab.entries import NONE
from analytics.crosstab.files import figures_of, ordered_lines, value_names
from analytics.crosstab.table import Crosstab, CrosstabCell, Slot, crosstab
from analytics.crosstab.words import (
    DIMENSIONS,
    beside_text,
    crosstab_title,
    in_order,
    measure_text,
    notes_of,
    notes_of_totals,
    nothing_of,
    said_of,
    unit_of,
    value_name,
    within_sentence,
)
from analytics.figures.chart import NamedRows
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.crosstab_headlines import MeasureSummary, crosstab_headline
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS

MOST_COLUMNS, MOST_LINES = 7, 10
"""Columns and lines of a crosstab on a slide beside its total; the file has all of them."""


def crosstab_slide(scene: Scene, id_: str, shown: str) -> SlideDraft:
    """Return the slide `id_` of the crosstab that `shown` asks for."""
    cut, language = read_cut(shown)[0], scene.language
    made = crosstab(scene.selected, cut)
    whole = made.cell(made.total, None)
    title = crosstab_title(cut, language)
    return SlideDraft(
        id=id_,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=crosstab_headline(told_of(title, cut.measure, whole, language), language),
        blocks=Later(lambda: [_crosstab_table(made, title, id_, language)]),
        parts=Later(lambda: parts_behind_measure(scene, cut.measure, scene.selected, figures_of(made))),
        notes=notes_of(made, language),
        n=whole.n,
        n_of=rows_name(cut.measure, language),
        make_more=lambda: _whole_table(made, title, id_, language),
        reason=nothing_of(made, language) if made.is_empty else "",
    )


def rows_name(measure: CrosstabMeasure, language: Language) -> str:
    """Return what the rows of a measure are called within a sentence."""
    return within_sentence(language.text(DESCRIPTIONS[SUBJECT[measure]].label))


def told_of(what: str, measure: CrosstabMeasure, cell: CrosstabCell, language: Language) -> MeasureSummary:
    """Return what a headline says of a cell."""

    def written(value: float, qualifier: object = None) -> str:
        return joined([measure_text(measure, value, language, qualifier), unit_of(measure, language)], " ")

    total = cell.published
    return MeasureSummary(
        what,
        cell.n - cell.n_beside,
        cell.n_stated,
        float(cell.value) if measure in ADDED and cell.value is not None else None,
        written(cell.value) if cell.value is not None else "",
        total,
        written(total.value, total.qualifier) if total else "",
    )


def parts_behind_measure(
    scene: Scene, measure: CrosstabMeasure, rows: Selected, figures: tuple[str, ...]
) -> tuple[NamedRows, ...]:
    """Return the rows and the published figures behind a measure."""
    name = SUBJECT[measure]
    own = (part_of(rows, name, scene.language.text(DESCRIPTIONS[name].label)),) if rows.count(name) else ()
    return (*own, *figures_part(scene, figures))


def _crosstab_table(made: Crosstab, title: str, id_: str, language: Language) -> TableBlock:
    """Return the largest columns in their order; where there are too many lines, the largest first; of years the last first."""
    across = in_order(made, made.cut.across, list(made.columns), language)
    kept = sorted(across, key=lambda value: -_weight(made.cell(made.total, value)))[:MOST_COLUMNS]
    lines = ordered_lines(made, language)
    if len(made.cut.down) == 1 and len(lines) > MOST_LINES:
        lines.sort(key=lambda line: -_weight(made.cell(line, None)))
    if made.cut.down == (Dimension.YEAR,):
        lines = ordered_lines(made, language)
        lines.reverse()
        lines.sort(key=lambda line: line[0] == NONE)
    left = len(across) - len(kept)
    notes = [*notes_of_totals(made, language)]
    if left:
        notes.append(language.count("and {n} column more, in the file", "and {n} columns more, in the file", left))
    if any(cell.is_published_large for cell in made.cells.values()):
        notes.append(language.text("*: published as a whole, no sum of rows"))
    return _table(made, (title, id_), [value for value in across if value in kept], lines, tuple(notes), language)


def _whole_table(made: Crosstab, title: str, id_: str, language: Language) -> tuple[TableBlock, ...]:
    across = in_order(made, made.cut.across, list(made.columns), language)
    if len(across) <= MOST_COLUMNS:
        return ()
    lines = ordered_lines(made, language)
    return (_table(made, (title, f"{id_}-all"), across, lines, notes_of_totals(made, language), language),)


def _weight(cell: CrosstabCell) -> float:
    return float(max(cell.value or 0, cell.published.value if cell.published else 0))


def _table(  # noqa: PLR0913, PLR0917 - all that a table is made of
    made: Crosstab,
    named: tuple[str, str],
    across: Sequence[str],
    lines: Sequence[Slot],
    notes: tuple[str, ...],
    language: Language,
) -> TableBlock:
    cut, unit = made.cut, unit_of(made.cut.measure, language)
    title, id_ = named
    return TableBlock(
        id_,
        f"{title} ({unit})" if unit else title,
        Table(
            (
                *(FigureColumn(language.text(DIMENSIONS[one]), width=2.0) for one in cut.down),
                *(
                    FigureColumn(
                        value_name(made.selected.prepared, cut.across, value, language), is_number=True, unit=unit
                    )
                    for value in across
                ),
                FigureColumn(language.text("Total"), is_number=True, unit=unit),
            ),
            tuple(_line(made, line, across, language) for line in lines),
            (_line(made, made.total, across, language),),
        ),
        notes=notes,
    )


def _line(made: Crosstab, line: Slot, across: Sequence[str], language: Language) -> tuple[Cell, ...]:
    names = value_names(made, line, language)
    if line == made.total:
        names = [names[0], *([""] * (len(names) - 1))]
    cells = (_cell(made.cut, made.cell(line, value), language) for value in across)
    return (*(Cell(name) for name in names), *cells, _total_cell(made.cut, made.cell(line, None), language))


def _total_cell(cut: Cut, cell: CrosstabCell, language: Language) -> Cell:
    """Return the sum of a line, with the money that other places have too beside it."""
    total, said = _cell(cut, cell, language), beside_text(cut.measure, cell.beside, language)
    return replace(total, text=f"{total.text} ({said})") if said else total


def _cell(cut: Cut, cell: CrosstabCell, language: Language) -> Cell:
    if not cell.n and cell.published is None:
        return Cell("")
    large, _ = said_of(cut, cell, language)
    if not large:
        return UNKNOWN
    value = cell.published.value if cell.is_published_large and cell.published else cell.value
    size = 1e6 if cut.measure in MONEY else 1
    text = f"{large}*" if cell.is_published_large else large
    return Cell(text, None if value is None else float(value) / size)
