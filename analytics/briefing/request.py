"""What a person or a schedule asks for: which selection and view, which files, in which language, of which record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from analytics.briefing.meeting import Meeting
from analytics.maps.classes import Breaks
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure, MapStyle, Measure, Scale
from analytics.prepared.vintages import Vintage
from analytics.selection.selection import Selection, read_query
from analytics.wording.language import HOUSE
from geodata.store.model import RecordScope

Kind = TypeVar("Kind", bound=StrEnum)
LAYERS = (MapLayer.FACILITY, MapLayer.PROPOSAL)


class Format(StrEnum):
    """The files that there are."""

    PPTX = "pptx"
    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True)
class BriefingRequest:
    """An order: selection and view as the URL holds them (`query`), and how they become files.

    `meeting` chooses and orders the slides; `template` is the office's presentation.
    """

    day: date
    query: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[Format, ...] = tuple(Format)
    lang: str = HOUSE
    scope: RecordScope = RecordScope.ALL
    meeting: Meeting = field(default_factory=Meeting)
    template: bytes | None = None

    @property
    def selection(self) -> Selection:
        """Return the selection."""
        return read_query(self.query).selection

    @property
    def spec(self) -> MapMeasure:
        """Return what the map shows; what the URL words wrongly falls back to the default, as on the screen."""
        default = MapMeasure()
        return replace(
            default,
            measure=self._choice("measure", Measure, default.measure),
            scale=self._choice("scale", Scale, default.scale),
            vintage=self._choice("vintage", Vintage, default.vintage),
            breaks=self._choice("breaks", Breaks, default.breaks),
            is_refitted=self.query.get("refit") == "1",
            drawing=self._choice("draw", MapStyle, default.drawing),
        )

    @property
    def layers(self) -> tuple[MapLayer, ...]:
        """Return the marks of the map."""
        text = self.query.get("layers")
        if text is None:
            return LAYERS
        return tuple(MapLayer(part) for part in dict.fromkeys(text.split(",")) if part in set(MapLayer))

    def _choice(self, name: str, kind: type[Kind], default: Kind) -> Kind:
        text = self.query.get(name)
        return kind(text) if text in set(kind) else default
