"""Slides of the work: proposals by stage, and what is due on the day."""

import pandas as pd

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import part_of, proposals_part
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, TableBlock
from analytics.evidence.rows import rows_with_ids
from analytics.figures.funding.money_bars import money_table
from analytics.figures.funding.money_groups import stage_groups
from analytics.figures.funding.pipeline import stage_counts
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.findings.coverage import spoken_of
from analytics.findings.headlines import due_headline, stage_headline
from analytics.overview.kpi import KpiId
from analytics.proposals.due import DueState, due_of
from analytics.proposals.due_words import DUE_NAMES, STATES
from analytics.selection.place_words import Row, records
from analytics.selection.words import titled
from analytics.wording.claims import GroupShare
from analytics.wording.language import Language
from geodata.schema.vocabulary import Stage


def pipeline_slide(scene: Scene) -> SlideDraft:
    """Return the proposals by stage, for the selection without its stages, with the money that they state."""
    language, beside = scene.language, scene.unfiltered_by("stages")
    groups = stage_groups(beside, language)
    title = language.text("Proposals by status")
    subtitle = titled(title, beside.selection, language)
    shares = [GroupShare(group.name, float(group.n), group.id != Stage.UNKNOWN) for group in groups]
    return SlideDraft(
        id="pipeline",
        title=title,
        subtitle=subtitle,
        headline=stage_headline(shares, spoken_of(KpiId.PROPOSALS, beside, scene.language)),
        blocks=Later(
            lambda: (
                chart_block(
                    "pipeline", subtitle, stage_counts(beside, language).bars(language), scene.selection, language
                ),
                table_block(
                    "pipeline_table",
                    language.text("Support that they state"),
                    money_table(groups, language.text("Status"), None, language),
                ),
            )
        ),
        parts=Later(lambda: [part_of(beside, "proposals", language.text("Proposals"))]),
        n=beside.count("proposals"),
        n_of=language.text("proposals"),
        reason="" if groups else language.text("No proposal fits these choices."),
    )


def due_slide(scene: Scene) -> SlideDraft:
    """Return what is due on the day: acceptance and inspection, the longest past first."""
    language = scene.language
    table = due_of(scene.selected, scene.today)
    states = {DueState(str(state)): int(n) for state, n in table["state"].value_counts().items()}
    title = language.text("What is due on {day}", day=language.partial_date(scene.today.isoformat()))
    subtitle = titled(title, scene.selection, language)
    ids = tuple(table["proposal_id"])
    return SlideDraft(
        id="due",
        title=title,
        subtitle=subtitle,
        headline=due_headline(states, language),
        blocks=Later(lambda: [_due_table(table, subtitle, language)]),
        parts=Later(lambda: [proposals_part(rows_with_ids(scene.record, "proposals", ids), language)]),
        notes=(
            language.text(
                "Acceptance at the end of the proposal's year, inspection a year after acceptance. "
                "Overdue is only what the office itself records with its day; of the rest no source says whether it was done."
            ),
        ),
        n=len(table),
        n_of=language.text("proposals"),
        reason="" if len(table) else language.text("Nothing is due by the record."),
    )


def _due_table(table: pd.DataFrame, title: str, language: Language) -> TableBlock:
    columns = (
        FigureColumn(language.text("Proposal"), width=4.6),
        FigureColumn(language.text("What is due"), width=1.6),
        FigureColumn(language.text("Due on"), width=1.4),
        FigureColumn(language.text("State"), width=2.0),
    )
    return TableBlock("due", title, Table(columns, tuple(_due_row(row, language) for row in records(table))))


def _due_row(row: Row, language: Language) -> tuple[Cell, ...]:
    message, _ = STATES[row["state"]]
    kind, due_on = DUE_NAMES[row["kind"]], row["due_on"]
    day = "—" if due_on is None or pd.isna(due_on) else language.partial_date(due_on.isoformat())
    return Cell(str(row["title"])), Cell(language.text(kind)), Cell(day), Cell(language.text(message))
