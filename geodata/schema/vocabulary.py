"""The closed lists of the field but those of campaigns and plans, one enumeration each; the screen label of a member is `analytics.wording.labels`."""

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


PICTURE_KINDS = frozenset({AttachmentKind.JPEG, AttachmentKind.PNG, AttachmentKind.WEBP})
"""What a photo is among them."""


class SourceKind(StrEnum):
    """Who speaks: the two founding documents, an authority, a legal database, the press, a company, another page, the office itself."""

    FOUNDING = "founding"
    AUTHORITY = "authority"
    LEGAL = "legal"
    PRESS = "press"
    COMPANY = "company"
    OTHER = "other"
    OFFICE = "office"


class SurveyResult(StrEnum):
    """What a survey visit found of the conditions for support."""

    MEETS = "meets"
    LACKS_PAPERS = "lacks_papers"
    FAILS = "fails"
    WITHDREW = "withdrew"
    NOT_MET = "not_met"


FigureMetric = StrEnum(
    "FigureMetric",
    """
    agricultural_products_characteristic agricultural_products_honoured agricultural_products_key
    agricultural_products_potential agroforestry_export_usd ban_ven_tea_output budget_consulting_vnd
    budget_machinery_vnd budget_phase1_vnd budget_phase2_vnd budget_typical_products_vnd budget_via_ipc1_vnd
    budget_vnd china_growing_codes_citrus china_growing_codes_longan china_growing_codes_lychee
    china_growing_codes_melon china_packing_facilities chu_noodle_output chu_noodle_output_half_year
    cluster_enterprises_operating cluster_projects cluster_projects_operating cluster_realised_capital_vnd
    cluster_registered_capital_vnd cluster_workers content_groups_covered cooperative_fair_participations
    cooperative_typical_products cooperatives cooperatives_agricultural cooperatives_new
    cooperatives_non_agricultural cooperatives_supported cooperatives_supported_labels
    cooperatives_supported_machinery cooperatives_supported_showroom cooperatives_supported_training counterpart_vnd
    craft_establishments craft_village_ocop_products craft_village_revenue_vnd craft_village_workers craft_villages
    craft_villages_recognised demonstration_models districts export_packing_facilities facilities
    facilities_supported facilities_supported_difficult_areas facilities_supported_labels
    facilities_supported_machinery industrial_cluster_proposals industrial_clusters industrial_clusters_operating
    industrial_output_half_year_vnd industrial_output_vnd interest_support_enterprises jobs_created leverage
    lychee_cold_processed lychee_dried_coal lychee_dried_electric lychee_drying_kilns lychee_output
    lychee_output_early lychee_revenue_vnd lychee_sold management_courses management_trainees
    model_machinery_proposals noodle_cooperatives noodle_households noodle_revenue_vnd noodle_workers ocop_3star
    ocop_3star_recognised_round1 ocop_3star_recognised_round2 ocop_4star ocop_4star_recognised
    ocop_4star_recognised_round1 ocop_4star_recognised_round2 ocop_5star ocop_5star_potential ocop_ideas
    ocop_new_products ocop_potential_products ocop_products ocop_products_entered ocop_products_entered_round1
    ocop_products_recognised ocop_products_recognised_round1 ocop_products_recognised_round2 ocop_products_supported
    ocop_shop_support_vnd ocop_shops_supported ocop_support_vnd people_credit_funds proposals proposals_phase1
    proposals_phase2 rural_industrial_output_vnd science_technology_enterprises science_technology_support_vnd
    study_delegations study_participants tea_bud_output technology_proposals technology_transfer_proposals
    total_funding_vnd trademark_support_vnd trademarks_protected traditional_craft_villages trainees
    trainees_employed training_proposals typical_product_proposals typical_product_selections
    typical_products_entered typical_products_entered_regional typical_products_recognised
    typical_products_recognised_regional villages_with_crafts wood_processing_facilities
    """,
)
"""What published figures count."""

FigureUnit = StrEnum(
    "FigureUnit",
    """
    cluster code content cooperative course delegation district enterprise facility fund household idea job kiln
    model participant product project proposal ratio selection shop tonne tonne_per_year trademark trainee usd
    village vnd worker
    """,
)
"""What published figures count in."""
