"""Totals that sources publish, beside what is itemised: chosen by a written rule, never added to the items.

The rule for a sum over years (`published_sum`): figures in use of the province, or of the one district chosen, of what was done, approved, assigned or
stated (a plan or a target never counts); in each period the figure over all programmes, else its parts; of two bases for the
same thing the later in done > approved > assigned > stated counts; of periods and single years that do not overlap those
that together cover most years, of equally many those with the larger sum, which leaves least out. Years without a figure stay missing. Where nothing of what happened is
published of proposals, those registered or surveyed may stand (`bases`), never beside the others in one sum.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.selection import UNPLACED, Selection
from analytics.wording.signs import of_sum
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureProgramme, FigureScope, Qualifier

HAPPENED = (Basis.DONE, Basis.APPROVED, Basis.ASSIGNED, Basis.STATED)
"""The bases of what happened, the best first."""
PHASES: dict[str, tuple[str, ...]] = {
    "proposals": ("proposals_phase1", "proposals_phase2"),
    "budget_vnd": ("budget_phase1_vnd", "budget_phase2_vnd"),
}
"""Metrics of a part of a year's plan: the least that the whole year can be."""
_PROVINCE = "province"
_ORDER_OF_BASES = [*HAPPENED, *Basis]
_PARTS = (FigureProgramme.NATIONAL, FigureProgramme.PROVINCIAL, FigureProgramme.DISTRICT)


@dataclass(frozen=True)
class PublishedTotal:
    """A published value, the figures behind it and the periods that they cover, in order.

    `qualifier` is that of the sum of the figures: "at least" too where of some period only a part of the programmes is
    published, or where some of the years chosen, or between, have no figure. `bases` and `programmes` are those of the figures, the best first,
    `as_of` their dates as far as they are known. Of several districts it adds up those of `n_places` of the `n_chosen`.
    """

    value: float
    figure_ids: tuple[str, ...]
    periods: tuple[tuple[int, int], ...]
    qualifier: Qualifier = Qualifier.EXACT
    bases: tuple[Basis, ...] = ()
    programmes: tuple[str, ...] = ()
    as_of: tuple[str, ...] = ()
    n_places: int = 1
    n_chosen: int = 1

    @property
    def span(self) -> tuple[int, int]:
        """First and last year covered; years between may be missing."""
        return min(first for first, _ in self.periods), max(last for _, last in self.periods)

    @property
    def has_gaps(self) -> bool:
        """Whether some year of the span has no published figure."""
        return self.n_years < self.span[1] - self.span[0] + 1

    @property
    def n_years(self) -> int:
        """How many years have a published figure."""
        return len({year for first, last in self.periods for year in range(first, last + 1)})


def published_sum(  # noqa: PLR0913 - what may stand in the sum
    record: Record,
    metric: str,
    selection: Selection,
    *,
    bases: tuple[Basis, ...] = HAPPENED,
    programmes: tuple[FigureProgramme, ...] | None = None,
    periods: Collection[tuple[int, int]] | None = None,
) -> PublishedTotal | None:
    """Return the published total of a yearly metric for the years and programmes of a selection; of `periods` only, if given.

    None when nothing is published for it, or when the selection cuts by several districts, sector or stage, for which no
    total is published; for one district the figures are those published of that district.
    """
    figures = _candidates(record, metric, selection, programmes, bases)
    groups = [
        _one_programme_level(group, bases)
        for group in _by_period(figures)
        if periods is None or group[0].years in periods
    ]
    if not groups:
        return None
    chosen = _best_known(groups, selection)
    rows = sorted((one for group in chosen for one in group), key=lambda one: (one.years[0], one.programme))
    lacks = not programmes and any(_is_part(one, selection) for one in chosen)
    made = _total(rows)
    lacks |= made.has_gaps or (periods is None and selection.years is not None and made.span != selection.years)
    return replace(made, qualifier=of_sum([made.qualifier, Qualifier.AT_LEAST])) if lacks else made


