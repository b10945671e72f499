"""What sources say of how far proposals got: by stage, by year and by district, beside what is published.

A proposal counts at every stage that a source states of it, and at no other: what is completed has not been accepted, and
what was assigned not been approved, until a source says so. Rejected and withdrawn stand outside the way from registration
to inspection. A published count stands in the column of its basis; "done" stands beside "completed", which no source calls
accepted. Counts of one basis are added over programmes or over districts only where no source prints their total, and then
`is_sum` is set.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.funding.tables import itemised, published_of_metric, typed_frame
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected, within
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.selection.shared import proposal_places, vintage_lines
from analytics.selection.tally import groups
from analytics.wording.signs import of_sum
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.vocabulary import STAGES_IN_ORDER, Basis, FigureScope, Qualifier, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = STAGES_IN_ORDER
STEP_OF: dict[str, Stage] = {
    str(Basis.REGISTERED): Stage.REGISTERED,
    str(Basis.SURVEYED): Stage.SURVEYED,
    str(Basis.PLANNED): Stage.PLANNED,
    str(Basis.APPROVED): Stage.APPROVED,
    str(Basis.ASSIGNED): Stage.ASSIGNED,
    str(Basis.DONE): Stage.COMPLETED,
}
PROGRESS_LINES: tuple[str, ...] = (*DISTRICT_CODES, UNPLACED)
_COLUMNS: dict[str, str] = {
    "line": "string[python]",
    "stage": "string[python]",
    "n": "int64",
    "published": "float64",
    "qualifier": "string[python]",
    "is_sum": "bool",
    "figure_ids": "object",
}
_Cell = tuple[str, str]
"""A line and a step."""


def by_stage(beside: Selected) -> pd.DataFrame:
    """Return one row for each stage that has proposals, in the order of the life of a proposal, with itemised money."""
    table = itemised(beside, ["stage"])
    order = {str(stage): n for n, stage in enumerate(Stage)}
    return table.sort_values("stage", key=lambda column: column.map(order), ignore_index=True)


def by_year(beside: Selected) -> pd.DataFrame:
    """Return line ("2020" or "2016-2020"), stage of `STEPS`, n (proposals of which a source states it), published count.

    One row for each line and step that has either; a proposal of a period stands in the line of the period.
    """
    items = _stated(beside, ["year_from", "year_to"])
    dated = [row for row in items if row["year_from"] is not None and row["year_to"] is not None]
    return _joined(_counted(dated, _year_line), _published_by_year(beside.record, beside.selection))


def progress_by_district(beside: Selected) -> pd.DataFrame:
    """Return line (of `PROGRESS_LINES`), stage, n and published counts by district of the years chosen (2020: registered).

    A proposal of several districts counts in each of them, and there in n_shared too (`analytics.selection.shared`).
    """
    places, lines = proposal_places(beside), vintage_lines(Vintage.DISTRICTS_2024)
    states = _states(beside.prepared)[places.proposal]

    def counted(mask: "NDArray[np.bool_]") -> dict[_Cell, int]:
        counts = {
            (line, str(stage)): int(n)
            for at, stage in enumerate(STEPS)
            for line, n in zip(lines, np.bincount(places.line[mask & states[:, at]], minlength=len(lines)), strict=True)
        }
        return {cell: n for cell, n in counts.items() if n}

    figures = _grouped(_district_figures(beside.record, beside.selection), _district_line, beside.selection)
    table = _joined(counted(np.ones(len(states), dtype=bool)), figures)
    shared = counted(places.is_shared)
    return table.assign(n_shared=[shared.get(cell, 0) for cell in zip(table["line"], table["stage"], strict=True)])


def silent_districts(table: pd.DataFrame, stage: Stage) -> tuple[str, ...]:
    """Return the districts that the sources leave out where they publish a stage by district: not stated, which is not zero."""
    named = table[table["stage"].eq(stage) & table["published"].notna()]["line"]
    if named.empty:
        return ()
    return tuple(code for code in DISTRICT_CODES if code not in set(named))


def surveyed_facilities(record: Record, selection: Selection) -> pd.DataFrame:
    """Return the published counts of facilities surveyed, which are facilities and stand beside the proposals."""
    figures = published_of_metric(record, "facilities", selection)
    return figures[figures["basis"].eq(str(Basis.SURVEYED))]


def _year_line(row: Row) -> str:
    first, last = row["year_from"], row["year_to"]
    return str(first) if first == last else f"{first}-{last}"


def _district_line(row: Row) -> str:
    return row["district_code"] or UNPLACED


def _counted(items: Iterable[Row], line_of: Callable[[Row], str]) -> dict[_Cell, int]:
    """Add up the rows of `_stated` for each line and step."""
    counts: dict[_Cell, int] = {}
    for row in items:
        cell = (line_of(row), row["stage"])
        counts[cell] = counts.get(cell, 0) + row["n"]
    return counts


def _stated(beside: Selected, by: Sequence[str]) -> list[Row]:
    """Return the columns `by`, stage and n: the proposals of each group of which a source states the stage."""
    found = groups(beside.prepared, "proposals", by)
    chosen = beside.mask("proposals")
    states = _states(beside.prepared)
    keys = records(found.keys)
    rows: list[Row] = []
    for at, stage in enumerate(STEPS):
        counts = np.bincount(found.codes[chosen & states[:, at]], minlength=len(keys))
        rows += [{**keys[n], "stage": str(stage), "n": int(counts[n])} for n in np.flatnonzero(counts)]
    return rows


@cached()
def _states(prepared: Prepared) -> "NDArray[np.bool_]":
    """Return for each proposal and each of `STEPS` whether its row or one of its events states it."""
    proposals, events = prepared.proposals, prepared.record["proposal_events"]
    order = {str(stage): at for at, stage in enumerate(STEPS)}
    states = np.zeros((len(proposals), len(STEPS)), dtype=bool)
    places = np.concatenate(
        [np.arange(len(proposals)), pd.Index(proposals["proposal_id"]).get_indexer(pd.Index(events["proposal_id"]))]
    )
    steps = pd.concat([proposals["stage"], events["stage"]]).map(order).to_numpy(dtype=float, na_value=-1)
    is_known = (places >= 0) & (steps >= 0)
    states[places[is_known], steps[is_known].astype(np.int64)] = True
    return states


def _published_by_year(record: Record, selection: Selection) -> dict[_Cell, Row]:
    """Return the counts of the province, and the sums over districts where no source prints a count of the province."""
    sums = _grouped(_district_figures(record, selection), _year_line, selection)
    return sums | _grouped(published_of_metric(record, "proposals", selection), _year_line, selection)


def _district_figures(record: Record, selection: Selection) -> pd.DataFrame:
    figures = record["published_figures"]
    if selection.programmes or not replace(selection, years=None, programmes=()).is_empty:
        return figures.iloc[:0]
    mask = figures["metric"].eq("proposals") & figures["scope"].eq(FigureScope.DISTRICT) & figures["is_used"]
    if selection.years:
        mask &= within(figures["year_from"], figures["year_to"], selection.years)
    return figures[mask]


def _grouped(figures: pd.DataFrame, line_of: Callable[[Row], str], selection: Selection) -> dict[_Cell, Row]:
    """Return for each line and step the figure over all programmes, else the sum of its parts.

    Where only one programme is published and all are asked for, the count is "at least".
    """
    groups = grouped_by(
        ((line_of(row), str(STEP_OF[row["basis"]])), row) for row in records(figures) if row["basis"] in STEP_OF
    )
    return {cell: _one(group, selection) for cell, group in groups.items()}


def _one(group: Sequence[Row], selection: Selection) -> Row:
    whole = [row for row in group if row["programme"] == "all" and row["scope"] == FigureScope.PROVINCE]
    chosen = whole or group
    stated = of_sum(row["qualifier"] for row in chosen)
    return {
        "published": sum(row["value"] for row in chosen),
        "qualifier": str(Qualifier.AT_LEAST if _lacks_programme(chosen, selection) else stated),
        "is_sum": len(chosen) > 1,
        "figure_ids": tuple(row["figure_id"] for row in chosen),
    }


def _lacks_programme(chosen: Sequence[Row], selection: Selection) -> bool:
    """Tell whether the figures leave out the national or the provincial programme, where all are asked for."""
    programmes = {row["programme"] for row in chosen}
    return not selection.programmes and "all" not in programmes and not {"national", "provincial"} <= programmes


def _joined(counted: Mapping[_Cell, int], figures: Mapping[_Cell, Row]) -> pd.DataFrame:
    none: dict[str, Any] = {"is_sum": False, "figure_ids": ()}
    rows = [
        {"line": line, "stage": stage, "n": counted.get((line, stage), 0), **figures.get((line, stage), none)}
        for line, stage in sorted({*counted, *figures})
    ]
    return typed_frame(rows, _COLUMNS)
