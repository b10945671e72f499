"""The closed lists of campaigns of visits."""

from enum import StrEnum


class CampaignKind(StrEnum):
    """What a campaign of visits is for: the survey before a year's plan, the inspection of what was supported earlier."""

    SURVEY = "survey"
    INSPECTION = "inspection"


class VisitState(StrEnum):
    """What became of a visit that stands on the list of a campaign."""

    PLANNED = "planned"
    DONE = "done"
    NOBODY_THERE = "nobody_there"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """Whether a person agreed that the office keeps their contact."""

    GIVEN = "given"
    REFUSED = "refused"


class QuestionKind(StrEnum):
    """How a question of a visit is answered. `MONEY` is million đồng, as people say it; `POSITION` latitude and longitude."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    DATE = "date"
    POSITION = "position"
    PHOTO = "photo"


class AnswerMeaning(StrEnum):
    """What an answer counts as, whatever an office calls its question; what has none is only kept and shown."""

    VISITED_ON = "visited_on"
    VISIT_STATE = "visit_state"
    POSITION = "position"
    FINDING = "finding"
    WORKERS_BEFORE = "workers_before"
    WORKERS = "workers"
    REVENUE_BEFORE = "revenue_before"
    REVENUE = "revenue"
    PAPERS = "papers"
    RECOMMENDED = "recommended"
    RECOMMENDED_REASON = "recommended_reason"
    RECOMMENDED_AMOUNT = "recommended_amount"
    MACHINE_THERE = "machine_there"
    IN_USE = "in_use"
    COMMITMENTS = "commitments"
    VERDICT = "verdict"
    FOLLOW_UP = "follow_up"


class SubmissionOrigin(StrEnum):
    """With what a form was filled in."""

    ODK_CENTRAL = "odk_central"
    KOBO = "kobo"
    WORKBOOK = "workbook"
    APP = "app"


class SubmissionState(StrEnum):
    """Whether the answers of a form are those of its visit: another form of the same visit may say otherwise."""

    COUNTS = "counts"
    CONFLICT = "conflict"
    REPLACED = "replaced"
