"""Phương án before it has candidates: how far the three steps are, what to do next, and what is known already as ground for the plan."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.evidence.rows import rows_with_ids
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import bases_text, published_text
from analytics.planning.candidates import candidate_years, candidates_of
from analytics.planning.draft import PLAN_PROGRAMMES
from analytics.planning.ground import (
    SupportedYear,
    ceilings_listed,
    ground_answers,
    registered_before,
    supported_before,
)
from analytics.selection.place_words import district_name, records
from analytics.selection.published_totals import PublishedTotal
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.door.access import Permission
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.vocabulary import Programme
from geodata.settings import ILLUSTRATIVE
from pages.components.browser.data_table import GridColumn, TableSpec, TableTexts, data_table
from pages.components.panels.answers import answers_strip
from pages.components.panels.evidence_view import evidence_dialog, table_texts
from pages.components.panels.table_head import table_head
from pages.components.planning.visit import change_planning, draft
from pages.components.rules.cards import rule_cards
from pages.components.visit.access import may
from pages.components.visit.session import prepared_record, query, words


def first_view() -> None:
    """Draw the path, the next best step and the ground of a plan that has no candidates."""
    language, prepared = words(), prepared_record()
    year, day = draft().year, draft().on
    answers_strip(ground_answers(prepared, year, day, language), key="plan_ground")
    _next(language)
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(border=True, key="box_plan_districts"):
        _districts(year, language)
    with right, st.container(border=True, key="box_plan_support"):
        _support(year, language)
    _ceilings(day, language)


def _next(language: Language) -> None:
    """Draw what to do next, the best first."""
    prepared = prepared_record()
    none = language.text("No proposal of this year is registered, surveyed or appraised.")
    may_edit = may(Permission.EDIT)
    if not may_edit:
        none += " " + language.text("Those who keep the data have to import the list of the districts first.")
    st.markdown(none)
    with st.container(horizontal=True, vertical_alignment="center", key="plan_next"):
        for year in candidate_years(prepared)[:1]:
            n = len(candidates_of(prepared, year, draft().on))
            st.button(
                language.count(
                    "Look at the plan of {year} ({n} candidate)",
                    "Look at the plan of {year} ({n} candidates)",
                    n,
                    year=year,
                ),
                key="plan_year_with_candidates",
                on_click=lambda year=year: change_planning(year=year, opened=None),
            )
        if may_edit:
            label = language.text("Import the list of the districts")
            if st.button(label, key="plan_import", type="primary", icon=":material/upload_file:"):
                st.switch_page("pages/imports.py", query_params=query())
        label = language.text("Find candidates by a survey") if may_edit else language.text("Survey")
        st.page_link("pages/survey.py", label=label, icon=":material/travel_explore:", query_params=query())
        label = language.text("All rules")
        st.page_link("pages/rules.py", label=label, icon=":material/gavel:", query_params=query())
    if may_edit and not prepared.record.is_illustrative:
        st.caption(
            language.text(
                "To try the three steps with illustrative data, which is generated and not real, start the app with {setting}; "
                "a bar on every screen then says so.",
                setting=f"`{ILLUSTRATIVE}=97`",
            )
        )


def _districts(year: int, language: Language) -> None:
    known = registered_before(prepared_record().record, year)
    if known is None:
        table_head(language.text("No source publishes what districts registered"), "")
        return
    figures = {str(row["district_code"]): row for row in records(known.figures)}
    title = language.text(
        "{n} proposals were registered for the plan of {year}, the last that is published",
        n=language.number(known.n),
        year=known.year,
    )
    table_head(title, language.text("by district: what a list of candidates may look like; a number opens its source"))
    columns = (
        GridColumn("name", language.text("District"), width="10rem"),
        GridColumn("n", language.text("Proposals"), kind="bar", width="10rem", action=True),
    )
    rows = [
        {
            "id": one.code,
            "name": district_name(one.code, language, short=True),
            "n": int(figures[one.code]["value"]) if one.code in figures else None,
        }
        for one in TEN_DISTRICTS
    ]
    table = TableSpec(title, columns, rows, is_dense=True, texts=_texts(language), max_height_px=None)
    event = data_table(table, key="plan_districts")
    if event is not None and event.column:
        _evidence(title, (str(figures[event.row]["figure_id"]),), language)


def _support(year: int, language: Language) -> None:
    years = supported_before(prepared_record().record, year)
    if not years:
        table_head(language.text("No source publishes the support of a single year"), "")
        return
    title = language.text(
        "{amount} in {year}, the last year published before the plan",
        amount=published_text(KpiId.SUPPORT, years[0].whole, language),
        year=years[0].year,
    )
    table_head(
        title,
        language.text(
            "support by source of funding, as published: ground for the budgets of step 2, and no budget itself"
        ),
    )
    columns = (
        GridColumn("year", language.text("Year"), width="4rem"),
        *(
            GridColumn(name, label_of(Programme, name, language), kind="number", width="7rem", action=True)
            for name in PLAN_PROGRAMMES
        ),
        GridColumn("all", language.text("Together"), kind="number", width="7rem", action=True, line="figure"),
    )
    by_year = {str(one.year): one for one in years}
    event = data_table(
        TableSpec(
            title,
            columns,
            [_year_row(one, language) for one in years],
            is_dense=True,
            texts=_texts(language),
            max_height_px=None,
        ),
        key="plan_support",
    )
    if event is not None and event.column:
        one = by_year[event.row]
        total = one.whole if event.column == "all" else one.by_programme[event.column]
        _evidence(f"{one.year}: {published_text(KpiId.SUPPORT, total, language)}", total.figure_ids, language)


def _year_row(one: SupportedYear, language: Language) -> dict[str, object]:
    parts = {name: _amount(total, language) for name, total in one.by_programme.items()}
    return {"id": str(one.year), "year": str(one.year), **parts, "all": _amount(one.whole, language)}


def _amount(total: PublishedTotal, language: Language) -> dict[str, object]:
    text = published_text(KpiId.SUPPORT, total, language)
    return {"v": total.value, "t": text, "note": bases_text(total, language)}


def _texts(language: Language) -> TableTexts:
    """Return the words of a table that is short enough to be read whole."""
    return replace(table_texts(language), filter="")


def _evidence(title: str, ids: tuple[str, ...], language: Language) -> None:
    rows = rows_with_ids(prepared_record().record, "published_figures", ids)
    evidence_dialog(title, "", ((language.text("Published figures"), "published_figures", rows),))


def _ceilings(day: date, language: Language) -> None:
    listed = ceilings_listed(prepared_record().record, day)
    if not listed:
        return
    shown_day = language.partial_date(day.isoformat())
    table_head(
        language.text("Last known ceilings on {day}, amendments of them not read", day=shown_day)
        if any(one.unread for one in listed)
        else language.text("Ceilings in force on {day}", day=shown_day),
        language.text("the most for one beneficiary, model, event or cluster"),
    )
    if rule_cards(listed):
        st.switch_page("pages/rules.py", query_params=query())
