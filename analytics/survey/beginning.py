"""What is known before the first campaign of visits: the last survey that sources tell of, what waits to be inspected, who can be visited."""

from datetime import date

from analytics.evidence.rows import figure_value, rows_with_ids
from analytics.findings.answers import Answer
from analytics.prepared.tables import Prepared
from analytics.proposals.due import DueKind, DueState, due_of
from analytics.proposals.due_lines import due_span
from analytics.proposals.due_words import STATES
from analytics.selection.place_words import joined, records
from analytics.selection.selected import selected_of
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.schema.vocabulary import Basis


def beginning_answers(prepared: Prepared, day: date, language: Language) -> tuple[Answer, ...]:
    """Answer how large the last survey was that sources tell of, how many inspections are due, how many facilities are on record."""
    return (
        _last_survey(prepared, language),
        _inspections(prepared, day, language),
        _facilities(prepared, language),
    )


def _last_survey(prepared: Prepared, language: Language) -> Answer:
    figures = prepared.record["published_figures"]
    told = figures[figures["basis"].eq(Basis.SURVEYED) & figures["is_used"] & figures["metric"].eq("facilities")]
    told = told.dropna(subset=["year_from"]).sort_values("year_from", ascending=False).head(1)
    rows = rows_with_ids(prepared.record, "published_figures", tuple(told["figure_id"]))
    label = language.text("Facilities of the last survey that sources tell of")
    if told.empty:
        return Answer("last_survey", label, "—", tuple, basis=language.text("no source tells of a survey"))
    (row,) = records(told)
    plan = language.text("for the plan of {year}", year=row["year_from"])
    heading = language.text("Published figures")
    return Answer(
        "last_survey",
        label,
        figure_value(row, language),
        lambda: ((heading, "published_figures", rows),),
        basis=joined([plan, row["note"]]),
    )


def _inspections(prepared: Prepared, day: date, language: Language) -> Answer:
    selected = selected_of(prepared, Selection())
    table = due_of(selected, day)
    table = table[table["kind"].eq(DueKind.INSPECTION)]
    told = [
        joined([f"{language.number(n)} {language.text(words)}", due_span(table, DueState(state), language)], ": ")
        for state, (words, _) in STATES.items()
        if (n := int(table["state"].eq(state).sum()))
    ]
    rows = selected.proposals[selected.proposals["proposal_id"].isin(table["proposal_id"])]
    return Answer(
        "inspections",
        language.text("Accepted proposals that no source says were inspected"),
        language.number(len(table)) if len(table) else "—",
        lambda: ((language.text("Proposals"), "proposals", rows),) if len(rows) else (),
        basis=joined(told) or language.text("no accepted proposal is on record"),
    )


def _facilities(prepared: Prepared, language: Language) -> Answer:
    rows = selected_of(prepared, Selection()).facilities
    return Answer(
        "facilities",
        language.text("Rural industrial facilities on record, to be visited"),
        language.number(len(rows)) if len(rows) else "—",
        lambda: ((language.text("Facilities"), "facilities", rows),) if len(rows) else (),
        basis=language.text("a campaign takes those that are chosen, by district, sector and year"),
    )
