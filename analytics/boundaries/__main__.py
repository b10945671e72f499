"""One command that lets official boundaries take the place of ours: `python -m analytics.boundaries.__main__ FILE --attribution "…"`."""

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from analytics.boundaries.words import boundary_note_text, boundary_problem_text, set_text
from analytics.wording.command_line import CommandError, Parser, asked_language, speak_utf8
from analytics.wording.language import HOUSE, LANGUAGES, Language
from geodata.boundaries import UNIT_LAYERS, own_path
from geodata.boundary_files.problems import BoundaryFileError
from geodata.boundary_files.replace import Taken, examine, replace, take_back

MINUTES = 10
DONE, NOT_TAKEN = 0, 1
"""Exit codes; a command that is not understood has its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, after naming all that is wrong on standard error."""
    speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = asked_language(given)
    try:
        lines = _answer(_parser(words).parse_args(given), words)
    except CommandError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
        return error.code
    except BoundaryFileError as error:
        problems = [boundary_problem_text(problem, words) for problem in error.problems]
        print(*problems, words.text("Nothing was changed."), sep="\n", file=sys.stderr)  # noqa: T201 - a command's answer
        return NOT_TAKEN
    print(*lines, sep="\n")  # noqa: T201 - a command's answer
    return DONE


def _answer(asked: argparse.Namespace, words: Language) -> list[str]:
    if asked.take_back is not None:
        return [_taken_back(asked.take_back or None, words)]
    if asked.path is None:
        raise CommandError(words.text("Name the file with the boundaries, or --take-back."))
    given = {"attribution": asked.attribution or "", "vintage": asked.vintage, "layer": asked.layer, "crs": asked.crs}
    if asked.check:
        taken = examine(asked.path, **given | {"attribution": asked.attribution or "not yet named"})
        end = words.text("Good to replace {set}. Nothing was changed.", set=set_text(taken.vintage, words))
        return [*_report(taken, words), end]
    taken = replace(asked.path, **given)
    kept = own_path(taken.vintage)
    end = words.text(
        "{set} is replaced; the new layer is {path}. Restart the app.", set=set_text(taken.vintage, words), path=kept
    )
    return [*_report(taken, words), end]


def _report(taken: Taken, words: Language) -> list[str]:
    return [boundary_note_text(note, words) for note in taken.report]


def _taken_back(vintage: str | None, words: Language) -> str:
    back = take_back(vintage)
    if not back:
        return words.text("No layer had been replaced.")
    sets = "; ".join(set_text(name, words) for name in back)
    return words.text("The app's own layer stands again: {sets}. Restart the app.", sets=sets)


def _parser(words: Language) -> Parser:
    about = words.text("Check a file of official boundaries and let it take the place of one of the map's layers.")
    parser = Parser(words, "python -m analytics.boundaries.__main__", about)
    sets = "; ".join(set_text(name, words) for name in UNIT_LAYERS)
    parser.add_argument(
        "path",
        type=Path,
        nargs="?",
        metavar=words.text("FILE"),
        help=words.text("GeoPackage, GeoJSON or zipped Shapefile"),
    )
    parser.add_argument(
        "--attribution",
        metavar=words.text("SOURCE"),
        help=words.text("source of the boundaries, as the map shall print it; needed to replace"),
    )
    parser.add_argument(
        "--vintage",
        choices=list(UNIT_LAYERS),
        metavar=words.text("SET"),
        help=words.text("the set of units to replace, found by the units when left out: {sets}", sets=sets),
    )
    parser.add_argument(
        "--layer", metavar=words.text("LAYER"), help=words.text("the layer of the file, when it holds several")
    )
    parser.add_argument(
        "--crs",
        metavar="EPSG",
        help=words.text("coordinate system, for example EPSG:3405, when the file names none or a wrong one"),
    )
    parser.add_argument("--check", action="store_true", help=words.text("only check, change nothing"))
    parser.add_argument(
        "--take-back",
        nargs="?",
        const="",
        choices=["", *UNIT_LAYERS],
        metavar=words.text("SET"),
        help=words.text("let the app's own layers stand again, all or one"),
    )
    parser.add_argument("--lang", choices=list(LANGUAGES), default=HOUSE, help=words.text("language of the answer"))
    return parser


def _give_up() -> None:
    words = asked_language(sys.argv[1:])
    text = words.text(
        "Not done after {minutes} minutes. Simplify the file in a GIS. Nothing was changed.", minutes=MINUTES
    )
    print(text, file=sys.stderr)  # noqa: T201 - a command's answer
    os._exit(NOT_TAKEN)


if __name__ == "__main__":
    watch = threading.Timer(MINUTES * 60, _give_up)
    watch.daemon = True
    watch.start()
    sys.exit(main())
