"""All that a visit remembers between two runs of its screens: names, types and defaults. No other module asks Streamlit for it."""

from dataclasses import dataclass, field
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.briefing.meeting import Meeting
    from analytics.briefing.request import BriefingFormat, BriefingRequest
    from analytics.editing.rows import EditedRow
    from analytics.maps.mark_cells import Window
    from analytics.planning.apart import Explained
    from analytics.planning.draft import PlanDraft
    from analytics.planning.scenario import Scenario
    from analytics.planning.solving.explain import Exchange
    from analytics.planning.solving.model import PlanRequest
    from analytics.prepared.current import Shown
    from analytics.rules.listed import RuleGroup
    from analytics.selection.selection import Selection
    from analytics.selection.value_counts import Outside
    from analytics.survey.behind import VisitsBehind
    from analytics.survey.days import Left
    from geodata.door.access import Role, Visitor
    from geodata.jobs import Work
    from pages.components.editing.saving import Conflict
    from pages.components.frame.export_work import MadeFile
    from pages.components.importing.visit import ImportVisit
    from pages.components.survey.coming_back import FileOfForms
    from pages.components.visit.said import Notice
    from pages.components.visit.view import View

_NAME = "visit"


@dataclass
class Memory:
    """What one visit remembers; each window has its own."""

    # the visit
    selection: "Selection | None" = None
    view: "View | None" = None
    has_chosen: bool = False
    """Whether a callback of this run changed the selection or the view, so that the address has nothing new to say."""
    refused_parameters: tuple[str, ...] = ()
    page: str | None = None
    screen_to_open: str = ""
    """The screen that a callback asked for, by its path, until the run that follows goes there."""
    said: "Notice | None" = None
    """What was done last, for the head to say."""
    written_query: dict[str, str] | None = None
    """The parameters of the address as the last run wrote them."""
    trail: tuple[tuple[str, str], ...] = ()
    """Page and parameters of each step of this visit, as the browser's history has them; `trail_at` is the present one."""
    trail_at: int = 0
    visitor_of_run: "Visitor | None" = None
    signed_in_as: "Role | None" = None
    """The role under which the log has the sign-in of this visit."""
    record_of_run: "Shown | None" = None

    # panels of several screens
    prints_asked: int = 0
    """How often this visit has asked for paper; `prints_drawn` is the last that a run was drawn for."""
    prints_drawn: int = 0
    is_printing: bool = False
    """Whether this run also draws what stands on paper alone."""
    open_tables: set[str] = field(default_factory=set)
    """The charts whose table is open."""
    evidence_row: tuple[str, str] | None = None
    """Table and id of the row of a dialog whose card is open."""
    evidence_part: str = ""
    """The part of a dialog whose row was used last, which stays open."""
    rows_to_open: "tuple[str, Sequence[str]] | None" = None
    """A title and the export flows that a click asked for, until the dialog opens."""
    cards_shown: int = 12
    typed_seen: dict[str, dict[str, tuple[str, Any]]] = field(default_factory=dict)
    """What was understood of each typed field and shown to the person."""
    export_file: "MadeFile | None" = None
    found_lately: tuple[tuple[str, str], ...] = ()
    """Kind and key of what the search opened and of records whose card was open, the last one first."""
    found_rows: tuple[str, str] | None = None
    """What was found whose rows are to be shown, until the dialog opens."""

    # the map
    map_channel: str = field(default_factory=lambda: f"khuyen-cong-{uuid4().hex}")
    """The name under which the maps of this visit share their view."""
    map_windows: "dict[str, Window | None]" = field(default_factory=dict)
    """What part of each map is looked at closely."""
    unit_cell: tuple[str, str] | None = None
    """Row and column of the table of units that were clicked, until the dialog opens."""
    profile_line: str = ""
    """Part and line of a district's profile that were clicked, until the dialog opens."""
    rows_outside_years: "Outside | None" = None
    """What no single year shows and a click under the map asked for, until the dialog opens."""

    # meetings
    meeting: "Meeting | None" = None
    opened_meeting: str | None = None
    new_texts: int = 0
    """How many free texts were added; part of the fields' keys."""
    seconds_a_slide: int = 15
    briefing_files: "dict[BriefingFormat, tuple[BriefingRequest, bytes]]" = field(default_factory=dict)

    shown_plan: "Scenario | None" = None
    """The plan that has slides of its own."""

    # plans
    plan_draft: "PlanDraft | None" = None
    plan_work: "tuple[PlanRequest, Work[Explained]] | None" = None
    plan_problem: str = ""
    plan_candidate: str | None = None
    plan_row: str | None = None
    plan_exchanges: "dict[tuple[int, str], Exchange]" = field(default_factory=dict)
    """What it would take to have a proposal, by plan and proposal."""

    # data
    finding_kind: str | None = None
    finding: str | None = None
    rules_day_refused: str = ""
    rules_group: "RuleGroup | None" = None
    rules_focus: str = ""
    commit: int | None = None
    """The commit that is open in the journal."""
    edit_round: int = 0
    """Changes when what was entered is done with; part of the fields' keys."""
    edit_token: str = field(default_factory=lambda: token_hex(6))
    """What makes the key of a new row one of its own, until it is saved."""
    edit_open: "dict[str, dict[str, EditedRow]]" = field(default_factory=dict)
    """The rows that are open, each as it was when it was opened."""
    edit_focus: tuple[str, str] | None = None
    edit_given: tuple[int, str, dict[str, Any]] | None = None
    """Round, table and values that a new row begins with."""
    edit_points: dict[str, tuple[float, float] | None] = field(default_factory=dict)
    """The point (lon, lat) of each form that was begun."""
    saving_page: str | None = None
    saving_problems: tuple[str, ...] = ()
    refused_entries: dict[str, str] | None = None
    """What stood in the fields when saving was refused."""
    conflict: "Conflict | None" = None
    attachment_token: str = field(default_factory=lambda: token_urlsafe(24))
    """What makes the address of a download one that nobody guesses, not even who has the file."""
    attachment_number: int = 0
    importing: "ImportVisit | None" = None
    survey_upload: int = 0
    survey_file: "FileOfForms | None" = None
    survey_left: "dict[str, Left]" = field(default_factory=dict)
    """The visits that found no day."""
    survey_problems: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each visit what was not understood in its form, by question."""
    survey_behind: "VisitsBehind | None" = None
    """The figure whose visits a click asked for, until the dialog opens."""
    survey_sent: str = ""
    """The token of the form that was taken in last."""
    import_rows: dict[str, str] = field(default_factory=dict)
    """The row of each import that is shown cell by cell."""


def memory() -> Memory:
    """Return what this visit remembers."""
    try:
        return st.session_state[_NAME]  # type: ignore[no-any-return]
    except KeyError:
        st.session_state[_NAME] = Memory()
        return st.session_state[_NAME]  # type: ignore[no-any-return]


def widget(key: str) -> Any:
    """Return the value of a field, table, map or chart on the screen, None where it was not drawn."""
    return st.session_state.get(key)


def has_widget(key: str) -> bool:
    """Tell whether a field was drawn, or given a value before it is."""
    return key in st.session_state


def set_widget(key: str, value: object) -> None:
    """Give a field a value, before it is drawn or in a callback."""
    st.session_state[key] = value


def forget_widget(key: str) -> None:
    """Let a field begin anew."""
    st.session_state.pop(key, None)


def texts_entered() -> dict[str, str | dict[str, Any]]:
    """Return the texts and the edits of grids in all fields on the screen."""
    return {str(key): value for key, value in st.session_state.items() if isinstance(value, (str, dict))}
