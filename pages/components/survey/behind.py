"""The visits behind a figure that was clicked, in the drawer that every figure opens."""

from analytics.survey.behind import parts_behind_figure
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words


def open_behind() -> None:
    """Open what a click asked for, once; drawn after all that can be clicked."""
    figure, memory().survey_behind = memory().survey_behind, None
    if figure is not None:
        evidence_dialog(figure.title, "", parts_behind_figure(prepared_record().record, figure, words()))
