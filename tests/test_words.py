"""The words on screens, in files and in documents: one word a thing, one spelling, one address."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "locales/vi/LC_MESSAGES/messages.po"
FIELD = re.compile(r"{[^}]*}")
RANGE = re.compile(r"period|range of years|\b20\d\d\b", re.IGNORECASE)
STATUS = "giai đoạn (what a proposal has reached)"
REPLACED: dict[str, tuple[str, str]] = {
    STATUS: (r"\bgiai đoạn\b(?!.{0,12}\b(?:20|19)\d\d)", "trạng thái"),
    "chương trình (a budget)": (r"\bchương trình\b(?! khuyến công)", "nguồn kinh phí; bộ trang chiếu; phần mềm"),
    "xuất (a file of this app)": (r"\bxuất (?:dữ liệu|lúc)\b|\btệp đã xuất\b", "tải xuống"),
    "nhập (the screen)": (r"^nhập$", "nhập dữ liệu"),
    "tải về": (r"\btải về\b", "tải xuống"),
    "chi tiết (itemised)": (
        r"\b(?:có|dòng) chi tiết\b|\bchi tiết nhiều hơn\b",
        "có danh mục / chỉ có tổng số",
    ),
    "nguồn nói khác nhau": (r"nói khác nhau", "số liệu các nguồn chưa thống nhất"),
    "xem đến xã": (r"xem đến xã", "xem theo xã"),
    "dòng và nguồn": (r"dòng và nguồn", "số liệu gốc"),
    "tệp mang về": (r"mang về", "tải báo cáo"),
    "không đưa vào": (r"không đưa vào", "không sử dụng"),
    "bối cảnh": (r"bối cảnh", "đối tượng liên quan; ngoài khuyến công"),
    "vốn đối ứng / 1 đồng hỗ trợ": (r"đối ứng\s*/\s*1", "Mỗi đồng hỗ trợ huy động … đồng đối ứng"),
    "tính đến (a day of showing)": (
        r"tính (?:đến|tới) (?:ngày|hôm nay|nay|\d|{)",
        "nguồn mới nhất … · lập ngày …; tại ngày …",
    ),
    "bạn": (r"(?<!địa )\bbạn\b", "anh/chị"),
}
"""What is not said any more, and what is said in its place."""
TONE = re.compile(r"(?<!q)(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
"""The tone on the second vowel of an open syllable ("hoá"): here it stands on the first ("hóa")."""
ENGLISH = re.compile(r"\bstages?\b|\bprogrammes?\b|\bitemi[sz]ation\b", re.IGNORECASE)
"""English for what is called status, source of funding, slide set; the national programme is the only programme."""
NATIONAL = re.compile(r"^National programme|^Programmes, definitions")


def catalogue() -> Iterator[tuple[str, str]]:
    """Yield each English text with its Vietnamese one."""
    with CATALOGUE.open("rb") as file:
        for entry in read_po(file, locale="vi"):
            if entry.id:
                ids, strings = (one if isinstance(one, tuple | list) else (one,) for one in (entry.id, entry.string))
                yield from ((ids[0], string) for string in strings)


def words_of_files() -> Iterator[tuple[str, str]]:
    """Yield what templates, lists of choices, notes and papers say: where it stands, and the words."""
    for path in sorted((ROOT / "geodata/tables").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for column in (*table.get("columns", ()), *table.get("fields", ())):
            told = column.get("import", column)
            yield from (
                (f"{path.name} {column['name']}", told[key]) for key in ("heading", "note", "example") if key in told
            )
    for kind, values in json.loads((ROOT / "geodata/importing/choices.json").read_text("utf-8")).items():
        yield from ((f"choices.json {kind}.{value}", words[0]) for value, words in values.items())
    for path in sorted((ROOT / "geodata/importing").rglob("*_texts.json")):
        yield from ((path.name, text) for text in json.loads(path.read_text("utf-8")).values())


def papers() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "analytics/papers").rglob("*.toml")):
        yield from ((f"{path.name}:{n}", line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1))


def documents() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        if path.name not in {"decisions.md", "record.md"}:
            yield from ((f"{path.name}:{n}", line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1))


@pytest.mark.parametrize("name", REPLACED)
def test_a_word_that_was_replaced_is_not_said(name: str) -> None:
    pattern, instead = re.compile(REPLACED[name][0], re.IGNORECASE), REPLACED[name][1]
    said = [(where, text) for where, text in catalogue() if not (name == STATUS and RANGE.search(where))]
    found = [f"{where}: {text}" for where, text in (*said, *words_of_files()) if pattern.search(text)]
    assert found == [], f"say “{instead}”"


def test_the_words_of_the_documents_are_those_of_the_screens() -> None:
    named = [name for name in REPLACED if name != STATUS]
    found = [
        f"{where}: {text[:160]}"
        for where, text in documents()
        for name in named
        if not text.startswith("synonyms") and re.search(REPLACED[name][0], text, re.IGNORECASE)
    ]
    assert found == []


def test_the_tone_of_an_open_syllable_stands_on_its_first_vowel() -> None:
    everything = (*catalogue(), *words_of_files(), *papers(), *documents())
    assert [f"{where}: {text[:160]}" for where, text in everything if TONE.search(text)] == []


def test_english_says_the_same() -> None:
    found = [where for where, _ in catalogue() if ENGLISH.search(FIELD.sub("", where)) and not NATIONAL.search(where)]
    assert found == []


def test_the_office_is_addressed_in_one_way() -> None:
    other = re.compile(r"\b(?:quý vị|ông/bà|ông bà|người dùng vui lòng|các bạn)\b", re.IGNORECASE)
    assert [text for _, text in catalogue() if other.search(text)] == []


def test_the_office_is_called_one_thing() -> None:
    unit = re.compile(r"(?:của|chính) đơn vị(?! thụ| hành| tính)")
    found = [text for where, text in catalogue() if re.search(r"\boffices?\b", where) and unit.search(text)]
    assert found == [], "say “cơ quan”: a đơn vị is a beneficiary or an administrative unit"


def test_old_headings_of_offices_are_still_understood() -> None:
    tables = {
        path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "geodata/tables").glob("*.toml"))
    }
    old = {
        ("proposals", "programme"): "chương trình",
        ("proposals", "stage"): "giai đoạn",
        ("proposals", "stage_on"): "ngày của giai đoạn",
        ("published_figures", "programme"): "chương trình",
        ("rules", "programme"): "chương trình",
    }
    for (table, name), word in old.items():
        columns = (*tables[table]["columns"], *tables[table].get("fields", ()))
        column = next(one for one in columns if one["name"] == name)
        assert word in column.get("import", column)["synonyms"], (table, name)


def test_no_field_asks_in_the_words_of_streamlit() -> None:
    """A list that starts empty says "Choose an option" in English where it is given no words of its own."""
    silent = []
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            given = {one.arg: one.value for one in call.keywords}
            index = given.get("index")
            is_empty = call.func.attr == "multiselect" or (
                call.func.attr == "selectbox" and isinstance(index, ast.Constant) and index.value is None
            )
            if is_empty and "placeholder" not in given:
                silent.append(f"{path.name}:{call.lineno}")
    assert silent == []
