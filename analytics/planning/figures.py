"""What a plan looks like in figures: the curve of the budget, money by district, sector and programme beside earlier years."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.figures.drawing import PlotSpec, bar, scatter
from analytics.figures.style import Look, figure
from analytics.planning.candidates import EARLIER_YEARS
from analytics.planning.solving.explain import Point
from analytics.planning.solving.matrix import MILLION
from analytics.planning.solving.model import Candidate, Grant, PlanRequest
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.survey.area_map import shaded_map
from analytics.wording.colours import Theme
from analytics.wording.language import Language

CURVE_HEIGHT = 190
MOST_BARS, BAR_PX = 10, 27
STEPS_OF_MAP = 4
FADED_INK: dict[Theme, str] = {"light": "#b9c6cf", "dark": "#4c5d69"}
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


def curve_figure(points: Iterable[Point], colour: str, look: Look) -> PlotSpec:
    """Return the best score over the change of the budget in millions of đồng."""
    all_ = sorted(points, key=lambda one: one.change_vnd)
    made = figure(look, height=CURVE_HEIGHT, showlegend=False)
    made.add_trace(
        scatter(
            x=[one.change_vnd / MILLION for one in all_],
            y=[one.score for one in all_],
            mode="lines+markers",
            line={"color": colour, "width": 3, "shape": "hv"},
            marker={"size": 9, "color": colour},
            hovertemplate="%{x:+.0f}: %{y:,.0f}<extra></extra>",
        )
    )
    return made.update_xaxes(tickformat="+d", nticks=6).update_yaxes(nticks=4)


def money_figure(groups: Iterable[GroupMoney], names: Mapping[str, str], colour: str, look: Look) -> PlotSpec:
    """Return the money of groups as bars in millions of đồng, and beneath each what a year of the earlier ones had."""
    drawn = [one for one in groups if one.money_vnd or one.earlier_vnd][:MOST_BARS][::-1]
    named = [names[one.value] for one in drawn]
    language = look.language
    made = figure(look, height=BAR_PX * len(drawn) + 90, barmode="group", bargap=0.2, bargroupgap=0)
    earlier = [(one.earlier_vnd or 0) / EARLIER_YEARS / MILLION for one in drawn]
    for name, values, marker in (
        (language.text("A year of the five before"), earlier, {"color": FADED_INK[look.theme]}),
        (language.text("This plan"), [one.money_vnd / MILLION for one in drawn], {"color": colour}),
    ):
        made.add_trace(
            bar(
                x=values,
                y=named,
                orientation="h",
                name=name,
                marker=marker,
                text=[language.number(value) if value else "" for value in values],
                textposition="outside",
                textfont={"size": 12},
                constraintext="none",
                hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
            )
        )
    return made.update_layout(legend={"traceorder": "reversed"}).update_xaxes(nticks=4)


def plan_map(groups: Iterable[GroupMoney], title: str, language: Language) -> str:
    """Return SVG of the districts with the money of a plan in millions of đồng, the darker the more."""
    given = {one.value: one.money_vnd for one in groups if one.money_vnd}
    top = max(given.values(), default=1)
    cells = {
        code: (min(STEPS_OF_MAP, 1 + STEPS_OF_MAP * (vnd - 1) // top), language.number(vnd / MILLION))
        for code, vnd in given.items()
    }
    return shaded_map(Vintage.DISTRICTS_2024, cells, title, language)


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
