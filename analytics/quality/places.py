"""Places that contradict themselves: an address outside its commune or district, a commune that is not of its district."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely

from analytics.prepared.vintages import Vintage, units_of
from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import findings_of_rows
from geodata.boundaries import load_layer
from geodata.record import Record
from geodata.schema.vocabulary import LocationQuality

_TOLERANCE_DEG = 0.006
"""About 600 m: the boundaries are generalised, and a facility may stand at the border."""
PLACED = ("facilities", "beneficiaries", "ocop_products", "survey_visits")


def place_findings(record: Record) -> Iterator[Finding]:
    """Yield rows whose place contradicts itself."""
    communes = units_of(Vintage.COMMUNES_2020)
    districts = {code: unit.district_code for code, unit in communes.items()}
    for table in PLACED:
        frame = record[table]
        of_commune = frame["commune_code"].map(districts)
        wrong = frame["commune_code"].notna() & (of_commune.isna() | of_commune.ne(frame["district_code"]))
        values = {"commune": "commune_code", "district": "district_code"}
        yield from findings_of_rows(FindingKind.BAD_UNIT, table, frame, wrong, **values)
    yield from _points(record["facilities"])


def _points(facilities: pd.DataFrame) -> Iterator[Finding]:
    exact = facilities[
        facilities["location_quality"].eq(LocationQuality.EXACT) & facilities["lon"].notna() & facilities["lat"].notna()
    ]
    if exact.empty:
        return
    outside = pd.Series(data=False, index=exact.index)
    by_commune = exact["commune_code"].notna()
    for name, column, rows in (
        ("communes_2020", "commune_code", exact[by_commune]),
        ("districts_2024", "district_code", exact[~by_commune]),
    ):
        layer = load_layer(name).set_index("code")["geometry"]
        for code, group in rows.groupby(column):
            if code in layer.index:
                lon, lat = (group[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
                area = shapely.buffer(layer[code], _TOLERANCE_DEG)
                shapely.prepare(area)
                outside[group.index] = ~np.asarray(shapely.contains_xy(area, lon, lat))
    values = {"commune": "commune_code", "district": "district_code", "lon": "lon", "lat": "lat"}
    yield from findings_of_rows(FindingKind.POINT_OUTSIDE, "facilities", exact, outside, **values)
