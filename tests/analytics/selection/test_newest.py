"""The newest proposals are those that sorting the whole selection puts first."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared
from analytics.selection.newest import newest
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from tests.analytics.strategies import selections


@given(selection=selections(), most=st.integers(0, 200))
def test_the_newest_are_the_first_of_all_in_order(prepared: Prepared, selection: Selection, most: int) -> None:
    chosen = select(prepared, selection)
    every = chosen.proposals.sort_values("year_to", ascending=False, na_position="last", kind="stable")
    assert newest(chosen, most)["proposal_id"].tolist() == every["proposal_id"].head(most).tolist()
