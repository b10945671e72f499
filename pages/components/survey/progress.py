"""How far the campaign is: by area on the map and in bars, by day and team, what is open, what was found."""

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from analytics.evidence.rows import amount_cell, day_cell
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import Row
from analytics.survey.area_map import area_map
from analytics.survey.behind import VisitsBehind, ids_of
from analytics.survey.progress import (
    AreaProgress,
    TeamDayProgress,
    Visit,
    VisitStep,
    amount_sum,
    areas_of,
    at_step,
    open_of,
    team_days_of,
    vintage_of,
)
from analytics.wording.labels import label
from analytics.wording.language import mark
from geodata.clock import today
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, VisitState
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.browser.kpi_strip import Card, kpi_strip
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.picture import svg_picture
from pages.components.panels.table_head import table_head
from pages.components.survey.behind import open_behind
from pages.components.survey.choosing import team_names
from pages.components.visit.memory import memory
from pages.components.visit.session import change_view, prepared_record, theme, view, words

STEP_NAMES = {
    VisitStep.ON_LIST: mark("On the list"),
    VisitStep.PLANNED: mark("Have a day"),
    VisitStep.VISITED: mark("Visited"),
    VisitStep.RECOMMENDED: mark("Recommended"),
}
_STEPS = {
    CampaignKind.SURVEY: (VisitStep.ON_LIST, VisitStep.PLANNED, VisitStep.VISITED, VisitStep.RECOMMENDED),
    CampaignKind.INSPECTION: (VisitStep.ON_LIST, VisitStep.PLANNED, VisitStep.VISITED),
}
"""What is counted in a campaign of a kind: an inspection recommends nothing."""
ALL, AMOUNT = "all", "amount"
_TONES = {
    VisitState.DONE: "good",
    VisitState.PLANNED: "muted",
    VisitState.NOBODY_THERE: "warn",
    VisitState.POSTPONED: "warn",
    VisitState.WITHDRAWN: "info",
}


def progress_panel(campaign: Row, visits: list[Visit]) -> None:
    """Draw the progress of the campaign; each number leads to its visits."""
    language = words()
    if not visits:
        st.info(
            language.text("No visit is on the list of this campaign yet: add those due below, or choose facilities."),
            icon=":material/playlist_add:",
        )
        return
    steps = _STEPS[CampaignKind(campaign["kind"])]
    _figures(visits, CampaignKind(campaign["kind"]))
    areas, vintage = areas_of(visits), vintage_of(campaign)
    map_place, table_place = st.columns([2, 3], gap="medium")
    with map_place, st.container(border=True, key="survey_map"):
        _map(areas, vintage)
    with table_place, st.container(border=True, key="survey_areas"):
        table_head(language.text("By area"), language.text("Number of visits"))
        _area_table(areas, steps)
    days, open_place = st.columns([3, 2], gap="medium")
    with days, st.container(border=True, key="survey_by_day"):
        table_head(language.text("By day and team"), language.text("Visits that are over, of those planned"))
        _day_table(campaign, visits)
    with open_place, st.container(border=True, key="survey_open"):
        _open(visits)
    with st.container(border=True, key="survey_visits"):
        table_head(language.text("All visits"), language.text("A row opens the visit."))
        visit_table(visits, key="survey_all", is_survey=VisitStep.RECOMMENDED in steps)
    open_behind()


