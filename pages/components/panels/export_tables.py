"""Tables of the export screen: products, the map and the markets beside each other, exporters ranked, markets that are no country, rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.rows import rows_with_ids
from analytics.figures.style import CONTEXT, DISPUTED
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.product_markets import product_markets_chart
from analytics.findings.chart_headlines import markets_headline
from analytics.findings.export_answers import without_markets
from analytics.findings.read_headlines import market_list_headline, product_list_headline
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import Row, joined, period, records
from analytics.selection.selected import Selected
from analytics.trade.exporters import exporters, n_exporters, statements_of_exporters
from analytics.trade.flows import GROUP_PREFIX, beside_countries, flows_of, flows_without_country, rates
from analytics.trade.grouped import first_rows
from analytics.trade.products import products_text
from analytics.trade.words import STATEMENT, context_apart, flow_line, market_name
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import MarketKind
from pages.components.browser.data_table import (
    GridColumn,
    PackedTable,
    RowMenu,
    TableEvent,
    TableSpec,
    TableTexts,
    data_table,
    pack_table,
)
from pages.components.browser.plain import plain
from pages.components.panels.chart import draw, draw_table, rows_unfiltered_by
from pages.components.panels.evidence_view import evidence_dialog, rows_table, table_texts
from pages.components.panels.proposal_table import LIMIT, first_rows_note
from pages.components.panels.row_actions import act_on, row_menu
from pages.components.visit.memory import memory
from pages.components.visit.session import change_view, prepared_record, words

MOST_STATED = 4
"""Quantities of an exporter that stand in its line; all of them open from the number of its rows."""
_LIST_PX = 430
"""The height of the lists beside the map."""
_MOST_NAMED = 12
"""Statements of a market that stand in its line; all of them open from their number."""


@dataclass(frozen=True)
class _Exporters:
    """The table of exporters, how many exporters there are, the flows and the name of each, which are facilities, and who is left out."""

    table: PackedTable
    n: int
    flow_ids: Mapping[str, Sequence[str]]
    facilities: frozenset[str]
    names: Mapping[str, str]
    left_out: str


@cached()
def _exporters(
    selected: Selected, language: Language, texts: TableTexts, menu: RowMenu, *, with_context: bool
) -> _Exporters:
    flows = flows_of(selected, with_context=with_context)
    left_out = "" if with_context else context_apart(flows_of(selected, with_context=True), language)
    table, names = records(exporters(flows, LIMIT)), _facility_names(selected.prepared)
    stated: dict[str, list[str]] = {}
    for row in records(statements_of_exporters(flows, STATEMENT, MOST_STATED)):
        line = f"{market_name(str(row['market_key']), language)}: {flow_line(row, language)}"
        stated.setdefault(str(row["exporter_key"]), []).append(line)
    rows = [_exporter(row, names, stated, language) for row in table]
    flow_ids = {str(row["id"]) or "none": given["flow_ids"] for row, given in zip(rows, table, strict=True)}
    facilities = frozenset(str(row["facility_id"]) for row in table if not pd.isna(row["facility_id"]))
    shown = {str(row["id"]) or "none": str(row["exporter"]) for row in rows}
    return _Exporters(
        pack_table(_exporters_spec(rows, language, texts, menu)),
        n_exporters(flows),
        flow_ids,
        facilities,
        shown,
        left_out,
    )


def product_markets(selected: Selected, *, with_context: bool) -> None:
    """Draw products with their markets, the map and the list of markets beside each other; where none is known of what is chosen, those of the nearest wider choice."""
    lacking = without_markets(selected, with_context=with_context)
    all_products, beside = (rows_unfiltered_by("markets", *also, *lacking) for also in (("products",), ()))
    products, world, markets = st.columns([7, 10, 7], gap="small")
    with products:
        draw_table(
            "exports_products",
            all_products,
            product_markets_chart,
            product_list_headline,
            height_px=_LIST_PX,
            with_context=with_context,
        )
    with world:
        draw("exports_map", beside, map_chart, markets_headline, with_context=with_context)
    with markets:
        draw_table(
            "exports_markets", beside, map_chart, market_list_headline, height_px=_LIST_PX, with_context=with_context
        )


def exporters_table(selected: Selected, *, with_context: bool) -> None:
    """Draw the exporters, the one on most countries first; a row opens the card of its facility, a number its rows."""
    language = words()
    made = _exporters(
        selected, language, table_texts(language), row_menu("facility", language), with_context=with_context
    )
    first_rows_note(made.n, language)

    def clicked(event: TableEvent) -> None:
        if event.column:
            memory().rows_to_open = (made.names[event.row], made.flow_ids[event.row])
        elif event.row in made.facilities:
            change_view(focus=f"facility:{event.row}")

    if not with_context and made.left_out:
        st.caption(plain(made.left_out))
    data_table(made.table, key="exporters", on_event=clicked, on_menu=partial(act_on, "facility"))
    _open_rows(language)


def _exporters_spec(
    rows: Sequence[Mapping[str, object]], language: Language, texts: TableTexts, menu: RowMenu
) -> TableSpec:
    return TableSpec(
        caption=language.text("Exporters, by the number of countries and territories that sources name"),
        columns=(
            GridColumn("exporter", language.text("Exporter")),
            GridColumn("countries", language.text("Countries and territories"), kind="bar", width="7rem"),
            GridColumn("markets", language.text("Markets")),
            GridColumn("products", language.text("Products")),
            GridColumn("stated", language.text("Quantities that sources state"), action=True),
            GridColumn("years", language.text("Years"), width="7rem"),
            GridColumn("n", language.text("Rows"), kind="number", action=True, width="5rem"),
        ),
        rows=[row for row in rows if row["id"]],
        footer=[{**row, "id": "none"} for row in rows if not row["id"]],
        clickable=True,
        menu=menu,
        texts=texts,
        max_height_px=None,
        page_size=5,
    )


def _exporter(
    row: Row, names: Mapping[str, str], stated: Mapping[str, Sequence[str]], language: Language
) -> Mapping[str, object]:
    own: str = "" if pd.isna(row["facility_id"]) else names.get(str(row["facility_id"]), "")
    name: str = own or row["exporter"] or language.text("exporter not named")
    key: str = row["exporter"] if pd.isna(row["facility_id"]) else row["facility_id"]
    marked = f"{name}{CONTEXT}" if row["is_context"] else name
    markets = "; ".join(_market(str(one), language) for one in row["market_keys"])
    said = "; ".join(stated.get(str(key), ()))
    return {
        "id": key,
        "record": "" if pd.isna(row["facility_id"]) else row["facility_id"],
        "exporter": marked,
        "countries": int(row["n_countries"]) or None,
        "markets": markets,
        "products": products_text(row["products"], language),
        "stated": {"v": said, "t": said, "opens": True} if said else None,
        "years": period(row["first_year"], row["last_year"]) or language.text("year not stated"),
        "n": int(row["n"]),
    }


def _market(key: str, language: Language) -> str:
    """Return the name of a market; one that is several countries together, which the number beside does not count, says so."""
    name = market_name(key, language)
    return f"{label(MarketKind.GROUP, language).lower()}: {name}" if key.startswith(GROUP_PREFIX) else name


@cached()
def _facility_names(prepared: Prepared) -> Mapping[str, str]:
    """Return the names of all facilities by id."""
    return dict(zip(prepared.facilities["facility_id"], prepared.facilities["name"], strict=True))


@cached()
def _groups(
    selected: Selected, language: Language, texts: TableTexts, *, with_context: bool
) -> tuple[PackedTable, Mapping[str, Sequence[str]]]:
    """Return the table of groups, and the flows of each by its market key."""
    flows = flows_of(selected, with_context=with_context)
    table = records(beside_countries(flows))
    others = flows_without_country(flows, STATEMENT)
    named = grouped_by(
        (str(row["market_key"]), row) for row in records(first_rows(others, ["market_key"], _MOST_NAMED))
    )
    rows = [_group(row, named[str(row["market_key"])], language) for row in table]
    return pack_table(_groups_spec(rows, language, texts)), {str(row["market_key"]): row["flow_ids"] for row in table}


def groups_table(selected: Selected, *, with_context: bool) -> None:
    """Draw the groups of markets, totals and what names no market, with what sources state of each; a number opens its rows."""
    language = words()
    table, ids = _groups(selected, language, table_texts(language), with_context=with_context)

    def clicked(event: TableEvent) -> None:
        if event.column:
            memory().rows_to_open = (market_name(event.row, language), ids[event.row])

    data_table(table, key="market_groups", on_event=clicked)


def _groups_spec(rows: Sequence[Mapping[str, object]], language: Language, texts: TableTexts) -> TableSpec:
    return TableSpec(
        caption=language.text("Groups of markets and totals, beside the countries and territories"),
        columns=(
            GridColumn("market", language.text("Market"), width="5.5rem"),
            GridColumn("stated", language.text("What sources state"), width="10.5rem"),
            GridColumn("n", language.text("Rows"), kind="number", action=True, width="3.5rem"),
        ),
        is_dense=True,
        rows=rows,
        texts=replace(texts, filter=""),
        max_height_px=640,
    )


def _group(row: Row, flows: Sequence[Row], language: Language) -> Mapping[str, object]:
    signs = [
        (CONTEXT if flow["is_context"] else "") + (f" {DISPUTED}" if flow["is_contradicted"] else "") for flow in flows
    ]
    lines = [flow_line(flow, language) + sign for flow, sign in zip(flows, signs, strict=True)]
    if row["n"] > len(flows):
        lines.append(language.text("and {n} more", n=language.number(int(row["n"]) - len(flows))))
    kind = label(MarketKind(row["market_kind"]), language)
    name = market_name(str(row["market_key"]), language)
    return {
        "id": row["market_key"],
        "market": name if name == kind else joined([name, kind.lower()]),
        "stated": "; ".join(lines),
        "n": int(row["n"]),
    }


def _open_rows(language: Language) -> None:
    opened, memory().rows_to_open = memory().rows_to_open, None
    if opened is not None:
        title, ids = opened
        rows = rows_with_ids(prepared_record().record, "export_flows", tuple(ids))
        evidence_dialog(str(title), "", ((language.text("Itemised rows"), "export_flows", rows),))


def rates_table(selected: Selected, *, with_context: bool) -> None:
    """Draw the flows that state a rate; nothing when there is none."""
    language = words()
    n = len(_rates(selected, with_context=with_context))
    if not n:
        return
    caption = language.text("Rates: a month, a kilogram")
    with st.expander(f"{caption} ({language.number(n)})", key="export_rates"):
        st.caption(
            language.count(
                "Stay rates: never multiplied into a year, never added. n = {n} row",
                "Stay rates: never multiplied into a year, never added. n = {n} rows",
                n,
            )
        )
        rows_table("export_flows", selected, _rates, key="rates", caption=caption, with_context=with_context)


@cached()
def _rates(selected: Selected, *, with_context: bool) -> pd.DataFrame:
    return rates(flows_of(selected, with_context=with_context))
