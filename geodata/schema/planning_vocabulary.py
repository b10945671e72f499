"""The closed lists of appraisal and plan."""

from enum import StrEnum


class Opinion(StrEnum):
    """What a council says of a proposal."""

    FOR = "for"
    FOR_WITH_CONDITIONS = "for_with_conditions"
    COMPLETE_FIRST = "complete_first"
    AGAINST = "against"


class PlanState(StrEnum):
    """What became of a proposal in the list of a programme; what was proposed and not approved stays visible."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"


class Difficulty(StrEnum):
    """How difficult a commune is by the list of the office."""

    DIFFICULT = "difficult"
    ESPECIALLY_DIFFICULT = "especially_difficult"
