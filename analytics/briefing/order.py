"""What a person or a schedule asks for: which selection and view, which files, in which language, of which record."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from analytics.briefing.programme import Programme, read_programme
from analytics.classes import Breaks
from analytics.language import CODES, Code
from analytics.map_marks import MapLayer
from analytics.measures import Drawing, MapMeasure, Measure, Scale
from analytics.selection import Selection, read_query
from analytics.vintages import Vintage
from geodata.store.model import RecordScope

Kind = TypeVar("Kind", bound=StrEnum)
LAYERS = (MapLayer.FACILITY, MapLayer.PROPOSAL)


class Format(StrEnum):
    """The files that there are."""

    PPTX = "pptx"
    PDF = "pdf"
    XLSX = "xlsx"


class OrderError(ValueError):
    """An order cannot be read; the text names the part."""


@dataclass(frozen=True)
class Order:
    """An order: selection and view as the URL holds them (`query`), and how they become files.

    `programme` chooses and orders the slides; `template` is the office's presentation.
    """

    day: date
    query: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[Format, ...] = tuple(Format)
    lang: Code = "vi"
    scope: RecordScope = RecordScope.ALL
    programme: Programme = field(default_factory=Programme)
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
            drawing=self._choice("draw", Drawing, default.drawing),
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

    def to_content(self) -> dict[str, Any]:
        """Return the order as JSON holds it."""
        return {
            "day": self.day.isoformat(),
            "query": dict(self.query),
            "formats": list(self.formats),
            "lang": self.lang,
            "scope": str(self.scope),
            "programme": self.programme.to_content(),
            "template": None if self.template is None else base64.b64encode(self.template).decode("ascii"),
        }


def read_order(content: Any) -> Order:
    """Return the order of `Order.to_content`; OrderError when it is none."""
    try:
        template = content["template"]
        return Order(
            day=date.fromisoformat(content["day"]),
            query={str(name): str(value) for name, value in content["query"].items()},
            formats=tuple(Format(one) for one in content["formats"]),
            lang=content["lang"] if content["lang"] in CODES else "vi",
            scope=RecordScope(content["scope"]),
            programme=read_programme(content["programme"]),
            template=None if template is None else base64.b64decode(template, validate=True),
        )
    except (AttributeError, KeyError, TypeError, ValueError, binascii.Error) as error:
        msg = f"no order for a briefing: {error!r}"
        raise OrderError(msg) from error
