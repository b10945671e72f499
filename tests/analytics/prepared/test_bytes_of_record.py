"""What a record and its search cost in memory for each facility, counted byte by byte, so that growth shows the day it comes."""

import gc
import sys
from types import FunctionType, MethodType, ModuleType

import numpy as np

from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared, prepare
from analytics.search.record_names import record_index
from analytics.selection.selected import selected_of
from analytics.selection.selection import Selection
from analytics.selection.unit_table import unit_table
from analytics.selection.value_counts import counts_of, years_counted
from geodata.illustrative import illustrative_record

FEW, MANY = 2_000, 6_000
MOST_OF_RECORD, MOST_OF_SEARCH = 2_150, 790
"""Bytes a facility, with the 1.5 proposals, 0.6 export flows, 0.3 products and the visit that come with one."""
_NOT_OF_DATA = (ModuleType, FunctionType, MethodType, type)


def n_bytes(held: object) -> int:
    """Return the bytes of all that an object leads to, each thing once; modules, classes and functions are no data."""
    seen: set[int] = set()
    total, waiting = 0, [held]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, _NOT_OF_DATA):
            continue
        seen.add(id(one))
        if isinstance(one, np.ndarray):
            if one.base is not None:
                waiting.append(one.base)
            else:
                total += one.nbytes
            if one.dtype == object:
                waiting.extend(one.ravel().tolist())
            continue
        is_pandas = type(one).__module__.startswith("pandas")  # it says the size of its arrays, which are counted here
        total += object.__sizeof__(one) if is_pandas else sys.getsizeof(one)
        waiting.extend(gc.get_referents(one))
    return total


def opened(n_facilities: int) -> Prepared:
    """Return a record as the first screen leaves it."""
    prepared = prepare(illustrative_record(n_facilities))
    for selection in (Selection(), Selection(sectors=("wood",)), Selection(years=(2022, 2024))):
        selected = selected_of(prepared, selection)
        kpis(selected, selected_of(prepared, Selection()))
        unit_table(selected)
        for table in ("facilities", "proposals"):
            counts_of(selected, "sectors", table)
            years_counted(selected, table)
    return prepared


def test_what_a_facility_costs_in_memory() -> None:
    few, many = opened(FEW), opened(MANY)
    of_record = (n_bytes(many) - n_bytes(few)) / (MANY - FEW)
    assert MOST_OF_RECORD / 2 < of_record < MOST_OF_RECORD
    record_index(few)
    record_index(many)
    with_search = (n_bytes(many) - n_bytes(few)) / (MANY - FEW)
    assert MOST_OF_SEARCH / 2 < with_search - of_record < MOST_OF_SEARCH
