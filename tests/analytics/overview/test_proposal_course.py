"""The course of every proposal on record: each step that a source states, no other, and sums no longer than their ceiling allows."""

import pandas as pd
import pytest

from analytics.overview.cards import record_card
from analytics.overview.proposal_course import Course
from analytics.prepared.tables import Prepared
from analytics.rules.judging import judgements
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema.vocabulary import Basis, Stage
from pages.components.panels.card_html import card_body

VI = Language("vi")


@pytest.fixture(scope="module")
def courses(prepared: Prepared) -> dict[str, Course]:
    found = {}
    for id_ in prepared.record["proposals"]["proposal_id"]:
        card = record_card(prepared, "proposal", id_, VI)
        assert card is not None
        assert card.course is not None
        found[id_] = card.course
    return found


def test_a_step_is_filled_only_where_a_source_states_it(prepared: Prepared, courses: dict[str, Course]) -> None:
    events, proposals = prepared.record["proposal_events"], prepared.record["proposals"].set_index("proposal_id")
    for id_, course in courses.items():
        mine = events[events["proposal_id"].eq(id_)]
        stated = {str(stage) for stage in mine["stage"]} | {str(proposals.loc[id_, "stage"])}
        names = {label_of(Stage, stage, VI) for stage in stated if stage != Stage.UNKNOWN}
        assert {one.name for one in course.steps if one.is_stated} == names, id_
        dated = {label_of(Stage, row["stage"], VI) for _, row in mine.dropna(subset=["happened_on"]).iterrows()}
        unknown = {one.name for one in course.steps if one.when == VI.text("day not known")}
        assert unknown == names - dated, id_
        assert {one.when for one in course.steps if not one.is_stated} <= {VI.text("no information yet")}


def test_the_sum_of_a_proposal_stands_once_under_its_basis(prepared: Prepared, courses: dict[str, Course]) -> None:
    under = {Basis.PLANNED: "Asked for", Basis.APPROVED: "Approved", Basis.ASSIGNED: "Approved", Basis.DONE: "Paid"}
    for row in prepared.record["proposals"].to_dict("records"):
        course = courses[row["proposal_id"]]
        drawn = [one for one in course.sums if one.share]
        if pd.isna(row["support_vnd"]):
            assert course.sums == ()
            continue
        (one,) = drawn
        assert one.text == VI.money(row["support_vnd"])
        assert 0 < one.share <= 1
        if row["support_basis"] in under:
            assert one.name == VI.text(under[row["support_basis"]])


def test_a_bar_passes_its_line_only_where_the_ceiling_is_passed(prepared: Prepared, courses: dict[str, Course]) -> None:
    record, n = prepared.record, 0
    for row in record["proposals"].to_dict("records"):
        events = record["proposal_events"][record["proposal_events"]["proposal_id"].eq(row["proposal_id"])]
        n_own = int(record["beneficiaries"]["proposal_id"].eq(row["proposal_id"]).sum())
        most = [
            one.most
            for one in judgements(record, row, events, n_own)
            if one.limit == "amount" and one.most is not None and one.used == row["support_vnd"]
        ]
        for one in courses[row["proposal_id"]].sums:
            if one.ceiling is None:
                continue
            n += 1
            assert (one.share > one.ceiling) == (row["support_vnd"] > min(most))
            assert len(courses[row["proposal_id"]].limits) >= 1
    assert n


def test_what_is_drawn_is_said_too(courses: dict[str, Course], prepared: Prepared) -> None:
    for id_, course in courses.items():
        card = record_card(prepared, "proposal", id_, VI)
        assert card is not None
        html = card_body(card, VI)
        assert html.count("<i ") == sum(one.ceiling is not None for one in course.sums)
        assert all(one.when in html for one in course.steps)
