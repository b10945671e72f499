"""Read a file of filled-in forms: ODK Central (CSV, ZIP with media, JSON), KoboToolbox (XLSX, CSV, GeoJSON, JSON), our own workbook.

It is read in a process of its own, within bounds, for it comes from outside. Photos come along as they are, to be made ready
one by one.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from geodata.broken_zip import BROKEN_ZIP
from geodata.importing.files.file_kinds import checked_name
from geodata.importing.files.job import Job
from geodata.importing.files.parsing import parse
from geodata.importing.files.reading import raise_refused
from geodata.importing.grid import SheetCell
from geodata.importing.limits import IMPORT_LIMITS, FileRefusedError, RefusalCode
from geodata.jobs import JobLimits, JobStoppedError, Task, run
from geodata.schema.survey_vocabulary import SubmissionOrigin
from geodata.survey.questions import Form
from geodata.survey.submissions import SERVER, Columns, Submission, submission_of

FORMS = replace(IMPORT_LIMITS, file_mb=200, members=10_000, unpacked_mb=400)
"""More than of a table, as photos come along; what one upload may be is a setting of the server."""
PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
_BUDGET = JobLimits(processor_seconds=90, seconds=180, memory_mb=2048, written_mb=FORMS.unpacked_mb)
_DEEPEST = 8
_Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class ReadForms:
    """What a file holds: the forms, the media that came along by name, headings that say nothing to this app."""

    submissions: tuple[Submission, ...]
    media: Mapping[str, bytes]
    unused: tuple[str, ...] = ()


def read_forms(data: bytes, name: str, forms: Sequence[Form]) -> ReadForms:
    """Return what a file of filled-in forms holds; `forms` are all versions of the questions, that of now first.

    Raises FileRefusedError, with the code that says why, and JobStoppedError for an error that nobody foresaw.
    """
    checked_name(name)
    if len(data) > FORMS.file_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.TOO_LARGE, {"mb": len(data) // 1_000_000, "limit": FORMS.file_mb})
    task = Task("survey-forms", f"{__name__}:forms_in", (data, name, tuple(forms)), _BUDGET, size=len(data))
    try:
        return run(task)  # type: ignore[no-any-return]
    except JobStoppedError as error:
        raise_refused(error)


def forms_in(tell: _Tell, data: bytes, name: str, forms: Sequence[Form]) -> ReadForms:
    """Return what a file holds: what the process of the job does."""
    with tempfile.TemporaryDirectory(prefix="forms-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        suffix = PurePosixPath(name).suffix.lower()
        if not data.strip():
            raise FileRefusedError(RefusalCode.EMPTY, {"name": name})
        if suffix == ".zip":
            return _from_zip(tell, data, forms, folder)
        if suffix in {".json", ".geojson"}:
            return _of_rows(_json_rows(data), forms, _json_origin(data))
        return _of_table(data, name, forms, folder)


def _of_table(data: bytes, name: str, forms: Sequence[Form], folder: Path) -> ReadForms:
    path = folder / "input"
    path.write_bytes(data)
    sheets = list(parse(Job(path, name, folder, replace(FORMS, columns=1000))))
    tables = [_table(sheet.rows) for sheet in sheets]
    headings, rows = max(tables, key=lambda table: max(len(Columns(one, table[0]).found) for one in forms))
    return _of_rows(rows, forms, _origin_of(headings, name), headings)


def _table(rows: Iterable[tuple[SheetCell, ...]]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the headings of the first row that has any, and the rows by them; a heading that stands twice counts where it stands first."""
    filled = [row for row in rows if any(cell is not None and str(cell).strip() for cell in row)]
    if not filled:
        return [], []
    headings = ["" if cell is None else str(cell).strip() for cell in filled[0]]
    return headings, [dict(reversed(list(zip(headings, row, strict=True)))) for row in filled[1:]]


def _origin_of(headings: Iterable[str], name: str) -> SubmissionOrigin:
    known = {heading.strip().lower() for heading in headings}
    if known & {"key", "__id", "meta-instanceid"}:
        return SubmissionOrigin.ODK_CENTRAL
    if known & {"_uuid", "_id", "_submission_time", "meta/instanceid"}:
        return SubmissionOrigin.KOBO
    return SubmissionOrigin.ODK_CENTRAL if name.lower().endswith(".zip") else SubmissionOrigin.WORKBOOK


