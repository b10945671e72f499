"""What earlier support became, on the screen: each figure with its n, what is not known, and the visits behind it."""

import streamlit as st

from analytics.selection.place_words import district_name
from analytics.survey.outcomes import UNKNOWN, By, Outcome, inspections, outcomes
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import Sector, SupportContent
from pages.components.browser.data_table import Column, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.visit.session import prepared_record, words

TITLES = {By.SECTOR: mark("By sector"), By.CONTENT: mark("By support content"), By.DISTRICT: mark("By district")}


def outcomes_panel() -> None:
    """Draw what all inspections found of earlier support."""
    language = words()
    found = inspections(prepared_record().record)
    if not found:
        st.info(language.text("No inspection has met anybody yet: what earlier support became is not known."))
        return
    whole = outcomes(found)[0]
    in_use = whole.in_use
    st.markdown(
        language.text(
            "Of **{n}** proposals inspected, **{yes}** are in regular use, **{partly}** partly, **{no}** not; of **{unknown}** it is not known.",
            n=len(found),
            yes=in_use["yes"],
            partly=in_use["partly"],
            no=in_use["no"],
            unknown=in_use[UNKNOWN],
        )
    )
    by = st.segmented_control(
        language.text("Show"),
        list(TITLES),
        format_func=lambda one: language.text(TITLES[one]),
        default=By.SECTOR,
        required=True,
        key="survey_outcomes_by",
    )
    with st.container(border=True, key="survey_outcomes"):
        table_head(
            language.text("What earlier support became"),
            language.text(
                "Workers and revenue are added up over the proposals of which both before and after are known; n says how many."
            ),
        )
        _table(outcomes(found, by), whole, by)


def _table(groups: list[Outcome], whole: Outcome, by: By) -> None:
    language = words()
    rows = [{"id": one.group or "none", **_row(one, _name(by, one.group, language), language)} for one in groups]
    columns = (
        Column("group", language.text(TITLES[by]), width="12rem"),
        Column("n", language.text("Inspected"), kind="bar"),
        Column("yes", language.text("In regular use"), kind="number"),
        Column("partly", language.text("Partly in use"), kind="number"),
        Column("no", language.text("Not in use"), kind="number"),
        Column("unknown", language.text("Not known"), kind="number"),
        Column("workers", language.text("Workers before → after"), width="11rem"),
        Column("revenue", language.text("Revenue before → after"), width="15rem"),
    )
    caption = language.text("What earlier support became")
    data_table(
        TableSpec(
            caption,
            columns,
            rows,
            footer=[_row(whole, language.text("All"), language)],
            locale=language.code,
            texts=table_texts(language),
            max_height_px=None,
        ),
        key="survey_outcomes_table",
    )


def _row(one: Outcome, name: str, language: Language) -> dict[str, object]:
    workers, revenue = one.workers, one.revenue
    return {
        "group": name,
        "n": len(one.inspected),
        "yes": one.in_use["yes"],
        "partly": one.in_use["partly"],
        "no": one.in_use["no"],
        "unknown": one.in_use[UNKNOWN],
        "workers": _change(language.number(workers[0]), language.number(workers[1]), workers[2], language),
        "revenue": _change(language.money(revenue[0]), language.money(revenue[1]), revenue[2], language),
    }


def _change(before: str, after: str, n: int, language: Language) -> dict[str, str] | None:
    return {"t": f"{before} → {after}", "note": language.text("n = {n}", n=n)} if n else None


def _name(by: By, group: str | None, language: Language) -> str:
    if group is None:
        return language.text("not known")
    if by is By.DISTRICT:
        return district_name(group, language, short=True)
    return label_of(Sector if by is By.SECTOR else SupportContent, group, language)
