"""From a selection to what the map shows: areas in classes, marks in layers, a legend that counts everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.colours import MISSING, SECTOR_STYLES, ZERO, Theme, class_colours
from analytics.labels import label, label_of
from analytics.language import Language, mark
from analytics.measures import COLUMNS, PUBLISHED, Measure, MeasureValues
from analytics.selected import Selected
from analytics.selection import DISTRICT_CODES
from analytics.words import MEASURES, Row, district_name, joined, records
from geodata import layers as ml
from geodata.vocabulary import FacilityKind, LocationQuality, OcopStatus, Sector, Stage

STYLES = tuple(SECTOR_STYLES.values())
_STYLE_INDEX = {sector.value: n for n, sector in enumerate(SECTOR_STYLES)}


class MapLayer(StrEnum):
    """What can be drawn as marks; `CONTEXT` is villages, clusters, growers and the like."""

    FACILITY = "facility"
    PROPOSAL = "proposal"
    OCOP = "ocop"
    CONTEXT = "context"


LAYER_LABELS: dict[MapLayer, str] = {
    MapLayer.FACILITY: mark("facilities"),
    MapLayer.PROPOSAL: mark("proposals"),
    MapLayer.OCOP: mark("products with OCOP stars"),
    MapLayer.CONTEXT: mark("villages, clusters, growers"),
}


@dataclass(frozen=True, eq=False)
class MapView:
    """How the map is to be shown: which layers, in which theme and language."""

    layers: tuple[MapLayer, ...]
    theme: Theme
    language: Language


def map_state(selected: Selected, measure: MeasureValues, view: MapView) -> ml.MapState:
    """Return the state of the map: every row of the chosen layers is a mark or is counted in the legend's notes."""
    drawn = {layer: _rows(selected, layer) for layer in view.layers}
    return ml.MapState(
        areas={code: _area(code, measure, view) for code in DISTRICT_CODES},
        selected=tuple(code for code in selected.selection.districts if code in DISTRICT_CODES),
        styles=STYLES,
        layers=tuple(_layer(layer, frame, view) for layer, frame in drawn.items()),
        legend=_legend(measure, drawn, view),
    )


def written(measure: Measure, value: float | None, language: Language) -> str:
    """Return the value of a measure in words: money for support, a count else, "no data" when it is missing."""
    if value is None or pd.isna(value):
        return language.text("no data")
    return language.money(value) if measure is Measure.SUPPORT else language.number(value)


def _area(code: str, measure: MeasureValues, view: MapView) -> ml.Area:
    name = view.language.text(MEASURES[measure.measure])
    line = f"{name}: {written(measure.measure, measure.by_code[code], view.language)}"
    group = measure.class_of(code)
    return ml.Area(fill=_fill(group, measure, view), missing=group is None, lines=(line,))


def _fill(group: int | None, measure: MeasureValues, view: MapView) -> str:
    if group is None:
        return MISSING[view.theme]
    return ZERO[view.theme] if group < 0 else class_colours(len(measure.classes), view.theme)[group]


def _rows(selected: Selected, layer: MapLayer) -> pd.DataFrame:
    """Return id, name, detail columns and place of the rows of a layer."""
    if layer is MapLayer.PROPOSAL:
        columns = ["proposal_id", "title", "sector", "stage", "year_from", "year_to"]
        places = selected.beneficiaries[["proposal_id", "district_code", "location_quality", "lon", "lat"]]
        return places.merge(selected.proposals[columns], on="proposal_id").rename(
            columns={"proposal_id": "id", "title": "name"}
        )
    if layer is MapLayer.OCOP:
        return selected.ocop_products.rename(columns={"product_id": "id"})
    frame = selected.facilities if layer is MapLayer.FACILITY else selected.context
    return frame.rename(columns={"facility_id": "id"})


def _layer(layer: MapLayer, frame: pd.DataFrame, view: MapView) -> ml.Layer:
    placed = frame.dropna(subset=["lon", "lat"])
    marks = tuple(_mark(layer, row, view.language) for row in records(placed))
    return ml.Layer(layer.value, view.language.text(LAYER_LABELS[layer]), marks)


def _mark(layer: MapLayer, row: Row, language: Language) -> ml.Mark:
    return ml.Mark(
        id=str(row["id"]),
        lat=round(float(row["lat"]), 5),
        lon=round(float(row["lon"]), 5),
        style=_STYLE_INDEX[str(row["sector"])],
        quality=str(row["location_quality"]),
        name=str(row["name"]),
        lines=(_detail(layer, row, language), label_of(LocationQuality, row["location_quality"], language)),
    )


