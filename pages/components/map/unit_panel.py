"""The units of the map as a ranked table, linked to it: a row narrows, again widens; a number opens its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.maps.areas import measure_title
from analytics.maps.measures import (
    PUBLISHED,
    KnownNumber,
    MapMeasure,
    Measure,
    MeasureValues,
    Scale,
    is_of_one_kind,
    known_products,
    measure_values,
)
from analytics.maps.numbers import cell_text, known_basis
from analytics.maps.state import named_units
from analytics.maps.words import ITEMISED_NAMES, MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.overview.known_units import KPI_OF, known_total, of_district, shown_values
from analytics.overview.kpi_words import LABELS_OF_YEARS
from analytics.overview.kpis import kpi_of
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage, is_commune_level, units_of
from analytics.selection.place_words import LINE_NAMES, joined, unit_name
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.shared import in_line, shared_heading
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.wording.language import Language, mark
from geodata.text import alphabetical
from pages.components.browser.data_table import (
    GridColumn,
    PackedTable,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.map.kpi_panel import Ground, figure_ground
from pages.components.map.map_panel import choose_unit, everywhere
from pages.components.map.unit_cells import SHARED, SHORT, line_cells, with_products
from pages.components.panels.evidence_view import table_texts
from pages.components.visit.memory import memory
from pages.components.visit.session import selected_rows, selection, view, words

_TABLES: dict[Measure, str] = {
    Measure.FACILITIES: "facilities",
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "proposals",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
TOTAL, ITEMISED = "total", "itemised"
"""The lines of the whole selection."""
ROWS = 15


def unit_panel() -> None:
    """Draw the table for the selection without its places, and the sum of the selection under it."""
    language, spec = words(), view().measure
    rows, selected = everywhere(selection(), spec.vintage), selected_rows(selection())
    whole = selected_rows(Selection())
    # the table of all communes is too long to be kept for each selection
    make = _table if is_commune_level(spec.vintage) else _packed
    data_table(
        make(selected, rows, whole, spec, language, table_texts(language)),
        key=f"units_{spec.vintage.value}",
        selected=named_units(selected.selection, spec.vintage),
        on_event=_clicked,
    )
    _open_clicked(rows, selected, language)


@cached()
def _packed(  # noqa: PLR0913, PLR0917 - all that the table depends on is its key
    selected: Selected, rows: Selected, whole: Selected, spec: MapMeasure, language: Language, texts: TableTexts
) -> PackedTable:
    return pack_table(_table(selected, rows, whole, spec, language, texts))


def _table(  # noqa: PLR0913, PLR0917 - the same
    selected: Selected, rows: Selected, whole: Selected, spec: MapMeasure, language: Language, texts: TableTexts
) -> TableSpec:
    measure, vintage = shown_values(spec, rows, whole), spec.vintage
    lines, sums = unit_table(rows, vintage), unit_sums(selected, vintage)
    body = [_row(code, lines, _main_cell(measure, code, language), measure, language) for code in _ranked(measure)]
    footer = [_row(code, lines, _elsewhere(measure, code, language), measure, language) for code in LINE_NAMES]
    footer += _sums(selected, whole, sums, spec, language)
    products = known_products(rows, vintage)
    ocop = Measure.OCOP.value
    return TableSpec(
        caption=measure_title(spec, language),
        columns=_columns(measure, selected.selection, language),
        rows=[{**row, ocop: with_products(row[ocop], str(row["id"]), products, language)} for row in body],
        footer=[row for row in footer if any(row.get(id_) for id_ in (*SHORT, "main"))],
        clickable=True,
        max_height_px=None,
        page_size=ROWS,
        is_dense=True,
        texts=replace(texts, filter=language.text("Filter…") if is_commune_level(spec.vintage) else ""),
    )


def _sums(
    selected: Selected, whole: Selected, sums: pd.Series, spec: MapMeasure, language: Language
) -> list[Mapping[str, object]]:
    """Return the lines of the whole selection: the most complete numbers known, and under them those of the rows where they are others."""
    known = known_total(selected, whole)
    total = _total_cell(measure_values(spec, selected, whole), language)
    is_other = any(not one.is_of_rows for one in known.values() if one.itemised is not None)
    large = line_cells(sums.drop(list(SHARED.values())) if is_other else sums, known, language, spec.vintage)
    name = language.text("Total") if selected.selection.is_empty else language.text("Selected")
    if not is_other:
        return [{"id": TOTAL, "unit": name, **large, "main": total}]
    large = {id_: _without_itemised(cell, known.get(Measure(id_)), language) for id_, cell in large.items()}
    itemised = line_cells(sums, {}, language, spec.vintage)
    return [
        {"id": TOTAL, "unit": name, **large, "main": total},
        {"id": ITEMISED, "unit": language.text("Itemised"), **itemised},
    ]


def _without_itemised(cell: object, known: KnownNumber | None, language: Language) -> object:
    """Return the cell of a total whose itemised part has a line of its own."""
    if not cell or not known:
        return cell
    is_floor = known.value is not None and known.published is None and not known.is_of_rows
    title = {"title": language.text("published and itemised")} if is_floor else {}
    return {**cast("dict[str, object]", cell), "note": known_basis(known, language), **title}


def _ranked(measure: MeasureValues) -> list[str]:
    """Return the units, those with the highest value first where values are of one kind, else by name."""
    if not measure.is_ranked:
        return sorted(measure.by_code.index, key=lambda code: alphabetical(_short_name(code, measure.spec.vintage)))
    ranked = pd.DataFrame({"by": measure.by_code, "then": measure.absolute[measure.by_code.index]})
    return list(ranked.sort_values(["by", "then"], ascending=False, kind="stable", na_position="last").index)


def _columns(measure: MeasureValues, chosen: Selection, language: Language) -> Sequence[GridColumn]:
    spec, units = measure.spec, measure.by_code.index
    columns = [GridColumn("unit", language.text("Administrative unit"), width="6.6rem")]
    if not _is_plain(spec):
        heading = MAP_MEASURE_NAMES[spec.measure] if spec.scale is Scale.ABSOLUTE else SCALE_NAMES[spec.scale]
        help_ = measure_title(spec, language)
        unit = "%" if spec.scale is Scale.SHARE else language.text("VND") if spec.measure is Measure.SUPPORT else ""
        in_unit = f"{help_} ({unit})" if unit else help_
        columns.append(
            GridColumn(
                "main", language.text(heading), kind="bar", help=help_, csv_label=in_unit, action=True, line="figure"
            )
        )
    extra = _extra(spec)
    for item, heading in SHORT.items():
        known = measure.known.get(item, {})
        is_of_one_kind_ = is_of_one_kind(known, units)
        in_file = language.text("Support (VND)") if item is Measure.SUPPORT else language.text(MAP_MEASURE_NAMES[item])
        columns.append(
            GridColumn(
                item.value,
                _of_years(item, chosen, language) or language.text(heading),
                kind="bar" if _is_plain(spec) and item is spec.measure and is_of_one_kind_ else "number",
                beneath=joined(
                    [language.text("million VND") if item is Measure.SUPPORT else "", _counted(known, units, language)],
                    ", ",
                ),
                help=language.text(MAP_MEASURE_NAMES[item]),
                csv_label=in_file,
                csv_more=_more_in_file(item, in_file, spec.vintage, language),
                sortable=is_of_one_kind_,
                is_extra=item in extra,
                action=True,
                line="figure" if _is_plain(spec) and item is spec.measure else None,
            )
        )
    return tuple(columns)


def _extra(spec: MapMeasure) -> set[Measure]:
    """Return the columns that make room for what the map shows where a window is narrow."""
    extra = {Measure.TYPICAL}
    if spec.measure is Measure.TYPICAL or not _is_plain(spec):
        extra.add(Measure.OCOP)
    if spec.measure in {Measure.OCOP, Measure.TYPICAL} and not _is_plain(spec):
        extra.add(Measure.SUPPORT)
    return extra - {spec.measure}


def _of_years(item: Measure, chosen: Selection, language: Language) -> str:
    """Return what a column counts where years are chosen and the strip says another thing than without."""
    return language.text(LABELS_OF_YEARS[KPI_OF[item]]) if chosen.years and item is Measure.OCOP else ""


def _counted(known: Mapping[str, KnownNumber], units: Iterable[str], language: Language) -> str:
    """Say under a heading what its numbers are: rows, what is published, or why numbers of several years or kinds are not ranked."""
    large = [known[unit] for unit in units if unit in known and known[unit].value is not None]
    n_published = sum(one.published is not None for one in large)
    if not n_published:
        return language.text("itemised")
    if len({one.kind for one in large}) > 1:
        years = {one.published.periods for one in large if one.published is not None}
        return language.text(mark("years differ, not ranked") if len(years) > 1 else mark("kinds differ, not ranked"))
    return language.text("published (year)")


def _more_in_file(item: Measure, heading: str, vintage: Vintage, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what a file says of a column beside its values: of which years and basis, what is itemised, of which part others count too."""
    more = [
        ("sign", language.text("{what}: sign", what=heading)),
        ("basis", language.text("{what}: published", what=heading)),
        ("itemised", language.text("{what}: itemised", what=heading)),
    ]
    if item in SHARED:
        shared = shared_heading(language, vintage)
        more.append(("shared", f"{shared} ({language.text('VND')})" if item is Measure.SUPPORT else shared))
    return tuple(more)


