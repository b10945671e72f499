"""Facilities supported in difficult and especially difficult areas, as sources publish them; the record holds no list of such areas.

Which communes are difficult no row of the record says, so nothing is counted here: districts, province and the number of
all facilities supported in the same period are what the source prints.
"""

from dataclasses import dataclass

import pandas as pd

from analytics.prepared.caching import cached
from analytics.selection.selected import Selected, within
from analytics.selection.selection import DISTRICT_CODES, Selection
from geodata.record import Record
from geodata.schema.vocabulary import FigureProgramme, FigureScope

METRIC = "facilities_supported_difficult_areas"
_WHOLE = "facilities_supported"
_PERIOD = ["year_from", "year_to"]


@dataclass(frozen=True, eq=False)
class DifficultAreas:
    """Published figures (columns of `published_figures`): by district, of the province, and of all areas in the same periods."""

    districts: pd.DataFrame
    province: pd.DataFrame
    supported: pd.DataFrame

    @property
    def n(self) -> int:
        """Number of facilities that the districts named add up to."""
        return int(self.districts["value"].sum())

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """Ids of all the figures."""
        return tuple(pd.concat([self.districts, self.province, self.supported])["figure_id"])


def difficult_areas(selected: Selected) -> DifficultAreas:
    """Return what is published of the periods inside the years of a selection; nothing when it cuts by anything else."""
    years, whole = selected.selection.years, published_areas(selected.prepared.record)
    if selected.selection != Selection(years=years):
        return DifficultAreas(whole.districts.iloc[:0], whole.province.iloc[:0], whole.supported.iloc[:0])
    if years is None:
        return whole
    parts = (whole.districts, whole.province, whole.supported)
    return DifficultAreas(*(part[within(part["year_from"], part["year_to"], years)] for part in parts))


@cached()
def published_areas(record: Record) -> DifficultAreas:
    """Return the figures in use over all programmes, the latest period first, in it the most facilities first."""
    figures = record["published_figures"]
    mine = figures[figures["is_used"] & figures["programme"].eq(FigureProgramme.ALL)].dropna(subset=_PERIOD)
    parts = mine[mine["metric"].eq(METRIC)]
    is_province = mine["scope"].eq(FigureScope.PROVINCE)
    order = {code: n for n, code in enumerate(DISTRICT_CODES)}
    districts = parts[parts["scope"].eq(FigureScope.DISTRICT)]
    districts = districts.sort_values("district_code", key=lambda codes: codes.map(order))
    return DifficultAreas(
        districts.sort_values(["year_to", "year_from", "value"], ascending=False, kind="stable", ignore_index=True),
        parts[parts["scope"].eq(FigureScope.PROVINCE)].reset_index(drop=True),
        mine[mine["metric"].eq(_WHOLE) & is_province].merge(parts[_PERIOD].drop_duplicates()),
    )