def _of_rows(
    rows: list[dict[str, Any]], forms: Sequence[Form], origin: SubmissionOrigin, named: Sequence[str] = ()
) -> ReadForms:
    """Return the forms of rows, each read by the questions that it answered, by those of now where it names no known version."""
    headings = list(dict.fromkeys([*named, *chain.from_iterable(rows[:2000])]))
    columns = {form.version: Columns(form, headings) for form in forms}
    now, kind = columns[forms[0].version], forms[0].kind
    if not any(at.question or at.choice for one in columns.values() for at in one.found.values()):
        raise FileRefusedError(RefusalCode.MISSING_PART, {"name": kind.value})
    found = (
        submission_of(columns.get(now.told_version(row), now), row, origin, number)
        for number, row in enumerate(rows, 2)
    )
    known = set().union(*(each.found for each in columns.values()))
    unused = tuple(one[:200] for one in headings if one and one not in known and not SERVER.fullmatch(one.lower()))
    return ReadForms(tuple(one for one in found if one), {}, unused)


def _from_zip(tell: _Tell, data: bytes, forms: Sequence[Form], folder: Path) -> ReadForms:
    """Read the main table of ODK Central's ZIP (that without PARENT_KEY) and the media beside it."""
    archive = folder / "archive"
    archive.write_bytes(data)
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _checked_members(opened)
            tables = [one for one in members if one.filename.lower().endswith((".csv", ".json"))]
            photos = [one for one in members if one.filename.lower().endswith(PHOTOS)]
            read = [_of_member(opened, one, forms, folder) for one in tables]
            media = {}
            for number, one in enumerate(photos):
                tell("photos", number / len(photos))
                media[PurePosixPath(one.filename).name] = opened.read(one)
    except (*BROKEN_ZIP, RuntimeError) as error:
        raise FileRefusedError(RefusalCode.TRUNCATED, {"name": "ZIP"}) from error
    best = max((one for one in read if one), key=lambda one: len(one.submissions), default=None)
    if best is None:
        raise FileRefusedError(RefusalCode.MISSING_PART, {"name": forms[0].kind.value})
    return replace(best, media=media)


def _checked_members(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [one for one in opened.infolist() if not one.is_dir()]
    if len(members) > FORMS.members or sum(one.file_size for one in members) > FORMS.unpacked_mb * 1_000_000:
        raise FileRefusedError(RefusalCode.ZIP_BOMB)
    if any(one.flag_bits & 0x1 for one in members):
        raise FileRefusedError(RefusalCode.ENCRYPTED)
    return members


def _of_member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, forms: Sequence[Form], folder: Path
) -> ReadForms | None:
    """Return what a table of the ZIP holds; None for one of repeats, and for one that holds no forms."""
    inside, name = opened.read(member), PurePosixPath(member.filename).name
    try:
        if name.lower().endswith(".json"):
            return _of_rows(_json_rows(inside), forms, _json_origin(inside))
        if b"PARENT_KEY" in inside.partition(b"\n")[0]:
            return None
        part = folder / f"part-{member.header_offset}"
        part.mkdir()
        return _of_table(inside, name, forms, part)
    except FileRefusedError:
        return None
    finally:
        shutil.rmtree(folder / f"part-{member.header_offset}", ignore_errors=True)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefusedError(RefusalCode.TRUNCATED, {"name": "JSON"}) from error


def _json_origin(data: bytes) -> SubmissionOrigin:
    return SubmissionOrigin.ODK_CENTRAL if b'"__id"' in data else SubmissionOrigin.KOBO


def _json_rows(data: bytes) -> list[dict[str, Any]]:
    """Return the forms of OData ("value"), of KoboToolbox ("results", or features of a map) or a plain list, one level each."""
    found = _json(data)
    if isinstance(found, dict):
        found = found.get("value", found.get("results", found.get("features", [found])))
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FileRefusedError(RefusalCode.MISSING_PART, {"name": "JSON"})
    return [_one_level(one) for one in found]


def _one_level(one: dict[str, Any]) -> dict[str, Any]:
    """Return a form's values by their path; of a feature of a map its properties, and its point as "geometry"."""
    if one.get("type") != "Feature":
        return dict(_flat(one))
    return dict(_flat(one.get("properties") or {})) | dict(_flat({"geometry": one.get("geometry")}))


def _flat(values: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the values of nested groups by their path; a point becomes its latitude and longitude, what lists hold is left out."""
    for name, value in values.items():
        path = f"{before}{name}"
        if isinstance(value, dict) and isinstance(value.get("coordinates"), list):
            lon, lat = [*value["coordinates"], None, None][:2]
            yield path, f"{lat} {lon}"
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{path}/", depth + 1)
        elif isinstance(value, str | int | float | bool):
            yield path, value
