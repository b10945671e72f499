"""Filled-in forms as they come back: which column is which question, what a cell answers, in the forms of ODK Central, KoboToolbox and our workbook.

Headings may carry their groups ("answers/workers", "answers-workers"), be the questions themselves in either language, or be one
choice of a list of several. A cell that is no answer is kept as it is written and told; nothing else of its form is lost.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from geodata.importing.values.dates import read_date
from geodata.importing.values.money import MoneyUnit, read_amount
from geodata.importing.values.numbers import read_number
from geodata.schema.survey_vocabulary import QuestionKind, SubmissionOrigin
from geodata.schema.vocabulary import Qualifier
from geodata.survey.questions import ANSWER_UNIT_VND, Form, Question
from geodata.survey.xlsform import VERSION, VISIT
from geodata.text import fold

_VERSION = re.compile(r"[0-9a-f]{12}")
"""What versions of this app look like; those of a server are its own affair."""
_SPLIT = re.compile(r"[/\-.]")
_META = {
    "instance": ("key", "__id", "meta/rootuuid", "meta-instanceid", "meta/instanceid", "instanceid", "_uuid", "uuid"),
    "submitted_on": ("submissiondate", "_submission_time", "__system/submissiondate", "end", "ngày điền"),
    "submitted_by": ("submittername", "_submitted_by", "__system/submittername", "người điền"),
    "version": (VERSION, "formversion", "__system/formversion", "phiên bản"),
    "review": ("reviewstate", "__system/reviewstate", "_validation_status", "_validation_status/uid"),
    "visit": (VISIT, "mã lượt thăm", "cơ sở", "facility"),
}
"""Headings of what is no question, the most telling first: of numbers that which stays when a form is corrected on its server."""
_UTC = frozenset({"_submission_time"})
"""Time stamps of KoboToolbox that do not say that they are in UTC."""
SERVER = re.compile(
    r"start|end|today|deviceid|about|_id|_index|_notes|_tags|_status|__version__|_geolocation.*|_xform_id_string|_attachments"
    r"|formhub/uuid|submitterid|attachments(present|expected)|status|edits|__system/.*|meta[-/].*|rootuuid"
    r"|.*[-_](altitude|accuracy|precision)|.*_url"
)
"""Headings of the servers' own, and of what a phone measures beside a position: no question, and nothing to tell of."""
_PARTS = {
    "latitude": "lat",
    "longitude": "lon",
    "_latitude": "lat",
    "_longitude": "lon",
}
_YES = frozenset({"1", "true", "yes", "1.0", "x", "có"})
_REFUSED = frozenset({"rejected", "not approved", "validation_status_not_approved"})
"""What ODK Central and KoboToolbox write of a form that whoever checks there refused."""
_LONGEST = 4000


@dataclass(frozen=True)
class Submission:
    """A filled-in form: the answers by question as the form writes them, photos by question, and what is no answer as written.

    `origin` and `instance` tell it from every other; `visit` is the key of the visit, or what stands in its place; `version` is
    that of the questions by which it was read: those that were answered, where this office asked them.
    """

    origin: SubmissionOrigin
    instance: str
    visit: str
    answers: Mapping[str, str]
    photos: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    submitted_on: str | None = None
    submitted_by: str | None = None
    version: str = ""
    row: int = 0
    is_refused: bool = False


@dataclass(frozen=True)
class Answered:
    """Where a column goes: a question, one choice of it, or a part of its position; or what is no question."""

    question: str = ""
    choice: str = ""
    part: str = ""
    meta: str = ""
    rank: int = 0


