"""Coordinates as offices write them: degrees with a decimal comma, degrees-minutes-seconds, VN-2000 metres, as WGS 84 degrees."""

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.importing.text.cell_text import bare
from geodata.importing.values.numbers import digits, is_ambiguous

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

MERIDIANS = (
    *("104.5", "104.75", "105", "105.5", "105.75", "106", "106.25", "106.5"),
    *("107", "107.25", "107.5", "107.75", "108", "108.25", "108.5"),
)
"""Central meridians of the provinces in VN-2000; Bắc Giang's is 107."""
_DEGREES = re.compile(
    r"[a-z: ]*?(\d{1,3})\s*[°º*od˚]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′`]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|''|’’)?)?)?\s*[a-z]*"
)
_DECIMAL = re.compile(r"[a-z: ]*?(-?\d{1,3}(?:[.,]\d+)?)\s*[°º˚]?\s*[nesw]?")
_PLAIN = re.compile(r"-?\d{1,6}(?:\.\d{1,20})?")
_WKT = re.compile(r"(?:SRID=\d{1,6};)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b", re.IGNORECASE)
_MERIDIAN = re.compile(r"(?:kinh tuyen|ktt|ktr?uc|kinh tuyen truc)[^\d]{0,12}(10[4-8])\s*(?:[°ºo˚*,.]\s*(\d{1,2}))?")


@lru_cache(maxsize=16384)
def read_degrees(text: str) -> float | None:
    """Return the degrees that a cell gives: "21,2731", "21.2731", "21°16'23″N", "21°16,4'"; None for anything else."""
    plain = bare(text)
    if found := _DECIMAL.fullmatch(plain):
        return float(found[1].replace(",", "."))
    found = _DEGREES.fullmatch(plain)
    if not found:
        return None
    degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    return degrees + minutes / 60 + seconds / 3600 if minutes < 60 and seconds < 60 else None


def read_pair(text: str) -> tuple[float, float] | None:
    """Return (lon, lat) of a cell that gives both, in either order: "21.2731, 106.1947"; None for anything else."""
    parts = [
        part
        for part in re.split(
            r"\s*[;/|]\s*|,\s+|,(?=\d{2,3}\.\d)|\s{1,}(?=\d{2,3}[.,°])|(?<=[NE])\s*[,;]?\s*", text.strip()
        )
        if part
    ]
    values = [value for part in parts if (value := read_degrees(part)) is not None]
    if len(values) != 2 or len(parts) != 2:
        return None
    low, high = sorted(values)
    return high, low


def read_shape(text: str) -> tuple[float, ...] | None:
    """Return (lon, lat) of a cell, and its reach in km where it is a line or an area; None for anything else.

    Read are pairs ("21.2731, 106.1947"), the points, lines and areas of survey forms ("lat lon altitude accuracy", ";" between several) and
    well-known text ("POINT (106.2 21.3)").
    """
    words = text.strip()
    if words[:1].isalpha() and _WKT.match(words):
        return _well_known(words)
    points = [_surveyed(part) for part in words.split(";") if part.strip()]
    if points and None not in points:
        known = [point for point in points if point]
        return known[0] if len(set(known)) == 1 else _within(_drawn(known))
    return read_pair(text)


def _drawn(points: list[tuple[float, float]]) -> "BaseGeometry":
    """Return the area that points go round and come back from, else the line through them."""
    import shapely  # noqa: PLC0415 - few cells need it

    is_area = len(points) > 3 and points[0] == points[-1]
    return shapely.make_valid(shapely.Polygon(points)) if is_area else shapely.LineString(points)


def _surveyed(text: str) -> tuple[float, float] | None:
    parts = text.replace(",", ".").split() if " " in text.strip() else []
    if not 2 <= len(parts) <= 4 or not all(_PLAIN.fullmatch(part) for part in parts):
        return None
    low, high = sorted(map(float, parts[:2]))
    return high, low


def _well_known(text: str) -> tuple[float, ...] | None:
    import shapely  # noqa: PLC0415 - few cells need it

    try:
        shape = shapely.force_2d(shapely.from_wkt(re.sub(r"^SRID=\d{1,6};", "", text)))
    except shapely.GEOSException:
        return None
    if shape.is_empty:
        return None
    west, _, _, north = shape.bounds
    return _within(shapely.transform(shape, lambda xy: xy[:, ::-1]) if north > west else shape)


def _within(shape: "BaseGeometry") -> tuple[float, ...]:
    """Return a point of a shape, which its middle need not be, and how far it reaches; a single point reaches nowhere."""
    inside = shape.point_on_surface()
    at = (inside.x, inside.y)
    return at if shape.geom_type == "Point" else (*at, reach_km(*shape.bounds))


def reach_km(west: float, south: float, east: float, north: float) -> float:
    """Return how far it is across a box of degrees, from corner to corner, in km."""
    wide = (east - west) * 111.32 * math.cos(math.radians((south + north) / 2))
    return math.hypot(wide, (north - south) * 110.57)


def read_metres(text: str) -> float | None:
    """Return the metres that a cell gives: "2353412,5", "2.353.412,5"; None for anything else."""
    plain = bare(text).removesuffix("m").strip()
    value = None if is_ambiguous(plain) or not re.fullmatch(r"[\d., ]+", plain) else digits(plain)
    return float(value) if value is not None else None


def meridian_in(text: str) -> str | None:
    """Return the central meridian that a title or heading states, in degrees: "kinh tuyến trục 107°00'" is "107"."""
    found = _MERIDIAN.search(bare(text))
    if not found:
        return None
    degrees = float(found[1]) + (int(found[2]) / 60 if found[2] else 0)
    name = f"{degrees:g}"
    return name if name in MERIDIANS else None


def from_vn2000(northing: float, easting: float, meridian: str) -> tuple[float, float]:
    """Return (lon, lat) in degrees, WGS 84, of VN-2000 coordinates in the 3 degree zone of a central meridian."""
    lon, lat = _transformer(meridian).transform(easting, northing)
    return round(lon, 6), round(lat, 6)


@lru_cache(maxsize=4)
def _transformer(meridian: str) -> "Transformer":
    """Build the way from VN-2000 (the seven published parameters, scale 0.9999) to WGS 84; pyproj is loaded only here."""
    from pyproj import Transformer  # noqa: PLC0415 - few files need it

    zone = (
        f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m +no_defs "
        "+towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
    )
    return Transformer.from_crs(zone, "EPSG:4326", always_xy=True)
