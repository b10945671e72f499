"""Cells of the tables of figures: a raw value that sorts, beside the text that says it."""

from typing import Any

import pandas as pd

from analytics.figures.table import UNKNOWN, Cell
from analytics.wording.claims import known_count
from analytics.wording.language import Language, kept_together
from analytics.wording.signs import qualified


def money_cell(vnd: Any, language: Language, qualifier: object = None) -> Cell:
    """Return an amount in đồng, unknown when it is missing."""
    return UNKNOWN if pd.isna(vnd) else Cell(qualified(language.money(int(vnd)), qualifier), int(vnd))


def count_cell(n: Any, language: Language, *, says_none: bool = False) -> Cell:
    """Return a count, unknown when it is missing or nothing is on record; 0 where a source, or the rows themselves, say none."""
    count = None if pd.isna(n) else known_count(int(n), says_none=says_none)
    return UNKNOWN if count is None else Cell(language.number(count), count)


def number_cell(value: Any, language: Language, digits: int = 1, sign: str = "") -> Cell:
    """Return a number with at most `digits` decimals and a sign before it, unknown when it is missing."""
    if pd.isna(value):
        return UNKNOWN
    return Cell(kept_together(sign, language.number(float(value), digits)), float(value))
