"""What is said of what is due: acceptance, and inspection a year after it."""

from collections.abc import Mapping

from analytics.findings.said import StatedText, What, Wording, side_by_side, stated_number
from analytics.findings.wording import on
from analytics.proposals.due import DueState, told_first
from analytics.wording.claims import ClaimKind, counted, past, unknown
from analytics.wording.language import Language


def due_headline(states: Mapping[DueState, int], language: Language) -> StatedText:  # noqa: PLR0911 - one a state
    """Say how many are overdue, which the office's own record alone can tell; else what a leader is to know next, in the order of the states."""
    state = told_first(states)
    if state is None:
        return on(ClaimKind.UNKNOWN, unknown(0), language).text("Nothing is due by the record")
    n = states[state]
    number = stated_number(What.STATE, n, language.number(n), state)
    if state is DueState.OVERDUE:
        return on(ClaimKind.OVERDUE, past(n), language).count(
            "{n} proposal with acceptance or inspection overdue by the office's record",
            "{n} proposals with acceptance or inspection overdue by the office's record",
            number,
        )
    said = on(ClaimKind.COUNT, counted(n), language)
    completed = states.get(DueState.COMPLETED, 0)
    match state:
        case DueState.SOON:
            return said.count(
                "{n} proposal with acceptance or inspection due within 6 months",
                "{n} proposals with acceptance or inspection due within 6 months",
                number,
            )
        case DueState.NOT_RECORDED:
            past_day = said.count(
                "{n} proposal past its day of acceptance or inspection, not known whether done",
                "{n} proposals past their day of acceptance or inspection, not known whether done",
                number,
            )
            return side_by_side([past_day, _completed(completed, said)]) if completed else past_day
        case DueState.COMPLETED:
            return _completed(n, said)
        case DueState.LATER:
            return said.count(
                "{n} proposal with acceptance or inspection due, none within 6 months",
                "{n} proposals with acceptance or inspection due, none within 6 months",
                number,
            )
        case DueState.UNDATED:
            return said.count(
                "{n} proposal with acceptance or inspection of which no day is known",
                "{n} proposals with acceptance or inspection of which no day is known",
                number,
            )


def _completed(n: int, said: Wording) -> StatedText:
    """Say how many proposals sources call completed of which none says that they were accepted."""
    return said.count(
        "{n} proposal completed as sources say, acceptance not known",
        "{n} proposals completed as sources say, acceptance not known",
        stated_number(What.STATE, n, said.language.number(n), DueState.COMPLETED),
    )
