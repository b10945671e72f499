"""Slides of places: the map, the districts side by side, a brief of each district."""

from dataclasses import replace
from functools import partial
from math import inf

import pandas as pd

from analytics.briefing.story.parts import part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Figure, KpiBlock, Later, MapBlock, TableBlock
from analytics.briefing.story.unit_tables import districts_table, units_by_measure
from analytics.evidence.rows import evidence
from analytics.figures.chart import NamedRows
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.findings.coverage import spoken_of
from analytics.findings.groups import district_shares, unit_names
from analytics.findings.headlines import count_finding, count_headline, money_headline, overview_headline
from analytics.findings.map_headlines import MappedMeasure, map_headline, placed_headline
from analytics.findings.said import StatedText, side_by_side
from analytics.findings.wording import Spoken, about_part, published_claim_text, total_years
from analytics.maps.areas import measure_title
from analytics.maps.marks import MapView
from analytics.maps.measures import PUBLISHED, Measure, MeasureValues, Scale, measure_values
from analytics.maps.numbers import value_in_words
from analytics.maps.state import map_state, named_units
from analytics.maps.words import MAP_MEASURE_NAMES, SCALE_NAMES
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import kpi_words
from analytics.prepared.vintages import Vintage, is_commune_level, units_of
from analytics.selection.place_words import LINE_NAMES, district_name, joined
from analytics.selection.selected import Selected
from analytics.selection.shared import shared_note, shared_total_note
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.selection.words import selection_words, titled
from analytics.wording.claims import Claim, Coverage, GroupShare
from analytics.wording.language import Language


def place_name(code: object, language: Language) -> str:
    """Return the short name of a district, or the words of a line that is none."""
    return unit_names(Vintage.DISTRICTS_2024).get(str(code)) or district_name(code, language)


def kpi_block(scene: Scene, selected: Selected, id_: str) -> KpiBlock:
    """Return the six figures of some rows in words."""
    language = scene.language
    figures = []
    for kpi, figure in scene.kpis_of(selected).items():
        said = kpi_words(figure, selected, language)
        basis, beside = (one.replace("\u2060", "") for one in (said.basis, joined([said.beside, said.also])))
        claim = figure.large
        value = claim.value if isinstance(claim, Claim) else None
        figures.append(Figure(kpi.value, said.label, said.number, said.unit, basis, beside, value))
    return KpiBlock(id_, tuple(figures))


def rows_of_selection(selected: Selected, language: Language) -> tuple[NamedRows, ...]:
    """Return all rows that a selection counts."""
    headings = {
        "facilities": language.text("Facilities"),
        "proposals": language.text("Proposals"),
        "ocop_products": language.text("OCOP products"),
        "typical_products": language.text("Typical products"),
        "export_flows": language.text("Exports"),
    }
    return tuple(part_of(selected, name, heading) for name, heading in headings.items() if selected.count(name))


def overview_slide(scene: Scene) -> SlideDraft:
    """Return the six figures of the selection, each beside the whole and what is published."""
    language = scene.language
    title = language.text("The figures at a glance")
    undated = sum(scene.selected.undated.values()) if scene.selection.years else 0
    left_out = language.count(
        "{n} row is left out: no source dates it.", "{n} rows are left out: no source dates them.", undated
    )
    return SlideDraft(
        id="overview",
        title=title,
        subtitle=titled(title, scene.selection, language),
        headline=overview_headline(scene.kpis, scene.selected, language),
        blocks=Later(lambda: [kpi_block(scene, scene.selected, "overview")]),
        parts=Later(lambda: rows_of_selection(scene.selected, language)),
        notes=(
            language.text("Published totals stand beside the rows and are never added to them."),
            *((left_out,) if undated else ()),
        ),
        n=scene.selected.count("facilities"),
        n_of=language.text("facilities"),
    )


def map_slide(scene: Scene) -> SlideDraft:
    """Return the map: the units by the measure, the rows of the selection as marks."""
    language, spec = scene.language, scene.spec
    measure = measure_values(spec, scene.compared(), scene.whole)
    title = measure_title(spec, language)
    subtitle = titled(title, scene.compared().selection, language)

    def write(value: float) -> str:
        return value_in_words(spec.measure, value, language, spec.scale)

    mapped = MappedMeasure(
        title=joined([_itemised_name(spec.measure, language), _scale_words(measure, language)], " "),
        name=_counted_name(spec.measure, language),
        total=measure.total or 0.0,
        elsewhere=measure.elsewhere or 0.0,
        is_told=_is_told(spec.measure),
        beside=_published_beside(measure, language),
    )
    has_rows = bool(rows_of_selection(scene.selected, language))
    headline = map_headline(map_shares(scene, measure), mapped, write, spoken_of_map(scene, measure))

    def draw() -> list[MapBlock]:
        state = map_state(scene.selected, measure, MapView(scene.layers, "light", language))
        table = units_by_measure(scene, measure, subtitle)
        has_room = not is_commune_level(spec.vintage)
        values = {str(code): write(value) for code, value in measure.by_code.dropna().items()} if has_room else {}
        return [MapBlock("map", subtitle, state, f"{subtitle}. {headline}", table, values)]

    blocks = Later(draw)
    return SlideDraft(
        id="map",
        title=language.text("Map"),
        subtitle=subtitle,
        headline=headline,
        blocks=blocks,
        parts=Later(lambda: rows_of_selection(scene.selected, language)),
        notes=Later(lambda: blocks[0].state.legend.notes),
        n=scene.selected.count("facilities"),
        n_of=language.text("facilities"),
        reason="" if measure.by_code.notna().any() or has_rows else language.text("No row fits these choices."),
    )


