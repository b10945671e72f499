"""How much sources state of each market: tonnes of the latest year, else a rate; of what, when and on what basis. Never added, never ranked."""

from dataclasses import dataclass

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.place_words import Row, country_name, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import BASIS_ORDER, Quantity, flows_of, links_of, monthly_rates
from analytics.trade.products import counted_as
from analytics.trade.words import basis_name, export_year_text, quantity_texts, trade_amount_text
from analytics.wording.language import Language
from geodata.schema.vocabulary import FlowBasis


@dataclass(frozen=True)
class StatedAmount:
    """What is stated of a market: `tonnes`, or a rate that has none; of which products, year and basis."""

    code: str
    tonnes: float | None
    row: Row
    products: tuple[str, ...]
    year: int | None
    basis: str
    is_merged_province: bool

    @property
    def is_shipped(self) -> bool:
        """Tell whether it has gone, and is not only agreed, meant or possible."""
        return self.basis == FlowBasis.SHIPPED


@cached()
def stated_amounts(selected: Selected, *, with_context: bool) -> dict[str, StatedAmount]:
    """Return what is stated of each market of which anything is: the latest year first, what was shipped before what was agreed."""
    return amounts_of(links_of(selected, with_context=with_context), flows_of(selected, with_context=with_context))


def amounts_of(links: pd.DataFrame, flows: pd.DataFrame) -> dict[str, StatedAmount]:
    """Return what is stated of each market of flows and of their `links`, in the same order."""
    volumes = links.dropna(subset=["volume_t"]).reset_index()
    found = {code: _rate(row) for code, row in monthly_rates(flows).items()}
    found |= {str(row["market_iso3"]): _volume(row) for row in records(volumes)}
    rank = {str(basis): n for n, basis in enumerate(BASIS_ORDER)}
    ordered = sorted(found.values(), key=lambda one: (-(one.year or 0), rank[one.basis], one.code))
    return {one.code: one for one in ordered}


def _volume(row: Row) -> StatedAmount:
    return StatedAmount(
        str(row["market_iso3"]),
        float(row["volume_t"]),
        row,
        tuple(row["volume_products"]),
        row["volume_year"],
        str(row["volume_basis"]),
        bool(row["is_merged_province"]),
    )


def _rate(row: Row) -> StatedAmount:
    products = (str(row["product"]),)
    merged = bool(row["is_merged_province"])
    return StatedAmount(str(row["market_iso3"]), None, row, products, row["year"], str(row["basis"]), merged)


def amount_text(stated: StatedAmount, language: Language) -> str:
    """Return the tonnes with their sign, or the rate as such."""
    if stated.tonnes is None:
        return quantity_texts({**stated.row, "value": None}, language)[0]
    return trade_amount_text(stated.tonnes, Quantity.TONNES, stated.row["volume_qualifier"], language)


def about_amount(stated: StatedAmount, language: Language) -> str:
    """Return of which products, of which year and on what basis it is stated, and whether of the merged province."""
    merged = language.text("Bắc Ninh since 1 July 2025") if stated.is_merged_province else ""
    of_when = [export_year_text(stated.year, language), basis_name(stated.basis, language), merged]
    return joined([", ".join(dict.fromkeys(counted_as(stated.products).values())), *of_when])


def stated_line(stated: StatedAmount, language: Language) -> str:
    """Return a market with its amount in a line."""
    amount, about = amount_text(stated, language), about_amount(stated, language)
    return language.text(
        "{market}: {amount} ({about})", market=country_name(stated.code, language), amount=amount, about=about
    )
