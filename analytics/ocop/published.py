"""What sources publish of OCOP products over the years, beside what the record itemises; never added to each other.

The rule for a year: the province-wide figure in use (`published_figures.is_used`, the latest date within the year; see
docs/record-figures.md). What is not used, a target, and the merged Bắc Ninh stay in the table and are told apart.
"""

from enum import StrEnum

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureScope


class FigureStanding(StrEnum):
    """What a published figure is in the series of its metric."""

    USED = "used"
    NOT_USED = "not_used"
    TARGET = "target"
    MERGED = "merged"


KEPT_FIGURES = 512
"""Published figures that are kept: those of the years and districts asked for last."""
STAR_METRICS: dict[str, str] = {"": "ocop_products", "3": "ocop_3star", "4": "ocop_4star", "5": "ocop_5star"}
"""The metric of all stars and of each level."""


def published_ocop(record: Record, stars: str, selection: Selection) -> pd.DataFrame:
    """Return the published standing of OCOP products ("" for all stars, else "3", "4", "5"), one row a figure.

    Columns of `published_figures`, standing (`FigureStanding`) and is_disputed. Figures are of the province, or of the one
    district that is chosen; a selection by sector, or by several districts, has none. Figures without a year are left out.
    """
    selection = selection.of_province
    if not _has_figures(selection):
        return _of_metric(record, STAR_METRICS[stars]).iloc[:0]
    return _published(record, stars, Selection(years=selection.years, districts=selection.districts))


@cached(KEPT_FIGURES)
def _published(record: Record, stars: str, selection: Selection) -> pd.DataFrame:
    figures = _of_metric(record, STAR_METRICS[stars])
    mine = figures[_in_place(figures, selection)]
    if selection.years:
        mine = mine[mine["year_from"].ge(selection.years[0]) & mine["year_to"].le(selection.years[1])]
    return mine.reset_index(drop=True)


@cached()
def _of_metric(record: Record, metric: str) -> pd.DataFrame:
    """Return the figures of a metric with their standing, in time."""
    figures = record["published_figures"]
    mine = figures[figures["metric"].eq(metric) & figures["year_from"].notna()]
    ordered = mine.assign(standing=_standing(mine), is_disputed=mine["figure_id"].isin(_disputed(record)))
    return ordered.sort_values(["year_from", "as_of", "figure_id"], na_position="last", ignore_index=True)


def _has_figures(selection: Selection) -> bool:
    """Tell whether figures are published of what a selection cuts by: of the province and of single districts."""
    of_proposals = (selection.programmes, selection.stages, selection.contents)
    cut = (selection.sectors, *of_proposals, selection.products, selection.markets)
    return not any(cut) and len(selection.districts) < 2


def _in_place(figures: pd.DataFrame, selection: Selection) -> pd.Series:
    if not _has_figures(selection):
        return pd.Series(data=False, index=figures.index)
    if selection.districts:
        is_district = figures["scope"].eq(FigureScope.DISTRICT)
        return is_district & figures["district_code"].eq(selection.districts[0]).fillna(value=False)
    return figures["scope"].isin([FigureScope.PROVINCE.value, FigureScope.MERGED_PROVINCE.value])


def _standing(figures: pd.DataFrame) -> pd.Series:
    standing = pd.Series(FigureStanding.USED.value, index=figures.index, dtype="string")
    standing = standing.mask(~figures["is_used"].astype(bool), FigureStanding.NOT_USED.value)
    standing = standing.mask(
        figures["basis"].isin([Basis.TARGET.value, Basis.PLANNED.value]), FigureStanding.TARGET.value
    )
    return standing.mask(figures["scope"].eq(FigureScope.MERGED_PROVINCE), FigureStanding.MERGED.value)


def _disputed(record: Record) -> set[str]:
    table = record["contradictions"]
    ids = table.loc[table["table"].eq("published_figures"), "row_ids"]
    return set(ids.str.split(";").explode())


def published_recognised(record: Record, selection: Selection) -> pd.DataFrame:
    """Return what is published as recognised within a year or a period, one row a figure; renewals are in it.

    For all stars, or for the one level that is chosen; of the province, or of the one district that is chosen. Columns of
    `published_figures`. None where the selection cuts by more than years, stars and one district.
    """
    figures, selection = record["published_figures"], selection.of_province
    metric = f"ocop_{selection.stars[0]}star_recognised" if len(selection.stars) == 1 else "ocop_products_recognised"
    mine = figures[figures["metric"].eq(metric) & figures["is_used"] & _in_place(figures, selection)]
    mine = mine[mine["scope"].ne(FigureScope.MERGED_PROVINCE)]
    if selection.years:
        mine = mine[mine["year_from"].ge(selection.years[0]) & mine["year_to"].le(selection.years[1])]
    plain = Selection(years=selection.years, stars=selection.stars, districts=selection.districts[:1])
    is_comparable = selection == plain and len(selection.stars) < 2
    return mine.sort_values(["year_to", "year_from"], ignore_index=True) if is_comparable else mine.iloc[:0]