def _is_plain(spec: MapMeasure) -> bool:
    """Tell whether what the map shows is one of the table's own columns."""
    return spec.scale is Scale.ABSOLUTE and spec.measure in SHORT


def _short_name(code: str, vintage: Vintage) -> str:
    return unit_name(f"{vintage}:{code}").replace("Thành phố", "TP.")


def _row(
    code: str, lines: pd.DataFrame, main: object, measure: MeasureValues, language: Language
) -> Mapping[str, object]:
    vintage = measure.spec.vintage
    known = {item: of_line[code] for item, of_line in measure.known.items()}
    name: object = language.text(LINE_NAMES[code]) if code in LINE_NAMES else ""
    if facts := units_of(vintage).get(code):
        short = _short_name(code, vintage)
        name = {"v": short, "t": short, "title": facts.name}
    cells = line_cells(cast("pd.Series", lines.loc[code]), known, language, vintage)
    return {"id": code, "unit": name, **cells, "main": main}


def _main_cell(measure: MeasureValues, code: str, language: Language) -> object:
    return _scaled_cell(measure, measure.by_code[code], language)


def _scaled_cell(measure: MeasureValues, value: float, language: Language) -> object:
    """Write what the map shows, as the map writes it."""
    if pd.isna(value):
        return None
    shown = 100 * float(value) if measure.spec.scale is Scale.SHARE else float(value)
    return {"v": round(shown, 6), "t": cell_text(measure.spec.measure, measure.spec.scale, value, language)}


