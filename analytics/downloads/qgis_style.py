"""The look of an exported layer in QGIS, as QML: the colours and shapes of the screen, headings as aliases of fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pandas as pd

from analytics.downloads.table import ExportColumn, ExportTable
from analytics.maps.classes import Breaks, classes_of
from analytics.wording.colours import MISSING, SECTOR_STYLES, SEQUENTIAL, class_colours
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.schema.vocabulary import Stage

_SHAPES = (
    "circle",
    "square",
    "triangle",
    "diamond",
    "pentagon",
    "hexagon",
    "right_half_triangle",
    "cross_fill",
    "star",
    "half_square",
    "semi_circle",
    "octagon",
)
"""Marker names of QGIS in the order of the shapes of the screen."""
AREA_FIELD = "facilities_per_100_km2"
OUTLINE = "#ffffff"


@dataclass(frozen=True)
class Symbol:
    """One symbol: "marker" or "fill", its colour (#rrggbb), shape and size (mm)."""

    kind: str
    colour: str
    shape: str = "circle"
    size: float = 2.6


def facility_style(table: ExportTable, language: Language) -> str:
    """Return facilities by sector, each with a shape and a colour."""
    entries = [
        (
            label(sector, language),
            label(sector, language),
            Symbol("marker", style.colour, _SHAPES[style.shape % len(_SHAPES)]),
        )
        for sector, style in SECTOR_STYLES.items()
    ]
    return _document(_categorised("sector", entries), table.columns)


def stage_style(table: ExportTable, language: Language) -> str:
    """Return proposals by stage, lighter at the start and darker at the end."""
    steps = len(Stage) - 1
    colours = [SEQUENTIAL["light"][min(4, 1 + n * 4 // steps)] for n in range(len(Stage))]
    entries = [
        (label(stage, language), label(stage, language), Symbol("marker", colour, "diamond", 3.2))
        for stage, colour in zip(Stage, colours, strict=True)
    ]
    return _document(_categorised("stage", entries), table.columns)


def plain_style(table: ExportTable) -> str:
    """Return one symbol for all rows."""
    return _document(_single(Symbol("marker", "#d98a00", "star", 3.4)), table.columns)


def area_style(areas: pd.DataFrame, columns: Sequence[ExportColumn], language: Language) -> str:
    """Return areas by facilities per 100 km², in classes of equal numbers of units."""
    classes = classes_of([float(value) for value in areas[AREA_FIELD].dropna()], Breaks.QUANTILE)
    bounds = list(classes.bounds())
    colours = class_colours(len(bounds), "light")
    ranges = [
        (low, high, f"{language.number(low, 2)} – {language.number(high, 2)}", Symbol("fill", colour))
        for (low, high), colour in zip(bounds, colours, strict=True)
    ]
    renderer = _graduated(AREA_FIELD, ranges) if ranges else _single(Symbol("fill", MISSING["light"]))
    return _document(renderer, columns)


def _document(renderer: ET.Element, columns: Iterable[ExportColumn]) -> str:
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Fields")
    root.append(renderer)
    aliases = ET.SubElement(root, "aliases")
    for index, column in enumerate(columns):
        ET.SubElement(aliases, "alias", field=column.id, name=column.heading, index=str(index))
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")


def _renderer(kind: str, **more: str) -> ET.Element:
    return ET.Element(
        "renderer-v2", {"type": kind, "symbollevels": "0", "enableorderby": "0", "forceraster": "0", **more}
    )


def _single(symbol: Symbol) -> ET.Element:
    renderer = _renderer("singleSymbol")
    _symbols(renderer, [symbol])
    return renderer


def _categorised(field: str, entries: Sequence[tuple[str, str, Symbol]]) -> ET.Element:
    renderer = _renderer("categorizedSymbol", attr=field)
    categories = ET.SubElement(renderer, "categories")
    for number, (value, text, _) in enumerate(entries):
        ET.SubElement(categories, "category", render="true", symbol=str(number), value=value, label=text, type="string")
    _symbols(renderer, [symbol for _, _, symbol in entries])
    return renderer


def _graduated(field: str, ranges: Sequence[tuple[float, float, str, Symbol]]) -> ET.Element:
    renderer = _renderer("graduatedSymbol", attr=field, graduatedMethod="GraduatedColor")
    listed = ET.SubElement(renderer, "ranges")
    for number, (low, high, text, _) in enumerate(ranges):
        ET.SubElement(
            listed, "range", render="true", symbol=str(number), lower=f"{low:.15f}", upper=f"{high:.15f}", label=text
        )
    _symbols(renderer, [symbol for *_, symbol in ranges])
    return renderer


def _symbols(renderer: ET.Element, symbols: Sequence[Symbol]) -> None:
    listed = ET.SubElement(renderer, "symbols")
    for number, symbol in enumerate(symbols):
        element = ET.SubElement(
            listed, "symbol", type=symbol.kind, name=str(number), alpha="1", clip_to_extent="1", force_rhr="0"
        )
        name = "SimpleMarker" if symbol.kind == "marker" else "SimpleFill"
        layer = ET.SubElement(element, "layer", {"class": name, "pass": "0", "locked": "0", "enabled": "1"})
        options = ET.SubElement(layer, "Option", type="Map")
        for key, value in _options(symbol).items():
            ET.SubElement(options, "Option", name=key, type="QString", value=value)
            ET.SubElement(layer, "prop", k=key, v=value)


def _options(symbol: Symbol) -> dict[str, str]:
    outline = {
        "outline_color": _rgba(OUTLINE),
        "outline_style": "solid",
        "outline_width": "0.3",
        "outline_width_unit": "MM",
    }
    if symbol.kind == "fill":
        return {"color": _rgba(symbol.colour), "style": "solid", "joinstyle": "bevel", **outline}
    marker = {
        "color": _rgba(symbol.colour),
        "name": symbol.shape,
        "size": str(symbol.size),
        "size_unit": "MM",
        "angle": "0",
    }
    return {**marker, "scale_method": "diameter", **outline}


def _rgba(colour: str) -> str:
    return ",".join([*(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)), "255"])
