"""Totals that sources publish, beside what is itemised: chosen by a written rule, never added to the items.

The rule for a sum over years (`published_sum`): figures in use of the province, or of the one district chosen, of what was done, approved, assigned or
stated (a plan or a target never counts); in each period the figure over all programmes, else its parts; of two bases for the
same thing the later in done > approved > assigned > stated counts; of periods and single years that do not overlap those
that together cover most years, of equally many those with the larger sum, which leaves least out. Years without a figure stay missing. Where nothing of what happened is
published of proposals, those registered or surveyed may stand (`bases`), never beside the others in one sum.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.selected import within
from analytics.selection.selection import UNPLACED, Selection
from analytics.wording.signs import of_sum
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureProgramme, FigureScope, Qualifier

HAPPENED = (Basis.DONE, Basis.APPROVED, Basis.ASSIGNED, Basis.STATED)
"""The bases of what happened, the best first."""
PHASES: dict[str, tuple[str, ...]] = {
    "proposals": ("proposals_phase1", "proposals_phase2"),
    "budget_vnd": ("budget_phase1_vnd", "budget_phase2_vnd"),
}
"""Metrics of a part of a year's plan: the least that the whole year can be."""
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
        covered = sum(last - first + 1 for first, last in self.periods)
        return covered < self.span[1] - self.span[0] + 1


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
    if figures.empty:
        return None
    groups = [_one_programme_level(group, bases) for _, group in figures.groupby(["year_from", "year_to"])]
    if periods is not None:
        groups = [group for group in groups if _period(group) in periods]
    if not groups:
        return None
    chosen = _most_complete(groups)
    rows = pd.concat(chosen).sort_values(["year_from", "programme"])
    lacks = not programmes and any(_is_part(one, selection) for one in chosen)
    made = _total(rows)
    lacks |= made.has_gaps or (periods is None and selection.years is not None and made.span != selection.years)
    return replace(made, qualifier=of_sum([made.qualifier, Qualifier.AT_LEAST])) if lacks else made


def _total(rows: pd.DataFrame) -> PublishedTotal:
    """Return the sum of some published figures."""
    periods = tuple(sorted({(int(a), int(b)) for a, b in zip(rows["year_from"], rows["year_to"], strict=True)}))
    bases = {Basis(basis) for basis in rows["basis"]}
    return PublishedTotal(
        value=float(rows["value"].sum()),
        figure_ids=tuple(rows["figure_id"]),
        periods=periods,
        qualifier=of_sum(rows["qualifier"]),
        bases=tuple(sorted(bases, key=[*HAPPENED, *Basis].index)),
        programmes=tuple(sorted({str(one) for one in rows["programme"]})),
        as_of=tuple(sorted({str(one) for one in rows["as_of"].dropna()})),
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
        bases=tuple(sorted(bases, key=[*HAPPENED, *Basis].index)),
        programmes=tuple(sorted({programme for one in added for programme in one.programmes})),
        as_of=tuple(sorted({day for one in added for day in one.as_of})),
        n_places=len(added),
        n_chosen=sum(place != UNPLACED for place in selection.districts),
    )


def published_latest(record: Record, metric: str, selection: Selection) -> PublishedTotal | None:
    """Return the newest published figure of a stock (OCOP products in force); None under the same conditions."""
    figures = _candidates(record, metric, selection, programmes=tuple(FigureProgramme))
    if figures.empty:
        return None
    return _total(
        figures.assign(as_of=figures["as_of"].fillna("")).sort_values(["year_to", "as_of", "figure_id"]).tail(1)
    )


def published_longest(
    record: Record, metric: str, selection: Selection, *, bases: tuple[Basis, ...] = HAPPENED
) -> PublishedTotal | None:
    """Return the published figure over the longest period, for counts that cannot be added up (a facility may come twice)."""
    figures = _candidates(record, metric, selection, None, bases)
    if figures.empty:
        return None
    length = figures["year_to"] - figures["year_from"]
    return _total(figures.assign(length=length).sort_values(["length", "year_to", "figure_id"]).tail(1))


