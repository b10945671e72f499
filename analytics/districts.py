"""The ranked district table: every row of a selection in exactly one line, so that the lines add up to the total."""

import pandas as pd

from analytics.prepared import SEVERAL
from analytics.selected import Selected
from analytics.selection import DISTRICT_CODES, UNPLACED

LINES: tuple[str, ...] = (*DISTRICT_CODES, SEVERAL, UNPLACED)
"""The ten districts, then the proposals of several districts, then what no source places."""

COUNTS = ("facilities", "proposals", "ocop_products", "typical_products")


def district_table(selected: Selected) -> pd.DataFrame:
    """Return one row a line of `LINES` (index `district_code`).

    Columns: facilities, proposals, ocop_products, typical_products (int64 counts), n_amounts (proposals that state a
    support amount) and support_vnd (Int64, đồng): 0 where there is no proposal, missing where there are proposals and
    none states an amount. Every count and the money add up to those of the selection.
    """
    table = pd.DataFrame(index=pd.Index(LINES, name="district_code"))
    for name in COUNTS:
        table[name] = _count(getattr(selected, name))
    lines = selected.proposals["district_code"].fillna(UNPLACED)
    support = selected.proposals["support_vnd"].groupby(lines)
    table["n_amounts"] = support.count().reindex(LINES, fill_value=0).astype("int64")
    table["support_vnd"] = support.sum().reindex(LINES, fill_value=0).astype("Int64")
    unknown = table["proposals"].gt(0) & table["n_amounts"].eq(0)
    table["support_vnd"] = table["support_vnd"].mask(unknown)
    return table


def _count(frame: pd.DataFrame) -> pd.Series:
    return frame["district_code"].fillna(UNPLACED).value_counts().reindex(LINES, fill_value=0).astype("int64")
