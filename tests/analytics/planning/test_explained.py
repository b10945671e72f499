"""Why a proposal is in or out, the curve of the budget, what is certain, what the meeting changes by hand, the job."""

from dataclasses import replace
from threading import Event

import pytest

from analytics.planning.apart import explained_apart, explained_in_job
from analytics.planning.figures import facility_shares, registration_shares
from analytics.planning.solving.bundles import Bundle, Offer, bundles_of
from analytics.planning.solving.checks import Breach, PlanBreach, breaches
from analytics.planning.solving.explain import Exchange, Stability, Why, curve, exchange, reasons, standings
from analytics.planning.solving.hand import Override, judged, next_in_line, score_of_grants, share_of_best
from analytics.planning.solving.model import (
    Budget,
    Counts,
    Criterion,
    Grant,
    Objective,
    Of,
    PlanRequest,
    State,
    Weight,
    Wish,
    WishKind,
)
from analytics.planning.solving.solve import best_plan
from analytics.planning.words import words_of
from analytics.prepared.tables import Prepared
from analytics.wording.language import Language
from geodata.jobs import JobStoppedError, Watch
from tests.analytics.planning.made import MILLION, candidate, drawn


def request(**values: object) -> PlanRequest:
    """Three proposals of 100 million, of which a budget of 200 pays two; p0001 creates most jobs, p0003 fewest."""
    candidates = tuple(candidate(number, jobs=40 - 10 * number) for number in (1, 2, 3))
    given = {
        "candidates": candidates,
        "budgets": (Budget("national", 200 * MILLION),),
        "wishes": (),
        "weights": (Weight(Criterion.JOBS, 1),),
    }
    return replace(drawn(1, 0), **(given | values))  # type: ignore[arg-type]


def test_left_out_is_told_whom_it_would_replace_and_what_it_lacks() -> None:
    asked = request()
    plan = best_plan(asked)
    assert set(plan.granted) == {"p0001", "p0002"}
    found = exchange(asked, plan, "p0003")
    assert (found.out, found.into) == (("p0002",), ())
    assert (found.loss, found.lacks) == (pytest.approx(20), pytest.approx(20))
    richer = replace(
        asked,
        candidates=tuple(
            replace(one, jobs=one.jobs and one.jobs + 11 * (one.candidate_id == "p0003")) for one in asked.candidates
        ),
    )
    assert "p0003" in best_plan(richer).granted


def test_the_price_at_which_a_proposal_would_be_in_is_true_on_both_sides() -> None:
    asked = request(budgets=(Budget("national", 250 * MILLION),))
    plan = best_plan(asked)
    price = exchange(asked, plan, "p0003").price_vnd
    assert price == 50 * MILLION

    def at(amount: int) -> set[str]:
        cheaper = tuple(
            replace(one, requested_vnd=amount) if one.candidate_id == "p0003" else one for one in asked.candidates
        )
        return set(best_plan(replace(asked, candidates=cheaper)).granted)

    assert "p0003" in at(50 * MILLION)
    assert "p0003" not in at(53 * MILLION)


