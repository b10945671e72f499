"""Cells of the tables behind charts: a raw value that sorts, beside the text that says it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.wording.claims import known_count
from analytics.wording.language import Language
from analytics.wording.signs import qualified

Cell = Mapping[str, Any] | None


def money_cell(vnd: Any, language: Language, qualifier: object = None) -> Cell:
    """Return an amount in đồng, None when it is missing."""
    if pd.isna(vnd):
        return None
    return {"v": int(vnd), "t": qualified(language.money(int(vnd)), qualifier)}


def count_cell(n: Any, language: Language, qualifier: object = None, *, says_none: bool = False) -> Cell:
    """Return a count, None when it is missing or nothing is on record; 0 where a source, or the rows themselves, say none."""
    if pd.isna(n) or known_count(int(n), says_none=says_none) is None:
        return None
    return {"v": int(n), "t": qualified(language.number(int(n)), qualifier)}


def number_cell(value: Any, language: Language, digits: int = 1, sign: str = "") -> Cell:
    """Return a number with at most `digits` decimals and a sign before it, None when it is missing."""
    if pd.isna(value):
        return None
    return {"v": float(value), "t": f"{sign} {language.number(float(value), digits)}".strip()}
