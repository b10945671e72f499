"""Recomputing a scenario from its file: the score, the rules, the budgets, the wishes, and the best score by a solve of its own."""

import json
from dataclasses import dataclass
from pathlib import Path

from analytics.planning.scenario import Scenario, ScenarioError, from_content
from analytics.planning.solving.checks import Breach, breaches
from analytics.planning.solving.hand import score_of_grants
from analytics.planning.solving.model import State
from analytics.planning.solving.solve import MOST_GAP, best_plan

_MOST_BYTES = 20_000_000
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class _Finding:
    """What a check says, and whether it agrees with the file."""

    text: str
    is_right: bool


def verified(path: Path) -> list[_Finding]:
    """Return what is found of the file of a scenario; raises ScenarioError and OSError where it cannot be read."""
    if path.stat().st_size > _MOST_BYTES:
        raise ScenarioError("the file is too large for a scenario")
    try:
        content = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
        raise ScenarioError("the file holds no JSON") from None
    return scenario_findings(from_content(content))


def scenario_findings(scenario: Scenario) -> list[_Finding]:
    """Return what is found of a scenario."""
    return [*_of_plan(scenario), *_of_best(scenario), *_of_hand(scenario)]


def _of_plan(scenario: Scenario) -> list[_Finding]:
    request, plan = scenario.request, scenario.plan
    if plan.state is State.NONE:
        return []
    score = score_of_grants(request, plan.grants)
    tolerance = _TOLERANCE * max(1.0, score) + len(plan.grants) * _TOLERANCE * 100
    found = [_Finding(f"score {score:,.2f}, stated {plan.score:,.2f}", abs(score - plan.score) <= tolerance)]
    unknown = set(plan.granted) - {one.candidate_id for one in request.candidates}
    if unknown or len(plan.granted) != len(plan.grants):
        found.append(_Finding(f"granted, but no candidate or twice: {', '.join(sorted(unknown))}", is_right=False))
    broken = breaches(request, plan.grants)
    found += [_Finding(_said(one), is_right=False) for one in broken]
    return found if broken else [*found, _Finding("every ceiling, budget and wish is kept", is_right=True)]


def _of_best(scenario: Scenario) -> list[_Finding]:
    stated, best = scenario.plan, best_plan(scenario.request)
    if best.state is State.NONE or stated.state is State.NONE:
        is_right = best.state is stated.state
        return [_Finding(f"plans that keep all wishes: {best.state}, stated {stated.state}", is_right)]
    bound = best.score * (1 + best.gap)
    missing = max(0.0, bound - stated.score) / max(bound, _TOLERANCE)
    allowed = max(stated.gap, best.gap, _TOLERANCE) + _TOLERANCE
    text = f"best score {best.score:,.2f} ({best.solver}, gap {best.gap:.4%}), stated {stated.score:,.2f}"
    is_right = missing <= allowed and stated.score <= bound * (1 + _TOLERANCE)
    return [_Finding(text, is_right), _Finding(f"stated gap {stated.gap:.4%}", stated.gap <= MOST_GAP)]


def _of_hand(scenario: Scenario) -> list[_Finding]:
    """Return what the meeting changed: its own to decide, so never wrong, but said."""
    if not scenario.overrides:
        return []
    score = score_of_grants(scenario.request, scenario.grants)
    said = [
        f"changed by hand: {one.candidate_id} {one.amount_vnd:,} ({one.who}: {one.why})" for one in scenario.overrides
    ]
    broken = [_said(one) for one in breaches(scenario.request, scenario.grants)]
    return [_Finding(text, is_right=True) for text in (*said, f"score after the changes {score:,.2f}", *broken)]


def _said(breach: Breach) -> str:
    wish = breach.wish
    of = f"{wish.kind} {wish.of} {', '.join(wish.values)}" if wish else breach.candidate_id or breach.programme
    return f"broken: {breach.broken} {of} {breach.rule_id}: {breach.used:,.4g}, limit {breach.limit:,.4g}"
