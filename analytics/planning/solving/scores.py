"""How a proposal earns its score: points from 0 to 100 a criterion on a stated scale, times the weight that the meeting gives it.

What nobody has stated earns no points. A proposal has the base points besides, so that one without any quality is still worth
its money when nothing better is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.planning.solving.model import FULL_POINTS, Candidate, Criterion, PlanRequest
from analytics.wording.language import mark
from geodata.schema.vocabulary import SurveyResult

BASE = FULL_POINTS
FULL_LEVERAGE = 5
"""Đồng of the beneficiary for one of support that earn all points."""
FULL_JOBS = 50
_STARS = {3: 60, 4: 80, 5: 100}
_SURVEY = {SurveyResult.MEETS: 100, SurveyResult.LACKS_PAPERS: 50}

CRITERION_NAMES = {
    Criterion.DIFFICULT: mark("Difficult area"),
    Criterion.LEVERAGE: mark("Counterpart"),
    Criterion.EXPORT: mark("Exports"),
    Criterion.JOBS: mark("Jobs"),
    Criterion.OCOP: mark("OCOP stars"),
    Criterion.SERVED_LESS: mark("District served less"),
    Criterion.SURVEY: mark("Survey's recommendation"),
    Criterion.PRIORITY: mark("Digital or sustainable production"),
    Criterion.WOMEN_OR_MINORITY: mark("Women or ethnic minority"),
}
CRITERION_SCALES = {
    Criterion.DIFFICULT: mark("100 points in a commune of the office's list of difficult areas."),
    Criterion.LEVERAGE: mark("20 points for each đồng of counterpart to one of support, 100 from five on."),
    Criterion.EXPORT: mark("100 points where the facility exports."),
    Criterion.JOBS: mark("2 points for each job, 100 from fifty on."),
    Criterion.OCOP: mark("3 stars 60, 4 stars 80, 5 stars 100 points."),
    Criterion.SERVED_LESS: mark("100 points in a district without support in earlier years, 0 in the one with most."),
    Criterion.SURVEY: mark("Meets the conditions 100, lacks papers 50 points."),
    Criterion.PRIORITY: mark("100 points for digital change or sustainable production, as decree 235/2025 wants it."),
    Criterion.WOMEN_OR_MINORITY: mark("100 points where the owner is a woman or of an ethnic minority."),
}


@dataclass(frozen=True)
class Points:
    """What a proposal earns under one criterion; None where nothing is stated."""

    criterion: Criterion
    points: int | None


def points_of(members: Iterable[Candidate], earlier: Mapping[str, int]) -> tuple[Points, ...]:
    """Return the points of proposals that are judged together, by criterion.

    A quality that any of them has is that of all; jobs and stars are the largest number stated, so that a second paper earns nothing.
    """
    all_ = tuple(members)
    return (
        Points(Criterion.DIFFICULT, _any(one.is_difficult for one in all_)),
        Points(Criterion.LEVERAGE, _leverage(all_)),
        Points(Criterion.EXPORT, _any(one.exports for one in all_)),
        Points(Criterion.JOBS, _jobs(all_)),
        Points(Criterion.OCOP, _largest(_STARS.get(one.ocop_stars or 0) for one in all_)),
        Points(Criterion.SERVED_LESS, _served_less(all_, earlier)),
        Points(Criterion.SURVEY, _survey(all_)),
        Points(Criterion.PRIORITY, _any(one.is_green_or_digital for one in all_)),
        Points(Criterion.WOMEN_OR_MINORITY, _any(one.is_women_or_minority for one in all_)),
    )


def score_of(members: Iterable[Candidate], request: PlanRequest) -> int:
    """Return the score of proposals that are judged together."""
    weights = {one.criterion: one.weight for one in request.weights}
    points = points_of(members, dict(request.earlier))
    return BASE + round(sum(weights.get(one.criterion, 0) * (one.points or 0) for one in points))


def most_score(request: PlanRequest) -> int:
    """Return the score of a proposal that earns all points."""
    return BASE + round(FULL_POINTS * sum(one.weight for one in request.weights))


def _any(flags: Iterable[bool | None]) -> int | None:
    stated = [flag for flag in flags if flag is not None]
    return FULL_POINTS * any(stated) if stated else None


def _largest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _leverage(members: tuple[Candidate, ...]) -> int | None:
    stated = [(one.asked_vnd, one.total_vnd) for one in members]
    if any(requested is None or total is None for requested, total in stated):
        return None
    support = sum(requested or 0 for requested, _ in stated)
    own = sum(total or 0 for _, total in stated) - support
    return min(FULL_POINTS, max(0, FULL_POINTS * own // (FULL_LEVERAGE * support))) if support else None


def _jobs(members: tuple[Candidate, ...]) -> int | None:
    most = _largest(one.jobs for one in members)
    return None if most is None else FULL_POINTS * min(most, FULL_JOBS) // FULL_JOBS


def _survey(members: tuple[Candidate, ...]) -> int | None:
    """Return the points of the worst result: what one part lacks, all lack."""
    stated = [one.survey for one in members]
    if not stated or not all(stated):
        return None
    return min(_SURVEY.get(SurveyResult(result), 0) for result in stated)


def _served_less(members: tuple[Candidate, ...], earlier: Mapping[str, int]) -> int | None:
    districts = {district for one in members for district in one.districts}
    most = max(earlier.values(), default=0)
    if not districts or not most:
        return None
    return max(FULL_POINTS - FULL_POINTS * earlier.get(district, 0) // most for district in districts)
