"""The newest rows of a selection, of all or of one value, found by an order that is worked out once a record."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected

if TYPE_CHECKING:
    from numpy.typing import NDArray


def newest(selected: Selected, most: int) -> pd.DataFrame:
    """Return the proposals whose last year is latest, at most so many; those without a year come last, equals as in the record."""
    places = _newest_first(selected.prepared)
    found: pd.DataFrame = selected.table("proposals").iloc[places[selected.mask("proposals")[places]][:most]]
    return found


def newest_of_each(selected: Selected, column: str, value: str, most: int) -> pd.DataFrame:
    """Return the newest proposals with a value of a coded column, at most so many."""
    places = _newest_first(selected.prepared)
    has_value = selected.prepared.index.coded("proposals", column).isin([value]) & selected.mask("proposals")
    found: pd.DataFrame = selected.table("proposals").iloc[places[has_value[places]][:most]]
    return found


@cached()
def _newest_first(prepared: Prepared) -> "NDArray[np.int32]":
    years = prepared.index.years("proposals", "year_to")
    return np.argsort(np.where(np.isnan(years), np.inf, -years), kind="stable").astype(np.int32)
