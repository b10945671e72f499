"""Marks of the map: the rows of a selection in layers, by sector (shape and colour) and by how well they are placed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.maps.mark_cells import Window, grid_of
from analytics.prepared.caching import cached
from analytics.selection.drawn_rows import Drawn, DrawnRows, MapLayer
from analytics.selection.place_words import Row, district_name, joined, records, stars_text
from analytics.wording.colours import SECTOR_STYLES, Theme
from analytics.wording.labels import label, label_of
from analytics.wording.language import Language, mark
from geodata import layers as ml
from geodata.schema.vocabulary import FacilityKind, LocationQuality, Sector, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["STYLES", "MapLayer", "MapView", "mark_layer", "mark_notes", "mark_sections"]

MOST_MARKS = 400
"""Rows of a layer that are drawn one by one; cells of a layer when nobody looks closer."""
MOST_CELLS_INSIDE, MOST_CELLS_OUTSIDE = 800, 200
STYLES = tuple(SECTOR_STYLES.values())
_STYLE_INDEX = {sector.value: n for n, sector in enumerate(SECTOR_STYLES)}


LAYER_LABELS: dict[MapLayer, str] = {
    MapLayer.FACILITY: mark("facilities"),
    MapLayer.PROPOSAL: mark("proposals"),
    MapLayer.OCOP: mark("products with OCOP stars"),
    MapLayer.CONTEXT: mark("villages, clusters, growers"),
}


@dataclass(frozen=True, eq=False)
class MapView:
    """How the map is to be shown: which layers, in which theme and language, and what part of it a visit looks at."""

    layers: tuple[MapLayer, ...]
    theme: Theme
    language: Language
    window: Window | None = None


def mark_layer(drawn: DrawnRows, view: MapView) -> ml.Layer:
    """Return a layer in which each placed row is a mark, or one of many rows that a mark stands for.

    Rows are drawn one by one while they are few. Else those in the window of the view are, or are gathered in cells fine
    enough for it, and the rest of the province is gathered in coarse cells, so that the sum is always the same.
    """
    if view.window is not None:
        return _mark_layer(drawn, view)
    return _whole_layer(drawn, view.language)


@cached()
def _whole_layer(drawn: DrawnRows, language: Language) -> ml.Layer:
    """Return a layer of the whole province, which is the same in both themes."""
    return _mark_layer(drawn, MapView((drawn.layer,), "light", language))


def _mark_layer(drawn: DrawnRows, view: MapView) -> ml.Layer:
    lat, lon = drawn.lat, drawn.lon
    is_placed = ~np.isnan(lat)
    parts = [(np.flatnonzero(is_placed), MOST_MARKS)]
    if len(parts[0][0]) > MOST_MARKS and view.window is not None:
        is_inside = view.window.holds(lat, lon)
        parts = [
            (np.flatnonzero(is_placed & is_inside), MOST_CELLS_INSIDE),
            (np.flatnonzero(is_placed & ~is_inside), MOST_CELLS_OUTSIDE),
        ]
    singles: list[NDArray[np.int64]] = []
    cells: list[ml.Cells] = []
    for places, most in parts:
        alone, gathered = _gathered(places, lat[places], lon[places], most)
        singles.append(alone)
        cells += gathered
    rows = records(drawn.details(np.sort(np.concatenate(singles))))
    marks = tuple(_mark(drawn.layer, row, view.language) for row in rows)
    return ml.Layer(drawn.layer.value, view.language.text(LAYER_LABELS[drawn.layer]), marks, tuple(cells))


def _gathered(
    places: "NDArray[np.int64]", lat: "NDArray[np.float64]", lon: "NDArray[np.float64]", most: int
) -> "tuple[NDArray[np.int64], list[ml.Cells]]":
    """Return the rows to draw one by one, and the cells of the others."""
    if len(places) <= MOST_MARKS:
        return places, []
    grid = grid_of(lat, lon, most)
    counts = grid.counts
    is_alone = counts[grid.cell] == 1
    means = np.column_stack([grid.means(lat).round(5), grid.means(lon).round(5)])
    marks = tuple((y, x, n) for (y, x), n in zip(means.tolist(), counts.tolist(), strict=True) if n > 1)
    return places[is_alone], [ml.Cells(grid.step, marks)] if marks else []


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
        shared = language.text("proposal of several districts") if row["is_shared"] else ""
        return joined([label_of(Stage, row["stage"], language), sector, district, shared])
    if layer is MapLayer.OCOP:
        return joined([stars_text(row["stars"], row["status"], language), row["producer"], district])
    return joined([label_of(FacilityKind, row["kind"], language), sector, district])


def mark_sections(drawn: Drawn, view: MapView) -> tuple[ml.LegendSection, ...]:
    """Return the legend of the marks: layers with their counts, sectors, qualities of location."""
    sections = (_layer_section(drawn, view), _sector_section(drawn, view), _quality_section(drawn, view))
    return tuple(section for section in sections if section.items)


def mark_notes(drawn: Drawn, language: Language) -> Iterable[str]:
    """Say of each layer how many rows no source places."""
    for layer, rows in drawn.items():
        if rows.n_missing:
            what = language.text(LAYER_LABELS[layer])
            yield language.text("Not on the map: {n} {what}", n=language.number(rows.n_missing), what=what)
        if layer is MapLayer.PROPOSAL and int(np.count_nonzero(~np.isnan(rows.lat))) > rows.n_records - rows.n_missing:
            yield language.text("A proposal of several beneficiaries stands at each of them.")


def _layer_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
    """Count every row of every layer, on the map or not: the same counts as in the figures and the table."""
    plain = ml.MarkStyle(0, "#6b7480")
    items = tuple(
        ml.LegendItem(view.language.text(LAYER_LABELS[layer]), str(frame.n_records), plain, plate=layer.value)
        for layer, frame in drawn.items()
    )
    return ml.LegendSection(view.language.text("Marks"), items)


def _sector_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
    present = {sector for frame in drawn.values() for sector in frame.sectors}
    items = tuple(
        ml.LegendItem(label(sector, view.language), style=style)
        for sector, style in SECTOR_STYLES.items()
        if sector.value in present
    )
    return ml.LegendSection(view.language.text("Sector"), items)


def _quality_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
    present = {quality for frame in drawn.values() for quality in frame.qualities} - {LocationQuality.UNKNOWN.value}
    neutral = ml.MarkStyle(0, "#6b7480")
    items = tuple(
        ml.LegendItem(label(quality, view.language), style=neutral, quality=quality)
        for quality in LocationQuality
        if quality.value in present
    )
    return ml.LegendSection(view.language.text("Location"), items)
