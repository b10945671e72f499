"""The tables of the record: columns, types and checks (pandera), one schema a table.

Conventions: `<thing>_id` is the key; money is whole đồng (`*_vnd`, Int64); a missing value is unknown, never zero;
`source_ids` is one or more `sources.source_id`, separated by ";"; `district_code` is the unit of the ten-district view of
2024 and `commune_code` a commune of 2020-2024 (GSO codes as strings); notes are for the screen, in Vietnamese.
"""

from enum import StrEnum

import pandas as pd
import pandera.pandas as pa

from geodata import vocabulary as v

ID = r"^[a-z0-9][a-z0-9-]*$"
SOURCE_IDS = r"^[a-z0-9-]+(;[a-z0-9-]+)*$"
DISTRICT = r"^2\d\d$"
COMMUNE = r"^\d{5}$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _text(*, nullable: bool = True, pattern: str | None = None, unique: bool = False) -> pa.Column:
    checks = (
        [pa.Check.str_matches(pattern)] if pattern else [pa.Check(lambda s: s.str.strip().ne(""), name="not blank")]
    )
    return pa.Column(pd.StringDtype("python"), checks=checks, nullable=nullable, unique=unique)


def _choice(kinds: type[StrEnum], *, nullable: bool = False) -> pa.Column:
    return pa.Column(pd.StringDtype("python"), pa.Check.isin([member.value for member in kinds]), nullable=nullable)


def _whole(*, minimum: int = 0, maximum: int | None = None) -> pa.Column:
    checks = [pa.Check.ge(minimum)] + ([pa.Check.le(maximum)] if maximum is not None else [])
    return pa.Column("Int64", checks=checks, nullable=True)


def _number() -> pa.Column:
    return pa.Column("Float64", pa.Check.ge(0), nullable=True)


def _flag() -> pa.Column:
    return pa.Column("boolean", nullable=False)


def _key() -> pa.Column:
    return _text(nullable=False, pattern=ID, unique=True)


def _year() -> pa.Column:
    return _whole(minimum=1950, maximum=2100)


_PLACE = {
    "place_text": _text(),
    "commune_code": _text(pattern=COMMUNE),
    "district_code": _text(pattern=DISTRICT),
    "location_quality": _choice(v.LocationQuality),
}
_SOURCED = {"note": _text(), "source_ids": _text(nullable=False, pattern=SOURCE_IDS)}


