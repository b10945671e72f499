"""Read GeoJSON, and JSON that lists objects, without GDAL, which takes other things (services, scripts) for files of this kind."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import shapely

from geodata.importing.files.damage import JSON_ERRORS, damage
from geodata.importing.files.encodings import decoded
from geodata.importing.files.features import FeatureLayer
from geodata.importing.files.job import Job
from geodata.importing.grid import ImportFormat
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode, check_extent


def read_geojson(job: Job) -> Iterator[FeatureLayer]:
    """Yield the only layer of a file, named after it: a FeatureCollection, one Feature, a list of either or of plain objects.

    Raises FileRefusedError.
    """
    text = decoded(job.path.read_bytes(), ImportFormat.GEOJSON)
    with damage(JSON_ERRORS):
        content = json.loads(text)
    rows = _rows(content)
    if not rows:
        raise FileRefusedError(RefusalCode.NO_LAYER)
    name = PurePosixPath(job.name).stem
    columns = _columns(name, rows, job.limits)
    shapes = [_shape(name, index, row) for index, row in enumerate(rows)]
    yield FeatureLayer(name, columns, shapes, _crs(content if isinstance(content, dict) else {}))


def _rows(content: object) -> list[dict[str, Any]]:
    """Return the features of a file, each with its properties; an object that is no feature is the properties of one."""
    if isinstance(content, dict) and content.get("type") != "Feature":
        lists = [held for held in content.values() if _is_list_of_objects(held)]
        content = (
            content["features"] if isinstance(content.get("features"), list) else lists[0] if len(lists) == 1 else []
        )
    found = content if isinstance(content, list) else [content]
    rows = [_feature(one) if isinstance(one, dict) else {} for one in found]
    return rows if any(row.get("properties") or row.get("geometry") for row in rows) else []


def _is_list_of_objects(held: object) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(one, dict) for one in held)


def _feature(one: dict[str, Any]) -> dict[str, Any]:
    is_feature = one.get("type") == "Feature" or isinstance(one.get("properties"), dict)
    return one if is_feature else {"properties": one}


def _columns(name: str, rows: list[dict[str, Any]], limits: ImportLimits) -> list[tuple[str, list[Any]]]:
    properties = [row["properties"] if isinstance(row.get("properties"), dict) else {} for row in rows]
    names = list(dict.fromkeys(key for one in properties for key in one))
    check_extent(limits, name, len(rows) + 1, len(names))
    return [(key, [_plain(one.get(key)) for one in properties]) for key in names]


def _plain(value: object) -> object:
    """Return a value of a property; lists and objects as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _shape(name: str, index: int, row: dict[str, Any]) -> bytes | None:
    if not row.get("geometry"):
        return None
    try:
        wkb: bytes = shapely.to_wkb(shapely.from_geojson(json.dumps(row["geometry"])), output_dimension=2)
    except (shapely.GEOSException, ValueError, RecursionError) as error:
        values: dict[str, str | int] = {"layer": name, "row": index + 2, "reason": str(error).partition("\n")[0][:120]}
        raise FileRefusedError(RefusalCode.INVALID_GEOMETRY, values) from error
    return wkb


def _crs(content: dict[str, Any]) -> str:
    """Return the coordinate system: WGS 84, as the standard says, unless the file names another the old way."""
    named = content.get("crs")
    if not named:
        return "EPSG:4326"
    properties = named.get("properties") if isinstance(named, dict) else None
    return str(properties.get("name")) if isinstance(properties, dict) else str(named)