_COUNTED_BY = {Measure.FACILITIES: KpiId.FACILITIES, Measure.PROPOSALS: KpiId.PROPOSALS, Measure.OCOP: KpiId.OCOP}
"""The figure that counts what a measure of the map counts."""


def spoken_of_map(scene: Scene, measure: MeasureValues) -> Spoken:
    """Return what the headline of the map speaks of: a published measure is all there is, of typical products no source counts all."""
    rows, kind = scene.compared(), measure.spec.measure
    if kind is Measure.SUPPORT:
        return spoken_of(KpiId.SUPPORT, rows, scene.language)
    if kind in _COUNTED_BY:
        return spoken_of(_COUNTED_BY[kind], rows, scene.language)
    n = round(measure.total or 0.0)
    coverage = Coverage(n, n, is_of_a_part=kind is Measure.TYPICAL)
    return Spoken(coverage, scene.language.number, scene.language)


def map_shares(scene: Scene, measure: MeasureValues) -> list[GroupShare]:
    """Return the units with their values, and what each could have if all that lies in none of them were its own, or all that is published of it itemised."""
    names = unit_names(measure.spec.vintage)
    chosen = named_units(scene.selection, measure.spec.vintage)
    return [
        GroupShare(names[str(code)], _number(value), is_chosen=code in chosen, most=_most(str(code), measure))
        for code, value in measure.by_code.items()
    ]


def _most(code: str, measure: MeasureValues) -> float:
    """Return the most that a unit could have; by facility it is not known while anything more may be its own."""
    spec, own = measure.spec, _number(measure.absolute[code]) or 0.0
    published_most = measure.beside.most(code) if measure.beside else 0.0
    loose = (measure.elsewhere or 0.0) + measure.apart_vnd.get(code, 0.0)
    counted = max(own + loose, published_most)
    if counted == own:
        return _number(measure.by_code[code]) or 0.0
    if spec.scale is Scale.PER_AREA:
        return counted / (units_of(spec.vintage)[code].area_km2 / 100)
    if spec.scale is Scale.SHARE:
        return counted / (measure.total or 1.0)
    return inf if spec.scale is Scale.PER_FACILITY else counted


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


def _itemised_name(measure: Measure, language: Language) -> str:
    """Return the name of a measure that says that it counts what is itemised, where its own name does not."""
    name = _counted_name(measure, language)
    return name if _is_told(measure) else language.text("{what} itemised", what=name)


def _counted_name(measure: Measure, language: Language) -> str:
    """Return the name of what a measure counts, without saying that it is itemised, where a headline says so itself."""
    return language.text("OCOP products") if measure is Measure.OCOP else language.text(MAP_MEASURE_NAMES[measure])


def _published_beside(measure: MeasureValues, language: Language) -> dict[str, StatedText]:
    """Return what is published of the districts beside what the map counts in them."""
    if measure.spec.scale is not Scale.ABSOLUTE or measure.beside is None:
        return {}
    names = unit_names(measure.spec.vintage)
    return {
        names[code]: side_by_side(
            [published_claim_text(KpiId.OCOP, one, language), side_by_side(["(", total_years(one), ")"], "")], " "
        )
        for code, one in measure.beside.published.items()
    }


def _is_told(measure: Measure) -> bool:
    """Tell whether the name of a measure says itself what is counted."""
    return measure is Measure.SUPPORT or measure in PUBLISHED


def _scale_words(measure: MeasureValues, language: Language) -> str:
    return "" if measure.spec.scale is Scale.ABSOLUTE else language.text(SCALE_NAMES[measure.spec.scale])


