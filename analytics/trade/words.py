"""The words of exports: product groups, markets, quantities with their qualifier, what is known of a market."""

import pandas as pd

from analytics.evidence.rows import quantity_text
from analytics.selection.place_words import Row, country_name, joined, market_words, records
from analytics.trade.exporters import exporters_of_context
from analytics.trade.flows import GROUP_PREFIX, RATE_UNITS, Known, Quantity, rates
from analytics.wording.labels import label
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import FlowBasis, MarketKind

MOST_RATES = 4
MOST_APART = 8
"""Rates and exporters that a note names; the rest it counts."""

KNOWN_TEXTS: dict[Known, str] = {
    Known.NAMED_TOGETHER: mark("market named for several products together"),
    Known.NAMED: mark("only the market is known"),
    Known.RATE: mark("a rate (a month, a kilogram)"),
    Known.VOLUME: mark("volume known"),
    Known.VALUE: mark("value known"),
}

QUANTITY_UNITS: dict[Quantity, str] = {
    Quantity.TONNES: mark("tonnes"),
    Quantity.USD: mark("US dollars"),
    Quantity.VND: mark("đồng"),
}


def market_name(key: str, language: Language) -> str:
    """Return the name of a market key (see `analytics.trade.flows.flows_of`); a group keeps the wording of its source, its countries have their names."""
    if key.startswith(GROUP_PREFIX):
        return market_words(key.removeprefix(GROUP_PREFIX), language)
    if key in {MarketKind.TOTAL, MarketKind.NOT_STATED}:
        return label(MarketKind(key), language)
    return country_name(key, language)


def markets_opened(n_markets: int, n_rows: int, language: Language) -> str:
    """Return the head of the rows behind a number of markets: how many markets they name and how many rows they are."""
    markets = language.count("{n} export market", "{n} export markets", n_markets)
    return joined([markets, language.count("{n} source row", "{n} source rows", n_rows)])


def trade_amount_text(amount: float, quantity: Quantity, qualifier: object, language: Language) -> str:
    """Return an amount with its sign and unit: "≈ 4.000 t", "≥ 25.000 USD", "130 triệu đồng"."""
    if quantity is Quantity.VND:
        return qualified(language.money(amount), qualifier)
    unit = language.text(mark("t")) if quantity is Quantity.TONNES else language.text(mark("USD"))
    return qualified(kept_together(language.number(amount, 2), unit), qualifier)


def export_year_text(year: object, language: Language) -> str:
    """Return a year, or that none is stated."""
    return language.text("year not stated") if pd.isna(year) else str(int(year))  # type: ignore[call-overload]


def basis_name(basis: object, language: Language) -> str:
    """Return what a quantity is: shipped, contracted, planned and so on."""
    return label(FlowBasis(str(basis)), language)


def quantity_texts(row: Row, language: Language) -> list[str]:
    """Return volume and value of a flow as its source words them, rates with what they are for; nothing where none is stated."""
    return [quantity_text(row, side, language) for side in ("volume", "value") if not pd.isna(row[side])]


STATEMENT = (
    *("market_key", "product_group", "product", "year", "basis", "is_context", "is_contradicted"),
    *("volume", "volume_unit", "volume_qualifier", "value", "value_unit", "value_qualifier"),
)
"""What is asked of a flow that is told in a line."""


def flow_line(row: Row, language: Language) -> str:
    """Return one flow in a line: product, year, quantities, basis."""
    year, basis = export_year_text(row["year"], language), basis_name(row["basis"], language)
    return joined([row["product"], year, *quantity_texts(row, language), basis])


def rates_apart(flows: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Say that rates are in no figure of a year, each with its product and market; nothing where none is stated."""
    stated = rates(flows)
    if stated.empty:
        return ()
    lines = [_rate(row, language) for row in records(stated.head(MOST_RATES))]
    if len(stated) > MOST_RATES:
        lines.append(language.text("and {n} more", n=language.number(len(stated) - MOST_RATES)))
    return (language.text("Rates are in no figure of a year: {rates}.", rates="; ".join(lines)),)


def _rate(row: Row, language: Language) -> str:
    sides = [side for side in ("volume", "value") if row[f"{side}_unit"] in RATE_UNITS]
    amounts = [quantity_text(row, side, language) for side in sides]
    market, basis = market_name(str(row["market_key"]), language), basis_name(row["basis"], language)
    return joined([f"{row['product']} → {market}", export_year_text(row["year"], language), *amounts, basis])


def context_apart(flows: pd.DataFrame, language: Language) -> str:
    """Name the exporters all of whose rows are context (craft villages, large plants, fresh fruit), "" where there is none."""
    names = exporters_of_context(flows)
    if not names:
        return ""
    shown = names[:MOST_APART]
    if len(names) > MOST_APART:
        shown.append(language.text("and {n} more", n=language.number(len(names) - MOST_APART)))
    return language.text(
        "Not listed, as they are no rural industrial facilities or export fresh fruit: {names}. “Show related exporters too” lists them.",
        names=", ".join(shown),
    )


def no_exports(n_context: int, language: Language) -> str:
    """Say that no row is shown, and how many rows of context the switch beside it would show."""
    if not n_context:
        return language.text("No export row fits this selection.")
    return language.count(
        "No export row of a rural industrial facility fits this selection; {n} row is of related exporters: turn on “Show related exporters too” to see it.",
        "No export row of a rural industrial facility fits this selection; {n} rows are of related exporters: turn on “Show related exporters too” to see them.",
        n_context,
    )
