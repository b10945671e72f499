"""The ranked table of units: every row of a selection in exactly one line, so that the lines add up to the total."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared import SEVERAL, Prepared
from analytics.selected import Selected
from analytics.selection import UNPLACED
from analytics.vintages import Vintage, units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTS = ("facilities", "proposals", "ocop_products", "typical_products")


def lines_of(vintage: Vintage) -> tuple[str, ...]:
    """Return the lines of a vintage's table: its units, then the proposals of several units, then what is not placed."""
    return (*units_of(vintage), SEVERAL, UNPLACED)


def unit_table(selected: Selected, vintage: Vintage = Vintage.DISTRICTS_2024) -> pd.DataFrame:
    """Return one row a line of the vintage (index `code`).

    Columns: facilities, proposals, ocop_products, typical_products (int64 counts), n_amounts (proposals that state a
    support amount) and support_vnd (Int64, đồng): 0 where there is no proposal, missing where there are proposals and
    none states an amount. Every count and the money add up to those of the selection, whatever the vintage.
    """
    return selected.keep(("unit table", vintage), lambda: _unit_table(selected, vintage))


def _unit_table(selected: Selected, vintage: Vintage) -> pd.DataFrame:
    lines = lines_of(vintage)
    columns = {name: np.bincount(_line_numbers(selected, name, vintage), minlength=len(lines)) for name in COUNTS}
    amounts = selected.prepared.index.numbers("proposals", "support_vnd")[selected.mask("proposals")]
    is_stated = ~np.isnan(amounts)
    stated = _line_numbers(selected, "proposals", vintage)[is_stated]
    columns["n_amounts"] = np.bincount(stated, minlength=len(lines))
    sums = np.bincount(stated, weights=amounts[is_stated], minlength=len(lines)).astype(np.int64)
    unknown = (columns["proposals"] > 0) & (columns["n_amounts"] == 0)
    table = pd.DataFrame(columns, index=pd.Index(lines, name="code"))
    return table.assign(support_vnd=pd.arrays.IntegerArray(sums, unknown))


def _line_numbers(selected: Selected, name: str, vintage: Vintage) -> "NDArray[np.int16]":
    """Return for each row of a frame the number of its line."""
    prepared = selected.prepared
    numbers = prepared.index.keep(("line", name, vintage), lambda: _all_line_numbers(prepared, name, vintage))
    return numbers[selected.mask(name)]


def _all_line_numbers(prepared: Prepared, table: str, vintage: Vintage) -> "NDArray[np.int16]":
    units = prepared.coded_units(table, vintage)
    place = {line: number for number, line in enumerate(lines_of(vintage))}
    numbers = np.array([*(place[unit] for unit in units.known), place[UNPLACED]])
    found: NDArray[np.int16] = numbers[units.codes].astype(np.int16)
    return found
