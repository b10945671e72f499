"""Funding as tables: what is itemised, what is published beside it, and never the two added together.

Money is đồng. Itemised money is the support that proposals state; a group in which no proposal states any is missing, not
zero. Published figures are those of `budget_vnd` for the whole province; a plan never stands for what happened. Where
several bases are published for the same years and programme, a chart uses done before approved before assigned before
stated, and `bases` keeps them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import Row, records
from analytics.selection.published_totals import PublishedTotal, of_metric, published_sum
from analytics.selection.selected import Selected, select, within
from analytics.selection.selection import Selection
from analytics.selection.shared import is_shared_outside
from analytics.selection.tally import tally
from analytics.selection.unit_table import unit_table
from analytics.wording.signs import of_sum
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureProgramme, FigureScope, Programme, SupportContent

BUDGET_METRIC = "budget_vnd"
PARTIAL_BUDGETS: tuple[str, ...] = ("budget_phase1_vnd", "budget_phase2_vnd", "budget_via_ipc1_vnd")
"""Budgets of a part of a year's plan, shown as what they are."""
ALL_FUNDING = "total_funding_vnd"
"""Planned money of all kinds, budget and counterpart together."""
RANK = {Basis.DONE: 0, Basis.APPROVED: 1, Basis.ASSIGNED: 2, Basis.STATED: 3}
FUNDING_PROGRAMMES: tuple[str, ...] = (*(str(one) for one in Programme), str(FigureProgramme.ALL))
"""The lines of a programme: its own, "not stated" for proposals, "all" for figures that no source splits."""
_CONTENTS: tuple[tuple[str, str | None], ...] = (
    ("budget_machinery_vnd", None),
    ("budget_consulting_vnd", str(SupportContent.CONSULTING)),
    ("budget_typical_products_vnd", str(SupportContent.TYPICAL_PRODUCTS)),
)
TIME_KEYS = ["year_from", "year_to", "programme"]
_KEPT_ANSWERS = 256
"""Answers about what is published for some years and programmes that are kept with the record."""
BY_TIME_COLUMNS: dict[str, str] = {
    "year_from": "Int64",
    "year_to": "Int64",
    "programme": "string[python]",
    "n": "int64",
    "n_amounts": "int64",
    "support_vnd": "Int64",
    "published_vnd": "Float64",
    "qualifier": "string[python]",
    "basis": "string[python]",
    "figure_id": "string[python]",
    "rest_vnd": "Float64",
}
"""The columns of `by_time` and their types."""
_LINE_COLUMNS: dict[str, str] = {
    "programme": "string[python]",
    "n": "int64",
    "n_amounts": "int64",
    "support_vnd": "Int64",
    "published_vnd": "Float64",
    "figure_ids": "object",
    "qualifier": "string[python]",
    "apart_vnd": "Int64",
    "rest_vnd": "Float64",
}


def is_cut(selection: Selection) -> bool:
    """Tell whether a selection cuts by more than years and programmes, for which no figure of the province is published."""
    return not replace(selection.of_province, years=None, programmes=()).is_empty


def published_of_metric(record: Record, metric: str, selection: Selection) -> pd.DataFrame:
    """Return the published figures of a metric for the province, of every basis, for the years and programmes chosen.

    Nothing is published by district, sector, support content or stage: a selection that cuts by these has none. A period
    counts when it lies wholly inside the years. "All sources of funding" counts when no programme is chosen.
    """
    if is_cut(selection):
        return record["published_figures"].iloc[:0]
    figures = of_metric(record, metric)
    mask = (
        figures["scope"].eq(FigureScope.PROVINCE)
        & figures["is_used"]
        & figures["year_from"].notna()
        & figures["programme"].isin([str(one) for one in selection.programmes] or list(FUNDING_PROGRAMMES))
    )
    if selection.years:
        mask &= within(figures["year_from"], figures["year_to"], selection.years)
    return figures[mask]


def happened(figures: pd.DataFrame) -> pd.DataFrame:
    """Return for each years, programme and metric the one figure that says what happened; plans and targets are left out."""
    if figures.empty:
        return figures
    ranked = figures.assign(rank=figures["basis"].map({str(basis): n for basis, n in RANK.items()})).dropna(
        subset=["rank"]
    )
    best = ranked.sort_values(["rank", "figure_id"]).drop_duplicates([*TIME_KEYS, "metric"])
    return best.drop(columns="rank").sort_values([*TIME_KEYS, "figure_id"])


