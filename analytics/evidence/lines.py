"""Rows in a drawer: each a line (what it is called, its figures, small beneath what belongs to it), and what they add up to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analytics.evidence.rows import amount_cell, figure_value
from analytics.selection.place_words import Row
from analytics.wording.language import Language
from analytics.wording.signs import of_sum

LineOf = Literal["name", "figure", "beneath"]


@dataclass(frozen=True)
class _Line:
    names: tuple[str, ...]
    figures: tuple[str, ...]
    beneath: tuple[str, ...]


_LINES: Mapping[str, _Line] = {
    "facilities": _Line(("name",), (), ("kind", "sector", "products", "place")),
    "proposals": _Line(
        ("title",), ("support_vnd", "counterpart_vnd"), ("due", "period", "programme", "stage", "district")
    ),
    "ocop_products": _Line(("name",), ("last_day", "stars"), ("producer", "recognised_year", "district")),
    "ocop_recognitions": _Line(("name",), ("stars",), ("producer", "when", "district")),
    "typical_products": _Line(("product",), (), ("producer", "level", "year", "district")),
    "export_flows": _Line(("product", "market"), ("volume", "value"), ("year", "basis", "exporter")),
    "published_figures": _Line(("metric", "period"), ("value",), ("unit", "programme", "scope", "basis")),
    "survey_visits": _Line(("facility_id", "proposal_id"), (), ("state", "visited_on", "planned_on", "result")),
    "survey_answers": _Line(("submission_id",), (), ("question", "value")),
}
"""Where the columns of a table stand in a line; those that are not named stand in the full table, the card and the file."""


def line_of(table: str, column: str) -> LineOf | None:
    """Return where a column stands in the lines of a table, None where it stands in the full table only; the sources stand beneath."""
    line = _LINES[table]
    if column in line.names:
        return "name"
    if column in line.figures:
        return "figure"
    return "beneath" if column in line.beneath or column == "sources" else None


def stated_first(table: str, frame: pd.DataFrame) -> "np.ndarray[Any, np.dtype[np.intp]]":
    """Return the places of rows with those first that state an amount or a quantity: of proposals the largest, of exports as they stood.

    What is due comes in the order of its days.

    Places, as very many rows are not copied for the few that are looked at.
    """
    if table == "proposals" and "due" not in frame:
        support = frame["support_vnd"].to_numpy(dtype="float64", na_value=np.nan)
        return np.argsort(-support, kind="stable")
    if table == "export_flows":
        is_silent = (frame["volume"].isna() & frame["value"].isna()).to_numpy(dtype=bool)
        return np.argsort(is_silent, kind="stable")
    return np.arange(len(frame))


def sum_of_rows(table: str, frame: pd.DataFrame, stated: float | None, language: Language) -> tuple[Row, ...]:
    """Return the last line of some rows: the sums of their amounts; none where nothing adds up.

    Published figures overlap; they are added, or one of two divided by the other, only where that makes the number `stated`.
    """
    if len(frame) < 2:  # a row says its own
        return ()
    if table == "proposals":
        return _money(frame, language)
    if table == "published_figures":
        return _published(frame, stated, language)
    return ()


def _money(proposals: pd.DataFrame, language: Language) -> tuple[Row, ...]:
    n = len(proposals)
    sums: dict[str, Row] = {}
    for column in ("support_vnd", "counterpart_vnd"):
        known = int(proposals[column].notna().sum())
        told = language.text("{n} of {all} state it", n=language.number(known), all=language.number(n))
        cell = amount_cell(proposals[column].sum(), language) or {}
        if known:
            sums[column] = {**cell, "note": told if known < n else ""}
    return ({"title": language.text("Total"), **sums},) if sums else ()


def _published(figures: pd.DataFrame, stated: float | None, language: Language) -> tuple[Row, ...]:
    values, units = figures["value"].tolist(), set(figures["unit"])
    if stated is None or len(units) > 1:
        return ()
    if math.isclose(math.fsum(values), stated):
        (unit,) = units
        total = {"value": stated, "value_to": None, "qualifier": of_sum(figures["qualifier"]), "unit": unit}
        return ({"metric": language.text("Total"), "value": {"v": stated, "t": figure_value(total, language)}},)
    if len(values) > 2 or not math.isclose(values[0] / values[1], stated):
        return ()
    return (
        {"metric": language.text("The first ÷ the second"), "value": {"v": stated, "t": language.number(stated, 2)}},
    )
