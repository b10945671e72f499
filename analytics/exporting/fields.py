"""The columns of each table that leaves: of the schema, with words for codes, and what other tables say of a row."""

from analytics.evidence import FLOW_UNITS
from analytics.exporting import making as m
from analytics.exporting.making import Field
from analytics.exporting.table import Kind
from analytics.language import mark
from geodata import vocabulary as v

_CODE = mark("Code")
_NAME = mark("Name")
_SECTOR = mark("Sector")
_YEAR = mark("Year")
_PRODUCT = mark("Product")
_PRODUCER = mark("Producer")
_FACILITY = mark("Facility")
_FACILITY_CODE = mark("Facility code")
_MERGED = mark("Of the merged province")

MARKET_KINDS = {
    v.MarketKind.COUNTRY: mark("Country or territory"),
    v.MarketKind.GROUP: mark("Group of markets"),
    v.MarketKind.TOTAL: mark("All markets together"),
    v.MarketKind.NOT_STATED: mark("Market not stated"),
}
_DISTRICT = Field("district", mark("District"), m.district)
_PLACE = (
    Field("place_text", mark("Place as written"), m.plain("place_text"), width=28),
    Field("commune_code", mark("Commune code (2020–2024)"), m.plain("commune_code"), Kind.CODE),
    Field("commune", mark("Commune (2020–2024)"), m.commune),
    _DISTRICT,
    Field(
        "location_quality",
        mark("How good the location is"),
        m.labelled("location_quality", v.LocationQuality),
        width=22,
    ),
)
_SOURCED = (
    Field("note", mark("Note"), m.plain("note"), width=40),
    Field("source_ids", mark("Source codes"), m.plain("source_ids"), Kind.CODE),
)
_OF_FACILITY = (
    Field("facility_id", _FACILITY_CODE, m.plain("facility_id"), Kind.CODE),
    Field("facility", _FACILITY, m.facility_name, width=32),
)
_SECTOR_FIELD = Field("sector", _SECTOR, m.labelled("sector", v.Sector))
_YEAR_FIELD = Field("year", _YEAR, m.plain("year"), Kind.YEAR, 8)
_MERGED_FIELD = Field("is_merged_province", _MERGED, m.flag("is_merged_province"), width=10)

