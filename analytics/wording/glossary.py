"""The terms of the field and of this app, explained in each language; the words are data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics.wording.language import SOURCE_LANGUAGE, Language

FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """What screens write, what it stands for where that says more ("" otherwise), and what it means."""

    short: str
    name: str
    text: str


@cache
def glossary(language: Language) -> tuple[Term, ...]:
    """Return all terms in the order of the file; a language that explains none is answered in English."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]
    told = ((row["short"], row.get(language.code, row[SOURCE_LANGUAGE])) for row in rows)
    return tuple(Term(short, words.get("name", ""), words["text"]) for short, words in told)
