"""Export flows of a selection as tables: product × market, links to countries, quantities, rates, exporters, first years.

A country, a group of markets, a total and "not stated" are markets side by side: a group is never split, never added to its
members or to a total. Tonnes, dollars and đồng are kept apart; a rate (a month, a kilogram) is no quantity of a year.
Where two sources contradict each other the row that is not used (`contradictions.used_row_id`) is marked, and drawn, but
stands for nothing: no sum and no width holds it.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import Row, market_words, records
from analytics.selection.selected import Selected
from analytics.trade.grouped import category_texts, codes_of, grouped, picked_rows, tuples, whole_years
from analytics.trade.products import counted_as
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.vocabulary import FlowBasis, MarketKind, Qualifier, ValueUnit, VolumeUnit

if TYPE_CHECKING:
    from analytics.trade.grouped import Numbers

KEPT_FRAMES = 4
GROUP_PREFIX = "group:"
BASIS_ORDER: tuple[FlowBasis, ...] = (
    FlowBasis.SHIPPED,
    FlowBasis.CONTRACT,
    FlowBasis.ORDER,
    FlowBasis.PLANNED,
    FlowBasis.ELIGIBLE,
    FlowBasis.MARKET_NAMED,
)
"""What happened before what was agreed, meant or possible."""


RATE_UNITS = frozenset(map(str, (VolumeUnit.TONNES_PER_MONTH, ValueUnit.VND_PER_MONTH, ValueUnit.VND_PER_KG)))
"""Units of what is stated of a month or a kilogram, and of no year."""


class Quantity(StrEnum):
    """The units in which a year's exports are stated; never added to one another."""

    TONNES = "t"
    USD = "usd"
    VND = "vnd"


class Known(StrEnum):
    """What the record knows of a product on a market, from least to most."""

    NAMED_TOGETHER = "named_together"
    NAMED = "named"
    RATE = "rate"
    VOLUME = "volume"
    VALUE = "value"


_LEVELS = {known: level for level, known in enumerate(Known)}


def flows_of(selected: Selected, *, with_context: bool) -> pd.DataFrame:
    """Return the flows of a selection, those that are context (fresh fruit, villages, large plants) only on request.

    Columns of `export_flows` and: counted_product (see `analytics.trade.products`), market_key (ISO code, "group:" and its wording, "total", "not_stated"), known (`Known`),
    is_contradicted, is_superseded (another row is used instead of it), is_rate, exporter_key (the facility, else the
    exporter as written, else ""), and for each `Quantity` the amount that is stated in it. The index is the place of a row
    in the table of the record. Texts are categories; the frames of the last selections are kept.
    """
    return _flow_frame(selected.prepared, selected, with_context)


@cached(KEPT_FRAMES)
def _flow_frame(prepared: Prepared, selected: Selected, with_context: bool) -> pd.DataFrame:  # noqa: FBT001 - a key hands on what it is given
    table, mask = _flow_table(prepared), selected.mask("export_flows")
    if not with_context:
        mask = mask & ~table["is_context"].to_numpy(dtype=bool)
    return table if mask.all() else table[mask]


@cached()
def _flow_table(prepared: Prepared) -> pd.DataFrame:
    flows = prepared.export_flows.reset_index(drop=True)
    contradicted, superseded = _contradicted(prepared.record)
    ids = flows["flow_id"]
    table = flows.assign(
        counted_product=flows["product"].map(counted_as(flows["product"].dropna().unique())).astype("string"),
        market_key=_market_key(flows),
        known=_known(flows),
        is_context=flows["is_context"].to_numpy(dtype=bool),
        is_contradicted=ids.isin(contradicted).to_numpy(dtype=bool),
        is_superseded=ids.isin(superseded).to_numpy(dtype=bool),
        is_rate=_is_rate(flows).to_numpy(dtype=bool),
        exporter_key=flows["facility_id"].fillna(flows["exporter"]).fillna(""),
        **{str(one): _amounts(flows, one).to_numpy(dtype=float, na_value=np.nan) for one in Quantity},
    )
    columns: pd.Index = table.select_dtypes("string").columns.drop("flow_id")
    return table.astype({**dict.fromkeys(columns, "category"), "flow_id": "object"})