def _figures(visits: list[Visit], kind: CampaignKind) -> None:
    language = words()
    found = {step: at_step(visits, step) for step in _STEPS[kind]}
    done, planned = found[VisitStep.VISITED], found[VisitStep.PLANNED]
    cards = [
        _card(VisitStep.VISITED, f"{len(done)}/{len(visits)}", language.text("visited of those on the list"), done),
        _card(VisitStep.PLANNED, language.number(len(planned)), language.text("have a day"), planned),
    ]
    behind = {one.value: VisitsBehind(language.text(STEP_NAMES[one]), ids_of(some)) for one, some in found.items()}
    if VisitStep.RECOMMENDED in found:
        some = found[VisitStep.RECOMMENDED]
        cards.append(_card(VisitStep.RECOMMENDED, language.number(len(some)), language.text("recommended"), some))
        stated = [one for one in some if one.amount_vnd is not None]
        amount = amount_sum(one.amount_vnd for one in stated)
        told = language.text("recommended support, stated by {n} of {all}", n=len(stated), all=len(some))
        cards.append(_card(AMOUNT, language.money(amount) if amount is not None else "—", told, stated))
        title = language.text("Recommended amount")
        behind[AMOUNT] = VisitsBehind(title, ids_of(stated), kind, (AnswerMeaning.RECOMMENDED_AMOUNT,))
    clicked = kpi_strip(cards, key="survey_figures")
    if clicked is not None:
        memory().survey_behind = behind[clicked]


def _card(id_: str, value: str, name: str, visits: Collection[Visit]) -> Card:
    n = len(visits)
    return Card(id_, name, value, about=words().count("{n} visit · sources", "{n} visits · sources", n))


def _map(areas: list[AreaProgress], vintage: Vintage) -> None:
    language = words()
    title = language.text("Visited of those on the list")
    by = {
        Vintage.DISTRICTS_2024: language.text(
            "By district: the stronger the colour, the more of its list was visited; without a number, none is on the list."
        ),
        Vintage.COMMUNES_2025: language.text(
            "By commune since 1 July 2025: the stronger the colour, the more of its list was visited; without a number, none is on the list."
        ),
    }
    table_head(title, by[vintage])
    shares = {one.code: (len(one.at(VisitStep.VISITED)), len(one.on_list)) for one in areas if one.code}
    svg_picture(area_map(vintage, shares, title, language, theme()), f"{title}. {by[vintage]}")
    elsewhere = sum(len(one.on_list) for one in areas if one.code is None)
    if elsewhere:
        st.caption(
            language.count(
                "{n} visit is in no known unit: not on the map.",
                "{n} visits are in no known unit: not on the map.",
                elsewhere,
            )
        )


def _area_table(areas: list[AreaProgress], steps: tuple[VisitStep, ...]) -> None:
    language = words()
    most = max((len(area.on_list) for area in areas), default=1)
    cells = {(area.code or area.name, step): ids_of(area.at(step)) for area in areas for step in steps}
    names = {area.code or area.name: area.name for area in areas} | {ALL: language.text("All")}
    cells |= {(ALL, step): tuple(one for area in areas for one in ids_of(area.at(step))) for step in steps}

    def row(id_: str) -> dict[str, object]:
        return {"id": id_, "area": names[id_], **{step.value: len(cells[id_, step]) for step in steps}}

    def clicked(event: TableEvent) -> None:
        if event.column:
            step = VisitStep(event.column)
            memory().survey_behind = VisitsBehind(
                f"{names[event.row]}: {language.text(STEP_NAMES[step])}", cells[event.row, step]
            )

    columns = [
        GridColumn("area", language.text("District or commune"), width="11rem"),
        *(GridColumn(step.value, language.text(STEP_NAMES[step]), kind="bar", max=most, action=True) for step in steps),
    ]
    data_table(
        TableSpec(
            language.text("Visits by area"),
            columns,
            [row(area.code or area.name) for area in areas],
            footer=[row(ALL)],
            is_dense=True,
            texts=table_texts(language),
            max_height_px=None,
            page_size=15,
        ),
        key="survey_area_table",
        on_event=clicked,
    )