def happened_of(selected: Selected, metric: str) -> list[Row]:
    """Return the rows of `happened` for the years and programmes of a selection; the last ones asked for are kept."""
    return [] if is_cut(selected.selection) else _happened(selected.prepared.record, metric, selected.selection)


@cached(_KEPT_ANSWERS)
def _happened(record: Record, metric: str, selection: Selection) -> list[Row]:
    return records(happened(published_of_metric(record, metric, selection)))


def itemised(beside: Selected, by: list[str]) -> pd.DataFrame:
    """Return for each group of proposals (missing values are a group): n, n_amounts, support_vnd (missing where none is stated).

    The sums over the groups are those of the proposals; support that places beside the chosen ones have too is in none.
    """
    return _itemised(beside, tuple(by))


@cached()
def _itemised(beside: Selected, by: tuple[str, ...]) -> pd.DataFrame:
    table = tally(beside, "proposals", by, ["support_vnd"], unsummed=is_shared_outside(beside))
    n_amounts = table.pop("n_support_vnd").to_numpy()
    support = pd.arrays.IntegerArray(table.pop("support_vnd").to_numpy().astype("int64"), n_amounts == 0)
    return table.assign(n_amounts=n_amounts, support_vnd=support)


@cached()
def by_time(beside: Selected) -> pd.DataFrame:
    """Return one row for each (year_from, year_to, programme) with a proposal or a published figure.

    Columns: n, n_amounts, support_vnd (itemised); published_vnd, qualifier, basis, figure_id; rest_vnd, what is published
    and not itemised, never below zero, missing where nothing is published. Years are missing for undated proposals.
    """
    found: dict[Any, Row] = {_key(row): row for row in records(itemised(beside, TIME_KEYS))}
    for figure in happened_of(beside, BUDGET_METRIC):
        row = found.get(_key(figure), {"n": 0, "n_amounts": 0, "support_vnd": None})
        found[_key(figure)] = {**figure, **row, "published_vnd": figure["value"]}
    rows = sorted(found.values(), key=_in_time)
    return typed_frame([{**row, "rest_vnd": _rest(row)} for row in rows], BY_TIME_COLUMNS)


