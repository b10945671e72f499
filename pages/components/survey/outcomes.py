"""What earlier support became, on the screen: each figure with its n, what is not known, and the visits behind it."""

import streamlit as st

from analytics.selection.place_words import district_name
from analytics.survey.behind import VisitsBehind
from analytics.survey.outcomes import SUMS, By, Outcome, OutcomeMeasure, inspections, outcomes
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.schema.vocabulary import Sector, SupportContent
from pages.components.browser.data_table import GridColumn, GridColumnKind, TableEvent, TableSpec, data_table
from pages.components.panels.evidence_view import table_texts
from pages.components.panels.table_head import table_head
from pages.components.survey.behind import open_behind
from pages.components.visit.memory import memory
from pages.components.visit.session import prepared_record, words

_TITLES = {By.SECTOR: mark("By sector"), By.CONTENT: mark("By support content"), By.DISTRICT: mark("By district")}

_HEADINGS = {
    OutcomeMeasure.INSPECTED: mark("Inspected"),
    OutcomeMeasure.IN_USE: mark("In regular use"),
    OutcomeMeasure.PARTLY: mark("Partly in use"),
    OutcomeMeasure.NOT_IN_USE: mark("Not in use"),
    OutcomeMeasure.UNKNOWN: mark("Not known"),
    OutcomeMeasure.WORKERS: mark("Workers before → after"),
    OutcomeMeasure.REVENUE: mark("Revenue before → after"),
}
_KINDS: dict[OutcomeMeasure, GridColumnKind] = {
    OutcomeMeasure.INSPECTED: "bar",
    OutcomeMeasure.WORKERS: "text",
    OutcomeMeasure.REVENUE: "text",
}
_WIDTHS = {OutcomeMeasure.WORKERS: "11rem", OutcomeMeasure.REVENUE: "15rem"}


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
            unknown=in_use[OutcomeMeasure.UNKNOWN],
        )
    )
    by = st.segmented_control(
        language.text("Show"),
        list(_TITLES),
        format_func=lambda one: language.text(_TITLES[one]),
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
    open_behind()


def _table(groups: list[Outcome], whole: Outcome, by: By) -> None:
    language = words()
    lines = {one.group or "none": (_name(by, one.group, language), one) for one in groups}
    lines["all"] = (language.text("All"), whole)
    headings = {one: language.text(text) for one, text in _HEADINGS.items()}

    def clicked(event: TableEvent) -> None:
        if event.column:
            (name, outcome), told = lines[event.row], OutcomeMeasure(event.column)
            memory().survey_behind = VisitsBehind(
                f"{name}: {headings[told]}", outcome.behind(told), CampaignKind.INSPECTION, SUMS.get(told, ())
            )

    rows = [{"id": id_, **_row(one, name, language)} for id_, (name, one) in lines.items()]
    columns = (
        GridColumn("group", language.text(_TITLES[by]), width="12rem"),
        *(
            GridColumn(
                told.value, headings[told], kind=_KINDS.get(told, "number"), width=_WIDTHS.get(told), action=True
            )
            for told in OutcomeMeasure
        ),
    )
    data_table(
        TableSpec(
            language.text("What earlier support became"),
            columns,
            rows[:-1],
            footer=rows[-1:],
            texts=table_texts(language),
            max_height_px=None,
        ),
        key="survey_outcomes_table",
        on_event=clicked,
    )


def _row(one: Outcome, name: str, language: Language) -> dict[str, object]:
    workers, revenue = one.workers, one.revenue
    counted = {told.value: len(one.behind(told)) for told in OutcomeMeasure if told not in SUMS}
    return {
        "group": name,
        **counted,
        "workers": _change(language.number(workers[0]), language.number(workers[1]), workers[2], language),
        "revenue": _change(language.money(revenue[0]), language.money(revenue[1]), revenue[2], language),
    }


def _change(before: str, after: str, n: int, language: Language) -> dict[str, object] | None:
    return {"v": n, "t": f"{before} → {after}", "note": language.text("n = {n}", n=n)} if n else None


def _name(by: By, group: str | None, language: Language) -> str:
    if group is None:
        return language.text("not known")
    if by is By.DISTRICT:
        return district_name(group, language, short=True)
    return label_of(Sector if by is By.SECTOR else SupportContent, group, language)
