"""Days and teams by PyVRP: the fewest days, then the fewest kilometres, under rules that no plan breaks.

Visits of one commune are one block and stay together, as far as they fit in a day. A fixed number of iterations from a fixed
seed: the same input gives the same plan. What finds no day is left, with the reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from analytics.survey.days import CENTRE_PLACE, DayPlan, Left, RoutePlan, Rules, Stop, TeamDay, TravelTimes
from geodata.jobs import JobLimits, Task

DAY = 24 * 60
DAY_WORTH_M = 50_000
"""One day of a team more is worth so many metres less."""
_PRIZE_M = 2_000_000
"""A visit is worth any detour and any day."""
_BUDGET = JobLimits(processor_seconds=120, seconds=240, memory_mb=2048)
_Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class _Block:
    """Visits of one commune that follow each other, the appointed one first."""

    visits: tuple[str, ...]
    appointed_on: date | None = None
    appointed_at: int | None = None

    @property
    def first(self) -> str:
        """The visit at which the team arrives."""
        return self.visits[0]

    @property
    def last(self) -> str:
        """The visit that it leaves."""
        return self.visits[-1]


def planning_task(stops: Sequence[Stop], days: Sequence[TeamDay], rules: Rules, kept: Sequence[DayPlan] = ()) -> Task:
    """Return the job that plans; see `planned`."""
    arguments = (tuple(stops), tuple(days), rules, tuple(kept))
    return Task("survey-days", "analytics.survey.planning:planned", arguments, _BUDGET, size=len(stops))


def planned(
    tell: _Tell, stops: Sequence[Stop], days: Sequence[TeamDay], rules: Rules, kept: Sequence[DayPlan] = ()
) -> RoutePlan:
    """Return on which of the days each stop is visited.

    `kept` are days on which something was done: they stay as they are, are no days to plan on, and their visits no stops.
    """
    taken = {day.at for day in kept}
    free = sorted(set(days) - taken)
    fixed = {visit for day in kept for visit in (*day.visits, *day.listed)}
    open_stops = sorted((one for one in stops if one.visit_id not in fixed), key=lambda one: one.visit_id)
    placed = [one for one in open_stops if one.lon is not None and one.commune is not None]
    ground = TravelTimes(placed, rules)
    made: list[DayPlan] = []
    left: dict[str, Left] = {}
    own = sorted({one.district for one in placed if one.district in rules.own_districts if one.district})
    groups = [[one for one in placed if one.district == district] for district in own]
    groups.append([one for one in placed if one.district not in rules.own_districts])
    for number, group in enumerate(groups):
        tell("days", number / len(groups))
        others = [one for later in groups[number + 1 :] for one in later]
        new = _solved(ground, group, _without_reserved(free, others), rules, left)
        free = [at for at in free if at not in {day.at for day in new}]
        made += new
    unplaced = [one for one in open_stops if one.lon is None or one.commune is None]
    every = {one.visit_id: one for one in stops}
    return RoutePlan(tuple(sorted(_listed([*kept, *made], unplaced, every, taken, left), key=lambda day: day.at)), left)


def _without_reserved(free: Sequence[TeamDay], others: Sequence[Stop]) -> list[TeamDay]:
    """Return the days that a group may take: one team stays free on each day on which another group has an appointment."""
    reserved = set()
    for day in {one.appointed_on for one in others if one.appointed_on}:
        teams = [at for at in free if at.day == day]
        reserved |= set(teams[-1:])
    return [at for at in free if at not in reserved]


def blocks_of(ground: TravelTimes, stops: Sequence[Stop], rules: Rules, left: dict[str, Left]) -> list[_Block]:
    """Return the visits by commune, in parts that fit in a day; one that fits in none is left."""
    by_commune: dict[str, list[Stop]] = defaultdict(list)
    for one in stops:
        if _minutes(ground, (one.visit_id,)) > rules.minutes:
            left[one.visit_id] = Left.TOO_LONG
        else:
            by_commune[str(one.commune)].append(one)
    return [block for commune in sorted(by_commune) for block in _parts(ground, by_commune[commune], rules)]


def _parts(ground: TravelTimes, stops: Sequence[Stop], rules: Rules) -> list[_Block]:
    """Return the blocks of a commune: each appointment begins one, the others follow where the day has time for them."""
    waiting = _nearest_order(ground, [one.visit_id for one in stops if one.appointed_on is None])
    blocks = []
    visits: tuple[str, ...]
    for one in sorted((one for one in stops if one.appointed_on), key=_appointment):
        visits = (one.visit_id,)
        while waiting and _fits(ground, (*visits, waiting[0]), rules, one.appointed_at):
            visits = (*visits, waiting.pop(0))
        blocks.append(_Block(visits, one.appointed_on, one.appointed_at))
    while waiting:
        visits = (waiting.pop(0),)
        while waiting and _fits(ground, (*visits, waiting[0]), rules, None):
            visits = (*visits, waiting.pop(0))
        blocks.append(_Block(visits))
    return blocks


def _appointment(stop: Stop) -> tuple[date, int, str]:
    return stop.appointed_on or date.max, stop.appointed_at or 0, stop.visit_id


def _fits(ground: TravelTimes, visits: tuple[str, ...], rules: Rules, at: int | None) -> bool:
    begin = rules.begins + ground.minutes(CENTRE_PLACE, visits[0]) if at is None else at
    end = begin + ground.inner(visits) + ground.minutes(visits[-1], CENTRE_PLACE)
    return end <= rules.begins + rules.minutes


def _minutes(ground: TravelTimes, visits: tuple[str, ...]) -> int:
    return ground.minutes(CENTRE_PLACE, visits[0]) + ground.inner(visits) + ground.minutes(visits[-1], CENTRE_PLACE)


def _nearest_order(ground: TravelTimes, visits: Sequence[str]) -> list[str]:
    """Return visits from the one nearest to the centre, each followed by the nearest that is left."""
    order, rest, at = [], sorted(visits), CENTRE_PLACE
    while rest:
        at = min(rest, key=lambda one: (ground.km(at, one), one))
        rest.remove(at)
        order.append(at)
    return order


def _solved(
    ground: TravelTimes, stops: Sequence[Stop], days: Sequence[TeamDay], rules: Rules, left: dict[str, Left]
) -> list[DayPlan]:
    blocks = blocks_of(ground, stops, rules, left)
    routes = _routed(ground, blocks, days, rules) if blocks and days else {}
    visited = {visit for order in routes.values() for block in order for visit in block.visits}
    left.update({one: Left.NO_DAY for block in blocks for one in block.visits if one not in visited})
    return [DayPlan(at, tuple(one for block in order for one in block.visits)) for at, order in routes.items()]


def _routed(
    ground: TravelTimes, blocks: Sequence[_Block], days: Sequence[TeamDay], rules: Rules
) -> dict[TeamDay, list[_Block]]:
    """Return the blocks of each day, by PyVRP: time runs through all days, so that an appointment binds to its day."""
    from pyvrp import Model, Solution  # noqa: PLC0415 - takes long, and only planning needs it
    from pyvrp.stop import MaxIterations  # noqa: PLC0415

    model = Model()
    first = days[0].day
    centre = model.add_location(0, 0)
    places = [model.add_location(0, 0) for _ in blocks]
    depot = model.add_depot(centre)
    for block, place in zip(blocks, places, strict=True):
        early, late = _window(block, first, days[-1].day, rules)
        model.add_client(
            place,
            service_duration=ground.inner(block.visits),
            tw_early=early,
            tw_late=late,
            prize=_PRIZE_M * len(block.visits),
            required=False,
        )
    for number, at in enumerate(days):
        begin = (at.day - first).days * DAY + rules.begins
        model.add_vehicle_type(
            start_depot=depot,
            end_depot=depot,
            fixed_cost=DAY_WORTH_M + number,
            tw_early=begin,
            tw_late=begin + rules.minutes,
        )
    ends = [(CENTRE_PLACE, CENTRE_PLACE), *((block.first, block.last) for block in blocks)]
    for (_, leaves), start in zip(ends, (centre, *places), strict=True):
        for (arrives, _), end in zip(ends, (centre, *places), strict=True):
            if start is not end:
                metres = round(ground.km(leaves, arrives) * 1000)
                model.add_edge(start, end, distance=metres, duration=ground.minutes(leaves, arrives))
    data = model.data()
    result = model.solve(
        MaxIterations(rules.iterations),
        seed=rules.seed,
        collect_stats=False,
        display=False,
        initial_solution=Solution(data, []),
    )
    return {days[route.vehicle_type()]: [blocks[one] for one in _clients(route)] for route in result.best.routes()}


def _window(block: _Block, first: date, last: date, rules: Rules) -> tuple[int, int]:
    """Return when a block may begin, in minutes since the first day began."""
    if block.appointed_on is None:
        return 0, ((last - first).days + 1) * DAY
    day = (block.appointed_on - first).days * DAY
    if block.appointed_at is None:
        return max(day + rules.begins, 0), max(day + rules.begins + rules.minutes, 0)
    return max(day + block.appointed_at, 0), max(day + block.appointed_at, 0)


def _clients(route: Iterable[Any]) -> list[int]:
    """Return the numbers of the clients of a route of PyVRP, in order."""
    return [one.idx for one in route if one.is_client()]


def _listed(
    days: Sequence[DayPlan],
    unplaced: Sequence[Stop],
    every: Mapping[str, Stop],
    taken: set[TeamDay],
    left: dict[str, Left],
) -> list[DayPlan]:
    """Return the days with the visits of no known commune: as a list on the day that goes most to their district."""
    lists: dict[TeamDay, list[str]] = defaultdict(list)
    for one in unplaced:
        counts = {
            day.at: sum(every[visit].district == one.district for visit in day.visits)
            for day in days
            if day.at not in taken and one.appointed_on in {None, day.at.day}
        }
        best = max(counts, key=lambda at: (counts[at], -len(lists[at]), -at.day.toordinal(), at.team_id), default=None)
        if one.district is None or best is None or not counts[best]:
            left[one.visit_id] = Left.NO_PLACE
        else:
            lists[best].append(one.visit_id)
    return [replace(day, listed=(*day.listed, *lists[day.at])) for day in days]
