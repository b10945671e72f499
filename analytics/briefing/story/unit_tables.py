"""Tables of slides by unit: in each cell the most complete number known, as on the first screen, beside it its years and what is itemised."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

import pandas as pd

from analytics.briefing.story.scene import Scene
from analytics.briefing.story.slides import TableBlock
from analytics.figures.cells import count_cell, money_cell
from analytics.figures.table import BLANK, UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.groups import unit_names
from analytics.maps.areas import counted_name
from analytics.maps.measures import MEASURE_COLUMNS, PUBLISHED, KnownNumber, Measure, MeasureValues, Scale
from analytics.maps.numbers import known_basis, value_in_words
from analytics.maps.state import named_units
from analytics.maps.words import MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.overview.known_units import known_lines, known_total
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.place_words import LINE_NAMES, joined
from analytics.selection.selection import UNPLACED
from analytics.selection.shared import shared_heading, shared_total_note
from analytics.wording.language import Language
from analytics.wording.signs import qualified


def value_at_name(measure: MeasureValues, code: str, language: Language) -> str:
    """Return the value of a unit as a printed map writes it at the name, with its years where units are of different ones."""
    spec = measure.spec
    text = value_in_words(spec.measure, measure.by_code[code], language, spec.scale)
    known = measure.known_of(spec.measure, code) if spec.is_known else None
    if known is None:
        return text
    years = "" if measure.is_ranked else known_basis(known, language)
    return f"{qualified(text, known.qualifier)} ({years})" if years else qualified(text, known.qualifier)


def units_by_measure(scene: Scene, measure: MeasureValues, title: str) -> TableBlock:
    """Return every unit with its value, the highest first where they may be ranked; what lies in none of them and the total stand at the end."""
    language, spec = scene.language, measure.spec
    names = unit_names(spec.vintage)
    known = measure.known.get(spec.measure, {}) if spec.is_known else {}
    has_more = any(map(_is_split, known.values()))
    by_name = measure.by_code.index.sort_values(key=lambda codes: codes.map(names.__getitem__))
    ordered = measure.by_code.sort_values(ascending=False, na_position="last", kind="stable").index
    ordered = ordered if measure.is_ranked else by_name
    number = FigureColumn(counted_name(spec, language), is_number=True)
    columns = [FigureColumn(language.text("Administrative unit"), width=2.0), number]
    if spec.scale is not Scale.ABSOLUTE:
        columns.append(FigureColumn(language.text(SCALE_NAMES[spec.scale]), is_number=True))
    columns += _more_columns(language) if has_more else ()

    def line(name: str, value: object, scaled: object, one: KnownNumber | None, code: str = "") -> tuple[Cell, ...]:
        cells = [Cell(name), _measure_cell(measure, value, Scale.ABSOLUTE, language)]
        if one is not None:
            cells[1] = known_cell(spec.measure, one, language)
        if code in measure.apart_vnd:
            cells[1] = _with_beside(cells[1], measure.apart_vnd[code], language)
        if spec.scale is not Scale.ABSOLUTE:
            cells.append(BLANK if scaled is None else _measure_cell(measure, scaled, spec.scale, language))
        return (*cells, *(_more_cells(spec.measure, one, language) if has_more else ()))

    rows = [
        line(names[str(code)], measure.absolute[code], measure.by_code[code], known.get(str(code)), str(code))
        for code in ordered
    ]
    total = known_total(scene.compared(), scene.whole).get(spec.measure) if known else None
    footer = [line(language.text("Total"), measure.total, None, total)]
    if measure.elsewhere is not None:
        footer.insert(0, line(language.text("Not placed"), measure.elsewhere, None, known.get(UNPLACED)))
    marked = tuple(n for n, code in enumerate(ordered) if code in named_units(scene.selection, spec.vintage))
    notes = shared_total_note(measure.n_shared, language, spec.vintage)
    return TableBlock("map_table", title, Table(tuple(columns), tuple(rows), tuple(footer)), marked, notes)


def districts_table(scene: Scene, lines: pd.DataFrame, sums: pd.Series, title: str, *, is_known: bool) -> TableBlock:
    """Return the districts, those of the most support first where it `is_known`, with what is not placed, the total, and what of it is itemised."""
    language, beside = scene.language, scene.unfiltered_by("districts", "units")
    n_shared = 0 if pd.isna(sums["n_shared"]) else int(sums["n_shared"])
    known, total = known_lines(beside, scene.whole), known_total(beside, scene.whole)
    order = ["support_vnd", "proposals", "facilities"] if is_known else ["proposals", "facilities", "support_vnd"]
    ranked = lines.loc[list(units_of(Vintage.DISTRICTS_2024))].sort_values(
        order, ascending=False, kind="stable", na_position="last"
    )
    split = {measure for measure, of_line in known.items() if any(one.published for one in of_line.values())}

    def line(name: str, values: pd.Series, of_line: Mapping[Measure, KnownNumber]) -> tuple[Cell, ...]:
        cells = [Cell(name)]
        for measure, column in MEASURE_COLUMNS.items():
            one = of_line.get(measure)
            is_split = measure in split
            cells.append(
                _counted(measure, values[column], language) if one is None else known_cell(measure, one, language)
            )
            if is_split and one is not None:
                cells[-1] = _dated(cells[-1], known_basis(one, language))
            if measure is Measure.SUPPORT and not pd.isna(values["beside_vnd"]):
                cells[-1] = _with_beside(cells[-1], float(values["beside_vnd"]), language)
            if is_split:
                cells.append(_counted(measure, one.itemised, language) if one else cells[-1])
            if measure is Measure.PROPOSALS and n_shared:
                cells.append(count_cell(values["n_shared"], language))
        return tuple(cells)

    names = unit_names(Vintage.DISTRICTS_2024)
    rows = tuple(line(names[str(code)], values, _at(known, str(code))) for code, values in ranked.iterrows())
    others = [code for code in LINE_NAMES if lines.loc[code].notna().any()]
    footer = [
        line(language.text(LINE_NAMES[str(code)]), cast("pd.Series", lines.loc[code]), _at(known, code))
        for code in others
    ]
    is_more = any(map(_is_split, total.values()))
    footer.append(line(language.text("Total"), sums.mask(sums.index == "n_shared") if is_more else sums, total))
    if is_more:
        footer.append(line(language.text("Itemised"), sums, {}))
    notes = (*shared_total_note(n_shared, language), *_total_notes(total, language))
    columns = _district_columns(split, language, has_shared=bool(n_shared))
    marked = tuple(n for n, code in enumerate(ranked.index) if code in scene.selection.districts)
    return TableBlock("districts", title, Table(columns, rows, tuple(footer)), marked=marked, notes=notes)


def known_cell(measure: Measure, known: KnownNumber, language: Language) -> Cell:
    """Return the number that stands large with its sign, in words where only a little of it is known."""
    if known.value is not None:
        return Cell(qualified(value_in_words(measure, known.value, language), known.qualifier), known.value)
    if known.itemised is None:
        return UNKNOWN
    return Cell(language.text("so far only {value}", value=value_in_words(measure, known.itemised, language)))


def _district_columns(split: Iterable[Measure], language: Language, *, has_shared: bool) -> tuple[FigureColumn, ...]:
    columns = [FigureColumn(language.text("District"), width=1.9)]
    widths = {Measure.SUPPORT: 2.4, Measure.OCOP: 1.2, Measure.TYPICAL: 1.5}
    for measure in MEASURE_COLUMNS:
        is_money = measure is Measure.SUPPORT
        unit = language.text("VND") if is_money else ""
        name = language.text(MAP_MEASURE_NAMES[measure])
        columns.append(FigureColumn(name, is_number=True, width=widths.get(measure, 1.0), unit=unit))
        if measure in split:
            columns.append(_more_columns(language)[1])
        if measure is Measure.PROPOSALS and has_shared:
            columns.append(FigureColumn(shared_heading(language), is_number=True, width=1.1))
    return tuple(columns)


def _more_columns(language: Language) -> tuple[FigureColumn, FigureColumn]:
    """Return the columns beside numbers of which some are published: of which years, how much is itemised."""
    return FigureColumn(language.text("published (year)"), width=1.0), FigureColumn(
        language.text("itemised"), is_number=True
    )


def _more_cells(measure: Measure, known: KnownNumber | None, language: Language) -> tuple[Cell, Cell]:
    if known is None:
        return BLANK, BLANK
    return Cell(known_basis(known, language)), _counted(measure, known.itemised, language)


def _with_beside(cell: Cell, beside_vnd: float, language: Language) -> Cell:
    """Return an amount with what the district has together with others, which is not in it."""
    said = language.text("and {value} shared", value=language.money(beside_vnd))
    return replace(cell, text=f"{cell.text} ({said})")


def _dated(cell: Cell, years: str) -> Cell:
    return replace(cell, text=f"{cell.text} ({years})") if years else cell


def _is_split(known: KnownNumber) -> bool:
    """Tell whether another number than that of the rows stands large."""
    return known.published is not None or (known.itemised is not None and not known.is_of_rows)


def _at(known: Mapping[Measure, Mapping[str, KnownNumber]], line: str) -> dict[Measure, KnownNumber]:
    return {measure: of_line[line] for measure, of_line in known.items()}


def _total_notes(total: Mapping[Measure, KnownNumber], language: Language) -> tuple[str, ...]:
    """Say under a table of which years the published totals are."""
    said = [
        f"{language.text(MAP_MEASURE_NAMES[measure])} {known_basis(one, language)}"
        for measure, one in total.items()
        if one.published
    ]
    return (language.text("Total as published: {years}.", years=joined(said)),) if said else ()


def _counted(measure: Measure, value: Any, language: Language) -> Cell:
    return money_cell(value, language) if measure is Measure.SUPPORT else count_cell(value, language)


def _measure_cell(measure: MeasureValues, value: object, scale: Scale, language: Language) -> Cell:
    number = None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
    if number == 0 and measure.spec.measure not in PUBLISHED:
        return UNKNOWN
    return Cell(value_in_words(measure.spec.measure, number, language, scale), number)
