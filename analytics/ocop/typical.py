"""Typical rural industrial products of a selection by level and year, beside what sources publish."""

import pandas as pd

from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.selection.tally import tally
from geodata.record import Record
from geodata.schema.vocabulary import Basis, FigureProgramme, TypicalLevel

_METRICS = {"typical_products_recognised", "typical_products_recognised_regional"}
_LEVELS = {
    FigureProgramme.PROVINCIAL: TypicalLevel.PROVINCIAL,
    FigureProgramme.NATIONAL: TypicalLevel.NATIONAL,
}


def by_level_and_year(selected: Selected) -> pd.DataFrame:
    """Return one row a year × level × kind: year, level, is_implied, is_proposed, is_merged_province, n. The n add up to the products.

    `is_implied`: recognised at that level only as far as a higher level implies it. `is_proposed` and `is_merged_province`:
    put forward in the merged Bắc Ninh, not recognised in the old province.
    """
    keys = ["year", "level", "is_implied", "is_proposed", "is_merged_province"]
    return tally(selected, "typical_products", keys)


def published_typical(record: Record, selection: Selection) -> pd.DataFrame:
    """Return the published counts of recognised typical products: columns of `published_figures` and level.

    In published figures the programme of typical products is the level of recognition. Only figures in use; none when the
    selection cuts by more than years.
    """
    figures = record["published_figures"]
    mine = figures[figures["metric"].isin(_METRICS) & figures["is_used"] & figures["year_from"].notna()]
    level = mine["programme"].map({str(key): value.value for key, value in _LEVELS.items()})
    level = level.mask(mine["metric"].eq("typical_products_recognised_regional"), TypicalLevel.REGIONAL.value)
    mine = mine.assign(level=level.astype("string"), is_proposed=mine["basis"].eq(Basis.PLANNED))
    if selection.years:
        mine = mine[mine["year_from"].ge(selection.years[0]) & mine["year_to"].le(selection.years[1])]
    only_years = selection == Selection(years=selection.years)
    return mine.sort_values(["year_from", "level"], ignore_index=True) if only_years else mine.iloc[:0]
