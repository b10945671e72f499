"""The list of slides that a visit shows, which any screen may add to."""

from analytics.briefing.meeting import Meeting
from pages.components.visit.memory import memory


def meeting() -> Meeting:
    """Return what this visit shows of the story."""
    return memory().meeting or Meeting()


def show_slides(new: Meeting) -> None:
    """Show another list of slides; called from a callback."""
    memory().meeting = new
