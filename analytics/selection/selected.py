"""The rows of a selection, table by table, by rules that are written down here and applied by `analytics.selection.row_rules`.

- District, unit and sector are read from the row itself; a proposal is where one of its beneficiaries is,
  and not placed only where none of them is.
- Years: a row counts when its year, or its whole period, lies inside the range; a row without a year does not (and is
  counted in `undated`). A facility counts when the record mentions it within the range.
- Programme, stage and support content belong to proposals, stars to OCOP products, product groups and markets to export flows. Any other
  row counts when its facility has a chosen proposal, product or flow.

Every rule only takes rows away, so narrowing a selection never adds one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.coded import RowSet
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.row_rules import row_masks, undated_rows
from analytics.selection.selection import Selection
from geodata.record import Record

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

FRAME_TABLES = {"context": "facilities", "unrecognised": "ocop_products"}
"""The prepared table behind a frame, where their names differ."""
KEPT_SELECTIONS = 128
KEPT_ROWS = 5_000
"""Frames up to this size are kept once made; larger ones are made again, so that many selections fit into memory."""


@dataclass(frozen=True, eq=False)
class Selected:
    """The rows that a selection shows; frames are made when they are asked for, `count` and `column` need none.

    `context` are villages, clusters, growers and the like, never counted as facilities; `unrecognised` are OCOP products
    that were only evaluated, listed without stars, or entered.
    """

    selection: Selection
    prepared: Prepared
    rows: Mapping[str, RowSet]

    @cached_property
    def undated(self) -> Mapping[str, int]:
        """Return how many rows are left out for want of a year, by table; counted for those who say it alone."""
        return undated_rows(self.prepared, self.selection)

    @property
    def record(self) -> Record:
        """Return the record that the rows are of."""
        return self.prepared.record

    def count(self, name: str) -> int:
        """Return the number of rows of a frame."""
        return self.rows[name].count

    def mask(self, name: str) -> "Mask":
        """Return which rows of the prepared table a frame has."""
        return self.rows[name].mask

    def column(self, name: str, column: str) -> pd.Series:
        """Return one column of a frame."""
        whole: pd.Series = self.table(name)[column]
        return whole if self.rows[name].is_all else whole[self.mask(name)]

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame by its name: the rows of the prepared table, in its order."""
        if self.rows[name].is_all:
            return self.table(name)
        if self.count(name) > KEPT_ROWS:
            return self.table(name)[self.mask(name)]
        return _frame(self, name)

    def units(self, table: str, vintage: Vintage) -> pd.Series:
        """Return the unit code of each row of a table in a vintage; `SEVERAL` and missing as in `Prepared.units`."""
        return self.prepared.units(FRAME_TABLES.get(table, table), vintage)[self.mask(table)]

    def table(self, name: str) -> pd.DataFrame:
        """Return the prepared table behind a frame, all rows of it."""
        table: pd.DataFrame = getattr(self.prepared, FRAME_TABLES.get(name, name))
        return table

    @property
    def facilities(self) -> pd.DataFrame:
        """Return the rural industrial facilities."""
        return self.frame("facilities")

    @property
    def context(self) -> pd.DataFrame:
        """Return villages, clusters, growers and the like."""
        return self.frame("context")

    @property
    def proposals(self) -> pd.DataFrame:
        """Return the proposals."""
        return self.frame("proposals")

    @property
    def beneficiaries(self) -> pd.DataFrame:
        """Return the beneficiaries of the proposals, in the chosen places."""
        return self.frame("beneficiaries")

    @property
    def ocop_products(self) -> pd.DataFrame:
        """Return the OCOP products that are recognised by a decision or a list in force."""
        return self.frame("ocop_products")

    @property
    def unrecognised(self) -> pd.DataFrame:
        """Return the OCOP products that no source says are recognised."""
        return self.frame("unrecognised")

    @property
    def typical_products(self) -> pd.DataFrame:
        """Return the typical products."""
        return self.frame("typical_products")

    @property
    def export_flows(self) -> pd.DataFrame:
        """Return the export flows."""
        return self.frame("export_flows")


@cached()
def _frame(selected: Selected, name: str) -> pd.DataFrame:
    return selected.table(name)[selected.mask(name)]


@cached(KEPT_SELECTIONS)
def selected_of(prepared: Prepared, selection: Selection) -> Selected:
    """Return the rows of `selection`, those of the last selections as they were worked out for any visit."""
    return select(prepared, selection)


def select(prepared: Prepared, selection: Selection) -> Selected:
    """Return the rows of `selection`."""
    rows = {name: RowSet.of(mask) for name, mask in row_masks(prepared, selection).items()}
    return Selected(selection, prepared, rows)


def within(first: pd.Series, last: pd.Series, years: tuple[int, int]) -> pd.Series:
    """Return which periods lie wholly inside `years`; a missing year lies nowhere."""
    return (first.ge(years[0]) & last.le(years[1])).fillna(value=False).astype(bool)
