"""The charts of exports: product × market, quantities over the years, countries by the year that first names them."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.choices import Choice, customdata
from analytics.colours import Theme
from analytics.export_words import (
    KINDS,
    KNOWN,
    UNITS,
    amount_text,
    market_name,
    product_group,
    year_text,
)
from analytics.exports import BASIS_ORDER, Known, Quantity, first_years, market_order, matrix, quantities
from analytics.figures.chart import Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.style import Look, emphasis, figure, safe
from analytics.labels import label
from analytics.language import Language, mark
from analytics.selection_words import selection_words
from analytics.words import Row, country_name, joined, records
from geodata.record import Record
from geodata.vocabulary import FlowBasis, MarketKind

CONTEXT = "†"
"""Stands behind what is context: fresh fruit, villages, growers and large plants, no product of a facility."""
DISPUTED = "⚠"

COLOURS: dict[MarketKind, dict[Theme, str]] = {
    MarketKind.COUNTRY: {"light": "#0072b2", "dark": "#5db4e8"},
    MarketKind.GROUP: {"light": "#c4501b", "dark": "#ee9058"},
    MarketKind.TOTAL: {"light": "#1d2a36", "dark": "#e9eff4"},
    MarketKind.NOT_STATED: {"light": "#6b7480", "dark": "#9aa5b0"},
}
_KNOWN_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#62b3a7", "#62b3a7", "#b8508e", "#2c8a80", "#0b5d57"),
    "dark": ("#5bb3a7", "#378d87", "#d98abc", "#5bb3a7", "#97dccd"),
}
_KNOWN_SYMBOLS = {
    Known.NAMED_TOGETHER: "circle-open",
    Known.NAMED: "circle",
    Known.RATE: "hourglass",
    Known.VOLUME: "square",
    Known.VALUE: "diamond",
}
_BASIS_SYMBOLS = {
    FlowBasis.SHIPPED: "circle",
    FlowBasis.CONTRACT: "square",
    FlowBasis.ORDER: "diamond",
    FlowBasis.PLANNED: "triangle-up",
    FlowBasis.ELIGIBLE: "x",
    FlowBasis.MARKET_NAMED: "cross",
}
_MAX_LABELS = 14


def rows_part(flows: pd.DataFrame, language: Language) -> tuple[tuple[str, str, pd.DataFrame], ...]:
    """Return the rows behind a chart as the evidence drawer takes them."""
    return ((language.text("Exports"), "export_flows", flows),)


def market_choices(key: str) -> tuple[Choice, ...]:
    """Return what a market chooses: a country itself; a group, a total or "not stated" nothing."""
    return (Choice("markets", key),) if len(key) == 3 and key.isupper() else ()


def disagreements(record: Record, flows: pd.DataFrame) -> tuple[str, ...]:
    """Return a line for each contradiction that touches the flows: both values and the rule that says which is used."""
    table = record["contradictions"]
    shown = set(flows["flow_id"])
    return tuple(
        f"{DISPUTED} {row['topic']}: {row['values_text']}. {row['rule']}"
        for row in records(table[table["table"].eq("export_flows")])
        if shown & set(str(row["row_ids"]).split(";"))
    )


def context_note(flows: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Return what the mark of context means, when something shown bears it."""
    if not flows["is_context"].any():
        return ()
    text = language.text("context, no product of a facility: fresh fruit, villages, growers, large plants.")
    return (f"{CONTEXT} {text}",)


