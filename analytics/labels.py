"""The word on the screen for each member of the vocabulary, as message ids of the catalogues."""

from enum import StrEnum

from analytics.language import Language, mark
from geodata import vocabulary as v

_MESSAGES: tuple[tuple[StrEnum, str], ...] = (
    (v.FacilityKind.ENTERPRISE, mark("Enterprise")),
    (v.FacilityKind.COOPERATIVE, mark("Cooperative")),
    (v.FacilityKind.COOPERATIVE_GROUP, mark("Cooperative group")),
    (v.FacilityKind.HOUSEHOLD, mark("Business household")),
    (v.FacilityKind.CRAFT_VILLAGE, mark("Craft village")),
    (v.FacilityKind.INDUSTRIAL_CLUSTER, mark("Industrial cluster")),
    (v.FacilityKind.GROWER, mark("Growers")),
    (v.FacilityKind.LARGE_ENTERPRISE, mark("Large enterprise")),
    (v.FacilityKind.TOURISM, mark("Tourism site")),
    (v.Sector.MECHANICAL, mark("Mechanical engineering")),
    (v.Sector.WOOD, mark("Wood & board")),
    (v.Sector.AGRO_PROCESSING, mark("Agricultural processing")),
    (v.Sector.FOOD, mark("Food")),
    (v.Sector.BEVERAGES, mark("Beverages")),
    (v.Sector.HERBS, mark("Medicinal herbs")),
    (v.Sector.BUILDING_MATERIALS, mark("Building materials")),
    (v.Sector.HANDICRAFTS, mark("Handicrafts")),
    (v.Sector.PACKAGING, mark("Packaging")),
    (v.Sector.CHEMICALS, mark("Chemicals & biology")),
    (v.Sector.TEXTILES, mark("Textiles & garments")),
    (v.Sector.OTHER, mark("Other")),
    (v.Programme.NATIONAL, mark("National")),
    (v.Programme.PROVINCIAL, mark("Provincial")),
    (v.Programme.DISTRICT, mark("District programme")),
    (v.Programme.UNKNOWN, mark("Programme not stated")),
    (v.FigureProgramme.NATIONAL, mark("National")),
    (v.FigureProgramme.PROVINCIAL, mark("Provincial")),
    (v.FigureProgramme.DISTRICT, mark("District programme")),
    (v.FigureProgramme.ALL, mark("All programmes")),
    (v.FigureProgramme.OCOP, mark("OCOP")),
    (v.FigureProgramme.CONTEXT, mark("Context")),
    (v.Stage.REGISTERED, mark("Registered")),
    (v.Stage.SURVEYED, mark("Surveyed")),
    (v.Stage.APPRAISED, mark("Appraised")),
    (v.Stage.APPROVED, mark("Approved")),
    (v.Stage.IMPLEMENTING, mark("Implementing")),
    (v.Stage.ACCEPTED, mark("Accepted")),
    (v.Stage.INSPECTED, mark("Inspected")),
    (v.Stage.REJECTED, mark("Rejected")),
    (v.Stage.WITHDRAWN, mark("Withdrawn")),
    (v.Stage.UNKNOWN, mark("Stage not stated")),
    (v.SupportContent.DEMONSTRATION_MODEL, mark("Demonstration model")),
    (v.SupportContent.MACHINERY, mark("Advanced machinery")),
    (v.SupportContent.TECHNOLOGY_TRANSFER, mark("Technology transfer")),
    (v.SupportContent.TRAINING, mark("Training")),
    (v.SupportContent.TYPICAL_PRODUCTS, mark("Typical products")),
    (v.SupportContent.TRADE_FAIR, mark("Trade fair")),
    (v.SupportContent.PACKAGING_BRAND, mark("Packaging & brand")),
    (v.SupportContent.CONSULTING, mark("Consulting")),
    (v.SupportContent.INFORMATION, mark("Information")),
    (v.SupportContent.CAPACITY, mark("Capacity building")),
    (v.SupportContent.CLUSTER_INFRASTRUCTURE, mark("Cluster infrastructure")),
    (v.SupportContent.OTHER, mark("Other")),
    (v.LocationQuality.EXACT, mark("Address known")),
    (v.LocationQuality.COMMUNE, mark("Somewhere in the commune")),
    (v.LocationQuality.DISTRICT, mark("Somewhere in the district")),
    (v.LocationQuality.UNKNOWN, mark("Location unknown")),
    (v.Basis.REGISTERED, mark("registered")),
    (v.Basis.SURVEYED, mark("surveyed")),
    (v.Basis.PLANNED, mark("planned")),
    (v.Basis.TARGET, mark("target")),
    (v.Basis.ASSIGNED, mark("assigned")),
    (v.Basis.APPROVED, mark("approved")),
    (v.Basis.DONE, mark("done")),
    (v.Basis.STATED, mark("stated")),
    (v.FigureScope.PROVINCE, mark("Bắc Giang province")),
    (v.FigureScope.DISTRICT, mark("District")),
    (v.FigureScope.COMMUNE, mark("Commune")),
    (v.FigureScope.MERGED_PROVINCE, mark("Bắc Ninh since 1 July 2025")),
    (v.FigureScope.NATION, mark("Whole country")),
    (v.FlowBasis.SHIPPED, mark("shipped")),
    (v.FlowBasis.CONTRACT, mark("contract")),
    (v.FlowBasis.ORDER, mark("orders received")),
    (v.FlowBasis.PLANNED, mark("planned")),
    (v.FlowBasis.ELIGIBLE, mark("eligible output")),
    (v.FlowBasis.MARKET_NAMED, mark("market named")),
    (v.OcopStatus.RECOGNISED, mark("Recognised")),
    (v.OcopStatus.EVALUATED, mark("Evaluated")),
    (v.OcopStatus.LISTED, mark("Listed, stars not stated")),
    (v.OcopStatus.CANDIDATE, mark("Candidate")),
    (v.TypicalLevel.PROVINCIAL, mark("Provincial level")),
    (v.TypicalLevel.REGIONAL, mark("Northern region level")),
    (v.TypicalLevel.NATIONAL, mark("National level")),
    (v.SourceKind.FOUNDING, mark("Founding document")),
    (v.SourceKind.AUTHORITY, mark("Public authority")),
    (v.SourceKind.LEGAL, mark("Legal database")),
    (v.SourceKind.PRESS, mark("Press")),
    (v.SourceKind.COMPANY, mark("Company page")),
    (v.SourceKind.OTHER, mark("Other page")),
    (v.SourceKind.OFFICE, mark("The office's own data")),
)
LABELS: dict[tuple[type[StrEnum], str], str] = {(type(member), member.value): text for member, text in _MESSAGES}
"""Keyed by list and value: members of two lists may share a value (`commune`, `national`)."""


def label(member: StrEnum, language: Language) -> str:
    """Return the screen label of a vocabulary member; KeyError for a member without one."""
    message = LABELS[type(member), member.value]
    return language.text(message)


def label_of(kind: type[StrEnum], value: object, language: Language) -> str:
    """Return the label of a stored value of `kind`, "" when it is missing."""
    return label(kind(value), language) if isinstance(value, str) else ""


def programme_name(programme: object, language: Language) -> str:
    """Return the name of a programme, of "all" or of "not stated"."""
    if programme == v.FigureProgramme.ALL:
        return label(v.FigureProgramme.ALL, language)
    return label(v.Programme(str(programme)), language)
