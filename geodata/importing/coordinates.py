"""Coordinates as offices write them: degrees with a decimal comma, degrees-minutes-seconds, VN-2000 metres, as WGS 84 degrees."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.importing.cell_text import bare
from geodata.importing.numbers_written import digits, is_ambiguous

if TYPE_CHECKING:
    from pyproj import Transformer

MERIDIANS = (
    "104.5",
    "104.75",
    "105",
    "105.5",
    "105.75",
    "106",
    "106.25",
    "106.5",
    "107",
    "107.25",
    "107.5",
    "107.75",
    "108",
    "108.25",
    "108.5",
)
"""Central meridians of the provinces in VN-2000; Bắc Giang's is 107."""
_DEGREES = re.compile(
    r"[a-z: ]*?(\d{1,3})\s*[°º*od˚]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′`]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|”|″|''|’’)?)?)?\s*[a-z]*"
)
_DECIMAL = re.compile(r"[a-z: ]*?(-?\d{1,3}(?:[.,]\d+)?)\s*[°º˚]?\s*[nesw]?")
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
