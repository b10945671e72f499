"""Product groups by the countries that each goes to, with what is stated of each market; a product group chooses itself."""

import re
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
    market_choices,
    rows_part,
    short_market_name,
)
from analytics.selection.choices import Choice
from analytics.selection.place_words import joined, period
from analytics.selection.selected import Selected
from analytics.selection.selection import is_product_group
from analytics.selection.words import titled
from analytics.trade.by_product import GroupMarkets, group_markets
from analytics.trade.flows import GROUP_PREFIX, flows_of
from analytics.trade.products import product_names, products_note
from analytics.trade.stated import amount_text
from analytics.trade.words import basis_name, export_year_text, market_name
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language

_BRACKETS = re.compile(r" \([^)]*\)")


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
    """Return the product groups with their markets: those that are counted, then those that are not."""
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
    """Return all markets in a line: the countries that are counted, then apart from them groups, totals and what names no market."""
    return " ".join(filter(None, (counted_line(one, language), groups_line(one, language), rest_line(one, language))))


def counted_line(one: GroupMarkets, language: Language) -> str:
    """Return the countries that are counted with their number: of how many an amount is stated, then those only named; "" for none."""
    links = links_in_order(one.countries, one.stated, language)
    codes = [str(row["market_iso3"]) for row in links]
    known = [code for code in codes if code in one.stated]
    names = ", ".join(short_market_name(code, language) for code in codes if code not in one.stated)
    n, amounts = language.number(len(codes)), _amounts(one, known, language)
    if not codes:
        return ""
    if not amounts or not names:
        return language.text("{n}: {names}.", n=n, names=amounts or names)
    stated = language.text(
        "{known} of {n} with an amount: {amounts}.", known=language.number(len(known)), n=n, amounts=amounts
    )
    return joined([stated, language.text("Only named: {names}.", names=names)], " ")


def groups_line(one: GroupMarkets, language: Language) -> str:
    """Return the groups of markets: those of which an amount is stated whole with it, of the others each name that stands nowhere else, once; "" for none."""
    keys = [key for key in _others(one) if key.startswith(GROUP_PREFIX)]
    known = [key for key in keys if key in one.stated]
    said = {short_market_name(str(row["market_iso3"]), language) for row in one.countries}
    said |= {name for key in known for name in _members(key, language)}
    names = (name for key in keys if key not in one.stated for name in _members(key, language))
    alone = ", ".join(name for name in dict.fromkeys(names) if name not in said)
    listed = "; ".join(filter(None, (_amounts(one, known, language), alone)))
    return language.text("Named as groups, not counted: {names}.", names=listed) if listed else ""


def rest_line(one: GroupMarkets, language: Language) -> str:
    """Return totals and what names no market, each with its amount where one is stated; "" for none."""
    keys = [key for key in _others(one) if not key.startswith(GROUP_PREFIX)]
    return " ".join(f"{_amounts(one, [key], language) or market_name(key, language)}." for key in keys)


def _others(one: GroupMarkets) -> list[str]:
    """Return the keys of the markets that are no country, those of which an amount is stated first, in its order."""
    keys = [str(row["market_iso3"]) for row in one.others]
    return [*(key for key in one.stated if key in keys), *(key for key in keys if key not in one.stated)]


def _members(key: str, language: Language) -> list[str]:
    """Return the names that a group of markets is worded with, without what stands in brackets."""
    return _BRACKETS.sub("", market_name(key, language)).split(", ")


def _amounts(one: GroupMarkets, markets: Sequence[str], language: Language) -> str:
    """Return what is stated of markets, each with its year and basis; "" where nothing is."""
    return "; ".join(
        language.text(
            "{market}: {amount} ({about})",
            market=short_market_name(market, language) if market_choices(market) else market_name(market, language),
            amount=amount_text(one.stated[market], language),
            about=joined(
                [
                    export_year_text(one.stated[market].year, language),
                    basis_name(one.stated[market].basis, language),
                ]
            ),
        )
        for market in markets
        if market in one.stated
    )


def years_line(one: GroupMarkets) -> str:
    """Return the first and last year of its rows, "" where none is dated."""
    return "" if one.years is None else period(*one.years)


def product_name(one: GroupMarkets, language: Language) -> str:
    """Return the name of a product group, with its mark where all of its rows are context."""
    return one.name(language) + (CONTEXT if one.is_context else "")
