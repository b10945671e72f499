"""Days and teams of a campaign: no plan breaks a rule, the same input gives the same plan, small cases are as short as they can be."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.survey.days import CENTRE_PLACE, DayBreach, DayPlan, Left, RoutePlan, Rules, Stop, TeamDay, TravelTimes
from analytics.survey.moving import moved_visit
from analytics.survey.planning import DAY_WORTH_M, blocks_of, planned, planning_task
from geodata.jobs import run

CENTRE_AT = (106.2, 21.28)
MONDAY = date(2024, 1, 15)
DISTRICTS = ("213", "216", "217", "219")


def tell(_step: str, _share: float) -> None:
    """Take what a job tells."""


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Stop], list[TeamDay], Rules]:
    n_days, n_teams = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    days = [TeamDay(MONDAY + timedelta(days=d), f"t{t}") for d in range(n_days) for t in range(n_teams)]
    stops = []
    for number in range(draw(st.integers(1, 14))):
        district = draw(st.sampled_from(DISTRICTS))
        is_placed = draw(st.integers(0, 5)) > 0
        appointed = draw(st.sampled_from([None, None, None, 0, 1, 9]))
        stops.append(
            Stop(
                f"v{number:02}",
                106.2 + draw(st.integers(-30, 60)) / 100 if is_placed else None,
                21.28 + draw(st.integers(-15, 20)) / 100 if is_placed else None,
                f"{district}{draw(st.integers(0, 2))}" if is_placed else None,
                draw(st.sampled_from([district, district, None])) if not is_placed else district,
                draw(st.sampled_from([30, 60, 120])),
                None if appointed is None else MONDAY + timedelta(days=appointed),
                None if appointed is None else draw(st.sampled_from([None, 8 * 60, 14 * 60, 23 * 60])),
            )
        )
    own = frozenset(draw(st.sets(st.sampled_from(DISTRICTS), max_size=2)))
    hours = draw(st.sampled_from([4, 8]))
    return stops, days, Rules(CENTRE_AT, minutes=hours * 60, own_districts=own, iterations=60)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_no_plan_breaks_a_rule(case: tuple[list[Stop], list[TeamDay], Rules]) -> None:
    stops, days, rules = case
    plan = planned(tell, stops, days, rules)
    ground = TravelTimes(stops, rules)
    seen = Counter(one for day in plan.days for one in (*day.visits, *day.listed))
    assert all(count == 1 for count in seen.values())
    assert set(seen) | set(plan.left) == {one.visit_id for one in stops}
    assert set(seen).isdisjoint(plan.left)
    for day in plan.days:
        assert day.at in days
        assert not ground.timetable(day.at, day.visits).broken
        assert all(ground.stops[one].commune is None for one in day.listed)
        assert all(ground.stops[one].commune for one in day.visits)
    parts = blocks_of(ground, [one for one in stops if one.commune], rules, {})
    at = {one: day.at for day in plan.days for one in day.visits}
    for block in parts:
        assert len({at.get(one) for one in block.visits}) == 1


@settings(max_examples=10, deadline=None)
@given(cases())
def test_the_same_input_gives_the_same_plan_in_any_order(case: tuple[list[Stop], list[TeamDay], Rules]) -> None:
    stops, days, rules = case
    assert planned(tell, stops, days, rules) == planned(tell, stops[::-1], days[::-1], rules)


def shortest(ground: TravelTimes, stops: list[str], days: list[TeamDay]) -> float:
    """Return the least cost of all ways to spread visits over days, every one visited."""
    best = float("inf")
    for choice in product(range(len(days)), repeat=len(stops)):
        total = 0.0
        for number, at in enumerate(days):
            mine = [one for one, day in zip(stops, choice, strict=True) if day == number]
            if not mine:
                continue
            legal = [order for order in permutations(mine) if not ground.timetable(at, order).broken]
            if not legal:
                total = float("inf")
                break
            total += min(cost(ground, order) for order in legal) + DAY_WORTH_M + number
        best = min(best, total)
    return best


def cost(ground: TravelTimes, order: tuple[str, ...]) -> float:
    return sum(round(ground.km(*pair) * 1000) for pair in pairwise((CENTRE_PLACE, *order, CENTRE_PLACE)))


@pytest.mark.parametrize("seed", range(8))
def test_a_small_plan_is_as_short_as_any(seed: int) -> None:
    points = [(106.2 + (7 * n * (seed + 3) % 41) / 100 - 0.1, 21.2 + (5 * n * (seed + 2) % 23) / 100) for n in range(5)]
    stops = [
        Stop(f"v{n}", lon, lat, f"c{n}", "217", 90, MONDAY if n == seed % 5 and seed % 2 else None)
        for n, (lon, lat) in enumerate(points)
    ]
    days = [TeamDay(MONDAY, "a"), TeamDay(MONDAY + timedelta(days=1), "a")]
    rules = Rules(CENTRE_AT, minutes=9 * 60)
    plan, ground = planned(tell, stops, days, rules), TravelTimes(stops, rules)
    best = shortest(ground, [one.visit_id for one in stops], days)
    assert not plan.left
    assert best < float("inf")
    assert sum(cost(ground, day.visits) + DAY_WORTH_M + days.index(day.at) for day in plan.days) == best


def test_an_own_table_of_distances_is_used() -> None:
    stops = [Stop("a", 106.3, 21.3, "c1", "217"), Stop("b", 106.1, 21.2, "c2", "217")]
    ground = TravelTimes(stops, Rules(CENTRE_AT, table={("a", "b"): 7, (CENTRE_PLACE, "a"): 70}))
    assert (ground.km("b", "a"), ground.km(CENTRE_PLACE, "a"), ground.minutes("a", CENTRE_PLACE)) == (7, 70, 120)
    assert 10 < ground.km("b", CENTRE_PLACE) < 25


def test_what_has_no_commune_goes_to_its_districts_day_as_a_list_and_what_has_no_district_nowhere() -> None:
    stops = [
        Stop("a", 106.3, 21.3, "c1", "217"),
        Stop("b", None, None, None, "217"),
        Stop("c", None, None, None, None),
        Stop("d", None, None, None, "219"),
    ]
    plan = planned(tell, stops, [TeamDay(MONDAY, "t")], Rules(CENTRE_AT))
    assert plan.days == (DayPlan(TeamDay(MONDAY, "t"), ("a",), ("b",)),)
    assert plan.left == {"c": Left.NO_PLACE, "d": Left.NO_PLACE}


def test_what_is_done_stays_when_the_rest_is_planned_anew() -> None:
    stops = [Stop(f"v{n}", 106.2 + n / 50, 21.3, f"c{n}", "217") for n in range(8)]
    days = [TeamDay(MONDAY + timedelta(days=n), "t") for n in range(4)]
    rules = Rules(CENTRE_AT, minutes=300)
    first = planned(tell, stops, days, rules)
    kept = first.days[:1]
    moved_away = [
        one if one.visit_id in kept[0].visits else Stop(one.visit_id, 106.6, 21.4, "x", "219") for one in stops
    ]
    second = planned(tell, moved_away, days, rules, kept)
    assert second.days[0] == kept[0]
    assert {one for day in second.days for one in day.visits} | set(second.left) == {one.visit_id for one in stops}
    assert all(day.at != kept[0].at for day in second.days[1:])


def test_an_appointment_of_one_district_keeps_its_day_beside_a_district_with_days_of_its_own() -> None:
    stops = [Stop(f"o{n}", 106.3, 21.3 + n / 50, f"c{n}", "217") for n in range(4)]
    stops.append(Stop("x", 106.1, 21.2, "d", "216", 60, MONDAY, 9 * 60))
    days = [TeamDay(MONDAY + timedelta(days=n), "t") for n in range(3)]
    plan = planned(tell, stops, days, Rules(CENTRE_AT, own_districts=frozenset({"217"})))
    assert next(day.at.day for day in plan.days if "x" in day.visits) == MONDAY
    assert not plan.left


def hand_made() -> tuple[RoutePlan, TravelTimes]:
    stops = [
        Stop("a", 106.25, 21.3, "c1", "217"),
        Stop("b", 106.26, 21.3, "c1", "217"),
        Stop("c", 106.1, 21.2, "c2", "216", 60, MONDAY),
        Stop("d", 106.12, 21.2, "c3", "219"),
    ]
    one, two = TeamDay(MONDAY, "t"), TeamDay(MONDAY + timedelta(days=1), "t")
    return RoutePlan((DayPlan(one, ("a", "b", "c")), DayPlan(two, ("d",)))), TravelTimes(
        stops, Rules(CENTRE_AT, own_districts=frozenset({"219"}))
    )


def test_a_move_says_what_it_costs() -> None:
    plan, ground = hand_made()
    move = moved_visit(plan, ground, "b", (TeamDay(MONDAY, "t"), 1))
    assert move.is_allowed
    assert move.plan.days[0].visits == ("b", "a", "c")
    lengths = [sum(ground.timetable(day.at, day.visits).km for day in one.days) for one in (plan, move.plan)]
    assert move.km == pytest.approx(lengths[1] - lengths[0])
    assert moved_visit(move.plan, ground, "b", (TeamDay(MONDAY, "t"), 2)).km == pytest.approx(-move.km)
    assert moved_visit(plan, ground, "b", (TeamDay(MONDAY + timedelta(days=4), "t"), 1)).is_apart


@pytest.mark.parametrize(
    ("visit", "day", "done", "broken"),
    [
        ("c", 4, (), DayBreach.APPOINTMENT),
        ("a", 1, (), DayBreach.OWN_DAY),
        ("a", 4, ("a",), DayBreach.DONE),
        ("d", 0, ("b",), DayBreach.DONE),
    ],
)
def test_a_move_that_breaks_a_rule_is_not_allowed(
    visit: str, day: int, done: tuple[str, ...], broken: DayBreach
) -> None:
    plan, ground = hand_made()
    move = moved_visit(plan, ground, visit, (TeamDay(MONDAY + timedelta(days=day), "t"), 1), done=done)
    assert broken in move.broken
    assert not move.is_allowed


def test_a_day_that_would_be_too_long_is_refused() -> None:
    stops = [Stop(f"v{n}", 106.2, 21.3, f"c{n}", "217", 120) for n in range(5)]
    ground = TravelTimes(stops, Rules(CENTRE_AT))
    plan = RoutePlan((DayPlan(TeamDay(MONDAY, "t"), ("v0", "v1", "v2")), DayPlan(TeamDay(MONDAY, "u"), ("v3", "v4"))))
    assert moved_visit(plan, ground, "v3", (TeamDay(MONDAY, "t"), 4)).broken == {DayBreach.HOURS}


def test_a_hundred_visits_are_planned_in_a_job_of_their_own() -> None:
    stops = [
        Stop(f"v{n:03}", 106 + (n % 40) / 50 + n / 9000, 21.15 + (n * 29 % 40) / 100, f"c{n % 40}", DISTRICTS[n % 4])
        for n in range(100)
    ]
    days = [TeamDay(MONDAY + timedelta(days=d), team) for d in range(12) for team in ("a", "b", "c")]
    rules = Rules(CENTRE_AT, iterations=40)
    plan = run(planning_task(stops, days, rules))
    ground = TravelTimes(stops, rules)
    assert not plan.left
    assert all(not ground.timetable(day.at, day.visits).broken for day in plan.days)
    by_commune = defaultdict(set)
    for day in plan.days:
        for one in day.visits:
            by_commune[ground.stops[one].commune].add(day.at)
    assert {len(at) for at in by_commune.values()} == {1}
