"""Find the heading rows of a sheet among its titles: up to four levels, merged or not, and a row of column numbers below."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.importing.headings.matching import WORTH, Heading, any_score, heading_key
from geodata.importing.limits import LONGEST_WORDS
from geodata.importing.text.cell_text import bare, cell_as_text, is_nothing

if TYPE_CHECKING:
    from geodata.importing.merges import SheetCells

SEARCHED_ROWS = 60
_MOST_LEVELS = 4
TITLES_A_ROW = 3
"""More texts in a row are no titles but the row of a table."""
_LONG = 200
"""A text of more letters is a paragraph, unless it stands among headings."""
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-Z])\s*\)?(?:\s*=.*)?|\(?\d{1,2}\)?\s*[=+x*/:-].*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[\d.,()%\s-]+")
_FIRST = re.compile(r"(?:1|I|A)[.)]?")
ORDER_HEADINGS = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu", "no"})
LONGEST_UNIT = 40
_UNIT = re.compile(
    r"(?:(?:dvt|don vi(?: tinh)?)\s*:?\s*)?(?:(?:1[., ]?000|10\^?3|nghin|ngan|trieu|tr\.?|ty|ti)\s*)?"
    r"(?:dong|d|vnd|usd|\$|do la(?: my)?|tan|ta|kg|kilogam|lit|m|m2|m3|m²|m³|ha|km|nguoi|ld|lao dong|ho|co so|chiec|cai|bo|san pham|sp|hop|chai|goi|tui|qua|con|cay|%|sao|nam|thang|ngay)?"
    r"(?:\s*/\s*(?:nam|thang|quy|ngay|nguoi|ha))?"
)
_PERIOD = re.compile(
    r"(?:(?:uoc )?(?:thuc hien|th|ke hoach|kh|tong|luy ke) ?)?"
    r"(?:quy (?:[1-4]|i{1,3}|iv)|q[1-4]|thang \d{1,2}|t\d{1,2}|\d{1,2} thang(?: (?:dau|cuoi) nam)?|(?:ca )?nam|hai nam|nam nay|nam truoc)"
    r"(?:[ /.-]?(?:nam )?(?:19|20)\d\d)?"
)
_STATES_UNIT = re.compile(r"\b(?:dvt|don vi(?: tinh)?) ?:")
SURVEY_HEADINGS = frozenset(
    {"uuid", "instanceid", "submission time", "submissiondate", "formhub uuid", "meta instanceid"}
)
"""Headings that only the exports of survey forms (KoboToolbox, ODK) have."""
_GROUPED = re.compile(r"(?<=\S)[/-](?=\S)")
_UNIT_TITLE = re.compile(r"\(?(?:dvt|don vi(?: tinh)?)\s*:")


@dataclass(frozen=True)
class Header:
    """Where the headings stand: rows counted from 0, both inclusive, the first row of data, and one heading a column."""

    first: int
    last: int
    data_first: int
    headings: tuple[Heading, ...]
    titles: tuple[str, ...]


def find_header(cells: "SheetCells") -> Header | None:
    """Return the header of a sheet; None when no row holds two headings that any table knows."""
    best: tuple[float, int, int] | None = None
    for first in range(min(SEARCHED_ROWS, cells.height)):
        for last in range(first, min(first + _MOST_LEVELS, cells.height)):
            if not _may_be_level(cells, last) or (last > first and _is_numbered(cells, first, last)):
                break
            worth = _worth(cells, first, last)
            if best is None or worth > best[0] + 0.3:
                best = (worth, first, last)
    if best is None or best[0] < 2 * WORTH:
        return None
    return header_at(cells, best[1], _merged_last(cells, best[1], best[2]))


def _merged_last(cells: "SheetCells", first: int, last: int) -> int:
    """Return the last level of headings: where two headings or more reach further down, the levels beside them do too."""
    ends = [bottom for top, _, bottom, _ in cells.sheet.merged if first <= top <= last < bottom < first + _MOST_LEVELS]
    return max(ends) if len(ends) > 1 else last


def header_at(cells: "SheetCells", first: int, last: int) -> Header:
    """Return the header that stands in the rows given."""
    data_first, units = last + 1, dict[int, str]()
    while data_first < cells.height and (is_number_row(cells, data_first) or not units):
        if not is_number_row(cells, data_first):
            units = _units(cells, data_first)
            if not units:
                break
        data_first += 1
    titles = tuple(
        text
        for row in range(_titles_first(cells, first), first)
        for text in _texts(cells, row)
        if len(text) <= LONGEST_WORDS
    )
    headings = _ungrouped(_headings(cells, first, last))
    return Header(
        first, last, data_first, tuple(_in_unit(one, units.get(at)) for at, one in enumerate(headings)), titles
    )


def _ungrouped(headings: list[Heading]) -> list[Heading]:
    """Return the headings of a survey form with its groups as levels: "thong_tin/ten_co_so", "toa_do-Latitude"."""
    marks = {heading_key(one.levels[-1].rpartition("/")[2]) for one in headings if one.levels}
    if not marks & SURVEY_HEADINGS:
        return headings
    return [Heading(tuple(part for level in one.levels for part in _GROUPED.split(level) if part)) for one in headings]


def _units(cells: "SheetCells", row: int) -> dict[int, str]:
    """Return the units by column of a row that holds nothing else: "(nghìn tấn)", "triệu USD", "người"; nothing for another row."""
    texts = {
        column: text for column in range(cells.width) if not is_nothing(text := cell_as_text(cells.plain(row, column)))
    }
    units = {column: text.strip(" ()[]") for column, text in texts.items()}
    is_unit = all(_is_unit(text) for text in units.values())
    return units if units and is_unit else {}


def _is_unit(text: str) -> bool:
    is_worded = any(letter.isalpha() or letter in "%$" for letter in text)
    return is_worded and len(text) <= LONGEST_UNIT and _UNIT.fullmatch(bare(text)) is not None


def _in_unit(heading: Heading, unit: str | None) -> Heading:
    """Return a heading with the unit that stands below it."""
    if not unit or not heading.levels:
        return heading
    return Heading((*heading.levels[:-1], f"{heading.levels[-1]} ({unit})"))


def _titles_first(cells: "SheetCells", first: int) -> int:
    """Return the first row of the titles over the headings: what stands above the rows of another table is not theirs."""
    filled = [row for row in range(first) if len(_texts(cells, row)) > TITLES_A_ROW]
    end = first
    while filled and filled[-1] == end - 1:  # a level of these headings that was not taken for one
        end = filled.pop()
    return filled[-1] + 1 if filled else 0


def is_number_row(cells: "SheetCells", row: int) -> bool:
    """Return whether a row numbers the columns: "1 2 3", "(1) (2)", "(5)=(6)+(7)", letters first."""
    texts = [text for text in (cell_as_text(cell) for cell in cells.rows[row]) if text]
    if len(texts) < 2 or max(map(len, texts)) > 25 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[1]) for text in texts if (found := re.match(r"\(?\s*(\d{1,2})", text))]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return (
        len(numbers) >= 2
        and numbers[0] <= 2
        and all(step in {1, 2} for step in steps)
        and steps.count(1) >= len(steps) / 2
    )


def states_unit(text: str) -> bool:
    """Return whether a text beside or under a title states the unit of the table: "ĐVT: triệu đồng"."""
    return _UNIT_TITLE.match(bare(text)) is not None


def unit_part(title: str) -> str:
    """Return the part of a title that states the unit of the table: from "ĐVT" on, or what stands in brackets at its end; "" without one."""
    plain = title.rstrip(" .;")
    if plain.endswith(")"):
        plain = plain[plain.rfind("(") + 1 : -1]
        return plain if _is_unit(plain) or states_unit(plain) else ""
    found = _STATES_UNIT.search(bare(title))
    return bare(title)[found.start() :] if found else ""


def _texts(cells: "SheetCells", row: int) -> list[str]:
    return [text for cell in cells.rows[row] if (text := cell_as_text(cell))]


def _may_be_level(cells: "SheetCells", row: int) -> bool:
    """Whether a row may be a level of headings: at least two texts, few of them numbers, few as long as a paragraph."""
    texts = list(dict.fromkeys(cell_as_text(cells.filled(row, column)) for column in range(cells.width)))
    texts = [text for text in texts if not is_nothing(text)]
    if any(states_unit(text) for text in texts):
        return False
    years = [int(text) for text in texts if _YEAR.fullmatch(text)]
    are_headings = len(years) > 1 and years == list(range(years[0], years[0] + len(years)))
    numbers = sum(1 for text in texts if _NUMBER.fullmatch(text)) - (len(years) if are_headings else 0)
    n_long = sum(1 for text in texts if len(text) > _LONG)
    return len(texts) >= 2 and numbers <= len(texts) / 4 and n_long <= (len(texts) - 1) / 3


def _is_numbered(cells: "SheetCells", first: int, row: int) -> bool:
    """Whether a row stands under "STT" with a number of its own: it is the first row of data, whatever its cells say."""
    return any(
        _FIRST.fullmatch(cell_as_text(cells.plain(row, column)))
        and heading_key(cell_as_text(cells.filled(above, column))) in ORDER_HEADINGS
        for column in range(cells.width)
        for above in range(first, row)
    )


def _worth(cells: "SheetCells", first: int, last: int) -> float:
    """Sum over the distinct lowest headings how well each names anything; a level that is data costs."""
    leaves: dict[str, float] = {}
    for heading in _headings(cells, first, last):
        if heading.levels:
            leaf = heading.levels[-1]
            leaves[heading.text] = max(any_score(leaf), 0.9 * any_score(" ".join(heading.levels[-2:])))
    named = sum(score for score in leaves.values() if score >= WORTH)
    return named - 0.5 * sum(1 for text, score in leaves.items() if score < WORTH and not is_period_heading(text))


def is_period_heading(heading: str) -> bool:
    """Return whether the lowest level of a heading names a part of a year, or a year: "Quý I", "6 tháng đầu năm", "Cả năm 2023"."""
    return _PERIOD.fullmatch(bare(heading.rpartition(" / ")[2])) is not None


def _headings(cells: "SheetCells", first: int, last: int) -> list[Heading]:
    levels = [_level(cells, row, last) for row in range(first, last + 1)]
    return [Heading(_path([level[column] for level in levels])) for column in range(cells.width)]


def _path(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _level(cells: "SheetCells", row: int, last: int) -> list[str]:
    """Return the texts of one level; a blank cell over a lower heading takes its left neighbour's, where no ranges are known."""
    texts = [cell_as_text(cells.filled(row, column)) for column in range(cells.width)]
    if row == last or cells.sheet.merged:
        return texts
    for column in range(1, cells.width):
        is_over = any(cell_as_text(cells.plain(below, column)) for below in range(row + 1, last + 1))
        left_is_over = any(cell_as_text(cells.plain(below, column - 1)) for below in range(row + 1, last + 1))
        if not texts[column] and is_over and left_is_over:
            texts[column] = texts[column - 1]
    return texts
