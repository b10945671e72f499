"""Export flows of a selection as tables: product × market, links to countries, quantities, rates, exporters, first years.

A country, a group of markets, a total and "not stated" are markets side by side: a group is never split, never added to its
members or to a total. Tonnes, dollars and đồng are kept apart; a rate (a month, a kilogram) is no quantity of a year.
Where two sources contradict each other the row that is not used (`contradictions.used_row_id`) is marked, and drawn, but
stands for nothing: no sum and no width holds it.
"""

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.flow_groups import codes_of, grouped, n_values
from analytics.selected import Selected
from geodata.record import Record
from geodata.vocabulary import FlowBasis, MarketKind, Qualifier, ValueUnit, VolumeUnit

if TYPE_CHECKING:
    from analytics.coded import Mask

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


def flows_of(record: Record, selected: Selected, *, with_context: bool) -> pd.DataFrame:
    """Return the flows of a selection, those that are context (fresh fruit, villages, large plants) only on request.

    Columns of `export_flows` and: market_key (ISO code, "group:" and its wording, "total", "not_stated"), known (`Known`),
    is_contradicted, is_superseded (another row is used instead of it), is_rate, exporter_key (the facility, else the
    exporter as written, else ""), and for each `Quantity` the amount that is stated in it. The index is the place of a row
    in the table of the record. Columns of few values are categories; the frames of the last selections are kept.
    """
    index = selected.prepared.index
    table: pd.DataFrame = index.keep("flows", lambda: _flow_table(record, selected.prepared.export_flows))

    def make(asked: Selected, context: bool) -> pd.DataFrame:  # noqa: FBT001 - lru_cache hands on what it is given
        mask = asked.mask("export_flows")
        if not context:
            mask = mask & ~index.keep("context flows", lambda: table["is_context"].to_numpy(dtype=bool))
        return table if mask.all() else table[mask]

    kept = index.keep("flow frames", lambda: lru_cache(maxsize=KEPT_FRAMES)(make))
    return kept(selected, with_context)


_CATEGORIES = (
    *("product_group", "product", "market_key", "market_kind", "market_iso3", "basis", "known", "exporter_key"),
    *("volume_unit", "volume_qualifier", "value_unit", "value_qualifier", "source_ids"),
)


def _flow_table(record: Record, flows: pd.DataFrame) -> pd.DataFrame:
    contradicted, superseded = _contradicted(record)
    ids = flows["flow_id"]
    table = flows.reset_index(drop=True).assign(
        market_key=_market_key(flows),
        known=_known(flows),
        is_context=flows["is_context"].to_numpy(dtype=bool),
        is_contradicted=ids.isin(contradicted).to_numpy(dtype=bool),
        is_superseded=ids.isin(superseded).to_numpy(dtype=bool),
        is_rate=_is_rate(flows).to_numpy(dtype=bool),
        exporter_key=flows["facility_id"].fillna(flows["exporter"]).fillna(""),
        **{str(one): _amounts(flows, one).to_numpy(dtype=float, na_value=np.nan) for one in Quantity},
    )
    return table.astype(dict.fromkeys(_CATEGORIES, "category"))


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a small table with texts in place of categories."""
    return table.astype(dict.fromkeys(table.select_dtypes("category").columns, "string"))


def _contradicted(record: Record) -> tuple[set[str], set[str]]:
    table = record["contradictions"]
    mine = table[table["table"].eq("export_flows")]
    rows = mine.assign(row_id=mine["row_ids"].str.split(";")).explode("row_id")
    unused = rows[rows["used_row_id"].notna() & rows["row_id"].ne(rows["used_row_id"])]
    return set(rows["row_id"]), set(unused["row_id"])


def _market_key(flows: pd.DataFrame) -> pd.Series:
    kind = flows["market_kind"]
    key = flows["market_iso3"].where(kind.eq(MarketKind.COUNTRY), kind)
    return key.mask(kind.eq(MarketKind.GROUP), GROUP_PREFIX + flows["market"])


def _known(flows: pd.DataFrame) -> pd.Series:
    known = pd.Series(Known.NAMED.value, index=flows.index, dtype="string")
    known = known.mask(~flows["is_pairing_stated"].astype(bool), Known.NAMED_TOGETHER.value)
    known = known.mask(_is_rate(flows), Known.RATE.value)
    known = known.mask(_amounts(flows, Quantity.TONNES).notna(), Known.VOLUME.value)
    has_value = _amounts(flows, Quantity.USD).notna() | _amounts(flows, Quantity.VND).notna()
    return known.mask(has_value, Known.VALUE.value)


def _is_rate(flows: pd.DataFrame) -> pd.Series:
    a_month = flows["volume_unit"].eq(VolumeUnit.TONNES_PER_MONTH)
    return (a_month | flows["value_unit"].isin([ValueUnit.VND_PER_MONTH, ValueUnit.VND_PER_KG])).fillna(value=False)


def _amounts(flows: pd.DataFrame, quantity: Quantity) -> pd.Series:
    side = "volume" if quantity is Quantity.TONNES else "value"
    return flows[side].where(flows[f"{side}_unit"].eq(quantity.value).fillna(value=False))


def rates(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows that state a rate (a month, a kilogram), by product, market and year."""
    return flows[flows["is_rate"]].sort_values(["product_group", "market_key", "year"], kind="stable")


