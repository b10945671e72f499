"""One chart as a page draws it: what it shows, the table behind it, the rows behind the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.choices import Choice
from analytics.figures.drawing import Drawing

Cells = Mapping[str, Any]
"""A row of a chart's table: cells by column id, as `pages.components.data_table` takes them: a plain value, or "v" and "t"."""

Part = tuple[str, str, pd.DataFrame]
"""Rows behind a chart: a heading in the language, the table of the record, its rows."""


@dataclass(frozen=True)
class ChartColumn:
    """A column: id, heading in the language, whether it holds numbers; `csv_heading` names the unit of the raw values."""

    id: str
    heading: str
    is_number: bool = False
    csv_heading: str | None = None


@dataclass(frozen=True)
class ChartTable:
    """The values of a chart as rows, the totals under them, and what a click on a row chooses (by the row's `id`)."""

    columns: tuple[ChartColumn, ...]
    rows: tuple[Cells, ...]
    footer: tuple[Cells, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] | None = None


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart in words of one language.

    `title` says what is shown and for which selection, `unit` what the axis counts, (`n`, `n_of`) how many rows of what
    are behind it. `figure` is what Plotly draws (see `analytics.figures.style`); marks that choose carry
    `analytics.choices.customdata`. `parts` are the rows behind it with their `source_ids`. `notes` stand under the chart:
    what is hatched, contradictions with both values, what is left out and why. `empty` stands in place of a chart that
    has nothing to draw.
    """

    title: str
    unit: str
    n: int
    n_of: str
    figure: Drawing
    table: ChartTable
    parts: tuple[Part, ...]
    alt: str
    notes: tuple[str, ...] = ()
    empty: str = ""


def source_counts(parts: Sequence[Part]) -> "pd.Series[int]":
    """Return how many rows of `parts` rest on each source (index source_id), the most used first."""
    counts: dict[str, int] = {}
    for _, _, frame in parts:
        for ids, n in frame["source_ids"].value_counts().items():
            for id_ in str(ids).split(";"):
                counts[id_] = counts.get(id_, 0) + int(n)
    ordered = sorted(counts, key=lambda id_: (-counts[id_], id_))
    return pd.Series({id_: counts[id_] for id_ in ordered}, dtype="int64")


def row_choices(pairs: Iterable[tuple[str, tuple[Choice, ...]]]) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of rows by row id, leaving out the rows that choose nothing."""
    return {id_: choices for id_, choices in pairs if choices}
