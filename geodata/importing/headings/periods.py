"""Periods that headings and titles name: the same figure of several years side by side ("Kinh phí: 2021 | 2022"), parts of a year ("Quý I/2024")."""

import re
from collections.abc import Mapping, Sequence

from geodata.importing.text.cell_text import bare
from geodata.text import fold, without_brackets

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/.-])")
_SUM = re.compile(r"(?:tong|cong)(?: (?:cong|so|kinh phi))?(?: (?:cac nam|giai doan|ca giai doan))?")
_PART = re.compile(
    r"\b(?:(?:1[01]|0?[1-9]) thang(?: (?:dau|cuoi) nam)?|nua (?:dau|cuoi) nam|thang (?:1[0-2]|0?[1-9])|quy (?:i{1,3}|iv|[1-4]))\b"
)
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|12 thang)\b")


def year_columns(headings: Mapping[int, str]) -> tuple[Mapping[int, int], ...]:
    """Return the groups of columns, each {column: year}, whose headings differ by their year only; `headings` by column."""
    groups: dict[str, dict[int, int]] = {}
    for at, heading in headings.items():
        years = _YEAR.findall(heading)
        if len(years) == 1:
            groups.setdefault(fold(_YEAR.sub(" ", heading)), {})[at] = int(years[0])
    return tuple(group for group in groups.values() if len(set(group.values())) > 1)


def sum_beside(group: Mapping[int, int], headings: Sequence[str]) -> list[int]:
    """Return the columns right before and after the years of a group whose headings say that they hold a sum."""
    beside = (min(group) - 1, max(group) + 1)
    return [at for at in beside if 0 <= at < len(headings) and _SUM.fullmatch(_leaf(headings[at]))]


def _leaf(heading: str) -> str:
    return without_brackets(bare(heading.rpartition(" / ")[2]), "").strip()


def part_in(text: str) -> str | None:
    """Return the part of a year that a text names, as it writes it; None where it names none, or the whole year too."""
    plain = bare(text)
    found = _PART.search(plain)
    if not found or is_whole_year(plain):
        return None
    words = " ".join(text.split())
    return words[found.start() : found.end()] if len(words) == len(plain) else found[0]


def is_whole_year(plain: str) -> bool:
    """Return whether a folded text names the whole year: "cả năm", "12 tháng"."""
    return bool(_WHOLE_YEAR.search(plain))
