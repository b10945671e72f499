"""The money of a plan on the screen: the curve of the budget, and a table by district, sector or programme."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.evidence.rows import amount_cell
from analytics.figures.drawn.plotted import plotted
from analytics.figures.spec import Spec
from analytics.figures.style import INK, PAPER
from analytics.planning.candidates import earlier_by
from analytics.planning.figures import (
    GroupMoney,
    budget_curve,
    facility_shares,
    groups_of,
    plan_bars,
    plan_map,
    registration_shares,
)
from analytics.planning.solving.explain import Point
from analytics.planning.solving.model import Grant, Of, PlanRequest
from analytics.planning.words import PlanWords
from analytics.selection.file_names import file_name
from analytics.wording.language import Language, mark
from pages.components.browser.chart_frame import FrameTexts, chart_frame, pack_frame
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.panels.chart import figure_look
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.picture import svg_picture
from pages.components.visit.session import prepared_record, theme

_HEADS = {"district": mark("District"), "sector": mark("Sector"), "programme": mark("Source of funding")}


def curve_chart(points: Sequence[Point], key: str) -> None:
    """Draw the best score over the budget."""
    now = figure_look()
    counted = now.language.text("best score, by million đồng more or less of the largest budget")
    _chart(now.language.text("What more money would bring"), counted, budget_curve(points, now.language), key)


def money_map(asked: PlanRequest, grants: Iterable[Grant], said: PlanWords) -> None:
    """Draw the districts, the stronger in colour the more of the plan's money they have."""
    language, title = said.language, said.language.text("Money of the plan by district")
    svg_picture(plan_map(groups_of(asked, grants, "district"), title, language, theme()), title)
    st.caption(
        language.text(
            "In million đồng: the stronger the colour, the more; without a number, no proposal of the plan. {several}",
            several=_several(asked, language),
        )
    )


def _several(asked: PlanRequest, language: Language) -> str:
    has_several = any(len(one.districts) > 1 for one in asked.candidates)
    return language.text("A proposal of several districts counts in each.") if has_several else ""


def money_part(asked: PlanRequest, grants: Sequence[Grant], of: str, said: PlanWords) -> None:
    """Draw the money of a plan by district, sector or programme beside that of earlier years, as a chart and as a table."""
    groups = groups_of(asked, grants, of, earlier_by(prepared_record(), asked.year, of))
    names = {one.value: _name(one.value, of, said) for one in groups}
    title = said.language.text("Money of the plan beside earlier years")
    counted = said.language.text("million đồng; earlier years: itemised proposals alone, a fifth of their sum")
    _chart(title, counted, plan_bars(groups, names, said.language), f"plan_money_chart_{of}")
    _table(asked, groups, of, said)


def _chart(title: str, counted: str, shown: Spec, key: str) -> None:
    now = figure_look()
    words = FrameTexts(
        title=title,
        counted=counted,
        actions={"picture": now.language.text("Picture (PNG)")},
        file_name=file_name(title, "png"),
        paper=PAPER[now.theme],
        ink=INK[now.theme],
    )
    packed = pack_frame(words, plotted(shown, now), title)
    chart_frame(packed, key=key, is_open=False, on_mark=lambda *_: None, on_table=lambda: None)


def _name(value: str, of: str, said: PlanWords) -> str:
    return said.programme(value) if of == "programme" else said.value(Of(of), value)


def _table(asked: PlanRequest, groups: Iterable[GroupMoney], of: str, said: PlanWords) -> None:
    language = said.language
    beside = {"registered": registration_shares(asked.candidates), "facilities": facility_shares(prepared_record())}
    columns = [
        GridColumn("name", language.text(_HEADS[of])),
        GridColumn("n", language.text("Proposals"), align="end"),
        GridColumn("money", language.text("Granted"), kind="bar", csv_label=language.text("Granted (VND)")),
        GridColumn("share", language.text("of the plan"), kind="number"),
        GridColumn("asked", language.text("of what is asked"), kind="number"),
    ]
    if of == "district":
        columns += [
            GridColumn("registered", language.text("of the candidates"), kind="number"),
            GridColumn("facilities", language.text("of the facilities"), kind="number"),
        ]
    columns.append(GridColumn("earlier", language.text("Five years before"), kind="number"))
    st.caption(language.text("Five years before: itemised proposals alone, as the record knows them."))
    if of == "district":
        st.caption(
            language.text(
                "Of the candidates: {n} that name a district, from the list of step 1. Of the facilities: the rural industrial facilities of the record whose district is known, not those of the whole province.",
                n=language.number(sum(bool(one.districts) for one in asked.candidates)),
            )
        )
    table = TableSpec(
        caption=language.text("Money of the plan"),
        columns=columns,
        rows=[_row(one, of, said, language) | _shares(one.value, beside, language) for one in groups],
        is_dense=True,
        max_height_px=300,
        texts=table_texts(language),
    )
    data_table(table, key=f"plan_money_{of}")


def _row(one: GroupMoney, of: str, said: PlanWords, language: Language) -> dict[str, Any]:
    return {
        "id": one.value,
        "name": _name(one.value, of, said),
        "n": {"v": one.n, "t": f"{language.number(one.n)} / {language.number(one.n_candidates)}"},
        "money": amount_cell(one.money_vnd, language),
        "share": {"v": one.money_share, "t": language.percent(one.money_share)},
        "asked": {"v": one.asked_share, "t": language.percent(one.asked_share)},
        "earlier": amount_cell(one.earlier_vnd, language),
    }


def _shares(value: str, beside: Mapping[str, Mapping[str, float]], language: Language) -> dict[str, Any]:
    shares = {name: known.get(value) for name, known in beside.items()}
    return {
        name: None if share is None else {"v": share, "t": language.percent(share)} for name, share in shares.items()
    }
