"""Read map layers (GeoJSON, GeoPackage, zipped Shapefile): a row a feature, with a point in degrees."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pyogrio.raw
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

from geodata.geopackage_tables import HiddenQueriesError, feature_tables, foreign_triggers
from geodata.importing.files.damage import DATABASE_ERRORS, damage, damage_of_zip
from geodata.importing.files.encodings import dbf_texts
from geodata.importing.files.features import FeatureLayer, as_sheet
from geodata.importing.files.geojson import read_geojson
from geodata.importing.files.job import Job
from geodata.importing.files.packages import opened_zip
from geodata.importing.grid import ImportFormat, Sheet
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode
from geodata.shapefile_zip import (
    NEEDED,
    HostileMember,
    LongMemberError,
    Parts,
    hostile,
    is_shape,
    shapefiles,
    write_member,
)

_HOSTILE = {
    HostileMember.LEADS_OUT: RefusalCode.PATH_IN_ZIP,
    HostileMember.LINK: RefusalCode.PATH_IN_ZIP,
    HostileMember.ENCRYPTED: RefusalCode.ENCRYPTED,
    HostileMember.GROWS: RefusalCode.ZIP_BOMB,
}
_GDAL = (DataSourceError, DataLayerError, FieldError, GeometryError, UnicodeError, ValueError)


def read_map_file(job: Job, kind: ImportFormat) -> Iterator[Sheet]:
    """Yield the layers of a file, reprojected to EPSG:4326. Raises FileRefusedError."""
    readers = {ImportFormat.GEOJSON: read_geojson, ImportFormat.GEOPACKAGE: _geopackage}
    for layer in readers.get(kind, _shapefile)(job):
        yield as_sheet(layer, job.limits)


def _geopackage(job: Job) -> Iterator[FeatureLayer]:
    """Yield the layers of a private copy that GDAL only reads; its triggers, which wait for changes, never run."""
    path = job.path.rename(job.path.with_name("layers.gpkg"))
    try:
        with damage(DATABASE_ERRORS):
            triggers, tables = foreign_triggers(path), feature_tables(path)
    except HiddenQueriesError as error:
        raise FileRefusedError(RefusalCode.TRIGGERS, {"name": "gpkg_contents"}) from error
    if triggers:
        raise FileRefusedError(RefusalCode.TRIGGERS, {"name": triggers[0]})
    if not tables:
        raise FileRefusedError(RefusalCode.NO_LAYER)
    if len(tables) > job.limits.sheets:
        raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": job.limits.sheets})
    for table in tables:
        yield _with_gdal(path, table, table, job.limits)


def _shapefile(job: Job) -> Iterator[FeatureLayer]:
    """Yield each Shapefile of a zip, its texts read again in the encoding in which they are words."""
    with opened_zip(job.path) as opened:
        members = opened.infolist()
        for why in filter(None, map(hostile, members)):
            raise FileRefusedError(_HOSTILE[why], {"limit": job.limits.unpacked_mb})
        shapes = shapefiles(members)
        if len(shapes) > job.limits.sheets:
            raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": job.limits.sheets})
        for index, (stem, parts) in enumerate(shapes.items()):
            path = _unpacked(opened, stem, parts, job.folder / f"layer{index}.shp")
            layer = _with_gdal(path, None, stem.name, job.limits, encoding="ISO-8859-1")
            yield FeatureLayer(layer.name, dbf_texts(layer.columns), layer.geometries, layer.crs)


def _unpacked(opened: zipfile.ZipFile, stem: PurePosixPath, parts: Parts, path: Path) -> Path:
    if missing := [suffix for suffix in NEEDED if suffix not in parts]:
        raise FileRefusedError(RefusalCode.MISSING_PART, {"layer": stem.name, "part": ", ".join(missing)})
    try:
        for suffix, member in parts.items():
            if suffix != ".cpg":
                with damage_of_zip():
                    write_member(opened, member, path.with_suffix(suffix))
    except LongMemberError as error:
        raise FileRefusedError(RefusalCode.ZIP_BOMB, {"limit": 0}) from error
    if not is_shape(path):
        raise FileRefusedError(RefusalCode.TRUNCATED)
    return path


def _with_gdal(
    path: Path, table: str | None, name: str, limits: ImportLimits, encoding: str | None = None
) -> FeatureLayer:
    """Read a layer of a file whose kind is known by its first bytes; one feature more than may be, to tell."""
    with damage(_GDAL):
        about, _, shapes, values = pyogrio.raw.read(
            path, layer=table, max_features=limits.rows + 1, force_2d=True, encoding=encoding
        )
    if shapes is None:
        raise FileRefusedError(RefusalCode.NO_LAYER)
    columns = [(str(field), array.tolist()) for field, array in zip(about["fields"], values, strict=True)]
    return FeatureLayer(name, columns, shapes.tolist(), about["crs"])
