"""What is wrong with a file of official boundaries and what to do, and what was done with it: the texts of `geodata.boundary_files.problems`."""

from analytics.prepared.vintages import VINTAGE_LABELS, Vintage
from analytics.wording.language import Language, mark
from geodata.boundary_files.problems import BoundaryProblem, Note, NoteCode, Value, Where
from geodata.boundary_files.problems import NoteCode as N
from geodata.boundary_files.problems import ProblemCode as P

_PROBLEMS: dict[P, str] = {
    P.NO_FILE: mark("there is no such file. Check its folder and name."),
    P.FILE_TOO_LARGE: mark(
        "the file has {mb} MB, at most {limit} MB are read. Cut it to the province, or simplify its lines."
    ),
    P.UNKNOWN_FORMAT: mark(
        "files of this kind are not read. Give a GeoPackage (.gpkg), a GeoJSON (.geojson) or a zipped Shapefile (.zip)."
    ),
    P.NO_FEATURES: mark("the layer holds no features. Choose another file or layer."),
    P.TOO_MANY_FEATURES: mark("more than {limit} features. Cut the layer to the province."),
    P.TOO_MANY_COLUMNS: mark("more than {limit} columns. Keep those with code and name."),
    P.TOO_MANY_VERTICES: mark("{count} corners, at most {limit} are read. Simplify the lines first."),
    P.NO_GEOJSON: mark("this is no GeoJSON, or it is cut off ({reason}). Export it again as UTF-8."),
    P.NO_COLLECTION: mark("the file holds no list of features (FeatureCollection). Export the layer as GeoJSON."),
    P.BAD_GEOMETRY: mark("a shape cannot be read as GeoJSON ({reason}). Export the layer again."),
    P.UNKNOWN_CRS: mark("the coordinate system {crs} is not known. Name the right one with --crs."),
    P.NO_GEOPACKAGE: mark("this is no GeoPackage. Export the layer again."),
    P.HIDDEN_QUERIES: mark("the file holds queries in place of its tables of contents. Export the layer again."),
    P.DAMAGED_GEOPACKAGE: mark("the file is damaged or no GeoPackage ({reason}). Export the layer again."),
    P.UNREADABLE: mark("the file cannot be read ({reason}). Check that it may be opened, or export the layer again."),
    P.NO_GEOMETRIES: mark("the layer has no shapes. Choose another one with --layer."),
    P.NO_LAYER: mark("the file has no layer with shapes. Export the layer again."),
    P.LAYER_UNKNOWN: mark("there is no layer “{wanted}”; there are: {layers}. Choose one of them with --layer."),
    P.LAYER_OPEN: mark("the file has several layers: {layers}. Choose one of them with --layer."),
    P.DAMAGED_ZIP: mark("the zip is damaged or encrypted ({reason}). Make it again."),
    P.TOO_MANY_MEMBERS: mark("the zip holds {count} files, at most {limit} are read. Zip one Shapefile alone."),
    P.UNPACKS_TOO_LARGE: mark(
        "unpacked, the zip has {mb} MB, at most {limit} MB are read. Cut the layer to the province."
    ),
    P.MEMBER_LEADS_OUT: mark("“{member}” leads out of the zip. Zip the Shapefile without folders."),
    P.MEMBER_LINK: mark("“{member}” is a link. Zip the file itself."),
    P.MEMBER_ENCRYPTED: mark("“{member}” is encrypted. Zip it without a password."),
    P.MEMBER_GROWS: mark("“{member}” grows more than {limit} times when it is unpacked. Zip the Shapefile again."),
    P.MEMBER_LONGER: mark("“{member}” is longer than the zip says. Zip the Shapefile again."),
    P.NO_SHAPEFILE: mark("the zip holds no Shapefile. Zip its files (.shp, .shx, .dbf, .prj) together."),
    P.SHAPEFILE_TWICE: mark("the zip holds several Shapefiles named “{wanted}”. Keep one of them."),
    P.PARTS_MISSING: mark("the Shapefile “{wanted}” lacks {parts}. Zip all its files (.shp, .shx, .dbf, .prj)."),
    P.NO_SHAPES: mark("“{member}” is no Shapefile. Export the layer again."),
    P.NO_GEOMETRY: mark("it has no shape. Give the unit its area."),
    P.NO_POLYGON: mark("its shape is {kind}, not an area. Give the unit its area."),
    P.INVALID_POLYGON: mark("its area is not valid: {reason}. Mend it in a GIS (in QGIS: Fix geometries)."),
    P.CRS_MISSING: mark(
        "the file names no coordinate system, and coordinates such as {example} are no degrees in the province. Name it with --crs (EPSG:3405 is VN-2000 / UTM 48N)."
    ),
    P.CRS_OPTION: mark("--crs {crs} is not known ({reason}). Give one like EPSG:4326 or EPSG:3405."),
    P.CRS_UNUSABLE: mark("the coordinate system {crs} cannot be used ({reason}). Name another with --crs."),
    P.CRS_WRONG: mark(
        "coordinates such as {example} are none of the coordinate system {crs}. Name the right one with --crs."
    ),
    P.AXES_EXCHANGED: mark(
        "longitude and latitude are exchanged, as in {example}. Export the layer with longitude (x) first."
    ),
    P.ELSEWHERE: mark(
        "nothing lies in the province: {example} in {crs} is elsewhere. Check the file and its coordinate system."
    ),
    P.NOT_IN_PROVINCE: mark("no feature lies in the province. Check the file and its coordinate system."),
    P.SETS_ALIKE: mark("the units fit several sets alike: {sets}. Name the right one with --vintage."),
    P.NO_SET_NAMED: mark(
        "no column holds codes or names of units (columns: {columns}). Add one, or name the set with --vintage: {sets}."
    ),
    P.LEFT_OVER: mark("it is no unit of {set}: {texts}. Correct name or code, or take it out."),
    P.LEFT_OVER_NEAR: mark("it is no unit of {set}: {texts}. If it is {nearest}, correct the name."),
    P.LEFT_OVER_UNNAMED: mark(
        "no column holds codes or names of units of {set}. Add one, or choose another set with --vintage."
    ),
    P.CODE_AND_NAME: mark("code {code} is {unit}, but the name is “{name}”. Correct one of them."),
    P.UNIT_TWICE: mark("all of them are {unit}. Join them, or take out what is too many."),
    P.UNIT_MISSING: mark("{unit} is missing. Add it, or choose another set with --vintage."),
    P.UNIT_ELSEWHERE: mark(
        "{unit} lies elsewhere: {share} in common with where it should be, at least {least} are needed. Check the name and the coordinate system."
    ),
    P.UNIT_AREA: mark("{unit} has {km2} km², officially {official_km2} km². Check the unit and the day of the lines."),
    P.OVERLAP: mark("{unit} and {other} overlap by {km2} km² near {example}. Give this land to one of them."),
    P.HOLE: mark("{km2} km² near {example} belong to no unit. Give this land to one."),
    P.TOO_FINE: mark(
        "the lines are too fine for the screen, or lines of neighbours differ too much to be joined. Simplify the layer in a GIS with common lines kept, and try again."
    ),
    P.ATTRIBUTION: mark(
        "--attribution “{name}” names no source. Write it as the map shall print it, in 3 to {limit} letters."
    ),
    P.NOT_WRITTEN: mark(
        "the file cannot be written or removed ({reason}). Give the right to write there, or name another folder in KHUYENCONG_DATA."
    ),
}
_NOTES: dict[N, str] = {
    N.UNITS: mark("{count} units of {set}."),
    N.CODES_FROM: mark("Codes come from column “{column}”."),
    N.NAMES_FROM: mark("Names come from column “{column}”."),
    N.DISTRICTS_FROM: mark("Districts come from column “{column}”."),
    N.READ_AS: mark("Column “{column}” was read as {table}."),
    N.CRS_ASSUMED: mark(
        "The file names no coordinate system; its coordinates are degrees in the province, so EPSG:4326 was taken."
    ),
    N.MENDED: mark("its area was mended ({reason}) and changed by {change}."),
    N.LEFT_ASIDE: mark("Features outside the province that were left aside: {count}."),
    N.OVERLAPS_CLOSED: mark("Overlaps narrower than {metres} m, {km2} km² in all, were closed."),
    N.HOLES_CLOSED: mark("Holes narrower than {metres} m, {km2} km² in all, were closed."),
    N.LAND_OF_FILE: mark("Land of no commune (the TB1 range) was cut from that of the file."),
    N.LAND_AS_OURS: mark("Land of no commune (the TB1 range) was cut as in the app's own layer."),
    N.LEAST_OVERLAP: mark("{unit} differs most from the app's own layer, with {overlap} in common."),
    N.ALL_CORNERS: mark("The layer for the screen has {kb} kB and all corners."),
    N.FEWER_CORNERS: mark("The layer for the screen has {kb} kB, its corners within about {metres} m."),
}
_KINDS = {
    "Point": mark("a point"),
    "MultiPoint": mark("a set of points"),
    "LineString": mark("a line"),
    "LinearRing": mark("a line"),
    "MultiLineString": mark("a set of lines"),
    "GeometryCollection": mark("a mixture of shapes"),
}
_REASONS = {
    "Self-intersection": mark("its line crosses itself"),
    "Ring Self-intersection": mark("its line touches itself"),
    "Hole lies outside shell": mark("a hole lies outside of it"),
    "Nested holes": mark("one hole lies in another"),
    "Nested shells": mark("one part lies in another"),
    "Interior is disconnected": mark("its inside falls apart"),
    "Duplicate Rings": mark("a line is there twice"),
    "Too few points in geometry component": mark("a line has too few points"),
    "Invalid Coordinate": mark("a coordinate is no number"),
}
"""Why a polygon is not valid, as GEOS says it before the place in brackets."""
_SHARES = {"share": 0, "least": 0, "overlap": 1, "change": 4}
"""Values that are shares of a whole, with the decimals of their percentage."""