class Columns:
    """The columns of a file by their headings."""

    def __init__(self, form: Form, headings: Iterable[str]) -> None:
        """Understand the headings; a heading that says nothing is left out."""
        self.form = form
        self.found = {heading: found for heading in headings if (found := self._understood(heading))}

    def told_version(self, row: Mapping[str, Any]) -> str:
        """Return the version of the questions that a row says it answers, "" where it says none."""
        told = [
            (at.rank, str(row.get(heading) or "").strip()) for heading, at in self.found.items() if at.meta == "version"
        ]
        return next((text for _, text in sorted(told) if text), "")

    @cached_property
    def _labels(self) -> dict[str, Question]:
        labels = {fold(text): one for one in self.form.questions for text in (one.label_en, one.label) if text}
        return labels | {one.name: one for one in self.form.questions}

    def _understood(self, heading: str) -> Answered | None:
        plain = " ".join(heading.strip().lower().split())
        for meta, names in _META.items():
            if plain in names:
                return Answered(meta=meta, rank=names.index(plain))
        *groups, last = _SPLIT.split(plain)
        if last in _PARTS or plain.rpartition("_")[2] in _PARTS:
            return self._part(groups, last)
        names = (plain, fold(heading), last, fold(heading.rpartition("/")[2]))
        question = next((self._labels[name] for name in names if name in self._labels), None)
        if plain == "geometry":
            question = next((one for one in self.form.questions if one.kind is QuestionKind.POSITION), None)
        if question:
            return Answered(question.name)
        return Answered(meta="visit") if last == VISIT else self._choice(heading)

    def _part(self, groups: list[str], last: str) -> Answered | None:
        """Return the part of a position: "answers-position-Latitude" or "answers/_position_latitude"."""
        stem, _, part = last.rpartition("_")
        name = stem.strip("_") or (groups[-1] if groups else "")
        question = self._labels.get(name) or self._labels.get(fold(name))
        if question is None or question.kind is not QuestionKind.POSITION:
            return None
        return Answered(question.name, part=_PARTS[part or last])

    def _choice(self, heading: str) -> Answered | None:
        """Return one choice of a list of several: "answers/price_evidence/quotation"."""
        before, _, last = heading.rpartition("/")
        names = {before.strip().lower(), _SPLIT.split(before.strip().lower())[-1], fold(before)}
        names.add(fold(before.rpartition("/")[2]))
        question = next((self._labels[name] for name in names if name in self._labels), None)
        choice = question and answered_choice(question, last)
        return Answered(question.name, choice=choice) if question and choice else None


def answered_choice(question: Question, text: str) -> str | None:
    """Return the choice that a text names, by its short name or its words in either language."""
    wanted = fold(text)
    for one in question.choices:
        if text.strip() == one.name or wanted in {fold(one.label), fold(one.label_en), one.name}:
            return one.name
    return None


def submission_of(columns: Columns, row: Mapping[str, Any], origin: SubmissionOrigin, number: int) -> Submission | None:
    """Return the form that a row of a file holds; None for an empty one."""
    meta: dict[str, tuple[int, str]] = {}
    parts: dict[str, dict[str, Any]] = {}
    split: dict[str, list[str]] = {}
    cells: dict[str, Any] = {}
    for heading, at in columns.found.items():
        value = row.get(heading)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if at.meta:
            zone = "Z" if heading.strip().lower() in _UTC else ""
            meta[at.meta] = min(meta.get(at.meta, (99, "")), (at.rank, f"{str(value).strip()}{zone}"))
        elif at.part:
            parts.setdefault(at.question, {})[at.part] = value
        elif at.choice:
            split.setdefault(at.question, []).extend([at.choice] if str(value).strip().lower() in _YES else [])
        else:
            cells.setdefault(at.question, value)
    cells |= {name: " ".join(chosen) for name, chosen in split.items() if chosen}
    cells |= {name: f"{both['lat']} {both['lon']}" for name, both in parts.items() if len(both) == 2}
    if not cells and "visit" not in meta:
        return None
    told = {name: text for name, (_, text) in meta.items()}
    answers, photos, unread = answers_of(columns.form, cells, is_typed=origin is SubmissionOrigin.WORKBOOK)
    visit, version = told.get("visit", ""), columns.told_version(row)
    if _VERSION.fullmatch(version) and version != columns.form.version:
        unread = {**unread, VERSION: version}
    return Submission(
        origin=origin,
        instance=told.get("instance") or (f"workbook:{visit}" if origin is SubmissionOrigin.WORKBOOK else ""),
        visit=visit,
        answers=answers,
        photos=photos,
        unread=unread,
        submitted_on=day_of(told.get("submitted_on")),
        submitted_by=told.get("submitted_by"),
        version=columns.form.version,
        row=number,
        is_refused=told.get("review", "").lower() in _REFUSED,
    )


