"""The questions that a leader asks of the export screen: which markets, how much, who, what; each opens the rows that it counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from analytics.figures.chart import NamedRows
from analytics.figures.known_elsewhere import known_without
from analytics.findings.answers import Answer
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_rows
from analytics.prepared.caching import cached
from analytics.selection.choices import without_fields
from analytics.selection.place_words import country_name, joined, records
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Field, Selection
from analytics.selection.words import selection_words
from analytics.trade.exporters import exporters, groups_of_exporters, n_exporters, products_by_countries
from analytics.trade.flows import flows_of, products_named
from analytics.trade.grouped import n_values
from analytics.trade.products import counted_as, products_note
from analytics.trade.stated import stated_amounts, stated_line
from analytics.trade.words import markets_opened
from analytics.wording.language import Language, mark

_TABS = 4
"""Products, those on most markets first, whose rows stand apart from those of all."""
_NAMED = 4
"""Exporters that are looked at for an answer."""


@cached()
def exports_answers(selected: Selected, language: Language, *, with_context: bool) -> tuple[Answer, ...]:
    """Answer which markets there are, of which a quantity is stated, and who exports what; each opens the rows that it counts."""
    flows = flows_of(selected, with_context=with_context)
    names = [country_name(code, language) for code in products_named(flows)]
    groups = groups_of_exporters(flows)
    sellers = [row for row in records(exporters(flows, _NAMED)) if row["exporter"] and row["exporter"] not in groups]
    n_sellers, n_products = n_exporters(flows) - len(groups), n_values(flows["counted_product"])
    n_names = Counter(counted_as(flows["product"].unique()).values())

    def reaching(who: str, n: int) -> str:
        """Return a name with the number of its countries, which is nothing new where one is all there are."""
        if len(names) <= 1:
            return who
        return language.text("{who} → {n}", who=who, n=language.count("{n} market", "{n} markets", n))

    def called(product: str) -> str:
        n = n_names[product]
        return (
            product if n == 1 else language.count("{product} ({n} name)", "{product} ({n} names)", n, product=product)
        )

    said = [
        reaching(f"{row['exporter']}: {counted_as(row['products'][:1])[row['products'][0]]}", row["n_countries"])
        for row in sellers[:2]
        if row["n_countries"] or not names
    ]
    by_countries = [(name, n) for name, n in products_by_countries(flows) if n or not names]
    products = [reaching(called(name), n) for name, n in by_countries[:2]]
    stated = stated_amounts(selected, with_context=with_context)
    on_markets = kpi_rows(selected, KpiId.MARKETS, with_context=with_context)
    with_quantity = flows[flows["market_iso3"].isin([*stated]) & flows["volume"].notna()]
    how = language.text(
        "Each spelling counts once; names that are one product by the ground given count as one, all others each by itself."
    )
    markets = _counted("markets", mark("Markets of all goods"), names, len(names), on_markets, language, n_named=8)
    quantities = _counted(
        "stated",
        mark("Markets with a tonnage stated"),
        [stated_line(one, language) for one in stated.values()],
        len(stated),
        with_quantity,
        language,
        n_named=2,
    )
    goods = Selection(sectors=selected.selection.sectors, products=selected.selection.products)
    of = selection_words(goods, language)
    all_goods = language.text("Markets of all goods")
    label = all_goods if goods.is_empty else language.text("Markets of {products}", products=of)
    markets = replace(markets, label=label, opens=markets_opened(len(names), len(on_markets), language))
    found: tuple[Answer, ...]
    if names and not stated:
        found = (replace(markets, also=language.text("no source states a tonnage")),)
    elif names:
        more = language.text("not ranked: other products, years and bases") if len(stated) > 1 else ""
        found = (markets, replace(quantities, counted=more))
    else:
        none_named = language.text("no source names a country or territory as a market here")
        found = (replace(markets, basis=none_named, beside=_elsewhere(selected, language, with_context)),)
        if not len(flows):
            return found
    return (
        *found,
        _with_groups(
            _counted(
                "exporters",
                mark("Exporters that sources name"),
                said,
                n_sellers,
                flows[flows["exporter_key"].ne("")],
                language,
                n_named=len(said),
            ),
            groups,
            language,
        ),
        replace(
            _counted(
                "products", mark("Products exported"), products, n_products, flows, language, n_named=len(products)
            ),
            behind=partial(_by_product, flows, tuple(by_countries[:_TABS]), language),
            counted=" ".join([how, *products_note(flows["product"].unique(), language)]),
        ),
    )


def without_markets(selected: Selected, *, with_context: bool) -> tuple[Field, ...]:
    """Return the choices that keep every country away, so that one is named once they are taken back; none where one is named, or nothing at all is shown."""

    def is_known(asked: Selection) -> bool:
        flows = flows_of(selected_of(selected.prepared, asked), with_context=with_context)
        return bool(flows["market_iso3"].notna().any())

    chosen = selected.selection.without("markets")
    if is_known(chosen) or not any(rows.count for rows in selected.rows.values()):
        return ()
    return known_without(chosen, is_known)


def _elsewhere(selected: Selected, language: Language, with_context: bool) -> str:  # noqa: FBT001 - a switch of the screen handed on
    """Say how many markets are named once what keeps them away is taken back."""
    fields = without_markets(selected, with_context=with_context)
    if not fields:
        return ""
    wider = without_fields(selected.selection.without("markets"), *fields)
    n = len(products_named(flows_of(selected_of(selected.prepared, wider), with_context=with_context)))
    markets = language.count("{n} export market", "{n} export markets", n)
    return f"{selection_words(wider, language)}: {markets}"


def _with_groups(answer: Answer, groups: Sequence[str], language: Language) -> Answer:
    """Return the answer who exports with those that sources name only as several."""
    if not groups:
        return answer
    several = groups[0] if len(groups) == 1 else language.count("{n} group unnamed", "{n} groups unnamed", len(groups))
    if answer.value == "—":
        return replace(answer, basis=language.text("only as a group: {groups}", groups=several))
    return replace(answer, also=language.text("and as a group: {groups}", groups=several))


def _by_product(flows: pd.DataFrame, products: Sequence[tuple[str, int]], language: Language) -> tuple[NamedRows, ...]:
    """Return all rows, then those of each product with as many markets as its name says."""
    return (
        (language.text("Exports"), "export_flows", flows),
        *(
            (
                joined([name, language.count("{n} market", "{n} markets", n)]) if n else name,
                "export_flows",
                flows[flows["counted_product"].eq(name)],
            )
            for name, n in products
        ),
    )


def _counted(  # noqa: PLR0913, PLR0917 - what an answer is made of
    id_: str,
    label: str,
    names: Sequence[str],
    n: int,
    rows: pd.DataFrame,
    language: Language,
    *,
    n_named: int = _NAMED,
) -> Answer:
    """Return how many there are and the first of their names."""
    more = n - min(n_named, len(names))
    listed = (", " if id_ == "markets" else "; ").join(names[:n_named])
    basis = language.text("{names} and {n} more", names=listed, n=language.number(more)) if listed and more else listed
    value = language.number(n) if n else "—"

    def behind() -> tuple[NamedRows, ...]:
        return ((language.text("Exports"), "export_flows", rows),)

    title = language.text(label)
    counted = language.count("{n} row", "{n} rows", len(rows))
    return Answer(
        id_,
        title,
        value,
        behind,
        basis=basis or language.text("no information yet"),
        opens=joined([f"{title}: {value}", counted]),
    )
