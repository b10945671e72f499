"""The glossary explains, in both languages, the abbreviations that screens write."""

import re
import tomllib

from babel.messages.pofile import read_po

from analytics.wording.glossary import FILE, glossary
from analytics.wording.language import LANGUAGES, LOCALES, Language
from geodata.text import alphabetical

OF_COMPUTERS = re.compile(
    r"[XCODKJP](?:LSX|SV|DF|OCX|DS|ML|SON|PEG|NG|PTX)|XLS|ZIP|MB|UTF|UTM|TOML|SHA|ICS|HEIC|AVIF|GIS|QGIS|ODK|EPSG|WGS|VN"
)
OF_LETTERS = re.compile(r"\b[A-ZĐ]{3,}\b")
KNOWN = {"USD", "STT", "YYYY", "MINH", "MIT", "NXB"}
"""Read without help by whoever works with tables; a word in capitals (“MINH HỌA”); the names of a licence and of a publishing house."""


def test_every_term_is_explained_in_every_language() -> None:
    rows = tomllib.loads(FILE.read_text("utf-8"))["terms"]
    silent = [row["short"] for row in rows for code in LANGUAGES if not row.get(code, {}).get("text", "").strip()]
    assert silent == []
    assert all(row["en"].get("name") for row in rows), "an English reader knows no Vietnamese word"


def test_terms_stand_in_the_order_of_the_alphabet_once_each() -> None:
    shorts = [term.short for term in glossary(Language("vi"))]
    words = [short for short in shorts if short[0].isalpha()]
    assert words == sorted(set(words), key=alphabetical)
    assert shorts[len(words) :] == ["≥ ≤ ≈"]


def test_abbreviations_of_the_screens_are_explained() -> None:
    with (LOCALES / "vi/LC_MESSAGES/messages.po").open("rb") as file:
        strings = [text for entry in read_po(file) if entry.id for text in _texts(entry.string)]
    found = {one for text in strings if text != text.upper() for one in OF_LETTERS.findall(text)}
    terms = {term.short for term in glossary(Language("vi"))}
    assert sorted(one for one in found - terms - KNOWN if not OF_COMPUTERS.fullmatch(one)) == []


def _texts(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]
