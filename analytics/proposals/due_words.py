"""The words of what is due: what is to be done, and whether its day has passed."""

from analytics.proposals.due import DueKind, DueState
from analytics.wording.language import mark

DUE_NAMES: dict[str, str] = {
    str(DueKind.ACCEPTANCE): mark("Acceptance"),
    str(DueKind.INSPECTION): mark("Inspection after a year"),
}
STATES: dict[str, tuple[str, str]] = {
    str(DueState.OVERDUE): (mark("past due, nothing on record"), "bad"),
    str(DueState.TODAY): (mark("due today"), "warn"),
    str(DueState.LATER): (mark("still to come"), "info"),
    str(DueState.NOT_RECORDED): (mark("no information"), "muted"),
    str(DueState.UNDATED): (mark("no date known"), "muted"),
}
"""Words and tone of each state."""
