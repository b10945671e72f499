"""What a plan is asked: the candidates, the budgets, what the meeting wishes, how a proposal is scored; and what it answers.

All of it is plain values, so that it travels to the process that solves, into the store and into the file of a scenario. Money is
whole đồng.
"""

from dataclasses import dataclass, field
from enum import StrEnum

FULL_POINTS = 100
"""A criterion gives 0 to 100 points."""


class Objective(StrEnum):
    """What the score of a plan adds up: the score of each proposal, or the score of each đồng granted."""

    PROPOSAL = "proposal"
    MONEY = "money"


class WishKind(StrEnum):
    """What a wish asks for; `EITHER_OR`: at most one of the proposals named."""

    MUST = "must"
    MUST_NOT = "must_not"
    EITHER_OR = "either_or"
    LEAST = "least"
    MOST = "most"


class Of(StrEnum):
    """What the values of a wish are."""

    CANDIDATE = "candidate"
    DISTRICT = "district"
    SECTOR = "sector"
    CONTENT = "content"


class Counts(StrEnum):
    """What a least or a most counts; `SHARE` is a share of the money granted, from 0 to 1, never of the budget."""

    PROPOSALS = "proposals"
    MONEY = "money"
    SHARE = "share"


class Criterion(StrEnum):
    """What a proposal can earn points for."""

    DIFFICULT = "difficult"
    LEVERAGE = "leverage"
    EXPORT = "export"
    JOBS = "jobs"
    OCOP = "ocop"
    SERVED_LESS = "served_less"
    SURVEY = "survey"
    PRIORITY = "priority"
    WOMEN_OR_MINORITY = "women_or_minority"


@dataclass(frozen=True)
class Candidate:
    """A proposal that may enter a plan; None and an empty text are "not known".

    `producer` is who is named on the screen, `beneficiaries` what tells them apart. `least_vnd`: it can be done with less than it asks for, down to this; None where only the whole amount will do. `surveyed_vnd` is what the
    survey recommended, `appraised_vnd` what the council allows; `is_appraised`: whether minutes of an appraisal bear out a stage that says so; `meets` are the rules whose condition the office has found to hold for it.
    """

    candidate_id: str
    title: str
    producer: str = ""
    beneficiaries: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    commune: str = ""
    sector: str = "other"
    content: str = "other"
    programmes: tuple[str, ...] = ("national", "provincial")
    stage: str = ""
    is_appraised: bool | None = None
    requested_vnd: int | None = None
    total_vnd: int | None = None
    least_vnd: int | None = None
    appraised_vnd: int | None = None
    surveyed_vnd: int | None = None
    jobs: int | None = None
    ocop_stars: int | None = None
    exports: bool | None = None
    is_difficult: bool | None = None
    is_women_or_minority: bool | None = None
    is_green_or_digital: bool | None = None
    earlier_support_vnd: int | None = None
    survey: str = ""
    meets: tuple[str, ...] = ()

    @property
    def asked_vnd(self) -> int | None:
        """What it can be given at most before any rule: the amount of the council where there is one, else what it asks for."""
        if self.requested_vnd is None or self.appraised_vnd is None:
            return self.requested_vnd
        return min(self.requested_vnd, self.appraised_vnd)

    @property
    def place_in_list(self) -> tuple[bool, tuple[str, ...], int, str, str, str]:
        """Where it stands in a list: by district, then the largest request; last who names no district or amount."""
        return (
            not self.districts,
            self.districts,
            -(self.requested_vnd or 0),
            self.producer,
            self.title,
            self.candidate_id,
        )


@dataclass(frozen=True)
class Ceiling:
    """A ceiling in force on the plan's date and place; `is_checked` when its text and those that amend it were read."""

    rule_id: str
    document: str
    article: str
    statement: str
    content: str
    programme: str
    per: str
    amount_vnd: int | None
    share: float | None
    condition: str
    is_checked: bool


@dataclass(frozen=True)
class Budget:
    """The money of a programme, and what of it is held back."""

    programme: str
    amount_vnd: int
    reserve_vnd: int = 0

    @property
    def free_vnd(self) -> int:
        """What may be granted."""
        return max(self.amount_vnd - self.reserve_vnd, 0)


@dataclass(frozen=True)
class Wish:
    """One thing that the meeting wants; no law. Without `values` a least or a most holds for each district, sector or content."""

    kind: WishKind
    of: Of
    values: tuple[str, ...] = ()
    counts: Counts = Counts.PROPOSALS
    number: float = 0.0


@dataclass(frozen=True)
class Weight:
    """How much a criterion counts, from 0 to 10."""

    criterion: Criterion
    weight: float


@dataclass(frozen=True)
class PlanRequest:
    """All that a plan of a year follows from, by the rules of a day (`on`). `earlier` is the support that each district had in earlier years, in đồng."""

    on: str
    year: int
    candidates: tuple[Candidate, ...]
    budgets: tuple[Budget, ...]
    ceilings: tuple[Ceiling, ...] = ()
    wishes: tuple[Wish, ...] = ()
    weights: tuple[Weight, ...] = ()
    reading: Objective = Objective.PROPOSAL
    earlier: tuple[tuple[str, int], ...] = ()
    is_illustrative: bool = False


@dataclass(frozen=True)
class Grant:
    """What a plan gives a proposal, from which programme."""

    candidate_id: str
    programme: str
    amount_vnd: int


class State(StrEnum):
    """What is known of a plan: it is the best, the best so far, or there is none that keeps all wishes."""

    BEST = "best"
    SO_FAR = "so_far"
    NONE = "none"


@dataclass(frozen=True)
class BudgetPlan:
    """The proposals that are granted, their score, and how far from the best it can be at most (`gap`, a share of the score)."""

    state: State
    grants: tuple[Grant, ...] = ()
    score: float = 0.0
    gap: float = 0.0
    seconds: float = 0.0
    solver: str = ""
    granted: dict[str, int] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Know the amounts by candidate."""
        object.__setattr__(self, "granted", {one.candidate_id: one.amount_vnd for one in self.grants})

    @property
    def money_vnd(self) -> int:
        """All that is granted."""
        return sum(one.amount_vnd for one in self.grants)