def of_countries(flows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the columns of the flows whose market is a country."""
    return picked_rows(flows, flows["market_kind"].eq(MarketKind.COUNTRY).to_numpy(), columns)


def flows_without_country(flows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the columns of the flows whose market is no country."""
    return picked_rows(flows, flows["market_kind"].ne(MarketKind.COUNTRY).to_numpy(), columns)


def _at(column: pd.Series, rows: "Numbers") -> Any:
    """Return the values of a column in some rows: categories as texts."""
    taken = column.array[rows]
    return taken.astype("string") if isinstance(column.dtype, pd.CategoricalDtype) else taken


def _contradicted(record: Record) -> tuple[set[str], set[str]]:
    table = record["contradictions"]
    mine = table[table["table"].eq("export_flows")]
    rows = mine.assign(row_id=mine["row_ids"].str.split(";")).explode("row_id")
    unused = rows[rows["used_row_id"].notna() & rows["row_id"].ne(rows["used_row_id"])]
    return set(rows["row_id"]), set(unused["row_id"])


def _market_key(flows: pd.DataFrame) -> pd.Series:
    kind = flows["market_kind"]
    key = flows["market_iso3"].where(kind.eq(MarketKind.COUNTRY), kind)
    vi = language()  # a key is one for all languages
    named = {text: market_words(text, vi) for text in flows["market"].dropna().unique()}
    return key.mask(kind.eq(MarketKind.GROUP), GROUP_PREFIX + flows["market"].map(named))


def _known(flows: pd.DataFrame) -> pd.Series:
    known = pd.Series(Known.NAMED.value, index=flows.index, dtype="string")
    known = known.mask(~flows["is_pairing_stated"].astype(bool), Known.NAMED_TOGETHER.value)
    known = known.mask(_is_rate(flows), Known.RATE.value)
    known = known.mask(_amounts(flows, Quantity.TONNES).notna(), Known.VOLUME.value)
    has_value = _amounts(flows, Quantity.USD).notna() | _amounts(flows, Quantity.VND).notna()
    return known.mask(has_value, Known.VALUE.value)


def _is_rate(flows: pd.DataFrame) -> pd.Series:
    return (flows["volume_unit"].isin(RATE_UNITS) | flows["value_unit"].isin(RATE_UNITS)).fillna(value=False)


def _amounts(flows: pd.DataFrame, quantity: Quantity) -> pd.Series:
    side = "volume" if quantity is Quantity.TONNES else "value"
    return flows[side].where(flows[f"{side}_unit"].eq(quantity.value).fillna(value=False))


def rates(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows that state a rate (a month, a kilogram), by product, market and year."""
    return flows[flows["is_rate"]].sort_values(["product_group", "market_key", "year"], kind="stable")


def monthly_rates(flows: pd.DataFrame) -> dict[str, Row]:
    """Return of each country the latest rate of tonnes a month that its flows state, on its best basis: never made a year's."""
    monthly = flows["volume_unit"].eq(VolumeUnit.TONNES_PER_MONTH).to_numpy(dtype=bool)
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    stated = records(of_countries(picked_rows(flows, monthly, [*_RATE, "market_kind"]), _RATE))
    stated.sort(key=lambda row: (-(row["year"] or 0), rank[str(row["basis"])]))
    return {str(row["market_iso3"]): row for row in reversed(stated)}


_RATE = ("market_iso3", "product", "year", "basis", "volume", "volume_unit", "volume_qualifier", "is_merged_province")


def matrix(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a product group × market that any flow names.

    Columns: product_group, market_key, market_kind, known (the most that any row knows), n (rows), is_context (all rows
    are), is_contradicted (any row is), products (tuple). The n add up to the number of flows.
    """
    cells = grouped(flows, ["product_group", "market_key"])
    levels = [_LEVELS[Known(name)] for name in flows["known"].cat.categories]
    reached = np.array(levels, dtype=np.int64)[codes_of(flows["known"])]
    names = np.array([known.value for known in Known], dtype=object)
    order = np.argsort(cells.first, kind="stable")
    firsts = cells.first[order]
    return pd.DataFrame(
        {
            "product_group": _at(flows["product_group"], firsts),
            "market_key": _at(flows["market_key"], firsts),
            "market_kind": _at(flows["market_kind"], firsts),
            "n": cells.n[order],
            "is_context": cells.every(flows["is_context"])[order],
            "is_contradicted": cells.some(flows["is_contradicted"])[order],
            "products": tuples(cells.distinct(flows["product"]))[order],
            "known": pd.array(names[cells.most(reached)[order]], dtype="string"),
        }
    )


def market_order(flows: pd.DataFrame) -> list[str]:
    """Return the market keys: countries by how many products name them, then groups, then totals, then "not stated"."""
    rank = {kind.value: n for n, kind in enumerate(MarketKind)}
    markets = grouped(flows, ["market_key"])
    kinds = [rank[kind] for kind in category_texts(flows["market_kind"], markets.first)]
    n_products = markets.n_distinct(flows["counted_product"])
    rows = zip(kinds, -n_products, -markets.n, category_texts(flows["market_key"], markets.first), strict=True)
    return [key for _, _, _, key in sorted(rows)]


def quantities(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return what is stated in one unit, one row a year × market × product group × basis.

    Columns: year (missing: not dated), market_key, market_kind, product_group, basis, is_merged_province, is_superseded,
    amount (float64 in the unit), qualifier ("exact", "approximate", "at_least" or "at_most"), is_context, is_contradicted, n (flows).
    Amounts of one row add up statements of the same thing only, superseded ones each alone; rows are never added up.
    """
    keys = ["year", "market_key", "market_kind", "product_group", "basis", "is_merged_province", "is_superseded"]
    stated = flows_stating(flows, quantity)
    alone = np.where(stated["is_superseded"], np.arange(1, len(stated) + 1), 0)
    return _summed(stated.assign(alone=alone), [*keys, "alone"]).drop(columns="alone")


def flows_stating(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return the flows that state an amount in the unit, as the column amount, with its qualifier."""
    side = "volume" if quantity is Quantity.TONNES else "value"
    stated = picked_rows(flows, flows[str(quantity)].notna().to_numpy(), [*_STATED, str(quantity), f"{side}_qualifier"])
    return stated.rename(columns={str(quantity): "amount", f"{side}_qualifier": "qualifier"})


_STATED = (
    *("flow_id", "year", "market_key", "market_kind", "product_group", "product", "basis", "source_ids"),
    *("is_merged_province", "is_superseded", "is_context", "is_contradicted"),
)


def _summed(stated: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Add up what is stated of the same thing; the qualifier of a sum is that of `signs.of_sum`."""
    things = grouped(stated, keys)
    vague = stated["qualifier"].where(stated["qualifier"].ne(Qualifier.EXACT))
    qualifier = np.where(things.some(vague.notna()), Qualifier.APPROXIMATE.value, Qualifier.EXACT.value).astype(object)
    for bound in (Qualifier.AT_LEAST, Qualifier.AT_MOST):
        qualifier[things.some(vague.eq(bound)) & ~things.some(vague.notna() & vague.ne(bound))] = bound.value
    return pd.DataFrame(
        {
            **{key: _at(stated[key], things.first) for key in keys},
            "amount": things.total(stated["amount"]),
            "is_context": things.every(stated["is_context"]),
            "is_contradicted": things.some(stated["is_contradicted"]),
            "n": things.n,
            "qualifier": pd.array(qualifier, dtype="string"),
        }
    )


def links(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country (index market_iso3): what a line to it on the map stands for.

    Columns: n (rows), n_products, products (tuple of the names on its rows), first_year (Int64), is_context (all rows are), is_contradicted, and where tonnes are stated volume_t,
    volume_year, volume_basis, volume_qualifier, is_merged_province, volume_products (tuple, () without one), else missing. The volume is that of the latest year
    in which the old province states one (the merged one only where nothing else does), on the best basis of that year
    (`BASIS_ORDER`), without superseded rows: never a sum over years or bases.
    """
    mine = of_countries(flows, [*_STATED, "counted_product", "market_iso3", "t", "volume_qualifier"])
    countries = grouped(mine, ["market_iso3"])
    codes = _at(mine["market_iso3"], countries.first)
    facts = {
        "n": countries.n,
        "n_products": countries.n_distinct(mine["counted_product"]),
        "products": tuples(countries.distinct(mine["product"])),
        "first_year": whole_years(countries.range(mine["year"])[0]),
        "is_context": countries.every(mine["is_context"]),
        "is_contradicted": countries.some(mine["is_contradicted"]),
    }
    return pd.DataFrame({**facts, **_volumes(mine, codes)}, index=pd.Index(codes, name="market_iso3"))


@cached()
def links_of(selected: Selected, *, with_context: bool) -> pd.DataFrame:
    """Return the `links` of the flows of a selection, once for all that say something of them."""
    return links(flows_of(selected, with_context=with_context))


def products_named(flows: pd.DataFrame) -> dict[str, int]:
    """Return how many products sources name of each country, the most first: what `links` counts, and nothing else of it."""
    mine = of_countries(flows, ["market_iso3", "counted_product"])
    countries = grouped(mine, ["market_iso3"])
    counts = zip(
        category_texts(mine["market_iso3"], countries.first),
        countries.n_distinct(mine["counted_product"]).tolist(),
        strict=True,
    )
    return dict(sorted(counts, key=lambda one: (-one[1], one[0])))


_VOLUME = {
    "volume_t": "amount",
    "volume_year": "year",
    "volume_basis": "basis",
    "volume_qualifier": "qualifier",
    "is_merged_province": "is_merged_province",
}


def _volumes(flows: pd.DataFrame, countries: Sequence[str]) -> dict[str, Any]:
    """Return the columns of what is stated of each country in tonnes; missing where nothing is."""
    stated = flows_stating(flows, Quantity.TONNES)
    stated = stated[~stated["is_superseded"].to_numpy()]
    keys = ["market_key", "is_merged_province", "year", "basis"]
    yearly = _summed(stated, keys)
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    years = yearly["year"].to_numpy(dtype=float, na_value=-np.inf)
    bases = np.array([rank[basis] for basis in yearly["basis"]])
    order = np.lexsort((bases, -years, yearly["is_merged_province"].to_numpy(dtype=bool)))
    markets = yearly["market_key"].tolist()
    best = {markets[row]: row for row in order[::-1].tolist()}
    rows = np.array([best.get(code, -1) for code in countries], dtype=np.int64)
    behind = stated[np.isin(grouped(stated, keys).codes, rows)]
    of_market = grouped(behind, ["market_key"])
    named = category_texts(behind["market_key"], of_market.first)
    products = dict(zip(named, of_market.distinct(behind["product"]), strict=True))
    volumes = {name: yearly[column].array.take(rows, allow_fill=True) for name, column in _VOLUME.items()}
    return volumes | {"volume_products": tuples([products.get(code, ()) for code in countries])}


def beside_countries(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a market that is no country: a group, a total, or not stated.

    Columns: market_key, market_kind, n (rows), products (tuple), flow_ids (tuple); in the order of `market_order`.
    """
    others = flows_without_country(flows, ["market_key", "market_kind", "product", "counted_product", "flow_id"])
    markets = grouped(others, ["market_key"])
    places = {key: n for n, key in enumerate(market_order(others))}
    order = np.argsort([places[key] for key in category_texts(others["market_key"], markets.first)])
    firsts = markets.first[order]
    return pd.DataFrame(
        {
            "market_key": _at(others["market_key"], firsts),
            "market_kind": _at(others["market_kind"], firsts),
            "n": markets.n[order],
            "products": tuples(markets.distinct(others["product"]))[order],
            "flow_ids": tuples(markets.lists(others["flow_id"]))[order],
        }
    )


def first_years(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country: the first year in which a source names it as a market.

    Columns: market_iso3, year (Int64; missing when no row that names it is dated), has_undated (a row without a year may be
    earlier), n (rows), is_context. Ordered by year, undated last. It is when the record first speaks of a market; sources
    may be silent on earlier exports.
    """
    mine = of_countries(flows, ["market_iso3", "year", "is_context"])
    countries = grouped(mine, ["market_iso3"])
    first = countries.range(mine["year"])[0]
    order = np.lexsort((category_texts(mine["market_iso3"], countries.first).astype(str), first))
    return pd.DataFrame(
        {
            "market_iso3": _at(mine["market_iso3"], countries.first[order]),
            "year": whole_years(first[order]),
            "has_undated": countries.some(mine["year"].isna())[order],
            "n": countries.n[order],
            "is_context": countries.every(mine["is_context"])[order],
        }
    )
