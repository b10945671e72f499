"""When, from where and in which language something leaves the app."""

from dataclasses import dataclass
from datetime import datetime

from analytics.prepared.vintages import Vintage
from analytics.wording.language import Language


@dataclass(frozen=True)
class Occasion:
    """The moment of an export (with or without a zone, written as it is), its language, and the units that areas are drawn in.

    `scope` says in words which data the record is ("public record", "the office's data"), `address` is the query of the
    link that shows the same selection.
    """

    at: datetime
    language: Language
    scope: str = ""
    address: str = ""
    vintage: Vintage = Vintage.DISTRICTS_2024
