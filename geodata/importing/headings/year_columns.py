"""Columns that hold the same figure of several years side by side ("Kinh phí: 2021 | 2022 | 2023"): one year is read at a time."""

import re
from collections.abc import Mapping, Sequence

from geodata.importing.text.cell_text import bare
from geodata.text import fold, without_brackets

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/.-])")
_SUM = re.compile(r"(?:tong|cong)(?: (?:cong|so|kinh phi))?(?: (?:cac nam|giai doan|ca giai doan))?")


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
