"""Where a row lies: by its coordinates, its address, commune and district, and by the numbers of its units."""

from dataclasses import replace

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.rows.reader import RowDraft
from geodata.importing.tables.table_import import TableImport
from geodata.importing.values.coordinates import from_vn2000, read_shape
from geodata.importing.values.dates import read_years
from geodata.importing.values.place import WrittenPlace, read_place
from geodata.importing.values.place_codes import days_of_list, is_elsewhere, place_by_code
from geodata.places.registry import Level
from geodata.places.units import place_in_ten_districts
from geodata.schema.vocabulary import LocationQuality

PLOT_KM, COMMUNE_KM, DISTRICT_KM = 0.3, 3.0, 15.0
"""How far across a plot of land is at most, and an area that lies in one commune or one district more likely than not."""


def set_point(draft: RowDraft, _about: TableImport) -> None:
    """Set lon and lat from the feature's shape, one cell with both, or VN-2000 metres with a stated meridian.

    A shape larger than a plot of land is no address: its point and reach (km) are set as "area" and only tell where the row lies.
    """
    cells = draft.cells
    shape, note = draft.point, CellNote.FROM_MAP
    if "coordinates" in cells:
        shape, note = read_shape(draft.text("coordinates")), CellNote.FROM_COORDINATES
        if shape is None and not {"lon", "lat"} <= cells.keys():
            draft.report(ProblemKind.COORDINATES_UNREADABLE, "coordinates")
    if "northing" in cells and "easting" in cells:
        shape, note = _converted(draft), CellNote.FROM_VN2000
    if shape is None or "lon" in cells:
        return
    lon, lat, *reach = shape
    if not (105.8 <= lon <= 107.1 and 21.1 <= lat <= 21.7):
        _report_outside(draft, "coordinates", (lon, lat), *reach)
        return
    draft.add("lon", "", round(lon, 6), note)
    draft.add("lat", "", round(lat, 6), note)
    if reach and reach[0] > PLOT_KM:
        draft.add("area_km", "", round(reach[0], 1), note)


def _report_outside(draft: RowDraft, field: str, point: tuple[float, float], reach: float = 0) -> None:
    """Report that a point lies outside the province, or the point inside an area by which the area is placed."""
    if reach > PLOT_KM:
        draft.report(ProblemKind.AREA_OUTSIDE, field, km=f"{reach:.3g}")
    else:
        draft.report(ProblemKind.POINT_OUTSIDE, field, lon=f"{point[0]:.5f}", lat=f"{point[1]:.5f}")


def _converted(draft: RowDraft) -> tuple[float, float] | None:
    northing, easting = draft.value("northing"), draft.value("easting")
    meridian = draft.defaults.get("meridian")
    if not isinstance(northing, float) or not isinstance(easting, float):
        return None
    if meridian is None:
        draft.report(ProblemKind.MERIDIAN_MISSING, "northing", is_blocking=True)
        return None
    return from_vn2000(northing, easting, meridian)


def set_place(draft: RowDraft, about: TableImport) -> None:
    """Set place, codes of commune and district and how good the location is; what the cells say of it in two ways is reported."""
    cells, year = draft.cells, _year(draft)
    place = read_place(
        draft.text("address"), draft.text("commune"), draft.text("district"), year if year and year >= 2025 else None
    )
    place, note = _with_codes(draft, place)
    if place.districts and about.keeps_districts:
        draft.add("districts", place.text or "", ";".join(place.districts), CellNote.SEVERAL_DISTRICTS)
        place = replace(place, problem=ProblemKind.PLACE_SEVERAL)
    if place.problem:
        written = next((name for name in (place.field, "address", "commune", "district") if name in cells), "")
        draft.report(place.problem, written, hint=place.hint)
    if draft.unread & {"lon", "lat"}:
        cells.pop("lon", None)
        cells.pop("lat", None)
    place = _with_point(draft, place)
    for name, value in (
        ("place_text", place.text),
        ("commune_code", place.commune_code),
        ("district_code", place.district_code),
        ("location_quality", place.quality.value),
    ):
        if value is not None:
            draft.add(name, place.text or "", value, note)


