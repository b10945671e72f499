"""Lying bars of support by group: itemised solid, published beyond it hatched, "—" where no proposal states an amount."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.figures.cells import count_cell, money_cell
from analytics.figures.chart import Cells, ChartColumn, ChartTable, row_choices
from analytics.figures.drawing import PlotSpec, bar, scatter
from analytics.figures.funding.money_groups import ITEMISED, NOT_ITEMISED, Group, group_label
from analytics.figures.style import Look, emphasis, figure, hatched, height_of, money_axis, outline, safe, wrapped
from analytics.selection.choices import customdata
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.shared import shared_heading, shared_words
from analytics.selection.unit_table import unit_sums
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis

NO_AMOUNT = mark("no amount stated")
SHORT_LABEL = 12
"""Letters of a label that a phone has room for beside a bar."""


def money_bars(groups: Sequence[Group], look: Look) -> PlotSpec:
    """Return the figure of `groups`, the first on top."""
    largest = max((group.length_vnd for group in groups), default=0)
    unit, words = money_axis(look, largest)
    lines = max((name.count("<br>") + 1 for name in _names(groups)), default=1)
    made = figure(look, height=height_of(round(len(groups) * (1 + 0.4 * (lines - 1)))), barmode="stack", bargap=0.3)
    made.add_trace(_solid(groups, look, unit))
    if any(group.rest_vnd for group in groups):
        made.add_trace(_open(groups, look, unit))
    if any(group.is_unstated for group in groups):
        made.add_trace(_unknown(groups, look))
    made.add_trace(_labels(groups, look, unit))
    made.update_yaxes(autorange="reversed", showgrid=False)
    room = 1.25 + 0.03 * max((len(group_label(group, look.language, unit)) for group in groups), default=0)
    made.update_xaxes(
        title={"text": words}, range=[0, (largest / unit or 1) * room], tickformat=",.2~f", rangemode="tozero"
    )
    return _with_room_on_a_phone(made, groups, look, unit)


def _with_room_on_a_phone(made: PlotSpec, groups: Sequence[Group], look: Look, unit: float) -> PlotSpec:
    """Break long labels in two and shorten the bars, where the names leave little room for them."""
    texts = [group_label(group, look.language, unit) for group in groups]
    longest = max(map(len, texts), default=0)
    if longest <= SHORT_LABEL:
        return made
    broken = ["  " + wrapped(text, SHORT_LABEL).replace("<br>", "<br>  ") for text in texts]
    made.when_narrow({"text": broken, "textfont.size": 12}, len(made.data) - 1)
    top = made.layout["xaxis"]["range"][1]
    return made.when_narrow({"yaxis.tickfont.size": 13, "yaxis.ticklabelstandoff": 9, "xaxis.range": [0, top * 1.15]})


def money_table(groups: Sequence[Group], heading: str, total: Group | None, look: Look) -> ChartTable:
    """Return the table behind the bars, with the total of the itemised part under it."""
    language = look.language
    columns = [
        ChartColumn("name", heading),
        ChartColumn("n", language.text("Proposals"), is_number=True),
        ChartColumn("n_amounts", language.text("of them with an amount"), is_number=True),
        ChartColumn(
            "support",
            language.text("Itemised support"),
            is_number=True,
            csv_heading=language.text("Itemised support (VND)"),
        ),
    ]
    if any(group.n_shared for group in groups):
        columns.insert(2, ChartColumn("shared", shared_heading(language), is_number=True))
    if any(group.published_vnd is not None for group in groups):
        csv = language.text("Published (VND)")
        columns.append(ChartColumn("published", language.text("Published"), is_number=True, csv_heading=csv))
    return ChartTable(
        columns=tuple(columns),
        rows=tuple(_row(group, look) for group in groups),
        footer=() if total is None else (_row(total, look),),
        choices=row_choices((group.id, (group.choice,) if group.choice else ()) for group in groups),
    )


def total_of(beside: Selected, language: Language) -> Group:
    """Return the sum of the itemised part, in which each proposal counts once; published sums are not added, they may overlap."""
    sums = {name: None if pd.isna(value) else int(value) for name, value in unit_sums(beside).items()}
    return Group(
        "total",
        language.text("Total"),
        None,
        sums["proposals"] or 0,
        sums["n_amounts"] or 0,
        sums["support_vnd"],
        n_shared=sums["n_shared"] or 0,
    )


def _row(group: Group, look: Look) -> Cells:
    return {
        "id": group.id,
        "name": group.name,
        "n": count_cell(group.n, look.language),
        "shared": count_cell(group.n_shared, look.language),
        "n_amounts": count_cell(group.n_amounts, look.language, says_none=group.n > 0),
        "support": money_cell(group.support_vnd, look.language),
        "published": money_cell(group.published_vnd, look.language, group.qualifier),
    }


def _names(groups: Sequence[Group]) -> list[str]:
    return [wrapped(group.name) for group in groups]


def _clicks(groups: Sequence[Group]) -> list[list[str]]:
    return [customdata(group.choice) if group.choice else [] for group in groups]


def _hovers(groups: Sequence[Group], look: Look) -> list[str]:
    return ["<br>".join([f"<b>{safe(group.name)}</b>", *_facts(group, look)]) for group in groups]


def _facts(group: Group, look: Look) -> list[str]:
    language = look.language
    known = language.text("{known} of {n} proposals state an amount", known=group.n_amounts, n=group.n)
    facts = [joined([known, shared_words(group.n_shared, language)], ", ")]
    if group.support_vnd is not None:
        facts.insert(0, joined([language.text(ITEMISED), language.money(group.support_vnd)], ": "))
    if group.published_vnd is not None:
        amount = qualified(language.money(group.published_vnd), group.qualifier)
        of = joined([label_of(Basis, group.basis, language), group.years], " ") if group.basis else ""
        facts.append(joined([language.text("Published"), f"{amount} ({of})" if of else amount], ": "))
    return facts


def _bar(groups: Sequence[Group], values: list[float], look: Look, **named: Any) -> Any:
    return bar(
        x=values,
        y=_names(groups),
        orientation="h",
        customdata=_clicks(groups),
        hovertext=_hovers(groups, look),
        hovertemplate="%{hovertext}<extra></extra>",
        **named,
    )


def _solid(groups: Sequence[Group], look: Look, unit: float) -> Any:
    choices = [group.choice for group in groups]
    marker = {
        "color": INK_OF_BARS[look.theme],
        "opacity": emphasis(look, choices),
        "line": outline(look, choices),
    }
    values = [(group.support_vnd or 0) / unit for group in groups]
    return _bar(groups, values, look, name=look.language.text(ITEMISED), marker=marker)


def _open(groups: Sequence[Group], look: Look, unit: float) -> Any:
    marker = hatched(INK_OF_BARS[look.theme], look)
    marker["opacity"] = emphasis(look, [group.choice for group in groups])
    values = [group.rest_vnd / unit for group in groups]
    return _bar(groups, values, look, name=look.language.text(NOT_ITEMISED), marker=marker)


def _unknown(groups: Sequence[Group], look: Look) -> Any:
    """Mark the groups without any amount at zero, where there is no bar to click."""
    missing = [group for group in groups if group.is_unstated]
    choices = [group.choice for group in missing]
    colour = INK_OF_BARS[look.theme]
    return scatter(
        x=[0.0] * len(missing),
        y=_names(missing),
        mode="markers",
        name=look.language.text(NO_AMOUNT),
        customdata=_clicks(missing),
        hovertext=_hovers(missing, look),
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
        marker={
            "symbol": "circle-open",
            "size": 13,
            "color": colour,
            "opacity": emphasis(look, choices),
            "line": {"color": colour, "width": 2},
        },
    )


def _labels(groups: Sequence[Group], look: Look, unit: float) -> Any:
    return scatter(
        x=[group.length_vnd / unit for group in groups],
        y=_names(groups),
        mode="text",
        text=[f"  {group_label(group, look.language, unit)}" for group in groups],
        textposition="middle right",
        textfont={"size": 14},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
