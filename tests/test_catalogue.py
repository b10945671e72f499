"""The Vietnamese catalogue holds exactly the messages of the code, each translated, with the same fields."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from analytics.wording.language import Language
from analytics.wording.signs import ONE_OF, number_counted
from geodata.schema.columns import DESCRIPTIONS

ROOT = Path(__file__).parents[1]
KEYWORDS = {"mark": None, "text": None, "count": (1, 2)}
FIELD = re.compile(r"{\w*}")
Message = str | tuple[str, ...]


def sources() -> list[Path]:
    return [
        ROOT / "dashboard.py",
        *(path for folder in ("analytics", "pages") for path in (ROOT / folder).rglob("*.py")),
    ]


def texts(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.fixture(scope="module")
def messages() -> set[Message]:
    return {
        message
        for path in sources()
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS)
        if message
    } | set(described())


def described() -> Iterator[str]:
    """Yield the message ids of the descriptions of tables and columns."""
    for table in DESCRIPTIONS.values():
        yield from filter(None, (table.label, table.export_label, table.import_label))
        for one in table.columns.values():
            yield from filter(None, (one.label, one.export_label, one.evidence_label, one.card_label))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ROOT / "locales/vi/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def entries(catalogue: Catalog) -> dict[Message, Message]:
    return {entry.id if isinstance(entry.id, str) else tuple(entry.id): entry.string for entry in catalogue if entry.id}


def test_there_are_messages(messages: set[Message]) -> None:
    assert {"Proposals", "Not placed", ("{n} source", "{n} sources")} <= messages


def test_every_message_of_the_code_is_in_the_catalogue(messages: set[Message], catalogue: Catalog) -> None:
    assert sorted(map(str, messages - set(entries(catalogue)))) == []


def test_no_message_of_the_catalogue_is_unused(messages: set[Message], catalogue: Catalog) -> None:
    assert sorted(map(str, set(entries(catalogue)) - messages)) == []
    assert not catalogue.obsolete


def test_every_message_is_translated(catalogue: Catalog) -> None:
    blank = [id_ for id_, string in entries(catalogue).items() if not all(part.strip() for part in texts(string))]
    assert blank == []


def test_a_place_that_is_not_known_has_one_word(catalogue: Catalog) -> None:
    """On screens, in files and in letters: districts came and went, so it is the "địa bàn" that is not known."""
    other = re.compile(r"(?:chưa|không) rõ (?:thuộc )?(?:huyện|đơn vị)\b", re.IGNORECASE)
    assert [part for string in entries(catalogue).values() for part in texts(string) if other.search(part)] == []


def test_what_is_counted_has_a_word_for_one() -> None:
    """ "n = 1 published figures" is no English: each noun that a chart or a slide counts has its singular."""
    counted = {
        argument.value.args[0].value
        for path in sources()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for argument in call.keywords
        if argument.arg in {"n_of", "counted"} and isinstance(argument.value, ast.Call)
        if argument.value.args and isinstance(argument.value.args[0], ast.Constant)
    }
    assert "published figures" in counted
    assert counted - set(ONE_OF) == set()
    for noun, one in ONE_OF.items():
        assert number_counted(1, noun, Language("en")) == f"n = 1 {one}"
        assert number_counted(2, noun, Language("en")) == f"n = 2 {noun}"


def test_no_translation_is_marked_as_a_guess(catalogue: Catalog) -> None:
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_translations_keep_the_fields_of_their_message(catalogue: Catalog) -> None:
    changed = {
        id_: string
        for id_, string in entries(catalogue).items()
        if {*FIELD.findall("".join(texts(id_)))} != {*FIELD.findall("".join(texts(string)))}
    }
    assert changed == {}


def test_translations_are_composed_letters(catalogue: Catalog) -> None:
    decomposed = [
        part
        for string in entries(catalogue).values()
        for part in texts(string)
        if unicodedata.normalize("NFC", part) != part
    ]
    assert decomposed == []


def test_screens_and_analytics_hold_no_vietnamese_sentence() -> None:
    """Names and the bilingual label of the language switch excepted, Vietnamese words live in the catalogue."""
    vietnamese = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    names = (
        "Bắc Giang",
        "Bắc Ninh",
        "Bản Ven",
        "Chũ",
        "Việt Nam",
        "Hoàng Sa",
        "Trường Sa",
        "Yên Dũng",
        "đồng",
        "Tiếng Việt",
    )
    found = []
    for path in sources():
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            for text in texts(message) if message else ():
                bare = text
                for name in names:
                    bare = bare.replace(name, "")
                if vietnamese.search(bare):
                    found.append(text)
    assert found == []


def test_no_message_hides_from_the_extraction(messages: set[Message]) -> None:
    """Babel does not see a call inside an f-string or inside another keyword's call; the screen would stay English."""
    known = {text for message in messages for text in texts(message)}
    hidden = [
        f"{path.name}:{call.lineno} {call.args[0].value}"
        for path in sources()
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute | ast.Name)
        and (call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id) in {"text", "mark"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in known
    ]
    assert hidden == []
