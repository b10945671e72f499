"""The form for phones, made of the questions: an XLSForm for ODK Collect and KoboToolbox, with the visits of a campaign as a list beside it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from geodata.harmless import neutral
from geodata.schema.survey_vocabulary import QuestionKind
from geodata.survey.questions import NO, YES, Form, Question

VISIT, ANSWERS, VERSION = "visit", "answers", "form_version"
"""The question that names the visit, the group that holds all others, and what bears the version of the questions on any server."""
_LIST = "visits"
PHOTO_PIXELS = 1280
_VI, _EN = "Tiếng Việt (vi)", "English (en)"
_TYPES = {
    QuestionKind.TEXT: "text",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.WHOLE: "integer",
    QuestionKind.NUMBER: "decimal",
    QuestionKind.MONEY: "decimal",
    QuestionKind.YES_NO: "select_one",
    QuestionKind.ONE_OF: "select_one",
    QuestionKind.SEVERAL_OF: "select_multiple",
    QuestionKind.DATE: "date",
    QuestionKind.POSITION: "geopoint",
    QuestionKind.PHOTO: "image",
}
_HEADINGS = (
    *("type", "name", f"label::{_VI}", f"label::{_EN}", f"hint::{_VI}", f"hint::{_EN}"),
    *("required", "relevant", "appearance", "constraint"),
    *(f"constraint_message::{_VI}", f"constraint_message::{_EN}", "calculation", "parameters"),
)
_FACILITY = ("Cơ sở", "Facility")
_GROUP = ("Phiếu", "Form")
_MOST_MONEY = ("Ghi bằng triệu đồng, nhiều nhất {most}.", "In million đồng, {most} at most.")
_ABOUT = ("${about}", "${about}")
_Row = dict[str, str]


@dataclass(frozen=True)
class ListedVisit:
    """A visit as the form offers it: `name` is its key, `label` what the team reads, `about` what it should know."""

    name: str
    label: str
    about: str = ""
    district: str = ""
    team: str = ""
    planned_on: str = ""


def form_package(form: Form, title: str, form_id: str, visits: Sequence[ListedVisit]) -> bytes:
    """Return a ZIP with the form (XLSX) and the list of visits (CSV) that it asks for as an attachment."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"{form_id}.xlsx", xlsform(form, title, form_id))
        package.writestr(f"{_LIST}.csv", visit_list(visits))
    return made.getvalue()


def visit_list(visits: Iterable[ListedVisit]) -> bytes:
    """Return the list of visits as the form reads it."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    names = [field.name for field in fields(ListedVisit)]
    writer.writerow(names)
    writer.writerows([neutral(" ".join(getattr(visit, name).split())) for name in names] for visit in visits)
    return made.getvalue().encode()


def xlsform(form: Form, title: str, form_id: str) -> bytes:
    """Return the form as XLSX, in Vietnamese and English."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only where a workbook is made

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    settings = {
        "form_title": title,
        "form_id": form_id,
        "version": form.version,
        "default_language": _VI,
        "instance_name": f"${{{VISIT}}}",
    }
    sheets: tuple[tuple[str, tuple[str, ...], list[_Row]], ...] = (
        ("survey", _HEADINGS, survey_rows(form)),
        ("choices", ("list_name", "name", f"label::{_VI}", f"label::{_EN}"), choice_rows(form)),
        ("settings", tuple(settings), [settings]),
    )
    for name, headings, rows in sheets:
        sheet = book.add_worksheet(name)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading)
            for number, row in enumerate(rows, 1):
                sheet.write_string(number, column, row.get(heading, ""))
    book.close()
    return made.getvalue()


def survey_rows(form: Form) -> list[_Row]:
    """Return the rows of the sheet "survey": which visit, what is known of it, then the questions in one group."""
    about = "/".join((f"instance('{_LIST}')", "root", f"item[name=${{{VISIT}}}]", "about"))
    return [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        {
            "type": f"select_one_from_file {_LIST}.csv",
            "name": VISIT,
            **_labels(*_FACILITY),
            "required": "yes",
            "appearance": "minimal autocomplete",
        },
        {"type": "calculate", "name": VERSION, "calculation": f"'{form.version}'"},
        {"type": "calculate", "name": "about", "calculation": about},
        {"type": "note", "name": "about_shown", **_labels(*_ABOUT), "relevant": "${about} != ''"},
        {"type": "begin_group", "name": ANSWERS, **_labels(*_GROUP)},
        *(_row(form, question) for question in form.questions),
        {"type": "end_group"},
    ]


def _row(form: Form, question: Question) -> _Row:
    kind = _TYPES[question.kind]
    row = {
        "type": f"{kind} {list_of(question)}" if question.choices else kind,
        "name": question.name,
        **_labels(question.label, question.label_en),
        f"hint::{_VI}": question.hint,
        "required": "yes" if question.is_compulsory else "",
        "relevant": _relevant(form, question),
    }
    if question.kind is QuestionKind.LONG_TEXT:
        row["appearance"] = "multiline"
    if question.kind in {QuestionKind.WHOLE, QuestionKind.NUMBER, QuestionKind.MONEY}:
        row["constraint"] = ". >= 0"
    if question.kind is QuestionKind.MONEY:
        most = question.most_million
        row |= {"constraint": f". >= 0 and . <= {most}"} | {
            f"constraint_message::{language}": text.format(most=most)
            for language, text in ((_VI, _MOST_MONEY[0]), (_EN, _MOST_MONEY[1]))
        }
    if question.kind is QuestionKind.PHOTO:
        row["parameters"] = f"max-pixels={PHOTO_PIXELS}"
    return row


def _labels(label: str, label_en: str) -> _Row:
    return {f"label::{_VI}": label, f"label::{_EN}": label_en or label}


def _relevant(form: Form, question: Question) -> str:
    if question.asked_when is None:
        return ""
    name, answers = question.asked_when
    asked = form.question(name)
    is_several = asked is not None and asked.kind is QuestionKind.SEVERAL_OF
    parts = (f"selected(${{{name}}}, '{one}')" if is_several else f"${{{name}}} = '{one}'" for one in answers)
    return " or ".join(parts)


def list_of(question: Question) -> str:
    """Return the name of the list of choices of a question."""
    names = {choice.name for choice in question.choices}
    return "yes_no" if names == {YES, NO} else f"{question.name}_list"


def choice_rows(form: Form) -> list[_Row]:
    """Return the rows of the sheet "choices", each list once."""
    lists = {list_of(question): question.choices for question in form.questions if question.choices}
    return [
        {"list_name": name, "name": choice.name, **_labels(choice.label, choice.label_en)}
        for name, choices in lists.items()
        for choice in choices
    ]
