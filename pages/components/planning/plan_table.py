"""Every candidate of a plan in one table: given or not, why, how certain; a row opens what it would take and the hand."""

from typing import Any

from analytics.evidence.rows import amount_cell
from analytics.planning.apart import Explained
from analytics.planning.solving.explain import Explanation, Stability, reasons
from analytics.planning.solving.hand import judged
from analytics.planning.solving.model import Grant, PlanRequest
from analytics.planning.words import OBSTACLES, WHYS, PlanWords
from analytics.selection.place_words import district_name
from analytics.wording.language import Language, mark
from pages.components.browser.data_table import GridColumn, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.planning.visit import draft
from pages.components.visit.memory import memory

_STANDINGS = {
    Stability.CERTAIN: (mark("certain"), "good"),
    Stability.BORDERLINE: (mark("borderline"), "warn"),
    Stability.OUT: (mark("out"), "muted"),
}


def plan_table(found: Explained, asked: PlanRequest, said: PlanWords) -> None:
    """Draw the candidates, those of the plan first."""
    language = said.language
    held = judged(asked, found.plan, draft().overrides)
    given = {one.candidate_id: one for one in held.grants}
    standings, by_hand = dict(found.standings), {one.candidate_id for one in draft().overrides}
    listed = sorted(reasons(asked, found.plan), key=lambda one: (one.candidate_id not in given, one.rank))
    columns = [
        GridColumn("rank", language.text("Rank"), kind="number", width="3rem"),
        GridColumn("title", language.text("Beneficiary"), width="12rem"),
        GridColumn("place", language.text("District"), width="6rem"),
        GridColumn("granted", language.text("Granted"), kind="number", csv_label=language.text("Granted (VND)")),
        GridColumn("programme", language.text("Source of funding"), width="5rem"),
        GridColumn("score", language.text("Score"), kind="number"),
        GridColumn(
            "standing",
            language.text("By weights"),
            kind="badge",
            width="6rem",
            help=language.text("Whether it stays in when the weights change by up to 30 %."),
        ),
        GridColumn("why", language.text("Reason"), width="9rem"),
    ]
    rows = [
        _row(one, given.get(one.candidate_id), standings.get(one.candidate_id), by_hand, said, language)
        for one in listed
    ]
    table = TableSpec(
        caption=language.text("The plan"),
        columns=columns,
        rows=rows,
        clickable=True,
        is_dense=True,
        page_size=200,
        max_height_px=330,
        texts=table_texts(language),
    )
    data_table(table, key="plan_table", selected=[memory().plan_row or ""], on_event=_clicked)


def _row(  # noqa: PLR0913, PLR0917 - what stands in a row
    one: Explanation,
    grant: Grant | None,
    standing: Stability | None,
    by_hand: set[str],
    said: PlanWords,
    language: Language,
) -> dict[str, Any]:
    candidate = said.candidates[one.candidate_id]
    obstacle = language.text(OBSTACLES[one.obstacle]) if one.obstacle else ""
    why = language.text(WHYS[one.why], why=obstacle, wish=said.wish(one.wish) if one.wish else "")
    if one.candidate_id in by_hand:
        why = language.text("Decided by the meeting")
    word, tone = _STANDINGS[standing] if standing else ("", "muted")
    place = ", ".join(district_name(code, language, short=True) for code in candidate.districts)
    programme = said.programme(grant.programme) if grant else ""
    return {
        "id": one.candidate_id,
        "rank": one.rank,
        "title": {"v": said.title(one.candidate_id), "t": said.short(one.candidate_id), "title": candidate.title},
        "place": place or None,
        "granted": amount_cell(grant and grant.amount_vnd, language),
        "programme": programme,
        "score": {"v": one.score, "t": language.number(one.score)},
        "standing": {"v": standing, "t": language.text(word), "tone": tone} if standing else None,
        "why": why,
    }


def _clicked(event: TableEvent) -> None:
    memory().plan_row = None if memory().plan_row == event.row else event.row
