"""The steps of proposals: none is lost, none counted twice, the newest stand first."""

from hypothesis import given

from analytics.prepared.tables import Prepared
from analytics.proposals.steps import SHOWN, stage_steps
from analytics.selection.selected import selected_of
from analytics.selection.selection import Selection
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections


@given(selections())
def test_each_proposal_stands_at_one_step_with_the_money_that_it_states(
    prepared: Prepared, selection: Selection
) -> None:
    rows = plain_rows(prepared, selection)["proposals"]
    steps = stage_steps(selected_of(prepared, selection))
    assert {one.stage: one.n for one in steps} == rows["stage"].value_counts().to_dict()
    for one in steps:
        mine = rows[rows["stage"].eq(one.stage)]
        stated = mine["support_vnd"].dropna()
        assert (one.n_amounts, one.support_vnd or 0) == (len(stated), stated.sum())
        shown = [row["proposal_id"] for row in one.newest]
        assert len(shown) == min(SHOWN, one.n)
        assert set(shown) <= set(mine["proposal_id"])
        years = mine.set_index("proposal_id")["year_to"].fillna(0)
        assert years[shown].min() >= years.drop(shown).max() if len(shown) < one.n else True
