"""What is asked on a visit: the questions as data, the office's own or the standard ones, and their version.

The version is made of the questions themselves: the same questions have the same version on every computer, and an office that
changes one has another. Answers name the version that they were given to; the store keeps each as a document.
"""

import json
import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from geodata.grouping import grouped_by
from geodata.importing.values.money import LARGEST_VND
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, QuestionKind

QUESTIONS_KIND = "survey-questions"
STANDARD = Path(__file__).with_name("standard_questions.toml")
YES, NO = "yes", "no"
ANSWER_UNIT_VND = 1_000_000
"""Answers of money count in so many đồng."""
MOST_SUPPORT_VND = 20_000_000_000
"""No support to one facility comes near."""
WITH_LIST = frozenset({QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF})
_YES_NO = (("yes", "Có", "Yes"), ("no", "Không", "No"))


@dataclass(frozen=True)
class _Choice:
    """An answer that a list offers: as it is kept, in Vietnamese, in English."""

    name: str
    label: str
    label_en: str

    def text(self, code: str) -> str:
        """Return its words in a language."""
        return self.label if code == "vi" or not self.label_en else self.label_en


@dataclass(frozen=True)
class Question:
    """A question: `asked_when` is (question, answers) with which it is asked at all, None for always."""

    name: str
    kind: QuestionKind
    label: str
    label_en: str = ""
    hint: str = ""
    choices: tuple[_Choice, ...] = ()
    asked_when: tuple[str, tuple[str, ...]] | None = None
    is_compulsory: bool = False
    meaning: AnswerMeaning | None = None

    def text(self, code: str) -> str:
        """Return its words in a language."""
        return self.label if code == "vi" or not self.label_en else self.label_en

    def words(self, value: str, code: str = "vi") -> str:
        """Return an answer as a person reads it."""
        named = {one.name: one.text(code) for one in self.choices}
        return "; ".join(named.get(one, one) for one in value.split()) if named else value

    @property
    def most_million(self) -> int:
        """Return how many million đồng an answer can be; more was written in đồng."""
        most = MOST_SUPPORT_VND if self.meaning is AnswerMeaning.RECOMMENDED_AMOUNT else LARGEST_VND
        return most // ANSWER_UNIT_VND

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """Tell whether it is asked with these answers to the others."""
        if self.asked_when is None:
            return True
        name, wanted = self.asked_when
        return not set(wanted).isdisjoint(answers.get(name, "").split())


@dataclass(frozen=True)
class Form:
    """The questions of a kind of campaign in their order."""

    kind: CampaignKind
    questions: tuple[Question, ...]

    @property
    def version(self) -> str:
        """Return what tells this list of questions from any other."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()[:12]

    def question(self, name: str) -> Question | None:
        """Return a question by its short name."""
        return next((one for one in self.questions if one.name == name), None)

    def meaning(self, meaning: AnswerMeaning) -> Question | None:
        """Return the question whose answer counts as this."""
        return next((one for one in self.questions if one.meaning is meaning), None)

    def content(self) -> dict[str, Any]:
        """Return the form as JSON, as the store keeps it."""
        return {"kind": self.kind.value, "questions": [_plain(asdict(one)) for one in self.questions]}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, (), "", False)}


class QuestionFault(StrEnum):
    """Why the questions of an office make no form."""

    TWICE = "twice"
    NO_CHOICE = "no_choice"
    CHOICE_TWICE = "choice_twice"
    CONDITION = "condition"


class QuestionsError(Exception):
    """The questions of an office make no form: which question, and why."""

    def __init__(self, fault: QuestionFault, name: str) -> None:
        """Keep both; the text is for a log."""
        super().__init__(f"{name}: {fault.value}")
        self.fault = fault
        self.name = name


def form_from(content: Mapping[str, Any]) -> Form:
    """Return the form that the store kept."""
    return Form(CampaignKind(content["kind"]), tuple(_question(one) for one in content["questions"]))


def _question(data: Mapping[str, Any]) -> Question:
    when, meaning = data.get("asked_when"), data.get("meaning")
    return Question(
        name=data["name"],
        kind=QuestionKind(data["kind"]),
        label=data["label"],
        label_en=data.get("label_en", ""),
        hint=data.get("hint", ""),
        choices=tuple(_Choice(**one) for one in data.get("choices", ())),
        asked_when=(when[0], tuple(when[1])) if when else None,
        is_compulsory=data.get("is_compulsory", False),
        meaning=AnswerMeaning(meaning) if meaning else None,
    )


def form_of(record: Record, kind: CampaignKind) -> Form:
    """Return the office's own questions of a kind of campaign; the standard ones where it has none.

    Raises QuestionsError where the office's own make no form: a name twice, a list without choices, a condition on nothing.
    """
    questions, choices = (record[name].to_dict("records") for name in ("survey_questions", "survey_choices"))
    return form_of_rows(questions, choices, kind)


def form_of_rows(
    questions: Iterable[Mapping[Hashable, Any]], choices: Iterable[Mapping[Hashable, Any]], kind: CampaignKind
) -> Form:
    """Return what `form_of` returns, of rows of questions and choices."""
    own = [row for row in _in_order(questions, "question_id") if row["form"] == kind.value]
    if not own:
        return standard_form(kind)
    lists = grouped_by(
        (row["list_name"], _Choice(row["name"], row["label"], row["label_en"] or ""))
        for row in _in_order(choices, "choice_id")
    )
    return checked(Form(kind, tuple(_from_row(row, lists) for row in own)))


def _in_order(rows: Iterable[Mapping[Hashable, Any]], key: str) -> list[dict[str, Any]]:
    known = [{str(name): _known(value) for name, value in row.items()} for row in rows]
    return sorted(known, key=lambda row: (row["position"] is None, row["position"] or 0, row[key]))


def known_form(record: Record, kind: CampaignKind) -> Form:
    """Return the questions of a kind of campaign; the standard ones where the office's own make no form."""
    try:
        return form_of(record, kind)
    except QuestionsError:
        return standard_form(kind)


