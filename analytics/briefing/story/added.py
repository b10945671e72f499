"""Slides that a person put among the others: a crosstab or a comparison, of the selection that it was seen with; a record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from analytics.briefing.story.parts import figures_part, part_of
from analytics.briefing.story.record import record_slide
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, MapBlock, TableBlock
from analytics.crosstab.comparing import ComparedMeasure, compare, total_of
from analytics.crosstab.comparing_words import (
    REASONS,
    cautions,
    difference_text,
    in_unit,
    line_name,
    names_on,
    not_alike,
    side_name,
    side_text,
    signed,
)
from analytics.crosstab.comparison_map import comparison_state, map_sides, map_title, mapped
from analytics.crosstab.cut import ADDED, MONEY, SUBJECT, CrosstabMeasure, Cut, Dimension, read_cut
from analytics.crosstab.entries import NONE
from analytics.crosstab.files import figures_of, names_of, ordered_lines
from analytics.crosstab.sides import Sides, read_sides, side_of
from analytics.crosstab.table import Crosstab, CrosstabCell, Slot, crosstab
from analytics.crosstab.vintages import OfLand, placed_measure, two_vintages
from analytics.crosstab.words import (
    DIMENSIONS,
    MEASURES,
    amount_text,
    in_order,
    notes_of,
    nothing_of,
    said_of,
    title_of,
    unit_of,
    value_name,
    within_sentence,
)
from analytics.figures.chart import NamedRows
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.crosstab_headlines import MeasureSummary, comparison_headline, crosstab_headline
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.selection import read_query
from analytics.selection.words import selection_words, titled
from analytics.wording.language import Language
from geodata.schema.columns import DESCRIPTIONS

MOST_COLUMNS, MOST_LINES = 7, 10
"""Columns and lines of a crosstab on a slide beside its total; the file has all of them."""


class AddedKind(StrEnum):
    """What can be put among the slides."""

    CROSSTAB = "crosstab"
    COMPARISON = "comparison"
    RECORD = "record"


@dataclass(frozen=True)
class Added:
    """A figure put among the slides: its kind, what of it is shown (a cut, two sides, a record) and the selection, as they stand in an address."""

    kind: AddedKind
    shown: str
    selection: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return the id of its slide: the same figure is the same slide."""
        text = "\n".join((self.shown, *("=".join(pair) for pair in sorted(self.selection))))
        return f"{self.kind}-{sha256(text.encode()).hexdigest()[:8]}"

    def to_content(self) -> dict[str, object]:
        """Return it as the store keeps it."""
        return {"kind": self.kind.value, "shown": self.shown, "selection": dict(self.selection)}


def added_of(kind: AddedKind, shown: str, selection: Mapping[str, str]) -> Added:
    """Return a figure of a selection in an address."""
    return Added(kind, shown, tuple(sorted((name, value) for name, value in selection.items() if value)))


def added_slides(scene: Scene, added: Sequence[Added]) -> tuple[SlideDraft, ...]:
    """Return the slide of each figure, of its own selection."""
    return tuple(_MAKERS[one.kind](_scene_of(scene, one), one) for one in added)


def _scene_of(scene: Scene, one: Added) -> Scene:
    return replace(scene, selection=read_query(dict(one.selection)).selection)


def _crosstab(scene: Scene, one: Added) -> SlideDraft:
    cut, language = read_cut(one.shown)[0], scene.language
    made = crosstab(scene.selected, cut)
    whole = made.cell(made.total, None)
    title = title_of(cut, language)
    return SlideDraft(
        id=one.id,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=crosstab_headline(_told(title, cut.measure, whole, language), language),
        blocks=Later(lambda: [_crosstab_table(made, title, one.id, language)]),
        parts=Later(lambda: _behind(scene, cut.measure, scene.selected, figures_of(made))),
        notes=notes_of(made, language),
        n=whole.n,
        n_of=_rows_name(cut.measure, language),
        make_more=lambda: _whole_table(made, title, one.id, language),
        reason=nothing_of(made, language) if made.is_empty else "",
    )


def _rows_name(measure: CrosstabMeasure, language: Language) -> str:
    return within_sentence(language.text(DESCRIPTIONS[SUBJECT[measure]].label))


def _told(what: str, measure: CrosstabMeasure, cell: CrosstabCell, language: Language) -> MeasureSummary:
    def written(value: float, qualifier: object = None) -> str:
        return joined([amount_text(measure, value, language, qualifier), unit_of(measure, language)], " ")

    total = cell.published
    return MeasureSummary(
        what,
        cell.n,
        cell.n_stated,
        float(cell.value) if measure in ADDED and cell.value is not None else None,
        written(cell.value) if cell.value is not None else "",
        total,
        written(total.value, total.qualifier) if total else "",
    )


def _behind(scene: Scene, measure: CrosstabMeasure, rows: Selected, figures: tuple[str, ...]) -> tuple[NamedRows, ...]:
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
    notes = (
        [language.count("and {n} column more, in the file", "and {n} columns more, in the file", left)] if left else []
    )
    if any(cell.is_published_large for cell in made.cells.values()):
        notes.append(language.text("*: published as a whole, no sum of rows"))
    return _table(made, (title, id_), [value for value in across if value in kept], lines, tuple(notes), language)


