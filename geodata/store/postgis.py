"""Views with geometry for QGIS and other programs, where the database is PostgreSQL with PostGIS."""

import json

import sqlalchemy as sa
from shapely import from_geojson, point_on_surface

from geodata.boundaries import layer_path
from geodata.schema.columns import DESCRIPTIONS, ColumnRole

_LAYERS = {"commune": "communes_2020", "district": "districts_2024"}
VIEWS = ("facilities_map", "proposals_map")

_POINTS = """
CREATE TABLE IF NOT EXISTS unit_points (
    level text NOT NULL, code text NOT NULL, name text NOT NULL, geom geometry(Point, 4326) NOT NULL, PRIMARY KEY (level, code)
)
"""
_POINT = """
INSERT INTO unit_points VALUES (:level, :code, :name, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326))
ON CONFLICT (level, code) DO UPDATE SET name = excluded.name, geom = excluded.geom
"""
_PLACED = """
CREATE VIEW {view} AS
SELECT row_number() OVER (ORDER BY {key}) AS fid, {columns}, {geom} AS geom
FROM {source}
LEFT JOIN unit_points c ON {place}.location_quality = 'commune' AND c.level = 'commune' AND c.code = {place}.commune_code
LEFT JOIN unit_points d ON {place}.location_quality = 'district' AND d.level = 'district' AND d.code = {place}.district_code
{where}
"""


def _columns(alias: str, table: str) -> str:
    """Return the columns of a table that its view shows, as SQL selects them."""
    return ", ".join(f"{alias}.{column.name}" for column in DESCRIPTIONS[table].with_role(ColumnRole.MAP))


_FACILITIES = {
    "view": "facilities_map",
    "key": "f.facility_id",
    "columns": _columns("f", "facilities") + ", f.row_version, f.revision",
    "geom": """CASE WHEN f.location_quality = 'exact' THEN ST_SetSRID(ST_MakePoint(f.lon, f.lat), 4326)
        ELSE coalesce(c.geom, d.geom) END::geometry(Point, 4326)""",
    "source": "facilities f",
    "place": "f",
    "where": "WHERE NOT f.is_removed",
}
_PROPOSALS = {
    "view": "proposals_map",
    "key": "p.proposal_id, b.beneficiary_id",
    "columns": _columns("p", "proposals")
    + ", count(b.beneficiary_id) OVER (PARTITION BY p.proposal_id) AS n_beneficiaries, "
    + _columns("b", "beneficiaries")
    + ", coalesce(CASE WHEN b.is_exact THEN 'exact' END, b.location_quality, 'unknown') AS location_quality"
    + ", p.row_version, p.revision",
    "geom": """CASE WHEN b.is_exact THEN ST_SetSRID(ST_MakePoint(b.lon, b.lat), 4326)
        ELSE coalesce(c.geom, d.geom) END::geometry(Point, 4326)""",
    "source": """proposals p LEFT JOIN (
        SELECT one.*, f.lon, f.lat, coalesce(f.location_quality = 'exact' AND NOT f.is_removed, false) AS is_exact
        FROM beneficiaries one LEFT JOIN facilities f ON f.facility_id = one.facility_id WHERE NOT one.is_removed
    ) b ON b.proposal_id = p.proposal_id""",
    "place": "b",
    "where": "WHERE NOT p.is_removed",
}


def set_views(connection: sa.Connection) -> bool:
    """Create the views and the points that they use, and return whether there is PostGIS to do it with.

    Without PostGIS, and without the right to add it, the store works all the same.
    """
    if not _has_postgis(connection):
        return False
    connection.execute(sa.text(_POINTS))
    connection.execute(sa.text(_POINT), unit_points())
    drop_views(connection)
    for view in (_FACILITIES, _PROPOSALS):
        connection.execute(sa.text(_PLACED.format(**view).replace("::geometry", "\\:\\:geometry")))
    return True


def drop_views(connection: sa.Connection) -> None:
    """Take the views away, which a migration of their tables needs."""
    for view in VIEWS:
        connection.execute(sa.text(f"DROP VIEW IF EXISTS {view}"))


def _has_postgis(connection: sa.Connection) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS postgis"))
    except sa.exc.DBAPIError:
        return False
    return True


def unit_points() -> list[dict[str, object]]:
    """Return a point inside each commune of 2020-2024 and each of the ten districts, EPSG:4326."""
    points = []
    for level, layer in _LAYERS.items():
        for feature in json.loads(layer_path(layer).read_text("utf-8"))["features"]:
            point = point_on_surface(from_geojson(json.dumps(feature["geometry"])))
            about = feature["properties"]
            points.append(
                {"level": level, "code": about["code"], "name": about["name"], "lon": point.x, "lat": point.y}
            )
    return points