class _Figure(NamedTuple):
    """A published figure that is in use and of known years; `as_of` is "" where its date is not known.

    `place` is the code of its district, `_PROVINCE` for one of the province.
    """

    id: str
    value: float
    years: tuple[int, int]
    programme: str
    basis: str
    qualifier: str
    as_of: str
    place: str
    source_ids: str


def _figures(figures: pd.DataFrame) -> list[_Figure]:
    """Return the figures of the province and of districts, in their order; those of other places are left out."""
    is_known = figures["is_used"] & figures["year_from"].notna()
    is_placed = figures["scope"].isin([FigureScope.PROVINCE.value, FigureScope.DISTRICT.value])
    known = figures[(is_known & is_placed).fillna(value=False)].astype({"value": float})
    columns = [
        known["figure_id"],
        known["value"],
        zip(known["year_from"].tolist(), known["year_to"].tolist(), strict=True),
        known["programme"],
        known["basis"],
        known["qualifier"],
        known["as_of"].fillna(""),
        known["district_code"].fillna("").where(known["scope"].eq(FigureScope.DISTRICT), _PROVINCE),
        known["source_ids"],
    ]
    return [_Figure(*row) for row in zip(*columns, strict=True)]


@cached()
def _of_metric(record: Record, metric: str) -> dict[str, list[_Figure]]:
    """Return the figures of a metric by the place that they are of."""
    return grouped_by((one.place, one) for one in _figures(of_metric(record, metric)))


@cached()
def _itself(record: Record, metric: str) -> list[_Figure]:
    """Return the figures of a metric alone, without those of a part of it."""
    figures = record["published_figures"]
    return _figures(figures[figures["metric"].eq(metric)])


def _by_period(figures: Iterable[_Figure]) -> list[list[_Figure]]:
    """Return the figures of each period, the earliest first."""
    found = grouped_by((one.years, one) for one in figures)
    return [found[years] for years in sorted(found)]


def _total(figures: Sequence[_Figure]) -> PublishedTotal:
    """Return the sum of some published figures."""
    return PublishedTotal(
        value=math.fsum(one.value for one in figures),
        figure_ids=tuple(one.id for one in figures),
        periods=tuple(sorted({one.years for one in figures})),
        qualifier=of_sum([one.qualifier for one in figures]),
        bases=tuple(sorted({Basis(one.basis) for one in figures}, key=_ORDER_OF_BASES.index)),
        programmes=tuple(sorted({one.programme for one in figures})),
        as_of=tuple(sorted({one.as_of for one in figures} - {""})),
    )


def added_up(
    find: Callable[[Selection], PublishedTotal | None], selection: Selection, *, is_stock: bool
) -> PublishedTotal | None:
    """Return what `find` finds of the districts of a selection together: exact where each is published of one known date.

    Where some publish none it is "at least"; where all do and only their dates differ too, but of a stock, which can shrink, "approximate".
    What happened and what is only registered are never added to each other; None where nothing is published of any.
    """
    if len(selection.districts) < 2:
        return find(selection)
    totals = [find(replace(selection, districts=(place,))) for place in selection.districts]
    known = [one for one in totals if one is not None]
    happened = [one for one in known if set(one.bases) <= set(HAPPENED)]
    added = happened or known
    if not added:
        return None
    bases = {basis for one in added for basis in one.bases}
    dates = {(one.periods, one.as_of) for one in added}
    signs = [one.qualifier for one in added]
    if len(added) < len(totals):
        signs.append(Qualifier.AT_LEAST)
    elif len(dates) > 1 or not added[0].as_of:
        signs.append(Qualifier.APPROXIMATE if is_stock else Qualifier.AT_LEAST)
    return PublishedTotal(
        value=sum(one.value for one in added),
        figure_ids=tuple(id_ for one in added for id_ in one.figure_ids),
        periods=tuple(sorted({period for one in added for period in one.periods})),
        qualifier=of_sum(signs),
        bases=tuple(sorted(bases, key=_ORDER_OF_BASES.index)),
        programmes=tuple(sorted({programme for one in added for programme in one.programmes})),
        as_of=tuple(sorted({day for one in added for day in one.as_of})),
        n_places=len(added),
        n_chosen=sum(place != UNPLACED for place in selection.districts),
    )


