"""What can be edited by hand: the tables, their fields in order, how each is asked for and how its value reads."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analytics.evidence import FLOW_UNITS
from analytics.export_words import KINDS as MARKET_KINDS
from analytics.export_words import PRODUCT_GROUPS
from analytics.labels import LABELS
from analytics.language import mark
from geodata import vocabulary as v
from geodata.schema import BESIDE, KEYS, PARTIAL_DATE, TABLES, ColumnRule


class Entry(StrEnum):
    """How a value is entered; `LINK` is a row of another table, `COUNTRY` an ISO 3166-1 alpha-3 code."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    FLAG = "flag"
    WHOLE = "whole"
    MONEY = "money"
    YEAR = "year"
    NUMBER = "number"
    SHARE = "share"
    DATE = "date"
    LINK = "link"
    COUNTRY = "country"
    UNIT = "unit"


@dataclass(frozen=True)
class FormField:
    """One column of a table as a person fills it in; `choices` maps stored values to message ids."""

    name: str
    label: str
    entry: Entry
    rule: ColumnRule
    choices: dict[str, str]

    @property
    def is_required(self) -> bool:
        """Whether it may not stay empty."""
        return not self.rule.is_nullable and self.entry is not Entry.FLAG


TITLES: dict[str, str] = {
    "facilities": mark("Facilities"),
    "proposals": mark("Proposals"),
    "beneficiaries": mark("Beneficiaries of proposals"),
    "proposal_events": mark("Steps of proposals"),
    "export_flows": mark("Exports"),
    "ocop_products": mark("OCOP products"),
    "ocop_recognitions": mark("OCOP recognitions"),
    "typical_products": mark("Typical products"),
    "survey_visits": mark("Survey visits"),
    "rules": mark("Rules"),
}
"""The tables that are edited by hand, with their headings."""

OTHER_TITLES: dict[str, str] = {
    "sources": mark("Sources"),
    "facility_mentions": mark("What each source says"),
    "documents": mark("Remembered settings"),
    "attachments": mark("Attached files"),
}
"""Headings of the other tables that the journal may name."""

NAME_COLUMNS = {
    "facilities": "name",
    "proposals": "title",
    "beneficiaries": "work",
    "proposal_events": "stage_as_written",
    "export_flows": "product",
    "ocop_products": "name",
    "ocop_recognitions": "decision",
    "typical_products": "product",
    "survey_visits": "finding",
    "rules": "statement",
    "sources": "title",
    "facility_mentions": "name_as_written",
    "documents": "name",
    "attachments": "name",
}
"""The column that names a row to a person."""

LINKS = {"facility_id": "facilities", "proposal_id": "proposals", "product_id": "ocop_products"}
PLACE = ("place_text", "commune_code", "district_code", "location_quality", "lon", "lat")
MANAGED = frozenset({"source_ids", "location_quality"})
"""Columns that follow from others: a person does not fill them in."""

