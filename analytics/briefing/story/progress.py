"""Slides of the work: proposals by stage, and what is due on the day."""

import pandas as pd

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import nothing_beside, part_of, proposals_part
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, TableBlock
from analytics.evidence.rows import rows_with_ids
from analytics.figures.funding.money_bars import money_table
from analytics.figures.funding.money_groups import stage_groups
from analytics.figures.funding.pipeline import stage_counts
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.findings.coverage import spoken_of
from analytics.findings.due_headlines import due_headline
from analytics.findings.headlines import stage_headline
from analytics.overview.kpi import KpiId
from analytics.proposals.due import due_counts, due_of, told_first
from analytics.proposals.due_lines import DueLine, due_ground, due_left_out, due_lines
from analytics.proposals.due_words import DUE_RULE
from analytics.selection.words import titled
from analytics.wording.claims import GroupShare
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
        reason=nothing_beside([group.name for group in groups], language)
        if groups
        else language.text("No proposal fits these choices."),
    )


def due_slide(scene: Scene) -> SlideDraft:
    """Return what is due on the day: acceptance and inspection, by what is known of their days."""
    language = scene.language
    table = due_of(scene.selected, scene.today)
    title = language.text("What is due on {day}", day=language.partial_date(scene.today.isoformat()))
    subtitle = titled(title, scene.selection, language)
    ids = tuple(table["proposal_id"])
    state = told_first(due_counts(table))
    ground = due_ground(table, state, language) if state else ""
    others = due_left_out(scene.selected.proposals, table, language)
    return SlideDraft(
        id="due",
        title=title,
        subtitle=subtitle,
        headline=due_headline(due_counts(table), language),
        blocks=Later(lambda: [_due_table(scene, table, subtitle)]),
        parts=Later(lambda: [proposals_part(rows_with_ids(scene.record, "proposals", ids), language)]),
        notes=(*(one for one in (others, ground) if one), language.text(DUE_RULE)),
        n=len(table),
        n_of=language.text("proposals"),
        reason="" if len(table) else language.text("Nothing is due by the record."),
    )


def _due_table(scene: Scene, table: pd.DataFrame, title: str) -> TableBlock:
    language = scene.language
    columns = (
        FigureColumn(language.text("Proposal"), width=3.8),
        FigureColumn(language.text("What is due"), width=1.2),
        FigureColumn(language.text("Due on"), width=1.2),
        FigureColumn(language.text("From today"), width=1.55),
        FigureColumn(language.text("State"), width=2.25),
    )
    lines = due_lines(scene.selected.prepared, table, scene.today, language)
    return TableBlock("due", title, Table(columns, tuple(map(_due_row, lines))))


def _due_row(one: DueLine) -> tuple[Cell, ...]:
    known = [Cell(text) if text else UNKNOWN for text in (one.due, one.distance)]
    return (Cell(one.title), Cell(one.what), *known, Cell(one.state_text))
