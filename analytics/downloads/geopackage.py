"""The content of an export as a GeoPackage that QGIS opens with a style: points, areas with measures, plain tables."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.downloads.areas import area_table
from analytics.downloads.content import ExportContent
from analytics.downloads.qgis_style import area_style, facility_style, plain_style, stage_style
from analytics.downloads.shapes import PLACED_TABLES, shapes
from analytics.downloads.table import ExportTable, Tick, told_by_rows
from analytics.selection.selected import Selected

if TYPE_CHECKING:
    import geopandas as gpd

AREAS = "areas"
_STYLES_SQL = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_REGISTER_SQL = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES ('layer_styles', 'attributes', 'layer_styles', '')
"""
_STYLE_SQL = """
INSERT INTO layer_styles
    (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)
VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')
"""


def geopackage(selected: Selected, content: ExportContent, tick: Tick | None = None) -> bytes:
    """Return the GeoPackage, EPSG:4326.

    Layers: the tables of `shapes.LAYERS` (every row; one that no source places has no geometry) and `areas`, the units of
    the occasion's vintage with what of the selection lies in them. All other tables, sources and the lines about the
    selection (`about`) are plain tables.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        areas, area_columns = area_table(selected, content.occasion)
        _write(path, areas, AREAS, content)
        tables = (*content.tables, *content.notes)
        told = told_by_rows(tables, tick)
        for table in tables:
            _write(path, _frame(selected, table), table.name, content, table.title)
            if told:
                told(len(table.frame))
        _write(path, _about(content), "about", content)
        styles = {AREAS: area_style(areas, area_columns, content.occasion.language)}
        styles |= {table.name: _style(table, content) for table in content.tables if table.name in PLACED_TABLES}
        _add_styles(path, styles, content.title)
        return path.read_bytes()


def _write(
    path: Path, frame: "pd.DataFrame | gpd.GeoDataFrame", name: str, content: ExportContent, title: str = ""
) -> None:
    import pyogrio  # noqa: PLC0415 - with geopandas a second of start-up that the first screen does not need

    options: dict[str, Any] = {"layer": name, "driver": "GPKG", "append": path.exists()}
    options["layer_options"] = {"IDENTIFIER": name, "DESCRIPTION": f"{content.title}: {title or name}"}
    if not path.exists():
        options["dataset_options"] = {"VERSION": "1.2"}  # older QGIS warns of a newer one
    if name in PLACED_TABLES:
        options["geometry_type"] = "MultiPoint" if name == "proposals" else "Point"
    if name == AREAS:
        options |= {"geometry_type": "MultiPolygon", "promote_to_multi": True}
    pyogrio.write_dataframe(frame, path, **options)


def _frame(selected: Selected, table: ExportTable) -> "pd.DataFrame | gpd.GeoDataFrame":
    frame = table.frame.copy(deep=False)
    for column in table.columns:
        if column.kind.is_text:
            frame[column.id] = frame[column.id].astype(object)
    if table.name not in PLACED_TABLES:
        return frame
    import geopandas as gpd  # noqa: PLC0415 - see above

    return gpd.GeoDataFrame(frame, geometry=shapes(selected, table), crs="EPSG:4326")


def _about(content: ExportContent) -> pd.DataFrame:
    lines = [("title", content.title), *content.about]
    return pd.DataFrame({"name": [name for name, _ in lines], "value": [str(text) for _, text in lines]})


def _style(table: ExportTable, content: ExportContent) -> str:
    if table.name in {"facilities", "context"}:
        return facility_style(table, content.occasion.language)
    if table.name == "proposals":
        return stage_style(table, content.occasion.language)
    return plain_style(table)


def _add_styles(path: Path, styles: dict[str, str], description: str) -> None:
    """Write the table that QGIS reads styles from; it is one of the container's tables."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(_STYLES_SQL)
        database.execute(_REGISTER_SQL)
        for name, style in styles.items():
            database.execute(_STYLE_SQL, (name, f"khuyencong-{name}"[:30], style, description))
