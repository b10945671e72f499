"""Days and teams on the screen: planned by a job, moved by hand with what it costs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.editing.attachment_words import stopped_text
from analytics.selection.place_words import Row
from analytics.survey.days import DayBreach, Left, RoutePlan, Rules, TeamDay, TravelTimes
from analytics.survey.distances import rules_with
from analytics.survey.moving import Move, moved_visit
from analytics.survey.planning import planning_task
from analytics.survey.progress import Visit
from analytics.survey.schedule import (
    OPEN,
    kept_days,
    plan_of,
    planned_values,
    stops_of,
    team_days,
    teams_of,
    visits_of,
)
from analytics.wording.language import mark
from geodata.clock import today
from geodata.door.access import Permission
from geodata.jobs import JobStoppedError, run
from geodata.settings import centre_point
from geodata.store.model import Change
from pages.components.editing.saving import save_changes, say_not_begun, source_change
from pages.components.survey.choosing import team_names
from pages.components.survey.distances import distances_panel, kept_table, ways_told
from pages.components.visit import office
from pages.components.visit.access import may, require
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, shown_record, words

WHY_LEFT = {
    Left.NO_PLACE: mark("no district, or no day goes to its district"),
    Left.NO_DAY: mark("no day is left"),
    Left.TOO_LONG: mark("the way there and back is longer than a day"),
}
WHY_NOT = {
    DayBreach.HOURS: mark("the day would be too long"),
    DayBreach.APPOINTMENT: mark("an appointment would not be kept"),
    DayBreach.OWN_DAY: mark("a district has days of its own"),
    DayBreach.DONE: mark("what is done does not move"),
}


def days_panel(campaign: Row, visits: list[Visit]) -> None:
    """Draw the plan of days, the button that makes it, and the way to move one visit."""
    language, record = words(), prepared_record().record
    frame = visits_of(record, campaign["campaign_id"])
    plan = plan_of(frame)
    table = kept_table(campaign)
    rules = rules_with(campaign, table, frame)
    ground = TravelTimes(stops_of(frame, campaign), rules)
    start = (
        language.text("the office's own point")
        if centre_point()
        else language.text("the middle of the city of Bắc Giang")
    )
    st.caption(
        language.text(
            "Each day begins and ends at {start}; {hours} hours, {minutes} minutes a visit.",
            start=start,
            hours=language.number(campaign["hours_per_day"], 1),
            minutes=campaign["minutes_per_visit"],
        )
        + " "
        + ways_told(campaign, table, frame)
    )
    distances_panel(campaign, table, frame)
    if may(Permission.EDIT) and not frame.empty:
        _plan_button(campaign, frame, rules)
        _left_told(visits)
    _days(campaign, plan, ground, {one.visit_id: one for one in visits})
    if may(Permission.EDIT) and plan.days:
        _move(campaign, frame, plan, ground, visits)


def _plan_button(campaign: Row, frame: Any, rules: Rules) -> None:
    language, plan = words(), plan_of(frame)
    text = language.text("Plan what is open anew") if plan.days else language.text("Plan days and teams")
    if not st.button(text, icon=":material/route:", type="primary", key="survey_plan"):
        return
    require(Permission.EDIT)
    kept = kept_days(frame, plan)
    since = today() if kept else None
    days = team_days(campaign, teams_of(prepared_record().record, campaign["campaign_id"]), since)
    if not days:
        say_not_begun(language.text("The campaign has no working day left, or no team: change its first and last day."))
        st.rerun()
    is_open = frame["state"].isin(list(OPEN)) | frame["visit_id"].isin(
        [key for day in kept for key in (*day.visits, *day.listed)]
    )
    try:
        with st.spinner(language.text("Planning…")):
            made = run(planning_task(stops_of(frame[is_open], campaign), days, rules, kept))
    except JobStoppedError as error:
        say_not_begun(stopped_text(error, language))
        st.rerun()
    memory().survey_left = dict(made.left)
    _save(frame[is_open], made)


def _save(frame: Any, plan: RoutePlan) -> None:
    """Write the days of the visits, as the store holds them now."""
    source_id, changes = source_change()
    values = planned_values(frame, plan)
    changes += visit_changes(values, source_id)
    save_changes(changes, "survey days")


def visit_changes(values: Mapping[str, Mapping[str, Any]], source_id: str) -> list[Change]:
    """Return the changes that give visits of the store other values."""
    held, since = office.store().rows("survey_visits", list(values)), shown_record().mark
    changes = []
    for key, given in values.items():
        row = held[key]
        ids = [one for one in str(row.values["source_ids"]).split(";") if one]
        sources = ";".join(dict.fromkeys([*ids, source_id]))
        after = {**row.values, **given, "source_ids": sources}
        changes.append(Change("survey_visits", key, after, row.version, since=since))
    return changes


def _left_told(visits: list[Visit]) -> None:
    language = words()
    names = {one.visit_id: one.facility or one.proposal for one in visits}
    left = {key: why for key, why in memory().survey_left.items() if key in names}
    if left:
        st.warning(
            language.count("{n} visit found no day:", "{n} visits found no day:", len(left))
            + "\n"
            + "\n".join(f"- {_plain(names[key])}: {language.text(WHY_LEFT[why])}" for key, why in left.items()),
            icon=":material/event_busy:",
        )


def _plain(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|$~<>:" else letter for letter in text)


def _days(campaign: Row, plan: RoutePlan, ground: TravelTimes, visits: Mapping[str, Visit]) -> None:
    language, teams = words(), team_names(campaign)
    for day in plan.days:
        table = ground.timetable(day.at, day.visits)
        head = language.count(
            "{day} · {team}: {n} visit, about {km} km, back at {back}",
            "{day} · {team}: {n} visits, about {km} km, back at {back}",
            len(day.visits) + len(day.listed),
            day=language.partial_date(day.at.day.isoformat()),
            team=teams.get(day.at.team_id, day.at.team_id),
            km=language.number(table.km),
            back=f"{table.back // 60:02}:{table.back % 60:02}",
        )
        with st.expander(head, key=f"survey_day_{day.at.day}_{day.at.team_id}"):
            times = dict(zip(day.visits, table.arrivals, strict=True))
            lines = []
            for place, key in enumerate((*day.visits, *day.listed), 1):
                one = visits.get(key)
                at = f"{times[key] // 60:02}:{times[key] % 60:02}" if key in times else language.text("by telephone")
                lines.append(f"{place}. **{at}** {_plain(one.facility or one.proposal if one else key)}")
            st.markdown("\n".join(lines))


def _move(campaign: Row, frame: Any, plan: RoutePlan, ground: TravelTimes, visits: list[Visit]) -> None:
    language, teams = words(), team_names(campaign)
    names = {one.visit_id: one.facility or one.proposal for one in visits if one.state in OPEN}
    with st.expander(language.text("Move a visit by hand"), icon=":material/swap_vert:", key="survey_move_box"):
        first, second, third, fourth = st.columns([3, 2, 2, 1])
        visit = first.selectbox(
            language.text("Visit"), list(names), format_func=lambda one: names.get(one, one), key="survey_move_visit"
        )
        days = dict.fromkeys(
            one.day for one in team_days(campaign, teams_of(prepared_record().record, campaign["campaign_id"]))
        )
        day = second.selectbox(
            language.text("Day"),
            days,
            format_func=lambda one: language.partial_date(one.isoformat()),
            key="survey_move_day",
        )
        team = third.selectbox(
            language.text("Team"), list(teams), format_func=lambda one: teams.get(one, one), key="survey_move_team"
        )
        place = fourth.selectbox(language.text("Place in the day"), range(1, len(names) + 1), key="survey_move_place")
        if visit is None or team is None or day is None or place is None:
            return
        done = {one.visit_id for one in visits if one.state not in OPEN}
        move = moved_visit(plan, ground, visit, (TeamDay(day, team), place), done)
        _told(move)
        if move.is_allowed and st.button(language.text("Move it"), key="survey_move", type="primary"):
            require(Permission.EDIT)
            _save(frame, replace(move.plan, left={}))


def _told(move: Move) -> None:
    language = words()
    if not move.is_allowed:
        reasons = ", ".join(language.text(WHY_NOT[one]) for one in sorted(move.broken))
        st.error(language.text("Not possible: {why}.", why=reasons), icon=":material/block:")
        return
    st.info(
        language.text(
            "It costs {km} km and {minutes} minutes of all days together.",
            km=f"{'+' if move.km >= 0 else '−'}{language.number(abs(move.km), 1)}",
            minutes=f"{'+' if move.minutes >= 0 else '−'}{abs(move.minutes)}",
        )
        + (" " + language.text("Visits of its commune are on more than one day then.") if move.is_apart else "")
    )
