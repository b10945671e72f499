"""The columns of each table that leaves: those that its description exports, with words for codes, and what other tables say of a row."""

from analytics.downloads import columns as m
from analytics.downloads.columns import Field
from analytics.downloads.table import Kind
from analytics.wording.language import mark
from geodata.schema.columns import DESCRIPTIONS, Column, ColumnType, Role, TableDescription, arranged

_KINDS = {
    **dict.fromkeys((ColumnType.KEY, ColumnType.LINK, ColumnType.COMMUNE, ColumnType.COUNTRY), Kind.CODE),
    **dict.fromkeys((ColumnType.NUMBER, ColumnType.SHARE, ColumnType.DEGREES), Kind.NUMBER),
    **dict.fromkeys((ColumnType.SOURCES, ColumnType.CODE), Kind.CODE),
    ColumnType.WHOLE: Kind.WHOLE,
    ColumnType.MONEY: Kind.MONEY,
    ColumnType.YEAR: Kind.YEAR,
    ColumnType.DATE: Kind.DATE,
}
_WIDTHS = {ColumnType.YEAR: 8, ColumnType.DATE: 12, ColumnType.FLAG: 10}
_HEADINGS = {
    ColumnType.KEY: mark("Code"),
    ColumnType.SOURCES: mark("Source codes"),
    ColumnType.COMMUNE: mark("Commune code (2020–2024)"),
    ColumnType.COUNTRY: mark("Code of the country or territory"),
}
_LINKED = {
    "facilities": ("facility", mark("Facility code"), mark("Facility"), m.facility_name, 32),
    "proposals": ("proposal", mark("Proposal code"), mark("Proposal"), m.proposal_title, 40),
    "survey_campaigns": (
        *("campaign", mark("Campaign code"), mark("Campaign")),
        *(m.row_of("survey_campaigns", "campaign_id"), 32),
    ),
    "survey_teams": ("team", mark("Team code"), mark("Team"), m.row_of("survey_teams", "team_id"), 16),
    "survey_visits": ("visit", mark("Visit code"), mark("Visit"), m.row_of("survey_visits", "visit_id"), 16),
    "survey_submissions": (
        *("submission", mark("Submission code"), mark("Submission")),
        *(m.row_of("survey_submissions", "submission_id"), 32),
    ),
}
"""What leaves of a row that another one names: id, headings of code and name, how the name is made, its width."""

_MADE: dict[str, tuple[Field, ...]] = {
    "proposals": (
        Field("beneficiaries", mark("Beneficiaries"), m.plain("beneficiaries"), width=38),
        Field("n_beneficiaries", mark("Number of beneficiaries"), m.plain("n_beneficiaries"), Kind.WHOLE, 10),
        Field("districts", mark("District"), m.plain("districts"), width=22),
        Field("stage_as_written", mark("Status as written"), m.plain("stage_as_written"), width=16),
        Field("is_derived", mark("Counterpart is total less support"), m.flag("is_derived"), width=12),
        Field("registered_on", mark("Registered on"), m.plain("registered_on"), Kind.DATE, 12),
        Field("approved_on", mark("Approved on"), m.plain("approved_on"), Kind.DATE, 12),
        Field("assigned_on", mark("Assigned on"), m.plain("assigned_on"), Kind.DATE, 12),
        Field("completed_on", mark("Completed on"), m.plain("completed_on"), Kind.DATE, 12),
        Field("accepted_on", mark("Accepted on"), m.plain("accepted_on"), Kind.DATE, 12),
        Field("inspected_on", mark("Inspected on"), m.plain("inspected_on"), Kind.DATE, 12),
    ),
    "ocop_products": (
        Field("recognised_on", mark("Recognised on"), m.plain("recognised_on"), Kind.DATE, 12),
        Field("valid_until", mark("Certificate valid until"), m.plain("valid_until"), Kind.DATE, 12),
    ),
    "sources": (Field("n_rows", mark("Rows that rest on it"), m.plain("n_rows"), Kind.WHOLE, 10),),
}
"""Columns that are made of other tables; `order` of a description says where they stand."""


def _fields(table: TableDescription) -> tuple[Field, ...]:
    own = {field.id: field for column in table.with_role(Role.EXPORTED) for field in _of_column(column)}
    every = own | {field.id: field for field in _MADE.get(table.name, ())}
    return tuple(every[name] for name in arranged(own, table.order.get(Role.EXPORTED, ())))


def _of_column(column: Column) -> tuple[Field, ...]:
    """Return the fields that a column leaves as: of codes the code and the name, of a district the name alone."""
    name, kind = column.name, _KINDS.get(column.type, Kind.TEXT)
    heading = column.export_label or _HEADINGS.get(column.type, column.label)
    width = column.export_width or _WIDTHS.get(column.type, 16)
    if column.type is ColumnType.DISTRICT:
        return (Field("district", column.export_label or column.label, m.district, width=width),)
    if column.type is ColumnType.COMMUNE:
        names = Field("commune", column.label, m.commune)
        return Field(name, heading, m.plain(name), kind), names
    if column.type is ColumnType.COUNTRY:
        return Field(name, heading, m.plain(name), kind, width), Field("country", column.label, m.country)
    if column.type is ColumnType.LINK:
        id_, code, title, make, wide = _LINKED[column.to]
        return Field(name, code, m.plain(name), kind), Field(id_, title, make, width=column.export_width or wide)
    made = m.worded(column) if column.kind else _MAKERS.get(column.type, m.plain)(name)
    return (Field(name, heading, made, kind, width),)


_MAKERS = {ColumnType.FLAG: m.flag, ColumnType.DEGREES: m.exact}
_SHARED = {"context": "facilities", "unrecognised": "ocop_products"}
"""Tables that leave under two names, as their rows are of two kinds."""
_OF_TABLE = {name: fields for name, table in DESCRIPTIONS.items() if (fields := _fields(table))}
FIELDS: dict[str, tuple[Field, ...]] = {**_OF_TABLE, **{name: _OF_TABLE[table] for name, table in _SHARED.items()}}
TITLES: dict[str, str] = {
    **{name: DESCRIPTIONS[name].export_label or DESCRIPTIONS[name].label for name in _OF_TABLE},
    "context": mark("Other places, not counted"),
    "unrecognised": mark("OCOP, not recognised"),
}
"""The title of each table, at most 31 letters in either language: it names a sheet."""