def _whole_table(made: Crosstab, title: str, id_: str, language: Language) -> tuple[TableBlock, ...]:
    across = in_order(made, made.cut.across, list(made.columns), language)
    if len(across) <= MOST_COLUMNS:
        return ()
    lines = ordered_lines(made, language)
    return (_table(made, (title, f"{id_}-all"), across, lines, (), language),)


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
    names = names_of(made, line, language)
    if line == made.total:
        names = [names[0], *([""] * (len(names) - 1))]
    cells = (made.cell(line, value) for value in (*across, None))
    return (*(Cell(name) for name in names), *(_cell(made.cut, cell, language) for cell in cells))


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


def _comparison(scene: Scene, one: Added) -> SlideDraft:
    sides, language = read_sides(one.shown)[0], scene.language
    if sides.are_vintages:
        return _vintages(scene, one, sides)
    left, right = (scene.rows(side_of(scene.selection, side)) for side in (sides.left, sides.right))
    lines = compare(left, right, sides)
    names = side_name(sides.left, language), side_name(sides.right, language)
    title = language.text("{left} compared with {right}", left=names[0], right=names[1])
    first = next((line for line in lines if line.difference is not None and not line.is_published), None)
    told = None
    if first is not None:
        what = language.text(MEASURES[first.measure])
        told = _told(what, first.measure, first.left, language), _told(what, first.measure, first.right, language)

    def draw() -> list[TableBlock | MapBlock]:
        return [_lines_table(lines, names, title, one.id, language), _map(scene, sides, one.id)]

    return SlideDraft(
        id=one.id,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=comparison_headline(names, told, language),
        blocks=Later(draw),
        parts=Later(lambda: _behind_lines(scene, lines, (left, right))),
        notes=cautions(sides, language),
        reason="" if lines else language.text("Nothing on record and nothing published fits these choices."),
    )


def _vintages(scene: Scene, one: Added, sides: Sides) -> SlideDraft:
    """Return the units of two periods: what became of them and the measure by both: what differs first, then those with most rows."""
    language, measure = scene.language, placed_measure(sides.on_map.measure)
    pair = Vintage(sides.left), Vintage(sides.right)
    found = two_vintages(scene.selected, *pair, measure)
    names = side_name(sides.left, language), side_name(sides.right, language)
    title = joined(
        [
            language.text(MEASURES[measure]),
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
        numbers = (of.left, of.right)
        told = signed(measure, of.difference, language)
        return (
            *(Cell(name) for name in named),
            *(UNKNOWN if v is None else Cell(amount_text(measure, v, language), v / size) for v in numbers),
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
        return [TableBlock(one.id, title, Table(columns, tuple(rows), footer))]

    return SlideDraft(
        id=one.id,
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=crosstab_headline(
            _told(language.text(MEASURES[measure]), measure, total_of(scene.selected, measure), language), language
        ),
        blocks=Later(draw),
        parts=Later(lambda: _behind(scene, measure, scene.selected, ())),
        notes=cautions(sides, language),
        n=found.total.n_left,
        n_of=_rows_name(measure, language),
        reason=""
        if found.total.n_left
        else language.text("Nothing on record and nothing published fits these choices."),
    )


def _behind_lines(
    scene: Scene, lines: Sequence[ComparedMeasure], rows: tuple[Selected, Selected]
) -> tuple[NamedRows, ...]:
    figures = tuple(
        id_
        for line in lines
        if line.is_published
        for cell in (line.left, line.right)
        if cell.published is not None
        for id_ in cell.published.figure_ids
    )
    tables = dict.fromkeys(SUBJECT[line.measure] for line in lines if not line.is_published)
    own = (
        part_of(one, name, scene.language.text(DESCRIPTIONS[name].label))
        for one in rows
        for name in tables
        if one.count(name)
    )
    return (*own, *figures_part(scene, figures))


def _lines_table(
    lines: Sequence[ComparedMeasure], names: tuple[str, str], title: str, id_: str, language: Language
) -> TableBlock:
    columns = (
        FigureColumn(language.text("Measure"), width=2.6),
        FigureColumn(names[0], is_number=True),
        FigureColumn(names[1], is_number=True),
        FigureColumn(language.text("Difference"), is_number=True),
        FigureColumn(language.text("Not comparable because"), width=3.0),
    )
    return TableBlock(id_, title, Table(columns, tuple(_compared(line, language) for line in lines)))


def _compared(line: ComparedMeasure, language: Language) -> tuple[Cell, ...]:
    difference = difference_text(line, language)
    return (
        Cell(line_name(line.measure, language, is_published=line.is_published)),
        *(_side(line, cell, language) for cell in (line.left, line.right)),
        Cell(difference, in_unit(line, line.difference)) if difference else UNKNOWN,
        Cell("" if line.reason is None else language.text(REASONS[line.reason])),
    )


def _side(line: ComparedMeasure, cell: CrosstabCell, language: Language) -> Cell:
    large, _ = side_text(line, cell, language)
    return Cell(large, in_unit(line, line.value(cell))) if large else UNKNOWN


def _map(scene: Scene, sides: Sides, id_: str) -> MapBlock:
    """Return the map of the comparison with its districts as a table."""
    language = scene.language
    left, right = (scene.rows(one) for one in map_sides(scene.selection, sides))
    shown = mapped(left, right, sides, language)
    title = map_title(sides, language)
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


_MAKERS: dict[AddedKind, Callable[[Scene, Added], SlideDraft]] = {
    AddedKind.CROSSTAB: _crosstab,
    AddedKind.COMPARISON: _comparison,
    AddedKind.RECORD: lambda scene, one: record_slide(scene, one.id, one.shown),
}
