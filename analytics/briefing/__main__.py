"""One command that makes the files without the app: `python -m analytics.briefing --year 2023 --out FOLDER`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from analytics.briefing.files import make
from analytics.briefing.pptx.template_error import TemplateError
from analytics.briefing.request import BriefingFormat, BriefingRequest
from analytics.prepared.tables import prepare
from analytics.selection.file_names import file_stem
from analytics.selection.selection import DISTRICT_CODES, Selection, read_query, read_year_range, write_years
from analytics.wording.command_line import CommandError, Parser, asked_language, speak_utf8
from analytics.wording.language import HOUSE, LANGUAGES, Language, language
from geodata.clock import today
from geodata.opening import opening_record
from geodata.places.units import TEN_DISTRICTS
from geodata.settings import SettingError, template_file
from geodata.store.model import RecordScope, StoreError
from geodata.text import fold

DONE, NO_TEMPLATE, NOT_WRITTEN, NO_RECORD = 0, 3, 4, 5
"""Exit codes; a command that is not understood has its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files of a command and return 0, or say on standard error what is wrong and return its exit code."""
    speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = asked_language(given)
    try:
        asked = _parser(words).parse_args(given)
        order = _order(asked, words)
        return _made(order, asked.out, language(order.lang))
    except CommandError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
        return error.code


def _parser(words: Language) -> Parser:
    about = words.text("Make the deck (PPTX), the report (PDF) and the workbook (XLSX) of a selection.")
    parser = Parser(words, "python -m analytics.briefing", about)
    parser.add_argument(
        "--out", type=Path, required=True, help=words.text("folder for the files; made if it is not there")
    )
    parser.add_argument("--year", default="", help=words.text("a year or a range of years: 2023 or 2016-2020"))
    parser.add_argument("--districts", default="", help=words.text("districts by name or code, with commas between"))
    parser.add_argument(
        "--selection", default="", help=words.text("all of a selection as an address of the app holds it")
    )
    parser.add_argument("--formats", nargs="+", default=[], help="pptx pdf xlsx")
    parser.add_argument("--template", type=Path, help=words.text("presentation of the office, .pptx or .potx"))
    parser.add_argument("--lang", default=HOUSE, help=", ".join(LANGUAGES))
    parser.add_argument("--scope", default="all", help="all, public, office")
    parser.add_argument("--date", default="", help=words.text("the day as of which things are due: YYYY-MM-DD"))
    return parser


def _order(asked: argparse.Namespace, words: Language) -> BriefingRequest:
    if asked.lang not in LANGUAGES:
        raise CommandError(
            words.text("--lang {value}: give one of {codes}.", value=asked.lang, codes=", ".join(LANGUAGES))
        )
    if asked.scope not in set(RecordScope):
        raise CommandError(words.text("--scope {value}: give all, public or office.", value=asked.scope))
    unknown = [one for one in asked.formats if one not in set(BriefingFormat)]
    if unknown:
        raise CommandError(words.text("--formats {value}: give pptx, pdf or xlsx.", value=", ".join(unknown)))
    return BriefingRequest(
        day=_day(asked.date, words),
        query=_query(asked, words),
        formats=tuple(dict.fromkeys(BriefingFormat(one) for one in asked.formats)) or tuple(BriefingFormat),
        lang=asked.lang,
        scope=RecordScope(asked.scope),
        template=_template(asked.template, words),
    )


def _day(text: str, words: Language) -> date:
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(words.text("--date {value}: give a day as YYYY-MM-DD.", value=text)) from error


def _query(asked: argparse.Namespace, words: Language) -> dict[str, str]:
    """Return the URL parameters that the options stand for; what is not understood is refused, never left out."""
    query = dict(parse_qsl(asked.selection.lstrip("?")))
    if asked.year:
        years, is_clean = read_year_range(asked.year)
        if not is_clean:
            raise CommandError(words.text("--year {value}: give a year like 2023, or 2016-2020.", value=asked.year))
        query["years"] = write_years(years)
    if asked.districts:
        query["district"] = ",".join(Selection(districts=_districts(asked.districts, words)).districts)
    refused = read_query(query).refused
    if refused:
        raise CommandError(words.text("--selection: not understood: {names}.", names=", ".join(refused)))
    return query


def _districts(text: str, words: Language) -> tuple[str, ...]:
    known = {fold(name): one.code for one in TEN_DISTRICTS for name in (one.name, one.short_name, one.code)}
    parts = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in parts if fold(part) not in known]
    if unknown:
        names = ", ".join(one.short_name for one in TEN_DISTRICTS)
        text = words.text("--districts {value}: not known. There are: {names}.", value=", ".join(unknown), names=names)
        raise CommandError(text)
    found = {known[fold(part)] for part in parts}
    return tuple(code for code in DISTRICT_CODES if code in found)


def _template(path: Path | None, words: Language) -> bytes | None:
    try:
        path = path or template_file()
        return None if path is None else path.read_bytes()
    except SettingError as error:
        raise CommandError(str(error), NO_TEMPLATE) from error
    except OSError as error:
        raise CommandError(words.text("--template {value}: cannot be read.", value=path), NO_TEMPLATE) from error


def _made(order: BriefingRequest, folder: Path, words: Language) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        prepared = prepare(opening_record(order.scope))
        files = make(prepared, order)
        stem = file_stem(order.selection, order.day, words)
        for kind, content in files.items():
            path = _written(folder / f"{stem}.{kind.value}", content)
            print(path)  # noqa: T201 - a command's answer
    except (SettingError, StoreError) as error:
        raise CommandError(words.text("The record cannot be read: {problem}", problem=error), NO_RECORD) from error
    except OSError as error:
        text = words.text("{folder}: cannot be written: {problem}", folder=folder, problem=error.strerror or error)
        raise CommandError(text, NOT_WRITTEN) from error
    except TemplateError as error:
        text = words.text(
            "The template cannot be used ({problem}). Give a PowerPoint file without macros, .pptx or .potx.",
            problem=error,
        )
        raise CommandError(text, NO_TEMPLATE) from error
    return DONE


def _written(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return path


if __name__ == "__main__":
    sys.exit(main())
