"""The closed lists of the field, one enumeration each; the screen label of a member is `analytics.labels`."""

from enum import StrEnum


class FacilityKind(StrEnum):
    """What a producer is. The last five are context: listed and drawn, never counted as rural industrial facilities."""

    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    COOPERATIVE_GROUP = "cooperative_group"
    HOUSEHOLD = "household"
    CRAFT_VILLAGE = "craft_village"
    INDUSTRIAL_CLUSTER = "industrial_cluster"
    GROWER = "grower"
    LARGE_ENTERPRISE = "large_enterprise"
    TOURISM = "tourism"


CNNT_KINDS = frozenset(
    {FacilityKind.ENTERPRISE, FacilityKind.COOPERATIVE, FacilityKind.COOPERATIVE_GROUP, FacilityKind.HOUSEHOLD}
)
"""Kinds that decree 45/2012/NĐ-CP, as amended by 235/2025/NĐ-CP, calls rural industrial facilities."""


class Sector(StrEnum):
    """The short closed list of sectors of the design."""

    MECHANICAL = "mechanical"
    WOOD = "wood"
    AGRO_PROCESSING = "agro_processing"
    FOOD = "food"
    BEVERAGES = "beverages"
    HERBS = "herbs"
    BUILDING_MATERIALS = "building_materials"
    HANDICRAFTS = "handicrafts"
    PACKAGING = "packaging"
    CHEMICALS = "chemicals"
    TEXTILES = "textiles"
    OTHER = "other"


class Programme(StrEnum):
    """Whose budget pays. `UNKNOWN`: the source does not say."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    UNKNOWN = "unknown"


class FigureProgramme(StrEnum):
    """What a published figure is about; `ALL` is the three programmes together; `OCOP` and `CONTEXT` are other money."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    ALL = "all"
    OCOP = "ocop"
    CONTEXT = "context"


class Stage(StrEnum):
    """What a source says of a proposal, in the order of its life; rejected and withdrawn end it early.

    A stage is stated, never concluded: work that is completed is accepted only where a source says so. `SUPPORTED`: the
    source tells of the support or the investment, not of its end. `UNKNOWN`: the source does not say.
    """

    REGISTERED = "registered"
    SURVEYED = "surveyed"
    APPRAISED = "appraised"
    PLANNED = "planned"
    APPROVED = "approved"
    ASSIGNED = "assigned"
    IMPLEMENTING = "implementing"
    SUPPORTED = "supported"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    INSPECTED = "inspected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


STAGES_IN_ORDER = tuple(one for one in Stage if one not in {Stage.REJECTED, Stage.WITHDRAWN, Stage.UNKNOWN})
"""The stages from registration to inspection."""


class SupportContent(StrEnum):
    """What the support pays for (decree 45/2012/NĐ-CP, article 4, grouped)."""

    DEMONSTRATION_MODEL = "demonstration_model"
    MACHINERY = "machinery"
    TECHNOLOGY_TRANSFER = "technology_transfer"
    TRAINING = "training"
    TYPICAL_PRODUCTS = "typical_products"
    TRADE_FAIR = "trade_fair"
    PACKAGING_BRAND = "packaging_brand"
    CONSULTING = "consulting"
    INFORMATION = "information"
    CAPACITY = "capacity"
    CLUSTER_INFRASTRUCTURE = "cluster_infrastructure"
    OTHER = "other"


class LocationQuality(StrEnum):
    """How good a location is: an address, a point inside the commune, a point inside the district, or none."""

    EXACT = "exact"
    COMMUNE = "commune"
    DISTRICT = "district"
    UNKNOWN = "unknown"


class Qualifier(StrEnum):
    """How the source words a number ("gần 100", "hơn 30,72 tỷ", "tới 3 tỷ", "350-400")."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class SurveyFactKind(StrEnum):
    """What a source tells of the survey behind a year's plan, in the order of the screen."""

    STARTED_ON = "started_on"
    ENDED_ON = "ended_on"
    LED_BY = "led_by"
    TOOK_PART = "took_part"
    PURPOSE = "purpose"
    ALSO = "also"
    SECTOR_GROUP = "sector_group"


class OmissionReason(StrEnum):
    """Why a statement that was found is carried by no row of the record."""

    DUPLICATE = "duplicate"
    OTHER_PROVINCE = "other_province"
    OUT_OF_SCOPE = "out_of_scope"
    DOUBTFUL = "doubtful"


