"""Marks of the map: the rows of a selection in layers, by sector (shape and colour) and by how well they are placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.colours import SECTOR_STYLES, Theme
from analytics.labels import label, label_of
from analytics.language import Language, mark
from analytics.selected import Selected
from analytics.words import Row, district_name, joined, records
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

Drawn = Mapping[MapLayer, pd.DataFrame]
"""The rows of each layer that is drawn: id, name, sector, place, and what their tooltips say."""


@dataclass(frozen=True, eq=False)
class MapView:
    """How the map is to be shown: which layers, in which theme and language."""

    layers: tuple[MapLayer, ...]
    theme: Theme
    language: Language


def layer_rows(selected: Selected, layer: MapLayer) -> pd.DataFrame:
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


def mark_layer(layer: MapLayer, frame: pd.DataFrame, view: MapView) -> ml.Layer:
    """Return a layer with a mark for each row that is placed."""
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


def mark_sections(drawn: Drawn, view: MapView) -> tuple[ml.LegendSection, ...]:
    """Return the legend of the marks: layers with their counts, sectors, qualities of location."""
    sections = (_layer_section(drawn, view), _sector_section(drawn, view), _quality_section(drawn, view))
    return tuple(section for section in sections if section.items)


def mark_notes(drawn: Drawn, language: Language) -> Iterable[str]:
    """Say of each layer how many rows no source places."""
    for layer, frame in drawn.items():
        is_placed = frame["lat"].notna()
        missing = len(set(frame["id"]) - set(frame.loc[is_placed, "id"]))
        if missing:
            what = language.text(LAYER_LABELS[layer])
            yield language.text("Not on the map: {n} {what}", n=language.number(missing), what=what)


def _layer_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
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


def _sector_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
    sectors = pd.concat([frame["sector"] for frame in drawn.values()]) if drawn else pd.Series(dtype="string")
    present = set(sectors)
    items = tuple(
        ml.LegendItem(label(sector, view.language), style=style)
        for sector, style in SECTOR_STYLES.items()
        if sector.value in present
    )
    return ml.LegendSection(view.language.text("Sector"), items)


def _quality_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
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