def matrix(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a product group × market that any flow names.

    Columns: product_group, market_key, market_kind, known (the most that any row knows), n (rows), is_context (all rows
    are), is_contradicted (any row is), products (tuple). The n add up to the number of flows.
    """
    cells = grouped(flows, ["product_group", "market_key"])
    levels = [_LEVELS[Known(name)] for name in flows["known"].cat.categories]
    reached = np.array(levels, dtype=np.int64)[codes_of(flows["known"])]
    names = np.array([known.value for known in Known], dtype=object)
    firsts = flows.iloc[cells.first]
    table = pd.DataFrame(
        {
            "product_group": firsts["product_group"].astype("string").array,
            "market_key": firsts["market_key"].astype("string").array,
            "market_kind": firsts["market_kind"].astype("string").array,
            "n": cells.n,
            "is_context": cells.every(flows["is_context"]),
            "is_contradicted": cells.some(flows["is_contradicted"]),
            "products": pd.Series(cells.distinct(flows["product"]), dtype=object),
            "known": pd.array(names[cells.most(reached)], dtype="string"),
        }
    )
    return table.iloc[np.argsort(cells.first, kind="stable")].reset_index(drop=True)


def market_order(flows: pd.DataFrame) -> list[str]:
    """Return the market keys: countries by how many products name them, then groups, then totals, then "not stated"."""
    rank = {kind.value: n for n, kind in enumerate(MarketKind)}
    markets = grouped(flows, ["market_key"])
    firsts = flows.iloc[markets.first]
    kinds = [rank[kind] for kind in firsts["market_kind"]]
    n_products = markets.n_distinct(flows["product"])
    rows = zip(kinds, -n_products, -markets.n, firsts["market_key"].astype(str), strict=True)
    return [key for _, _, _, key in sorted(rows)]


def quantities(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return what is stated in one unit, one row a year × market × product group × basis.

    Columns: year (missing: not dated), market_key, market_kind, product_group, basis, is_merged_province, is_superseded,
    amount (float64 in the unit), qualifier ("exact", "approximate" or "at_least"), is_context, is_contradicted, n (flows).
    Amounts of one row add up statements of the same thing only; rows are never added up.
    """
    keys = ["year", "market_key", "market_kind", "product_group", "basis", "is_merged_province", "is_superseded"]
    return _plain(_summed(stating(flows, quantity), keys))


def stating(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return the flows that state an amount in the unit, as the column amount, with its qualifier."""
    side = "volume" if quantity is Quantity.TONNES else "value"
    stated = flows[flows[str(quantity)].notna()]
    return stated.assign(amount=stated[str(quantity)], qualifier=stated[f"{side}_qualifier"])


def _summed(stated: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up what is stated of the same thing; the qualifier of a sum is "at least" when a part's is, else the vaguest."""
    things = grouped(stated, keys)
    qualifiers = stated["qualifier"].astype(object)
    is_at_least = things.some(qualifiers.eq(Qualifier.AT_LEAST))
    is_vague = things.some(qualifiers.notna() & qualifiers.ne(Qualifier.EXACT))
    qualifier = np.where(is_vague, Qualifier.APPROXIMATE.value, Qualifier.EXACT.value).astype(object)
    qualifier[is_at_least] = Qualifier.AT_LEAST.value
    return (
        stated[keys]
        .iloc[things.first]
        .reset_index(drop=True)
        .assign(
            amount=things.total(stated["amount"]),
            is_context=things.every(stated["is_context"]),
            is_contradicted=things.some(stated["is_contradicted"]),
            n=things.n,
            qualifier=pd.array(qualifier, dtype="string"),
        )
    )


def links(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country (index market_iso3): what a line to it on the map stands for.

    Columns: n (rows), n_products, is_context (all rows are), is_contradicted, and where tonnes are stated volume_t,
    volume_year, volume_basis, volume_qualifier, is_merged_province, else missing. The volume is that of the latest year
    in which the old province states one (the merged one only where nothing else does), on the best basis of that year
    (`BASIS_ORDER`), without superseded rows: never a sum over years or bases.
    """
    mine = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    countries = grouped(mine, ["market_iso3"])
    table = pd.DataFrame(
        {
            "n": countries.n,
            "n_products": countries.n_distinct(mine["product"]),
            "is_context": countries.every(mine["is_context"]),
            "is_contradicted": countries.some(mine["is_contradicted"]),
        },
        index=pd.Index(mine["market_iso3"].iloc[countries.first].astype("string"), name="market_iso3"),
    )
    return table.join(_volumes(mine))


def _volumes(countries: pd.DataFrame) -> pd.DataFrame:
    stated = stating(countries, Quantity.TONNES)
    stated = stated[~stated["is_superseded"]]
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    yearly = _plain(_summed(stated, ["market_key", "is_merged_province", "year", "basis"]))
    yearly = yearly.assign(rank=yearly["basis"].map(rank)).sort_values(
        ["is_merged_province", "year", "rank"], ascending=[True, False, True], na_position="last"
    )
    best = yearly.drop_duplicates("market_key").set_index("market_key")
    names = {"amount": "volume_t", "qualifier": "volume_qualifier", "year": "volume_year", "basis": "volume_basis"}
    return best.rename(columns=names)[
        ["volume_t", "volume_year", "volume_basis", "volume_qualifier", "is_merged_province"]
    ]


def exporters(flows: pd.DataFrame, limit: int | None = None) -> pd.DataFrame:
    """Return one row an exporter, the one on most countries first; rows that name none stand in one last row.

    Columns: exporter (the source's words; "" where none is named), facility_id (missing when it is no facility of the
    record), n (rows), products and market_keys (tuples, in the order of the rows), n_countries, first_year, last_year,
    is_context (all rows are), flow_ids. The n add up to the flows, unless only the first `limit` exporters are asked for.
    """
    mine = flows if limit is None else flows[_of_first_exporters(flows, limit)]
    named = grouped(mine, ["exporter_key"])
    first, last = named.range(mine["year"])
    table = pd.DataFrame(
        {
            "is_named": mine["exporter_key"].iloc[named.first].ne("").to_numpy(),
            "exporter": pd.array(named.first_known(mine["exporter"]), dtype="string"),
            "facility_id": pd.array(named.first_known(mine["facility_id"]), dtype="string"),
            "n": named.n,
            "n_countries": named.n_distinct(mine["market_iso3"]),
            "products": pd.Series(named.distinct(mine["product"]), dtype=object),
            "market_keys": pd.Series(named.distinct(mine["market_key"]), dtype=object),
            "flow_ids": pd.Series(named.lists(mine["flow_id"]), dtype=object),
            "first_year": pd.Series(first).astype("Int64"),
            "last_year": pd.Series(last).astype("Int64"),
            "is_context": named.every(mine["is_context"]),
        }
    ).fillna({"exporter": ""})
    order = ["is_named", "n_countries", "n", "exporter"]
    ordered = table.sort_values(order, ascending=[False, False, False, True], kind="stable")
    return ordered.drop(columns="is_named").reset_index(drop=True)


def _of_first_exporters(flows: pd.DataFrame, limit: int) -> "Mask":
    """Return which flows are of the exporters on most countries, or name none."""
    keys = flows["exporter_key"]
    named = grouped(flows, ["exporter_key"])
    n_countries = named.n_distinct(flows["market_iso3"])
    is_named = keys.iloc[named.first].ne("").to_numpy()
    ranked = np.lexsort((np.arange(len(named.n)), -named.n, -n_countries, ~is_named))
    is_shown = ~is_named
    is_shown[ranked[: min(limit, int(is_named.sum()))]] = True
    shown: Mask = is_shown[named.codes]
    return shown


def n_exporters(flows: pd.DataFrame) -> int:
    """Return how many exporters the flows name."""
    return n_values(flows["exporter_key"]) - int(flows["exporter_key"].eq("").any())


def beside_countries(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a market that is no country: a group, a total, or not stated.

    Columns: market_key, market_kind, n (rows), products (tuple), flow_ids (tuple); in the order of `market_order`.
    """
    others = flows[flows["market_kind"].ne(MarketKind.COUNTRY)]
    markets = grouped(others, ["market_key"])
    firsts = others.iloc[markets.first]
    table = pd.DataFrame(
        {
            "market_key": firsts["market_key"].astype("string").array,
            "market_kind": firsts["market_kind"].astype("string").array,
            "n": markets.n,
            "products": pd.Series(markets.distinct(others["product"]), dtype=object),
            "flow_ids": pd.Series(markets.lists(others["flow_id"]), dtype=object),
        }
    )
    order = {key: n for n, key in enumerate(market_order(others))}
    return table.sort_values("market_key", key=lambda keys: keys.map(order), ignore_index=True)


def first_years(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country: the first year in which a source names it as a market.

    Columns: market_iso3, year (Int64; missing when no row that names it is dated), has_undated (a row without a year may be
    earlier), n (rows), is_context. Ordered by year, undated last. It is when the record first speaks of a market; sources
    may be silent on earlier exports.
    """
    mine = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    countries = grouped(mine, ["market_iso3"])
    table = pd.DataFrame(
        {
            "market_iso3": mine["market_iso3"].iloc[countries.first].astype("string").array,
            "year": pd.Series(countries.range(mine["year"])[0]).astype("Int64"),
            "has_undated": countries.some(mine["year"].isna()),
            "n": countries.n,
            "is_context": countries.every(mine["is_context"]),
        }
    )
    return table.sort_values(["year", "market_iso3"], na_position="last", ignore_index=True)
