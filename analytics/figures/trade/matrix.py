"""Product group × market: what the record knows of each, as symbols; a country chooses itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.figures.chart import Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.chosen import opacities, titled
from analytics.figures.drawing import scatter
from analytics.figures.style import Look, figure, safe
from analytics.figures.trade.parts import (
    COLOURS,
    CONTEXT,
    DISPUTED,
    clipped,
    context_note,
    disagreements,
    empty,
    market_choices,
    rows_part,
    short_name,
)
from analytics.selection.choices import customdata
from analytics.selection.place_words import Row, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import Known, flows_of, market_order, matrix
from analytics.trade.grouped import first_rows, grouped, texts
from analytics.trade.words import KNOWN, STATEMENT, flow_line, market_name, product_group
from analytics.wording.colours import Theme
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
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
    _Sign(KNOWN[Known.VALUE], (Known.VALUE,), "diamond", {"light": "#0b5d57", "dark": "#97dccd"}),
)
"""What a cell may say at a glance, from least to most; hover text and table tell the rest."""

_MOST_NAMED = 8
"""Rows that the hover text of a cell names."""
FirstRows = Mapping[tuple[str, str], Sequence[Row]]


def matrix_chart(selected: Selected, look: Look, *, with_context: bool) -> Chart:
    """Return product group × market as marks: the symbol says what is known; a country chooses itself."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    cells, markets = records(matrix(flows)), market_order(flows)
    groups, first = _group_order(flows), _first_rows(flows)
    n_countries = sum(len(market_choices(key)) for key in markets)
    made = figure(look, height=max(300, 150 + 27 * len(markets)), legend={"y": 1.0})
    for sign in _SIGNS:
        mine = [cell for cell in cells if cell["known"] in sign.known]
        if mine:
            made.add_trace(_sign_trace(mine, sign, first, look))
            made.when_narrow({"marker.size": 14}, len(made.data) - 1)
    of_markets, of_groups = _only_context(flows, "market_key"), _only_context(flows, "product_group")
    names = [_market_label(key, of_markets, language) for key in markets]
    made.update_yaxes(type="category", categoryarray=markets, categoryorder="array", autorange="reversed", title=None)
    made.update_yaxes(tickmode="array", tickvals=markets, ticktext=[safe(clipped(name, 30)) for name in names])
    made.update_xaxes(type="category", categoryarray=groups, categoryorder="array", side="top", tickangle=-40)
    made.update_xaxes(tickmode="array", tickvals=groups, range=[-0.6, len(groups) - 0.4])
    made.update_xaxes(ticktext=[safe(_group_label(group, of_groups, language)) for group in groups])
    made.update_layout(legend={"yref": "container", "y": 0, "yanchor": "bottom"}, margin={"b": 56})
    made.when_narrow(
        {
            "xaxis.tickangle": -90,
            "xaxis.tickfont.size": 12,
            "yaxis.tickfont.size": 12,
            "yaxis.ticklabelstandoff": 2,
            "yaxis.ticktext": [safe(clipped(name, 21)) for name in names],
        }
    )
    if 0 < n_countries < len(markets):
        made.add_hline(y=n_countries - 0.5, line={"color": COLOURS[MarketKind.NOT_STATED][look.theme], "dash": "dot"})
    return Chart(
        title=titled(language.text("What goes where: products and markets"), look, "markets"),
        unit=language.text("a mark for each product group on a market"),
        n=len(flows),
        n_of=language.text("export rows"),
        figure=made,
        table=_matrix_table(cells, of_groups, language),
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
            *disagreements(selected.record, flows),
        ),
        empty=empty(flows, language),
    )


def _sign_trace(cells: Sequence[Row], sign: _Sign, first: FirstRows, look: Look) -> Any:
    colour = sign.colours[look.theme]
    choices = [market_choices(str(cell["market_key"])) for cell in cells]
    return scatter(
        x=[cell["product_group"] for cell in cells],
        y=[cell["market_key"] for cell in cells],
        mode="markers+text",
        name=look.language.text(sign.name),
        text=[DISPUTED if cell["is_contradicted"] else "" for cell in cells],
        textposition="middle right",
        marker={
            "symbol": sign.symbol,
            "size": 17,
            "color": colour,
            "opacity": opacities(look, "markets", [one[0] if one else None for one in choices]),
            "line": {"width": 2 if sign.symbol == "circle-open" else 0, "color": colour},
        },
        customdata=[customdata(*one) for one in choices],
        hovertext=[_cell_hover(cell, first, look.language) for cell in cells],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _first_rows(flows: pd.DataFrame) -> FirstRows:
    """Return the first rows of each cell, as many as its hover text names."""
    shown = first_rows(flows[list(STATEMENT)], ["product_group", "market_key"], _MOST_NAMED)
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in records(shown):
        cells.setdefault((row["product_group"], row["market_key"]), []).append(row)
    return cells


def _cell_hover(cell: Row, first: FirstRows, language: Language) -> str:
    market = market_name(str(cell["market_key"]), language)
    lines = [f"<b>{safe(product_group(cell['product_group'], language))} → {safe(market)}</b>"]
    lines += [safe(flow_line(row, language)) for row in first[cell["product_group"], cell["market_key"]]]
    if cell["n"] > _MOST_NAMED:
        lines.append(language.text("and {n} more", n=language.number(int(cell["n"]) - _MOST_NAMED)))
    return "<br>".join(lines)


def _matrix_table(cells: Sequence[Row], context: set[str], language: Language) -> ChartTable:
    rows = tuple(
        {
            "id": _cell_id(cell),
            "group": _group_label(cell["product_group"], context, language),
            "products": ", ".join(cell["products"]),
            "market": market_name(str(cell["market_key"]), language),
            "kind": label(MarketKind(cell["market_kind"]), language),
            "known": joined([language.text(KNOWN[Known(cell["known"])]), DISPUTED if cell["is_contradicted"] else ""]),
            "n": int(cell["n"]),
        }
        for cell in cells
    )
    columns = (
        ChartColumn("group", language.text("Product group")),
        ChartColumn("products", language.text("Products")),
        ChartColumn("market", language.text("Market")),
        ChartColumn("kind", language.text("Kind of market")),
        ChartColumn("known", language.text("What is known")),
        ChartColumn("n", language.text("Rows"), is_number=True),
    )
    total = ({"group": language.text("Total"), "n": sum(int(cell["n"]) for cell in cells)},)
    chosen = row_choices((_cell_id(cell), market_choices(str(cell["market_key"]))) for cell in cells)
    return ChartTable(columns, rows, total, chosen)


def _cell_id(cell: Row) -> str:
    return f"{cell['product_group']}|{cell['market_key']}"


def _group_order(flows: pd.DataFrame) -> list[str]:
    """Order product groups: products of facilities first, then context; the one on most markets first."""
    found = grouped(flows, ["product_group"])
    names = texts(flows["product_group"], found.first)
    n_markets = found.n_distinct(flows["market_key"])
    rows = zip(found.every(flows["is_context"]), -n_markets, -found.n, names, strict=True)
    return [group for _, _, _, group in sorted(rows)]


def _only_context(flows: pd.DataFrame, column: str) -> set[str]:
    """Return the values of a column all of whose flows are context."""
    found = grouped(flows, [column])
    return set(texts(flows[column], found.first[found.every(flows["is_context"])]))


def _group_label(group: str, context: set[str], language: Language) -> str:
    return product_group(group, language) + (CONTEXT if group in context else "")


def _market_label(key: str, context: set[str], language: Language) -> str:
    return short_name(key, language) + (CONTEXT if key in context else "")