def single_years(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `by_time` that are of one year; a figure over all programmes only where no programme has one."""
    rows = table[table["year_from"].eq(table["year_to"]).fillna(value=False)]
    split = set(rows.loc[rows["programme"].ne("all") & rows["published_vnd"].notna(), "year_from"])
    return rows[~(rows["programme"].eq("all") & rows["year_from"].isin(split))]


def periods(beside: Selected) -> pd.DataFrame:
    """Return the published figures over several years, each with the itemised money of proposals inside it.

    Columns as `by_time`, and n_published, the proposals that a source counts for the same period and programme.
    """
    figures = [row for row in happened_of(beside, BUDGET_METRIC) if row["year_from"] < row["year_to"]]
    counts = {_key(row): row["value"] for row in happened_of(beside, "proposals")}
    items = [row for row in records(itemised(beside, TIME_KEYS)) if None not in _key(row)]
    rows = [{**_period_row(figure, items), "n_published": counts.get(_key(figure))} for figure in figures]
    return typed_frame([{**row, "rest_vnd": _rest(row)} for row in rows], {**BY_TIME_COLUMNS, "n_published": "Int64"})


def bands(beside: Selected) -> list[PublishedTotal]:
    """Return the periods of several years that the published total of a selection counts as one sum, each with that sum."""
    record, selection = beside.prepared.record, beside.selection
    total = None if is_cut(selection) else published_sum(record, BUDGET_METRIC, selection)
    spans = [] if total is None else [years for years in total.periods if years[0] < years[1]]
    found = [published_sum(record, BUDGET_METRIC, selection, periods=[years]) for years in spans]
    return [one for one in found if one is not None]


def period_around(prepared: Prepared, chosen: Selection) -> PublishedTotal | None:
    """Return the period of several years, drawn as a band where no year is chosen, that holds all the years of a selection."""
    if chosen.years is None:
        return None
    first, last = chosen.years
    across = bands(select(prepared, chosen.without("years")))
    return next((band for band in across if band.span[0] <= first and last <= band.span[1]), None)


def bases(beside: Selected) -> pd.DataFrame:
    """Return every published budget figure of a single year: planned, assigned, approved, done and stated apart.

    `is_partial` marks the figures that are of a part of the year's plan only.
    """
    whole = published_of_metric(beside.record, BUDGET_METRIC, beside.selection)
    if is_cut(beside.selection):
        return whole.assign(is_partial=False)
    own = beside.record["published_figures"]
    whole = whole[whole["figure_id"].isin(own.loc[own["metric"].eq(BUDGET_METRIC), "figure_id"])]
    parts = [published_of_metric(beside.record, metric, beside.selection) for metric in PARTIAL_BUDGETS]
    figures = pd.concat([whole, *parts]).assign(is_partial=lambda rows: rows["metric"].isin(PARTIAL_BUDGETS))
    years = figures[figures["year_from"].eq(figures["year_to"])]
    return years.sort_values(["year_from", "programme", "is_partial", "basis"])


@cached()
def by_programme(beside: Selected) -> pd.DataFrame:
    """Return for each line of `FUNDING_PROGRAMMES`: n, n_amounts, support_vnd, published_vnd, qualifier, apart_vnd, rest_vnd, figure_ids.

    Of the support apart_vnd is of other years than what is published, rest_vnd is published beyond what is itemised of its years. The published money of a programme is the sum of `published_sum`; the line "all" is the published money that no source
    splits by programme, so that the lines add up to the published total.
    """
    items = {row["programme"]: row for row in records(itemised(beside, ["programme"]))}
    none: Row = {"n": 0, "n_amounts": 0, "support_vnd": None}
    rows = [
        {"programme": name, **items.get(name, none), **part}
        for name, part in zip(FUNDING_PROGRAMMES, _published_lines(beside.prepared, beside.selection), strict=True)
    ]
    published = beside.record["published_figures"].set_index("figure_id", drop=False)
    for row in rows:
        figures = records(published.loc[list(row["figure_ids"])])
        row["apart_vnd"] = itemised_apart(beside, "programme", row["programme"], figures)
    return typed_frame([{**row, "rest_vnd": _rest(row)} for row in rows], _LINE_COLUMNS)


def itemised_apart(beside: Selected, by: str, group: str, figures: Sequence[Row]) -> int:
    """Return the support of the proposals of a group that are of other years, or of none, than the figures published of it; 0 where none is."""
    years: dict[str, set[int]] = {}
    for one in figures:
        years.setdefault(one["programme"], set()).update(range(one["year_from"], one["year_to"] + 1))
    of_all = years.get(str(FigureProgramme.ALL), set())
    rows = [row for row in records(itemised(beside, list(dict.fromkeys([by, *TIME_KEYS])))) if row[by] == group]
    outside = [
        row
        for row in rows
        if figures and not {row["year_from"], row["year_to"]} <= of_all | years.get(row["programme"], set())
    ]
    return sum(row["support_vnd"] or 0 for row in outside)


def funding_by_district(beside: Selected) -> pd.DataFrame:
    """Return n, n_amounts, support_vnd, n_shared, shared_vnd by district_code, as the table of units counts them; those without a proposal are left out."""
    table = unit_table(beside).dropna(subset="proposals").rename_axis("district_code").reset_index()
    counts = {name: table[name].fillna(0).astype("int64") for name in ("n_amounts", "n_shared")}
    kept = table[["district_code", "support_vnd", "shared_vnd"]].assign(n=table["proposals"].astype("int64"), **counts)
    return kept[["district_code", "n", "n_amounts", "support_vnd", "n_shared", "shared_vnd"]]


def content_figures(selected: Selected) -> list[Row]:
    """Return the sums published by support content, as rows of `happened` with their content; None for a sum over several contents."""
    return [{**row, "content": content} for metric, content in _CONTENTS for row in happened_of(selected, metric)]


def contradictions_about(record: Record, ids: pd.Series) -> pd.DataFrame:
    """Return the contradictions in which at least one of these rows stands."""
    wanted = set(ids.dropna())
    rows = record["contradictions"]
    touched = [not wanted.isdisjoint(str(row_ids).split(";")) for row_ids in rows["row_ids"]]
    return rows[pd.Series(touched, index=rows.index, dtype=bool)]


def typed_frame(rows: Sequence[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a small table of rows, each column with its type; what a row does not say is missing."""
    arrays = {name: _array([row.get(name) for row in rows], kind) for name, kind in columns.items()}
    return pd.DataFrame(arrays, index=pd.RangeIndex(len(rows)), copy=False)


def _array(values: list[Any], kind: Any) -> Any:
    """Return a column without an index, which a table would compare with that of every other column."""
    if kind != "object":
        return pd.array(values, dtype=kind)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in TIME_KEYS)


