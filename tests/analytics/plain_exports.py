"""The tables of exports written a second time, plainly, by pandas: the quick way over codes must agree with them."""

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected
from analytics.trade.flows import BASIS_ORDER, Known, Quantity, _amounts, _contradicted, _is_rate, _known, _market_key
from analytics.trade.products import PRODUCTS
from analytics.wording.signs import of_sum
from geodata.schema.vocabulary import MarketKind


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a small table with texts in place of categories."""
    return table.astype(dict.fromkeys(table.select_dtypes("category").columns, "string"))


_LEVELS = {known: level for level, known in enumerate(Known)}


def flows_of(selected: Selected, *, with_context: bool) -> pd.DataFrame:
    """Return the flows of a selection, those that are context (fresh fruit, villages, large plants) only on request.

    Columns of `export_flows` and: market_key (ISO code, "group:" and its wording, "total", "not_stated"), known (`Known`),
    is_contradicted, is_superseded (another row is used instead of it), exporter_key (the facility, else the exporter as
    written, else ""). Columns of few values are categories: a large record is grouped by them quickly.
    """
    table, mask = _plain_table(selected.prepared), selected.mask("export_flows")
    if not with_context:
        mask = mask & ~table["is_context"].to_numpy(dtype=bool)
    return table if mask.all() else table[mask]


ONE = {name: one.name for one in PRODUCTS for name in one.also}
"""The product of each name that is one with another."""
_CATEGORIES = (
    "product_group",
    "product",
    "counted_product",
    "market_key",
    "market_kind",
    "market_iso3",
    "basis",
    "known",
    "exporter_key",
)


@cached()
def _plain_table(prepared: Prepared) -> pd.DataFrame:
    flows = prepared.export_flows
    contradicted, superseded = _contradicted(prepared.record)
    ids = flows["flow_id"]
    table = flows.assign(
        counted_product=[ONE.get(name, name) for name in flows["product"]],
        market_key=_market_key(flows),
        known=_known(flows),
        is_contradicted=ids.isin(contradicted),
        is_superseded=ids.isin(superseded),
        exporter_key=flows["facility_id"].fillna(flows["exporter"]).fillna(""),
    )
    return table.astype(dict.fromkeys(_CATEGORIES, "category"))


def rates(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows that state a rate (a month, a kilogram), by product, market and year."""
    return flows[_is_rate(flows).astype(bool)].sort_values(["product_group", "market_key", "year"], kind="stable")


