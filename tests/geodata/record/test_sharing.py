"""Columns with one value are kept once; the tables stay what they were."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geodata.record.sharing import LARGE, with_shared_columns

TYPES = {"string[python]": ["", "a", "b", None], "Int64": [0, 1, None], "Float64": [0.5, None], "boolean": [True, None]}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    return {name: table(draw, draw(st.sampled_from([0, 3, LARGE, LARGE + 7]))) for name in "abc"}


def table(draw: st.DrawFn, n_rows: int) -> pd.DataFrame:
    columns = {}
    for number, (dtype, values) in enumerate(TYPES.items()):
        several = st.lists(st.sampled_from(values), min_size=1, max_size=3)
        pattern = draw(several)
        odd = draw(st.sampled_from([None, *range(n_rows)][:9]))
        cells = [pattern[row % len(pattern)] for row in range(n_rows)]
        if odd is not None:
            cells[odd] = draw(st.sampled_from(values))
        columns[f"c{number}"] = pd.array(cells, dtype=dtype)
    return pd.DataFrame({**columns, "again": columns["c0"]})


@given(tables())
def test_the_tables_are_equal_to_what_they_were(given: dict[str, pd.DataFrame]) -> None:
    shared = with_shared_columns(given)
    assert list(shared) == list(given)
    for name, frame in given.items():
        pd.testing.assert_frame_equal(shared[name], frame)


def test_what_is_missing_throughout_is_one_array_for_all_tables() -> None:
    missing = {name: pd.array([None] * LARGE, dtype="string[python]") for name in ("note", "contact")}
    shared = with_shared_columns({"a": pd.DataFrame(missing), "b": pd.DataFrame(missing).iloc[:LARGE]})
    arrays = [np.asarray(frame[name].array, dtype=object) for frame in shared.values() for name in missing]
    assert all(np.shares_memory(arrays[0], one) for one in arrays)


def test_a_table_that_is_changed_leaves_the_others_alone() -> None:
    missing = pd.DataFrame({name: pd.array([None] * LARGE, dtype="string[python]") for name in ("note", "contact")})
    shared = with_shared_columns({"a": missing, "b": missing})
    changed = shared["a"].assign(year=1)
    changed.loc[0, "note"] = "changed"
    assert changed["note"].count() == 1
    assert [frame[name].count() for frame in shared.values() for name in missing] == [0, 0, 0, 0]
    assert changed["contact"].count() == 0