_LABELS: dict[str, str] = {
    "name": mark("Name"),
    "other_names": mark("Other names"),
    "kind": mark("Kind"),
    "sector": mark("Sector"),
    "products": mark("Products"),
    "place_text": mark("Place as written"),
    "commune_code": mark("Commune (2020–2024)"),
    "district_code": mark("District"),
    "location_quality": mark("Location"),
    "lon": mark("Longitude"),
    "lat": mark("Latitude"),
    "workers": mark("Workers"),
    "revenue_vnd": mark("Revenue a year (VND)"),
    "founded_year": mark("Founded"),
    "note": mark("Note"),
    "source_ids": mark("Sources"),
    "title": mark("Title"),
    "year_from": mark("From year"),
    "year_to": mark("To year"),
    "programme": mark("Programme"),
    "support_content": mark("Support content"),
    "stage": mark("Stage"),
    "support_vnd": mark("Support (VND)"),
    "support_basis": mark("Basis of the support"),
    "total_investment_vnd": mark("Total investment (VND)"),
    "counterpart_vnd": mark("Counterpart (VND)"),
    "proposal_id": mark("Proposal"),
    "facility_id": mark("Facility"),
    "product_id": mark("OCOP product"),
    "work": mark("Work at the facility"),
    "stage_as_written": mark("Stage as written"),
    "happened_on": mark("Date"),
    "product": mark("Product"),
    "product_group": mark("Product group"),
    "hs_hint": mark("HS code"),
    "is_context": mark("Context only (not of a rural industrial facility)"),
    "market_kind": mark("Kind of market"),
    "market": mark("Market"),
    "market_iso3": mark("Country or territory"),
    "market_members": mark("Members of the group"),
    "is_pairing_stated": mark("The source pairs product and market"),
    "year": mark("Year"),
    "volume": mark("Volume"),
    "volume_unit": mark("Unit of the volume"),
    "volume_qualifier": mark("How the volume is worded"),
    "value": mark("Value"),
    "value_unit": mark("Unit of the value"),
    "value_qualifier": mark("How the value is worded"),
    "basis": mark("Basis"),
    "exporter": mark("Exporter"),
    "is_merged_province": mark("Of the merged province"),
    "producer": mark("Producer"),
    "stars": mark("Stars"),
    "status": mark("Status"),
    "recognised_year": mark("Year of recognition"),
    "recognised_on": mark("Date of recognition"),
    "decision": mark("Decision"),
    "level": mark("Level"),
    "is_proposed": mark("Proposed only"),
    "is_implied": mark("Implied by the source"),
    "visited_on": mark("Date of the visit"),
    "finding": mark("Finding"),
    "publisher": mark("Publisher"),
    "url": mark("Address"),
    "file": mark("File"),
    "published_on": mark("Date"),
    "language": mark("Language of the source"),
    "as_of_year": mark("Year"),
    "name_as_written": mark("Name as written"),
    "place_as_written": mark("Place as written"),
    "workers_text": mark("Workers"),
    "revenue_text": mark("Revenue a year"),
    "capacity_text": mark("Capacity"),
    "content": mark("Content"),
    "document": mark("Document"),
    "issuer": mark("Issued by"),
    "issued_on": mark("Issued on"),
    "effective_from": mark("In force from"),
    "effective_to": mark("In force until"),
    "article": mark("Article"),
    "amends": mark("Amends or replaces the documents"),
    "applies_in": mark("Where it holds"),
    "topic": mark("Subject"),
    "condition": mark("Only for"),
    "statement": mark("What it says"),
    "amount": mark("Amount"),
    "amount_to": mark("Amount, up to"),
    "unit": mark("Unit of the amount"),
    "per": mark("For one"),
    "share_max": mark("Largest share of the cost (0 to 1)"),
    "is_text_read": mark("The text itself was read"),
    "attachment_id": mark("Code"),
    "of_table": mark("Table"),
    "of_row": mark("Record"),
    "size": mark("Size (bytes)"),
    "digest": mark("Fingerprint (SHA-256)"),
}
QUALIFIERS: dict[str, str] = {
    v.Qualifier.EXACT: mark("as stated"),
    v.Qualifier.APPROXIMATE: mark("about"),
    v.Qualifier.NEARLY: mark("nearly"),
    v.Qualifier.AT_LEAST: mark("at least"),
    v.Qualifier.AT_MOST: mark("at most"),
    v.Qualifier.RANGE: mark("a range"),
}
_LONG = frozenset({"note", "products", "finding", "work", "statement"})
_KINDS = (
    v.FacilityKind,
    v.Sector,
    v.Programme,
    v.Stage,
    v.SupportContent,
    v.LocationQuality,
    v.Basis,
    v.FlowBasis,
    v.OcopStatus,
    v.TypicalLevel,
    v.SourceKind,
    v.RuleTopic,
    v.RuleProgramme,
    v.RuleArea,
    v.RuleUnit,
    v.RulePer,
    v.AttachmentKind,
)


@cache
def fields(table: str) -> tuple[FormField, ...]:
    """Return the fields that a person fills in, in the order of the table; the key and what follows from others left out."""
    hidden = {KEYS[table], *MANAGED}
    return tuple(_field(name, rule) for name, rule in TABLES[table].items() if name not in hidden)


@cache
def every_field(table: str) -> tuple[FormField, ...]:
    """Return all columns of a table as fields, the key and managed ones too: what the journal may have to show."""
    return tuple(_field(name, rule) for name, rule in {**TABLES, **BESIDE}.get(table, {}).items())


def column_label(column: str) -> str:
    """Return the message id that heads a column, the column's own name where it has none."""
    return _LABELS.get(column, column)


def table_title(table: str) -> str:
    """Return the message id that heads a table, the table's own name where it has none."""
    return TITLES.get(table) or OTHER_TITLES.get(table, table)


def _field(name: str, rule: ColumnRule) -> FormField:
    return FormField(name, column_label(name), _entry(name, rule), rule, _choices(name, rule))


_BY_NAME: dict[str, Entry] = {
    **dict.fromkeys(LINKS, Entry.LINK),
    **dict.fromkeys(("commune_code", "district_code"), Entry.UNIT),
    "market_iso3": Entry.COUNTRY,
    "product_group": Entry.CHOICE,
    **dict.fromkeys(_LONG, Entry.LONG_TEXT),
}
_BY_TYPE = {"boolean": Entry.FLAG, "Float64": Entry.NUMBER, "Int64": Entry.WHOLE}


def _entry(name: str, rule: ColumnRule) -> Entry:
    if rule.choices:
        return Entry.CHOICE
    if rule.pattern == PARTIAL_DATE:
        return Entry.DATE
    if name.endswith("_vnd"):
        return Entry.MONEY
    if name.startswith("share_"):
        return Entry.SHARE
    if name.startswith("year") or name.endswith("_year"):
        return Entry.YEAR
    return _BY_NAME.get(name) or _BY_TYPE.get(rule.dtype, Entry.TEXT)


def _choices(name: str, rule: ColumnRule) -> dict[str, str]:
    """Return the message id of each allowed value."""
    if name == "product_group":
        return dict(PRODUCT_GROUPS)
    if not rule.choices:
        return {}
    for kind in _KINDS:
        if rule.choices == tuple(member.value for member in kind):
            return {value: LABELS[kind, value] for value in rule.choices}
    words: dict[str, str] = {**FLOW_UNITS, **QUALIFIERS}
    words.update({kind.value: message for kind, message in MARKET_KINDS.items()})
    return {value: words[value] for value in rule.choices}
