"""Thẩm định of a candidate: the papers that are there, day, council, amount, conditions, opinion; kept in one commit; the minutes as a paper."""

import streamlit as st

from analytics.planning.keeping import appraised
from analytics.planning.papers import CouncilOpinion as PaperOpinion
from analytics.planning.papers import minutes
from analytics.planning.solving.bundles import Bundle
from analytics.planning.solving.model import Candidate
from analytics.planning.words import cap_words
from analytics.wording.labels import label_of
from analytics.wording.language import Language, language, mark
from geodata import clock
from geodata.door.access import Permission
from geodata.schema.planning_vocabulary import Opinion
from pages.components.browser.plain import plain
from pages.components.editing.attachments_panel import attachments_panel
from pages.components.editing.saving import save_changes, source_change
from pages.components.panels.paper_button import paper_button, paper_notes
from pages.components.planning.fields import day_field, millions_field
from pages.components.planning.visit import draft, keeping
from pages.components.visit.access import may
from pages.components.visit.session import prepared_record

PAPERS = {
    "request": mark("Request for support"),
    "registration": mark("Business registration"),
    "estimate": mark("Estimate and quotations"),
    "counterpart": mark("Proof of the counterpart"),
    "land": mark("Right to the site"),
    "environment": mark("Environmental papers"),
}


def appraisal_panel(one: Candidate, bundle: Bundle, words: Language) -> None:
    """Draw earlier appraisals with their files, and the form for a new one."""
    held = prepared_record().record["appraisals"]
    mine = held[held["proposal_id"].eq(one.candidate_id)]
    with st.expander(words.text("Appraisal"), expanded=bool(len(mine))):
        for row in mine.to_dict("records"):
            said = label_of(Opinion, row["opinion"], words)
            day = words.partial_date(str(row["appraised_on"]))
            st.markdown(plain(f"{day} · {row['council']} · {said}"))
            attachments_panel("appraisals", str(row["appraisal_id"]))
        if may(Permission.EDIT) and not prepared_record().record.is_illustrative:
            _form(one, bundle, words)


def _form(one: Candidate, bundle: Bundle, words: Language) -> None:
    key = f"plan_appraise_{one.candidate_id}"
    day = day_field(words.text("Appraised on"), clock.today(), f"{key}_day", words)
    council = st.text_input(words.text("Council"), key=f"{key}_council", autocomplete="off") or ""
    there = st.multiselect(
        words.text("Papers that are there"),
        list(PAPERS),
        format_func=lambda name: words.text(PAPERS[name]),
        key=f"{key}_papers",
        placeholder=words.text("Choose…"),
    )
    most = max((offer.most_vnd for offer in bundle.offers), default=one.requested_vnd)
    amount = millions_field(words.text("Appraised amount (million đồng)"), most, f"{key}_amount", words)
    opinion = st.selectbox(
        words.text("Opinion"),
        [one.value for one in Opinion],
        format_func=lambda value: label_of(Opinion, value, words),
        key=f"{key}_opinion",
    )
    conditions = st.text_area(words.text("Conditions, one a line"), key=f"{key}_conditions", height=68) or ""
    paper = _paper(bundle, council, there, amount, Opinion(opinion), conditions)
    with st.container(horizontal=True):
        said = paper_button(
            words.text("Minutes (DOCX)"),
            lambda: minutes(prepared_record().record, one, paper, draft().year, day),
            f"bien ban tham dinh {one.title}",
            f"{key}_minutes",
            words,
        )
        if st.button(words.text("Keep the appraisal"), key=f"{key}_save", type="primary", disabled=not council.strip()):
            values = {
                "appraised_on": day.isoformat(),
                "council": council.strip(),
                "papers": ";".join(there) or None,
                "amount_vnd": amount,
                "opinion": opinion,
                "conditions": conditions.strip() or None,
            }
            source, change = source_change()
            save_changes([*change, *appraised(one.candidate_id, values, keeping(source))], "appraise")
    paper_notes(said)


def _paper(  # noqa: PLR0913, PLR0917 - what stands in the form
    bundle: Bundle,
    council: str,
    there: list[str],
    amount: int | None,
    opinion: Opinion,
    conditions: str,
) -> PaperOpinion:
    vietnamese = language()
    cap = next((offer.cap for offer in bundle.offers if offer.cap), None)
    return PaperOpinion(
        tuple((vietnamese.text(name), key in there) for key, name in PAPERS.items()),
        amount,
        cap_words(cap, vietnamese) if cap else "",
        tuple(line.strip() for line in conditions.splitlines() if line.strip()),
        label_of(Opinion, opinion, vietnamese),
        council,
    )
