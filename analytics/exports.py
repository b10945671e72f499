"""Export flows of a selection as tables: product × market, links to countries, quantities, rates, exporters, first years.

A country, a group of markets, a total and "not stated" are markets side by side: a group is never split, never added to its
members or to a total. Tonnes, dollars and đồng are kept apart; a rate (a month, a kilogram) is no quantity of a year.
Where two sources contradict each other the row that is not used (`contradictions.used_row_id`) is marked, and drawn, but
stands for nothing: no sum and no width holds it.
"""

from enum import StrEnum

import pandas as pd

from analytics.selected import Selected
from geodata.record import Record
from geodata.vocabulary import FlowBasis, MarketKind, Qualifier, ValueUnit, VolumeUnit

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
    is_contradicted, is_superseded (another row is used instead of it).
    """
    flows = selected.export_flows
    flows = flows if with_context else flows[~flows["is_context"]]
    contradicted, superseded = _contradicted(record)
    ids = flows["flow_id"]
    return flows.assign(
        market_key=_market_key(flows),
        known=_known(flows),
        is_contradicted=ids.isin(contradicted),
        is_superseded=ids.isin(superseded),
    )


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
    return flows[_is_rate(flows).astype(bool)].sort_values(["product_group", "market_key", "year"], kind="stable")


def matrix(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a product group × market that any flow names.

    Columns: product_group, market_key, market_kind, known (the most that any row knows), n (rows), is_context (all rows
    are), is_contradicted (any row is), flow_ids (tuple). The n add up to the number of flows.
    """
    ranked = flows.assign(level=flows["known"].map({str(known): level for known, level in _LEVELS.items()}))
    grouped = ranked.groupby(["product_group", "market_key", "market_kind"], sort=False)
    table = grouped.agg(
        level=("level", "max"),
        n=("flow_id", "size"),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
        flow_ids=("flow_id", tuple),
    ).reset_index()
    names = {level: known.value for known, level in _LEVELS.items()}
    return table.assign(known=table.pop("level").map(names).astype("string"))


def market_order(flows: pd.DataFrame) -> list[str]:
    """Return the market keys: countries by how many products name them, then groups, then totals, then "not stated"."""
    rank = {kind.value: n for n, kind in enumerate(MarketKind)}
    grouped = flows.groupby("market_key").agg(
        kind=("market_kind", "first"), products=("product", "nunique"), n=("flow_id", "size")
    )
    ordered = grouped.assign(kind=grouped["kind"].map(rank)).reset_index()
    ordered = ordered.sort_values(["kind", "products", "n", "market_key"], ascending=[True, False, False, True])
    return [str(key) for key in ordered["market_key"]]


def quantities(flows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """Return what is stated in one unit, one row a year × market × product group × basis.

    Columns: year (missing: not dated), market_key, market_kind, product_group, basis, is_merged_province, is_superseded,
    amount (float64 in the unit), qualifier ("exact", "approximate" or "at_least"), is_context, is_contradicted, flow_ids.
    Amounts of one row add up statements of the same thing only; rows are never added up.
    """
    stated = flows.assign(amount=_amounts(flows, quantity)).dropna(subset=["amount"])
    side = "volume" if quantity is Quantity.TONNES else "value"
    stated = stated.assign(qualifier=stated[f"{side}_qualifier"])
    keys = ["year", "market_key", "market_kind", "product_group", "basis", "is_merged_province", "is_superseded"]
    grouped = stated.groupby(keys, dropna=False, sort=True)
    table = grouped.agg(
        amount=("amount", "sum"),
        qualifier=("qualifier", weakest),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
        flow_ids=("flow_id", tuple),
    ).reset_index()
    return table.astype({"amount": "float64"})


def weakest(qualifiers: pd.Series) -> str:
    """Return the qualifier of a sum: "at least" when a part is, else about when a part is about, else exact."""
    values = set(qualifiers.dropna())
    if Qualifier.AT_LEAST in values:
        return Qualifier.AT_LEAST.value
    return Qualifier.EXACT.value if values <= {Qualifier.EXACT} else Qualifier.APPROXIMATE.value


def links(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a country (index market_iso3): what a line to it on the map stands for.

    Columns: n (rows), n_products, is_context (all rows are), is_contradicted, and where tonnes are stated volume_t,
    volume_year, volume_basis, volume_qualifier, is_merged_province, else missing. The volume is that of the latest year
    in which the old province states one (the merged one only where nothing else does), on the best basis of that year
    (`BASIS_ORDER`), without superseded rows: never a sum over years or bases.
    """
    countries = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    table = countries.groupby("market_iso3").agg(
        n=("flow_id", "size"),
        n_products=("product", "nunique"),
        is_context=("is_context", "all"),
        is_contradicted=("is_contradicted", "any"),
    )
    return table.join(_volumes(countries))


def _volumes(countries: pd.DataFrame) -> pd.DataFrame:
    stated = quantities(countries, Quantity.TONNES)
    stated = stated[~stated["is_superseded"].astype(bool)]
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    keys = ["market_key", "is_merged_province", "year", "basis"]
    yearly = stated.groupby(keys, dropna=False, as_index=False).agg(
        volume_t=("amount", "sum"), volume_qualifier=("qualifier", weakest)
    )
    yearly = yearly.assign(rank=yearly["basis"].map(rank)).sort_values(
        ["is_merged_province", "year", "rank"], ascending=[True, False, True], na_position="last"
    )
    best = yearly.drop_duplicates("market_key").set_index("market_key")
    names = {"year": "volume_year", "basis": "volume_basis"}
    return best.rename(columns=names)[
        ["volume_t", "volume_year", "volume_basis", "volume_qualifier", "is_merged_province"]
    ]


def exporters(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row an exporter, the one on most markets first; rows that name none stand in one last row.

    Columns: exporter (the source's words; "" where none is named), facility_id (missing when it is no facility of the
    record), n (rows), products and market_keys (tuples, in the order of the rows), n_countries, first_year, last_year,
    is_context (all rows are), flow_ids. The n add up to the flows.
    """
    key = flows["facility_id"].fillna(flows["exporter"]).fillna("")
    table = flows.groupby(key).agg(
        exporter=("exporter", "first"),
        facility_id=("facility_id", "first"),
        n=("flow_id", "size"),
        products=("product", _distinct),
        market_keys=("market_key", _distinct),
        n_countries=("market_iso3", "nunique"),
        flow_ids=("flow_id", tuple),
        first_year=("year", "min"),
        last_year=("year", "max"),
        is_context=("is_context", "all"),
    )
    table = table.assign(exporter=table["exporter"].fillna(""), is_named=table.index != "")
    order = ["is_named", "n_countries", "n", "exporter"]
    ranked = table.sort_values(order, ascending=[False, False, False, True], kind="stable")
    return ranked.drop(columns="is_named").reset_index(drop=True)


def _distinct(values: "pd.Series[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def beside_countries(flows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a market that is no country: a group, a total, or not stated.

    Columns: market_key, market_kind, n (rows), products (tuple), flow_ids (tuple); in the order of `market_order`.
    """
    others = flows[flows["market_kind"].ne(MarketKind.COUNTRY)]
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
    table = countries.groupby("market_iso3").agg(
        year=("year", "min"),
        has_undated=("year", lambda years: bool(years.isna().any())),
        n=("flow_id", "size"),
        is_context=("is_context", "all"),
    )
    return table.reset_index().sort_values(["year", "market_iso3"], na_position="last", ignore_index=True)
