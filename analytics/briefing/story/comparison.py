"""The slide of a comparison: two sides measure by measure and on a map."""

from collections.abc import Sequence

from analytics.briefing.story.crosstab import told_of
from analytics.briefing.story.parts import figures_part, part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, MapBlock, TableBlock
from analytics.briefing.story.vintages import vintages_slide
from analytics.crosstab.comparing import ComparedLine, KnownSide, compare
from analytics.crosstab.comparing_words import (
    between,
    between_name,
    between_text,
    cautions,
    compared_measure_name,
    in_unit,
    known_side_text,
    remark_on,
    side_name,
)
from analytics.crosstab.comparison_map import comparison_map_title, comparison_state, map_sides, mapped
from analytics.crosstab.cut import SUBJECT
from analytics.crosstab.sides import Sides, read_sides, side_of
from analytics.crosstab.words import (
    CROSSTAB_MEASURE_NAMES,
)
from analytics.figures.chart import NamedRows
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.crosstab_headlines import comparison_headline
from analytics.selection.selected import Selected
from analytics.selection.words import selection_words, titled
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS


def comparison_slide(scene: Scene, id_: str, shown: str) -> SlideDraft:
    """Return the slide `id_` of the comparison that `shown` asks for; of two periods, of their units."""
    sides, language = read_sides(shown)[0], scene.language
    if sides.are_vintages:
        return vintages_slide(scene, id_, sides)
    left, right = (scene.rows(side_of(scene.selection, side)) for side in (sides.left, sides.right))
    lines = compare(left, right, sides)
    names = side_name(sides.left, language), side_name(sides.right, language)
    title = language.text("{left} compared with {right}", left=names[0], right=names[1])
    first = next((line for line in lines if line.difference is not None and line.is_of_rows), None)
    told = None
    if first is not None:
        what = language.text(CROSSTAB_MEASURE_NAMES[first.measure])
        told = (
            told_of(what, first.measure, first.left.cell, language),
            told_of(what, first.measure, first.right.cell, language),
        )

    def draw() -> list[TableBlock | MapBlock]:
        return [_lines_table(lines, sides, title, id_, language), _map(scene, sides, id_)]

    return SlideDraft(
        id=id_,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=comparison_headline(names, told, language),
        blocks=Later(draw),
        parts=Later(lambda: _behind_lines(scene, lines, (left, right))),
        notes=cautions(sides, language),
        reason="" if lines else language.text("Nothing on record and nothing published fits these choices."),
    )


def _behind_lines(
    scene: Scene, lines: Sequence[ComparedLine], rows: tuple[Selected, Selected]
) -> tuple[NamedRows, ...]:
    figures = tuple(
        id_
        for line in lines
        for side in (line.left, line.right)
        for total in (side.number.published or side.cell.published,)
        if total is not None
        for id_ in total.figure_ids
    )
    tables = dict.fromkeys(SUBJECT[line.measure] for line in lines)
    own = (
        part_of(one, name, scene.language.text(DESCRIPTIONS[name].label))
        for one in rows
        for name in tables
        if one.count(name)
    )
    return (*own, *figures_part(scene, figures))


def _lines_table(lines: Sequence[ComparedLine], sides: Sides, title: str, id_: str, language: Language) -> TableBlock:
    columns = (
        FigureColumn(language.text("Measure"), width=2.6),
        FigureColumn(side_name(sides.left, language), is_number=True),
        FigureColumn(side_name(sides.right, language), is_number=True),
        FigureColumn(between_name(sides, language), is_number=True),
        FigureColumn(language.text("Not comparable because"), width=3.0),
    )
    return TableBlock(id_, title, Table(columns, tuple(_compared(line, lines, sides, language) for line in lines)))


def _compared(line: ComparedLine, lines: Sequence[ComparedLine], sides: Sides, language: Language) -> tuple[Cell, ...]:
    told = between_text(line, sides, language)
    return (
        Cell(compared_measure_name(line.measure, language)),
        *(_side(line, side, language) for side in (line.left, line.right)),
        Cell(told, between(line, sides)) if told else UNKNOWN,
        Cell(remark_on(line, lines, language)),
    )


def _side(line: ComparedLine, side: KnownSide, language: Language) -> Cell:
    large, note = known_side_text(line, side, language)
    return Cell(large or "—", in_unit(line, side.number.value), note=note)


def _map(scene: Scene, sides: Sides, id_: str) -> MapBlock:
    """Return the map of the comparison with its districts as a table."""
    language = scene.language
    left, right = (scene.rows(one) for one in map_sides(scene.selection, sides))
    shown = mapped(left, right, sides, language)
    title = comparison_map_title(sides, language)
    values = {code: shown.text(code) for code in shown.lines if code is not None and shown.value(code) is not None}
    rows = tuple((Cell(name), Cell(shown.text(code) or "—", shown.value(code))) for code, name in shown.names().items())
    table = TableBlock(
        f"{id_}-districts",
        title,
        Table((FigureColumn(language.text("District"), width=2.0), FigureColumn(title, is_number=True)), rows),
    )
    state = comparison_state(shown, scene.selection.districts, "light")
    words = selection_words(left.selection, language)
    return MapBlock(f"{id_}-map", title, state, title, table, values, words[:1].upper() + words[1:])
