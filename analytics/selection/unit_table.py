"""The table of units: what each line counts of a selection, and the sums, in which a proposal of several units counts once."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED
from analytics.selection.shared import is_shared, is_shared_outside, proposal_places, vintage_lines
from analytics.wording.claims import known_count, known_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask

UNIT_COUNTS = ("facilities", "proposals", "ocop_products", "typical_products")
UNIT_TABLE_COLUMNS = (*UNIT_COUNTS, "n_amounts", "support_vnd", "n_shared", "shared_vnd", "beside_vnd")


def unit_table(selected: Selected, vintage: Vintage = Vintage.DISTRICTS_2024) -> pd.DataFrame:
    """Return one row a line of the vintage (index `code`): its units, then what is not placed.

    Columns (Int64, missing where nothing is known, which is not 0): facilities, proposals, ocop_products, typical_products,
    support_vnd (đồng that are certainly the line's own), n_amounts (proposals that state them), n_shared and shared_vnd of the
    proposals that other lines count too (`analytics.selection.shared`), beside_vnd what of that is not in support_vnd.
    """
    return _unit_table(selected, vintage)


def unit_sums(selected: Selected, vintage: Vintage = Vintage.DISTRICTS_2024) -> pd.Series:
    """Return the columns of `unit_table` for the whole selection, in which each proposal counts once; its money only where no place beside the chosen ones has it too."""
    return _unit_sums(selected, vintage)


@cached()
def _unit_table(selected: Selected, vintage: Vintage) -> pd.DataFrame:
    lines = vintage_lines(vintage)
    places = proposal_places(selected, vintage)
    counts = {
        name: np.bincount(_line_numbers(selected, name, vintage), minlength=len(lines))
        for name in UNIT_COUNTS
        if name != "proposals"
    }
    support = selected.prepared.index.numbers("proposals", "support_vnd")[places.proposal]
    is_stated = ~np.isnan(support)

    def counted(mask: "Mask") -> "NDArray[np.int64]":
        return np.bincount(places.line[mask], minlength=len(lines))

    def added(mask: "Mask") -> "NDArray[np.int64]":
        return np.bincount(places.line[mask], weights=support[mask], minlength=len(lines)).astype(np.int64)

    counts |= {
        "proposals": counted(np.ones(len(support), dtype=bool)),
        "n_amounts": counted(is_stated & ~places.is_shared),
        "n_shared": counted(places.is_shared),
    }
    shared = is_stated & places.is_shared
    stated = {"support_vnd": is_stated & ~places.is_shared, "shared_vnd": shared, "beside_vnd": shared}
    columns = {name: _known([known_count(int(n)) for n in values]) for name, values in counts.items()}
    columns |= {
        name: _known([known_sum(total, n) for total, n in zip(added(mask).tolist(), counted(mask), strict=True)])
        for name, mask in stated.items()
    }
    return pd.DataFrame({name: columns[name] for name in UNIT_TABLE_COLUMNS}, index=pd.Index(lines, name="code"))


@cached()
def _unit_sums(selected: Selected, vintage: Vintage) -> pd.Series:
    shared = is_shared(selected, vintage)
    support = selected.prepared.index.numbers("proposals", "support_vnd")
    is_stated = selected.mask("proposals") & ~np.isnan(support)
    outside = is_shared_outside(selected)
    is_own = is_stated & ~outside
    counts = {name: known_count(selected.count(name)) for name in UNIT_COUNTS}
    counts |= {"n_amounts": known_count(int(is_own.sum())), "n_shared": known_count(int(shared.sum()))}
    masks = {"support_vnd": is_own, "shared_vnd": is_stated & shared, "beside_vnd": is_stated & outside}
    sums = {name: known_sum(int(support[mask].sum()), int(mask.sum())) for name, mask in masks.items()}
    values = {**counts, **sums}
    return pd.Series({name: values[name] for name in UNIT_TABLE_COLUMNS}, dtype="Int64")


def _known(values: "Sequence[int | float | None]") -> "pd.arrays.IntegerArray":
    known: pd.arrays.IntegerArray = pd.array(values, dtype="Int64")
    return known


def _line_numbers(selected: Selected, name: str, vintage: Vintage) -> "NDArray[np.int16]":
    """Return for each row of a frame the number of its line."""
    return _all_line_numbers(selected.prepared, name, vintage)[selected.mask(name)]


@cached()
def _all_line_numbers(prepared: Prepared, table: str, vintage: Vintage) -> "NDArray[np.int16]":
    units = prepared.coded_units(table, vintage)
    place = {line: number for number, line in enumerate(vintage_lines(vintage))}
    numbers = np.array([*(place[unit] for unit in units.known), place[UNPLACED]])
    found: NDArray[np.int16] = numbers[units.codes].astype(np.int16)
    return found
