"""The tables of the record: columns, types and rules, one table a name; pandera checks a frame against them.

Conventions: `<thing>_id` is the key; money is whole đồng (`*_vnd`, Int64); a missing value is unknown, never zero;
`source_ids` is one or more `sources.source_id`, separated by ";"; `district_code` is the unit of the ten-district view of
2024 and `commune_code` a commune of 2020-2024 (GSO codes as strings); notes are for the screen, in Vietnamese.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata import vocabulary as v

if TYPE_CHECKING:
    import pandera.pandas as pa

ID = r"^[a-z0-9][a-z0-9-]*$"
SOURCE_IDS = r"^[a-z0-9-]+(;[a-z0-9-]+)*$"
DISTRICT = r"^2\d\d$"
COMMUNE = r"^\d{5}$"
FILE_NAME = r"^[^\x00-\x1f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,160}$"
"""No path, and no sign that turns the direction of reading."""
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@dataclass(frozen=True)
class ColumnRule:
    """What a column may hold: a pandas type, and bounds, choices or a pattern for its values.

    `is_personal`: its values may say something of a person, so that they must be erasable.
    """

    dtype: str
    is_nullable: bool = True
    is_unique: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    is_personal: bool = False


Table = dict[str, ColumnRule]


def _text(*, nullable: bool = True, pattern: str | None = None) -> ColumnRule:
    return ColumnRule("string[python]", nullable, pattern=pattern)


def _choice(kinds: type[StrEnum], *, nullable: bool = False) -> ColumnRule:
    return ColumnRule("string[python]", nullable, choices=tuple(member.value for member in kinds))


def _whole(*, minimum: int = 0, maximum: int | None = None, nullable: bool = True) -> ColumnRule:
    return ColumnRule("Int64", nullable, minimum=minimum, maximum=maximum)


def _number(*, minimum: float = 0, maximum: float | None = None, nullable: bool = True) -> ColumnRule:
    return ColumnRule("Float64", nullable, minimum=minimum, maximum=maximum)


def _flag() -> ColumnRule:
    return ColumnRule("boolean", is_nullable=False)


def _key() -> ColumnRule:
    return ColumnRule("string[python]", is_nullable=False, is_unique=True, pattern=ID)


def _year() -> ColumnRule:
    return _whole(minimum=1950, maximum=2100)


_PLACE = {
    "place_text": _text(),
    "commune_code": _text(pattern=COMMUNE),
    "district_code": _text(pattern=DISTRICT),
    "location_quality": _choice(v.LocationQuality),
}
_SOURCED = {"note": _text(), "source_ids": _text(nullable=False, pattern=SOURCE_IDS)}


TABLES: dict[str, Table] = {
    "sources": {
        "source_id": _key(),
        "kind": _choice(v.SourceKind),
        "title": _text(nullable=False),
        "publisher": _text(nullable=False),
        "url": _text(pattern=r"^https?://"),
        "file": _text(),
        "published_on": _text(pattern=PARTIAL_DATE),
        "language": _text(nullable=False, pattern=r"^[a-z]{2}$"),
        "note": _text(),
    },
    "facilities": {
        "facility_id": _key(),
        "name": _text(nullable=False),
        "other_names": _text(),
        "kind": _choice(v.FacilityKind),
        "sector": _choice(v.Sector),
        "products": _text(),
        **_PLACE,
        "lon": _number(minimum=105.8, maximum=107.1),
        "lat": _number(minimum=21.1, maximum=21.7),
        "workers": _whole(),
        "revenue_vnd": _whole(),
        "founded_year": _year(),
        **_SOURCED,
    },
    "facility_mentions": {
        "mention_id": _key(),
        "facility_id": _text(nullable=False, pattern=ID),
        "as_of_year": _year(),
        "name_as_written": _text(nullable=False),
        "place_as_written": _text(),
        "products": _text(),
        "workers_text": _text(),
        "revenue_text": _text(),
        "capacity_text": _text(),
        **_SOURCED,
    },
    "proposals": {
        "proposal_id": _key(),
        "title": _text(nullable=False),
        "year_from": _year(),
        "year_to": _year(),
        "programme": _choice(v.Programme),
        "support_content": _choice(v.SupportContent),
        "sector": _choice(v.Sector),
        "stage": _choice(v.Stage),
        "support_vnd": _whole(),
        "support_basis": _choice(v.Basis, nullable=True),
        "total_investment_vnd": _whole(),
        "counterpart_vnd": _whole(),
        **_SOURCED,
    },
    "beneficiaries": {
        "beneficiary_id": _key(),
        "proposal_id": _text(nullable=False, pattern=ID),
        "facility_id": _text(pattern=ID),
        "work": _text(nullable=False),
        **_PLACE,
        **_SOURCED,
    },
    "proposal_events": {
        "event_id": _key(),
        "proposal_id": _text(nullable=False, pattern=ID),
        "stage": _choice(v.Stage),
        "stage_as_written": _text(nullable=False),
        "happened_on": _text(pattern=PARTIAL_DATE),
        **_SOURCED,
    },
    "export_flows": {
        "flow_id": _key(),
        "product": _text(nullable=False),
        "product_group": _text(nullable=False, pattern=ID),
        "hs_hint": _text(),
        "sector": _choice(v.Sector),
        "is_context": _flag(),
        "market_kind": _choice(v.MarketKind),
        "market": _text(),
        "market_iso3": _text(pattern=r"^[A-Z]{3}$"),
        "market_members": _text(),
        "is_pairing_stated": _flag(),
        "year": _year(),
        "volume": _number(),
        "volume_unit": _choice(v.VolumeUnit, nullable=True),
        "volume_qualifier": _choice(v.Qualifier, nullable=True),
        "value": _number(),
        "value_unit": _choice(v.ValueUnit, nullable=True),
        "value_qualifier": _choice(v.Qualifier, nullable=True),
        "basis": _choice(v.FlowBasis),
        "facility_id": _text(pattern=ID),
        "exporter": _text(),
        "district_code": _text(pattern=DISTRICT),
        "is_merged_province": _flag(),
        **_SOURCED,
    },
    "ocop_products": {
        "product_id": _key(),
        "name": _text(nullable=False),
        "producer": _text(),
        "facility_id": _text(pattern=ID),
        "sector": _choice(v.Sector),
        **_PLACE,
        "stars": _whole(minimum=3, maximum=5),
        "status": _choice(v.OcopStatus),
        "recognised_year": _year(),
        **_SOURCED,
    },
    "ocop_recognitions": {
        "recognition_id": _key(),
        "product_id": _text(nullable=False, pattern=ID),
        "year": _year(),
        "recognised_on": _text(pattern=PARTIAL_DATE),
        "stars": _whole(minimum=3, maximum=5),
        "status": _choice(v.OcopStatus),
        "decision": _text(),
        **_SOURCED,
    },
    "typical_products": {
        "typical_id": _key(),
        "product": _text(nullable=False),
        "producer": _text(),
        "facility_id": _text(pattern=ID),
        "sector": _choice(v.Sector),
        "district_code": _text(pattern=DISTRICT),
        "level": _choice(v.TypicalLevel),
        "year": _year(),
        "is_proposed": _flag(),
        "is_implied": _flag(),
        "is_merged_province": _flag(),
        **_SOURCED,
    },
    "published_figures": {
        "figure_id": _key(),
        "year_from": _year(),
        "year_to": _year(),
        "programme": _choice(v.FigureProgramme),
        "metric": _text(nullable=False, pattern=r"^[a-z][a-z0-9_]*$"),
        "scope": _choice(v.FigureScope),
        "district_code": _text(pattern=DISTRICT),
        "place_text": _text(),
        "value": _number(nullable=False),
        "value_to": _number(),
        "unit": _text(nullable=False),
        "qualifier": _choice(v.Qualifier),
        "basis": _choice(v.Basis),
        "as_of": _text(pattern=PARTIAL_DATE),
        "is_used": _flag(),
        **_SOURCED,
    },
    "contradictions": {
        "contradiction_id": _key(),
        "topic": _text(nullable=False),
        "table": _text(nullable=False),
        "row_ids": _text(nullable=False, pattern=SOURCE_IDS),
        "used_row_id": _text(pattern=ID),
        "values_text": _text(nullable=False),
        "rule": _text(nullable=False),
        "source_ids": _text(nullable=False, pattern=SOURCE_IDS),
    },
    "rules": {
        "rule_id": _key(),
        "document": _text(nullable=False),
        "issuer": _text(),
        "issued_on": _text(pattern=PARTIAL_DATE),
        "effective_from": _text(pattern=PARTIAL_DATE),
        "effective_to": _text(pattern=PARTIAL_DATE),
        "article": _text(),
        "amends": _text(),
        "applies_in": _choice(v.RuleArea),
        "topic": _choice(v.RuleTopic),
        "programme": _choice(v.RuleProgramme, nullable=True),
        "support_content": _choice(v.SupportContent, nullable=True),
        "condition": _text(),
        "stars": _whole(minimum=1, maximum=5),
        "statement": _text(nullable=False),
        "amount": _number(),
        "amount_to": _number(),
        "unit": _choice(v.RuleUnit, nullable=True),
        "per": _choice(v.RulePer, nullable=True),
        "share_max": _number(maximum=1),
        "is_text_read": _flag(),
        **_SOURCED,
    },
    "survey_visits": {
        "visit_id": _key(),
        "year": _year(),
        "facility_id": _text(pattern=ID),
        "proposal_id": _text(pattern=ID),
        "visited_on": _text(pattern=PARTIAL_DATE),
        **_PLACE,
        "finding": _text(),
        **_SOURCED,
    },
    "survey_facts": {
        "fact_id": _key(),
        "plan_year": _whole(minimum=1950, maximum=2100, nullable=False),
        "kind": _choice(v.SurveyFactKind),
        "text": _text(nullable=False),
        **_SOURCED,
    },
    "provenance": {
        "fact_file": _text(nullable=False),
        "fact_line": _whole(minimum=2, nullable=False),
        "fact_digest": _text(nullable=False, pattern=r"^[0-9a-f]{12}$"),
        "source_id": _text(nullable=False, pattern=ID),
        "table": _text(nullable=False),
        "row_id": _text(nullable=False, pattern=ID),
    },
    "omitted": {
        "fact_file": _text(nullable=False),
        "fact_line": _whole(minimum=2, nullable=False),
        "fact_digest": _text(nullable=False, pattern=r"^[0-9a-f]{12}$"),
        "source_id": _text(nullable=False, pattern=ID),
        "summary": _text(nullable=False),
        "reason": _choice(v.OmissionReason),
        "note": _text(),
    },
}
"""Every table of the record by name. `provenance` links each fact row to the rows that carry it; `omitted` gives the reason for the rest."""

BESIDE: dict[str, Table] = {
    "attachments": {
        "attachment_id": _key(),
        "of_table": _text(nullable=False, pattern=r"^[a-z_]+$"),
        "of_row": _text(nullable=False, pattern=ID),
        "name": ColumnRule("string[python]", is_nullable=False, pattern=FILE_NAME, is_personal=True),
        "kind": _choice(v.AttachmentKind),
        "size": _whole(minimum=1, nullable=False),
        "digest": _text(nullable=False, pattern=r"^[0-9a-f]{64}$"),
    },
}
"""Tables of the store that are no part of the record: files that lie beside its rows."""

KEYS: dict[str, str] = {
    name: next(iter(table)) for name, table in TABLES.items() if name not in {"provenance", "omitted"}
}
"""The key column of each table."""


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` if it is a table `name` of the record.

    Raises pandera's SchemaErrors with all failing rows when it is not; KeyError when there is no such table.
    """
    return _schema(name).validate(frame, lazy=True)


@cache
def _schema(name: str) -> "pa.DataFrameSchema":
    """Build the pandera schema of a table; pandera is imported only where something is checked, for a quick start."""
    import pandera.pandas as pa  # noqa: PLC0415 - takes a second that the first screen does not need

    columns = {column: pa.Column(**_arguments(rule)) for column, rule in TABLES[name].items()}
    return pa.DataFrameSchema(columns, strict=True, ordered=True)


def _arguments(rule: ColumnRule) -> dict[str, Any]:
    from pandera.pandas import Check  # noqa: PLC0415 - see above

    checks = [Check.isin(list(rule.choices))] if rule.choices else []
    checks += [Check.str_matches(rule.pattern)] if rule.pattern else []
    checks += [Check.ge(rule.minimum)] if rule.minimum is not None else []
    checks += [Check.le(rule.maximum)] if rule.maximum is not None else []
    if rule.dtype == "string[python]":
        checks.append(Check(lambda values: values.str.strip().ne(""), name="not blank"))
    return {"dtype": rule.dtype, "checks": checks, "nullable": rule.is_nullable, "unique": rule.is_unique}
