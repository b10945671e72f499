"""What can be wrong with a boundary file and what is done with it, as codes with values: `analytics.boundaries.words` words them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class ProblemCode(StrEnum):
    """Why a boundary file cannot be taken."""

    NO_FILE = "no_file"
    FILE_TOO_LARGE = "file_too_large"
    UNKNOWN_FORMAT = "unknown_format"
    NO_FEATURES = "no_features"
    TOO_MANY_FEATURES = "too_many_features"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_VERTICES = "too_many_vertices"
    NO_GEOJSON = "no_geojson"
    NO_COLLECTION = "no_collection"
    BAD_GEOMETRY = "bad_geometry"
    UNKNOWN_CRS = "unknown_crs"
    NO_GEOPACKAGE = "no_geopackage"
    HIDDEN_QUERIES = "hidden_queries"
    DAMAGED_GEOPACKAGE = "damaged_geopackage"
    UNREADABLE = "unreadable"
    NO_GEOMETRIES = "no_geometries"
    NO_LAYER = "no_layer"
    LAYER_UNKNOWN = "layer_unknown"
    LAYER_OPEN = "layer_open"
    DAMAGED_ZIP = "damaged_zip"
    TOO_MANY_MEMBERS = "too_many_members"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    MEMBER_LEADS_OUT = "member_leads_out"
    MEMBER_LINK = "member_link"
    MEMBER_ENCRYPTED = "member_encrypted"
    MEMBER_GROWS = "member_grows"
    MEMBER_LONGER = "member_longer"
    NO_SHAPEFILE = "no_shapefile"
    SHAPEFILE_TWICE = "shapefile_twice"
    PARTS_MISSING = "parts_missing"
    NO_SHAPES = "no_shapes"
    NO_GEOMETRY = "no_geometry"
    NO_POLYGON = "no_polygon"
    INVALID_POLYGON = "invalid_polygon"
    CRS_MISSING = "crs_missing"
    CRS_OPTION = "crs_option"
    CRS_UNUSABLE = "crs_unusable"
    CRS_WRONG = "crs_wrong"
    AXES_EXCHANGED = "axes_exchanged"
    ELSEWHERE = "elsewhere"
    NOT_IN_PROVINCE = "not_in_province"
    SETS_ALIKE = "sets_alike"
    NO_SET_NAMED = "no_set_named"
    LEFT_OVER = "left_over"
    LEFT_OVER_NEAR = "left_over_near"
    LEFT_OVER_UNNAMED = "left_over_unnamed"
    CODE_AND_NAME = "code_and_name"
    UNIT_TWICE = "unit_twice"
    UNIT_MISSING = "unit_missing"
    UNIT_ELSEWHERE = "unit_elsewhere"
    UNIT_AREA = "unit_area"
    OVERLAP = "overlap"
    HOLE = "hole"
    TOO_FINE = "too_fine"
    ATTRIBUTION = "attribution"
    NOT_WRITTEN = "not_written"


class NoteCode(StrEnum):
    """What was understood of a boundary file, and done with it."""

    UNITS = "units"
    CODES_FROM = "codes_from"
    NAMES_FROM = "names_from"
    DISTRICTS_FROM = "districts_from"
    READ_AS = "read_as"
    CRS_ASSUMED = "crs_assumed"
    MENDED = "mended"
    LEFT_ASIDE = "left_aside"
    OVERLAPS_CLOSED = "overlaps_closed"
    HOLES_CLOSED = "holes_closed"
    LAND_OF_FILE = "land_of_file"
    LAND_AS_OURS = "land_as_ours"
    LEAST_OVERLAP = "least_overlap"
    ALL_CORNERS = "all_corners"
    FEWER_CORNERS = "fewer_corners"


Value = str | int | float | Sequence[str]


@dataclass(frozen=True)
class Where:
    """A place in a file: its layer, and features by their number in it (from 1); all may be left open."""

    file: str = ""
    layer: str = ""
    features: tuple[int, ...] = ()

    def at(self, *features: int) -> "Where":
        """Return the place of features of this layer."""
        return replace(self, features=features)

    def __str__(self) -> str:
        """Return the place for a log."""
        return "/".join(filter(None, (self.file, self.layer, ",".join(map(str, self.features)))))


@dataclass(frozen=True)
class BoundaryProblem:
    """Something that is wrong, where, and the values that its words need; texts among them come from the file."""

    code: ProblemCode
    where: Where = Where()
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the problem for a log."""
        return ", ".join([f"{self.where}: {self.code}", *(f"{name}={value}" for name, value in self.values.items())])


@dataclass(frozen=True)
class Note:
    """Something that was understood or done, the features it is about, and the values that its words need."""

    code: NoteCode
    where: Where = Where()
    values: Mapping[str, Value] = field(default_factory=dict)


class BoundaryFileError(ValueError):
    """A boundary file cannot be taken; `problems` are all that were found."""

    def __init__(self, *problems: BoundaryProblem) -> None:
        """Keep the problems; the error's own text is for a log."""
        super().__init__("\n".join(map(str, problems)))
        self.problems: Sequence[BoundaryProblem] = problems
