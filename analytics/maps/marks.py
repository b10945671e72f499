"""Marks of the map: the rows of a selection in layers, by sector (shape and colour) and by how well they are placed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.maps.mark_cells import Window, grid_of
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.drawn_rows import QUALITIES, Drawn, DrawnRows, MapLayer, placed_rows
from analytics.selection.place_words import Row, district_name, joined, records, stars_text
from analytics.wording.colours import SECTOR_STYLES, Theme
from analytics.wording.labels import label, label_of
from analytics.wording.language import Language, mark
from geodata import layers as ml
from geodata.schema.vocabulary import FacilityKind, LocationQuality, Sector, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["STYLES", "MapLayer", "MapView", "mark_layer", "mark_notes", "mark_sections", "pins_of"]

MOST_MARKS = 400
"""Rows of a layer that are drawn one by one; cells of a layer when nobody looks closer."""
MOST_CELLS = 600
"""Cells of a layer in the window of a view; those that lie on a border of communes are more than one mark."""
COMMUNE_DEG = 0.05
"""How far apart the rows of a commune may lie."""
NEVER_FINER = 0.0
"""The step of marks that no closer look takes apart."""
STYLES = tuple(SECTOR_STYLES.values())
_STYLE_INDEX = {sector.value: n for n, sector in enumerate(SECTOR_STYLES)}


LAYER_LABELS: dict[MapLayer, str] = {
    MapLayer.FACILITY: mark("facilities"),
    MapLayer.PROPOSAL: mark("proposals"),
    MapLayer.OCOP: mark("OCOP products itemised"),
    MapLayer.CONTEXT: mark("villages, clusters, growers"),
}


@dataclass(frozen=True)
class MapView:
    """How the map is to be shown: which layers, in which theme and language, what part of it a visit looks at, with its years or not."""

    layers: tuple[MapLayer, ...]
    theme: Theme
    language: Language
    window: Window | None = None
    has_years: bool = False


def mark_layer(drawn: DrawnRows, view: MapView) -> ml.Layer:
    """Return a layer in which each placed row is a mark, or one of many rows that a mark stands for.

    Rows are drawn one by one while they are few. Else those in the window of the view are, or are gathered in cells fine
    enough for it, and the rest of the province is gathered by commune, so that the sum is always the same. No mark stands for rows of
    two units. Rows whose place is not exact are gathered by the unit that is known: a closer look could not tell them apart.
    """
    if view.window is not None:
        return _mark_layer(drawn, view)
    return _whole_layer(drawn, view.language)


@cached()
def _whole_layer(drawn: DrawnRows, language: Language) -> ml.Layer:
    """Return a layer of the whole province, which is the same in both themes."""
    return _mark_layer(drawn, MapView((drawn.layer,), "light", language))


def _mark_layer(drawn: DrawnRows, view: MapView) -> ml.Layer:
    points = _points(drawn)
    singles: list[NDArray[np.int64]] = []
    cells: list[ml.Cells] = []
    for part in _parts(points, view.window):
        alone, gathered = _gathered(points, part)
        singles.append(alone)
        cells += gathered
    alone = np.sort(np.concatenate(singles)) if singles else np.empty(0, dtype=np.int64)
    rows = records(drawn.details(alone))
    units = [points.names[number] for number in points.unit[alone].tolist()]
    marks = tuple(_mark(drawn.layer, row, unit, view.language) for row, unit in zip(rows, units, strict=True))
    return ml.Layer(drawn.layer.value, view.language.text(LAYER_LABELS[drawn.layer]), marks, tuple(cells))


@dataclass(frozen=True, eq=False)
class _Points:
    """Where the rows of a layer lie: NaN for those that are not placed, the number of their unit, their quality."""

    lat: "NDArray[np.float64]"
    lon: "NDArray[np.float64]"
    unit: "NDArray[np.int64]"
    names: tuple[str, ...]
    quality: "NDArray[np.int32]"


@dataclass(frozen=True, eq=False)
class _Part:
    """Rows that are drawn in one way: one by one (`step` 0), or gathered in cells, each inside a unit."""

    places: "NDArray[np.int64]"
    step: float = 0.0
    quality: str = ""
    cell: "NDArray[np.int64] | None" = None


def _points(drawn: DrawnRows) -> _Points:
    districts, communes = drawn.units(Vintage.DISTRICTS_2024), drawn.units(Vintage.COMMUNES_2020)
    facts = units_of(Vintage.COMMUNES_2020)
    names = (
        *districts.known,
        *(f"{facts[code].district_code}.{code}" for code in communes.known),
        "",
    )
    n_districts = len(districts.known)
    by_district = np.where(districts.codes >= 0, districts.codes, len(names) - 1)
    unit = np.where(communes.codes >= 0, communes.codes + n_districts, by_district).astype(np.int64)
    return _Points(drawn.lat, drawn.lon, unit, names, drawn.quality)


def _parts(points: _Points, window: Window | None) -> Iterator[_Part]:
    placed = np.flatnonzero(~np.isnan(points.lat))
    if len(placed) <= MOST_MARKS:
        yield _Part(placed)
        return
    is_exact = points.quality[placed] == QUALITIES.index(LocationQuality.EXACT)
    for number, quality in enumerate(QUALITIES):
        vague = placed[~is_exact & (points.quality[placed] == number)]
        if len(vague):
            yield _Part(vague, NEVER_FINER, quality, np.zeros(len(vague), dtype=np.int64))
    exact = placed[is_exact]
    is_inside = (
        np.zeros(len(exact), dtype=bool) if window is None else window.holds(points.lat[exact], points.lon[exact])
    )
    inside, outside = exact[is_inside], exact[~is_inside]
    if len(outside):
        yield _Part(outside, COMMUNE_DEG, LocationQuality.EXACT.value, np.zeros(len(outside), dtype=np.int64))
    if 0 < len(inside) <= MOST_MARKS:
        yield _Part(inside)
    elif len(inside):
        grid = grid_of(points.lat[inside], points.lon[inside], MOST_CELLS)
        yield _Part(inside, grid.step, LocationQuality.EXACT.value, grid.cell)


def _gathered(points: _Points, part: _Part) -> "tuple[NDArray[np.int64], list[ml.Cells]]":
    """Return the rows to draw one by one, and the cells of the others; a cell stands at the row nearest to its middle."""
    if part.cell is None:
        return part.places, []
    key = part.cell * len(points.names) + points.unit[part.places]
    _, group, counts = np.unique(key, return_inverse=True, return_counts=True)
    lat, lon = points.lat[part.places], points.lon[part.places]
    middle_lat, middle_lon = (np.bincount(group, weights=values) / counts for values in (lat, lon))
    distance = (lat - middle_lat[group]) ** 2 + (lon - middle_lon[group]) ** 2
    order = np.lexsort((distance, group))
    nearest = order[np.concatenate([[0], np.cumsum(counts)[:-1]])]
    rows = part.places[nearest]
    names, number = np.unique(points.unit[rows[counts > 1]], return_inverse=True)
    many = zip(
        points.lat[rows][counts > 1].round(5).tolist(),
        points.lon[rows][counts > 1].round(5).tolist(),
        counts[counts > 1].tolist(),
        number.tolist(),
        strict=True,
    )
    units = tuple(points.names[name] for name in names.tolist())
    return rows[counts == 1], [ml.Cells(part.step, part.quality, units, tuple(many))] if len(names) else []


def _mark(layer: MapLayer, row: Row, unit: str, language: Language) -> ml.MapMark:
    return ml.MapMark(
        id=str(row["id"]),
        lat=round(float(row["lat"]), 5),
        lon=round(float(row["lon"]), 5),
        style=_STYLE_INDEX[str(row["sector"])],
        quality=str(row["location_quality"]),
        name=str(row["name"]),
        lines=(_detail(layer, row, language), label_of(LocationQuality, row["location_quality"], language)),
        unit=unit,
    )


@cached()
def pins_of(prepared: Prepared, focus: str, language: Language) -> tuple[ml.MapMark, ...]:
    """Return the places of a record ("kind:id"), whatever is selected; none where no source says where it is."""
    kind, _, id_ = focus.partition(":")
    if kind not in set(MapLayer) or not id_:
        return ()
    layer = MapLayer(kind)
    return tuple(_mark(layer, row, "", language) for row in records(placed_rows(prepared, layer, id_)))


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
    return ml.LegendSection(view.language.text("Sector"), items, is_of_signs=True)


def _quality_section(drawn: Drawn, view: MapView) -> ml.LegendSection:
    present = {quality for frame in drawn.values() for quality in frame.qualities} - {LocationQuality.UNKNOWN.value}
    neutral = ml.MarkStyle(0, "#6b7480")
    items = tuple(
        ml.LegendItem(label(quality, view.language), style=neutral, quality=quality)
        for quality in LocationQuality
        if quality.value in present
    )
    return ml.LegendSection(view.language.text("Location"), items)
