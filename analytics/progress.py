"""How far proposals got: by stage, and from registration to inspection by year and by district, beside what is published.

A proposal that is at a stage has passed those before it; one that was rejected or withdrawn is counted where it stands and
not in the way from registration to inspection. A published count stands in the column of its basis: registered, surveyed,
approved (or assigned) and done, which no source calls accepted. Counts of one basis are added over programmes or over
districts only where no source prints their total, and then `is_sum` is set.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.funding import itemised, published
from analytics.prepared import SEVERAL
from analytics.selected import Selected, within
from analytics.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.tally import tally
from geodata.record import Record
from geodata.vocabulary import Basis, FigureScope, Qualifier, Stage

STEPS: tuple[Stage, ...] = (Stage.REGISTERED, Stage.SURVEYED, Stage.APPROVED, Stage.ACCEPTED, Stage.INSPECTED)
_WAY: tuple[Stage, ...] = (
    Stage.REGISTERED,
    Stage.SURVEYED,
    Stage.APPRAISED,
    Stage.APPROVED,
    Stage.IMPLEMENTING,
    Stage.ACCEPTED,
    Stage.INSPECTED,
)
STEP_OF: dict[str, Stage] = {
    str(Basis.REGISTERED): Stage.REGISTERED,
    str(Basis.SURVEYED): Stage.SURVEYED,
    str(Basis.ASSIGNED): Stage.APPROVED,
    str(Basis.APPROVED): Stage.APPROVED,
    str(Basis.DONE): Stage.ACCEPTED,
}
LINES: tuple[str, ...] = (*DISTRICT_CODES, SEVERAL, UNPLACED)
COLUMNS = ["line", "stage", "n", "published", "qualifier", "is_sum", "figure_ids"]


def by_stage(beside: Selected) -> pd.DataFrame:
    """Return one row for each stage that has proposals, in the order of the life of a proposal, with itemised money."""
    table = itemised(beside, ["stage"])
    order = {str(stage): n for n, stage in enumerate(Stage)}
    return table.sort_values("stage", key=lambda column: column.map(order), ignore_index=True)


def by_year(record: Record, beside: Selected) -> pd.DataFrame:
    """Return line ("2020" or "2016-2020"), stage of `STEPS`, n (itemised proposals that got there), published count.

    One row for each line and step that has either; a proposal of a period stands in the line of the period.
    """
    items = tally(beside, "proposals", ["year_from", "year_to", "stage"]).dropna(subset=["year_from", "year_to"])
    return _joined(_reached(items.assign(line=_year_lines(items))), _published_by_year(record, beside.selection))


def by_district(record: Record, beside: Selected) -> pd.DataFrame:
    """Return line (of `LINES`), stage, n and published counts by district of the years chosen (2020: registered)."""
    items = tally(beside, "proposals", ["district_code", "stage"])
    lines = items["district_code"].fillna(UNPLACED)
    return _joined(_reached(items.assign(line=lines)), _published_by_district(record, beside.selection))


def silent_districts(table: pd.DataFrame, stage: Stage) -> tuple[str, ...]:
    """Return the districts that the sources leave out where they publish a stage by district: not stated, which is not zero."""
    named = table[table["stage"].eq(stage) & table["published"].notna()]["line"]
    if named.empty:
        return ()
    return tuple(code for code in DISTRICT_CODES if code not in set(named))


def surveyed_facilities(record: Record, selection: Selection) -> pd.DataFrame:
    """Return the published counts of facilities surveyed, which are facilities and stand beside the proposals."""
    figures = published(record, "facilities", selection)
    return figures[figures["basis"].eq(str(Basis.SURVEYED))]


def _year_lines(frame: pd.DataFrame) -> pd.Series:
    first, last = frame["year_from"].astype("string"), frame["year_to"].astype("string")
    return first.where(first.eq(last), first + "-" + last)


def _reached(items: pd.DataFrame) -> pd.DataFrame:
    """Add up for each line and step the proposals that are at it or beyond it; `items` has line, stage, n."""
    rank = {str(stage): n for n, stage in enumerate(_WAY)}
    counts: dict[tuple[str, str], int] = {}
    for line, stage, n in zip(items["line"], items["stage"], items["n"], strict=True):
        for step in STEPS:
            if rank.get(stage, -1) >= rank[step]:
                counts[line, str(step)] = counts.get((line, str(step)), 0) + int(n)
    rows = [(line, step, n) for (line, step), n in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["line", "stage", "n"]).astype({"line": "string", "stage": "string"})


def _published_by_year(record: Record, selection: Selection) -> pd.DataFrame:
    figures = published(record, "proposals", selection)
    rows = _grouped(figures.assign(line=_year_lines(figures)), selection)
    districts = _district_figures(record, selection)
    sums = _grouped(districts.assign(line=_year_lines(districts)), selection)
    known = set(zip(rows["line"], rows["stage"], strict=True))
    is_new = [pair not in known for pair in zip(sums["line"], sums["stage"], strict=True)]
    return pd.concat([rows, sums[pd.Series(is_new, index=sums.index, dtype=bool)]], ignore_index=True)


def _published_by_district(record: Record, selection: Selection) -> pd.DataFrame:
    figures = _district_figures(record, selection)
    return _grouped(figures.assign(line=figures["district_code"]), selection)


def _district_figures(record: Record, selection: Selection) -> pd.DataFrame:
    figures = record["published_figures"]
    if selection.programmes or not replace(selection, years=None, programmes=()).is_empty:
        return figures.iloc[:0]
    mask = figures["metric"].eq("proposals") & figures["scope"].eq(FigureScope.DISTRICT) & figures["is_used"]
    if selection.years:
        mask &= within(figures["year_from"], figures["year_to"], selection.years)
    return figures[mask]


def _grouped(figures: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return one row for each line and step: the figure over all programmes, else the sum of its parts.

    Where only one programme is published and all are asked for, the count is "at least".
    """
    stages = figures["basis"].map({basis: str(stage) for basis, stage in STEP_OF.items()})
    known = figures.assign(stage=stages).dropna(subset=["stage"])
    rows = [_one(line, stage, group, selection) for (line, stage), group in known.groupby(["line", "stage"])]
    return pd.DataFrame(rows, columns=["line", "stage", "published", "qualifier", "is_sum", "figure_ids"])


def _one(line: Any, stage: Any, group: pd.DataFrame, selection: Selection) -> dict[str, Any]:
    whole = group[group["programme"].eq("all") & group["scope"].eq(FigureScope.PROVINCE)]
    chosen = whole if len(whole) else group
    vague = [one for one in chosen["qualifier"] if one != "exact"]
    if _lacks_programme(chosen, selection):
        vague = [str(Qualifier.AT_LEAST)]
    return {
        "line": line,
        "stage": stage,
        "published": float(chosen["value"].sum()),
        "qualifier": vague[0] if vague else "exact",
        "is_sum": len(chosen) > 1,
        "figure_ids": tuple(chosen["figure_id"]),
    }


def _lacks_programme(chosen: pd.DataFrame, selection: Selection) -> bool:
    """Tell whether the figures leave out the national or the provincial programme, where all are asked for."""
    programmes = set(chosen["programme"])
    return not selection.programmes and "all" not in programmes and not {"national", "provincial"} <= programmes


def _joined(counted: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    table = counted.merge(figures, on=["line", "stage"], how="outer")
    table["n"] = table["n"].fillna(0).astype("int64")
    table["is_sum"] = table["is_sum"].eq(other=True)
    table["figure_ids"] = [ids if isinstance(ids, tuple) else () for ids in table["figure_ids"]]
    return table[COLUMNS]
