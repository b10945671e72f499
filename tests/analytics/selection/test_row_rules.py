"""The quick way to choose rows agrees with the plain one, on the public record and on a generated one."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared, prepare
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from geodata.illustrative import illustrative_record
from tests.analytics.plain_rows import plain_rows, plain_undated
from tests.analytics.strategies import selections

UNITS = [f"{vintage.value}:{code}" for vintage in Vintage for code in list(units_of(vintage))[:12]]


@pytest.fixture(scope="module")
def generated() -> Prepared:
    return prepare(illustrative_record(300, seed=3))


def with_units() -> st.SearchStrategy[Selection]:
    units = st.lists(st.sampled_from(UNITS), unique=True, max_size=3).map(tuple)
    return st.builds(lambda selection, chosen: replace(selection, units=chosen), selections(), units)


def check(prepared: Prepared, selection: Selection) -> None:
    selected, plain = select(prepared, selection), plain_rows(prepared, selection)
    assert set(selected.rows) == set(plain)
    for name, frame in plain.items():
        pd.testing.assert_frame_equal(selected.frame(name), frame)
        assert selected.count(name) == len(frame)
    assert selected.undated == plain_undated(prepared, selection)


@given(selection=selections() | with_units())
def test_the_same_rows_of_the_public_record(prepared: Prepared, selection: Selection) -> None:
    check(prepared, selection)


@given(selection=selections() | with_units())
def test_the_same_rows_of_a_generated_record(generated: Prepared, selection: Selection) -> None:
    check(generated, selection)


@given(selection=selections())
def test_a_column_is_that_of_the_frame(prepared: Prepared, selection: Selection) -> None:
    selected = select(prepared, selection)
    pd.testing.assert_series_equal(selected.column("proposals", "support_vnd"), selected.proposals["support_vnd"])
    assert selected.units("facilities", Vintage.DISTRICTS_2024).equals(selected.facilities["district_code"])


def test_a_selection_is_small_to_keep(generated: Prepared, whole: Selected) -> None:
    """A bit for a row and no frame, so that the selections of many visits fit into memory."""
    selected = select(generated, Selection(districts=("213",)))
    assert sum(rows.bits.nbytes for rows in selected.rows.values()) < sum(
        rows.n_rows for rows in selected.rows.values()
    )
    assert whole.facilities is whole.frame("facilities")
