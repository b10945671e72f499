"""Forms filled in by a program, and the files in which ODK Central and KoboToolbox give them back.

The program reads the XLSForm itself, as a phone does: it knows nothing of the app's questions.
"""

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import openpyxl
import xlsxwriter
from PIL import Image

LABEL, LABEL_EN = "label::Tiếng Việt (vi)", "label::English (en)"
Filled = dict[str, str]
UNASKED = {"start", "end", "about", "form_version"}


def sheet(data: bytes, name: str) -> list[dict[str, str]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], ["" if one is None else str(one) for one in row], strict=True)) for row in rows[1:]]


class Phone:
    """What ODK Collect makes of an XLSForm: the questions in order, asked where their condition holds."""

    def __init__(self, package: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            form = next(one for one in opened.namelist() if one.endswith(".xlsx"))
            self.form = opened.read(form)
            self.visits = list(csv.DictReader(io.StringIO(opened.read("visits.csv").decode())))
        self.questions = [one for one in sheet(self.form, "survey") if one["name"] not in UNASKED]
        (told,) = [one["calculation"] for one in sheet(self.form, "survey") if one["name"] == "form_version"]
        self.form_version = told.strip("'")
        self.choices: dict[str, list[str]] = {}
        self.labels: dict[tuple[str, str, str], str] = {}
        for one in sheet(self.form, "choices"):
            self.choices.setdefault(one["list_name"], []).append(one["name"])
            for language in (LABEL, LABEL_EN):
                self.labels[language, one["list_name"], one["name"]] = one[language]
        self.version = sheet(self.form, "settings")[0]["version"]

    def filled(self, visit: str, seed: int, **given: str) -> Filled:
        """Return answers to all that is asked, drawn with a seed."""
        rng, answers = random.Random(seed), {"visit": visit}  # noqa: S311 - answers of nobody
        for one in self.questions:
            kind, _, chosen = one["type"].partition(" ")
            if one["relevant"] and not self._holds(one["relevant"], answers):
                continue
            value = given.get(one["name"], self._answer(kind, self.choices.get(chosen, []), rng))
            if value:
                answers[one["name"]] = value
        return answers

    @staticmethod
    def _holds(relevant: str, answers: Mapping[str, str]) -> bool:
        parts = re.findall(r"\$\{(\w+)\} = '(\w+)'", relevant)
        return any(answers.get(name) == value for name, value in parts)

    @staticmethod
    def _answer(kind: str, choices: list[str], rng: random.Random) -> str:
        makers = {
            "text": lambda: rng.choice(["Máy ép ván 4 tầng, 120 tấn", "Đã xem; đủ hồ sơ", "=1+1", "a,b;c", 'nói "có"']),
            "integer": lambda: str(rng.randint(0, 400)),
            "decimal": lambda: rng.choice(["1250", "0.5", "87.25"]),
            "date": lambda: f"{date(2024, 1, 15) + timedelta(days=rng.randint(0, 20))}",
            "geopoint": lambda: f"{21.1 + rng.randint(0, 500000) / 1e6:.6f} {106 + rng.randint(0, 900000) / 1e6:.6f}",
            "select_one": lambda: rng.choice(choices),
            "select_multiple": lambda: " ".join(one for one in choices if rng.random() < 0.5) or choices[0],
            "image": lambda: f"{rng.randint(10**9, 10**10)}.jpg",
        }
        return makers[kind]() if kind in makers else ""


def photo(number: int, side: int = 24) -> bytes:
    """Return a small JPEG, another one for each number."""
    made = io.BytesIO()
    noise = random.Random(number).randbytes(3 * side * side)  # noqa: S311 - a picture of nothing
    Image.frombytes("RGB", (side, side), noise).save(made, "JPEG")
    return made.getvalue()


def csv_of(rows: list[dict[str, Any]], separator: str = ",") -> bytes:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    made = io.StringIO()
    writer = csv.DictWriter(made, headings, delimiter=separator, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig" if separator == ";" else "utf-8")


def instance(number: int) -> str:
    return f"uuid:0000{number:04d}-aaaa-4bbb-8ccc-000000000000"


def central_row(
    phone: Phone, filled: Filled, number: int, *, has_groups: bool = True, is_split: bool = False
) -> dict[str, str]:
    """Return a row of Central's CSV: groups in the headings or not, choices of a list of several in columns of their own or not."""
    row = {"SubmissionDate": "2024-01-20T09:30:00.000Z", "start": "", "end": "", "visit": filled["visit"]}
    row["form_version"] = phone.form_version
    for one in phone.questions:
        name, (kind, _, chosen) = one["name"], one["type"].partition(" ")
        head, value = f"answers-{name}" if has_groups else name, filled.get(name, "")
        if kind == "geopoint":
            lat, lon = value.split() if value else ("", "")
            parts = {"Latitude": lat, "Longitude": lon, "Altitude": "31.2", "Accuracy": "4.5"}
            row |= {f"{head}-{part}": text for part, text in parts.items()}
        elif name not in {"visit", "about_shown", "answers", ""}:
            row[head] = value
        if kind == "select_multiple" and is_split:
            row |= {f"{head}/{part}": str(int(part in value.split())) for part in phone.choices[chosen]}
    key = instance(number)
    tail = {"meta-instanceID": key, "meta-instanceName": filled["visit"], "KEY": key, "SubmitterID": "12"}
    tail |= {"SubmitterName": "Điện thoại 1", "AttachmentsPresent": "2", "AttachmentsExpected": "2", "Status": ""}
    tail |= {"ReviewState": "", "DeviceID": "collect:1", "Edits": "0", "FormVersion": phone.version}
    return row | tail


def central_csv(phone: Phone, filled: Iterable[Filled], **options: bool) -> bytes:
    return csv_of([central_row(phone, one, number, **options) for number, one in enumerate(filled)])


def central_zip(phone: Phone, filled: Iterable[Filled], side: int = 24) -> bytes:
    made, listed = io.BytesIO(), list(filled)
    names = [one["name"] for one in phone.questions if one["type"] == "image"]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("khao-sat.csv", central_csv(phone, listed))
        package.writestr("khao-sat-may.csv", csv_of([{"ten": "x", "PARENT_KEY": instance(0), "KEY": "x"}]))
        for number, one in enumerate(listed):
            for place, name in enumerate(names):
                if name in one:
                    package.writestr(f"media/{one[name]}", photo(2 * number + place, side))
    return made.getvalue()


def central_json(phone: Phone, filled: Iterable[Filled], *, is_wkt: bool = False) -> bytes:
    rows = []
    for number, one in enumerate(filled):
        answers: dict[str, Any] = {}
        for question in phone.questions:
            name, kind = question["name"], question["type"]
            value = one.get(name)
            if kind == "geopoint" and value:
                lat, lon = map(float, value.split())
                point = {"type": "Point", "coordinates": [lon, lat, 31.2], "properties": {"accuracy": 4.5}}
                answers[name] = f"POINT ({lon} {lat} 31.2)" if is_wkt else point
            elif kind in {"integer", "decimal"} and value:
                answers[name] = json.loads(value)
            elif name not in {"visit", "about_shown", "answers", ""}:
                answers[name] = value
        key = instance(number)
        system = {"submissionDate": "2024-01-20T09:30:00.000Z", "submitterName": "Điện thoại 1", "edits": 0}
        system["formVersion"] = phone.version
        rows.append(
            {
                "__id": key,
                "__system": system,
                "visit": one["visit"],
                "form_version": phone.form_version,
                "answers": answers,
                "meta": {"instanceID": key},
            }
        )
    return json.dumps({"@odata.context": "https://x/$metadata#Submissions", "value": rows}, ensure_ascii=False).encode()


def kobo_row(
    phone: Phone,
    filled: Filled,
    number: int,
    *,
    label: str = "",
    has_groups: bool = True,
    several: str = "both",
) -> dict[str, str]:
    """Return a row of KoboToolbox: XML names or the words of a language as headings, with groups or not; lists of several in one column, in one for each choice, or both."""
    row: dict[str, str] = {"start": "2024-01-20T09:10:00.000+07:00", "end": "2024-01-20T09:30:00.000+07:00"}
    row[{"": "visit", LABEL: "Cơ sở", LABEL_EN: "Facility"}[label]] = filled["visit"]
    row["form_version"] = phone.form_version
    group = {"": "answers/", LABEL: "Phiếu/", LABEL_EN: "Form/"}[label] if has_groups else ""
    for one in phone.questions:
        name, (kind, _, chosen) = one["name"], one["type"].partition(" ")
        own = one[label] if label else name
        head, value = f"{group}{own}", filled.get(name, "")
        if name in {"visit", "about_shown", "answers", ""}:
            continue
        words = [phone.labels[label, chosen, part] if label else part for part in value.split()] if chosen else []
        if kind != "select_multiple" or several != "details":
            row[head] = " ".join(words) if chosen else value
        if kind == "select_multiple" and several != "summary":
            for part in phone.choices[chosen]:
                told = phone.labels[label, chosen, part] if label else part
                row[f"{head}/{told}"] = str(int(part in value.split())) if value else ""
        if kind == "geopoint" and value:
            row[head] = f"{value} 31.2 4.5"
            lat, lon = value.split()
            parts = {"latitude": lat, "longitude": lon, "altitude": "31.2", "precision": "4.5"}
            row |= {f"{group}_{own}_{part}": text for part, text in parts.items()}
        if kind == "image" and value:
            row[f"{head}_URL"] = f"https://kobo.example/{value}"
    tail = {
        "_id": str(1000 + number),
        "_uuid": instance(number).removeprefix("uuid:"),
        "_submission_time": "2024-01-20T02:31:00",
        "_validation_status": "",
        "_notes": "",
        "_status": "submitted_via_web",
        "_submitted_by": "doan1",
        "__version__": "vX1",
        "_tags": "",
        "meta/rootUuid": instance(number),
        "_index": str(number),
    }
    return row | tail


def kobo_csv(phone: Phone, filled: Iterable[Filled], **options: Any) -> bytes:
    return csv_of([kobo_row(phone, one, number, **options) for number, one in enumerate(filled)], ";")


def kobo_xlsx(phone: Phone, filled: Iterable[Filled], **options: Any) -> bytes:
    rows = [kobo_row(phone, one, number, **options) for number, one in enumerate(filled)]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page, days = book.add_worksheet("Khảo sát"), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(headings):
        page.write_string(0, column, name)
        for line, row in enumerate(rows, 1):
            text = row.get(name, "")
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                page.write_datetime(line, column, date.fromisoformat(text), days)
            elif re.fullmatch(r"\d+(\.\d+)?", text):
                page.write_number(line, column, float(text))
            elif text:
                page.write_string(line, column, text)
    book.close()
    return made.getvalue()


def kobo_json(phone: Phone, filled: Iterable[Filled]) -> bytes:
    """Return what the API of KoboToolbox gives: paths as keys, the attachments as a list, the validation as an object."""
    rows = []
    for number, one in enumerate(filled):
        row = kobo_row(phone, one, number, several="summary")
        kept = {name: text for name, text in row.items() if text and not name.endswith(("_URL", "tude", "precision"))}
        media = [{"filename": f"doan1/attachments/{text}"} for text in one.values() if text.endswith(".jpg")]
        rows.append(
            {
                **kept,
                "_id": 1000 + number,
                "_attachments": media,
                "_geolocation": [None, None],
                "_validation_status": {},
            }
        )
    return json.dumps(
        {"count": len(rows), "next": None, "previous": None, "results": rows}, ensure_ascii=False
    ).encode()


def kobo_geojson(phone: Phone, filled: Iterable[Filled]) -> bytes:
    features = []
    for number, one in enumerate(filled):
        row = kobo_row(phone, one, number)
        point = next((one[q["name"]] for q in phone.questions if q["type"] == "geopoint" and q["name"] in one), None)
        geometry = None
        if point:
            lat, lon = map(float, point.split())
            geometry = {"type": "Point", "coordinates": [lon, lat, 31.2]}
        kept = {name: value for name, value in row.items() if "position" not in name}
        features.append({"type": "Feature", "geometry": geometry, "properties": kept})
    return json.dumps(
        {"type": "FeatureCollection", "name": "Khảo sát", "features": features}, ensure_ascii=False
    ).encode()
