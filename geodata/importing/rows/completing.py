"""What a row says beyond its cells: what its group and the titles give, its place, its kind, sector, programme and stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from geodata.importing.codes import CellNote, ProblemCode
from geodata.importing.fields import Field, FieldType, Table, tables
from geodata.importing.understood import UnderstoodCell, Value
from geodata.importing.values.coordinates import from_vn2000, read_shape
from geodata.importing.values.dates import date_inside, read_years
from geodata.importing.values.name_in_title import name_in_title
from geodata.importing.values.names import kind_of_name, name_and_place
from geodata.importing.values.place import Place, read_place
from geodata.importing.values.place_codes import days_of, is_elsewhere, place_by_code
from geodata.importing.values.title_words import decision_in
from geodata.importing.values.words import sector_of, word_inside
from geodata.places.registry import Level
from geodata.places.units import place_in_ten_districts
from geodata.schema.vocabulary import FacilityKind, LocationQuality, Stage

Cells = dict[str, UnderstoodCell]
Tell = Callable[..., None]
"""Called with a problem's code, the field it is in, whether it is blocking, and what fills its text."""
STAGES = tuple(one.name for one in tables()["proposals"].fields if one.type is FieldType.STAGE)
"""The stages that may have a column of their own, in the order of the life of a proposal."""
NAMES = {
    "facilities": "name",
    "proposals": "beneficiary",
    "ocop_products": "producer",
    "typical_products": "producer",
    "export_flows": "exporter",
    **{name: "facility" for name, table in tables().items() if any(one.name == "facility" for one in table.fields)},
}
"""The field of each table that names a producer."""
_SECTOR_FROM = {
    "facilities": ("products", "name"),
    "proposals": ("title", "work", "beneficiary"),
    "ocop_products": ("name", "producer"),
    "typical_products": ("product", "producer"),
    "export_flows": ("product",),
}
_MARKS = {
    "programme": (("is_national", "national"), ("is_provincial", "provincial"), ("is_district", "district")),
    "level": (("is_provincial", "provincial"), ("is_regional", "regional"), ("is_national", "national")),
}
PLOT_KM, COMMUNE_KM, DISTRICT_KM = 0.3, 3.0, 15.0
"""How far across a plot of land is at most, and an area that lies in one commune or one district more likely than not."""
_STARS = (("is_three", 3), ("is_four", 4), ("is_five", 5))
_MONEY = (
    ("support_national_vnd", "national"),
    ("support_provincial_vnd", "provincial"),
    ("support_district_vnd", "district"),
)


@dataclass(frozen=True)
class Around:
    """What stands around a row: its table, what its groups and the titles say, its feature's point, the cells not understood."""

    table: Table
    context: Mapping[str, str]
    defaults: Mapping[str, str]
    point: tuple[float, ...] | None = None
    unread: frozenset[str] = frozenset()


def complete(cells: Cells, around: Around, tell: Tell) -> None:
    """Add to the cells of a row what it says beyond them; what does not fit is told."""
    _decision(cells)
    for source, note in ((around.context, CellNote.FROM_GROUP), (around.defaults, CellNote.FROM_TITLE)):
        for name, value in source.items():
            _add_given(cells, around, name, value, note)
    _beneficiary(cells, around)
    _split_name(cells, around)
    _points(cells, around, tell)
    _place(cells, around, tell)
    _choices(cells, around, tell)


def _add_given(cells: Cells, around: Around, name: str, value: str, note: CellNote) -> None:
    known = {field.name: field for field in around.table.fields}
    if name in {"year", "stage_on"} and "recognised_on" in known:
        if note == CellNote.FROM_TITLE and not _has_own_decision(cells, around):
            value = around.defaults.get("stage_on", value)
        elif note == CellNote.FROM_TITLE and name == "stage_on":
            return
        name = "recognised_on"
    if name == "district" and "district" in cells:
        return
    if (
        name in known
        and name not in cells
        and name not in {"stage", "stage_on"}
        and not _is_too_wide(known[name], value)
    ):
        cells[name] = UnderstoodCell(value, _typed(known[name], value), None, note)


def _is_too_wide(field: Field, value: str) -> bool:
    """Whether a period ("2026-2028") is given to a field that holds one year or day."""
    years = read_years(value) if field.type in {FieldType.YEAR, FieldType.DATE} else None
    return years is not None and years[0] != years[1]


def _decision(cells: Cells) -> None:
    """Take the number of a decision out of its cell, and its day as that of the recognition where no other cell gives one."""
    cell = cells.get("decision")
    if cell is None or not isinstance(cell.value, str):
        return
    if number := decision_in(cell.value):
        cells["decision"] = UnderstoodCell(cell.text, number, cell.column, cell.note)
    if "recognised_on" not in cells and (day := date_inside(cell.value)):
        cells["recognised_on"] = UnderstoodCell(cell.text, day.iso, cell.column, CellNote.FROM_DECISION)


