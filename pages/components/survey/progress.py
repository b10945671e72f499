"""How far the campaign is: by area on the map and in bars, by day and team, what is open, what was found."""

from html import escape

import streamlit as st

from analytics.selection.place_words import Row, district_name
from analytics.survey.area_map import area_map
from analytics.survey.progress import Visit, amount_sum, areas_of, open_of, team_days_of
from analytics.wording.labels import label
from geodata.clock import today
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.vocabulary import CampaignKind, VisitState
from pages.components.browser.data_table import Column, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.survey.choosing import team_names
from pages.components.visit.session import look, prepared_record, view, words

TONES = {
    VisitState.DONE: "good",
    VisitState.PLANNED: "muted",
    VisitState.NOBODY_THERE: "warn",
    VisitState.POSTPONED: "warn",
    VisitState.WITHDRAWN: "info",
}


def progress_panel(campaign: Row, visits: list[Visit]) -> None:
    """Draw the progress of the campaign."""
    language = words()
    is_survey = campaign["kind"] == CampaignKind.SURVEY
    done = [one for one in visits if one.state is VisitState.DONE]
    _figures(visits, done, is_survey=is_survey)
    map_place, table_place = st.columns([2, 3], gap="medium")
    with map_place, st.container(border=True, key="survey_map"):
        table_head(
            language.text("Visited of those on the list"),
            language.text(
                "By district: the darker, the more of its list was visited; without a number, none is on the list."
            ),
        )
        st.image(area_map(_shares(visits), _names(), language.text("Visited of those on the list")), width="stretch")
    with table_place, st.container(border=True, key="survey_areas"):
        table_head(language.text("By area"), language.text("Number of visits"))
        _area_table(visits, is_survey=is_survey)
    days, open_place = st.columns([3, 2], gap="medium")
    with days, st.container(border=True, key="survey_by_day"):
        table_head(language.text("By day and team"), language.text("Visits that are over, of those planned"))
        _day_table(campaign, visits)
    with open_place, st.container(border=True, key="survey_open"):
        _open(visits)
    with st.container(border=True, key="survey_visits"):
        table_head(language.text("All visits"), language.text("A row opens the visit."))
        visit_table(visits, key="survey_all", is_survey=is_survey)


def _figures(visits: list[Visit], done: list[Visit], *, is_survey: bool) -> None:
    language = words()
    planned = sum(one.row["planned_on"] is not None for one in visits)
    cells = [
        (f"{len(done)}/{len(visits)}", language.text("visited of those on the list")),
        (language.number(planned), language.text("have a day")),
    ]
    if is_survey:
        recommended = [one for one in done if one.is_recommended]
        amount = amount_sum(one.amount_vnd for one in recommended)
        n_amounts = sum(one.amount_vnd is not None for one in recommended)
        cells.append((language.number(len(recommended)), language.text("recommended")))
        told = language.money(amount) if amount is not None else "—"
        cells.append(
            (told, language.text("recommended support, stated by {n} of {all}", n=n_amounts, all=len(recommended)))
        )
    st.html(
        "<div class='kc-survey-figures' style='display:flex;flex-wrap:wrap;gap:0.5rem 2rem'>"
        + "".join(
            f"<div><b style='font-size:1.6rem'>{escape(value)}</b><br><span>{escape(name)}</span></div>"
            for value, name in cells
        )
        + "</div>"
    )


