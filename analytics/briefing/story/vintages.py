"""The slide of two periods of units: what became of the units and a measure by both."""

from dataclasses import replace

from analytics.briefing.story.crosstab import parts_behind_measure, rows_name, told_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, TableBlock
from analytics.crosstab.comparing import measure_total
from analytics.crosstab.comparing_words import (
    ON_EACH_LAND,
    cautions,
    names_on,
    not_alike,
    side_name,
    signed,
)
from analytics.crosstab.cut import MONEY, CrosstabMeasure
from analytics.crosstab.sides import Sides
from analytics.crosstab.vintages import OfLand, placed_measure, two_vintages
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
    beside_text,
    measure_text,
    unit_of,
)
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.crosstab_headlines import crosstab_headline
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import joined
from analytics.selection.words import titled
from analytics.wording.language import Language


def vintages_slide(scene: Scene, id_: str, sides: Sides) -> SlideDraft:
    """Return the units of two periods: what became of them and the measure by both: what differs first, then those with most rows."""
    language, measure = scene.language, placed_measure(sides.on_map.measure)
    pair = Vintage(sides.left), Vintage(sides.right)
    found = two_vintages(scene.selected, *pair, measure)
    names = side_name(sides.left, language), side_name(sides.right, language)
    title = joined(
        [
            language.text(CROSSTAB_MEASURE_NAMES[measure]),
            language.text("{left} compared with {right}", left=names[0], right=names[1]),
        ],
        ": ",
    )
    columns = (
        FigureColumn(names[0], width=2.6),
        FigureColumn(names[1], width=2.0),
        FigureColumn(language.text("By the first"), is_number=True, unit=unit_of(measure, language)),
        FigureColumn(language.text("By the second"), is_number=True, unit=unit_of(measure, language)),
        FigureColumn(language.text("Difference"), is_number=True, unit=unit_of(measure, language)),
        FigureColumn(language.text("What is not comparable"), width=2.6),
    )

    def line(named: tuple[str, str], of: OfLand, remark: str) -> tuple[Cell, ...]:
        size = 1e6 if measure in MONEY else 1
        numbers = ((of.left, of.beside_left), (of.right, of.beside_right))
        told = signed(measure, of.difference, language)
        return (
            *(Cell(name) for name in named),
            *(_number(v, beside, measure, language) for v, beside in numbers),
            UNKNOWN if of.difference is None else Cell(told, of.difference / size),
            Cell(remark),
        )

    def draw() -> list[TableBlock]:
        rows = [
            line((names_on(of.land.left, pair[0]), names_on(of.land.right, pair[1])), of, not_alike(of, language))
            for of in sorted(found.lands, key=lambda of: (of.difference == 0, -max(of.n_left, of.n_right)))
            if of.land is not None and (of.n_left or of.n_right)
        ]
        footer = (
            line((language.text("Not placed"), ""), found.unplaced, ""),
            line((language.text("Total"), ""), found.total, ""),
        )
        notes = (language.text(ON_EACH_LAND),) if found.counts_some_twice else ()
        return [TableBlock(id_, title, Table(columns, tuple(rows), footer), notes=notes)]

    return SlideDraft(
        id=id_,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=crosstab_headline(
            told_of(
                language.text(CROSSTAB_MEASURE_NAMES[measure]),
                measure,
                measure_total(scene.selected, measure),
                language,
            ),
            language,
        ),
        blocks=Later(draw),
        parts=Later(lambda: parts_behind_measure(scene, measure, scene.selected, ())),
        notes=cautions(sides, language),
        n=found.total.n_left,
        n_of=rows_name(measure, language),
        reason=""
        if found.total.n_left
        else language.text("Nothing on record and nothing published fits these choices."),
    )


def _number(value: float | None, beside: float | None, measure: CrosstabMeasure, language: Language) -> Cell:
    cell = UNKNOWN
    if value is not None:
        cell = Cell(measure_text(measure, value, language), value / (1e6 if measure in MONEY else 1))
    said = beside_text(measure, beside, language)
    return replace(cell, text=f"{cell.text} ({said})") if said else cell
