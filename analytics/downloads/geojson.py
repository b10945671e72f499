"""One table of an export as GeoJSON (RFC 7946): the rows that stand somewhere, and in foreign members all about the rest."""

import json
from typing import Any

import shapely

from analytics.downloads.content import ExportContent
from analytics.downloads.shapes import shapes
from analytics.downloads.table import ExportTable, ProgressCallback, Tick, told_by_rows
from analytics.selection.selected import Selected


def geojson(selected: Selected, content: ExportContent, name: str, tick: Tick | None = None) -> bytes:
    """Return the rows of table `name` that are placed as a FeatureCollection, UTF-8, longitude before latitude (EPSG:4326).

    Foreign members: n_rows (all of the selection), n_unplaced (rows left out as no source places them), about, fields
    (headings by property) and sources. KeyError for a table that has no place.
    """
    table = next(one for one in content.tables if one.name == name)
    geometries = shapes(selected, table)
    features = [
        _feature(row, shape)
        for row, shape in zip(_rows(table, told_by_rows((table,), tick)), geometries, strict=True)
        if shape is not None
    ]
    collection = {
        "type": "FeatureCollection",
        "name": name,
        "title": f"{content.title}: {table.title}",
        "n_rows": len(table.frame),
        "n_unplaced": len(table.frame) - len(features),
        "is_illustrative": content.is_illustrative,
        "exported_at": content.occasion.at.isoformat(timespec="minutes"),
        "about": [{"name": heading, "value": text} for heading, text in content.about],
        "fields": {column.id: column.heading for column in table.columns},
        "sources": _rows(content.sources),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _rows(table: ExportTable, told: ProgressCallback | None = None) -> list[dict[str, Any]]:
    names = [column.id for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows(told)]


def _feature(row: dict[str, Any], shape: Any) -> dict[str, Any]:
    """Return a feature; its id is the code of the row."""
    pairs = shapely.get_coordinates(shape).tolist()
    is_several = shape.geom_type == "MultiPoint"
    geometry = {"type": shape.geom_type, "coordinates": pairs if is_several else pairs[0]}
    return {"type": "Feature", "id": next(iter(row.values())), "geometry": geometry, "properties": row}
