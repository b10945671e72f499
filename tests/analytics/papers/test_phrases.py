"""The phrases of papers are exactly those that the code says, with the same fields, as the catalogue of the screen is."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from analytics.papers import phrases
from analytics.papers.bodies import BodyKind
from analytics.papers.docx.form import FORM, form
from analytics.papers.survey_data import Recommendation
from geodata.schema.survey_vocabulary import CampaignKind

FOLDER = Path(phrases.__file__).parent
SPEAKERS = sorted([*FOLDER.rglob("*.py"), *FOLDER.parent.glob("*/papers.py")])
FILES = sorted(file for file in phrases.WORDS.glob("*.toml") if file.stem != "documents")  # a list of its own
FIELD = re.compile(r"{(\w*)}")


def said() -> dict[str, list[tuple[Path, set[str] | None]]]:
    """Keys that the code says, each with its module and the names of the fields given (None: handed on as they come)."""
    found: dict[str, list[tuple[Path, set[str] | None]]] = {}
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say":
                names = {one.arg for one in node.keywords if one.arg}
                given = None if any(one.arg is None for one in node.keywords) else names
                for key in keys(node.args[0]):
                    found.setdefault(key, []).append((path, given))
    return found


def keys(node: ast.expr) -> list[str]:
    """The keys that an argument may be; a key that is put together or handed on is completed from all phrases."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*keys(node.body), *keys(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        start = node.values[0].value if isinstance(node.values[0], ast.Constant) else ""
        return [key for key in every_key() if start and key.startswith(str(start))]
    return []


def every_key() -> dict[str, str]:
    return {key: text for file in FILES for key, text in tomllib.loads(file.read_text("utf-8")).items()}


HANDED_ON = {
    *(one.value for one in Recommendation),
    *(key for key in every_key() if key.startswith(("signed_", "proposal_", "last_ground", "ground", "findings"))),
    *(
        "difficulties",
        "suggestions",
        "writer",
        "chair",
        "member",
        "question",
        "question_asked",
        "ticked",
        "open",
        "workers",
        "revenue",
    ),
}
"""Keys that reach `say` by a name: enumerations, `by_hand`, `proposal`, `grounds`, the sections of the report."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_phrase_is_unused(file: Path) -> None:
    own = set(tomllib.loads(file.read_text("utf-8")))
    assert own - set(said()) - HANDED_ON == set()


def test_every_phrase_that_is_said_is_there() -> None:
    assert set(said()) - set(every_key()) == set()


def test_phrases_get_the_fields_they_have() -> None:
    common = tomllib.loads((phrases.WORDS / "common.toml").read_text("utf-8"))
    wrong = []
    for key, calls in said().items():
        for path, given in calls:
            own = phrases.WORDS / f"{path.stem}.toml"
            texts = {**common, **(tomllib.loads(own.read_text("utf-8")) if own.exists() else every_key())}
            if given is not None and key in texts and not set(FIELD.findall(texts[key])) <= given:
                wrong.append((path.name, key))
    assert wrong == []


def test_no_file_of_phrases_says_what_another_says_too() -> None:
    common = set(tomllib.loads((phrases.WORDS / "common.toml").read_text("utf-8")))
    again = [
        file.stem
        for file in FILES
        if file.stem != "common" and common & set(tomllib.loads(file.read_text("utf-8"))) - {"place"}
    ]
    assert again == []


@pytest.mark.parametrize("kind", [*BodyKind, *CampaignKind])
def test_every_kind_has_its_words(kind: str) -> None:
    assert any(key.endswith(f"_{kind}") for key in every_key())


def test_every_style_of_the_form_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SPEAKERS)
    assert [key for key in form().styles if f'"{key}"' not in code] == []
    assert FORM.exists()