def published_districts_sum(record: Record, metric: str, basis: Basis, selection: Selection) -> PublishedTotal | None:
    """Return what one source publishes by district, added up, where it covers one period inside the years of a selection; the newest."""
    figures = record["published_figures"]
    mask = (
        figures["metric"].eq(metric)
        & figures["scope"].eq(FigureScope.DISTRICT)
        & figures["is_used"]
        & figures["basis"].eq(str(basis))
        & figures["programme"].isin([str(item) for item in _allowed(selection)])
    )
    if selection.years:
        mask &= within(figures["year_from"], figures["year_to"], selection.years)
    groups = [rows for _, rows in figures[mask.fillna(value=False)].groupby(["year_from", "year_to", "source_ids"])]
    return _total(groups[-1]) if groups else None


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
) -> pd.DataFrame:
    figures, selection = record["published_figures"], selection.of_province
    if not replace(selection, years=None, programmes=(), districts=selection.districts[1:]).is_empty:
        return figures.iloc[:0]
    figures = of_metric(record, metric)
    allowed = programmes or _allowed(selection)
    mask = (
        _in_place(figures, selection)
        & figures["is_used"]
        & figures["basis"].isin([str(basis) for basis in bases])
        & figures["programme"].isin([str(item) for item in allowed])
        & figures["year_from"].notna()
    )
    if selection.years:
        mask &= within(figures["year_from"], figures["year_to"], selection.years)
    return figures[mask]


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


def _in_place(figures: pd.DataFrame, selection: Selection) -> pd.Series:
    """Return which figures are of the province, or of the one district that is chosen."""
    if not selection.districts:
        return figures["scope"].eq(FigureScope.PROVINCE)
    is_there = figures["district_code"].eq(selection.districts[0]).fillna(value=False)
    return figures["scope"].eq(FigureScope.DISTRICT) & is_there


def _allowed(selection: Selection) -> tuple[FigureProgramme, ...]:
    if not selection.programmes:
        return (FigureProgramme.ALL, *_PARTS)
    return tuple(part for part in _PARTS if part.value in {str(item) for item in selection.programmes})


def _is_part(rows: pd.DataFrame, selection: Selection) -> bool:
    """Return whether a period's figures leave out the national or the provincial programme, where all are asked for."""
    programmes = set(rows["programme"])
    if selection.programmes or FigureProgramme.ALL.value in programmes:
        return False
    return not {FigureProgramme.NATIONAL.value, FigureProgramme.PROVINCIAL.value} <= programmes


def _period(group: pd.DataFrame) -> tuple[int, int]:
    return int(group["year_from"].iloc[0]), int(group["year_to"].iloc[0])


def _most_complete(groups: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return those of the groups, each of one period, that do not overlap and cover most years, then the largest sum."""
    spans = [_period(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (spans[n][1], spans[n][0]))
    best: list[tuple[int, float, tuple[int, ...]]] = [(0, 0.0, ())]
    ends: list[int] = []
    for n in order:
        first, last = spans[n]
        years, value, taken = best[bisect_left(ends, first)]
        best.append(max(best[-1], (years + last - first + 1, value + float(groups[n]["value"].sum()), (*taken, n))))
        ends.append(last)
    return [groups[n] for n in best[-1][2]]


def _one_programme_level(group: pd.DataFrame, bases: tuple[Basis, ...]) -> pd.DataFrame:
    """Keep the figure over all programmes, else one figure for each programme, of the best basis.

    Of two on the same basis the later row: the office's own stands after those that others publish.
    """
    ranks = {str(basis): n for n, basis in enumerate(bases)}
    latest = group[::-1]
    ranked = latest.assign(rank=latest["basis"].map(ranks)).sort_values("rank", kind="stable")
    best = ranked.drop_duplicates("programme")
    whole = best[best["programme"].eq(FigureProgramme.ALL)]
    return best if whole.empty else whole