def _from_row(row: Mapping[str, Any], lists: Mapping[str, list[_Choice]]) -> Question:
    return Question(
        name=row["name"],
        kind=(kind := QuestionKind(row["kind"])),
        label=row["label"],
        label_en=row["label_en"] or "",
        hint=row["hint"] or "",
        choices=_choices(kind, lists.get(row["list_name"] or "", ())),
        asked_when=condition(row["asked_when"]),
        is_compulsory=bool(row["is_compulsory"]),
        meaning=AnswerMeaning(row["meaning"]) if row["meaning"] else None,
    )


def _choices(kind: QuestionKind, listed: Iterable[_Choice]) -> tuple[_Choice, ...]:
    if kind is QuestionKind.YES_NO:
        return tuple(_Choice(*one) for one in _YES_NO)
    return tuple(listed) if kind in WITH_LIST else ()


def _known(value: Any) -> Any:
    return None if value is None or value != value or type(value).__name__ == "NAType" else value  # noqa: PLR0124 - NaN


def condition(text: str | None) -> tuple[str, tuple[str, ...]] | None:
    """Return what "recommended=yes;less" says."""
    if not text:
        return None
    name, _, answers = text.partition("=")
    return name, tuple(answers.split(";"))


def checked(form: Form) -> Form:
    """Return a form that can be asked; QuestionsError says what is wrong with it."""
    names = [one.name for one in form.questions]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise QuestionsError(QuestionFault.TWICE, twice[0])
    before: dict[str, Question] = {}
    for one in form.questions:
        offered = [choice.name for choice in one.choices]
        if one.kind in WITH_LIST and not offered:
            raise QuestionsError(QuestionFault.NO_CHOICE, one.name)
        if len(offered) != len(set(offered)):
            raise QuestionsError(QuestionFault.CHOICE_TWICE, one.name)
        if one.asked_when:
            name, answers = one.asked_when
            asked = before.get(name)
            if asked is None or not set(answers) <= {choice.name for choice in asked.choices}:
                raise QuestionsError(QuestionFault.CONDITION, one.name)
        before[one.name] = one
    return form


@cache
def standard_form(kind: CampaignKind) -> Form:
    """Return the questions that come with the app."""
    data = _standard()
    lists = {name: [_Choice(*choice) for choice in choices] for name, choices in data["lists"].items()}
    empty = {"label_en": "", "hint": "", "list_name": "", "asked_when": "", "is_compulsory": False, "meaning": ""}
    return checked(Form(kind, tuple(_from_row({**empty, **row}, lists) for row in data[kind.value])))


@cache
def _standard() -> dict[str, Any]:
    return tomllib.loads(STANDARD.read_text("utf-8"))


def standard_rows(kind: CampaignKind, source_ids: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the standard questions and choices as rows of the store, for an office that wants to change them."""
    data = _standard()
    questions = [
        {
            "question_id": f"{kind.value}-{row['name'].replace('_', '-')}",
            "form": kind.value,
            "position": 10 * number,
            **dict.fromkeys(("label_en", "hint", "list_name", "asked_when", "meaning", "note")),
            "is_compulsory": False,
            **row,
            "source_ids": source_ids,
        }
        for number, row in enumerate(data[kind.value], 1)
    ]
    wanted = {row["list_name"] for row in questions if row["list_name"]}
    choices = [
        {
            "choice_id": f"{name}-{choice[0]}".replace("_", "-"),
            "list_name": name,
            "position": 10 * number,
            **dict(zip(("name", "label", "label_en"), choice, strict=True)),
            "note": None,
            "source_ids": source_ids,
        }
        for name, listed in data["lists"].items()
        if name in wanted
        for number, choice in enumerate(listed, 1)
    ]
    return questions, choices
