"""What a visit has in hand: the year and day of the plan, what it added to the candidates, wishes, weights, the plan, what was changed by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from analytics.planning.apart import Explained
from analytics.planning.candidates import candidate_years, candidates_of, earlier_by_district
from analytics.planning.ceilings import ceilings_on
from analytics.planning.scenario import Scenario
from analytics.planning.solving.hand import Override
from analytics.planning.solving.model import Budget, Candidate, Criterion, Objective, PlanRequest, Weight, Wish
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared

PLAN_PROGRAMMES = ("national", "provincial", "district")
WEIGHTS = {
    Criterion.DIFFICULT: 3,
    Criterion.LEVERAGE: 2,
    Criterion.EXPORT: 2,
    Criterion.JOBS: 2,
    Criterion.OCOP: 1,
    Criterion.SERVED_LESS: 2,
    Criterion.SURVEY: 3,
    Criterion.PRIORITY: 1,
    Criterion.WOMEN_OR_MINORITY: 1,
}
"""Where a new draft begins; the meeting sets its own."""


@dataclass(frozen=True)
class PlanDraft:
    """A plan in the making. `stated` holds by candidate what the meeting says of it over the record; `left` are those not looked at."""

    year: int
    on: date
    budgets: tuple[Budget, ...] = (Budget("national", 0), Budget("provincial", 0))
    wishes: tuple[Wish, ...] = ()
    weights: tuple[Weight, ...] = tuple(Weight(one, weight) for one, weight in WEIGHTS.items())
    reading: Objective = Objective.PROPOSAL
    stated: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    explained: Explained | None = None
    solved: PlanRequest | None = None
    overrides: tuple[Override, ...] = ()
    opened: Scenario | None = None

    @property
    def is_current(self) -> bool:
        """Whether there is a plan."""
        return self.explained is not None and self.solved is not None


def new_draft(prepared: Prepared, today: date) -> PlanDraft:
    """Return the draft that a visit begins with: the latest year with candidates, else next year."""
    years = candidate_years(prepared)
    year = years[0] if years else today.year + 1
    return PlanDraft(year, today)


def request_of(draft: PlanDraft, prepared: Prepared) -> PlanRequest:
    """Return what a draft asks: the candidates of the record with what the meeting says of them."""
    if draft.opened is not None:
        return _asked(draft, draft.opened.request)
    return _asked(draft, _base(prepared, draft.year, draft.on))


def with_any_budget(asked: PlanRequest) -> PlanRequest:
    """Return a request in which every programme can pay, where no budget is stated yet: to see what is eligible."""
    return asked if asked.budgets else replace(asked, budgets=tuple(Budget(one, 1) for one in PLAN_PROGRAMMES))


@cached()
def _base(prepared: Prepared, year: int, on: date) -> PlanRequest:
    return PlanRequest(
        on.isoformat(),
        year,
        candidates_of(prepared, year, on),
        (),
        ceilings_on(prepared.record, on),
        earlier=earlier_by_district(prepared, year),
        is_illustrative=prepared.record.is_illustrative,
    )


def _asked(draft: PlanDraft, base: PlanRequest) -> PlanRequest:
    candidates = tuple(_stated(one, draft) for one in base.candidates if one.candidate_id not in draft.left)
    return replace(
        base,
        candidates=candidates,
        budgets=tuple(one for one in draft.budgets if one.amount_vnd),
        wishes=draft.wishes,
        weights=tuple(one for one in draft.weights if one.weight),
        reading=draft.reading,
    )


def _stated(one: Candidate, draft: PlanDraft) -> Candidate:
    said = draft.stated.get(one.candidate_id)
    return replace(one, **said) if said else one


def draft_of(scenario: Scenario) -> PlanDraft:
    """Return a draft that goes on from a scenario that was kept."""
    request = scenario.request
    held = {one.programme: one for one in request.budgets}
    return PlanDraft(
        request.year,
        date.fromisoformat(request.on),
        tuple(held.get(one, Budget(one, 0)) for one in PLAN_PROGRAMMES if one in held or one != "district"),
        request.wishes,
        tuple(_weight(request, one) for one in Criterion),
        request.reading,
        explained=Explained(scenario.plan, scenario.points, scenario.standings),
        solved=request,
        overrides=scenario.overrides,
        opened=scenario,
    )


def _weight(request: PlanRequest, criterion: Criterion) -> Weight:
    held = {one.criterion: one.weight for one in request.weights}
    return Weight(criterion, held.get(criterion, 0))