def _with_codes(draft: RowDraft, place: WrittenPlace) -> tuple[WrittenPlace, CellNote]:
    """Return the place that the numbers of commune and district add to the words, and how it came about; the words hold where they differ."""
    written = _written_on(draft) or draft.defaults.get("stage_on") or draft.defaults.get("year", "")[:4]
    days = days_of_list(written, has_district=place.district_code is not None)
    note = CellNote.PLACE_MATCHED
    for name, level in (("code_of_commune", Level.COMMUNE), ("code_of_district", Level.DISTRICT)):
        code = draft.text(name)
        if not code:
            continue
        found = place_by_code(code, level, days)
        names = ", ".join(unit.name for unit in found.units)
        if found.is_open and not place.commune_code:
            draft.report(ProblemKind.UNIT_CODE_TWO_LISTS, name, hint=names)
        if found.place is None or found.place.district_code is None:
            continue
        if is_elsewhere(found.place, place):
            draft.report(ProblemKind.UNIT_CODE_ELSEWHERE, name, hint=names)
        elif not place.commune_code and (found.place.commune_code or place.district_code is None):
            place, note = replace(found.place, text=place.text or found.place.text), CellNote.PLACE_BY_CODE
    return place, note


def _written_on(draft: RowDraft) -> str | None:
    """Return the partial date that a row gives of itself."""
    for name in ("visited_on", "recognised_on", "year_from", "year"):
        if (year := draft.amount(name)) is not None:
            return str(year)
        day = draft.text(name)
        if day[:4].isdecimal():
            return day[:4] if len(day) == len("2021-2025") else day
    return None


def _with_point(draft: RowDraft, place: WrittenPlace) -> WrittenPlace:
    cells, lon, lat = draft.cells, draft.value("lon"), draft.value("lat")
    if not isinstance(lon, float) or not isinstance(lat, float):
        if (lon is None) != (lat is None):
            draft.report(ProblemKind.HALF_COORDINATES, "lon" if "lon" in cells else "lat")
        return place
    from geodata.places.point_in_unit import commune_at  # noqa: PLC0415 - shapely is loaded for rows with coordinates only

    commune, area = commune_at(lon, lat), cells.pop("area_km", None)
    reach = float(area.value or 0) if area else 0
    if commune is None or reach:
        del cells["lon"], cells["lat"]
    if commune is None:
        _report_outside(draft, "lon", (lon, lat), reach)
        return place
    district = place_in_ten_districts(commune_code=commune).district_code
    if reach:
        return _in_area(draft, place, reach, commune, district)
    if place.district_code and district != place.district_code:
        draft.report(ProblemKind.POINT_ELSEWHERE, "lon", hint=commune)
        return WrittenPlace(place.text, place.commune_code, place.district_code, LocationQuality.EXACT)
    return WrittenPlace(
        place.text, place.commune_code or commune, place.district_code or district, LocationQuality.EXACT
    )


def _in_area(draft: RowDraft, place: WrittenPlace, reach: float, commune: str, district: str | None) -> WrittenPlace:
    """Return the place of a row whose shape is an area: what is stated, else the commune or district that is as large as the area."""
    draft.report(ProblemKind.AREA_PLACED, "coordinates", km=f"{reach:g}")
    if place.district_code or reach > DISTRICT_KM:
        return place
    if reach > COMMUNE_KM:
        return WrittenPlace(place.text, None, district, LocationQuality.DISTRICT)
    return WrittenPlace(place.text, commune, district, LocationQuality.COMMUNE)


def _year(draft: RowDraft) -> int | None:
    """Return the year that a row gives of itself, else the one of the titles."""
    written = (draft.value(name) for name in ("year", "year_from", "visited_on", "recognised_on"))
    stated = draft.defaults.get("year") or draft.defaults.get("stage_on") or ""
    years = (read_years(str(one)) for one in (*written, stated) if one is not None and not isinstance(one, bool))
    return next((found[0] for found in years if found), None)
