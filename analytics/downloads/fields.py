"""The columns of each table that leaves: those that its description exports, with words for codes, and what other tables say of a row."""

from analytics.downloads import columns as m
from analytics.downloads.columns import ExportField
from analytics.downloads.table import ColumnKind
from analytics.wording.language import mark
from geodata.schema.columns import DESCRIPTIONS, Column, ColumnRole, ColumnType, TableDescription, arranged

_KINDS = {
    **dict.fromkeys((ColumnType.KEY, ColumnType.LINK, ColumnType.COMMUNE, ColumnType.COUNTRY), ColumnKind.CODE),
    **dict.fromkeys((ColumnType.NUMBER, ColumnType.SHARE, ColumnType.DEGREES), ColumnKind.NUMBER),
    **dict.fromkeys((ColumnType.SOURCES, ColumnType.CODE), ColumnKind.CODE),
    ColumnType.WHOLE: ColumnKind.WHOLE,
    ColumnType.MONEY: ColumnKind.MONEY,
    ColumnType.YEAR: ColumnKind.YEAR,
    ColumnType.DATE: ColumnKind.DATE,
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
        *(m.row_name_column("survey_campaigns", "campaign_id"), 32),
    ),
    "survey_teams": ("team", mark("Team code"), mark("Team"), m.row_name_column("survey_teams", "team_id"), 16),
    "survey_visits": ("visit", mark("Visit code"), mark("Visit"), m.row_name_column("survey_visits", "visit_id"), 16),
    "survey_submissions": (
        *("submission", mark("Submission code"), mark("Submission")),
        *(m.row_name_column("survey_submissions", "submission_id"), 32),
    ),
}
"""What leaves of a row that another one names: id, headings of code and name, how the name is made, its width."""

_MADE: dict[str, tuple[ExportField, ...]] = {
    "proposals": (
        ExportField("beneficiaries", mark("Beneficiaries"), m.frame_column("beneficiaries"), width=38),
        ExportField(
            "n_beneficiaries", mark("Number of beneficiaries"), m.frame_column("n_beneficiaries"), ColumnKind.WHOLE, 10
        ),
        ExportField("districts", mark("District"), m.frame_column("districts"), width=22),
        ExportField("stage_as_written", mark("Status as written"), m.frame_column("stage_as_written"), width=16),
        ExportField("is_derived", mark("Counterpart is total less support"), m.flag("is_derived"), width=12),
        ExportField("registered_on", mark("Registered on"), m.frame_column("registered_on"), ColumnKind.DATE, 12),
        ExportField("approved_on", mark("Approved on"), m.frame_column("approved_on"), ColumnKind.DATE, 12),
        ExportField("assigned_on", mark("Assigned on"), m.frame_column("assigned_on"), ColumnKind.DATE, 12),
        ExportField("completed_on", mark("Completed on"), m.frame_column("completed_on"), ColumnKind.DATE, 12),
        ExportField("accepted_on", mark("Accepted on"), m.frame_column("accepted_on"), ColumnKind.DATE, 12),
        ExportField("inspected_on", mark("Inspected on"), m.frame_column("inspected_on"), ColumnKind.DATE, 12),
    ),
    "ocop_products": (
        ExportField("recognised_on", mark("Recognised on"), m.frame_column("recognised_on"), ColumnKind.DATE, 12),
        ExportField("valid_until", mark("Certificate valid until"), m.frame_column("valid_until"), ColumnKind.DATE, 12),
    ),
    "sources": (ExportField("n_rows", mark("Rows that rest on it"), m.frame_column("n_rows"), ColumnKind.WHOLE, 10),),
}
"""Columns that are made of other tables; `order` of a description says where they stand."""


def _fields(table: TableDescription) -> tuple[ExportField, ...]:
    own = {field.id: field for column in table.with_role(ColumnRole.EXPORTED) for field in _of_column(column)}
    every = own | {field.id: field for field in _MADE.get(table.name, ())}
    return tuple(every[name] for name in arranged(own, table.order.get(ColumnRole.EXPORTED, ())))


def _of_column(column: Column) -> tuple[ExportField, ...]:
    """Return the fields that a column leaves as: of codes the code and the name, of a district the name alone."""
    name, kind = column.name, _KINDS.get(column.type, ColumnKind.TEXT)
    heading = column.export_label or _HEADINGS.get(column.type, column.label)
    width = column.export_width or _WIDTHS.get(column.type, 16)
    if column.type is ColumnType.DISTRICT:
        return (ExportField("district", column.export_label or column.label, m.district, width=width),)
    if column.type is ColumnType.COMMUNE:
        names = ExportField("commune", column.label, m.commune)
        return ExportField(name, heading, m.frame_column(name), kind), names
    if column.type is ColumnType.COUNTRY:
        return ExportField(name, heading, m.frame_column(name), kind, width), ExportField(
            "country", column.label, m.country
        )
    if column.type is ColumnType.LINK:
        id_, code, title, make, wide = _LINKED[column.to]
        return ExportField(name, code, m.frame_column(name), kind), ExportField(
            id_, title, make, width=column.export_width or wide
        )
    made = _MAKERS_OF.get(name) or (m.worded(column) if column.kind else _MAKERS.get(column.type, m.frame_column)(name))
    return (ExportField(name, heading, made, kind, width),)


_MAKERS = {ColumnType.FLAG: m.flag, ColumnType.DEGREES: m.exact}
_MAKERS_OF = {"market": m.market}
"""Columns that are said in other words than they are kept in, whatever their type."""
_SHARED = {"context": "facilities", "unrecognised": "ocop_products"}
"""Tables that leave under two names, as their rows are of two kinds."""
_OF_TABLE = {name: fields for name, table in DESCRIPTIONS.items() if (fields := _fields(table))}
FIELDS: dict[str, tuple[ExportField, ...]] = {
    **_OF_TABLE,
    **{name: _OF_TABLE[table] for name, table in _SHARED.items()},
}
SHEET_TITLES: dict[str, str] = {
    **{name: DESCRIPTIONS[name].export_label or DESCRIPTIONS[name].label for name in _OF_TABLE},
    "context": mark("Other places, not counted"),
    "unrecognised": mark("OCOP, not recognised"),
}
"""The title of each table, at most 31 letters in either language: it names a sheet."""
