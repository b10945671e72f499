"""A crosstab as a chart: a bar for each line, in parts where the columns divide it, side by side where a row stands in several."""

from analytics.crosstab.cut import MONEY, SUBJECT, Cut, Measure
from analytics.crosstab.files import figures_of, ordered_lines
from analytics.crosstab.table import Crosstab, crosstab
from analytics.crosstab.words import (
    DIMENSIONS,
    MEASURES,
    amount_text,
    in_order,
    notes_of,
    title_of,
    unit_of,
    value_name,
    within_sentence,
)
from analytics.figures.cells import number_cell
from analytics.figures.chart import Behind, Chart, ChartColumn, ChartTable
from analytics.figures.drawing import PlotSpec, bar
from analytics.figures.funding.parts import figures_behind
from analytics.figures.style import Look, figure, height_of, safe, wrapped
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import ground_for, ink_on
from analytics.wording.language import Language

MOST_BARS, MOST_PARTS = 16, 8
_COLOURS = {
    "light": ("#0b5d57", "#d98a00", "#0072b2", "#b8508e", "#4d7d1f", "#c4501b", "#3d3ab0", "#6b7480"),
    "dark": ("#5bb3a7", "#f0a830", "#56b4e9", "#e08cc0", "#9ccc65", "#f08a5d", "#9f9cf0", "#aab4bf"),
}
_PATTERNS = ("", "/", ".", "x", "\\", "-", "+", "|")
"""A part is told by its pattern too, not by colour alone."""
PATTERN_OPACITY = 0.35
"""The lines of a pattern are of the shade that numbers are not of, so that they are read better on a line than beside it."""


def crosstab_chart(rows: Selected, look: Look, *, cut: Cut) -> Chart:
    """Return the chart of a crosstab: the lines of its first field with the largest totals, the largest columns as parts."""
    language, made = look.language, crosstab(rows, cut)
    lines = _largest_lines(made, language)
    parts = _largest_columns(made, language)
    size = 1e6 if cut.measure in MONEY else 1.0
    unit = unit_of(cut.measure, language) or within_sentence(language.text(MEASURES[cut.measure]))
    is_whole = not made.several[cut.across]
    drawn = figure(
        look,
        height=height_of(len(lines) if is_whole else len(lines) * max(2, len(parts) // 2))
        + 24 * ((len(parts) + 2) // 3),
        barmode="stack" if is_whole else "group",
        bargap=0.25,
    )
    names = [wrapped(value_name(rows.prepared, cut.down[0], str(line[0]), language), 24) for line in lines]
    for at, part in enumerate(parts):
        values = [made.cell(line, part).value for line in lines]
        name = value_name(rows.prepared, cut.across, part, language)
        ink = ink_on(_COLOURS[look.theme][at])
        drawn.add_trace(
            bar(
                x=[None if value is None else value / size for value in values],
                y=names,
                orientation="h",
                name=safe(name),
                marker={
                    "color": _COLOURS[look.theme][at],
                    "pattern": {
                        "shape": _PATTERNS[at],
                        "solidity": 0.2,
                        "fillmode": "overlay",
                        "fgcolor": ground_for(ink),
                        "fgopacity": PATTERN_OPACITY,
                    },
                },
                insidetextfont={"color": ink},
                text=["" if value is None else amount_text(cut.measure, value, language) for value in values],
                textposition="inside" if is_whole else "outside",
                insidetextanchor="middle",
                hovertemplate=f"<b>%{{y}}</b><br>{safe(name)}: %{{text}} {safe(unit)}<extra></extra>",
            )
        )
    drawn.update_yaxes(autorange="reversed", showgrid=False, type="category")
    drawn.update_xaxes(title=unit, rangemode="tozero")
    return _chart(made, look, drawn, _table(made, lines, parts, language), unit)


def _chart(made: Crosstab, look: Look, drawn: PlotSpec, table: ChartTable, unit: str) -> Chart:
    language, cut, rows = look.language, made.cut, made.selected
    frame = SUBJECT[cut.measure]
    whole = made.cell(made.total, None)
    title = titled(title_of(cut, language), rows.selection, language)
    behind = [Behind.of_rows(language.text(MEASURES[_COUNT[frame]]), rows, frame)]
    behind.append(figures_behind(rows.record, figures_of(made), language))
    return Chart(
        title=title,
        unit=unit,
        n=whole.n,
        n_of=within_sentence(language.text(MEASURES[_COUNT[frame]])),
        figure=drawn,
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
    "proposals": Measure.PROPOSALS,
    "facilities": Measure.FACILITIES,
    "ocop_products": Measure.OCOP,
    "typical_products": Measure.TYPICAL,
    "export_flows": Measure.FLOWS,
}
"""The measure that counts the rows of a frame."""


def _largest_lines(made: Crosstab, language: Language) -> list[tuple[str | None, ...]]:
    """Return the lines of the first field with a value, in their order, the largest where there are too many."""
    rest = (None,) * (len(made.cut.down) - 1)
    tops = [line[0] for line in ordered_lines(made, language)]
    known = [(top, *rest) for top in dict.fromkeys(tops) if made.cell((top, *rest), None).value is not None]
    kept = sorted(known, key=lambda line: -float(made.cell(line, None).value or 0))[:MOST_BARS]
    return [line for line in known if line in kept]


def _largest_columns(made: Crosstab, language: Language) -> list[str]:
    known = [value for value in made.columns if made.cell(made.total, value).value is not None]
    kept = sorted(known, key=lambda value: -float(made.cell(made.total, value).value or 0))[:MOST_PARTS]
    return in_order(made, made.cut.across, kept, language)


def _table(made: Crosstab, lines: list[tuple[str | None, ...]], parts: list[str], language: Language) -> ChartTable:
    prepared, cut = made.selected.prepared, made.cut
    columns = [ChartColumn("name", language.text(DIMENSIONS[cut.down[0]]))]
    columns += [
        ChartColumn(f"c{at}", value_name(prepared, cut.across, part, language), is_number=True)
        for at, part in enumerate(parts)
    ]
    columns.append(ChartColumn("total", language.text("Total"), is_number=True))
    rows = [
        {
            "id": str(line[0]),
            "name": value_name(prepared, cut.down[0], str(line[0]), language),
            **{f"c{at}": number_cell(made.cell(line, part).value, language, 2) for at, part in enumerate(parts)},
            "total": number_cell(made.cell(line, None).value, language, 2),
        }
        for line in lines
    ]
    return ChartTable(tuple(columns), tuple(rows))