def _shares(visits: list[Visit]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for one in visits:
        if code := one.row["district_code"]:
            done, n = counts.get(str(code), (0, 0))
            counts[str(code)] = (done + (one.state is VisitState.DONE), n + 1)
    return counts


def _names() -> dict[str, str]:
    language = words()
    return {one.code: district_name(one.code, language, short=True) for one in TEN_DISTRICTS}


def _area_table(visits: list[Visit], *, is_survey: bool) -> None:
    language = words()
    areas = areas_of(visits)
    most = max((len(area.on_list) for area in areas), default=1)

    def row(name: str, parts: list[list[Visit]]) -> dict[str, object]:
        cells = dict(zip(("on_list", "planned", "visited", "recommended"), map(len, parts), strict=True))
        return {"area": name, **cells}

    rows = [
        {
            "id": area.name,
            **row(area.name, [list(one) for one in (area.on_list, area.planned, area.visited, area.recommended)]),
        }
        for area in areas
    ]
    parts = [(area.on_list, area.planned, area.visited, area.recommended) for area in areas]
    total = [[one for part in column for one in part] for column in zip(*parts, strict=True)] or [[], [], [], []]
    columns = [
        Column("area", language.text("District or commune"), width="11rem"),
        Column("on_list", language.text("On the list"), kind="bar", max=most),
        Column("planned", language.text("Have a day"), kind="bar", max=most),
        Column("visited", language.text("Visited"), kind="bar", max=most),
        *([Column("recommended", language.text("Recommended"), kind="bar", max=most)] if is_survey else []),
    ]
    caption = language.text("Visits by area")
    data_table(
        TableSpec(
            caption,
            tuple(columns),
            rows,
            footer=[row(language.text("All"), total)],
            is_dense=True,
            locale=language.code,
            texts=table_texts(language),
            max_height_px=None,
        ),
        key="survey_area_table",
    )


def _day_table(campaign: Row, visits: list[Visit]) -> None:
    language, teams = words(), team_names(campaign)
    days = team_days_of(visits)
    if not days:
        st.caption(language.text("No visit has a day yet."))
        return
    rows = [
        {
            "id": f"{one.day}-{one.team_id}",
            "day": {"v": one.day, "t": language.partial_date(one.day)},
            "team": teams.get(one.team_id, one.team_id),
            "visits": {"v": len(one.visits), "part": one.n_over, "t": f"{one.n_over}/{len(one.visits)}"},
        }
        for one in days
    ]
    columns = (
        Column("day", language.text("Day")),
        Column("team", language.text("Team")),
        Column("visits", language.text("Visits"), kind="bar"),
    )
    caption = language.text("Visits by day and team")
    data_table(
        TableSpec(
            caption,
            columns,
            rows,
            locale=language.code,
            texts=table_texts(language),
        ),
        key="survey_day_table",
    )


def _open(visits: list[Visit]) -> None:
    language = words()
    found = open_of(prepared_record().record, visits, today())
    table_head(language.text("What is open"), language.text("On {day}", day=language.partial_date(today().isoformat())))
    lines = [
        (
            len(found.without_day),
            language.count("{n} visit has no day", "{n} visits have no day", len(found.without_day)),
        ),
        (
            len(found.past),
            language.count("{n} visit is past its day", "{n} visits are past their day", len(found.past)),
        ),
        (
            len(found.conflicts),
            language.count(
                "{n} form says otherwise than another", "{n} forms say otherwise than another", len(found.conflicts)
            ),
        ),
    ]
    said = [text for n, text in lines if n]
    st.markdown("\n".join(f"- {text}" for text in said) or language.text("Nothing is open."))


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
            "state": {"t": label(one.state, language), "tone": TONES[one.state]},
            "day": _day(one),
            "finding": one.row["finding"],
            "recommended": label_of_answer(one),
            "amount": None if one.amount_vnd is None else {"v": one.amount_vnd, "t": language.money(one.amount_vnd)},
        }
        for one in visits
    ]
    columns = [
        Column("facility", language.text("Facility"), width="18rem"),
        Column("area", language.text("District or commune"), width="8rem"),
        Column("state", language.text("State of the visit"), kind="badge", width="7rem"),
        Column("day", language.text("Day"), width="7rem"),
        Column("finding", language.text("Finding"), width="16rem"),
    ]
    if is_survey:
        columns += [
            Column("recommended", language.text("Recommended"), width="8rem"),
            Column(
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
            locale=language.code,
            texts=table_texts(language),
            page_size=25,
        ),
        key=key,
        selected=[view().visit],
        on_event=_clicked,
    )


def _clicked(event: TableEvent) -> None:
    look(visit="" if view().visit == event.row else event.row)


def _day(visit: Visit) -> dict[str, str] | None:
    day = visit.row["visited_on"] or visit.row["planned_on"]
    return {"v": str(day), "t": words().partial_date(str(day))} if day else None


def label_of_answer(visit: Visit) -> str | None:
    """Return the recommendation in words."""
    language = words()
    said = {"yes": language.text("yes"), "less": language.text("yes, with less"), "no": language.text("no")}
    return said.get(visit.recommended or "")
