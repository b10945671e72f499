"""The six figures of the home screen, each against the whole or the year before, and beside what sources publish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from analytics.prepared import Prepared
from analytics.published import PublishedTotal, published_latest, published_longest, published_sum
from analytics.selected import Selected, select
from analytics.selection import Selection
from geodata.record import Record
from geodata.vocabulary import FigureProgramme, MarketKind


class KpiId(StrEnum):
    """The figures of the strip, in order."""

    FACILITIES = "facilities"
    PROPOSALS = "proposals"
    SUPPORT = "support"
    LEVERAGE = "leverage"
    OCOP = "ocop"
    MARKETS = "markets"


@dataclass(frozen=True)
class Kpi:
    """One figure: its value for the selection, the whole record's, the year before's, and what is published.

    `value` is missing (None) when rows exist and none states it. Money is đồng. `n_rows` rows are behind it, `n_known`
    of them state the value.
    """

    id: KpiId
    value: float | None
    whole: float | None
    previous: float | None
    published: PublishedTotal | None
    n_rows: int
    n_known: int


def kpis(prepared: Prepared, selected: Selected, whole: Selected) -> tuple[Kpi, ...]:
    """Return the six figures of `selected`; `whole` is the selection of everything.

    `previous` is the figure of the year before, when exactly one year is chosen.
    """
    before = _year_before(prepared, selected.selection)
    return tuple(
        Kpi(
            id=kpi,
            value=value(selected),
            whole=value(whole),
            previous=None if before is None else value(before),
            published=_published(prepared.record, kpi, selected.selection),
            n_rows=len(rows_of(selected, kpi)),
            n_known=known(selected),
        )
        for kpi, (value, known) in _VALUES.items()
    )


def rows_of(selected: Selected, kpi: KpiId) -> pd.DataFrame:
    """Return the rows that a figure counts."""
    if kpi is KpiId.MARKETS:
        flows = selected.export_flows
        return flows[~flows["is_context"] & flows["market_kind"].eq(MarketKind.COUNTRY)]
    return {
        KpiId.FACILITIES: selected.facilities,
        KpiId.PROPOSALS: selected.proposals,
        KpiId.SUPPORT: selected.proposals,
        KpiId.LEVERAGE: selected.proposals,
        KpiId.OCOP: selected.ocop_products,
    }[kpi]


def _year_before(prepared: Prepared, selection: Selection) -> Selected | None:
    if selection.years is None or selection.years[0] != selection.years[1]:
        return None
    year = selection.years[0] - 1
    return select(prepared, replace(selection, years=(year, year)))


def _support(selected: Selected) -> float | None:
    amounts = selected.proposals["support_vnd"].dropna()
    if amounts.empty and len(selected.proposals):
        return None
    return float(amounts.sum())


def _with_both(selected: Selected) -> pd.DataFrame:
    return selected.proposals.dropna(subset=["support_vnd", "counterpart_vnd"])


def _leverage(selected: Selected) -> float | None:
    """Counterpart ÷ support, over the proposals that let both be known."""
    both = _with_both(selected)
    support = float(both["support_vnd"].sum())
    return float(both["counterpart_vnd"].sum()) / support if support else None


_VALUES: dict[KpiId, tuple[Callable[[Selected], float | None], Callable[[Selected], int]]] = {
    KpiId.FACILITIES: (lambda s: len(s.facilities), lambda s: len(s.facilities)),
    KpiId.PROPOSALS: (lambda s: len(s.proposals), lambda s: len(s.proposals)),
    KpiId.SUPPORT: (_support, lambda s: int(s.proposals["support_vnd"].notna().sum())),
    KpiId.LEVERAGE: (_leverage, lambda s: len(_with_both(s))),
    KpiId.OCOP: (lambda s: len(s.ocop_products), lambda s: len(s.ocop_products)),
    KpiId.MARKETS: (
        lambda s: rows_of(s, KpiId.MARKETS)["market_iso3"].nunique(),
        lambda s: len(rows_of(s, KpiId.MARKETS)),
    ),
}


def _published(record: Record, kpi: KpiId, selection: Selection) -> PublishedTotal | None:
    if kpi is KpiId.PROPOSALS:
        return published_sum(record, "proposals", selection)
    if kpi is KpiId.SUPPORT:
        return published_sum(record, "budget_vnd", selection)
    if kpi is KpiId.FACILITIES:
        return published_longest(record, "facilities_supported", selection)
    if kpi is KpiId.OCOP and not selection.programmes:
        return published_latest(record, "ocop_products", selection)
    if kpi is KpiId.LEVERAGE:
        return _published_leverage(record, selection)
    return None


def _published_leverage(record: Record, selection: Selection) -> PublishedTotal | None:
    """Counterpart ÷ budget of the newest period for which both are published over the same programmes."""
    figures = record["published_figures"]
    capital = published_sum(record, "counterpart_vnd", selection)
    if capital is None:
        return None
    for years in reversed(capital.periods):
        budget = published_sum(record, "budget_vnd", replace(selection, years=years))
        part = published_sum(record, "counterpart_vnd", replace(selection, years=years))
        if budget and part and budget.periods == part.periods == (years,):
            ids = (*part.figure_ids, *budget.figure_ids)
            programmes = set(figures.loc[figures["figure_id"].isin(ids), "programme"])
            if programmes == {FigureProgramme.ALL.value}:
                return PublishedTotal(part.value / budget.value, ids, (years,))
    return None