def _in_time(row: Row) -> tuple[Any, ...]:
    """Order rows by their years and programme, undated ones last."""
    first, last, programme = _key(row)
    return (first is None, first or 0, last is None, last or 0, programme)


def _rest(row: Row) -> float | None:
    """Return what is published beyond the itemised part of the same years."""
    published_vnd = row.get("published_vnd")
    inside = (row["support_vnd"] or 0) - row.get("apart_vnd", 0)
    return None if published_vnd is None else max(published_vnd - float(inside), 0.0)


def _period_row(figure: Row, items: Sequence[Row]) -> dict[str, Any]:
    """Add up the itemised rows inside the period of a figure and of its programme."""
    inside = [
        row
        for row in items
        if figure["year_from"] <= row["year_from"]
        and row["year_to"] <= figure["year_to"]
        and figure["programme"] in {"all", row["programme"]}
    ]
    amounts = [row["support_vnd"] for row in inside if row["support_vnd"] is not None]
    return {
        **{name: figure[name] for name in (*TIME_KEYS, "qualifier", "basis", "figure_id")},
        "n": sum(row["n"] for row in inside),
        "n_amounts": sum(row["n_amounts"] for row in inside),
        "support_vnd": sum(amounts) if amounts else None,
        "published_vnd": figure["value"],
    }


@cached(_KEPT_ANSWERS)
def _published_lines(prepared: Prepared, selection: Selection) -> list[Row]:
    """Return published_vnd, figure_ids and qualifier of each line of `FUNDING_PROGRAMMES`; the last ones asked for are kept."""
    return [_published_of(prepared.record, selection, name) for name in FUNDING_PROGRAMMES]


def _published_of(record: Record, selection: Selection, name: str) -> Row:
    """Return the published money of a line, the figures behind it and their sign; lines are of the periods of their total."""
    none = {"published_vnd": None, "figure_ids": (), "qualifier": None}
    programmes = () if name == FigureProgramme.ALL else (Programme(name),)
    if name == Programme.UNKNOWN or (not programmes and selection.programmes):
        return none
    whole = published_sum(record, BUDGET_METRIC, selection)
    of_line = replace(selection, programmes=programmes or selection.programmes)
    total = published_sum(record, BUDGET_METRIC, of_line, periods=whole.periods) if whole else None
    if total is None:
        return none
    figures = record["published_figures"].set_index("figure_id").loc[list(total.figure_ids)]
    if not programmes:
        figures = figures[figures["programme"].eq(name) & ~_is_split(record, figures)]
    if figures.empty:
        return none
    qualifier = str(total.qualifier if programmes else of_sum(figures["qualifier"]))
    return {"published_vnd": float(figures["value"].sum()), "figure_ids": tuple(figures.index), "qualifier": qualifier}


def _is_split(record: Record, figures: pd.DataFrame) -> pd.Series:
    """Tell which figures over all programmes have parts published for the same years."""
    rows = happened(published_of_metric(record, BUDGET_METRIC, Selection()))
    parts = rows[rows["programme"].ne(str(FigureProgramme.ALL))]
    years = set(zip(parts["year_from"], parts["year_to"], strict=True))
    return pd.Series(
        [pair in years for pair in zip(figures["year_from"], figures["year_to"], strict=True)],
        index=figures.index,
        dtype=bool,
    )
