"""Product groups by the countries that each goes to, with what is stated of each market; a product group chooses itself."""

from collections.abc import Sequence

from analytics.figures.chart import Chart
from analytics.figures.spec import Bars, Category
from analytics.figures.style import CONTEXT, Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.figures.trade.parts import (
    context_note,
    empty,
    flow_disagreements,
    links_in_order,
    rows_part,
    short_market_name,
)
from analytics.selection.choices import Choice
from analytics.selection.place_words import joined, period
from analytics.selection.selected import Selected
from analytics.selection.selection import is_product_group
from analytics.selection.words import titled
from analytics.trade.by_product import GroupMarkets, group_markets
from analytics.trade.flows import flows_of
from analytics.trade.products import product_names, products_note
from analytics.trade.stated import StatedAmount, amount_text
from analytics.trade.words import basis_name, export_year_text
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language


def product_markets_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return a bar for each product group, as long as the number of its countries; the table names them with what is stated of each."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    groups = group_markets(selected, with_context=with_context)
    return Chart(
        title=titled(language.text("Markets by product"), selected.selection, language),
        unit=language.text("countries and territories"),
        n=len(groups),
        n_of=language.text("product groups"),
        spec=product_bars(groups, language),
        look=look,
        table=product_table(groups, language),
        behind=rows_part(selected.record, flows, language),
        alt=language.count(
            "Table of {n} product group with the countries and territories that it goes to.",
            "Table of {n} product groups with the countries and territories that each goes to.",
            len(groups),
        ),
        notes=(
            language.text(
                "A product counts each country or territory once; groups of markets and totals are named apart and not counted."
            ),
            language.text(
                "Amounts: the latest year of which a source states any; amounts of other years and bases make no sum and no order."
            ),
            *products_note(flows["product"].unique(), language),
            *context_note(flows, language),
            *flow_disagreements(selected.record, flows),
        ),
        empty=empty(flows, language),
    )


def product_bars(groups: Sequence[GroupMarkets], language: Language) -> Bars:
    """Return how many countries each product group goes to, those of none left out."""
    shown = [one for one in groups if one.countries]
    categories = [
        Category(
            one.group,
            product_name(one, language),
            language.number(len(one.countries)),
            choice=Choice("products", one.group),
        )
        for one in shown
    ]
    return Bars.plain(
        language.text("countries and territories"), categories, (len(one.countries) for one in shown), INK_OF_BARS
    )


def product_table(groups: Sequence[GroupMarkets], language: Language) -> Table:
    """Return the product groups with their markets: those of which an amount is stated first, each with it."""
    columns = (
        FigureColumn(
            language.text("Product"),
            id="product",
            csv_note=language.text("Where to, amount and year stated"),
            width=15.5,
        ),
        FigureColumn(language.text("Markets"), id="n", is_number=True, csv_note=language.text("Years"), width=5),
    )
    rows = ({"id": one.group, **_cells(one, language)} for one in groups)
    chosen = ((one.group, (Choice("products", one.group),)) for one in groups if is_product_group(one.group))
    return Table.of(columns, rows, language, choices=chosen)


def _cells(one: GroupMarkets, language: Language) -> dict[str, Cell]:
    """Return the cells of a product group: under its name its markets, under their number its years."""
    n = len(one.countries)
    return {
        "product": Cell(
            product_name(one, language),
            title=", ".join(product_names(one.products, language)),
            note=markets_line(one, language),
        ),
        "n": Cell(language.number(n) if n else "—", n or None, note=years_line(one)),
    }


def markets_line(one: GroupMarkets, language: Language) -> str:
    """Return all markets in a line: those of which an amount is stated with it, then those that are only named."""
    return "; ".join(filter(None, (amounts_line(one, language), named_line(one, language))))


def amounts_line(one: GroupMarkets, language: Language) -> str:
    """Return the markets of which an amount is stated, each with it, its year and its basis; "" where there is none."""
    return "; ".join(
        language.text(
            "{market}: {amount} ({about})",
            market=short_market_name(market, language),
            amount=amount_text(stated, language),
            about=joined([export_year_text(stated.year, language), basis_name(stated.basis, language)]),
        )
        for market, stated in _of_known(one).items()
    )


def named_line(one: GroupMarkets, language: Language) -> str:
    """Return the markets that are only named: countries, then groups and totals."""
    links = (*links_in_order(one.countries, {}, language), *one.others)
    rest = [str(row["market_iso3"]) for row in links if row["market_iso3"] not in one.stated]
    return ", ".join(short_market_name(market, language) for market in rest)


def years_line(one: GroupMarkets) -> str:
    """Return the first and last year of its rows, "" where none is dated."""
    return "" if one.years is None else period(*one.years)


def _of_known(one: GroupMarkets) -> dict[str, StatedAmount]:
    """Return what is stated, of countries before what is stated of groups and totals."""
    countries = {str(row["market_iso3"]) for row in one.countries}
    return dict(sorted(one.stated.items(), key=lambda pair: pair[0] not in countries))


def product_name(one: GroupMarkets, language: Language) -> str:
    """Return the name of a product group, with its mark where all of its rows are context."""
    return one.name(language) + (CONTEXT if one.is_context else "")
