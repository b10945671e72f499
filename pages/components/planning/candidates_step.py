"""Step 1: the candidates of a year with what each may get under the rules; one of them opened, completed, appraised."""

from operator import attrgetter
from typing import Any

import streamlit as st

from analytics.evidence.rows import amount_cell
from analytics.planning.candidates import candidate_years, missing
from analytics.planning.draft import PlanDraft, with_any_budget
from analytics.planning.solving.bundles import Bundle, Obstacle, bundles_of, by_candidate
from analytics.planning.solving.model import Candidate, PlanRequest
from analytics.planning.solving.scores import most_score
from analytics.planning.words import OBSTACLES, cap_words
from analytics.selection.place_words import district_name, joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import Stage, SupportContent
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.planning.appraisal import appraisal_panel
from pages.components.planning.fields import day_field
from pages.components.planning.first_view import first_view
from pages.components.planning.statements import statements
from pages.components.planning.visit import change_planning, draft, request, take
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words

_MISSING = {
    "requested_vnd": mark("requested amount"),
    "total_vnd": mark("total investment"),
    "jobs": mark("jobs"),
    "is_difficult": mark("difficult area"),
    "is_women_or_minority": mark("women or ethnic minority"),
    "is_green_or_digital": mark("digital or sustainable production"),
}


def candidates_step() -> None:
    """Draw year and day of the plan, the candidates, and the one that is chosen."""
    language, asked = words(), request()
    _year_and_day(language)
    if not asked.candidates:
        first_view()
        return
    of = by_candidate(bundles_of(with_any_budget(asked)))
    chosen = memory().plan_candidate
    table_place, side = st.columns([3, 2], gap="medium") if chosen in of else (st.container(), None)
    with table_place:
        requested = sum(one.requested_vnd or 0 for one in asked.candidates)
        table_head(
            language.count("{n} candidate", "{n} candidates", len(asked.candidates)),
            language.text(
                "They ask for {money}. {missing}", money=language.money(requested), missing=_missing(asked, language)
            ),
        )
        data_table(_table(asked, of, language), key="plan_candidates", selected=[chosen or ""], on_event=_clicked)
    if side is not None and chosen is not None:
        with side:
            one = next(one for one in asked.candidates if one.candidate_id == chosen)
            _opened(one, of[chosen], language)


def _year_and_day(language: Language) -> None:
    years = sorted({*candidate_years(prepared_record()), draft().year, draft().on.year + 1}, reverse=True)
    first, second, third = st.columns([1, 1, 4], vertical_alignment="bottom")
    with first:
        year = st.selectbox(language.text("Plan of the year"), years, index=years.index(draft().year))
    with second:
        on = day_field(language.text("Rules of the day"), draft().on, "plan_day", language)
    with third:
        if draft().opened is not None:
            st.caption(language.text("Candidates as they were kept in the scenario."))
            if st.button(language.text("Take the candidates of today"), key="plan_fresh"):
                change_planning(opened=None)
                st.rerun()
    if (year, on) != (draft().year, draft().on):
        kept = draft()
        take(PlanDraft(year, on, kept.budgets, kept.wishes, kept.weights, kept.reading, kept.stated))
        st.rerun()


def _missing(asked: PlanRequest, language: Language) -> str:
    counts = missing(asked.candidates)
    said = [f"{language.text(name)} {language.number(counts[key])}" for key, name in _MISSING.items() if counts[key]]
    return language.text("Not stated: {what}.", what=", ".join(said)) if said else ""


def _table(asked: PlanRequest, of: dict[str, Bundle] | Any, language: Language) -> TableSpec:
    listed = sorted(asked.candidates, key=attrgetter("place_in_list"))
    return TableSpec(
        caption=language.text("Candidates"),
        columns=(
            GridColumn("title", language.text("Proposal"), width="16rem"),
            GridColumn("producer", language.text("Beneficiary"), width="11rem"),
            GridColumn("asked", language.text("Requested"), kind="number", csv_label=language.text("Requested (VND)")),
            GridColumn("may", language.text("Eligible"), kind="number", csv_label=language.text("Eligible (VND)")),
            GridColumn("note", language.text("Rule or remark"), width="14rem"),
            GridColumn("place", language.text("District"), width="7rem"),
            GridColumn("stage", language.text("Status"), width="6rem"),
            GridColumn("score", language.text("Score"), kind="bar", max=most_score(asked), width="6rem"),
        ),
        rows=[_row(one, of[one.candidate_id], language) for one in listed],
        clickable=True,
        is_dense=True,
        page_size=100,
        max_height_px=440,
        texts=table_texts(language),
    )


def _row(one: Candidate, bundle: Bundle, language: Language) -> dict[str, Any]:
    offer = max(bundle.offers, key=lambda offer: offer.most_vnd, default=None)
    note = cap_words(offer.cap, language) if offer and offer.cap else ""
    if one.surveyed_vnd is not None:
        note = joined([note, language.text("survey recommends {money}", money=language.money(one.surveyed_vnd))])
    if bundle.obstacle:
        note = language.text(OBSTACLES[bundle.obstacle])
    if len(bundle.members) > 1:
        together = language.text("judged together with {n} more", n=len(bundle.members) - 1)
        note = joined([note, together])
    stage = label_of(Stage, one.stage, language)
    if one.stage == Stage.APPRAISED and not one.is_appraised:
        note = joined([note, language.text("no minutes of an appraisal yet")])
        stage = language.text("{stage}, by the list", stage=stage)
    return {
        "id": one.candidate_id,
        "title": one.title,
        "producer": one.producer or None,
        "place": ", ".join(district_name(code, language, short=True) for code in one.districts) or None,
        "stage": stage,
        "asked": amount_cell(one.requested_vnd, language),
        "may": amount_cell(offer.most_vnd if offer else None if bundle.obstacle is Obstacle.NO_AMOUNT else 0, language),
        "note": note,
        "score": bundle.score,
    }


def _clicked(event: TableEvent) -> None:
    memory().plan_candidate = None if memory().plan_candidate == event.row else event.row


def _opened(one: Candidate, bundle: Bundle, language: Language) -> None:
    """Draw a candidate: what the record says, what the meeting adds, its appraisal."""
    content = label_of(SupportContent, one.content, language)
    table_head(one.title, f"{one.producer} · {content}")
    for offer in bundle.offers[:1]:
        if offer.cap:
            st.caption(cap_words(offer.cap, language))
            st.caption(offer.cap.ceiling.statement)
    statements(one, request().ceilings, language)
    appraisal_panel(one, bundle, language)