def answers_of(
    form: Form, cells: Mapping[str, Any], *, is_typed: bool = False
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return (answers, names of photos, what is no answer as it is written) by question, in the order of the form."""
    answers, photos, unread = {}, {}, {}
    for one in form.questions:
        value = cells.get(one.name)
        if value is None or not str(value).strip():
            continue
        if one.kind is QuestionKind.PHOTO:
            photos[one.name] = str(value).strip()[:200]
        elif (read := _READERS[one.kind](one, value, is_typed)) is not None:
            answers[one.name] = read
        else:
            unread[one.name] = str(value)[:_LONGEST]
    return answers, photos, unread


def _text(_question: Question, value: Any, _is_typed: bool) -> str | None:  # noqa: FBT001 - a reader of the list below
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return text[:_LONGEST] if text else None


def _number(question: Question, value: Any, is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    if isinstance(value, bool):
        return None
    if not isinstance(value, int | float):
        text = str(value).strip()
        if re.fullmatch(r"\d+(\.\d+)?", text) and not is_typed:
            value = float(text)
        else:
            read = read_number(text)
            is_plain = read is not None and read.qualifier is Qualifier.EXACT and not read.tail
            value = float(read.value) if read and is_plain else None
    if value is None or not 0 <= value < 10**15:
        return None
    if float(value).is_integer():
        return str(int(value))
    return None if question.kind is QuestionKind.WHOLE else repr(float(value))


def _money(question: Question, value: Any, is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    """Return million đồng, also of an amount that names its unit; None where it is more than any: đồng written as million đồng."""
    text = _number(question, value, is_typed)
    if text is None and isinstance(value, str):
        read = read_amount(value, MoneyUnit.MILLION)
        is_plain = read is not None and read.unit is not None and read.vnd_to is None and read.vnd >= 0
        if read is None or not is_plain or read.qualifier is not Qualifier.EXACT:
            return None
        text = format(Decimal(read.vnd) / ANSWER_UNIT_VND, "f")
    return text if text is not None and float(text) <= question.most_million else None


def is_too_much(question: Question, text: str) -> bool:
    """Tell whether what a form says is no answer because it is more million đồng than there can be."""
    return question.kind is QuestionKind.MONEY and _number(question, text, is_typed=True) is not None


def _one_of(question: Question, value: Any, _is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return answered_choice(question, str(value))


def _several_of(question: Question, value: Any, _is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    text = str(value).strip()
    names = {one.name for one in question.choices}
    parts = text.split() if set(text.split()) <= names else re.split(r"[;\n]|,(?=\s)", text)
    whole = answered_choice(question, text)
    chosen = [whole] if whole else [answered_choice(question, one) for one in parts]
    kept = [one for one in chosen if one] if None not in chosen else _said_in_a_row(question, text)
    return " ".join(one.name for one in question.choices if one.name in kept) or None


def _said_in_a_row(question: Question, text: str) -> list[str]:
    """Return the choices whose words follow each other with blanks alone, as KoboToolbox writes them; none where anything else stands there."""
    rest, found = fold(text).split(), []
    words = {
        one.name: [fold(label).split() for label in (one.label, one.label_en) if label] for one in question.choices
    }
    while rest:
        begun = [
            (len(label), name) for name, labels in words.items() for label in labels if rest[: len(label)] == label
        ]
        if not begun:
            return []
        length, name = max(begun)
        rest = rest[length:]
        found.append(name)
    return found


def _date(_question: Question, value: Any, _is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    return day_of(value)


def day_of(value: Any) -> str | None:
    """Return the day of a date as an ISO date; None where the value is none to the day."""
    read = read_date(value.strip() if isinstance(value, str) else value)
    return read.iso if read and len(read.iso) == len("2024-01-18") else None


def _position(_question: Question, value: Any, _is_typed: bool) -> str | None:  # noqa: FBT001 - see above
    found = re.match(r"\s*(-?\d{1,2}(?:\.\d+)?)[ ,;]+(-?\d{1,3}(?:\.\d+)?)(?:[ ,;]|$)", str(value))
    point = re.match(
        r"\s*POINT\s*Z?\s*\(\s*(-?\d{1,3}(?:\.\d+)?)\s+(-?\d{1,2}(?:\.\d+)?)[ )]", str(value), re.IGNORECASE
    )
    if point:
        lat, lon = float(point[2]), float(point[1])
    elif found:
        lat, lon = float(found[1]), float(found[2])
    else:
        return None
    return f"{lat:.6f} {lon:.6f}" if abs(lat) <= 90 and abs(lon) <= 180 else None


_READERS: dict[QuestionKind, Callable[[Question, Any, bool], str | None]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.WHOLE: _number,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.YES_NO: _one_of,
    QuestionKind.ONE_OF: _one_of,
    QuestionKind.SEVERAL_OF: _several_of,
    QuestionKind.DATE: _date,
    QuestionKind.POSITION: _position,
}