def _elsewhere(measure: MeasureValues, code: str, language: Language) -> object:
    """Return what the map shows of the rows that are in none of its units, where it is a value that can be added up."""
    if code != UNPLACED or measure.elsewhere is None or measure.spec.scale in {Scale.PER_AREA, Scale.PER_FACILITY}:
        return None
    whole = measure.total if measure.spec.scale is Scale.SHARE and measure.total else 1
    return _scaled_cell(measure, measure.elsewhere / whole, language)


def _total_cell(measure: MeasureValues, language: Language) -> object:
    if measure.total is None or measure.spec.scale in {Scale.PER_AREA, Scale.PER_FACILITY}:
        return None
    return _scaled_cell(measure, 1.0 if measure.spec.scale is Scale.SHARE else measure.total, language)


def _clicked(event: TableEvent) -> None:
    if event.column is not None:
        memory().unit_cell = (event.row, event.column)
    else:
        choose_unit(view().measure.vintage.value, event.row, adds=event.adds)


def _open_clicked(rows: Selected, selected: Selected, language: Language) -> None:
    clicked, memory().unit_cell = memory().unit_cell, None
    if clicked is None:
        return
    ground_of_cell(*clicked, rows, selected, view().measure, language).open()


def ground_of_cell(  # noqa: PLR0913, PLR0917 - a cell, and all that the table depends on
    line: str, column: str, rows: Selected, selected: Selected, spec: MapMeasure, language: Language
) -> Ground:
    """Return what a number of the table rests on."""
    vintage = spec.vintage
    place = _place_words(line, selected, vintage, language)
    if column == "main" and spec.measure in PUBLISHED:
        return _published_ground(line, place, rows, spec, language)
    measure = spec.measure if column == "main" else Measure(column)
    if column != "main" and measure in KPI_OF and (of_line := _of_figure(line, rows, selected, vintage)):
        whole = selected_of(rows.prepared, Selection())
        return figure_ground(kpi_of(KPI_OF[measure], of_line, whole), of_line, language, place)
    frame = _behind(line, _TABLES[measure], rows, selected, vintage)
    parts = ((language.text("Itemised rows"), _TABLES[measure], frame),)
    return Ground(f"{place}: {language.text(ITEMISED_NAMES[measure])}", "", parts)


def _of_figure(line: str, rows: Selected, selected: Selected, vintage: Vintage) -> Selected | None:
    """Return the rows whose figure of the strip a line shows, None where a line counts rows alone."""
    if line == TOTAL:
        return selected
    if line == ITEMISED or vintage is not Vintage.DISTRICTS_2024:
        return None
    return selected_of(rows.prepared, of_district(rows.selection, line))


def _place_words(line: str, selected: Selected, vintage: Vintage, language: Language) -> str:
    if line in {TOTAL, ITEMISED}:
        return language.text("Total") if selected.selection.is_empty else language.text("Selected")
    facts = units_of(vintage).get(line)
    return facts.name if facts else language.text(LINE_NAMES[line])


def _behind(line: str, table: str, rows: Selected, selected: Selected, vintage: Vintage) -> pd.DataFrame:
    """Return the rows that a number of the table counts."""
    if line in {TOTAL, ITEMISED}:
        return selected.frame(table)
    if table == "proposals":
        return in_line(rows, line, vintage)
    return rows.frame(table)[rows.units(table, vintage).fillna(UNPLACED).eq(line)]


def _published_ground(line: str, place: str, rows: Selected, spec: MapMeasure, language: Language) -> Ground:
    """Return the published figures behind a value of the map, of all lines for the total."""
    shown = measure_values(spec, rows, selected_of(rows.prepared, Selection()))
    figures, is_total = shown.figures, line == TOTAL
    ids = tuple(id_ for ids in figures.values() for id_ in ids) if is_total else figures.get(line, ())
    frame = rows_with_ids(rows.record, "published_figures", ids)
    title = f"{place}: {language.text(MAP_MEASURE_NAMES[spec.measure])}"
    stated = shown.total if is_total else shown.absolute.get(line)
    return Ground(title, "", ((language.text("Published figures"), "published_figures", frame),), stated)
