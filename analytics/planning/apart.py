"""Plans and their reasons as jobs: worked out by a process of its own, told on the way, cancelled with the best plan so far."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from analytics.planning.solving.conflicts import Relaxed, relaxations, smallest_conflict
from analytics.planning.solving.explain import Exchange, Point, Stability, curve, exchange, standings
from analytics.planning.solving.model import BudgetPlan, Grant, PlanRequest, State
from analytics.planning.solving.solve import SECONDS, Search, best_plan
from geodata.jobs import OFFICE_MB, JobLimits, JobStoppedError, StopReason, Task, Watch, run

_BUDGET = JobLimits(processor_seconds=300, seconds=300, memory_mb=OFFICE_MB)
_STEPS = ("plan", "curve", "weights")
_Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Explained:
    """A plan with what a meeting asks about it; of a plan that does not exist the contradiction."""

    plan: BudgetPlan
    points: tuple[Point, ...] = ()
    standings: tuple[tuple[str, Stability], ...] = ()
    conflict: tuple[Relaxed, ...] = ()


def explained_apart(request: PlanRequest, watch: Watch, plan: BudgetPlan | None = None) -> Explained:
    """Return the plan of a request and what explains it; where it is stopped, the best plan so far alone.

    A plan that is there already is explained as it is. Raises JobStoppedError when it is stopped before any plan was found.
    """
    best = [plan] if plan else []

    def told(step: str, share: float) -> None:
        if step.startswith("{"):
            best.append(_read(step))
        else:
            watch.tell(step, share)

    task = Task("plan", f"{__name__}:explained_in_job", (request, plan), _BUDGET, is_office=True)
    try:
        found: Explained = run(task, told, watch.is_stopped)
    except JobStoppedError as stopped:
        if not best or stopped.reason not in {StopReason.CANCELLED, StopReason.TIME}:
            raise
        return Explained(best[-1])
    return found


def explained_in_job(tell: _Tell, request: PlanRequest, known: BudgetPlan | None = None) -> Explained:
    """Return the plan of a request and what explains it: what the process of the job does."""
    plan = known or _found(tell, request)
    if plan.state is State.NONE:
        return Explained(plan, conflict=relaxations(request, smallest_conflict(request)))
    points = curve(request, lambda share: tell("curve", share))
    held = standings(request, lambda share: tell("weights", share))
    return Explained(plan, points, tuple(held.items()))


def _found(tell: _Tell, request: PlanRequest) -> BudgetPlan:
    tell("plan", 0.0)
    plan = best_plan(request, Search(SECONDS, on_better=lambda one: tell(_written(one), 0.0)))
    tell(_written(plan), 0.0)
    return plan


def exchange_apart(request: PlanRequest, plan: BudgetPlan, candidate_id: str, watch: Watch) -> Exchange:
    """Return what the best plan with a candidate looks like; raises JobStoppedError."""
    arguments = (request, plan, candidate_id)
    task = Task("plan exchange", f"{__name__}:exchange_in_job", arguments, _BUDGET, is_office=True)
    found: Exchange = run(task, watch.tell, watch.is_stopped)
    return found


def exchange_in_job(_tell: _Tell, request: PlanRequest, plan: BudgetPlan, candidate_id: str) -> Exchange:
    """Return what the best plan with a candidate looks like: what the process of the job does."""
    return exchange(request, plan, candidate_id)


def _written(plan: BudgetPlan) -> str:
    """Return a plan as the step that a job tells, so that whoever cancels has it."""
    values = {"state": plan.state, "score": plan.score, "gap": plan.gap, "solver": plan.solver}
    return json.dumps({**values, "grants": [asdict(one) for one in plan.grants]})


def _read(step: str) -> BudgetPlan:
    values = json.loads(step)
    grants = tuple(Grant(**one) for one in values["grants"])
    return BudgetPlan(State(values["state"]), grants, values["score"], values["gap"], solver=values["solver"])
