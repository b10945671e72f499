"""The rows that a layer of the map draws, as aligned arrays, and their texts for the few that are drawn one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.coded import Coded
from analytics.prepared.tables import SEVERAL, Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import Selected
from analytics.selection.shared import is_shared, proposal_rows
from geodata.schema.vocabulary import LocationQuality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Codes


class MapLayer(StrEnum):
    """What can be drawn as marks; `CONTEXT` is villages, clusters, growers and the like."""

    FACILITY = "facility"
    PROPOSAL = "proposal"
    OCOP = "ocop"
    CONTEXT = "context"


FRAMES = {
    MapLayer.FACILITY: "facilities",
    MapLayer.PROPOSAL: "beneficiaries",
    MapLayer.OCOP: "ocop_products",
    MapLayer.CONTEXT: "context",
}
"""The frame of a selection whose rows are drawn; a proposal stands where each of its beneficiaries is."""
_TABLES = {**FRAMES, MapLayer.CONTEXT: "facilities"}
QUALITIES = tuple(quality.value for quality in LocationQuality)
_KEYS = {"facilities": "facility_id", "ocop_products": "product_id"}


@dataclass(frozen=True, eq=False)
class DrawnRows:
    """The rows of a selection that a layer draws; counts are kept, arrays are made when they are asked for."""

    layer: MapLayer
    selected: Selected

    @property
    def prepared(self) -> Prepared:
        """Return the prepared record."""
        return self.selected.prepared

    @property
    def rows(self) -> "NDArray[np.int64]":
        """Return the places of the rows in the prepared table."""
        return np.flatnonzero(self.selected.mask(FRAMES[self.layer]))

    @property
    def lat(self) -> "NDArray[np.float64]":
        """Return the latitudes, NaN where a row is not placed."""
        return self.prepared.index.numbers(_TABLES[self.layer], "lat")[self.rows]

    @property
    def lon(self) -> "NDArray[np.float64]":
        """Return the longitudes, NaN where a row is not placed."""
        return self.prepared.index.numbers(_TABLES[self.layer], "lon")[self.rows]

    @property
    def quality(self) -> "NDArray[np.int32]":
        """Return the quality of each location as a number of `QUALITIES`; what is not stated is unknown."""
        column = self.prepared.index.coded(_TABLES[self.layer], "location_quality")
        numbers = np.array(
            [*(QUALITIES.index(str(value)) for value in column.known), len(QUALITIES) - 1], dtype=np.int32
        )
        found: NDArray[np.int32] = numbers[column.codes[self.rows]]
        return found

    def units(self, vintage: Vintage) -> "Coded":
        """Return the unit of each row as a number."""
        units = self.prepared.coded_units(_TABLES[self.layer], vintage)
        return Coded(units.codes[self.rows], units.known)

    @cached_property
    def n_records(self) -> int:
        """Count records: a proposal with several beneficiaries has several marks and counts once."""
        return self._n_records(self.rows)

    @cached_property
    def n_missing(self) -> int:
        """Count records of which no row is placed."""
        return self.n_records - self._n_records(self.rows[~np.isnan(self.lat)])

    def _n_records(self, rows: "NDArray[np.int64]") -> int:
        if self.layer is not MapLayer.PROPOSAL:
            return len(rows)
        return int(np.count_nonzero(np.bincount(proposal_rows(self.prepared)[rows])))

    @cached_property
    def n_shared(self) -> int:
        """Count proposals of several districts."""
        return int(is_shared(self.selected).sum()) if self.layer is MapLayer.PROPOSAL else 0

    @cached_property
    def sectors(self) -> set[str]:
        """Return the sectors that occur."""
        if self.layer is MapLayer.PROPOSAL:
            rows = proposal_rows(self.prepared)[self.rows]
            return _occurring(self.prepared.index.coded("proposals", "sector"), rows)
        return _occurring(self.prepared.index.coded(_TABLES[self.layer], "sector"), self.rows)

    @cached_property
    def qualities(self) -> set[str]:
        """Return the qualities of location that occur."""
        return _occurring(self.prepared.index.coded(_TABLES[self.layer], "location_quality"), self.rows)

    def details(self, places: "NDArray[np.int64]") -> pd.DataFrame:
        """Return id, name, place and detail columns of the rows at these places of `rows`."""
        rows = self.rows[places]
        if self.layer is MapLayer.PROPOSAL:
            return _proposal_details(self.prepared, rows)
        table = _TABLES[self.layer]
        frame: pd.DataFrame = getattr(self.prepared, table)
        return frame.iloc[rows].rename(columns={_KEYS[table]: "id"})


Drawn = Mapping[MapLayer, DrawnRows]
"""The rows of each layer that is drawn."""


@cached()
def drawn_rows(selected: Selected, layer: MapLayer) -> DrawnRows:
    """Return the rows of a selection that a layer draws."""
    return DrawnRows(layer, selected)


def placed_rows(prepared: Prepared, layer: MapLayer, id_: str) -> pd.DataFrame:
    """Return the rows of one record that are placed, as `DrawnRows.details`, whatever is selected."""
    table = _TABLES[layer]
    frame: pd.DataFrame = getattr(prepared, table)
    is_own = frame[_KEYS.get(table, "proposal_id")].eq(id_) & frame["lat"].notna()
    rows = np.flatnonzero(is_own.to_numpy(dtype=bool, na_value=False))
    if layer is MapLayer.PROPOSAL:
        return _proposal_details(prepared, rows)
    return frame.iloc[rows].rename(columns={_KEYS[table]: "id"})


def _occurring(column: "Coded", rows: "Codes") -> set[str]:
    codes = column.codes[rows]
    return {str(column.known[code]) for code in np.flatnonzero(np.bincount(codes[codes >= 0]))}


def _proposal_details(prepared: Prepared, rows: "NDArray[np.int64]") -> pd.DataFrame:
    places = prepared.beneficiaries.iloc[rows][["district_code", "location_quality", "lon", "lat"]]
    columns = {"proposal_id": "id", "title": "name", "sector": "sector", "stage": "stage"}
    proposals = prepared.proposals.iloc[proposal_rows(prepared)[rows]]
    proposals = proposals.assign(is_shared=proposals["district_code"].eq(SEVERAL).fillna(value=False))
    proposals = proposals[[*columns, "is_shared"]].rename(columns=columns)
    return pd.concat([places.reset_index(drop=True), proposals.reset_index(drop=True)], axis="columns")
