"""Funding as tables: what is itemised, what is published beside it, and never the two added together.

Money is đồng. Itemised money is the support that proposals state; a group in which no proposal states any is missing, not
zero. Published figures are those of `budget_vnd` for the whole province; a plan never stands for what happened. Where
several bases are published for the same years and programme, a chart uses done before approved before assigned before
stated, and `bases` keeps them all.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.published import published_sum
from analytics.selected import Selected, within
from analytics.selection import UNPLACED, Selection
from analytics.tally import tally
from geodata.record import Record
from geodata.vocabulary import Basis, FigureProgramme, FigureScope, Programme, Qualifier, SupportContent

BUDGET = "budget_vnd"
PARTIAL_BUDGETS: tuple[str, ...] = ("budget_phase2_vnd", "budget_via_ipc1_vnd")
"""Budgets of a part of a year's plan: shown as what they are, in no sum."""
ALL_FUNDING = "total_funding_vnd"
"""Planned money of all kinds, budget and counterpart together."""
RANK = {Basis.DONE: 0, Basis.APPROVED: 1, Basis.ASSIGNED: 2, Basis.STATED: 3}
PROGRAMMES: tuple[str, ...] = (*(str(one) for one in Programme), str(FigureProgramme.ALL))
"""The lines of a programme: its own, "not stated" for proposals, "all" for figures that no source splits."""
_CONTENTS: tuple[tuple[str, str | None], ...] = (
    ("budget_machinery_vnd", None),
    ("budget_consulting_vnd", str(SupportContent.CONSULTING)),
    ("budget_typical_products_vnd", str(SupportContent.TYPICAL_PRODUCTS)),
)
KEYS = ["year_from", "year_to", "programme"]


