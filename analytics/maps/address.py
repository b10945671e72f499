"""What an address says of the map, read in one way for the screens and for the files that are made of them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from analytics.maps.areas import marked
from analytics.maps.classes import Breaks
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure, MapStyle, Measure, Scale
from analytics.prepared.vintages import Vintage

MAX_NAME = 120
_Kind = TypeVar("_Kind", bound=StrEnum)


class AddressReader:
    """Reads parameters one by one and notes the names of those that were not understood."""

    def __init__(self, query: Mapping[str, str]) -> None:
        """Begin with the parameters of an address."""
        self.query = query
        self.refused: list[str] = []

    def choice(self, name: str, kind: type[_Kind], default: _Kind) -> _Kind:
        """Return a member of a list, the default where none is named or the name is none."""
        text = self.query.get(name)
        if text is None or text in set(kind):
            return default if text is None else kind(text)
        self.refused.append(name)
        return default

    def among(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Return one of few texts."""
        text = self.query.get(name, default)
        if text in allowed:
            return text
        self.refused.append(name)
        return default

    def name(self, name: str) -> str:
        """Return a name of a record or of something kept, "" for none or one that is too long."""
        text = self.query.get(name, "")
        if len(text) <= MAX_NAME:
            return text
        self.refused.append(name)
        return ""

    def layers(self, default: tuple[MapLayer, ...]) -> tuple[MapLayer, ...]:
        """Return the marks of the map."""
        text = self.query.get("layers")
        if text is None or text == "none":
            return default if text is None else ()
        parts = text.split(",")
        if len(parts) <= len(MapLayer) and all(part in set(MapLayer) for part in parts):
            return tuple(MapLayer(part) for part in dict.fromkeys(parts))
        self.refused.append("layers")
        return default


def read_map(reader: AddressReader) -> tuple[MapMeasure, tuple[MapLayer, ...]]:
    """Return the measure and the marks of the map; what is worded wrongly falls back to the default and is noted."""
    default = MapMeasure()
    measure = MapMeasure(
        measure=reader.choice("measure", Measure, default.measure),
        scale=reader.choice("scale", Scale, default.scale),
        vintage=reader.choice("vintage", Vintage, default.vintage),
        breaks=reader.choice("breaks", Breaks, default.breaks),
        is_refitted=reader.among("refit", ("0", "1"), "0") == "1",
        drawing=reader.choice("draw", MapStyle, default.drawing),
    )
    return measure, reader.layers((marked(measure.measure),))
