"""What a person or a schedule asks for: which selection and view, which files, in which language, of which record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from analytics.briefing.meeting import Meeting
from analytics.maps.address import AddressReader, read_map
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure
from analytics.selection.selection import Selection, read_query
from analytics.wording.language import HOUSE
from geodata.store.model import RecordScope

if TYPE_CHECKING:
    from analytics.planning.scenario import Scenario


class BriefingFormat(StrEnum):
    """The files that there are."""

    PPTX = "pptx"
    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True)
class BriefingRequest:
    """An order: selection and view as the URL holds them (`query`), and how they become files.

    `meeting` chooses and orders the slides; `template` is the office's presentation; `plan` has slides of its own; `office` is whose name the first slide bears.
    """

    day: date
    query: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[BriefingFormat, ...] = tuple(BriefingFormat)
    lang: str = HOUSE
    scope: RecordScope = RecordScope.ALL
    meeting: Meeting = field(default_factory=Meeting)
    template: bytes | None = None
    plan: "Scenario | None" = None
    office: str = ""

    @property
    def selection(self) -> Selection:
        """Return the selection."""
        return read_query(self.query).selection

    @property
    def spec(self) -> MapMeasure:
        """Return what the map shows; what the URL words wrongly falls back to the default, as on the screen."""
        return read_map(AddressReader(self.query))[0]

    @property
    def layers(self) -> tuple[MapLayer, ...]:
        """Return the marks of the map."""
        return read_map(AddressReader(self.query))[1]
