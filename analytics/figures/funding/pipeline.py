"""The pipeline: proposals by stage, counted, with the money that they state; a click chooses the stage."""

from typing import Any

from analytics.figures.chart import Chart
from analytics.figures.drawing import bar
from analytics.figures.funding.money_bars import money_table, total_of
from analytics.figures.funding.money_groups import Group, stage_groups
from analytics.figures.funding.parts import proposals_behind
from analytics.figures.style import Look, emphasis, figure, height_of, outline, safe, whole_ticks
from analytics.selection.choices import customdata
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language, mark

TITLE = mark("Proposals by stage")
MONEY = mark("Beside each bar: proposals, the support that they state, and how many of them state one.")


def pipeline_chart(beside: Selected, look: Look) -> Chart:
    """Return the pipeline for the selection without its stages."""
    language = look.language
    groups = stage_groups(beside, language)
    words = titled(language.text(TITLE), beside.selection, language)
    named = [f"{group.name} {language.number(group.n)}" for group in groups]
    return Chart(
        title=words,
        unit=language.text("proposals"),
        n=beside.count("proposals"),
        n_of=language.text("proposals"),
        figure=_figure(groups, look),
        table=money_table(groups, language.text("Stage"), total_of(beside, language), look),
        behind=(proposals_behind(beside, language),),
        alt=f"{words}. {'; '.join(named)}",
        notes=(language.text(MONEY),),
        empty="" if groups else language.text("No proposal fits these choices."),
    )


def _figure(groups: list[Group], look: Look) -> Any:
    made = figure(look, height=height_of(2 * len(groups)), bargap=0.3)
    choices = [group.choice for group in groups]
    made.add_trace(
        bar(
            x=[group.n for group in groups],
            y=[safe(group.name) for group in groups],
            orientation="h",
            marker={
                "color": INK_OF_BARS[look.theme],
                "opacity": emphasis(look, choices),
                "line": outline(look, choices),
            },
            text=[_label(group, look.language) for group in groups],
            textposition="outside",
            textfont={"size": 14},
            customdata=[customdata(choice) for choice in choices if choice],
            hovertext=[f"<b>{safe(group.name)}</b><br>{_label(group, look.language)}" for group in groups],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    largest = max((group.n for group in groups), default=1)
    made.update_yaxes(autorange="reversed", showgrid=False)
    ticks = whole_ticks(largest * 2.4)
    return made.update_xaxes(title={"text": look.language.text("proposals")}, range=[0, largest * 2.4], **ticks)


def _label(group: Group, language: Language) -> str:
    amount = "—" if group.support_vnd is None else language.money(group.support_vnd)
    return f"<b>{language.number(group.n)}</b><br>{amount} ({group.n_amounts}/{group.n})"
