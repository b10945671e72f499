"""Tables of the OCOP screen: products with their certificate, rises, score bands, what is not recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from analytics.evidence.csv_file import sources_named
from analytics.evidence.rows import day_cell, source_cell, sources_by_id
from analytics.figures.style import DISPUTED
from analytics.findings.product_headlines import certificates_headline
from analytics.ocop.certificates import Validity, certificates_of, days_to_ask, ended_first, terms_of, validities_of
from analytics.ocop.recognitions import disputed_products, rises_of, score_bands
from analytics.ocop.words import (
    CERTIFICATE_TONES,
    VALIDITIES,
    day_text,
    last_day_text,
    rise_text,
    state_names,
    validity_text,
)
from analytics.prepared.caching import cached
from analytics.rules.in_force import amendments, unread
from analytics.rules.words import band_text, unread_amendments_text
from analytics.selection.of_record import TABLES_KEPT_DAYS
from analytics.selection.place_words import Row, district_name, joined, records
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from geodata.record import Record
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
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.proposal_table import LIMIT, first_rows_note
from pages.components.panels.row_actions import act_on, row_menu
from pages.components.panels.table_head import table_head
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import change_view, switch, view, words


def certificate_choices(selected: Selected, today: date) -> tuple[date, Validity | None]:
    """Draw what tile and slide say of the certificates, then the choice of a day and of a state; return what is chosen."""
    language, prepared = words(), selected.prepared
    on = view().toggles.day or today
    title = certificates_headline(certificates_of(selected, on), language)
    of_day = language.text("OCOP certificates on {day}", day=day_text(on, language))
    table_head(title, joined([of_day, validity_text(terms_of(prepared).months(on), language)], ". "))
    with st.container(horizontal=True, vertical_alignment="bottom", key="ocop_certificate_choices"):
        day = _day_choice(days_to_ask(prepared, today), today)
        return day, _validity_filter(
            validities_of(selected, day), state_names(certificates_of(selected, day), language)
        )


def certificate_table(selected: Selected, day: date, state: Validity | None) -> None:
    """Draw recognised products with their certificates on `day`, in one state or all; a row opens the card of its product."""
    language = words()
    n, table = _certificates(selected, day, state, language, table_texts(language), row_menu("ocop", language))
    first_rows_note(n, language)
    data_table(table, key="ocop_certificates", on_event=_open_card, on_menu=_act)


def _certificates_spec(
    record: Record, rows: Sequence[Mapping[str, object]], language: Language, texts: TableTexts, menu: RowMenu
) -> TableSpec:
    return TableSpec(
        caption=language.text("Recognised OCOP products and their certificates"),
        columns=(
            GridColumn("name", language.text("Product"), width="14rem"),
            GridColumn("last_day", language.text("Last valid day"), width="8rem"),
            GridColumn("validity", language.text("Certificate"), kind="badge", width="8rem"),
            GridColumn("stars", language.text("Stars"), kind="number"),
            GridColumn("district", language.text("District"), width="6rem"),
            GridColumn("producer", language.text("Producer"), width="15rem"),
            GridColumn("recognised", language.text("Recognised on"), width="6.5rem"),
            GridColumn("sources", language.text("Sources"), kind="link"),
        ),
        rows=rows,
        clickable=True,
        menu=menu,
        sources=sources_named(record, rows),
        texts=texts,
        page_size=25,
        max_height_px=620,
    )


@cached()
def _certificates(  # noqa: PLR0913, PLR0917 - all that the table depends on is its key
    selected: Selected, day: date, state: Validity | None, language: Language, texts: TableTexts, menu: RowMenu
) -> tuple[int, PackedTable]:
    """Return how many certificates there are, and the table of the first of them."""
    table = ended_first(certificates_of(selected, day))
    table = table if state is None else table[table["validity"].eq(state)]
    sources, disputed = sources_by_id(selected.record), disputed_products(selected.record)
    rows = [_product(row, disputed, sources, language) for row in records(table.head(LIMIT))]
    return len(table), pack_table(_certificates_spec(selected.record, rows, language, texts, menu))


def _act(event: TableEvent) -> None:
    act_on("ocop", event)


def _open_card(event: TableEvent) -> None:
    change_view(focus=f"ocop:{event.row}")


def _product(
    row: Row, disputed: Mapping[str, Row], sources: Mapping[str, Row], language: Language
) -> Mapping[str, object]:
    dispute = disputed.get(str(row["product_id"]))
    validity = Validity(row["validity"])
    ids = str(row["source_ids"]).split(";")
    return {
        "id": row["product_id"],
        "name": row["name"],
        "producer": row["producer"],
        "stars": {
            "v": int(row["stars"]),
            "t": f"{row['stars']} ★" + (f" {DISPUTED}" if dispute else ""),
            "title": joined([dispute["values_text"], dispute["rule"]], ". ") if dispute else "",
        },
        "district": district_name(row["district_code"], language, short=True),
        "recognised": day_cell(row["recognised_on"], language),
        "last_day": {"v": str(row["last_day_to"] or ""), "t": last_day_text(row, language)},
        "validity": {
            "v": validity.value,
            "t": language.text(VALIDITIES[validity]),
            "tone": CERTIFICATE_TONES[validity],
        },
        "sources": source_cell([sources[id_] for id_ in ids]),
        "source_ids": ids,
    }


def rises_table(selected: Selected) -> None:
    """Draw the products that rose to more stars; a row opens the card of its product."""
    language = words()
    n, table = _rises(selected, language, table_texts(language), row_menu("ocop", language))
    first_rows_note(n, language)
    data_table(
        table,
        key="ocop_rises",
        on_event=lambda event: change_view(focus=f"ocop:{event.row.partition(':')[0]}"),
        on_menu=_act,
    )


def _rises_spec(
    rows: Sequence[Mapping[str, object]], language: Language, texts: TableTexts, menu: RowMenu
) -> TableSpec:
    return TableSpec(
        caption=language.text("Rises to more stars"),
        columns=(
            GridColumn("name", language.text("Product"), width="9rem"),
            GridColumn("rise", language.text("Rise"), width="10rem"),
        ),
        rows=rows,
        clickable=True,
        menu=menu,
        is_dense=True,
        texts=replace(texts, filter=""),
    )


@cached()
def _rises(selected: Selected, language: Language, texts: TableTexts, menu: RowMenu) -> tuple[int, PackedTable]:
    """Return how many products rose, and the table of the first of them."""
    disputed, table = disputed_products(selected.record), rises_of(selected)
    rows = [_rise(row, disputed.get(str(row["product_id"])), language) for row in records(table.head(LIMIT))]
    return len(table), pack_table(_rises_spec(rows, language, texts, menu))


def _rise(row: Row, dispute: Row | None, language: Language) -> Mapping[str, object]:
    sign = f" {DISPUTED}" if dispute else ""
    return {
        "id": f"{row['product_id']}:{row['to_stars']}",
        "record": row["product_id"],
        "name": row["name"],
        "rise": {"v": rise_text(row, language), "t": rise_text(row, language) + sign, "title": _dispute_text(dispute)},
    }


def _dispute_text(dispute: Row | None) -> str:
    return f"{DISPUTED} {dispute['values_text']}. {dispute['rule']}" if dispute else ""


@dataclass(frozen=True)
class _Bands:
    """The table of score bands, and what stands under it."""

    table: PackedTable
    notes: Sequence[str]


@cached(TABLES_KEPT_DAYS)
def _bands(record: Record, day: date, language: Language, texts: TableTexts) -> _Bands:
    contradictions = record["contradictions"]
    mine = contradictions[contradictions["table"].eq("rules")]
    disputed: dict[str, Row] = {id_: row for row in records(mine) for id_ in str(row["row_ids"]).split(";")}
    bands = score_bands(record, day)
    sources = sources_by_id(record)
    rows = [_band(row, disputed.get(str(row["rule_id"])), sources, language) for row in bands]
    known = amendments(record)
    marks = [unread_amendments_text(unread(known, row, day), language) for row in bands]
    notes = tuple(dict.fromkeys([*filter(None, marks), *(_dispute_text(row) for row in disputed.values())]))
    return _Bands(pack_table(_bands_spec(record, rows, language, texts)), notes)


def _band(row: Row, dispute: Row | None, sources: Mapping[str, Row], language: Language) -> Mapping[str, object]:
    ids = str(row["source_ids"]).split(";")
    return {
        "id": row["rule_id"],
        "stars": {"v": int(row["stars"]), "t": f"{row['stars']} ★"},
        "band": {
            "v": float(row["amount"]),
            "t": band_text(row, language) + (f" {DISPUTED}" if dispute else ""),
            "title": joined([row["note"], _dispute_text(dispute)], " "),
        },
        "document": row["document"],
        "sources": source_cell([sources[id_] for id_ in ids]),
        "source_ids": ids,
    }


def bands_table(record: Record, day: date) -> None:
    """Draw which score gives how many stars on a day, by the rules of the record."""
    language = words()
    bands = _bands(record, day, language, table_texts(language))
    data_table(bands.table, key="ocop_bands")
    for note in bands.notes:
        st.caption(plain(note))


def _bands_spec(
    record: Record, rows: Sequence[Mapping[str, object]], language: Language, texts: TableTexts
) -> TableSpec:
    return TableSpec(
        caption=language.text("Score bands"),
        columns=(
            GridColumn("stars", language.text("Stars"), width="4.5rem"),
            GridColumn("band", language.text("Average score"), width="9rem"),
            GridColumn("document", language.text("Document"), width="6rem"),
            GridColumn("sources", language.text("Sources"), kind="link", width="7rem"),
        ),
        rows=rows,
        is_dense=True,
        sources=sources_named(record, rows),
        texts=replace(texts, filter=""),
    )


def _validity_filter(counts: Mapping[Validity, int], names: Mapping[Validity, str]) -> Validity | None:
    """Draw the states that any certificate is in to choose one from, each with its count; return the chosen one, None for all.

    A state of none would be read as the answer: that none is known to expire on a day soon does not say that none does.
    """
    language = words()
    of_view = view().toggles.validity
    set_widget("ocop_validity", of_view)
    chosen = st.pills(
        language.text("Certificate"),
        [state for state, n in counts.items() if n or state is of_view],
        format_func=lambda state: f"{names[state]} ({language.number(counts[state])})",
        key="ocop_validity",
        on_change=lambda: switch(validity=widget("ocop_validity")),
    )
    return None if chosen is None else Validity(chosen)


def _day_choice(days: Sequence[date], today: date) -> date:
    """Draw the days to choose one from on which certificates are looked at; the day of the address is one of them."""
    language = words()
    chosen = view().toggles.day or today
    set_widget("ocop_day", chosen)
    day: date = st.selectbox(
        language.text("As of"),
        days if chosen in days else (chosen, *days),
        format_func=lambda one: day_text(one, language),
        key="ocop_day",
        on_change=lambda: switch(day=None if widget("ocop_day") == today else widget("ocop_day")),
        width=220,
    )
    return day