def published(record: Record, metric: str, selection: Selection) -> pd.DataFrame:
    """Return the published figures of a metric for the province, of every basis, for the years and programmes chosen.

    Nothing is published by district, sector, support content or stage: a selection that cuts by these has none. A period
    counts when it lies wholly inside the years. "All programmes" counts when no programme is chosen.
    """
    figures = record["published_figures"]
    if not replace(selection, years=None, programmes=()).is_empty:
        return figures.iloc[:0]
    mask = (
        figures["metric"].eq(metric)
        & figures["scope"].eq(FigureScope.PROVINCE)
        & figures["is_used"]
        & figures["year_from"].notna()
        & figures["programme"].isin([str(one) for one in selection.programmes] or list(PROGRAMMES))
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
    best = ranked.sort_values(["rank", "figure_id"]).drop_duplicates([*KEYS, "metric"])
    return best.drop(columns="rank").sort_values([*KEYS, "figure_id"])


def itemised(beside: Selected, by: list[str]) -> pd.DataFrame:
    """Return for each group of proposals (missing values are a group): n, n_amounts, support_vnd (missing where none is stated).

    The sums over the groups are those of the proposals.
    """
    table = tally(beside, "proposals", by, ["support_vnd"]).rename(columns={"n_support_vnd": "n_amounts"})
    support = table["support_vnd"].astype("Int64").mask(table["n_amounts"].eq(0))
    return table.assign(support_vnd=support)[[*by, "n", "n_amounts", "support_vnd"]]


def by_time(record: Record, beside: Selected) -> pd.DataFrame:
    """Return one row for each (year_from, year_to, programme) with a proposal or a published figure.

    Columns: n, n_amounts, support_vnd (itemised); published_vnd, qualifier, basis, figure_id; rest_vnd, what is published
    and not itemised, never below zero, missing where nothing is published. Years are missing for undated proposals.
    """
    figures = happened(published(record, BUDGET, beside.selection)).rename(columns={"value": "published_vnd"})
    table = itemised(beside, KEYS).merge(
        figures[[*KEYS, "published_vnd", "qualifier", "basis", "figure_id"]], on=KEYS, how="outer"
    )
    table[["n", "n_amounts"]] = table[["n", "n_amounts"]].fillna(0).astype("int64")
    return _with_rest(table).sort_values(KEYS, ignore_index=True, na_position="last")


def single_years(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `by_time` that are of one year; a figure over all programmes only where no programme has one."""
    rows = table[table["year_from"].eq(table["year_to"]).fillna(value=False)]
    split = set(rows.loc[rows["programme"].ne("all") & rows["published_vnd"].notna(), "year_from"])
    return rows[~(rows["programme"].eq("all") & rows["year_from"].isin(split))]


def periods(record: Record, beside: Selected) -> pd.DataFrame:
    """Return the published figures over several years, each with the itemised money of proposals inside it.

    Columns as `by_time`, and n_published, the proposals that a source counts for the same period and programme.
    """
    figures = happened(published(record, BUDGET, beside.selection))
    figures = figures[figures["year_from"].lt(figures["year_to"])]
    counts = happened(published(record, "proposals", beside.selection)).set_index(KEYS)["value"]
    items = itemised(beside, KEYS).dropna(subset=KEYS[:2])
    rows = [_period_row(figure, items, counts) for figure in figures.to_dict("records")]
    columns = [
        *KEYS,
        "n",
        "n_amounts",
        "support_vnd",
        "published_vnd",
        "qualifier",
        "basis",
        "figure_id",
        "n_published",
    ]
    return _with_rest(pd.DataFrame(rows, columns=columns)).astype({"support_vnd": "Int64", "n_published": "Int64"})


def bases(record: Record, beside: Selected) -> pd.DataFrame:
    """Return every published budget figure of a single year: planned, assigned, approved, done and stated apart.

    `is_partial` marks the figures that are of a part of the year's plan only.
    """
    whole = published(record, BUDGET, beside.selection)
    parts = [published(record, metric, beside.selection) for metric in PARTIAL_BUDGETS]
    figures = pd.concat([whole, *parts]).assign(is_partial=lambda rows: rows["metric"].isin(PARTIAL_BUDGETS))
    years = figures[figures["year_from"].eq(figures["year_to"])]
    return years.sort_values(["year_from", "programme", "is_partial", "basis"])


def by_programme(record: Record, beside: Selected) -> pd.DataFrame:
    """Return for each line of `PROGRAMMES`: n, n_amounts, support_vnd, published_vnd, qualifier, rest_vnd, figure_ids.

    The published money of a programme is the sum of `published_sum`; the line "all" is the published money that no source
    splits by programme, so that the lines add up to the published total.
    """
    table = itemised(beside, ["programme"]).set_index("programme").reindex(list(PROGRAMMES))
    table[["n", "n_amounts"]] = table[["n", "n_amounts"]].fillna(0).astype("int64")
    parts = {name: _published_of(record, beside.selection, name) for name in PROGRAMMES}
    table["published_vnd"] = pd.array([parts[name][0] for name in table.index], dtype="Float64")
    table["figure_ids"] = [parts[name][1] for name in table.index]
    table["qualifier"] = [parts[name][2] for name in table.index]
    return _with_rest(table.reset_index())


def by_district(beside: Selected) -> pd.DataFrame:
    """Return itemised money by district_code; several districts and "not placed" are lines of their own."""
    table = itemised(beside, ["district_code"])
    return table.assign(district_code=table["district_code"].fillna(UNPLACED))


def content_figures(record: Record, selection: Selection) -> pd.DataFrame:
    """Return the sums published by support content, with the column content; missing for a sum over several contents."""
    rows = [happened(published(record, metric, selection)).assign(content=content) for metric, content in _CONTENTS]
    return pd.concat(rows).astype({"content": "string"})


def contradictions_about(record: Record, ids: pd.Series) -> pd.DataFrame:
    """Return the contradictions in which at least one of these rows stands."""
    wanted = set(ids.dropna())
    rows = record["contradictions"]
    touched = [not wanted.isdisjoint(str(row_ids).split(";")) for row_ids in rows["row_ids"]]
    return rows[pd.Series(touched, index=rows.index, dtype=bool)]


def _with_rest(table: pd.DataFrame) -> pd.DataFrame:
    """Add what is published beyond the itemised part."""
    known = table["support_vnd"].astype("Float64").fillna(0)
    rest = (table["published_vnd"].astype("Float64") - known).clip(lower=0)
    return table.assign(rest_vnd=rest, published_vnd=table["published_vnd"].astype("Float64"))


def _period_row(figure: dict[Any, Any], items: pd.DataFrame, counts: pd.Series) -> dict[str, Any]:
    years = (int(figure["year_from"]), int(figure["year_to"]))
    inside = items[within(items["year_from"], items["year_to"], years)]
    if figure["programme"] != "all":
        inside = inside[inside["programme"].eq(figure["programme"])]
    return {
        **{name: figure[name] for name in (*KEYS, "qualifier", "basis", "figure_id")},
        "n": int(inside["n"].sum()),
        "n_amounts": int(inside["n_amounts"].sum()),
        "support_vnd": int(inside["support_vnd"].sum()) if inside["n_amounts"].sum() else None,
        "published_vnd": figure["value"],
        "n_published": counts.get((*years, figure["programme"])),
    }


def _published_of(record: Record, selection: Selection, name: str) -> tuple[float | None, tuple[str, ...], str | None]:
    """Return the published money of a line, the figures behind it and their sign."""
    programmes = () if name == FigureProgramme.ALL else (Programme(name),)
    if name == Programme.UNKNOWN or (not programmes and selection.programmes):
        return None, (), None
    total = published_sum(record, BUDGET, replace(selection, programmes=programmes or selection.programmes))
    ids = () if total is None else total.figure_ids
    figures = record["published_figures"].set_index("figure_id").loc[list(ids)]
    if not programmes:
        figures = figures[figures["programme"].eq(name) & ~_is_split(record, figures)]
    if figures.empty:
        return None, (), None
    vague = [str(one) for one in figures["qualifier"] if one != Qualifier.EXACT]
    return float(figures["value"].sum()), tuple(figures.index), vague[0] if vague else str(Qualifier.EXACT)


def _is_split(record: Record, figures: pd.DataFrame) -> pd.Series:
    """Tell which figures over all programmes have parts published for the same years."""
    rows = happened(published(record, BUDGET, Selection()))
    parts = rows[rows["programme"].ne(str(FigureProgramme.ALL))]
    years = set(zip(parts["year_from"], parts["year_to"], strict=True))
    return pd.Series(
        [pair in years for pair in zip(figures["year_from"], figures["year_to"], strict=True)],
        index=figures.index,
        dtype=bool,
    )