def test_every_candidate_has_a_reason_and_a_rank() -> None:
    wishes = (Wish(WishKind.MUST, Of.CANDIDATE, ("p0003",)), Wish(WishKind.MUST_NOT, Of.CANDIDATE, ("p0001",)))
    asked = request(wishes=wishes)
    asked = replace(asked, candidates=(*asked.candidates, candidate(4, requested_vnd=None)))
    found = {one.candidate_id: one for one in reasons(asked, best_plan(asked))}
    assert {key: one.why for key, one in found.items()} == {
        "p0001": Why.NOT_WANTED,
        "p0002": Why.CHOSEN,
        "p0003": Why.WANTED,
        "p0004": Why.OBSTACLE,
    }
    assert [found[f"p000{n}"].rank for n in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_the_curve_goes_through_the_plan_and_never_falls() -> None:
    asked = drawn(30, 7)
    points = curve(replace(asked, wishes=()))
    plan = best_plan(replace(asked, wishes=()))
    scores = [point.score for point in points]
    assert scores == sorted(scores)
    assert next(point.score for point in points if point.change_vnd == 0) == pytest.approx(plan.score)


def test_what_is_certain_is_in_under_all_weights_and_what_is_out_under_none() -> None:
    near = [candidate(number, jobs=30, ocop_stars=None) for number in (1, 2)]
    near += [candidate(3, jobs=None, ocop_stars=3), candidate(4)]
    asked = request(
        candidates=tuple(near),
        weights=(Weight(Criterion.JOBS, 2), Weight(Criterion.OCOP, 2)),
        budgets=(Budget("national", 200 * MILLION),),
    )
    found = standings(asked)
    assert found["p0004"] is Stability.OUT
    assert found["p0003"] is Stability.BORDERLINE
    alone = standings(replace(asked, budgets=(Budget("national", 400 * MILLION),)))
    assert set(alone.values()) == {Stability.CERTAIN}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_in_the_plan_is_never_called_out_and_what_is_not_never_certain(seed: int) -> None:
    alike = tuple(candidate(number, requested_vnd=(100 + number % 2) * MILLION) for number in range(8))
    for asked in (request(candidates=alike, budgets=(Budget("national", (350 + seed) * MILLION),)), drawn(14, seed)):
        plan, found = best_plan(asked), standings(asked)
        assert {found[one] for one in plan.granted} <= {Stability.CERTAIN, Stability.BORDERLINE}
        assert {found[one] for one in set(found) - set(plan.granted)} <= {Stability.OUT, Stability.BORDERLINE}


def test_the_next_in_line_is_none_that_the_meeting_does_not_want() -> None:
    wishes = (
        Wish(WishKind.MUST_NOT, Of.CANDIDATE, ("p0001",)),
        Wish(WishKind.EITHER_OR, Of.CANDIDATE, ("p0002", "p0003")),
    )
    asked = request(wishes=wishes, budgets=(Budget("national", 190 * MILLION),))
    plan = best_plan(asked)
    assert set(plan.granted) == {"p0002"}
    assert next_in_line(asked, plan.grants) is None
    found = next_in_line(replace(asked, wishes=()), plan.grants)
    assert found
    assert (found.candidate_id, found.left_vnd) == ("p0001", 90 * MILLION)


@pytest.mark.parametrize("reading", list(Objective))
def test_the_solver_and_the_score_of_grants_agree(reading: Objective) -> None:
    asked = replace(drawn(40, 5, flexible=0.5), reading=reading)
    plan = best_plan(asked)
    assert score_of_grants(asked, plan.grants) == pytest.approx(plan.score, rel=1e-6)
    assert breaches(asked, plan.grants) == ()


def test_by_hand_costs_what_it_costs_and_says_what_it_breaks() -> None:
    asked = request(wishes=(Wish(WishKind.MUST, Of.CANDIDATE, ("p0001",)),))
    plan = best_plan(asked)

    def by_hand(candidate_id: str, amount: int) -> Override:
        return Override(candidate_id, "national", amount, "Hội đồng", "thống nhất", "2024-01-15")

    swapped = judged(asked, plan, [by_hand("p0002", 0), by_hand("p0003", 100 * MILLION)])
    assert (swapped.loss, swapped.breaches) == (pytest.approx(20), ())
    dropped = judged(asked, plan, [by_hand("p0001", 0)])
    assert [one.broken for one in dropped.breaches] == [PlanBreach.WISH]
    too_much = judged(asked, plan, [by_hand("p0003", 100 * MILLION)])
    assert [(one.broken, one.used, one.limit) for one in too_much.breaches] == [
        (PlanBreach.BUDGET, 300 * MILLION, 200 * MILLION)
    ]
    less = judged(asked, plan, [by_hand("p0002", 90 * MILLION)])
    assert [one.broken for one in less.breaches] == [PlanBreach.TOO_LITTLE]
    more = judged(asked, plan, [by_hand("p0002", 101 * MILLION)])
    assert {one.broken for one in more.breaches} == {PlanBreach.OVER_REQUEST, PlanBreach.BUDGET}


def test_a_job_returns_the_plan_with_what_explains_it() -> None:
    asked = drawn(20, 3)
    found = explained_apart(asked, Watch())
    assert found.plan.grants == best_plan(asked).grants
    assert {one for one, _ in found.standings} == {one.candidate_id for one in asked.candidates}
    assert len(found.points) > 5
    nothing = explained_apart(
        request(wishes=(Wish(WishKind.MUST, Of.CANDIDATE, ("p0001", "p0002", "p0003")),)), Watch()
    )
    assert nothing.plan.state is State.NONE
    assert len(nothing.conflict) == 3


class _StopsAt(Watch):
    """Stops as soon as a step is told."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.awaited, self.seen = step, Event()

    def tell(self, step: str, share: float) -> None:  # noqa: ARG002
        if step == self.awaited:
            self.seen.set()
            self.stop()


def test_a_job_that_is_cancelled_returns_the_best_plan_so_far() -> None:
    asked = drawn(300, 3)
    watch = _StopsAt("curve")
    found = explained_apart(asked, watch)
    assert watch.seen.is_set()
    assert found.plan.state is State.BEST
    assert found.points == ()
    assert breaches(asked, found.plan.grants) == ()


def test_a_job_that_is_cancelled_before_it_has_a_plan_says_so() -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(JobStoppedError):
        explained_apart(drawn(20, 3), watch)


def test_what_is_better_is_told_as_a_plan() -> None:
    told: list[str] = []
    explained_in_job(lambda step, _: told.append(step), drawn(30, 2))
    assert any(step.startswith("{") for step in told)
    assert told[0] == "plan"


@pytest.mark.parametrize("seed", range(6))
def test_a_reason_that_names_a_wish_is_true_and_one_that_names_money_is_so_too(seed: int) -> None:
    wishes = (
        Wish(WishKind.LEAST, Of.DISTRICT, (), Counts.PROPOSALS, 1),
        Wish(WishKind.MOST, Of.SECTOR, ("food",), Counts.SHARE, 0.1),
        Wish(WishKind.MOST, Of.SECTOR, ("wood",), Counts.PROPOSALS, 1),
        Wish(WishKind.EITHER_OR, Of.CANDIDATE, ("p0001", "p0002", "p0003", "p0004")),
    )
    asked = replace(drawn(30, seed, share=0.6), wishes=wishes)
    plan = best_plan(asked)
    assert plan.grants
    by_wish = 0
    for bundle in bundles_of(asked):
        reason = next(one for one in reasons(asked, plan) if one.candidate_id == bundle.bundle_id)
        rest = tuple(one for one in plan.grants if one.candidate_id not in bundle.ids)
        tried = [rest]
        if len(rest) == len(plan.grants):
            tried = [(*rest, *grants_with(bundle, offer)) for offer in bundle.offers]
        found = [breaches(asked, other) for other in tried]
        if tried == [rest]:
            found = [[one for one in some if one.wish and bundle.counted(one.wish)] for some in found]
        broken = [{one.broken for one in some} for some in found]
        expected = reason.wish is not None
        by_wish += expected
        assert all((PlanBreach.WISH in one) == expected for one in broken)
        if reason.why is Why.OTHERS:
            assert all(PlanBreach.BUDGET in one for one in broken)
    assert by_wish


def grants_with(bundle: Bundle, offer: Offer) -> list[Grant]:
    """Return the least that an offer gives a bundle."""
    first, *others = bundle.members
    given = {one.candidate_id: one.asked_vnd or 0 for one in others}
    return [
        Grant(first.candidate_id, offer.programme, offer.least_vnd - sum(given.values())),
        *(Grant(key, offer.programme, amount) for key, amount in given.items()),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_curve_holds_the_plan_itself_where_many_plans_have_one_score(seed: int) -> None:
    asked = drawn(24, seed)
    equal = tuple(
        replace(one, requested_vnd=(one.requested_vnd or 0) // (100 * MILLION) * 100 * MILLION + 100 * MILLION)
        for one in asked.candidates
    )
    asked = replace(asked, candidates=equal, weights=(), wishes=())
    plan = best_plan(asked)
    (now,) = [point for point in curve(asked) if point.change_vnd == 0]
    assert (now.money_vnd, set(now.candidates)) == (plan.money_vnd, set(plan.granted))


def test_a_plan_is_held_against_the_best_only_where_it_breaks_nothing_and_never_above_what_is_sure() -> None:
    asked = request()
    plan = best_plan(asked)
    assert share_of_best(judged(asked, plan), plan) == 1.0
    assert share_of_best(judged(asked, plan), replace(plan, state=State.SO_FAR, gap=0.25)) == 0.8
    more = Override("p0003", "national", 100 * MILLION, "a", "b", "2025-01-01 08:00")
    assert share_of_best(judged(asked, plan, (more,)), plan) is None
    less = Override("p0002", "national", 0, "a", "b", "2025-01-01 08:00")
    share = share_of_best(judged(asked, plan, (less,)), plan)
    assert share is not None
    assert share < 1


def test_two_proposals_of_one_beneficiary_are_told_apart_wherever_they_are_named() -> None:
    alike = "Ứng dụng máy móc thiết bị tiên tiến vào sản xuất và chế biến sản phẩm "
    titles = "Máy sấy", "Máy đóng gói", alike + "gỗ", alike + "tre", "Máy dệt"
    owners = "A", "A", "B", "B", "C"
    made = tuple(
        candidate(number, title=title, producer=f"HTX {owner}", beneficiaries=(owner,), content=f"nội dung {number}")
        for number, (title, owner) in enumerate(zip(titles, owners, strict=True))
    )
    said = words_of(request(candidates=made), Language("vi"))
    names = [said.short(one.candidate_id) for one in made]
    assert names == ["HTX A: Máy sấy", "HTX A: Máy đóng gói", f"HTX B: {titles[2]}", f"HTX B: {titles[3]}", "HTX C"]
    ids = tuple(one.candidate_id for one in made)
    for text in (
        said.wish(Wish(WishKind.EITHER_OR, Of.CANDIDATE, ids)),
        said.exchange(Exchange("x", is_possible=True, out=ids, loss=1)),
        said.breach(Breach(PlanBreach.OVER_REQUEST, candidate_id=ids[0], used=2, limit=1)),
    ):
        assert names[0] in text


def test_the_money_of_a_district_stands_beside_its_candidates_and_facilities(prepared: Prepared) -> None:
    places = ("213",), ("213", "217"), ()
    made = [candidate(number, districts=codes) for number, codes in enumerate(places)]
    assert registration_shares(made) == {"213": 1.0, "217": 0.5}
    facilities = prepared.facilities
    counted = facilities[facilities["is_cnnt"] & facilities["district_code"].notna()]
    expected = {str(code): len(some) / len(counted) for code, some in counted.groupby("district_code")}
    shares = facility_shares(prepared)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares == pytest.approx(expected)
