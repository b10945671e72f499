"""From the questions to the form of a phone and back: pyxform takes the form, and what a program fills in comes back the same."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import product

import pytest
from pyxform.xls2xform import convert

from geodata.importing.limits import FileRefusedError, RefusalCode
from geodata.schema.survey_vocabulary import CampaignKind, QuestionKind, SubmissionOrigin
from geodata.survey.questions import Form, standard_form
from geodata.survey.reading import forms_in, read_forms
from geodata.survey.submissions import Columns, Submission, answers_of, is_too_much, submission_of
from geodata.survey.xlsform import ListedVisit, form_package, survey_rows, xlsform
from tests.survey import filled_forms as files
from tests.survey.filled_forms import Filled, Phone

KINDS = tuple(CampaignKind)
VISITS = [
    ListedVisit(f"visit-{n}", f"Cơ sở số {n}, xã A", f"Đề án {n}", "Lạng Giang", "Đoàn 1", "2024-01-18")
    for n in range(9)
]
Make = Callable[[Phone, list[Filled]], bytes]
CENTRAL, KOBO = SubmissionOrigin.ODK_CENTRAL, SubmissionOrigin.KOBO
FILES: dict[str, tuple[str, Make, SubmissionOrigin]] = {
    "central zip": ("khao-sat.zip", files.central_zip, CENTRAL),
    "central json": ("Submissions.json", files.central_json, CENTRAL),
    "central json wkt": ("Submissions.json", partial(files.central_json, is_wkt=True), CENTRAL),
    **{
        f"central csv {options}": ("khao-sat.csv", partial(files.central_csv, **options), CENTRAL)
        for options in (
            {"has_groups": groups, "is_split": split} for groups, split in product((True, False), (True, False))
        )
    },
    **{
        f"kobo {suffix} {label or 'xml'} {groups} {several}": (
            f"ks.{suffix}",
            partial(make, label=label, has_groups=groups, several=several),
            KOBO,
        )
        for (suffix, make), label, groups, several in product(
            (("csv", files.kobo_csv), ("xlsx", files.kobo_xlsx)),
            ("", files.LABEL, files.LABEL_EN),
            (True, False),
            ("both", "summary", "details"),
        )
    },
    "kobo geojson": ("ks.geojson", files.kobo_geojson, KOBO),
    "kobo json": ("ks.json", files.kobo_json, KOBO),
}
"""Every kind of export that the two servers offer, with every choice that they leave to a person."""


def tell(_step: str, _share: float) -> None:
    """Take what a job tells."""


def phone_of(kind: CampaignKind) -> Phone:
    return Phone(form_package(standard_form(kind), "Khảo sát 2024", "khao-sat-2024", VISITS))


def filled_by(phone: Phone, n: int = 8) -> list[Filled]:
    states = ("done", "done", "done", "nobody_there", "withdrawn")
    return [phone.filled(f"visit-{number}", number, visit_state=states[number % 5]) for number in range(n)]


def values(one: Submission) -> Filled:
    return {"visit": one.visit, **one.answers, **one.photos}


def number_alike(form: Form, filled: Filled) -> Filled:
    kinds = {one.name: one.kind for one in form.questions}
    numbers = {QuestionKind.MONEY, QuestionKind.NUMBER}
    return {name: str(json.loads(value)) if kinds.get(name) in numbers else value for name, value in filled.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_pyxform_takes_the_form(kind: CampaignKind) -> None:
    made = convert(io.BytesIO(xlsform(standard_form(kind), "Khảo sát 2024", "khao-sat-2024")), file_type=".xlsx")
    assert "jr://file-csv/visits.csv" in made.xform
    assert standard_form(kind).version in made.xform
    for one in standard_form(kind).questions:
        assert f"/answers/{one.name}" in made.xform
    assert "English (en)" in made.xform
    assert not made.warnings


def test_the_list_of_visits_runs_as_no_formula_and_has_one_line_a_visit() -> None:
    package = form_package(standard_form(CampaignKind.SURVEY), "t", "f", [ListedVisit("visit-1", "=cmd()\nx", "@a")])
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert opened.read("visits.csv").decode().splitlines()[1].startswith("visit-1,'=cmd() x,'@a")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_filled_in_comes_back_the_same_from_every_export(kind: CampaignKind) -> None:
    form, phone = standard_form(kind), phone_of(kind)
    filled = filled_by(phone)
    wanted = [number_alike(form, one) for one in filled]
    for name, (file, make, origin) in FILES.items():
        read = forms_in(tell, make(phone, filled), file, (form,))
        assert [values(one) for one in read.submissions] == wanted, name
        assert {one.origin for one in read.submissions} == {origin}, name
        told = [one.instance.removeprefix("uuid:") for one in read.submissions]
        assert told == [files.instance(number).removeprefix("uuid:") for number in range(len(filled))], name
        assert {one.submitted_on for one in read.submissions} == {"2024-01-20"}, name
        assert not any(one.unread for one in read.submissions), name
        assert read.unused == (), name


@pytest.mark.parametrize("name", ["central csv", "kobo csv", "zip"])
def test_an_export_without_forms_holds_none(name: str) -> None:
    phone = phone_of(CampaignKind.SURVEY)
    made = {"central csv": files.central_csv, "kobo csv": files.kobo_csv, "zip": files.central_csv}[name]
    head = made(phone, filled_by(phone, 1)).splitlines()[0] + b"\n"
    file = "a.csv"
    if name == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("khao-sat.csv", head)
        head, file = packed.getvalue(), "a.zip"
    assert forms_in(tell, head, file, (standard_form(CampaignKind.SURVEY),)).submissions == ()


def test_photos_come_along_in_a_zip() -> None:
    phone = phone_of(CampaignKind.SURVEY)
    filled = filled_by(phone, 3)
    read = read_forms(files.central_zip(phone, filled), "khao-sat.zip", (standard_form(CampaignKind.SURVEY),))
    assert set(read.media) == {one[name] for one in filled for name in ("photo_1", "photo_2") if name in one}
    assert read.media[filled[1]["photo_2"]] == files.photo(3)


def test_a_cell_that_is_no_answer_is_told_and_costs_nothing_else() -> None:
    form = standard_form(CampaignKind.SURVEY)
    answers, _, unread = answers_of(
        form,
        {"workers": "khoảng chục", "revenue": "-5", "papers": "đang làm", "visited_on": "30/2/2024", "products": "Mỳ"},
    )
    assert answers == {"products": "Mỳ"}
    assert unread == {"workers": "khoảng chục", "revenue": "-5", "papers": "đang làm", "visited_on": "30/2/2024"}


@pytest.mark.parametrize(
    ("question", "cell", "read"),
    [
        ("revenue", "1.250,5", "1250.5"),
        ("revenue", "1.250", "1250"),
        ("workers", 12.0, "12"),
        ("workers", "12 người", None),
        ("workers", 1.5, None),
        ("produces", "Có", "yes"),
        ("produces", True, "yes"),
        ("visited_on", "18/01/2024", "2024-01-18"),
        ("visited_on", "1/2024", None),
        ("price_evidence", "Báo giá; Hợp đồng", "quotation contract"),
        ("price_evidence", "contract quotation", "quotation contract"),
        ("price_evidence", "Báo giá; hóa đơn", None),
        ("position", "21.3, 106.2", "21.300000 106.200000"),
        ("position", "POINT (106.2 21.3 12)", "21.300000 106.200000"),
        ("position", "gần chợ", None),
        ("recommended", "đề nghị hỗ trợ ở mức thấp hơn", "less"),
    ],
)
def test_typed_answers_are_read_as_people_write_them(question: str, cell: object, read: str | None) -> None:
    answers, _, unread = answers_of(standard_form(CampaignKind.SURVEY), {question: cell}, is_typed=True)
    assert answers.get(question) == read
    assert (question in unread) == (read is None)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", RefusalCode.EMPTY),
        ("a.csv", b"ten,gia\nA,1\n", RefusalCode.MISSING_PART),
        ("a.json", b"{not json", RefusalCode.TRUNCATED),
        ("a.json", b"[" * 100_000, RefusalCode.TRUNCATED),
        ("a.json", b'{"value": 7}', RefusalCode.MISSING_PART),
        ("a.zip", b"PK\x03\x04 cut", RefusalCode.TRUNCATED),
        ("a.exe", b"MZ", RefusalCode.UNKNOWN_TYPE),
        ("../a.csv", b"a", RefusalCode.PATH_IN_NAME),
    ],
)
def test_another_file_is_refused_with_the_reason(name: str, data: bytes, code: RefusalCode) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read_forms(data, name, (standard_form(CampaignKind.SURVEY),))
    assert caught.value.code is code


def test_a_zip_that_unpacks_to_too_much_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"media/{number}.jpg", b"\0" * 150_000_000)
    with pytest.raises(FileRefusedError) as caught:
        forms_in(tell, made.getvalue(), "a.zip", (standard_form(CampaignKind.SURVEY),))
    assert caught.value.code is RefusalCode.ZIP_BOMB


@pytest.mark.parametrize("kind", KINDS)
def test_no_amount_in_dong_is_taken_as_million_dong(kind: CampaignKind) -> None:
    form = standard_form(kind)
    money = [one for one in form.questions if one.kind is QuestionKind.MONEY]
    assert money
    for one in money:
        for vnd in (25_000_000, 120_000_000, 1_250_000_000, 40_000_000_000):
            for cell in (vnd, float(vnd), str(vnd), f"{vnd:,}".replace(",", ".")):
                for is_typed in (True, False):
                    answers, _, unread = answers_of(form, {one.name: cell}, is_typed=is_typed)
                    assert not answers, (one.name, cell)
                    assert is_too_much(one, unread[one.name]), (one.name, cell)
            for cell in (
                f"{vnd} đồng",
                f"{vnd / 1e6:g}\u00a0triệu\u00a0đồng".replace(".", ","),
                f"{vnd / 1e9:g} tỷ".replace(".", ","),
            ):
                if vnd <= one.most_million * 1e6:
                    assert answers_of(form, {one.name: cell}, is_typed=True)[0] == {one.name: f"{vnd / 1e6:g}"}, cell
        assert answers_of(form, {one.name: one.most_million})[0] == {one.name: str(one.most_million)}
    rows = {one["name"]: one for one in survey_rows(form) if "name" in one}
    assert all(str(one.most_million) in rows[one.name]["constraint"] for one in money)


@pytest.mark.parametrize(
    ("heading", "stamp", "day"),
    [
        ("_submission_time", "2024-01-20T17:30:00", "2024-01-21"),
        ("_submission_time", "2024-01-20 16:59:59", "2024-01-20"),
        ("_submission_time", datetime(2024, 1, 20, 17, 30), "2024-01-21"),  # noqa: DTZ001 - as a cell of XLSX has it
        ("SubmissionDate", "2024-01-20T17:30:00.000Z", "2024-01-21"),
        ("__system/submissionDate", "2024-01-20T16:59:00.000Z", "2024-01-20"),
        ("end", "2024-01-20T23:30:00.000+07:00", "2024-01-20"),
        ("end", "2024-01-20T17:30:00+00:00", "2024-01-21"),
    ],
)
def test_a_time_stamp_is_of_the_day_that_it_was_here(heading: str, stamp: object, day: str) -> None:
    form = standard_form(CampaignKind.SURVEY)
    row = {heading: stamp, "visit": "v", "KEY": "uuid:1", "answers-visited_on": "2024-01-20"}
    (read,) = (submission_of(Columns(form, row), row, SubmissionOrigin.KOBO, 2),)
    assert read is not None
    assert (read.submitted_on, read.answers["visited_on"]) == (day, "2024-01-20")