def _has_own_decision(cells: Cells, around: Around) -> bool:
    """Whether a row names another decision than the titles do, so that their day is not its own."""
    cell = cells.get("decision")
    return cell is not None and cell.column is not None and cell.value != around.defaults.get("decision")


def _beneficiary(cells: Cells, around: Around) -> None:
    """Take the producer that a proposal's title names as its beneficiary, where no other cell gives one."""
    cell = cells.get("title")
    if around.table.name != "proposals" or cell is None or "beneficiary" in cells:
        return
    if name := name_in_title(str(cell.value)):
        cells["beneficiary"] = UnderstoodCell(cell.text, name, cell.column, CellNote.NAME_IN_TITLE)


def _typed(field: Field, value: str) -> Value:
    return int(value) if field.type in {FieldType.STARS, FieldType.YEAR} and value.isdigit() else value


def _split_name(cells: Cells, around: Around) -> None:
    """Take the place that stands after a producer's name as its address, where no other cell gives one."""
    field = NAMES.get(around.table.name, "")
    cell = cells.get(field)
    if cell is None or not isinstance(cell.value, str) or ";" in cell.value:
        return
    name, place = name_and_place(cell.value)
    if place and name:
        cells[field] = UnderstoodCell(cell.text, name, cell.column, cell.note or CellNote.PLACE_IN_NAME)
        if "address" not in cells and "commune" not in cells:
            cells["address"] = UnderstoodCell(cell.text, place, cell.column, CellNote.PLACE_IN_NAME)


def _points(cells: Cells, around: Around, tell: Tell) -> None:
    """Set lon and lat from the feature's shape, one cell with both, or VN-2000 metres with a stated meridian.

    A shape larger than a plot of land is no address: its point and reach (km) are set as "area" and only tell where the row lies.
    """
    shape, note = around.point, CellNote.FROM_MAP
    if "coordinates" in cells:
        shape, note = read_shape(_text(cells, "coordinates")), CellNote.FROM_COORDINATES
        if shape is None and not {"lon", "lat"} <= cells.keys():
            tell(ProblemCode.COORDINATES_UNREADABLE, "coordinates", is_blocking=False)
    if "northing" in cells and "easting" in cells:
        shape, note = _converted(cells, around, tell), CellNote.FROM_VN2000
    if shape is None or "lon" in cells:
        return
    lon, lat, *reach = shape
    if not (105.8 <= lon <= 107.1 and 21.1 <= lat <= 21.7):
        _tell_outside(tell, "coordinates", (lon, lat), *reach)
        return
    cells["lon"] = UnderstoodCell("", round(lon, 6), None, note)
    cells["lat"] = UnderstoodCell("", round(lat, 6), None, note)
    if reach and reach[0] > PLOT_KM:
        cells["area_km"] = UnderstoodCell("", round(reach[0], 1), None, note)


def _tell_outside(tell: Tell, field: str, point: tuple[float, float], reach: float = 0) -> None:
    """Tell that a point lies outside the province, or the point inside an area by which the area is placed."""
    if reach > PLOT_KM:
        tell(ProblemCode.AREA_OUTSIDE, field, is_blocking=False, km=f"{reach:.3g}")
    else:
        tell(ProblemCode.POINT_OUTSIDE, field, is_blocking=False, lon=f"{point[0]:.5f}", lat=f"{point[1]:.5f}")


def _converted(cells: Cells, around: Around, tell: Tell) -> tuple[float, float] | None:
    northing, easting = cells["northing"].value, cells["easting"].value
    meridian = around.defaults.get("meridian")
    if not isinstance(northing, float) or not isinstance(easting, float):
        return None
    if meridian is None:
        tell(ProblemCode.MERIDIAN_MISSING, "northing", is_blocking=True)
        return None
    return from_vn2000(northing, easting, meridian)


def _place(cells: Cells, around: Around, tell: Tell) -> None:
    year = _year(cells) or _stated_year(around)
    place = read_place(
        _text(cells, "address"),
        _text(cells, "commune"),
        _text(cells, "district"),
        year if year and year >= 2025 else None,
    )
    place, note = _with_codes(cells, around, place, tell)
    if place.districts and around.table.name == "proposals":
        cells["districts"] = UnderstoodCell(
            place.text or "", ";".join(place.districts), None, CellNote.SEVERAL_DISTRICTS
        )
        place = replace(place, problem=ProblemCode.PLACE_SEVERAL)
    if place.problem:
        field = (
            place.field
            if place.field in cells
            else next((name for name in ("address", "commune", "district") if name in cells), "")
        )
        tell(place.problem, field, is_blocking=False, hint=place.hint)
    if around.unread & {"lon", "lat"}:
        cells.pop("lon", None)
        cells.pop("lat", None)
    place = _with_point(cells, place, tell)
    for name, value in (
        ("place_text", place.text),
        ("commune_code", place.commune_code),
        ("district_code", place.district_code),
    ):
        if value is not None:
            cells[name] = UnderstoodCell(place.text or "", value, None, note)
    cells["location_quality"] = UnderstoodCell(place.text or "", place.quality.value, None, note)


