"""The ranked table of units: every row of a selection in exactly one line, so that the lines add up to the total."""

import pandas as pd

from analytics.prepared import SEVERAL
from analytics.selected import Selected
from analytics.selection import UNPLACED
from analytics.vintages import Vintage, units_of

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
    lines = lines_of(vintage)
    table = pd.DataFrame(index=pd.Index(lines, name="code"))
    for name in COUNTS:
        units = selected.units(name, vintage).fillna(UNPLACED)
        table[name] = units.value_counts().reindex(lines, fill_value=0).astype("int64")
    support = selected.proposals["support_vnd"].groupby(selected.units("proposals", vintage).fillna(UNPLACED))
    table["n_amounts"] = support.count().reindex(lines, fill_value=0).astype("int64")
    table["support_vnd"] = support.sum().reindex(lines, fill_value=0).astype("Int64")
    unknown = table["proposals"].gt(0) & table["n_amounts"].eq(0)
    table["support_vnd"] = table["support_vnd"].mask(unknown)
    return table
