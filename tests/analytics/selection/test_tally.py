"""Counting over coded columns agrees with grouping the frame of the rows, on the public record and on a generated one."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.selection.tally import tally
from geodata.illustrative import illustrative_record
from tests.analytics.strategies import selections

BY = ("year_from", "year_to", "programme", "stage", "sector", "support_content", "district_code")
SUMS = ("support_vnd", "counterpart_vnd", "n_beneficiaries")


@pytest.fixture(scope="module")
def generated() -> Prepared:
    return prepare(illustrative_record(300, seed=4))


def plain(frame: pd.DataFrame, by: list[str], stated: list[str]) -> pd.DataFrame:
    grouped = frame.dropna(subset=stated).groupby(by, dropna=False)
    columns = {"n": grouped.size()}
    for name in SUMS:
        columns |= {f"n_{name}": grouped[name].count(), name: grouped[name].sum().astype(float)}
    return pd.DataFrame(columns).reset_index()


def check(prepared: Prepared, selection: Selection, by: list[str], stated: list[str]) -> None:
    selected = select(prepared, selection)
    table = tally(selected, "proposals", by, SUMS, stated=stated)
    pd.testing.assert_frame_equal(table, plain(selected.proposals, by, stated), check_dtype=False)


COLUMNS = st.lists(st.sampled_from(BY), min_size=1, max_size=3, unique=True)
STATED = st.lists(st.sampled_from(SUMS), max_size=2, unique=True)


@given(selection=selections(), by=COLUMNS, stated=STATED)
def test_groups_of_the_public_record(
    prepared: Prepared, selection: Selection, by: list[str], stated: list[str]
) -> None:
    check(prepared, selection, by, stated)


@given(selection=selections(), by=COLUMNS, stated=STATED)
def test_groups_of_a_generated_record(
    generated: Prepared, selection: Selection, by: list[str], stated: list[str]
) -> None:
    check(generated, selection, by, stated)
