"""One chart as a page draws it: what it shows, the table behind it, the rows behind the table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.figures.drawing import PlotSpec
from analytics.figures.drawn.plotted import plotted
from analytics.figures.spec import Spec
from analytics.figures.style import Look
from analytics.figures.table import Table
from analytics.prepared.caching import cached
from analytics.prepared.coded import RowSet
from analytics.prepared.tables import Prepared
from analytics.selection.selected import FRAME_TABLES, Selected
from analytics.selection.words import Titled
from geodata.record import Record

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

NamedRows = tuple[str, str, pd.DataFrame]
"""Rows behind a chart: a heading in the language, the table of the record, its rows."""


@dataclass(frozen=True, eq=False)
class RowsBehind:
    """Rows behind a chart: a heading in the language, the table of the record, how many; their frame is made when looked at.

    `sources` returns how many of the rows rest on each value of `source_ids`, as it is written.
    """

    heading: str
    table: str
    count: int
    frame: Callable[[], pd.DataFrame]
    sources: Callable[[], "pd.Series[int]"]

    @classmethod
    def of_rows(cls, heading: str, selected: Selected, name: str, also: "Mask | None" = None) -> "RowsBehind":
        """Return the rows of a frame of `selected`, or those of them that the mask `also` (over the prepared table) has."""
        mask = selected.mask(name) if also is None else selected.mask(name) & also
        rows = RowSet.of(mask)
        return cls(
            heading,
            FRAME_TABLES.get(name, name),
            rows.count,
            lambda: selected.frame(name) if also is None else selected.table(name)[rows.mask],
            lambda: _written(selected.prepared, FRAME_TABLES.get(name, name), rows.mask),
        )


def _written(prepared: Prepared, table: str, mask: "Mask") -> "pd.Series[int]":
    column = prepared.index.coded(table, "source_ids")
    counts = np.bincount(column.codes[mask], minlength=len(column.known))
    return pd.Series(counts, index=list(column.known), dtype="int64")[counts > 0]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart in words of one language.

    `title` says what is shown and for which selection, `unit` what the axis counts, (`n`, `n_of`) how many rows of what
    are behind it. `spec` holds its numbers and words, `figure` is what Plotly draws of it for the `look`. `behind` are the rows behind it with their `source_ids`. `reading` is the one line
    of help that stands under it; `notes` are folded: contradictions with both values, what is left out and why. `empty` stands in place of a chart that
    has nothing to draw.
    """

    title: Titled
    unit: str
    n: int
    n_of: str
    spec: Spec
    look: Look
    table: Table
    behind: tuple[RowsBehind, ...]
    alt: str
    notes: tuple[str, ...] = ()
    empty: str = ""
    reading: str = ""

    @cached_property
    def figure(self) -> PlotSpec:
        """Return what Plotly draws; made when it is looked at."""
        return plotted(self.spec, self.look)

    @property
    def parts(self) -> tuple[NamedRows, ...]:
        """Return the rows behind the chart as frames, a part without rows left out; what is published, the most complete, first."""
        ordered = sorted(self.behind, key=lambda one: one.table != "published_figures")
        return tuple((one.heading, one.table, one.frame()) for one in ordered if one.count)


@cached()
def publishers(record: Record) -> dict[str, str]:
    """Return who publishes each source, by its key."""
    return dict(zip(record["sources"]["source_id"], record["sources"]["publisher"], strict=True))


def sources_behind(shown: Chart) -> "pd.Series[int]":
    """Return how many rows behind a chart rest on each source (index source_id), the most used first."""
    return by_source(one.sources() for one in shown.behind if one.count)


def by_source(written: "Iterable[pd.Series[int] | Mapping[str, int]]") -> "pd.Series[int]":
    """Return how many rows rest on each source (index source_id), the most used first, of how many name which sources together."""
    counts: dict[str, int] = {}
    for series in written:
        for ids, n in series.items():
            for id_ in str(ids).split(";"):
                counts[id_] = counts.get(id_, 0) + int(n)
    ordered = sorted(counts, key=lambda id_: (-counts[id_], id_))
    return pd.Series({id_: counts[id_] for id_ in ordered}, dtype="int64")
