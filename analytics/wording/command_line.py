"""What the commands share: a parser that speaks the language asked for, and errors for the person who gave the command."""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NoReturn

from analytics.wording.language import Language, language, mark

NOT_UNDERSTOOD = 2
"""Exit code of a command that is not understood."""

_REFUSALS = {
    re.compile(r"argument (?P<option>\S+): expected .*"): mark("{option} needs a value after it"),
    re.compile(r"argument (?P<option>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)"): mark(
        "{option} {value} is not one of {choices}"
    ),
    re.compile(r"unrecognized arguments: (?P<value>.*)"): mark("there is no {value}"),
    re.compile(r"the following arguments are required: (?P<option>.*)"): mark("{option} is missing"),
}
"""What argparse says, and what it is called here."""


class CommandError(ValueError):
    """A command cannot be followed; the text is for the person who gave it, `code` is the exit code."""

    def __init__(self, text: str, code: int = NOT_UNDERSTOOD) -> None:
        """Keep what is wrong and the exit code that says so."""
        super().__init__(text)
        self.code = code


class Parser(argparse.ArgumentParser):
    """A parser whose help and refusals are in the language of the command; what it refuses is a CommandError."""

    def __init__(self, words: Language, prog: str, description: str) -> None:
        """Start a command with nothing but its help."""
        super().__init__(prog=prog, description=description, allow_abbrev=False, add_help=False)
        self.words = words
        self._positionals.title = words.text("what to work on")
        self._optionals.title = words.text("options")
        self.add_argument("-h", "--help", action="help", help=words.text("show this help and leave"))

    def format_help(self) -> str:
        """Return the help in the language of the command."""
        usage = self.words.text("usage")
        return f"{usage}: {super().format_help().removeprefix('usage: ')}"

    def error(self, message: str) -> NoReturn:
        """Refuse a command in the language of the command."""
        problem = message
        for pattern, text in _REFUSALS.items():
            if found := pattern.fullmatch(message):
                problem = self.words.text(text, **{name: _plain(value) for name, value in found.groupdict().items()})
        raise CommandError(
            self.words.text("The command is not understood: {problem}. Ask with --help.", problem=problem)
        )


def _plain(text: str) -> str:
    return text.replace("'", "").removeprefix(", ")


def asked_language(given: Sequence[str]) -> Language:
    """Return the language that a command asks for, known before anything of it is understood; else Vietnamese."""
    apart = [part for one in given for part in (one.split("=", 1) if one.startswith("--lang=") else [one])]
    return language(next((value for name, value in pairwise(apart) if name == "--lang"), None))


def speak_utf8() -> None:
    """Let answers in Vietnamese through, whatever the console's own encoding."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
