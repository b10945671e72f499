"""What filled-in forms say: the answers of each form, and of each visit those that count."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.selection.place_words import Row
from analytics.survey.schedule import plain_rows
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, QuestionKind, SubmissionState
from geodata.survey.questions import ANSWER_UNIT_VND, Form, form_of, standard_form


@dataclass(frozen=True)
class Filled:
    """A form that was filled in: its row and its answers by question."""

    row: Row
    answers: Mapping[str, str]


def filled_forms(record: Record) -> dict[str, Filled]:
    """Return all forms by submission_id."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in plain_rows(record["survey_answers"][["submission_id", "question", "value"]]):
        answers[row["submission_id"]][row["question"]] = row["value"]
    return {
        row["submission_id"]: Filled(row, answers.get(row["submission_id"], {}))
        for row in plain_rows(record["survey_submissions"])
    }


def counted_forms(record: Record) -> dict[str, Filled]:
    """Return by visit the form whose answers count."""
    found = filled_forms(record).values()
    return {one.row["visit_id"]: one for one in found if one.row["state"] == SubmissionState.COUNTS}


class Meanings:
    """What answers count as, by the questions of the office as they stand; their own words for what is not asked any more."""

    def __init__(self, record: Record) -> None:
        """Read the questions of both kinds of campaign."""
        self.forms: dict[CampaignKind, Form] = {kind: form_of(record, kind) for kind in CampaignKind}

    def text(self, kind: CampaignKind, answers: Mapping[str, str], meaning: AnswerMeaning) -> str | None:
        """Return the answer that counts as something, None where there is none."""
        form, usual = self.forms[kind], meaning.value
        question = form.meaning(meaning)
        found = answers.get(question.name) if question else None
        return found or (answers.get(usual) if form.question(usual) is None else None)

    def number(self, kind: CampaignKind, answers: Mapping[str, str], meaning: AnswerMeaning) -> float | None:
        """Return a number, an amount in whole đồng; None where there is none."""
        text = self.text(kind, answers, meaning)
        question = self.forms[kind].meaning(meaning) or standard_form(kind).meaning(meaning)
        try:
            value = float(text) if text else None
        except ValueError:  # an earlier version of the question was of another kind
            return None
        is_money = value is not None and question is not None and question.kind is QuestionKind.MONEY
        return round(value * ANSWER_UNIT_VND) if value is not None and is_money else value
