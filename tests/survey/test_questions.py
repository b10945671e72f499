"""Questions are data: the standard ones make a form, those of an office take their place, a change is another version."""

import json
from typing import Any

import pytest

from geodata.illustrative import illustrative_record
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, QuestionKind
from geodata.survey.questions import (
    QuestionFault,
    QuestionsError,
    condition,
    form_from,
    form_of,
    standard_form,
    standard_rows,
)
from tests.survey.survey_record import with_rows


@pytest.fixture(scope="module")
def record() -> Record:
    return illustrative_record(20)


def own(record: Record, kind: CampaignKind, **changes: dict[str, Any]) -> Record:
    """Return a record with the standard questions as the office's own, some of them changed by name."""
    questions, choices = standard_rows(kind, "illustrative")
    questions = [{**row, **changes.get(row["name"], {})} for row in questions]
    return with_rows(with_rows(record, "survey_questions", questions), "survey_choices", choices)


@pytest.mark.parametrize("kind", CampaignKind)
def test_an_office_that_takes_the_standard_questions_over_asks_the_same(record: Record, kind: CampaignKind) -> None:
    assert form_of(own(record, kind), kind) == standard_form(kind) == form_of(record, kind)
    assert form_of(own(record, kind), kind).version == standard_form(kind).version


@pytest.mark.parametrize("kind", CampaignKind)
def test_a_form_survives_the_store(kind: CampaignKind) -> None:
    form = standard_form(kind)
    assert form_from(json.loads(json.dumps(form.content()))) == form


@pytest.mark.parametrize("kind", CampaignKind)
def test_what_the_app_counts_is_asked(kind: CampaignKind) -> None:
    form = standard_form(kind)
    wanted = {AnswerMeaning.VISITED_ON, AnswerMeaning.VISIT_STATE, AnswerMeaning.FINDING, AnswerMeaning.WORKERS}
    wanted |= (
        {AnswerMeaning.RECOMMENDED} if kind is CampaignKind.SURVEY else {AnswerMeaning.VERDICT, AnswerMeaning.IN_USE}
    )
    assert wanted <= {one.meaning for one in form.questions}
    assert sum(one.kind is QuestionKind.PHOTO for one in form.questions) == 2


def test_a_changed_question_is_another_version(record: Record) -> None:
    kind = CampaignKind.SURVEY
    changed = form_of(own(record, kind, workers={"label": "Lao động thường xuyên"}), kind)
    assert changed.version != standard_form(kind).version
    assert changed.question("workers").label == "Lao động thường xuyên"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"workers": {"name": "revenue"}}, QuestionFault.TWICE),
        ({"premises": {"list_name": "nothing"}}, QuestionFault.NO_CHOICE),
        ({"workers": {"asked_when": "visit_state=gone"}}, QuestionFault.CONDITION),
        ({"visit_state": {"asked_when": "papers=missing"}}, QuestionFault.CONDITION),
    ],
)
def test_questions_that_make_no_form_are_refused_with_their_name(
    record: Record, changes: dict[str, dict[str, Any]], fault: QuestionFault
) -> None:
    with pytest.raises(QuestionsError) as caught:
        form_of(own(record, CampaignKind.SURVEY, **changes), CampaignKind.SURVEY)
    assert caught.value.fault is fault


def test_a_question_is_asked_by_what_was_answered() -> None:
    form = standard_form(CampaignKind.SURVEY)
    amount = form.question("recommended_amount")
    assert condition("recommended=yes;less") == amount.asked_when
    assert [amount.is_asked({"recommended": one}) for one in ("yes", "less", "no", "")] == [True, True, False, False]