def _day_table(campaign: Row, visits: list[Visit]) -> None:
    language, teams = words(), team_names(campaign)
    days = {f"{one.day}-{one.team_id}": one for one in team_days_of(visits)}
    if not days:
        st.caption(language.text("No visit has a day yet."))
        return

    def team(one: TeamDayProgress) -> str:
        return teams.get(one.team_id, one.team_id)

    def clicked(event: TableEvent) -> None:
        one = days[event.row]
        memory().survey_behind = VisitsBehind(f"{language.partial_date(one.day)} · {team(one)}", ids_of(one.visits))

    rows = [
        {
            "id": key,
            "day": day_cell(one.day, language),
            "team": team(one),
            "visits": {"v": len(one.visits), "part": one.n_over, "t": f"{one.n_over}/{len(one.visits)}"},
        }
        for key, one in days.items()
    ]
    columns = (
        GridColumn("day", language.text("Day")),
        GridColumn("team", language.text("Team")),
        GridColumn("visits", language.text("Visits"), kind="bar", action=True),
    )
    data_table(
        TableSpec(language.text("Visits by day and team"), columns, rows, texts=table_texts(language)),
        key="survey_day_table",
        on_event=clicked,
    )


def _open(visits: list[Visit]) -> None:
    language = words()
    found = open_of(prepared_record().record, visits, today())
    table_head(language.text("What is open"), language.text("On {day}", day=language.partial_date(today().isoformat())))
    lines = {
        "without_day": (language.text("Visits without a day"), ids_of(found.without_day)),
        "past": (language.text("Visits past their day"), ids_of(found.past)),
        "conflicts": (
            language.text("Visits with a form that says otherwise than another"),
            tuple(dict.fromkeys(str(one.row["visit_id"]) for one in found.conflicts)),
        ),
    }
    rows = [{"id": id_, "what": name, "n": len(ids)} for id_, (name, ids) in lines.items() if ids]
    if not rows:
        st.markdown(language.text("Nothing is open."))
        return

    def clicked(event: TableEvent) -> None:
        memory().survey_behind = VisitsBehind(*lines[event.row])

    columns = (
        GridColumn("what", language.text("What is open")),
        GridColumn("n", language.text("Visits"), kind="number", action=True, width="5rem"),
    )
    texts = replace(table_texts(language), filter="", csv="")
    data_table(
        TableSpec(language.text("What is open"), columns, rows, texts=texts),
        key="survey_open_table",
        on_event=clicked,
    )


def visit_table(visits: list[Visit], *, key: str, is_survey: bool) -> None:
    """Draw visits as a table; a row puts the visit in focus."""
    language = words()
    rows = [
        {
            "id": one.visit_id,
            "facility": {
                "t": one.facility or one.proposal or one.visit_id,
                "note": one.proposal if one.facility else "",
            },
            "area": one.area,
            "state": {"t": label(one.state, language), "tone": _TONES[one.state]},
            "day": day_cell(one.row["visited_on"] or one.row["planned_on"], language),
            "finding": one.row["finding"],
            "recommended": label_of_answer(one),
            "amount": amount_cell(one.amount_vnd, language),
        }
        for one in visits
    ]
    columns = [
        GridColumn("facility", language.text("Facility"), width="18rem"),
        GridColumn("area", language.text("District or commune"), width="8rem"),
        GridColumn("state", language.text("State of the visit"), kind="badge", width="7rem"),
        GridColumn("day", language.text("Day"), width="7rem"),
        GridColumn("finding", language.text("Finding"), width="16rem"),
    ]
    if is_survey:
        columns += [
            GridColumn("recommended", language.text("Recommended"), width="8rem"),
            GridColumn(
                "amount",
                language.text("Recommended amount"),
                kind="number",
                csv_label=language.text("Recommended amount (VND)"),
            ),
        ]
    caption = language.text("All visits")
    data_table(
        TableSpec(
            caption,
            tuple(columns),
            rows,
            clickable=True,
            texts=table_texts(language),
            page_size=25,
        ),
        key=key,
        selected=[view().visit],
        on_event=_clicked,
    )


def _clicked(event: TableEvent) -> None:
    change_view(visit="" if view().visit == event.row else event.row)


def label_of_answer(visit: Visit) -> str | None:
    """Return the recommendation in words."""
    language = words()
    said = {"yes": language.text("yes"), "less": language.text("yes, with less"), "no": language.text("no")}
    return said.get(visit.recommended or "")
