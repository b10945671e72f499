"""What changes on the map with the selection, as one small element: areas, marks, legend, as data for `map.js`."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geodata.layers.payload import encode, pack_json


@dataclass(frozen=True)
class Badge:
    """A number that stands on a unit, written as in the table of units; `kind` is what it counts: a layer, or "measure"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Area:
    """One unit: its fill (CSS colour), whether its value is missing, the lines of its tooltip (plain text).

    `size` is the diameter of its circle as a share of the largest, 0 for none. `badges` are its numbers, shown until
    somebody looks so closely that marks take their place.
    """

    fill: str
    missing: bool
    lines: tuple[str, ...]
    size: float = 0.0
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True)
class MarkStyle:
    """How marks of one kind look: one of the twelve shapes of `signs.js` and a CSS colour."""

    shape: int
    colour: str


@dataclass(frozen=True)
class MapMark:
    """One mark at lat, lon (degrees, EPSG:4326) that stands for `n` rows; `style` is an index into the state's styles.

    `unit` is where it lies: "district.commune", the district alone, or "" where neither is known. Marks of two units are never
    counted together.
    """

    id: str
    lat: float
    lon: float
    style: int
    quality: str
    name: str
    lines: tuple[str, ...] = ()
    n: int = 1
    unit: str = ""


@dataclass(frozen=True)
class Cells:
    """Marks that stand for several rows each: lat, lon (degrees, EPSG:4326) of one of them, how many, the number of their unit.

    The rows of a mark lie within `step` degrees and in one of `units` (as `MapMark.unit`); they are all of one `quality`.
    """

    step: float
    quality: str
    units: tuple[str, ...]
    marks: tuple[tuple[float, float, int, int], ...]


RECORD_LAYER = "record"
"""The id of the layer that holds the places of one record alone: paper, which draws no single marks, draws these."""


@dataclass(frozen=True)
class Layer:
    """Marks of one kind; `label` follows a count ("12 cơ sở"). `cells` hold the rows that are too many to have a mark each."""

    id: str
    label: str
    marks: tuple[MapMark, ...]
    cells: tuple[Cells, ...] = ()


@dataclass(frozen=True)
class LegendClass:
    """One row of the measure's legend: fill, label with its bounds, how many units fall into it; `size` of a circle.

    `short` is what of the label stands in the strip: where the class begins.
    """

    fill: str
    label: str
    count: str
    missing: bool = False
    size: float = 0.0
    short: str = ""


@dataclass(frozen=True)
class LegendItem:
    """One row of a legend section: a mark style (or none), a label, a count; `plate` is the layer whose frame it shows."""

    label: str
    count: str = ""
    style: MarkStyle | None = None
    quality: str = "exact"
    plate: str = ""


@dataclass(frozen=True)
class LegendSection:
    """A titled group of legend rows; `is_of_signs` where they say what the signs of single marks mean."""

    title: str
    items: tuple[LegendItem, ...]
    is_of_signs: bool = False


@dataclass(frozen=True)
class Legend:
    """The legend: the measure's title, its classes, sections of marks, closing notes."""

    title: str
    classes: tuple[LegendClass, ...]
    sections: tuple[LegendSection, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearBar:
    """The years under the map: from year `first` on a number of rows each, as it is drawn and as it is written.

    `chosen` are the first and the last year of the selection, None for all; `total` is what it holds, in words. `beside` are
    the rows that no single year shows, each a kind and its words; a click on one tells Python the kind.
    """

    first: int
    bars: tuple[tuple[int, str], ...]
    chosen: tuple[int, int] | None
    counted: str
    total: str
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MapState:
    """Everything on the map that a selection decides. All texts are plain text; the map never reads them as HTML.

    `vintage` names the layer whose units `areas` describes, by code; units without an area are not drawn.
    The map goes to the units of `focus` when they change, and back when there are none.
    """

    vintage: str
    is_circles: bool
    areas: Mapping[str, Area]
    selected: tuple[str, ...]
    focus: tuple[str, ...]
    styles: Sequence[MarkStyle]
    layers: Sequence[Layer]
    legend: Legend
    years: YearBar | None = None

    def payload(self) -> str:
        """Return the state as `payload.js` decodes it, with a digest of its content as `revision`."""
        data = vars(self)
        digest = hashlib.sha256(encode(data).encode("ascii")).hexdigest()[:12]
        return pack_json({**data, "revision": digest})