def published_latest(record: Record, metric: str, selection: Selection) -> PublishedTotal | None:
    """Return the newest published figure of a stock (OCOP products in force); None under the same conditions."""
    figures = _candidates(record, metric, selection, programmes=tuple(FigureProgramme))
    return _total([max(figures, key=lambda one: (one.years[1], one.as_of, one.id))]) if figures else None


def published_longest(
    record: Record, metric: str, selection: Selection, *, bases: tuple[Basis, ...] = HAPPENED
) -> PublishedTotal | None:
    """Return the published figure over the longest period, for counts that cannot be added up (a facility may come twice)."""
    figures = _candidates(record, metric, selection, None, bases)
    longest = max(figures, key=lambda one: (one.years[1] - one.years[0], one.years[1], one.id), default=None)
    return _total([longest]) if longest else None


def published_districts_sum(record: Record, metric: str, basis: Basis, selection: Selection) -> PublishedTotal | None:
    """Return what one source publishes by district, added up, where it covers one period inside the years of a selection; the newest."""
    of_source = grouped_by(
        ((one.years, one.source_ids), one)
        for one in _itself(record, metric)
        if one.place != _PROVINCE and one.basis == basis and _is_asked(one, _allowed(selection), selection.years)
    )
    return _total(of_source[max(of_source)]) if of_source else None


def published_by_district(record: Record, metric: str, basis: Basis | None, years: tuple[int, int]) -> pd.DataFrame:
    """Return figure_id, district_code, value of a metric that a source publishes by district for exactly `years`."""
    figures = record["published_figures"]
    mask = (
        figures["metric"].eq(metric)
        & figures["scope"].eq(FigureScope.DISTRICT)
        & figures["year_from"].eq(years[0])
        & figures["year_to"].eq(years[1])
        & figures["is_used"]
    ).fillna(value=False)
    if basis is not None:
        mask &= figures["basis"].eq(basis)
    return figures.loc[mask, ["figure_id", "district_code", "value"]].reset_index(drop=True)


def _candidates(
    record: Record,
    metric: str,
    selection: Selection,
    programmes: tuple[FigureProgramme, ...] | None = None,
    bases: tuple[Basis, ...] = HAPPENED,
) -> list[_Figure]:
    """Return the figures of the province, or of the one district chosen, that may stand for a selection."""
    selection = selection.of_province
    if not replace(selection, years=None, programmes=(), districts=selection.districts[1:]).is_empty:
        return []
    place = selection.districts[0] if selection.districts else _PROVINCE
    allowed = programmes or _allowed(selection)
    return [
        one
        for one in _of_metric(record, metric).get(place, ())
        if one.basis in bases and _is_asked(one, allowed, selection.years)
    ]


def _is_asked(figure: _Figure, allowed: Collection[FigureProgramme], years: tuple[int, int] | None) -> bool:
    first, last = years or figure.years
    return figure.programme in allowed and first <= figure.years[0] and figure.years[1] <= last