def matrix_chart(record: Record, flows: pd.DataFrame, look: Look) -> Chart:
    """Return product group × market as marks: the symbol says what is known; a country chooses itself."""
    language = look.language
    cells, markets = records(matrix(flows)), market_order(flows)
    groups = _group_order(flows)
    n_countries = sum(len(market_choices(key)) for key in markets)
    made = figure(look, height=max(300, 150 + 27 * len(markets)), legend={"y": 1.0})
    for level, known in enumerate(Known):
        mine = [cell for cell in cells if cell["known"] == known]
        if mine:
            made.add_trace(_known_trace(mine, known, _KNOWN_COLOURS[look.theme][level], flows, look))
    names = [_market_label(key, flows, language) for key in markets]
    made.update_yaxes(type="category", categoryarray=markets, categoryorder="array", autorange="reversed", title=None)
    made.update_yaxes(tickmode="array", tickvals=markets, ticktext=[_wrapped(safe(name), 24) for name in names])
    made.update_xaxes(type="category", categoryarray=groups, categoryorder="array", side="top", tickangle=-40)
    made.update_xaxes(tickmode="array", tickvals=groups, range=[-0.6, len(groups) - 0.4])
    made.update_xaxes(ticktext=[safe(_group_label(group, flows, language)) for group in groups])
    made.update_layout(legend={"yref": "container", "y": 0, "yanchor": "bottom"}, margin={"b": 56})
    if 0 < n_countries < len(markets):
        made.add_hline(y=n_countries - 0.5, line={"color": COLOURS[MarketKind.NOT_STATED][look.theme], "dash": "dot"})
    return Chart(
        title=_titled(language.text("What goes where: products and markets"), look),
        unit=language.text("a mark for each product group on a market"),
        n=len(flows),
        n_of=language.text("export rows"),
        figure=made,
        table=_matrix_table(cells, flows, language),
        parts=rows_part(flows, language),
        alt=language.text(
            "Grid of {products} product groups and {markets} markets; the mark says whether market, volume or value is known.",
            products=len(groups),
            markets=len(markets),
        ),
        notes=(
            language.text("Below the dotted line: groups and totals as sources word them, never split among countries."),
            *context_note(flows, language),
            *disagreements(record, flows),
        ),
        empty=_empty(flows, language),
    )