def _detail(layer: MapLayer, row: Row, language: Language) -> str:
    sector = label_of(Sector, row["sector"], language)
    district = district_name(row["district_code"], language)
    if layer is MapLayer.PROPOSAL:
        return joined([label_of(Stage, row["stage"], language), sector, district])
    if layer is MapLayer.OCOP:
        return joined([stars_text(row["stars"], row["status"], language), row["producer"], district])
    return joined([label_of(FacilityKind, row["kind"], language), sector, district])


def stars_text(stars: Any, status: object, language: Language) -> str:
    """Return "4 ★", with the status where the product is not recognised by decision."""
    text = "" if pd.isna(stars) else f"{int(stars)} ★"
    return text if text and status == OcopStatus.RECOGNISED else joined([text, label_of(OcopStatus, status, language)])


def _legend(measure: MeasureValues, drawn: dict[MapLayer, pd.DataFrame], view: MapView) -> ml.Legend:
    sections = [_layer_section(drawn, view), _sector_section(drawn, view), _quality_section(drawn, view)]
    return ml.Legend(
        title=view.language.text(MEASURES[measure.measure]),
        classes=tuple(_class_rows(measure, view)),
        sections=tuple(section for section in sections if section.items),
        notes=tuple(_notes(measure, drawn, view.language)),
    )


def _class_rows(measure: MeasureValues, view: MapView) -> Iterable[ml.LegendClass]:
    groups = [measure.class_of(code) for code in DISTRICT_CODES]
    colours = class_colours(len(measure.classes), view.theme)
    for n, (low, high) in enumerate(measure.classes.bounds()):
        text = class_label(measure.measure, low, high, measure.classes.edges[-1], view.language)
        yield ml.LegendClass(colours[n], text, str(groups.count(n)))
    yield ml.LegendClass(ZERO[view.theme], view.language.text("zero"), str(groups.count(-1)))
    yield ml.LegendClass(MISSING[view.theme], view.language.text("no data"), str(groups.count(None)), missing=True)


def class_label(measure: Measure, low: float, high: float, top: float, language: Language) -> str:
    """Return the bounds of a class [low, high) among classes up to `top`: whole numbers from the first to the last it holds."""
    if measure is Measure.SUPPORT and high < top:
        return f"{written(measure, low, language)} – < {written(measure, high, language)}"
    last = high - 1
    first_text = written(measure, low, language)
    return first_text if last <= low else f"{first_text} – {written(measure, last, language)}"


def _layer_section(drawn: dict[MapLayer, pd.DataFrame], view: MapView) -> ml.LegendSection:
    """Count every row of every layer, on the map or not: the same counts as in the figures and the table."""
    plain = ml.MarkStyle(0, "#6b7480")
    items = tuple(
        ml.LegendItem(view.language.text(LAYER_LABELS[layer]), str(_n_rows(frame)), plain, plate=layer.value)
        for layer, frame in drawn.items()
    )
    return ml.LegendSection(view.language.text("Marks"), items)


def _n_rows(frame: pd.DataFrame) -> int:
    """Count records: a proposal with several beneficiaries has several marks and counts once."""
    return int(frame["id"].nunique())


def _sector_section(drawn: dict[MapLayer, pd.DataFrame], view: MapView) -> ml.LegendSection:
    sectors = pd.concat([frame["sector"] for frame in drawn.values()]) if drawn else pd.Series(dtype="string")
    present = set(sectors)
    items = tuple(
        ml.LegendItem(label(sector, view.language), style=style)
        for sector, style in SECTOR_STYLES.items()
        if sector.value in present
    )
    return ml.LegendSection(view.language.text("Sector"), items)


def _quality_section(drawn: dict[MapLayer, pd.DataFrame], view: MapView) -> ml.LegendSection:
    qualities = (
        pd.concat([frame["location_quality"] for frame in drawn.values()]) if drawn else pd.Series(dtype="string")
    )
    present = set(qualities) - {LocationQuality.UNKNOWN.value}
    neutral = ml.MarkStyle(0, "#6b7480")
    items = tuple(
        ml.LegendItem(label(quality, view.language), style=neutral, quality=quality)
        for quality in LocationQuality
        if quality.value in present
    )
    return ml.LegendSection(view.language.text("Location"), items)


def _notes(measure: MeasureValues, drawn: dict[MapLayer, pd.DataFrame], language: Language) -> Iterable[str]:
    if measure.measure in COLUMNS and measure.elsewhere:
        value = written(measure.measure, measure.elsewhere, language)
        yield language.text("In no single district: {value}", value=value)
    if measure.measure in PUBLISHED:
        yield language.text("As published; does not follow the filters.")
    for layer, frame in drawn.items():
        missing = int(frame["lat"].isna().sum())
        if missing:
            what = language.text(LAYER_LABELS[layer])
            yield language.text("Not on the map: {n} {what}", n=language.number(missing), what=what)
