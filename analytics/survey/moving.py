"""A plan moved by hand: one visit to another day or place in a day, with what it costs and what forbids it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from analytics.survey.days import DayBreach, DayPlan, RoutePlan, TeamDay, TravelTimes


@dataclass(frozen=True)
class Move:
    """A plan after a move by hand: what it costs, which rules forbid it, whether it takes a commune apart."""

    plan: RoutePlan
    km: float
    minutes: int
    broken: frozenset[DayBreach]
    is_apart: bool

    @property
    def is_allowed(self) -> bool:
        """Whether no rule forbids it."""
        return not self.broken


def moved_visit(
    plan: RoutePlan, ground: TravelTimes, visit: str, target: tuple[TeamDay, int], done: Collection[str] = ()
) -> Move:
    """Return the plan with a visit at a place (1 is first) of a day of a team, wherever it was before.

    What is done does not move, and nothing is put before it.
    """
    (to, place), broken = target, set()
    before = _cost(plan, ground)
    days = {day.at: day for day in plan.days}
    others = {at: _without(day, visit) for at, day in days.items()}
    day = others.get(to, DayPlan(to, ()))
    order = list(day.visits)
    at = min(max(place, 1), len(order) + 1) - 1
    if visit in done or any(one in done for one in order[at:]):
        broken.add(DayBreach.DONE)
    order.insert(at, visit)
    others[to] = replace(day, visits=tuple(order))
    left = {one: why for one, why in plan.left.items() if one != visit}
    new = RoutePlan(tuple(others[at] for at in sorted(others) if others[at].visits or others[at].listed), left)
    broken |= ground.timetable(to, others[to].visits).broken
    km, minutes = _cost(new, ground)
    return Move(new, km - before[0], minutes - before[1], frozenset(broken), is_apart=_is_apart(new, ground, visit))


def _without(day: DayPlan, visit: str) -> DayPlan:
    kept = tuple(one for one in day.visits if one != visit)
    return replace(day, visits=kept, listed=tuple(one for one in day.listed if one != visit))


def _cost(plan: RoutePlan, ground: TravelTimes) -> tuple[float, int]:
    """Return the kilometres and the minutes of all days."""
    tables = [ground.timetable(day.at, day.visits) for day in plan.days if day.visits]
    return sum(one.km for one in tables), sum(one.back - ground.rules.begins for one in tables)


def _is_apart(plan: RoutePlan, ground: TravelTimes, visit: str) -> bool:
    """Tell whether others of the visit's commune are on another day."""
    commune = ground.stops[visit].commune
    days = [day for day in plan.days if any(ground.stops[one].commune == commune for one in day.visits)]
    return commune is not None and len(days) > 1
