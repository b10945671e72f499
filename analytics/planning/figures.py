"""What a plan looks like in figures: the curve of the budget, money by district, sector and programme beside earlier years."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.figures.spec import Bars, Category, Curve, Mark, Series, Shade
from analytics.planning.candidates import EARLIER_YEARS
from analytics.planning.solving.explain import Point
from analytics.planning.solving.matrix import MILLION
from analytics.planning.solving.model import Candidate, Grant, PlanRequest
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.survey.area_map import shaded_map
from analytics.wording.colours import INK_OF_BARS, Theme
from analytics.wording.language import Language

MOST_PLAN_BARS = 10
STEPS_OF_MAP = 4
FADED_INK: Shade = {"light": "#b9c6cf", "dark": "#4c5d69"}
"""Of bars that the plan's are held against."""


@dataclass(frozen=True)
class GroupMoney:
    """What a district, sector or programme has of a plan, of all candidates, and had in earlier years (None: not known).

    A proposal of several districts counts in each of them; `money_share` and `asked_share` are of all proposals, counted once.
    """

    value: str
    n: int
    n_candidates: int
    money_vnd: int
    money_share: float
    asked_share: float
    earlier_vnd: int | None


def budget_curve(points: Iterable[Point], language: Language) -> Curve:
    """Return the best score over the change of the budget in millions of đồng."""
    ordered = sorted(points, key=lambda one: one.change_vnd)
    changes = ((one.change_vnd / MILLION, one.score) for one in ordered)
    marks = tuple(
        Mark(
            change, score, said=(f"{'+' if change > 0 else ''}{language.number(change, 0)}", language.number(score, 0))
        )
        for change, score in changes
    )
    return Curve(language.text("Score"), Series("", marks, INK_OF_BARS))


def plan_bars(groups: Iterable[GroupMoney], names: Mapping[str, str], language: Language) -> Bars:
    """Return the money of groups as bars in millions of đồng, and beneath each what a year of the earlier ones had."""
    drawn = [one for one in groups if one.money_vnd or one.earlier_vnd][:MOST_PLAN_BARS]
    categories = tuple(Category(one.value, names[one.value]) for one in drawn)
    given = [one.money_vnd / MILLION for one in drawn]
    earlier = [(one.earlier_vnd or 0) / EARLIER_YEARS / MILLION for one in drawn]

    def series(name: str, millions: list[float], colour: Shade, pattern: str) -> Series:
        said = ((n, value, language.number(value)) for n, value in enumerate(millions) if value)
        marks = tuple(Mark(n, value, text, (categories[n].name, f"{name}: {text}")) for n, value, text in said)
        return Series(name, marks, colour, pattern, stack=name)

    return Bars(
        language.text("million VND"),
        categories,
        (
            series(language.text("This plan"), given, INK_OF_BARS, ""),
            series(language.text("A year of the five before"), earlier, FADED_INK, "/"),
        ),
    )


def plan_map(groups: Iterable[GroupMoney], title: str, language: Language, theme: Theme) -> str:
    """Return SVG of the districts with the money of a plan in millions of đồng, the stronger the colour the more."""
    given = {one.value: one.money_vnd for one in groups if one.money_vnd}
    top = max(given.values(), default=1)
    cells = {
        code: (min(STEPS_OF_MAP, 1 + STEPS_OF_MAP * (vnd - 1) // top), language.number(vnd / MILLION))
        for code, vnd in given.items()
    }
    return shaded_map(Vintage.DISTRICTS_2024, cells, title, language, theme)


def groups_of(
    request: PlanRequest, grants: Iterable[Grant], of: str, earlier: Mapping[str, int] | None = None
) -> tuple[GroupMoney, ...]:
    """Return the money of a plan by "district", "sector", "content" or "programme", the largest first; `earlier` is what each had."""
    given = {one.candidate_id: one for one in grants}
    whole = sum(one.amount_vnd for one in given.values())
    asked = sum(one.asked_vnd or 0 for one in request.candidates)
    known = dict(request.earlier) if of == "district" else earlier or {}
    members: dict[str, list[Candidate]] = {value: [] for value in known}
    for one in request.candidates:
        for value in _values(one, given.get(one.candidate_id), of):
            members.setdefault(value, []).append(one)
    made = []
    for value, mine in members.items():
        chosen = [given[one.candidate_id] for one in mine if one.candidate_id in given]
        money = sum(one.amount_vnd for one in chosen)
        made.append(
            GroupMoney(
                value,
                len(chosen),
                len(mine),
                money,
                money / whole if whole else 0.0,
                sum(one.asked_vnd or 0 for one in mine) / asked if asked else 0.0,
                known.get(value),
            )
        )
    return tuple(sorted(made, key=lambda one: (-one.money_vnd, one.value)))


def facility_shares(prepared: Prepared) -> dict[str, float]:
    """Return the share of each district in the rural industrial facilities of the record whose district is known."""
    facilities = prepared.facilities
    counts = facilities.loc[facilities["is_cnnt"], "district_code"].value_counts(normalize=True)
    return {str(code): float(share) for code, share in counts.items()}


def registration_shares(candidates: Iterable[Candidate]) -> dict[str, float]:
    """Return the share of each district in the candidates that name a district; one of several counts in each of them."""
    placed = [one.districts for one in candidates if one.districts]
    counts = Counter(code for districts in placed for code in districts)
    return {code: n / len(placed) for code, n in counts.items()}


def _values(one: Candidate, grant: Grant | None, of: str) -> tuple[str, ...]:
    if of == "programme":
        return (grant.programme,) if grant else ()
    return one.districts if of == "district" else (str(getattr(one, of)),)
