"""The six figures of the home screen, each against the whole or the year before, and beside what sources publish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared import Prepared
from analytics.published import PublishedTotal, published_latest, published_longest, published_sum
from analytics.selected import Selected, select
from analytics.selection import Selection
from geodata.record import Record
from geodata.vocabulary import FigureProgramme, MarketKind

if TYPE_CHECKING:
    from analytics.coded import Mask


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
            value=_kept(kpi, selected)[0],
            whole=_kept(kpi, whole)[0],
            previous=None if before is None else _kept(kpi, before)[0],
            published=_kept_published(prepared, kpi, selected.selection),
            n_rows=_n_rows(selected, kpi),
            n_known=_kept(kpi, selected)[1],
        )
        for kpi in _VALUES
    )


def _kept(kpi: KpiId, selected: Selected) -> tuple[float | None, int]:
    """Return the value of a figure, and how many rows state it."""
    value, known = _VALUES[kpi]
    return selected.keep(("kpi", kpi), lambda: (value(selected), known(selected)))


def rows_of(selected: Selected, kpi: KpiId) -> pd.DataFrame:
    """Return the rows that a figure counts."""
    if kpi is KpiId.MARKETS:
        return selected.prepared.export_flows[_market_rows(selected)]
    return selected.frame(_FRAMES[kpi])


def _year_before(prepared: Prepared, selection: Selection) -> Selected | None:
    if selection.years is None or selection.years[0] != selection.years[1]:
        return None
    year = selection.years[0] - 1
    return select(prepared, replace(selection, years=(year, year)))


def _support(selected: Selected) -> float | None:
    amounts = selected.column("proposals", "support_vnd").dropna()
    if amounts.empty and selected.count("proposals"):
        return None
    return float(amounts.sum())


def _n_rows(selected: Selected, kpi: KpiId) -> int:
    return int(_market_rows(selected).sum()) if kpi is KpiId.MARKETS else selected.count(_FRAMES[kpi])


def _market_rows(selected: Selected) -> "Mask":
    """Return which export flows go to a single country and are no context."""
    index = selected.prepared.index
    is_counted = index.coded("export_flows", "market_kind").isin([MarketKind.COUNTRY.value])
    is_counted &= ~index.coded("export_flows", "is_context").isin([True])
    return is_counted & selected.mask("export_flows")


def _n_markets(selected: Selected) -> int:
    codes = selected.prepared.index.coded("export_flows", "market_iso3").codes[_market_rows(selected)]
    return len(np.unique(codes[codes >= 0]))


def _with_both(selected: Selected) -> pd.DataFrame:
    """Return support_vnd and counterpart_vnd of the proposals that let both be known."""
    columns = {name: selected.column("proposals", name) for name in ("support_vnd", "counterpart_vnd")}
    return pd.DataFrame(columns).dropna()


def _leverage(selected: Selected) -> float | None:
    """Counterpart ÷ support, over the proposals that let both be known."""
    both = _with_both(selected)
    support = float(both["support_vnd"].sum())
    return float(both["counterpart_vnd"].sum()) / support if support else None


_VALUES: dict[KpiId, tuple[Callable[[Selected], float | None], Callable[[Selected], int]]] = {
    KpiId.FACILITIES: (lambda s: s.count("facilities"), lambda s: s.count("facilities")),
    KpiId.PROPOSALS: (lambda s: s.count("proposals"), lambda s: s.count("proposals")),
    KpiId.SUPPORT: (_support, lambda s: int(s.column("proposals", "support_vnd").notna().sum())),
    KpiId.LEVERAGE: (_leverage, lambda s: len(_with_both(s))),
    KpiId.OCOP: (lambda s: s.count("ocop_products"), lambda s: s.count("ocop_products")),
    KpiId.MARKETS: (_n_markets, lambda s: int(_market_rows(s).sum())),
}

_FRAMES: dict[KpiId, str] = {
    KpiId.FACILITIES: "facilities",
    KpiId.PROPOSALS: "proposals",
    KpiId.SUPPORT: "proposals",
    KpiId.LEVERAGE: "proposals",
    KpiId.OCOP: "ocop_products",
}


def _kept_published(prepared: Prepared, kpi: KpiId, selection: Selection) -> PublishedTotal | None:
    """Return the published value, worked out once for what it depends on: years, programmes, and whether anything else is cut."""
    is_cut = bool(replace(selection, years=None, programmes=()) != Selection())
    if is_cut:
        return _published(prepared.record, kpi, selection)
    key = ("published", kpi, selection.years, selection.programmes)
    return prepared.index.keep(key, lambda: _published(prepared.record, kpi, selection))


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
