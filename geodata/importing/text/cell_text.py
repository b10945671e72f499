"""A cell as text: as the spreadsheet shows it, and bare for matching (lower case, no diacritics, punctuation kept)."""

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.text import nfc

if TYPE_CHECKING:
    from geodata.importing.grid import SheetCell

_FOOTNOTE = re.compile(r"(?:\(\*++\)|(?<!\*)\*++|\[\d{1,2}\]|(?<![¹²³⁴⁵⁶⁷⁸⁹⁰†‡])[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]++)\Z")
"""Each run of marks is tried from its beginning only, so that the search is linear; blanks around it are stripped by hand."""
_MARKED = re.compile(
    r"(?:\((?:\d{1,2}|[a-zđ]|\*{1,3})\)|\[(?:\d{1,2}|[a-zđ*])\]|(?<=\s)\d{1,2}\)|\*{1,3}|[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]{1,3}[⁾)]?)\Z",
    re.IGNORECASE,
)
"""A mark of a footnote behind a figure, where numbers in brackets are no words: "300(1)", "300 (*)", "300¹", "300 1)"."""
_MOST_MARKS = 3
_DITTO = re.compile(r"[-–—(\"“ ]*(?:n\.?t\.?|như trên|nhu tren|//)[-–—)\"”. ]*|[-–— ]*(?:[\"“”″〃]|'')[-–— \"“”″']*")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_NOTHING = frozenset(
    {"", "-", "--", "–", "—", "…", "...", ".", "/", "n/a", "na", "k", "không có", "chưa có", "null", "none"}
)
"""Texts that stand for an empty cell, in lower case."""


ERRORS = frozenset(
    {
        "#n/a",
        "#ref!",
        "#div/0!",
        "#value!",
        "#name?",
        "#num!",
        "#null!",
        "#spill!",
        "#calc!",
        "#getting_data",
        "#field!",
    }
)
"""What spreadsheets show in a cell whose formula failed, in lower case; LibreOffice writes numbers too ("Err:502")."""


def is_error(text: str) -> bool:
    """Return whether a shown text is the error of a formula that failed."""
    lower = text.lower()
    return lower in ERRORS or (lower.startswith(("err:", "#err:")) and lower.rpartition(":")[2].isdecimal())


def is_formula(text: str) -> bool:
    """Return whether a shown text is a formula whose result the file does not keep: "=E3-F3"."""
    return len(text) > 1 and text[0] == "=" and text[1] != " "


def is_ditto(text: str) -> bool:
    """Return whether a shown text stands for what is written above it: "nt", "-nt-", "như trên", a quotation mark, "//"."""
    return bool(_DITTO.fullmatch(text.lower()))


def is_unmade(text: str) -> bool:
    """Return whether a shown text stands where a formula gave no value."""
    return is_error(text) or is_formula(text)


def cell_as_text(cell: "SheetCell") -> str:
    """Return a cell as text in composed letters: 300.0 as "300", a day as dd/mm/yyyy, line breaks as blanks."""
    if isinstance(cell, str):
        return _shown_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return _shown_time(cell) if isinstance(cell, date | time) else str(cell)


@lru_cache(maxsize=16384)
def _shown_time(cell: date | time) -> str:
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    has_time = isinstance(cell, datetime) and (cell.hour or cell.minute)
    return cell.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")


@lru_cache(maxsize=65536)
def _shown_text(text: str) -> str:
    return nfc(text.translate(_INVISIBLE))


@lru_cache(maxsize=65536)
def is_nothing(text: str) -> bool:
    """Return whether a shown text stands for an empty cell: blank, a dash, dots."""
    return text.lower() in _NOTHING or not text.strip("-–—.…_ ")


def without_footnote(text: str) -> str:
    """Return the text without a footnote mark at its end: "300 (*)", "Lục Nam¹"."""
    end = text.rstrip()
    found = _FOOTNOTE.search(end)
    return end[: found.start()].rstrip() if found else text


def split_marks(figure: str) -> tuple[str, str]:
    """Return a figure without the marks of footnotes behind it, and the marks; none are taken from what then holds no digit."""
    rest = figure.strip()
    for _ in range(_MOST_MARKS):
        found = _MARKED.search(rest, max(len(rest) - 8, 0))
        before = rest[: found.start()].rstrip(" ,;") if found else ""
        if not any(letter.isdecimal() for letter in before):
            break
        rest = before
    return rest, figure.strip()[len(rest) :].strip()


def bare(text: str) -> str:
    """Return the text in lower case without diacritics (đ becomes d), punctuation kept, blanks made one."""
    return " ".join([_bare_word(word) for word in text.split()])


@lru_cache(maxsize=65536)
def _bare_word(word: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return "".join(letters).lower().replace("đ", "d")