def _with_codes(cells: Cells, around: Around, place: Place, tell: Tell) -> tuple[Place, CellNote]:
    """Return the place that the numbers of commune and district add to the words, and how it came about; the words hold where they differ."""
    written = _written_on(cells) or around.defaults.get("stage_on") or around.defaults.get("year", "")[:4]
    days = days_of(written, has_district=place.district_code is not None)
    note = CellNote.PLACE_MATCHED
    for name, level in (("code_of_commune", Level.COMMUNE), ("code_of_district", Level.DISTRICT)):
        code = _text(cells, name)
        if not code:
            continue
        found = place_by_code(code, level, days)
        names = ", ".join(unit.name for unit in found.units)
        if found.is_open and not place.commune_code:
            tell(ProblemCode.UNIT_CODE_TWO_LISTS, name, is_blocking=False, hint=names)
        if found.place is None or found.place.district_code is None:
            continue
        if is_elsewhere(found.place, place):
            tell(ProblemCode.UNIT_CODE_ELSEWHERE, name, is_blocking=False, hint=names)
        elif not place.commune_code and (found.place.commune_code or place.district_code is None):
            place, note = replace(found.place, text=place.text or found.place.text), CellNote.PLACE_BY_CODE
    return place, note


def _written_on(cells: Cells) -> str | None:
    """Return the partial date that a row gives of itself."""
    for name in ("visited_on", "recognised_on", "year_from", "year"):
        value = cells[name].value if name in cells else None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value[:4].isdecimal():
            return value[:4] if len(value) == len("2021-2025") else value
    return None


def _with_point(cells: Cells, place: Place, tell: Tell) -> Place:
    lon, lat = (cells[name].value if name in cells else None for name in ("lon", "lat"))
    if not isinstance(lon, float) or not isinstance(lat, float):
        if (lon is None) != (lat is None):
            tell(ProblemCode.HALF_COORDINATES, "lon" if "lon" in cells else "lat", is_blocking=False)
        return place
    from geodata.places.point_in_unit import commune_at  # noqa: PLC0415 - shapely is loaded for rows with coordinates only

    commune, area = commune_at(lon, lat), cells.pop("area_km", None)
    reach = float(area.value or 0) if area else 0
    if commune is None or reach:
        del cells["lon"], cells["lat"]
    if commune is None:
        _tell_outside(tell, "lon", (lon, lat), reach)
        return place
    district = place_in_ten_districts(commune_code=commune).district_code
    if reach:
        return _in_area(place, reach, commune, district, tell)
    if place.district_code and district != place.district_code:
        tell(ProblemCode.POINT_ELSEWHERE, "lon", is_blocking=False, hint=commune)
        return Place(place.text, place.commune_code, place.district_code, LocationQuality.EXACT)
    return Place(place.text, place.commune_code or commune, place.district_code or district, LocationQuality.EXACT)


def _in_area(place: Place, reach: float, commune: str, district: str | None, tell: Tell) -> Place:
    """Return the place of a row whose shape is an area: what is stated, else the commune or district that is as large as the area."""
    tell(ProblemCode.AREA_PLACED, "coordinates", is_blocking=False, km=f"{reach:g}")
    if place.district_code or reach > DISTRICT_KM:
        return place
    if reach > COMMUNE_KM:
        return Place(place.text, None, district, LocationQuality.DISTRICT)
    return Place(place.text, commune, district, LocationQuality.COMMUNE)


def _stated_year(around: Around) -> int | None:
    years = read_years(around.defaults.get("year") or around.defaults.get("stage_on") or "")
    return years[0] if years else None


def _year(cells: Cells) -> int | None:
    for name in ("year", "year_from", "visited_on", "recognised_on"):
        value = cells[name].value if name in cells else None
        if value is not None and not isinstance(value, bool) and (years := read_years(str(value))):
            return years[0]
    return None


def _text(cells: Cells, name: str) -> str:
    value = cells[name].value if name in cells else None
    return value if isinstance(value, str) else ""


