"""The six figures of the home screen: what rows say, what sources publish of the same thing, and which of them is the large one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analytics.funding.ratios import leverage
from analytics.ocop.floors import districts_floor, is_list_a_part, is_own_list
from analytics.ocop.published import STAR_METRICS, published_ocop
from analytics.ocop.recognitions import itemised_by
from analytics.overview.alike import alike
from analytics.overview.kpi import Kpi, KpiId
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import records
from analytics.selection.published_products import products_published
from analytics.selection.published_totals import (
    HAPPENED,
    PublishedTotal,
    added_up,
    published_districts_sum,
    published_latest,
    published_longest,
    published_sum,
)
from analytics.selection.selected import Selected, select, selected_of
from analytics.selection.selection import Selection
from analytics.selection.shared import is_shared_outside
from analytics.wording.claims import (
    Claim,
    Measured,
    RefusedClaim,
    change,
    complete,
    known_count,
    known_sum,
)
from analytics.wording.signs import SIGNS, WORDED
from geodata.schema.vocabulary import Basis, FigureProgramme, MarketKind, OcopStatus, Qualifier

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

KEPT_TOTALS = 512
"""Published totals that are kept: of each figure those of some eighty choices of years, programmes and districts."""


def kpis(selected: Selected, whole: Selected) -> tuple[Kpi, ...]:
    """Return the six figures of `selected`; `whole` is the selection of everything.

    `before` is the figure of the year before, when exactly one year is chosen and both are of the same kind.
    """
    return tuple(kpi_of(kpi, selected, whole) for kpi in _VALUES)


def kpi_of(kpi: KpiId, selected: Selected, whole: Selected) -> Kpi:
    """Return one figure of `selected`; see `kpis`."""
    return _kpi(selected, kpi, whole, _year_before(selected.selection))


def is_published(prepared: Prepared, selection: Selection) -> bool:
    """Tell whether sources publish anything of a selection that the screens show, whatever its rows, which are not looked for."""
    sides = ((kpi, is_beside) for kpi in KpiId for is_beside in (False, True))
    return any(_published_total(prepared, kpi, selection, is_beside=is_beside) for kpi, is_beside in sides) or any(
        len(published_ocop(prepared.record, level, selection)) for level in STAR_METRICS
    )


@cached()
def _kpi(selected: Selected, kpi: KpiId, whole: Selected, before: Selection | None) -> Kpi:
    value, n_known = _value(selected, kpi)
    published = _published_total(selected.prepared, kpi, selected.selection)
    earlier = None if before is None else _published_total(selected.prepared, kpi, before)
    counted = _published_total(selected.prepared, KpiId.PROPOSALS, selected.selection) if kpi in _OF_PROPOSALS else None
    proposals = counted if counted is not None and set(counted.bases) <= set(HAPPENED) else None
    figure = Kpi(
        id=kpi,
        value=value,
        whole=_value(whole, kpi)[0],
        published=published,
        n_rows=_n_rows(selected, kpi),
        n_known=n_known,
        proposals=proposals,
        beside=_published_total(selected.prepared, kpi, selected.selection, is_beside=True),
        before=earlier if _is_comparable(kpi, published, earlier) else None,
        is_own_list=is_own_list(selected, "export_flows" if kpi is KpiId.MARKETS else _FRAMES[kpi]),
        is_of_a_part=is_list_a_part(selected) if kpi is KpiId.OCOP else _is_of_a_part(selected, kpi),
    )
    if kpi in _OF_PROPOSALS:
        return _with_alike_proposals(figure, selected)
    return _with_floor(_with_alike_products(figure, selected), selected) if kpi is KpiId.OCOP else figure


def _is_of_a_part(selected: Selected, kpi: KpiId) -> bool:
    """Tell whether proposals of chosen years are known to be a part of all: sources count more of those years, or of all years where they count none of those."""
    years = selected.selection.years
    if kpi not in {KpiId.PROPOSALS, KpiId.SUPPORT} or years is None or is_own_list(selected, "proposals"):
        return False
    return _are_more_published(selected.prepared, years)


@cached()
def _are_more_published(prepared: Prepared, years: tuple[int, int]) -> bool:
    for scope in (Selection(years=years), Selection()):
        total = _published_total(prepared, KpiId.PROPOSALS, scope)
        if total is not None and set(total.bases) <= set(HAPPENED):
            n = selected_of(prepared, scope).count("proposals")
            return isinstance(complete(float(n), total.value), RefusedClaim)
    return False


def _with_alike_proposals(figure: Kpi, selected: Selected) -> Kpi:
    """Return a figure of proposals with what its rows say that are of the years and programmes of what is published."""
    chosen = selected.mask("proposals")
    counted = chosen if figure.proposals is None else alike(selected, figure.proposals)
    apart = chosen & ~counted
    value = _sums(figure.id, selected, chosen)
    n_known_apart = _sums(figure.id, selected, apart).n
    found = replace(figure, n_apart=int(apart.sum()), n_known_apart=n_known_apart, of_one=value.of_one)
    if figure.published is None or figure.value is None:
        return found
    inside = alike(selected, figure.published)
    within = _sums(figure.id, selected, inside)
    n_within_apart = _sums(figure.id, selected, inside & apart).n
    return replace(
        found, within=within.value, n_within=within.n, n_within_apart=n_within_apart, within_of_one=within.of_one
    )


class _Sums(NamedTuple):
    """What some proposals say of a figure: the value, how many state it, the share of the largest."""

    value: float | None
    n: int
    of_one: float


def _sums(kpi: KpiId, selected: Selected, rows: "Mask") -> _Sums:
    if kpi is KpiId.PROPOSALS:
        n = int(rows.sum())
        return _Sums(float(n), n, 0.0)
    index = selected.prepared.index
    rows = rows & ~is_shared_outside(selected)
    support = index.numbers("proposals", "support_vnd")[rows]
    if kpi is KpiId.SUPPORT:
        stated = support[~np.isnan(support)]
        return _Sums(known_sum(float(stated.sum()), len(stated)), len(stated), 0.0)
    counterpart = index.numbers("proposals", "counterpart_vnd")[rows]
    both = ~np.isnan(support) & ~np.isnan(counterpart)
    upper, lower = float(counterpart[both].sum()), float(support[both].sum())
    of_one = float(counterpart[both].max()) / upper if upper else 0.0
    return _Sums(upper / lower if lower else None, int(both.sum()), of_one)


def _with_alike_products(figure: Kpi, selected: Selected) -> Kpi:
    """Return the figure of OCOP products with the rows recognised by the year of the published stock, or in the published years."""
    if figure.published is None or figure.value is None:
        return figure
    if selected.selection.years is None:
        last = figure.published.span[1]
        n = itemised_by(selected, "", [last])[last]
        return replace(figure, within=float(n), n_within=n)
    years = [year for first, last in figure.published.periods for year in range(first, last + 1)]
    history = selected.prepared.record["ocop_recognitions"]
    own = history["product_id"].isin(selected.column("ocop_products", "product_id")) & history["year"].isin(years)
    n = int(history.loc[own & history["status"].eq(OcopStatus.RECOGNISED), "product_id"].nunique())
    return replace(figure, within=float(n), n_within=n)


def _with_floor(figure: Kpi, selected: Selected) -> Kpi:
    """Return the figure of OCOP products with what its districts have at least, where that is the most known."""
    floor = districts_floor(selected)
    published = 0.0 if figure.published is None else figure.published.value
    if floor is None or floor.value <= max(figure.value or 0.0, published):
        return figure
    return replace(figure, floor=floor)


def _is_comparable(kpi: KpiId, now: PublishedTotal | None, before: PublishedTotal | None) -> bool:
    if now is None or before is None:
        return False
    return isinstance(change(measured(kpi.value, now), measured(kpi.value, before)), Claim)


def measured(what: str, total: PublishedTotal) -> Measured:
    """Return a published figure as it is compared; without a gap it is all there is of its years."""
    return Measured(total.value, SIGNS[total.qualifier], what, total.bases, total.programmes, is_all=not total.has_gaps)


@cached()
def _value(selected: Selected, kpi: KpiId) -> tuple[float | None, int]:
    """Return the value of a figure, and how many rows state it."""
    value, known = _VALUES[kpi]
    return value(selected), known(selected)


def kpi_rows(selected: Selected, kpi: KpiId, *, with_context: bool = False) -> pd.DataFrame:
    """Return the rows that a figure counts; of the markets on request those of related exporters too."""
    if kpi is KpiId.MARKETS:
        return selected.prepared.export_flows[_market_rows(selected, with_context=with_context)]
    return selected.frame(_FRAMES[kpi])


def _year_before(selection: Selection) -> Selection | None:
    if selection.years is None or selection.years[0] != selection.years[1]:
        return None
    year = selection.years[0] - 1
    return replace(selection, years=(year, year))


def _n_rows(selected: Selected, kpi: KpiId) -> int:
    return int(_market_rows(selected).sum()) if kpi is KpiId.MARKETS else selected.count(_FRAMES[kpi])


def _market_rows(selected: Selected, *, with_context: bool = False) -> "Mask":
    """Return which export flows go to a single country, those that are context only on request."""
    index = selected.prepared.index
    is_counted = index.coded("export_flows", "market_kind").isin([MarketKind.COUNTRY.value])
    if not with_context:
        is_counted &= ~index.coded("export_flows", "is_context").isin([True])
    return is_counted & selected.mask("export_flows")


def _n_markets(selected: Selected) -> int:
    codes = selected.prepared.index.coded("export_flows", "market_iso3").codes[_market_rows(selected)]
    return len(np.unique(codes[codes >= 0]))


def _money(kpi: KpiId) -> tuple[Callable[[Selected], float | None], Callable[[Selected], int]]:
    """Return what tells the value of a figure of money, and how many proposals state it."""
    return (
        lambda s: _sums(kpi, s, s.mask("proposals")).value,
        lambda s: _sums(kpi, s, s.mask("proposals")).n,
    )


_VALUES: dict[KpiId, tuple[Callable[[Selected], float | None], Callable[[Selected], int]]] = {
    KpiId.FACILITIES: (lambda s: known_count(s.count("facilities")), lambda s: s.count("facilities")),
    KpiId.PROPOSALS: (lambda s: known_count(s.count("proposals")), lambda s: s.count("proposals")),
    KpiId.SUPPORT: _money(KpiId.SUPPORT),
    KpiId.LEVERAGE: _money(KpiId.LEVERAGE),
    KpiId.OCOP: (lambda s: known_count(s.count("ocop_products")), lambda s: s.count("ocop_products")),
    KpiId.MARKETS: (lambda s: known_count(_n_markets(s)), lambda s: int(_market_rows(s).sum())),
}

_OF_PROPOSALS = {KpiId.PROPOSALS, KpiId.SUPPORT, KpiId.LEVERAGE}
_FRAMES: dict[KpiId, str] = {
    KpiId.FACILITIES: "facilities",
    KpiId.PROPOSALS: "proposals",
    KpiId.SUPPORT: "proposals",
    KpiId.LEVERAGE: "proposals",
    KpiId.OCOP: "ocop_products",
}
_ADDED = {KpiId.PROPOSALS, KpiId.OCOP}
"""The figures of which what districts publish adds up: nothing is counted in two of them."""


def _published_total(
    prepared: Prepared, kpi: KpiId, selection: Selection, *, is_beside: bool = False
) -> PublishedTotal | None:
    """Return the published value, worked out once for what it depends on: years, programmes, districts, or nothing else."""
    chosen, places = selection.of_province, selection.of_province.districts
    if not replace(chosen, years=None, programmes=(), districts=()).is_empty or (len(places) > 1 and kpi not in _ADDED):
        return None
    return _added_up(prepared, kpi, chosen, is_beside=is_beside)


@cached(KEPT_TOTALS)
def _added_up(prepared: Prepared, kpi: KpiId, chosen: Selection, *, is_beside: bool) -> PublishedTotal | None:
    find = _published_beside if is_beside else _published
    is_stock = kpi is KpiId.OCOP and (chosen.years is None or is_beside)
    return added_up(lambda one: find(prepared, kpi, one), chosen, is_stock=is_stock)


def _published(prepared: Prepared, kpi: KpiId, selection: Selection) -> PublishedTotal | None:
    """Return what is published of the same thing that the rows of a figure are."""
    record = prepared.record
    finders: dict[KpiId, Callable[[], PublishedTotal | None]] = {
        KpiId.FACILITIES: lambda: published_longest(record, "facilities", selection, bases=(Basis.SURVEYED,)),
        KpiId.PROPOSALS: lambda: (
            published_sum(record, "proposals", selection)
            or published_sum(record, "proposals", selection, bases=(Basis.REGISTERED,))
        ),
        KpiId.SUPPORT: lambda: published_sum(record, "budget_vnd", selection),
        KpiId.LEVERAGE: lambda: _published_leverage(prepared, selection),
        KpiId.OCOP: lambda: products_published(record, selection),
        KpiId.MARKETS: lambda: None,
    }
    return finders[kpi]()


def _published_beside(prepared: Prepared, kpi: KpiId, selection: Selection) -> PublishedTotal | None:
    """Return what is published of another thing: facilities supported, the stock of OCOP products at the end of years, proposals registered for them."""
    if kpi is KpiId.PROPOSALS and selection.years is not None and not selection.districts:
        return published_districts_sum(prepared.record, "proposals", Basis.REGISTERED, selection)
    if kpi is KpiId.FACILITIES:
        if not selection.districts:
            return published_longest(prepared.record, "facilities_supported", selection)
        least = published_longest(prepared.record, "facilities_supported_difficult_areas", selection)
        return None if least is None else replace(least, qualifier=Qualifier.AT_LEAST)
    if kpi is KpiId.OCOP and selection.years is not None and not selection.programmes:
        return published_latest(prepared.record, "ocop_products", selection)
    return None


def _published_leverage(prepared: Prepared, selection: Selection) -> PublishedTotal | None:
    """Return what sources print or let be divided of counterpart and budget: over all programmes and the longest period first.

    Of two that are equally long the newer, of one period the printed one.
    """
    quotients = [row for row in records(leverage(select(prepared, selection))) if row["kind"] != "itemised"]
    if not quotients:
        return None
    row = max(
        quotients,
        key=lambda one: (
            one["programme"] == FigureProgramme.ALL,
            one["year_to"] - one["year_from"],
            one["year_to"],
            one["kind"] == "printed",
        ),
    )
    figures = prepared.record["published_figures"].set_index("figure_id").loc[list(row["figure_ids"])]
    years = (int(row["year_from"]), int(row["year_to"]))
    bases = tuple(dict.fromkeys(Basis(one) for one in figures["basis"]))
    return PublishedTotal(
        row["ratio"], row["figure_ids"], (years,), WORDED[row["sign"]], bases, (str(row["programme"]),)
    )
