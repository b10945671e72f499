"""What sources state of exports in one unit, over the years: a mark for each statement, nothing added up."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.spec import Category, Dots, LegendKey, Mark, Series
from analytics.figures.style import CONTEXT, DISPUTED, Look, clipped_to_length
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.figures.trade.parts import (
    COLOURS,
    context_note,
    flow_disagreements,
    rows_part,
    short_market_name,
)
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, joined, records
from analytics.selection.selected import Selected
from analytics.trade.flows import BASIS_ORDER, Quantity, flows_of, flows_stating, quantities
from analytics.trade.words import (
    QUANTITY_UNITS,
    basis_name,
    export_year_text,
    market_name,
    rates_apart,
    trade_amount_text,
)
from analytics.wording.labels import label, product_group
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import FlowBasis, MarketKind

_BASIS_SYMBOLS = {
    FlowBasis.SHIPPED: "circle",
    FlowBasis.CONTRACT: "square",
    FlowBasis.ORDER: "diamond",
    FlowBasis.PLANNED: "triangle-up",
    FlowBasis.ELIGIBLE: "x",
    FlowBasis.MARKET_NAMED: "cross",
}
_MAX_LABELS = 14
_BESIDE, _AS_HIGH = 1.5, 3
"""In years and as a ratio: how near two marks are whose texts would touch on a phone."""
_OFFSETS = {"country": -0.12, "group": 0.14, "total": 0.3, "not_stated": 0.1}


def quantity_chart(selected: Selected, look: Look, *, quantity: Quantity, with_context: bool) -> Chart:
    """Return what is stated in one unit over the years: a mark for each statement, on a logarithmic axis, nothing summed."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    rows = records(quantities(flows, quantity))
    dated = _placed([row for row in rows if not pd.isna(row["year"])])
    left_out = len(rows) - len(dated)
    stated, apart = flows_stating(flows, quantity), rates_apart(flows, language)
    undated = (language.text("{n} statements without a year are not drawn.", n=left_out),) if left_out else ()
    notes = (
        language.text(
            "Each mark is a statement. Marks are never added: groups hold countries and territories, totals hold both."
        ),
        *undated,
        *apart,
        *context_note(stated, language),
        *flow_disagreements(selected.record, stated),
    )
    return Chart(
        title=chart_title(language.text("Quantities over the years"), look, "years"),
        unit=language.text("{unit}, logarithmic scale", unit=language.text(QUANTITY_UNITS[quantity])),
        n=len(stated),
        n_of=language.text("export rows that state it"),
        spec=_dots(dated, quantity, language),
        look=look,
        table=_quantity_table(rows, quantity, language),
        behind=rows_part(selected.record, stated, language),
        alt=language.text(
            "Points by year: {n} statements in {unit}; the symbol says whether shipped, contracted or planned.",
            n=len(rows),
            unit=language.text(QUANTITY_UNITS[quantity]),
        ),
        notes=notes,
        empty=""
        if dated
        else " ".join([language.text("No row of this selection states a quantity in this unit."), *apart]),
    )


def _placed(rows: Sequence[Row]) -> list[Row]:
    """Place marks (x) around their year: kinds of market side by side, those of one kind in turn, so that none hides another."""
    position = {year: n for n, year in enumerate(sorted({row["year"] for row in rows}))}
    seen: Counter[tuple[Any, str]] = Counter()
    placed: list[Row] = []
    for row in rows:
        year, kind = row["year"], row["market_kind"]
        turn = seen[year, kind] % 3 - 1
        seen[year, kind] += 1
        placed.append({**row, "x": position[year] + _OFFSETS[kind] + 0.09 * turn})
    return placed


def _sides(rows: Sequence[Row]) -> list[Row]:
    """Put the text of a mark below it where a mark at its side, as high or a little higher, has its text above."""
    return [{**row, "side": "bottom center" if _is_under(row, rows) else "top center"} for row in rows]


def _is_under(row: Row, rows: Sequence[Row]) -> bool:
    higher = (float(one["amount"]) / float(row["amount"]) for one in rows if 0 < abs(one["x"] - row["x"]) < _BESIDE)
    return any(1 < ratio < _AS_HIGH for ratio in higher)