def _choices(cells: Cells, around: Around, tell: Tell) -> None:
    known = {field.name for field in around.table.fields}
    if around.table.name == "facilities" and "kind" not in cells:
        name = _text(cells, "name")
        kind, note = kind_of_name(name), CellNote.KIND_INFERRED
        kind, note = (kind, note) if kind else (FacilityKind.HOUSEHOLD, CellNote.KIND_ASSUMED)
        cells["kind"] = UnderstoodCell(name, kind.value, None, note)
    for name, marks in _MARKS.items():
        if name in known:
            _from_marks(cells, around.table.field(name), marks, tell)
    if "stars" in known and "stars" not in cells:
        _from_marks(cells, around.table.field("stars"), _STARS, tell)
    if around.table.name == "proposals":
        _money_of_programmes(cells, tell)
        _stage(cells, around)
        _support_content(cells)
    if "sector" in known and "sector" not in cells:
        sector = sector_of(*(_text(cells, name) for name in _SECTOR_FROM[around.table.name]))
        cells["sector"] = UnderstoodCell(
            "", sector or "other", None, CellNote.SECTOR_INFERRED if sector else CellNote.SECTOR_UNKNOWN
        )


def _from_marks(cells: Cells, wanted: Field, marks: tuple[tuple[str, Value], ...], tell: Tell) -> None:
    """Take a field from the column that is marked; where two are, it stays open and is told, a row that cannot be without it waits."""
    marked = [(field, value) for field, value in marks if field in cells and cells[field].value]
    if len(marked) > 1:
        tell(ProblemCode.SEVERAL_MARKS, marked[1][0], is_blocking=wanted.is_required)
    elif marked and (wanted.name not in cells or cells[wanted.name].column is None):
        field, value = marked[0]
        cells[wanted.name] = UnderstoodCell(cells[field].text, value, cells[field].column, CellNote.FROM_MARK)


def _money_of_programmes(cells: Cells, tell: Tell) -> None:
    """Set the support from columns of one programme each; the programme is theirs, unless several pay."""
    paid = [(field, programme, amount) for field, programme in _MONEY if (amount := _amount(cells, field))]
    if not paid:
        return
    total = sum(amount for _, _, amount in paid)
    first = cells[paid[0][0]]
    if "support_vnd" not in cells:
        cells["support_vnd"] = UnderstoodCell(first.text, total, first.column, CellNote.FROM_PROGRAMMES)
    elif _amount(cells, "support_vnd") != total:
        tell(
            ProblemCode.PARTS_DIFFER,
            "support_vnd",
            is_blocking=False,
            whole=str(_amount(cells, "support_vnd") or 0),
            parts=str(total),
        )
    if len(paid) > 1:
        tell(ProblemCode.SEVERAL_PROGRAMMES, paid[1][0], is_blocking=False)
        own = tables()["proposals"].field
        shares = "; ".join(f"{own(name).heading_alone} {amount:,} đồng".replace(",", ".") for name, _, amount in paid)
        cells["programme"] = UnderstoodCell(shares, "unknown", None, CellNote.SEVERAL_PROGRAMMES)
    elif "programme" not in cells or cells["programme"].column is None:
        cells["programme"] = UnderstoodCell(first.text, paid[0][1], first.column, CellNote.FROM_PROGRAMMES)


def _amount(cells: Cells, name: str) -> int | None:
    value = cells[name].value if name in cells else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _stage(cells: Cells, around: Around) -> None:
    """Set the stage: its own cell, else the last stage with a date or an "x", else what the group or the titles say."""
    if "stage" in cells:
        return
    reached = [stage for stage in STAGES if stage in cells and cells[stage].value]
    if reached:
        last = cells[reached[-1]]
        cells["stage"] = UnderstoodCell(last.text, reached[-1], last.column, CellNote.FROM_STAGES)
        return
    said = around.context.get("stage") or around.defaults.get("stage")
    note = CellNote.FROM_GROUP if "stage" in around.context else CellNote.FROM_TITLE
    cells["stage"] = UnderstoodCell(
        said or "", said or Stage.UNKNOWN.value, None, note if said else CellNote.STAGE_UNKNOWN
    )
    if said and "stage" not in around.context and (day := around.defaults.get("stage_on")) and "stage_on" not in cells:
        cells["stage_on"] = UnderstoodCell(day, day, None, CellNote.FROM_TITLE)


def _support_content(cells: Cells) -> None:
    if "support_content" not in cells:
        words = (word_inside("SupportContent", _text(cells, name)) for name in ("title", "work"))
        found = next((word for word in words if word), None)
        note = CellNote.CONTENT_INFERRED if found else CellNote.CONTENT_UNKNOWN
        cells["support_content"] = UnderstoodCell("", found or "other", None, note)