def _table(columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=True)


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "sources": _table(
        {
            "source_id": _key(),
            "kind": _choice(v.SourceKind),
            "title": _text(nullable=False),
            "publisher": _text(nullable=False),
            "url": _text(pattern=r"^https?://"),
            "file": _text(),
            "published_on": _text(pattern=PARTIAL_DATE),
            "language": _text(nullable=False, pattern=r"^[a-z]{2}$"),
            "note": _text(),
        }
    ),
    "facilities": _table(
        {
            "facility_id": _key(),
            "name": _text(nullable=False),
            "other_names": _text(),
            "kind": _choice(v.FacilityKind),
            "sector": _choice(v.Sector),
            "products": _text(),
            **_PLACE,
            "lon": pa.Column("Float64", pa.Check.in_range(105.8, 107.1), nullable=True),
            "lat": pa.Column("Float64", pa.Check.in_range(21.1, 21.7), nullable=True),
            "workers": _whole(),
            "revenue_vnd": _whole(),
            "founded_year": _year(),
            **_SOURCED,
        }
    ),
    "facility_mentions": _table(
        {
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
        }
    ),
    "proposals": _table(
        {
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
        }
    ),
    "beneficiaries": _table(
        {
            "beneficiary_id": _key(),
            "proposal_id": _text(nullable=False, pattern=ID),
            "facility_id": _text(pattern=ID),
            "work": _text(nullable=False),
            **_PLACE,
            **_SOURCED,
        }
    ),
    "proposal_events": _table(
        {
            "event_id": _key(),
            "proposal_id": _text(nullable=False, pattern=ID),
            "stage": _choice(v.Stage),
            "stage_as_written": _text(nullable=False),
            "happened_on": _text(pattern=PARTIAL_DATE),
            **_SOURCED,
        }
    ),
    "export_flows": _table(
        {
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
        }
    ),
    "ocop_products": _table(
        {
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
        }
    ),
    "ocop_recognitions": _table(
        {
            "recognition_id": _key(),
            "product_id": _text(nullable=False, pattern=ID),
            "year": _year(),
            "recognised_on": _text(pattern=PARTIAL_DATE),
            "stars": _whole(minimum=3, maximum=5),
            "status": _choice(v.OcopStatus),
            "decision": _text(),
            **_SOURCED,
        }
    ),
    "typical_products": _table(
        {
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
        }
    ),
    "published_figures": _table(
        {
            "figure_id": _key(),
            "year_from": _year(),
            "year_to": _year(),
            "programme": _choice(v.FigureProgramme),
            "metric": _text(nullable=False, pattern=r"^[a-z][a-z0-9_]*$"),
            "scope": _choice(v.FigureScope),
            "district_code": _text(pattern=DISTRICT),
            "place_text": _text(),
            "value": pa.Column("Float64", pa.Check.ge(0), nullable=False),
            "value_to": _number(),
            "unit": _text(nullable=False),
            "qualifier": _choice(v.Qualifier),
            "basis": _choice(v.Basis),
            "as_of": _text(pattern=PARTIAL_DATE),
            "is_used": _flag(),
            **_SOURCED,
        }
    ),
    "contradictions": _table(
        {
            "contradiction_id": _key(),
            "topic": _text(nullable=False),
            "table": _text(nullable=False),
            "row_ids": _text(nullable=False, pattern=SOURCE_IDS),
            "used_row_id": _text(pattern=ID),
            "values_text": _text(nullable=False),
            "rule": _text(nullable=False),
            "source_ids": _text(nullable=False, pattern=SOURCE_IDS),
        }
    ),
    "rules": _table(
        {
            "rule_id": _key(),
            "document": _text(nullable=False),
            "issuer": _text(),
            "issued_on": _text(pattern=PARTIAL_DATE),
            "effective_from": _text(pattern=PARTIAL_DATE),
            "effective_to": _text(pattern=PARTIAL_DATE),
            "article": _text(),
            "topic": _choice(v.RuleTopic),
            "support_content": _choice(v.SupportContent, nullable=True),
            "stars": _whole(minimum=1, maximum=5),
            "statement": _text(nullable=False),
            "amount": _number(),
            "amount_to": _number(),
            "unit": _text(),
            "share_max": pa.Column("Float64", pa.Check.in_range(0, 1), nullable=True),
            **_SOURCED,
        }
    ),
    "survey_visits": _table(
        {
            "visit_id": _key(),
            "year": _year(),
            "facility_id": _text(pattern=ID),
            "proposal_id": _text(pattern=ID),
            "visited_on": _text(pattern=PARTIAL_DATE),
            **_PLACE,
            "finding": _text(),
            **_SOURCED,
        }
    ),
    "provenance": _table(
        {
            "fact_file": _text(nullable=False),
            "fact_line": pa.Column("Int64", pa.Check.ge(2), nullable=False),
            "fact_digest": _text(nullable=False, pattern=r"^[0-9a-f]{12}$"),
            "source_id": _text(nullable=False, pattern=ID),
            "table": _text(nullable=False),
            "row_id": _text(nullable=False, pattern=ID),
        }
    ),
    "omitted": _table(
        {
            "fact_file": _text(nullable=False),
            "fact_line": pa.Column("Int64", pa.Check.ge(2), nullable=False),
            "fact_digest": _text(nullable=False, pattern=r"^[0-9a-f]{12}$"),
            "source_id": _text(nullable=False, pattern=ID),
            "summary": _text(nullable=False),
            "reason": _text(nullable=False),
        }
    ),
}
"""Every table of the record by name. `provenance` links each fact row to the rows that carry it; `omitted` gives the reason for the rest."""

KEYS: dict[str, str] = {
    name: next(iter(schema.columns)) for name, schema in SCHEMAS.items() if name not in {"provenance", "omitted"}
}
"""The key column of each table."""
