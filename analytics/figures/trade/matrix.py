"""Product group × market: what the record knows of each, as symbols; a country chooses itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.spec import Category, GridLine, Mark, MarkGrid, Series
from analytics.figures.style import CONTEXT, DISPUTED, Look
from analytics.figures.table import FigureColumn, Table
from analytics.figures.trade.parts import (
    context_note,
    empty,
    flow_disagreements,
    market_choices,
    rows_part,
    short_market_name,
)
from analytics.selection.place_words import Row, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import Known, flows_of, market_order, matrix
from analytics.trade.grouped import category_texts, first_rows, grouped
from analytics.trade.products import products_text
from analytics.trade.words import KNOWN_TEXTS, STATEMENT, flow_line, market_name
from analytics.wording.colours import Theme
from analytics.wording.labels import label, product_group
from analytics.wording.language import Language, mark
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import MarketKind


@dataclass(frozen=True)
class _Sign:
    """One of the three signs: its name as a message, what is known where it stands, its symbol and colours."""

    name: str
    known: tuple[Known, ...]
    symbol: str
    colours: dict[Theme, str]


_SIGNS = (
    _Sign(
        mark("only the market is known"),
        (Known.NAMED_TOGETHER, Known.NAMED),
        "circle-open",
        {"light": "#2c8a80", "dark": "#5bb3a7"},
    ),
    _Sign(mark("a quantity is known"), (Known.RATE, Known.VOLUME), "square", {"light": "#2c8a80", "dark": "#5bb3a7"}),
    _Sign(KNOWN_TEXTS[Known.VALUE], (Known.VALUE,), "diamond", {"light": "#0b5d57", "dark": "#97dccd"}),
)
"""What a cell may say at a glance, from least to most; hover text and table tell the rest."""

_MOST_NAMED = 8
"""Rows that the hover text of a cell names."""
FirstRows = Mapping[tuple[str, str], Sequence[Row]]


def matrix_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return product group × market as marks: the symbol says what is known; a country chooses itself."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    cells, markets = records(matrix(flows)), market_order(flows)
    groups = _group_order(flows)
    return Chart(
        title=chart_title(language.text("What goes where: products and markets"), look, "markets"),
        unit=language.text("a mark for each product group on a market"),
        n=len(flows),
        n_of=language.text("export rows"),
        spec=_cells(cells, markets, groups, flows, language),
        look=look,
        table=_matrix_table(cells, _only_context(flows, "product_group"), language),
        behind=rows_part(selected.record, flows, language),
        alt=language.text(
            "Grid of {products} product groups and {markets} markets; the mark says whether market, volume or value is known.",
            products=len(groups),
            markets=len(markets),
        ),
        notes=(
            language.text(
                "Below the dotted line: groups and totals as sources word them, never split among countries or territories."
            ),
            *context_note(flows, language),
            *flow_disagreements(selected.record, flows),
        ),
        empty=empty(flows, language),
    )


def _cells(
    cells: Sequence[Row], markets: Sequence[str], groups: Sequence[str], flows: pd.DataFrame, language: Language
) -> MarkGrid:
    """Return the marks of each sign; under the countries, which are each one market, a rule."""
    first = _first_rows(flows)
    of_markets, of_groups = _only_context(flows, "market_key"), _only_context(flows, "product_group")
    at = {group: n for n, group in enumerate(groups)}
    lines = {market: n for n, market in enumerate(markets)}
    n_countries = sum(len(market_choices(key)) for key in markets)

    def mark(cell: Row) -> Mark:
        market = str(cell["market_key"])
        sign = DISPUTED if cell["is_contradicted"] else ""
        said, choices = _said(cell, first, language), market_choices(market)
        place = at[cell["product_group"]]
        return Mark(place, int(cell["n"]), sign, said, choices, line=lines[market], side="middle right")

    of_signs = (
        Series(
            language.text(sign.name),
            tuple(mark(cell) for cell in cells if cell["known"] in sign.known),
            sign.colours,
            symbol=sign.symbol,
        )
        for sign in _SIGNS
    )
    return MarkGrid(
        tuple(Category(group, _group_label(group, of_groups, language)) for group in groups),
        tuple(GridLine(key, _market_label(key, of_markets, language), n) for key, n in lines.items()),
        tuple(one for one in of_signs if one.marks),
        line_px=27,
        is_slanted=True,
        rule=n_countries if 0 < n_countries < len(markets) else None,
    )


def _first_rows(flows: pd.DataFrame) -> FirstRows:
    """Return the first rows of each cell, as many as its hover text names."""
    shown = first_rows(flows[list(STATEMENT)], ["product_group", "market_key"], _MOST_NAMED)
    return grouped_by(((row["product_group"], row["market_key"]), row) for row in records(shown))


def _said(cell: Row, first: FirstRows, language: Language) -> tuple[str, ...]:
    market = market_name(str(cell["market_key"]), language)
    lines = [f"{product_group(cell['product_group'], language)} → {market}"]
    lines += [flow_line(row, language) for row in first[cell["product_group"], cell["market_key"]]]
    if cell["n"] > _MOST_NAMED:
        lines.append(language.text("and {n} more", n=language.number(int(cell["n"]) - _MOST_NAMED)))
    return tuple(lines)


def _matrix_table(cells: Sequence[Row], context: set[str], language: Language) -> Table:
    rows = tuple(
        {
            "id": _cell_id(cell),
            "group": _group_label(cell["product_group"], context, language),
            "products": products_text(cell["products"], language),
            "market": market_name(str(cell["market_key"]), language),
            "kind": label(MarketKind(cell["market_kind"]), language),
            "known": joined(
                [language.text(KNOWN_TEXTS[Known(cell["known"])]), DISPUTED if cell["is_contradicted"] else ""]
            ),
            "n": int(cell["n"]),
        }
        for cell in cells
    )
    columns = (
        FigureColumn(language.text("Product group"), id="group"),
        FigureColumn(language.text("Products"), id="products"),
        FigureColumn(language.text("Market"), id="market"),
        FigureColumn(language.text("Kind of market"), id="kind"),
        FigureColumn(language.text("What is known"), id="known"),
        FigureColumn(language.text("Rows"), id="n", is_number=True),
    )
    total = ({"group": language.text("Total"), "n": sum(int(cell["n"]) for cell in cells)},)
    chosen = ((_cell_id(cell), market_choices(str(cell["market_key"]))) for cell in cells)
    return Table.of(columns, rows, language, total, chosen)


def _cell_id(cell: Row) -> str:
    return f"{cell['product_group']}|{cell['market_key']}"


def _group_order(flows: pd.DataFrame) -> list[str]:
    """Order product groups: products of facilities first, then context; the one on most markets first."""
    found = grouped(flows, ["product_group"])
    names = category_texts(flows["product_group"], found.first)
    n_markets = found.n_distinct(flows["market_key"])
    rows = zip(found.every(flows["is_context"]), -n_markets, -found.n, names, strict=True)
    return [group for _, _, _, group in sorted(rows)]


def _only_context(flows: pd.DataFrame, column: str) -> set[str]:
    """Return the values of a column all of whose flows are context."""
    found = grouped(flows, [column])
    return set(category_texts(flows[column], found.first[found.every(flows["is_context"])]))


def _group_label(group: str, context: set[str], language: Language) -> str:
    return product_group(group, language) + (CONTEXT if group in context else "")


def _market_label(key: str, context: set[str], language: Language) -> str:
    return short_market_name(key, language) + (CONTEXT if key in context else "")