def matrix(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a product group × market that any flow names.

    Columns: product_group, market_key, market_kind, known (the most that any row knows), n (rows), is_context (all rows
    are), is_contradicted (any row is), products (tuple). The n add up to the number of flows.
    """
    ranked = flows.assign(
        level=flows["known"].map({str(known): level for known, level in _LEVELS.items()}).astype("int8")
    )
    keys = ["product_group", "market_key"]
    grouped = ranked.groupby(keys, sort=False)
    table = grouped.agg(
        market_kind=("market_kind", "first"),
        level=("level", "max"),
        n=("level", "size"),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
    )
    once = flows[[*keys, "product"]].drop_duplicates().astype("string")
    table = table.join(once.groupby(keys)["product"].agg(tuple).rename("products")).reset_index()
    names = {level: known.value for known, level in _LEVELS.items()}
    return _plain(table.assign(known=table.pop("level").map(names).astype("string")))


def market_order(flows: pd.DataFrame) -> list[str]:
    """Return the market keys: countries by how many products name them, then groups, then totals, then "not stated"."""
    rank = {kind.value: n for n, kind in enumerate(MarketKind)}
    grouped = flows.groupby("market_key").agg(
        kind=("market_kind", "first"), products=("counted_product", "nunique"), n=("is_context", "size")
    )
    ordered = _plain(grouped.reset_index())
    ordered = ordered.assign(kind=ordered["kind"].map(rank))
    ordered = ordered.sort_values(["kind", "products", "n", "market_key"], ascending=[True, False, False, True])
    return [str(key) for key in ordered["market_key"]]


def quantities(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return what is stated in one unit, one row a year × market × product group × basis.

    Columns: year (missing: not dated), market_key, market_kind, product_group, basis, is_merged_province, is_superseded,
    amount (float64 in the unit), qualifier ("exact", "approximate", "at_least" or "at_most"), is_context, is_contradicted, n (flows).
    Amounts of one row add up statements of the same thing only; rows are never added up.
    """
    keys = ["year", "market_key", "market_kind", "product_group", "basis", "is_merged_province", "is_superseded"]
    stated = stating(flows, quantity)
    alone = pd.Series(range(1, len(stated) + 1), stated.index).where(stated["is_superseded"].astype(bool), 0)
    return _plain(_summed(stated.assign(alone=alone), [*keys, "alone"])).drop(columns="alone")


def stating(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return the flows that state an amount in the unit, as the column amount, with its qualifier."""
    amounts = _amounts(flows, quantity).astype("float64")
    side = "volume" if quantity is Quantity.TONNES else "value"
    known = amounts.notna()
    return flows[known].assign(amount=amounts[known], qualifier=flows.loc[known, f"{side}_qualifier"])


def _summed(stated: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up what is stated of the same thing; the qualifier of a sum is that of `signs.of_sum`."""
    table = stated.groupby(keys, dropna=False, sort=True).agg(
        amount=("amount", "sum"),
        qualifier=("qualifier", lambda worded: of_sum(worded.dropna()).value),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
        n=("amount", "size"),
    )
    return table.reset_index().astype({"qualifier": "string"})


def links(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country (index market_iso3): what a line to it on the map stands for.

    Columns: n (rows), n_products, products (tuple), first_year, is_context (all rows are), is_contradicted, and where tonnes are stated volume_t,
    volume_year, volume_basis, volume_qualifier, is_merged_province, else missing. The volume is that of the latest year
    in which the old province states one (the merged one only where nothing else does), on the best basis of that year
    (`BASIS_ORDER`), without superseded rows: never a sum over years or bases.
    """
    countries = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    table = countries.groupby("market_iso3").agg(
        n=("is_context", "size"),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
    )
    pairs = countries[["market_iso3", "counted_product"]].drop_duplicates()
    table.insert(1, "n_products", pairs.groupby("market_iso3").size())
    named = countries.groupby("market_iso3")["product"].agg(lambda one: tuple(dict.fromkeys(one)))
    table = table.assign(products=named, first_year=countries.groupby("market_iso3")["year"].min().astype("Int64"))
    table.index = table.index.astype("string")
    table = table.join(_volumes(countries))
    products = [one if isinstance(one, tuple) else () for one in table["volume_products"]]
    return table.assign(volume_products=pd.Series(products, index=table.index, dtype=object))


def _volumes(countries: pd.DataFrame) -> pd.DataFrame:
    stated = stating(countries, Quantity.TONNES)
    stated = stated[~stated["is_superseded"].astype(bool)]
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    yearly = _plain(_summed(stated, ["market_key", "is_merged_province", "year", "basis"]))
    yearly = yearly.assign(rank=yearly["basis"].map(rank)).sort_values(
        ["is_merged_province", "year", "rank"], ascending=[True, False, True], na_position="last"
    )
    best = yearly.drop_duplicates("market_key").set_index("market_key")
    best = best.assign(volume_products=[_products(stated, key, row) for key, row in best.iterrows()])
    names = {"amount": "volume_t", "qualifier": "volume_qualifier", "year": "volume_year", "basis": "volume_basis"}
    return best.rename(columns=names)[
        ["volume_t", "volume_year", "volume_basis", "volume_qualifier", "is_merged_province", "volume_products"]
    ]


def _products(stated: pd.DataFrame, market: object, best: pd.Series) -> tuple[str, ...]:
    of_year = stated["year"].isna() if pd.isna(best["year"]) else stated["year"].eq(best["year"])
    mine = stated["market_key"].eq(market) & of_year & stated["basis"].eq(best["basis"])
    mine &= stated["is_merged_province"].eq(best["is_merged_province"])
    return _distinct(stated.loc[mine.fillna(value=False).astype(bool), "product"])


def exporters(flows: pd.DataFrame, limit: int | None = None) -> pd.DataFrame:
    """Return one row an exporter, the one on most markets first; rows that name none stand in one last row.

    Columns: exporter (the source's words; "" where none is named), facility_id (missing when it is no facility of the
    record), n (rows), products and market_keys (tuples, in the order of the rows), n_countries, first_year, last_year,
    is_context (all rows are), flow_ids. The n add up to the flows, unless only the first `limit` exporters are asked for.
    """
    n = flows.groupby("exporter_key").size()
    pairs = flows.loc[flows["market_iso3"].notna(), ["exporter_key", "market_iso3"]].drop_duplicates()
    ranked = pd.DataFrame({"n": n, "n_countries": pairs.groupby("exporter_key").size()}).reset_index()
    ranked = ranked.assign(n_countries=ranked["n_countries"].fillna(0).astype("int64"))
    named = ranked[ranked["exporter_key"].ne("")]
    shown = named if limit is None else named.nlargest(limit, ["n_countries", "n"], keep="all").head(limit)
    table = ranked[ranked["exporter_key"].eq("") | ranked["exporter_key"].isin(shown["exporter_key"])]
    mine = flows if limit is None else flows[flows["exporter_key"].isin(table["exporter_key"])]
    table = _plain(table).merge(_exporter_facts(mine), left_on="exporter_key", right_index=True)
    table = table.assign(is_named=table["exporter_key"].ne(""))
    order = ["is_named", "n_countries", "n", "exporter"]
    ordered = table.sort_values(order, ascending=[False, False, False, True], kind="stable")
    return ordered.drop(columns=["is_named", "exporter_key"]).reset_index(drop=True)


def _exporter_facts(flows: pd.DataFrame) -> pd.DataFrame:
    grouped = _plain(flows).groupby("exporter_key")
    facts = grouped.agg(
        exporter=("exporter", "first"),
        facility_id=("facility_id", "first"),
        products=("product", _distinct),
        market_keys=("market_key", _distinct),
        flow_ids=("flow_id", tuple),
        first_year=("year", "min"),
        last_year=("year", "max"),
        is_context=("is_context", "all"),
    )
    return facts.assign(exporter=facts["exporter"].fillna(""))


def n_exporters(flows: pd.DataFrame) -> int:
    """Return how many exporters the flows name."""
    return int(flows.loc[flows["exporter_key"].ne(""), "exporter_key"].nunique())


def _distinct(values: "pd.Series[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def beside_countries(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a market that is no country: a group, a total, or not stated.

    Columns: market_key, market_kind, n (rows), products (tuple), flow_ids (tuple); in the order of `market_order`.
    """
    others = _plain(flows[flows["market_kind"].ne(MarketKind.COUNTRY)])
    table = others.groupby(["market_key", "market_kind"]).agg(
        n=("flow_id", "size"), products=("product", _distinct), flow_ids=("flow_id", tuple)
    )
    order = {key: n for n, key in enumerate(market_order(others))}
    return table.reset_index().sort_values("market_key", key=lambda keys: keys.map(order), ignore_index=True)


def first_years(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country: the first year in which a source names it as a market.

    Columns: market_iso3, year (Int64; missing when no row that names it is dated), has_undated (a row without a year may be
    earlier), n (rows), is_context. Ordered by year, undated last. It is when the record first speaks of a market; sources
    may be silent on earlier exports.
    """
    countries = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    table = (
        countries.assign(is_undated=countries["year"].isna())
        .groupby("market_iso3")
        .agg(
            year=("year", "min"),
            has_undated=("is_undated", "any"),
            n=("is_context", "size"),
            is_context=("is_context", "all"),
        )
    )
    return _plain(table.reset_index()).sort_values(["year", "market_iso3"], na_position="last", ignore_index=True)