def districts_slide(scene: Scene) -> SlideDraft:
    """Return the ten districts side by side, for the selection without its places; those chosen are marked."""
    language, beside = scene.language, scene.unfiltered_by("districts", "units")
    lines, sums = unit_table(beside), unit_sums(beside)
    is_known, n_shared = 2 * _count(sums["n_amounts"]) >= _count(sums["proposals"]) > 0, _count(sums["n_shared"])
    title = language.text("Districts side by side")
    subtitle = titled(title, beside.selection, language)
    return SlideDraft(
        id="districts",
        title=title,
        subtitle=subtitle,
        headline=_districts_headline(scene, is_known=is_known),
        blocks=Later(lambda: [districts_table(scene, lines, sums, subtitle, is_known=is_known)]),
        parts=Later(lambda: rows_of_selection(beside, language)),
        notes=(
            language.text("Units as they were until 31 December 2024; what is not placed has its own line."),
            *shared_total_note(n_shared, language),
        ),
        n=beside.count("facilities"),
        n_of=language.text("facilities"),
        reason="" if sums.notna().any() else language.text("No row fits these choices."),
    )


def _count(value: object) -> int:
    return int(_number(value) or 0)


def _districts_headline(scene: Scene, *, is_known: bool) -> StatedText:
    """Speak of the itemised support where most proposals state it, else of the number of proposals, else of facilities."""
    language, beside = scene.language, scene.unfiltered_by("districts", "units")

    def shares(column: str) -> list[GroupShare]:
        return district_shares(beside, scene.selection, column)

    if is_known:
        spoken = spoken_of(KpiId.SUPPORT, beside, language)
        return about_part(language.text("Among the districts"), money_headline(shares("support_vnd"), spoken))
    column, kpi, what = "facilities", KpiId.FACILITIES, language.text("Facilities by district")
    if beside.count("proposals"):
        column, kpi, what = "proposals", KpiId.PROPOSALS, language.text("Proposals by district")
    counts, spoken = shares(column), spoken_of(kpi, beside, language)
    if not spoken.coverage.n:
        return count_headline(counts, what, spoken)
    lines = unit_table(beside)[column].dropna()
    elsewhere = _number(lines.reindex(list(LINE_NAMES)).sum()) or 0.0
    n_units = len(lines.drop(list(LINE_NAMES), errors="ignore"))
    return count_finding(counts, what, spoken) or placed_headline(what, n_units, elsewhere, spoken)


def district_slide(scene: Scene, code: str) -> SlideDraft:
    """Return the brief of one district: its six figures and proposals; for paper its OCOP products and facilities too."""
    language = scene.language
    selected = scene.rows(replace(scene.selection, districts=(code,), units=()))
    name = units_of(Vintage.DISTRICTS_2024)[code].name
    rest = selection_words(replace(scene.selection, districts=(), units=()), language)
    tables = [
        partial(evidence_block, scene, table, selected, f"district_{code}_{name}")
        for table, name in (("proposals", "proposals"), ("ocop_products", "ocop"), ("facilities", "facilities"))
        if selected.count(table)
    ]
    n_shared = _count(unit_sums(selected)["n_shared"])
    return SlideDraft(
        id=f"district_{code}",
        title=name,
        subtitle=joined([name, rest]),
        headline=about_part(name, overview_headline(scene.kpis_of(selected), selected, language)),
        blocks=Later(lambda: (kpi_block(scene, selected, f"district_{code}"), *(make() for make in tables[:1]))),
        parts=Later(lambda: rows_of_selection(selected, language)),
        notes=(shared_note(n_shared, language),) if n_shared else (),
        n=selected.count("facilities"),
        n_of=language.text("facilities"),
        make_more=lambda: tuple(make() for make in tables[1:]),
    )


_KEPT = {
    "proposals": {"title": 4.2, "period": 1.15, "programme": 1.4, "stage": 1.4, "support_vnd": 1.5},
    "ocop_products": {"name": 3.0, "producer": 3.0, "stars": 0.8, "recognised_year": 0.8},
    "facilities": {"name": 3.6, "kind": 1.4, "sector": 1.6, "place": 2.4},
}


def evidence_block(scene: Scene, table: str, selected: Selected, id_: str) -> TableBlock:
    """Return rows of the record as a table, the newest proposal first: the columns that fit a slide, as the screens word them."""
    language, rows = scene.language, selected.frame(table)
    if table == "proposals":
        rows = rows.sort_values(["year_to", "proposal_id"], ascending=[False, True], na_position="last")
    shown = evidence(scene.record, table, rows, language)
    widths = _KEPT[table]
    kept = [column for column in shown.columns if column.id in widths]
    columns = tuple(
        FigureColumn(
            column.heading,
            column.is_number,
            widths[column.id],
            language.text("VND") if column.id == "support_vnd" else "",
        )
        for column in kept
    )
    cells = tuple(
        tuple(_evidence_cell(row[column.id], is_number=column.is_number) for column in kept) for row in shown.rows
    )
    titles = {
        "proposals": language.text("Proposals"),
        "ocop_products": language.text("OCOP products"),
        "facilities": language.text("Facilities"),
    }
    return TableBlock(id_, titles[table], Table(columns, cells))


def _evidence_cell(cell: dict[str, object], *, is_number: bool) -> Cell:
    value = cell["v"]
    text = str(cell["t"]) or ("—" if is_number else "")
    return Cell(text, float(value) if isinstance(value, int | float) else None)
