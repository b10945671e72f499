"""The pipeline: proposals by stage, counted, with the money that they state; a click chooses the stage."""

from analytics.figures.chart import Chart
from analytics.figures.counts import Count, CountBars, counts_chart
from analytics.figures.funding.money_bars import itemised_total, money_table
from analytics.figures.funding.money_groups import MoneyGroup, stage_groups
from analytics.figures.funding.parts import proposals_behind
from analytics.figures.style import Look
from analytics.selection.selected import Selected
from analytics.wording.language import Language


def stage_counts(rows: Selected, language: Language) -> CountBars:
    """Return proposals by stage, as screen and slide draw them."""
    return CountBars(
        id="pipeline",
        title=language.text("Proposals by status"),
        counted=language.text("proposals"),
        heading=language.text("Status"),
        counts=tuple(
            Count(group.id, group.name, group.n, _money(group, language), group.choice)
            for group in stage_groups(rows, language)
        ),
        notes=(
            language.text("Beside each bar: proposals, the support that they state, and how many of them state one."),
        ),
        empty=language.text("No proposal fits these choices."),
    )


def pipeline_chart(beside: Selected, look: Look) -> Chart:
    """Return the pipeline for the selection without its stages."""
    language = look.language
    table = money_table(
        stage_groups(beside, language), language.text("Status"), itemised_total(beside, language), language
    )
    return counts_chart(stage_counts(beside, language), beside, look, (proposals_behind(beside, language),), table)


def _money(group: MoneyGroup, language: Language) -> str:
    amount = "—" if group.support_vnd is None else language.money(group.support_vnd)
    return f"{amount} ({group.n_amounts}/{group.n})"