def _by_symbol(rows: Sequence[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """Return the rows by what their symbol says."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        keys = (row["market_kind"], row["basis"], row["is_merged_province"], row["is_superseded"])
        found.setdefault(keys, []).append(row)
    return found


def _dots(dated: Sequence[Row], quantity: Quantity, language: Language) -> Dots:
    with_texts = len(dated) <= _MAX_LABELS
    rows = _sides(dated) if with_texts else dated
    years = sorted({int(row["year"]) for row in rows})
    return Dots(
        language.text(QUANTITY_UNITS[quantity]),
        tuple(Category(str(year), str(year)) for year in years),
        tuple(
            _series(keys, mine, quantity, language, with_texts=with_texts) for keys, mine in _by_symbol(rows).items()
        ),
        is_standing=True,
        is_log=True,
        keys=_keys(rows, language),
    )


def _keys(rows: Sequence[Row], language: Language) -> tuple[LegendKey, ...]:
    """Explain colours (kinds of market) and symbols (basis) once each, and what is hollow; with nothing to click."""
    grey = COLOURS[MarketKind.NOT_STATED]
    kinds = [kind for kind in MarketKind if kind in {row["market_kind"] for row in rows}]
    bases = [basis for basis in BASIS_ORDER if basis in {row["basis"] for row in rows}]
    keys = [LegendKey(label(kind, language), "square", COLOURS[kind]) for kind in kinds]
    keys += [LegendKey(basis_name(basis, language), _BASIS_SYMBOLS[basis], grey) for basis in bases]
    if any(row["is_superseded"] for row in rows):
        keys.append(LegendKey(joined([language.text("another source is used"), DISPUTED], " "), "circle-open", grey))
    if any(row["is_merged_province"] for row in rows):
        keys.append(LegendKey(language.text("Bắc Ninh since 1 July 2025"), "circle-open-dot", grey))
    return tuple(keys)


def _series(keys: Any, rows: Sequence[Row], quantity: Quantity, language: Language, *, with_texts: bool) -> Series:
    kind, basis, merged, superseded = keys
    hollow = "-open-dot" if merged else "-open" if superseded else ""
    marks = (
        Mark(
            row["x"],
            row["amount"],
            _short(row, quantity, language) if with_texts else _sign(row),
            _statement(row, quantity, language),
            (_year_choice(row["year"]),),
            side=row.get("side", "top center"),
        )
        for row in rows
    )
    return Series("", tuple(marks), COLOURS[MarketKind(kind)], symbol=_BASIS_SYMBOLS[FlowBasis(basis)] + hollow)


def _year_choice(year: Any) -> Choice:
    return Choice("years", f"{int(year)}-{int(year)}")


def _sign(row: Row) -> str:
    return DISPUTED if row["is_contradicted"] else ""


def _short(row: Row, quantity: Quantity, language: Language) -> str:
    """Name the product, the market and the amount at a mark."""
    market = short_market_name(str(row["market_key"]), language)
    market = market if len(market) <= 24 else label(MarketKind(row["market_kind"]), language)
    amount = trade_amount_text(row["amount"], quantity, row["qualifier"], language)
    product = clipped_to_length(product_group(row["product_group"], language), 24)
    return f"{product}\n{market}: {amount} {_sign(row)}".strip()


def _statement(row: Row, quantity: Quantity, language: Language) -> tuple[str, ...]:
    market = market_name(str(row["market_key"]), language)
    amount = trade_amount_text(row["amount"], quantity, row["qualifier"], language)
    head = f"{product_group(row['product_group'], language)} → {market}"
    basis = joined([export_year_text(row["year"], language), amount, basis_name(row["basis"], language)])
    return (head, basis, *((_sign(row),) if _sign(row) else ()))


def _quantity_table(statements: Sequence[Row], quantity: Quantity, language: Language) -> Table:
    unit = language.text(QUANTITY_UNITS[quantity])
    columns = (
        FigureColumn(language.text("Year"), id="year"),
        FigureColumn(language.text("Product group"), id="group"),
        FigureColumn(language.text("Market"), id="market"),
        FigureColumn(language.text("Kind of market"), id="kind"),
        FigureColumn(language.text("Basis"), id="basis"),
        FigureColumn(language.text("Quantity"), id="amount", is_number=True, unit=unit),
        FigureColumn(language.text("Note"), id="note"),
    )
    rows = tuple(
        {
            "id": str(position),
            "year": export_year_text(row["year"], language),
            "group": product_group(row["product_group"], language) + (CONTEXT if row["is_context"] else ""),
            "market": market_name(str(row["market_key"]), language),
            "kind": label(MarketKind(row["market_kind"]), language),
            "basis": basis_name(row["basis"], language),
            "amount": Cell(trade_amount_text(row["amount"], quantity, row["qualifier"], language), row["amount"]),
            "note": _row_note(row, language),
        }
        for position, row in enumerate(statements)
    )
    years = [(str(position), row["year"]) for position, row in enumerate(statements)]
    chosen = ((id_, () if pd.isna(year) else (_year_choice(year),)) for id_, year in years)
    return Table.of(columns, rows, language, choices=chosen)


def _row_note(row: Row, language: Language) -> str:
    parts = [language.text("Bắc Ninh since 1 July 2025")] if row["is_merged_province"] else []
    if row["is_contradicted"] or row["is_superseded"]:
        used = mark("another source is used") if row["is_superseded"] else mark("used")
        parts.append(joined([DISPUTED, language.text(used)], " "))
    return joined(parts)