@cached()
def of_metric(record: Record, metric: str) -> pd.DataFrame:
    """Return the published figures of a metric; of a year and programme of which only a part of the plan is published that part, as "at least"."""
    figures = record["published_figures"]
    whole = figures[figures["metric"].eq(metric)]
    phases = figures[
        figures["metric"].isin(PHASES.get(metric, ())) & figures["basis"].isin([str(one) for one in HAPPENED])
    ]
    if phases.empty:
        return whole
    happened = whole[whole["is_used"] & whole["basis"].isin([str(one) for one in HAPPENED])]
    keys = [*_PERIOD, "scope", "district_code"]
    held = set(
        map(tuple, happened[[*keys, "programme"]].astype("string").fillna("").itertuples(index=False, name=None))
    )
    alone = [
        not {(*key, programme), (*key, FigureProgramme.ALL.value)} & held
        for *key, programme in phases[[*keys, "programme"]]
        .astype("string")
        .fillna("")
        .itertuples(index=False, name=None)
    ]
    least = phases[alone].sort_values("value", ascending=False).drop_duplicates([*keys, "programme"])
    return pd.concat([whole, least.assign(metric=metric, qualifier=Qualifier.AT_LEAST.value)]).astype(figures.dtypes)


_PERIOD = ["year_from", "year_to"]


def _allowed(selection: Selection) -> tuple[FigureProgramme, ...]:
    if not selection.programmes:
        return (FigureProgramme.ALL, *_PARTS)
    return tuple(part for part in _PARTS if part.value in {str(item) for item in selection.programmes})


def _is_part(rows: Sequence[_Figure], selection: Selection) -> bool:
    """Return whether a period's figures leave out a programme asked for."""
    return lacks_programme({one.programme for one in rows}, selection)


def lacks_programme(programmes: set[str], selection: Selection) -> bool:
    """Return whether figures of these programmes leave out one asked for; where all are, the national or the provincial one."""
    asked = {str(one) for one in selection.programmes} & {part.value for part in _PARTS}
    if FigureProgramme.ALL.value in programmes:
        return False
    return not (asked or {FigureProgramme.NATIONAL.value, FigureProgramme.PROVINCIAL.value}) <= programmes


def _best_known(groups: Sequence[list[_Figure]], selection: Selection) -> list[list[_Figure]]:
    """Return those of the groups, each of one period, whose periods do not overlap and of which most is known.

    That is what covers every year asked for with no part or bound, which is the sum itself; else the largest sum, which is
    the highest floor: a year of all programmes may be more than four years of one.
    """
    if selection.years is not None:
        whole = [
            one
            for one in groups
            if not _is_part(one, selection) and all(figure.qualifier != Qualifier.AT_LEAST for figure in one)
        ]
        covering = _apart(whole, lambda group: (_n_years(group), _sum(group)))
        if sum(map(_n_years, covering)) == selection.years[1] - selection.years[0] + 1:
            return covering
    return _apart(groups, lambda group: (_sum(group), _n_years(group)))


def _apart(
    groups: Sequence[list[_Figure]], worth: Callable[[list[_Figure]], tuple[float, float]]
) -> list[list[_Figure]]:
    """Return those of the groups whose periods do not overlap and which are worth most together."""
    spans = [group[0].years for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (spans[n][1], spans[n][0]))
    best: list[tuple[float, float, tuple[int, ...]]] = [(0.0, 0.0, ())]
    ends: list[int] = []
    for n in order:
        first, last = spans[n]
        one, other, taken = best[bisect_left(ends, first)]
        first_worth, second_worth = worth(groups[n])
        best.append(max(best[-1], (one + first_worth, other + second_worth, (*taken, n))))
        ends.append(last)
    return [groups[n] for n in best[-1][2]]


def _n_years(group: Sequence[_Figure]) -> int:
    first, last = group[0].years
    return last - first + 1


def _sum(group: Sequence[_Figure]) -> float:
    return math.fsum(one.value for one in group)


def _one_programme_level(group: Sequence[_Figure], bases: tuple[Basis, ...]) -> list[_Figure]:
    """Keep the figure over all programmes, else one figure for each programme, of the best basis.

    Of two on the same basis the later row: the office's own stands after those that others publish.
    """
    best: dict[str, _Figure] = {}
    for one in group:
        before = best.get(one.programme)
        if before is None or bases.index(Basis(one.basis)) <= bases.index(Basis(before.basis)):
            best[one.programme] = one
    whole = best.get(FigureProgramme.ALL.value)
    return [whole] if whole else list(best.values())