_FACILITIES = (
    Field("facility_id", _CODE, m.plain("facility_id"), Kind.CODE),
    Field("name", _NAME, m.plain("name"), width=38),
    Field("other_names", mark("Other names"), m.plain("other_names"), width=28),
    Field("kind", mark("Kind"), m.labelled("kind", v.FacilityKind)),
    _SECTOR_FIELD,
    Field("products", mark("Products"), m.plain("products"), width=30),
    *_PLACE,
    Field("lon", mark("Longitude (WGS 84, of an address)"), m.exact("lon"), Kind.NUMBER),
    Field("lat", mark("Latitude (WGS 84, of an address)"), m.exact("lat"), Kind.NUMBER),
    Field("workers", mark("Workers"), m.plain("workers"), Kind.WHOLE, 10),
    Field("revenue_vnd", mark("Revenue (VND)"), m.plain("revenue_vnd"), Kind.MONEY),
    Field("founded_year", mark("Founded in"), m.plain("founded_year"), Kind.YEAR, 8),
    *_SOURCED,
)
_PRODUCTS = (
    Field("product_id", _CODE, m.plain("product_id"), Kind.CODE),
    Field("name", _PRODUCT, m.plain("name"), width=30),
    Field("producer", _PRODUCER, m.plain("producer"), width=38),
    *_OF_FACILITY,
    _SECTOR_FIELD,
    *_PLACE,
    Field("stars", mark("Stars"), m.plain("stars"), Kind.WHOLE, 8),
    Field("status", mark("Status"), m.labelled("status", v.OcopStatus)),
    Field("recognised_year", mark("Recognised in"), m.plain("recognised_year"), Kind.YEAR, 8),
    Field("recognised_on", mark("Recognised on"), m.plain("recognised_on"), Kind.DATE, 12),
    Field("valid_until", mark("Certificate valid until"), m.plain("valid_until"), Kind.DATE, 12),
    *_SOURCED,
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "facilities": _FACILITIES,
    "context": _FACILITIES,
    "proposals": (
        Field("proposal_id", _CODE, m.plain("proposal_id"), Kind.CODE),
        Field("title", mark("Proposal"), m.plain("title"), width=46),
        Field("beneficiaries", mark("Beneficiaries"), m.plain("beneficiaries"), width=38),
        Field("n_beneficiaries", mark("Number of beneficiaries"), m.plain("n_beneficiaries"), Kind.WHOLE, 10),
        Field("districts", mark("District"), m.plain("districts"), width=22),
        Field("year_from", mark("From year"), m.plain("year_from"), Kind.YEAR, 8),
        Field("year_to", mark("To year"), m.plain("year_to"), Kind.YEAR, 8),
        Field("programme", mark("Programme"), m.labelled("programme", v.Programme)),
        Field("support_content", mark("Support content"), m.labelled("support_content", v.SupportContent), width=22),
        _SECTOR_FIELD,
        Field("stage", mark("Stage"), m.labelled("stage", v.Stage)),
        Field("stage_as_written", mark("Stage as written"), m.plain("stage_as_written"), width=16),
        Field("support_vnd", mark("Support (VND)"), m.plain("support_vnd"), Kind.MONEY),
        Field("support_basis", mark("Basis of the support"), m.labelled("support_basis", v.Basis)),
        Field("total_investment_vnd", mark("Total investment (VND)"), m.plain("total_investment_vnd"), Kind.MONEY),
        Field("counterpart_vnd", mark("Counterpart (VND)"), m.plain("counterpart_vnd"), Kind.MONEY),
        Field("is_derived", mark("Counterpart is total less support"), m.flag("is_derived"), width=12),
        Field("registered_on", mark("Registered on"), m.plain("registered_on"), Kind.DATE, 12),
        Field("approved_on", mark("Approved on"), m.plain("approved_on"), Kind.DATE, 12),
        Field("assigned_on", mark("Assigned on"), m.plain("assigned_on"), Kind.DATE, 12),
        Field("completed_on", mark("Completed on"), m.plain("completed_on"), Kind.DATE, 12),
        Field("accepted_on", mark("Accepted on"), m.plain("accepted_on"), Kind.DATE, 12),
        Field("inspected_on", mark("Inspected on"), m.plain("inspected_on"), Kind.DATE, 12),
        *_SOURCED,
    ),
    "beneficiaries": (
        Field("beneficiary_id", _CODE, m.plain("beneficiary_id"), Kind.CODE),
        Field("proposal_id", mark("Proposal code"), m.plain("proposal_id"), Kind.CODE),
        Field("proposal", mark("Proposal"), m.proposal_title, width=46),
        *_OF_FACILITY,
        Field("work", mark("Work"), m.plain("work"), width=38),
        *_PLACE,
        *_SOURCED,
    ),
    "export_flows": (
        Field("flow_id", _CODE, m.plain("flow_id"), Kind.CODE),
        Field("product", _PRODUCT, m.plain("product"), width=28),
        Field("hs_hint", mark("HS code (a hint)"), m.plain("hs_hint"), Kind.CODE, 10),
        _SECTOR_FIELD,
        Field("is_context", mark("Context only"), m.flag("is_context"), width=10),
        Field(
            "market_kind",
            mark("Kind of market"),
            m.worded("market_kind", {str(k): text for k, text in MARKET_KINDS.items()}),
        ),
        Field("market", mark("Market as written"), m.plain("market"), width=20),
        Field("market_iso3", mark("Code of the country or territory"), m.plain("market_iso3"), Kind.CODE, 8),
        Field("country", mark("Country or territory"), m.country),
        _YEAR_FIELD,
        Field("volume", mark("Volume"), m.plain("volume"), Kind.NUMBER),
        Field("volume_unit", mark("Unit of volume"), m.worded("volume_unit", FLOW_UNITS)),
        Field(
            "volume_qualifier",
            mark("Volume as worded"),
            m.worded("volume_qualifier", {str(k): text for k, text in m.QUALIFIERS.items()}),
        ),
        Field("value", mark("Value"), m.plain("value"), Kind.NUMBER),
        Field("value_unit", mark("Unit of value"), m.worded("value_unit", FLOW_UNITS)),
        Field(
            "value_qualifier",
            mark("Value as worded"),
            m.worded("value_qualifier", {str(k): text for k, text in m.QUALIFIERS.items()}),
        ),
        Field("basis", mark("Basis"), m.labelled("basis", v.FlowBasis)),
        Field("exporter", mark("Exporter"), m.plain("exporter"), width=32),
        *_OF_FACILITY,
        _DISTRICT,
        _MERGED_FIELD,
        *_SOURCED,
    ),
    "ocop_products": _PRODUCTS,
    "unrecognised": _PRODUCTS,
    "typical_products": (
        Field("typical_id", _CODE, m.plain("typical_id"), Kind.CODE),
        Field("product", _PRODUCT, m.plain("product"), width=30),
        Field("producer", _PRODUCER, m.plain("producer"), width=38),
        *_OF_FACILITY,
        _SECTOR_FIELD,
        _DISTRICT,
        Field("level", mark("Level"), m.labelled("level", v.TypicalLevel)),
        _YEAR_FIELD,
        Field("is_proposed", mark("Proposed only"), m.flag("is_proposed"), width=10),
        Field("is_implied", mark("Implied by the source"), m.flag("is_implied"), width=10),
        _MERGED_FIELD,
        *_SOURCED,
    ),
    "survey_visits": (
        Field("visit_id", _CODE, m.plain("visit_id"), Kind.CODE),
        _YEAR_FIELD,
        Field("visited_on", mark("Visited on"), m.plain("visited_on"), Kind.DATE, 12),
        *_OF_FACILITY,
        Field("proposal_id", mark("Proposal code"), m.plain("proposal_id"), Kind.CODE),
        Field("proposal", mark("Proposal"), m.proposal_title, width=40),
        *_PLACE,
        Field("finding", mark("What was found"), m.plain("finding"), width=46),
        *_SOURCED,
    ),
    "rules": (
        Field("rule_id", _CODE, m.plain("rule_id"), Kind.CODE),
        Field("topic", mark("Subject"), m.labelled("topic", v.RuleTopic), width=24),
        Field("support_content", mark("Support content"), m.labelled("support_content", v.SupportContent), width=24),
        Field("condition", mark("Only for"), m.plain("condition"), width=28),
        Field("programme", mark("Programme"), m.labelled("programme", v.RuleProgramme)),
        Field("stars", mark("Stars"), m.plain("stars"), Kind.WHOLE, 8),
        Field("statement", mark("What it says"), m.plain("statement"), width=60),
        Field("amount", mark("Amount"), m.plain("amount"), Kind.NUMBER, 18),
        Field("amount_to", mark("Amount, up to"), m.plain("amount_to"), Kind.NUMBER, 18),
        Field("unit", mark("Unit of the amount"), m.labelled("unit", v.RuleUnit)),
        Field("per", mark("For one"), m.labelled("per", v.RulePer)),
        Field("share_max", mark("Largest share of the cost (0 to 1)"), m.plain("share_max"), Kind.NUMBER, 12),
        Field("document", mark("Document"), m.plain("document"), width=26),
        Field("article", mark("Article"), m.plain("article"), width=20),
        Field("issuer", mark("Issued by"), m.plain("issuer"), width=26),
        Field("issued_on", mark("Issued on"), m.plain("issued_on"), Kind.DATE, 12),
        Field("effective_from", mark("In force from"), m.plain("effective_from"), Kind.DATE, 12),
        Field("effective_to", mark("In force until"), m.plain("effective_to"), Kind.DATE, 12),
        Field("applies_in", mark("Where it holds"), m.labelled("applies_in", v.RuleArea), width=28),
        Field("amends", mark("Amends or replaces the documents"), m.plain("amends"), width=22),
        Field("is_text_read", mark("The text itself was read"), m.flag("is_text_read"), width=10),
        *_SOURCED,
    ),
    "contradictions": (
        Field("topic", mark("About"), m.plain("topic"), width=34),
        Field("values_text", mark("What the sources say"), m.plain("values_text"), width=50),
        Field("rule", mark("Which is used, and why"), m.plain("rule"), width=60),
        Field("row_ids", mark("Codes of the rows"), m.plain("row_ids"), Kind.CODE, 30),
        Field("source_ids", mark("Source codes"), m.plain("source_ids"), Kind.CODE),
    ),
    "sources": (
        Field("source_id", _CODE, m.plain("source_id"), Kind.CODE),
        Field("n_rows", mark("Rows that rest on it"), m.plain("n_rows"), Kind.WHOLE, 10),
        Field("title", mark("Source"), m.plain("title"), width=60),
        Field("publisher", mark("Publisher"), m.plain("publisher"), width=34),
        Field("kind", mark("Kind"), m.labelled("kind", v.SourceKind), width=20),
        Field("published_on", mark("Date"), m.plain("published_on"), Kind.DATE, 12),
        Field("url", mark("Address"), m.plain("url"), width=60),
        Field("file", mark("File"), m.plain("file"), width=24),
        Field("note", mark("Note"), m.plain("note"), width=40),
    ),
}
TITLES: dict[str, str] = {
    "facilities": mark("Facilities"),
    "context": mark("Other places, not counted"),
    "proposals": mark("Proposals"),
    "beneficiaries": mark("Beneficiaries of proposals"),
    "export_flows": mark("Export flows"),
    "ocop_products": mark("OCOP products"),
    "unrecognised": mark("OCOP, not recognised"),
    "typical_products": mark("Typical products"),
    "survey_visits": mark("Survey visits"),
    "rules": mark("Rules"),
    "contradictions": mark("Sources disagree"),
    "sources": mark("Sources"),
}
"""The title of each table, at most 31 letters in either language: it names a sheet."""