def boundary_problem_text(problem: BoundaryProblem, language: Language) -> str:
    """Return where a problem is, what it is and what to do."""
    return _placed(problem.where, language.text(_PROBLEMS[problem.code], **_values(problem, language)), language)


def boundary_note_text(note: Note, language: Language) -> str:
    """Return what was understood or done; where, when it is told of one layer or feature."""
    return _placed(note.where, language.text(_NOTES[NoteCode(note.code)], **_values(note, language)), language)


def set_text(name: str, language: Language) -> str:
    """Return a set of units by the name that --vintage takes, and what it is."""
    return f"{name} ({language.text(VINTAGE_LABELS[Vintage(name)])})"


def _placed(where: Where, what: str, language: Language) -> str:
    numbers = ", ".join(map(str, where.features))
    parts = [
        _plain(where.file),
        language.text("layer {layer}", layer=_plain(where.layer)) if where.layer else "",
        language.text("features {numbers}", numbers=numbers)
        if len(where.features) > 1
        else language.text("feature {number}", number=numbers)
        if numbers
        else "",
    ]
    place = ", ".join(part for part in parts if part)
    return f"{place}: {what}" if place else what


def _values(said: BoundaryProblem | Note, language: Language) -> dict[str, str]:
    return {name: _worded(name, value, language) for name, value in said.values.items()}


def _worded(name: str, value: Value, language: Language) -> str:
    if isinstance(value, int | float):
        return language.percent(value, _SHARES[name]) if name in _SHARES else language.number(value, 2)
    if isinstance(value, str):
        return _text(name, value, language)
    return ("; " if name == "sets" else ", ").join(_text(name, one, language) for one in value) or "–"


def _text(name: str, value: str, language: Language) -> str:
    if name in {"set", "sets"}:
        return set_text(value, language)
    if name == "kind":
        return language.text(_KINDS.get(value, value))
    if name == "reason":
        why, bracket, place = _plain(value).partition("[")
        return f"{language.text(_REASONS[why])} {bracket}{place}".strip() if why in _REASONS else _plain(value)
    return _plain(value)


def _plain(text: str) -> str:
    """Return a text of the file without the signs that would command a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