def _known_trace(cells: Sequence[Row], known: Known, colour: str, flows: pd.DataFrame, look: Look) -> Any:
    choices = [market_choices(str(cell["market_key"])) for cell in cells]
    return go.Scatter(
        x=[cell["product_group"] for cell in cells],
        y=[cell["market_key"] for cell in cells],
        mode="markers+text",
        name=look.language.text(KNOWN[known]),
        text=[DISPUTED if cell["is_contradicted"] else "" for cell in cells],
        textposition="middle right",
        marker={
            "symbol": _KNOWN_SYMBOLS[known],
            "size": 17,
            "color": colour,
            "opacity": emphasis(look, [one[0] if one else None for one in choices]),
            "line": {"width": 2 if known is Known.NAMED_TOGETHER else 0, "color": colour},
        },
        customdata=[customdata(*one) for one in choices],
        hovertext=[_cell_hover(cell, flows, look.language) for cell in cells],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _cell_hover(cell: Row, flows: pd.DataFrame, language: Language) -> str:
    mine = flows[flows["flow_id"].isin(cell["flow_ids"])]
    market = market_name(str(cell["market_key"]), language)
    lines = [f"<b>{safe(product_group(cell['product_group'], language))} → {safe(market)}</b>"]
    lines += [safe(flow_line(row, language)) for row in records(mine.head(8))]
    if len(mine) > 8:
        lines.append(language.text("and {n} more", n=language.number(len(mine) - 8)))
    return "<br>".join(lines)


def flow_line(row: Row, language: Language) -> str:
    """Return one flow in a line: product, year, quantities as the source words them, basis."""
    return joined(
        [row["product"], year_text(row["year"], language), *quantity_texts(row, language), _basis(row["basis"], language)]
    )


def quantity_texts(row: Row, language: Language) -> list[str]:
    """Return volume and value of a flow with unit and qualifier; rates say for what they are."""
    from analytics.evidence import quantity_text  # noqa: PLC0415 - see below

    return [text for side in ("volume", "value") if (text := quantity_text(row, side, language))]


def _basis(basis: object, language: Language) -> str:
    return label(FlowBasis(str(basis)), language)


def _matrix_table(cells: Sequence[Row], flows: pd.DataFrame, language: Language) -> ChartTable:
    products = flows.set_index("flow_id")["product"]
    rows = tuple(
        {
            "id": f"{cell['product_group']}|{cell['market_key']}",
            "group": _group_label(cell["product_group"], flows, language),
            "products": ", ".join(dict.fromkeys(products[list(cell["flow_ids"])])),
            "market": market_name(str(cell["market_key"]), language),
            "kind": language.text(KINDS[MarketKind(cell["market_kind"])]),
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
    total = ({"group": language.text("Total"), "n": len(flows)},)
    chosen = row_choices((row["id"], market_choices(str(cell["market_key"]))) for row, cell in zip(rows, cells, strict=True))
    return ChartTable(columns, rows, total, chosen)


def _group_order(flows: pd.DataFrame) -> list[str]:
    """Order product groups: products of facilities first, then context; the one on most markets first."""
    grouped = flows.groupby("product_group").agg(
        is_context=("is_context", "all"), markets=("market_key", "nunique"), n=("flow_id", "size")
    )
    ordered = grouped.reset_index().sort_values(
        ["is_context", "markets", "n", "product_group"], ascending=[True, False, False, True]
    )
    return [str(group) for group in ordered["product_group"]]


def _group_label(group: str, flows: pd.DataFrame, language: Language) -> str:
    is_context = bool(flows.loc[flows["product_group"].eq(group), "is_context"].all())
    return product_group(group, language) + (CONTEXT if is_context else "")


def _market_label(key: str, flows: pd.DataFrame, language: Language) -> str:
    is_context = bool(flows.loc[flows["market_key"].eq(key), "is_context"].all())
    return market_name(key, language) + (CONTEXT if is_context else "")


def _wrapped(text: str, width: int) -> str:
    """Break a long text at spaces, as Plotly breaks no line itself."""
    lines = [""]
    for word in text.split(" "):
        fits = len(lines[-1]) + len(word) < width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits or not lines[-1] else [*lines, word]
    return "<br>".join(lines)


def quantity_chart(record: Record, flows: pd.DataFrame, quantity: Quantity, look: Look) -> Chart:
    """Return what is stated in one unit over the years: a mark for each statement, on a logarithmic axis, nothing summed."""
    language = look.language
    table = quantities(flows, quantity)
    dated = table.dropna(subset=["year"])
    made = figure(look, height=430)
    names = {"kind": _kind_name(language), "labels": len(dated) <= _MAX_LABELS}
    for keys, mine in dated.groupby(["market_kind", "basis", "is_merged_province", "is_superseded"], sort=False):
        made.add_trace(_statement_trace(keys, records(mine), quantity, look, names))
    years = sorted({int(year) for year in dated["year"]})
    made.update_xaxes(type="category", categoryarray=[str(year) for year in years], categoryorder="array", title=None)
    made.update_yaxes(type="log", title=language.text(UNITS[quantity]), dtick=1, tickformat=",~f")
    if len(dated):
        low, high = float(dated["amount"].min()), float(dated["amount"].max())
        made.update_yaxes(range=[_log(low) - 0.5, _log(high) + 0.6])
    left_out = len(table) - len(dated)
    stated = flows[flows["flow_id"].isin([id_ for ids in table["flow_ids"] for id_ in ids])]
    undated = (language.text("{n} statements without a year are not drawn.", n=left_out),) if left_out else ()
    notes = (
        language.text("Each mark is a statement. Marks are never added: groups hold countries, totals hold both."),
        *undated,
        *context_note(stated, language),
        *disagreements(record, stated),
    )
    return Chart(
        title=_titled(language.text("Quantities over the years"), look),
        unit=language.text("{unit}, logarithmic scale", unit=language.text(UNITS[quantity])),
        n=len(stated),
        n_of=language.text("export rows that state it"),
        figure=made,
        table=_quantity_table(table, quantity, language),
        parts=rows_part(stated, language),
        alt=language.text(
            "Points by year: {n} statements in {unit}; the symbol says whether shipped, contracted or planned.",
            n=len(table),
            unit=language.text(UNITS[quantity]),
        ),
        notes=notes,
        empty="" if len(dated) else language.text("No row of this selection states a quantity in this unit."),
    )


def _kind_name(language: Language) -> Callable[[str, str, bool, bool], str]:
    def name(kind: str, basis: str, merged: bool, superseded: bool) -> str:  # noqa: FBT001 - keys of a group
        parts = [language.text(KINDS[MarketKind(kind)]), _basis(basis, language)]
        parts += [language.text("Bắc Ninh since 1 July 2025")] if merged else []
        parts += [language.text("another source is used") + f" {DISPUTED}"] if superseded else []
        return joined(parts, ", ")

    return name


def _statement_trace(keys: Any, rows: Sequence[Row], quantity: Quantity, look: Look, names: dict[str, Any]) -> Any:
    kind, basis, merged, superseded = keys
    language = look.language
    colour = COLOURS[MarketKind(kind)][look.theme]
    hollow = "-open" if superseded or merged else ""
    choices = [_year_choice(row["year"]) for row in rows]
    shown = [_statement(row, quantity, language) for row in rows]
    return go.Scatter(
        x=[str(int(row["year"])) for row in rows],
        y=[row["amount"] for row in rows],
        mode="markers+text",
        name=names["kind"](kind, basis, bool(merged), bool(superseded)),
        text=[_short(row, quantity, language) if names["labels"] else _sign(row) for row in rows],
        textposition="top center",
        textfont={"size": 12},
        cliponaxis=False,
        marker={
            "symbol": _BASIS_SYMBOLS[FlowBasis(basis)] + hollow,
            "size": 13,
            "color": colour,
            "opacity": emphasis(look, choices),
            "line": {"width": 2 if hollow else 0, "color": colour},
        },
        customdata=[customdata(one) for one in choices],
        hovertext=[safe(text).replace("\n", "<br>") for text in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _year_choice(year: Any) -> Choice:
    return Choice("years", f"{int(year)}-{int(year)}")


def _sign(row: Row) -> str:
    return DISPUTED if row["is_contradicted"] else ""


def _short(row: Row, quantity: Quantity, language: Language) -> str:
    """Name the market and the amount at a mark."""
    market = market_name(str(row["market_key"]), language)
    market = market if len(market) <= 24 else language.text(KINDS[MarketKind(row["market_kind"])])
    amount = amount_text(row["amount"], quantity, row["qualifier"], language)
    return f"{safe(market)}<br>{safe(amount)} {_sign(row)}".strip()


def _statement(row: Row, quantity: Quantity, language: Language) -> str:
    market = market_name(str(row["market_key"]), language)
    amount = amount_text(row["amount"], quantity, row["qualifier"], language)
    head = f"{product_group(row['product_group'], language)} → {market}"
    basis = joined([year_text(row["year"], language), amount, _basis(row["basis"], language)])
    return joined([head, basis, _sign(row)], "\n")


def _quantity_table(table: pd.DataFrame, quantity: Quantity, language: Language) -> ChartTable:
    unit = language.text(UNITS[quantity])
    columns = (
        ChartColumn("year", language.text("Year")),
        ChartColumn("group", language.text("Product group")),
        ChartColumn("market", language.text("Market")),
        ChartColumn("kind", language.text("Kind of market")),
        ChartColumn("basis", language.text("Basis")),
        ChartColumn("amount", language.text("Quantity"), is_number=True, csv_heading=unit),
        ChartColumn("note", language.text("Note")),
    )
    rows = tuple(
        {
            "id": str(position),
            "year": year_text(row["year"], language),
            "group": product_group(row["product_group"], language) + (CONTEXT if row["is_context"] else ""),
            "market": market_name(str(row["market_key"]), language),
            "kind": language.text(KINDS[MarketKind(row["market_kind"])]),
            "basis": _basis(row["basis"], language),
            "amount": {"v": row["amount"], "t": amount_text(row["amount"], quantity, row["qualifier"], language)},
            "note": _row_note(row, language),
        }
        for position, row in enumerate(records(table))
    )
    chosen = row_choices(
        (row["id"], () if pd.isna(given["year"]) else (_year_choice(given["year"]),))
        for row, given in zip(rows, records(table), strict=True)
    )
    return ChartTable(columns, rows, (), chosen)


def _row_note(row: Row, language: Language) -> str:
    parts = [language.text("Bắc Ninh since 1 July 2025")] if row["is_merged_province"] else []
    parts += [f"{DISPUTED} {language.text('another source is used')}"] if row["is_superseded"] else []
    parts += [f"{DISPUTED} {language.text('used')}"] if row["is_contradicted"] and not row["is_superseded"] else []
    return joined(parts)


def first_years_chart(record: Record, flows: pd.DataFrame, look: Look) -> Chart:
    """Return a block for each country in the year that first names it as a market; a block chooses its country."""
    language = look.language
    table = first_years(flows)
    named = [{**row, "when": year_text(row["year"], language)} for row in records(table)]
    whens = list(dict.fromkeys(row["when"] for row in named))
    positions = [sum(1 for before in named[:i] if before["when"] == row["when"]) for i, row in enumerate(named)]
    choices = [Choice("markets", str(row["market_iso3"])) for row in named]
    names = [country_name(str(row["market_iso3"]), language) + (CONTEXT if row["is_context"] else "") for row in named]
    colour = COLOURS[MarketKind.COUNTRY][look.theme]
    made = figure(look, height=max(240, 90 + 46 * len(whens)), bargap=0.18)
    made.add_trace(
        go.Bar(
            y=[row["when"] for row in named],
            x=[0.96] * len(named),
            base=positions,
            orientation="h",
            text=[_wrapped(safe(name), 12) for name in names],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": 13, "color": "#ffffff" if look.theme == "light" else "#0f151b"},
            marker={"color": colour, "opacity": emphasis(look, choices)},
            customdata=[customdata(one) for one in choices],
            hovertext=[_first_hover(row, name, language) for row, name in zip(named, names, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    made.update_yaxes(type="category", categoryarray=whens, categoryorder="array", autorange="reversed", showgrid=False)
    made.update_xaxes(dtick=1, tickformat="d", title=language.text("countries"), range=[0, max([7, *(p + 1 for p in positions)])])
    countries = flows[flows["market_kind"].eq(MarketKind.COUNTRY)]
    return Chart(
        title=_titled(language.text("Markets by the year that first names them"), look),
        unit=language.text("countries"),
        n=len(table),
        n_of=language.text("countries"),
        figure=made,
        table=_first_table(named, names, language),
        parts=rows_part(countries, language),
        alt=language.text("Blocks by year: {n} countries, each in the year in which a source first names it.", n=len(table)),
        notes=(
            language.text("When sources first speak of a market; trade may be older. Groups of markets open no country."),
            *context_note(countries, language),
        ),
        empty="" if len(table) else language.text("No row of this selection names a country."),
    )


def _first_hover(row: Row, name: str, language: Language) -> str:
    older = language.text("an undated source may be earlier") if row["has_undated"] and not pd.isna(row["year"]) else ""
    rows = language.count("{n} row", "{n} rows", int(row["n"]))
    return f"<b>{safe(name)}</b><br>{safe(joined([row['when'], rows, older]))}"


def _first_table(named: Sequence[Row], names: Sequence[str], language: Language) -> ChartTable:
    columns = (
        ChartColumn("year", language.text("Year")),
        ChartColumn("market", language.text("Market")),
        ChartColumn("n", language.text("Rows"), is_number=True),
        ChartColumn("note", language.text("Note")),
    )
    rows = tuple(
        {
            "id": str(row["market_iso3"]),
            "year": row["when"],
            "market": name,
            "n": int(row["n"]),
            "note": language.text("an undated source may be earlier") if row["has_undated"] and not pd.isna(row["year"]) else "",
        }
        for row, name in zip(named, names, strict=True)
    )
    return ChartTable(columns, rows, (), row_choices((row["id"], market_choices(row["id"])) for row in rows))


def _titled(title: str, look: Look) -> str:
    return f"{title}: {selection_words(look.chosen, look.language)}"


def _empty(flows: pd.DataFrame, language: Language) -> str:
    return "" if len(flows) else language.text("No export row fits this selection.")


def _log(value: float) -> float:
    from math import log10  # noqa: PLC0415

    return log10(value)


BASES = BASIS_ORDER
MARKS = mark
