"""A crosstab as a chart: a bar for each line, in parts where the columns divide it, side by side where a row stands in several."""

from analytics.crosstab.cut import MONEY, SUBJECT, CrosstabMeasure, Cut
from analytics.crosstab.files import figures_of, ordered_lines
from analytics.crosstab.table import Crosstab, crosstab
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
    DIMENSIONS,
    crosstab_title,
    in_order,
    measure_text,
    notes_of,
    unit_of,
    value_name,
    within_sentence,
)
from analytics.figures.cells import number_cell
from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.funding.parts import figures_behind
from analytics.figures.spec import Bars, Category, Mark, Series, Shade
from analytics.figures.style import Look
from analytics.figures.table import FigureColumn, Table
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.language import Language, kept_together

MOST_CROSSTAB_BARS = 16
_PARTS: tuple[tuple[Shade, str], ...] = (
    ({"light": "#0b5d57", "dark": "#5bb3a7"}, ""),
    ({"light": "#d98a00", "dark": "#f0a830"}, "/"),
    ({"light": "#0072b2", "dark": "#56b4e9"}, "."),
    ({"light": "#b8508e", "dark": "#e08cc0"}, "x"),
    ({"light": "#4d7d1f", "dark": "#9ccc65"}, "\\"),
    ({"light": "#c4501b", "dark": "#f08a5d"}, "-"),
    ({"light": "#3d3ab0", "dark": "#9f9cf0"}, "+"),
    ({"light": "#6b7480", "dark": "#aab4bf"}, "|"),
)
"""A part is told by its pattern too, not by colour alone."""
MOST_SERIES = len(_PARTS)


def crosstab_chart(rows: Selected, look: Look, *, cut: Cut) -> Chart:
    """Return the chart of a crosstab: the lines of its first field with the largest totals, the largest columns as parts."""
    language, made = look.language, crosstab(rows, cut)
    lines = _largest_lines(made, language)
    parts = _largest_columns(made, language)
    return _chart(made, look, _bars(made, lines, parts, language), _table(made, lines, parts, language))


def _bars(made: Crosstab, lines: list[tuple[str | None, ...]], parts: list[str], language: Language) -> Bars:
    """Return the bars of the lines: in parts, or side by side where a row stands in several columns."""
    cut, prepared = made.cut, made.selected.prepared
    size = 1e6 if cut.measure in MONEY else 1.0
    unit = unit_of(cut.measure, language) or within_sentence(language.text(CROSSTAB_MEASURE_NAMES[cut.measure]))
    names = [value_name(prepared, cut.down[0], str(line[0]), language) for line in lines]
    series = []
    for part, (colour, pattern) in zip(parts, _PARTS, strict=False):
        name = value_name(prepared, cut.across, part, language)
        values = ((at, made.cell(line, part).value) for at, line in enumerate(lines))
        stated = ((at, value, measure_text(cut.measure, value, language)) for at, value in values if value is not None)
        marks = tuple(
            Mark(at, value / size, text, (names[at], f"{name}: {kept_together(text, unit)}"))
            for at, value, text in stated
        )
        series.append(Series(name, marks, colour, pattern, stack=part if made.several[cut.across] else ""))
    categories = (Category(str(line[0]), name) for line, name in zip(lines, names, strict=True))
    return Bars(unit, tuple(categories), tuple(series))


def _chart(made: Crosstab, look: Look, drawn: Bars, table: Table) -> Chart:
    language, cut, rows = look.language, made.cut, made.selected
    frame = SUBJECT[cut.measure]
    whole = made.cell(made.total, None)
    title = titled(crosstab_title(cut, language), rows.selection, language)
    behind = [RowsBehind.of_rows(language.text(CROSSTAB_MEASURE_NAMES[_COUNT[frame]]), rows, frame)]
    behind.append(figures_behind(rows.record, figures_of(made), language))
    return Chart(
        title=title,
        unit=drawn.unit,
        n=whole.n,
        n_of=within_sentence(language.text(CROSSTAB_MEASURE_NAMES[_COUNT[frame]])),
        spec=drawn,
        look=look,
        table=table,
        behind=tuple(behind),
        alt=language.text(
            "{title}. {lines} lines, {columns} columns.",
            title=title,
            lines=len(table.rows),
            columns=len(table.columns) - 2,
        ),
        notes=notes_of(made, language),
        reading=language.text("Only what the rows on record state; what is published as a whole stands in the table."),
        empty=""
        if any(cell.value is not None for cell in made.cells.values())
        else language.text("No row on record states it."),
    )


_COUNT = {
    "proposals": CrosstabMeasure.PROPOSALS,
    "facilities": CrosstabMeasure.FACILITIES,
    "ocop_products": CrosstabMeasure.OCOP,
    "typical_products": CrosstabMeasure.TYPICAL,
    "export_flows": CrosstabMeasure.FLOWS,
}
"""The measure that counts the rows of a frame."""


def _largest_lines(made: Crosstab, language: Language) -> list[tuple[str | None, ...]]:
    """Return the lines of the first field with a value, in their order, the largest where there are too many."""
    rest = (None,) * (len(made.cut.down) - 1)
    tops = [line[0] for line in ordered_lines(made, language)]
    known = [(top, *rest) for top in dict.fromkeys(tops) if made.cell((top, *rest), None).value is not None]
    kept = sorted(known, key=lambda line: -float(made.cell(line, None).value or 0))[:MOST_CROSSTAB_BARS]
    return [line for line in known if line in kept]


def _largest_columns(made: Crosstab, language: Language) -> list[str]:
    known = [value for value in made.columns if made.cell(made.total, value).value is not None]
    kept = sorted(known, key=lambda value: -float(made.cell(made.total, value).value or 0))[:MOST_SERIES]
    return in_order(made, made.cut.across, kept, language)


def _table(made: Crosstab, lines: list[tuple[str | None, ...]], parts: list[str], language: Language) -> Table:
    prepared, cut = made.selected.prepared, made.cut
    columns = [FigureColumn(language.text(DIMENSIONS[cut.down[0]]), id="name")]
    columns += [
        FigureColumn(value_name(prepared, cut.across, part, language), id=f"c{at}", is_number=True)
        for at, part in enumerate(parts)
    ]
    columns.append(FigureColumn(language.text("Total"), id="total", is_number=True))
    rows = [
        {
            "id": str(line[0]),
            "name": value_name(prepared, cut.down[0], str(line[0]), language),
            **{f"c{at}": number_cell(made.cell(line, part).value, language, 2) for at, part in enumerate(parts)},
            "total": number_cell(made.cell(line, None).value, language, 2),
        }
        for line in lines
    ]
    return Table.of(columns, rows, language)