class Basis(StrEnum):
    """Which measure a money or count figure is: these are never added to or compared with one another unmarked."""

    REGISTERED = "registered"
    SURVEYED = "surveyed"
    PLANNED = "planned"
    TARGET = "target"
    ASSIGNED = "assigned"
    APPROVED = "approved"
    DONE = "done"
    STATED = "stated"


class FigureScope(StrEnum):
    """The area that a published figure covers; `MERGED_PROVINCE` is Bắc Ninh since 2025-07-01, never on one line with the old province."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    MERGED_PROVINCE = "merged_province"
    NATION = "nation"


class MarketKind(StrEnum):
    """A market is a country, a group that stays a group, a total over all markets, or not stated."""

    COUNTRY = "country"
    GROUP = "group"
    TOTAL = "total"
    NOT_STATED = "not_stated"


class FlowBasis(StrEnum):
    """What an export quantity is; a row whose source only names the market is `MARKET_NAMED`."""

    SHIPPED = "shipped"
    CONTRACT = "contract"
    ORDER = "order"
    PLANNED = "planned"
    ELIGIBLE = "eligible"
    MARKET_NAMED = "market_named"


class VolumeUnit(StrEnum):
    """Tonnes, or tonnes a month (a rate, never summed into a year)."""

    TONNES = "t"
    TONNES_PER_MONTH = "t_per_month"


class ValueUnit(StrEnum):
    """Currency of an export value and what it is for: a total, a month, or a kilogram."""

    USD = "usd"
    VND = "vnd"
    VND_PER_MONTH = "vnd_per_month"
    VND_PER_KG = "vnd_per_kg"


class OcopStatus(StrEnum):
    """Recognised by decision, evaluated at a star level, listed without stars, or only a candidate."""

    RECOGNISED = "recognised"
    EVALUATED = "evaluated"
    LISTED = "listed"
    CANDIDATE = "candidate"


class TypicalLevel(StrEnum):
    """The level at which a typical rural industrial product is recognised."""

    PROVINCIAL = "provincial"
    REGIONAL = "regional"
    NATIONAL = "national"


class RuleTopic(StrEnum):
    """What a legal fact is about."""

    SUPPORT_CEILING = "support_ceiling"
    OCOP_SCORE_BAND = "ocop_score_band"
    OCOP_VALIDITY = "ocop_validity"
    OCOP_SUPPORT = "ocop_support"
    ADMINISTRATIVE_CHANGE = "administrative_change"
    PROGRAMME = "programme"
    DEFINITION = "definition"
    TYPICAL_PRODUCTS = "typical_products"
    OTHER = "other"


class RuleProgramme(StrEnum):
    """Whose money a rule binds; `ANY`: its sources do not narrow it to one programme."""

    ANY = "any"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"


class RuleArea(StrEnum):
    """Where a rule holds: Bắc Giang until 2025-06-30, Bắc Ninh from the day after; another province's is comparison only."""

    NATION = "nation"
    BAC_GIANG = "bac_giang"
    BAC_NINH = "bac_ninh"
    OTHER_PROVINCE = "other_province"


class RuleUnit(StrEnum):
    """What the amount of a rule counts."""

    VND = "vnd"
    POINT = "point"
    MONTH = "month"
    TIMES = "times"
    PRODUCT = "product"
    PROPOSAL = "proposal"
    COMMUNE_UNIT = "commune_unit"
    DISTRICT = "district"
    KM2 = "km2"
    PERSON = "person"


class RulePer(StrEnum):
    """What the amount of a rule is for one of; a facility is one beneficiary."""

    FACILITY = "facility"
    ENTERPRISE = "enterprise"
    MODEL = "model"
    PROPOSAL = "proposal"
    PRODUCT = "product"
    EVENT = "event"
    CLUSTER = "cluster"
    PERSON = "person"
    YEAR = "year"


class AttachmentKind(StrEnum):
    """What a file is that lies beside a record."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"


class SourceKind(StrEnum):
    """Who speaks: the two founding documents, an authority, a legal database, the press, a company, another page, the office itself."""

    FOUNDING = "founding"
    AUTHORITY = "authority"
    LEGAL = "legal"
    PRESS = "press"
    COMPANY = "company"
    OTHER = "other"
    OFFICE = "office"
