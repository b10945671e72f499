"""Two or three scenarios side by side: what they share, what only one has, money by district, distance to the best."""

from collections.abc import Mapping

import streamlit as st

from analytics.planning.figures import groups_of
from analytics.planning.scenario import Scenario
from analytics.planning.solving.hand import judged, share_of_best
from analytics.planning.words import words_of
from analytics.selection.place_words import district_name
from analytics.wording.language import Language
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts

_MOST = 3


def compare_panel(held: Mapping[str, Scenario], language: Language) -> None:
    """Draw the choice of scenarios and what differs between them."""
    names = st.multiselect(
        language.text("Side by side"), list(held), max_selections=_MOST, key="plan_compare", placeholder=""
    )
    if len(names) < 2:
        return
    chosen = {name: held[name] for name in names}
    granted = {name: {one.candidate_id: one.amount_vnd for one in scenario.grants} for name, scenario in chosen.items()}
    everywhere = set.intersection(*(set(some) for some in granted.values()))
    st.caption(language.count("{n} proposal is in all of them.", "{n} proposals are in all of them.", len(everywhere)))
    rows = [
        _summary(language, chosen),
        *_districts(chosen, language),
        *_proposals(chosen, granted, everywhere, language),
    ]
    table = TableSpec(
        caption=language.text("Side by side"),
        columns=(
            GridColumn("what", language.text("What"), width="16rem"),
            GridColumn("shared", language.text("Shared"), width="8rem"),
            *(GridColumn(f"c{n}", name) for n, name in enumerate(names)),
        ),
        rows=rows,
        is_dense=True,
        page_size=200,
        texts=table_texts(language),
    )
    data_table(table, key="plan_side_by_side")


def _summary(language: Language, chosen: Mapping[str, Scenario]) -> dict[str, str]:
    row = {"id": "summary", "what": language.text("Proposals, money, share of the best score")}
    for n, one in enumerate(chosen.values()):
        held = judged(one.request, one.plan, one.overrides)
        reached = share_of_best(held, one.plan)
        share = language.text("breaks a wish or rule") if reached is None else language.percent(reached, 1)
        row[f"c{n}"] = f"{len(held.grants)} · {language.money(held.money_vnd)} · {share}"
    return row


def _districts(chosen: Mapping[str, Scenario], language: Language) -> list[dict[str, str]]:
    by_district = [
        {one.value: one.money_vnd for one in groups_of(s.request, s.grants, "district")} for s in chosen.values()
    ]
    codes = sorted({code for some in by_district for code in some})
    return [
        {"id": f"d{code}", "what": district_name(code, language)}
        | {f"c{n}": language.money(some.get(code, 0)) for n, some in enumerate(by_district)}
        for code in codes
    ]


def _proposals(
    chosen: Mapping[str, Scenario], granted: Mapping[str, dict[str, int]], everywhere: set[str], language: Language
) -> list[dict[str, str]]:
    """Return what each scenario gives each proposal: first those that not all of them hold, then those that all do."""
    names = {key: words_of(one.request, language) for key, one in chosen.items()}
    of = {one.candidate_id: one for scenario in chosen.values() for one in scenario.request.candidates}
    all_ = {one for held in granted.values() for one in held}
    rows = []
    for one in sorted(all_, key=lambda one: (one in everywhere, of[one].place_in_list)):
        said = next(names[key] for key, held in granted.items() if one in held)
        cells = {f"c{n}": language.money(held[one]) if one in held else "—" for n, held in enumerate(granted.values())}
        holding = [key for key, held in granted.items() if one in held]
        shared = language.text("only in {name}", name=holding[0]) if len(holding) == 1 else ", ".join(holding)
        shared = language.text("in all of them") if one in everywhere else shared
        rows.append({"id": f"p{one}", "what": said.title(one), "shared": shared, **cells})
    return rows
