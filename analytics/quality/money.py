"""Amounts that cannot be, or hardly: zero, a thousand times off, more support than investment, parts that are not the whole."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analytics.quality.model import Finding, FindingKind
from analytics.quality.rows import findings_of_rows
from geodata.record import Record

FEWEST = 8
"""Amounts of a content that make a usual amount."""
OFF = 300.0
"""How many times off the usual amount looks like a slip of a unit."""
_LEAST_VND = 1_000_000
"""No support and no investment is smaller; a smaller number was meant in thousand or million đồng."""
MOST_COUNTERPART = 100.0
_TOLERANCE = 0.01
AMOUNTS = ("support_vnd", "total_investment_vnd", "counterpart_vnd")


def money_findings(record: Record, proposals: pd.DataFrame) -> Iterator[Finding]:
    """Yield what is odd about the amounts of proposals as stated, and of revenues."""
    amounts = {name: proposals[name].astype("Float64") for name in AMOUNTS}
    for name in AMOUNTS:
        with_column = proposals.assign(column=name, amount=proposals[name], usual=_usual(proposals, name))
        values = {"column": "column", "amount": "amount", "usual": "usual"}
        yield from findings_of_rows(FindingKind.ZERO_MONEY, "proposals", with_column, amounts[name].le(0), **values)
        yield from findings_of_rows(FindingKind.UNIT_SLIP, "proposals", with_column, _slips(with_column), **values)
    support, total, counterpart = (amounts[name] for name in AMOUNTS)
    parts = {"support": "support_vnd", "total": "total_investment_vnd", "counterpart": "counterpart_vnd"}
    yield from findings_of_rows(FindingKind.SUPPORT_ABOVE_TOTAL, "proposals", proposals, support.gt(total), **parts)
    off = (support + counterpart - total).abs().gt(total * _TOLERANCE) & support.le(total)
    yield from findings_of_rows(FindingKind.PARTS_DISAGREE, "proposals", proposals, off, **parts)
    is_high = counterpart.gt(support * MOST_COUNTERPART) & support.gt(0) & ~_slips(_of(proposals, "support_vnd"))
    yield from findings_of_rows(FindingKind.HIGH_COUNTERPART, "proposals", proposals, is_high, **parts)
    revenue = record["facilities"].assign(column="revenue_vnd", amount=record["facilities"]["revenue_vnd"])
    small = revenue["revenue_vnd"].astype("Float64").lt(_LEAST_VND)
    yield from findings_of_rows(FindingKind.UNIT_SLIP, "facilities", revenue, small, column="column", amount="amount")


def _of(proposals: pd.DataFrame, name: str) -> pd.DataFrame:
    return proposals.assign(amount=proposals[name], usual=_usual(proposals, name))


def _usual(proposals: pd.DataFrame, name: str) -> pd.Series:
    """Return the median amount of the proposals of the same content, missing where few state one."""
    known = proposals[proposals[name].gt(0).fillna(value=False)]
    grouped = known.groupby("support_content")[name]
    medians = grouped.median()[grouped.size().ge(FEWEST)]
    return proposals["support_content"].map(medians.astype("float64")).astype("Float64")


def _slips(frame: pd.DataFrame) -> pd.Series:
    amount, usual = frame["amount"].astype("Float64"), frame["usual"]
    ratio = np.abs(np.log10((amount / usual).mask(amount.le(0)).to_numpy(dtype=float, na_value=np.nan)))
    is_off = pd.Series(ratio >= np.log10(OFF), index=frame.index)
    return is_off | (amount.gt(0) & amount.lt(_LEAST_VND)).fillna(value=False).astype(bool)
