"""Product groups with the markets that each goes to: the countries, what is stated of them, and the markets that are no country."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected
from analytics.trade.flows import flows_of, links
from analytics.trade.grouped import category_texts, grouped
from analytics.trade.stated import StatedAmount, amounts_of
from analytics.wording.labels import PRODUCT_GROUPS, product_group
from analytics.wording.language import Language
from geodata.schema.vocabulary import MarketKind

_BETWEEN = "|"
"""Stands between a product group and a market, in neither of which it is."""


@dataclass(frozen=True)
class GroupMarkets:
    """A product group: its goods as sources name them, its years, a link (see `flows.links`) for each country and each other market, what is stated of them."""

    group: str
    products: tuple[str, ...]
    years: tuple[int, int] | None
    is_context: bool
    n_rows: int
    countries: tuple[Row, ...]
    others: tuple[Row, ...]
    stated: Mapping[str, StatedAmount]

    def name(self, language: Language) -> str:
        """Return its name; of a group that the list does not know, that of its first goods."""
        return product_group(self.group, language) if self.group in PRODUCT_GROUPS else self.products[0]


@cached()
def group_markets(selected: Selected, *, with_context: bool) -> tuple[GroupMarkets, ...]:
    """Return the product groups of a selection, the one on most countries first; the key of a link is that of its market (`market_key`)."""
    flows = flows_of(selected, with_context=with_context)
    of_pairs = _by_pair(flows)
    table = links(of_pairs)
    stated: dict[str, dict[str, StatedAmount]] = {}
    for key, one in amounts_of(table, of_pairs).items():
        group, _, market = key.partition(_BETWEEN)
        stated.setdefault(group, {})[market] = one
    kinds = dict(zip(flows["market_key"].astype(object), flows["market_kind"].astype(object), strict=True))
    of_group: dict[str, list[Row]] = {}
    for row in records(table.reset_index()):
        group, _, market = str(row["market_iso3"]).partition(_BETWEEN)
        of_group.setdefault(group, []).append({**row, "market_iso3": market})
    groups = grouped(flows, ["product_group"])
    facts = zip(
        category_texts(flows["product_group"], groups.first).tolist(),
        groups.distinct(flows["product"]),
        zip(*(ends.tolist() for ends in groups.range(flows["year"])), strict=True),
        groups.every(flows["is_context"]).tolist(),
        groups.n.tolist(),
        strict=True,
    )
    found = [
        GroupMarkets(
            group,
            products,
            None if np.isnan(first) else (int(first), int(last)),
            is_context,
            n,
            tuple(row for row in of_group[group] if kinds[row["market_iso3"]] == MarketKind.COUNTRY),
            tuple(row for row in of_group[group] if kinds[row["market_iso3"]] != MarketKind.COUNTRY),
            stated.get(group, {}),
        )
        for group, products, (first, last), is_context, n in facts
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.countries), -one.n_rows, one.group)))


def _by_pair(flows: pd.DataFrame) -> pd.DataFrame:
    """Return flows whose market is a product group on a market, each as if it were a country: what `links` says of them is said of the pair."""
    pairs = flows["product_group"].astype("string") + _BETWEEN + flows["market_key"].astype("string")
    key = pairs.astype("category")
    kind = pd.Categorical([str(MarketKind.COUNTRY)] * len(flows), categories=[str(MarketKind.COUNTRY)])
    return flows.assign(market_iso3=key, market_key=key, market_kind=kind)
