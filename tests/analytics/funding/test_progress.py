"""How far proposals got, beside what is published: 2020's 37 registrations among them."""

import pytest
from hypothesis import given

from analytics.funding import progress
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Stage
from tests.analytics.strategies import selections


def test_37_proposals_were_registered_for_2020_by_nine_districts(whole: Selected) -> None:
    table = progress.progress_by_district(whole)
    registered = table[table["stage"].eq(Stage.REGISTERED)].set_index("line")["published"].dropna()
    assert registered.to_dict() == {
        "213": 11,
        "215": 2,
        "216": 4,
        "217": 2,
        "219": 3,
        "220": 1,
        "221": 6,
        "222": 3,
        "223": 5,
    }
    assert progress.silent_districts(table, Stage.REGISTERED) == ("218",)


def test_the_sum_of_districts_says_that_it_is_a_sum(whole: Selected) -> None:
    table = progress.by_year(whole).set_index(["line", "stage"])
    row = table.loc[("2020", "registered")]
    assert (row["published"], row["is_sum"], len(row["figure_ids"])) == (37, True, 9)


@pytest.mark.parametrize(
    ("line", "stage", "n"),
    [("2023", "completed", 22), ("2021", "approved", 21), ("2019", "approved", 25), ("2016-2020", "completed", 297)],
)
def test_published_counts_stand_at_their_step(whole: Selected, line: str, stage: str, n: int) -> None:
    assert progress.by_year(whole).set_index(["line", "stage"]).loc[(line, stage), "published"] == n


def test_nearly_100_facilities_were_surveyed_in_2024(record: Record) -> None:
    (row,) = progress.surveyed_facilities(record, Selection()).to_dict("records")
    assert (row["year_from"], row["value"], row["qualifier"]) == (2024, 100, "nearly")


def test_no_registration_is_silent_where_none_is_published(prepared: Prepared) -> None:
    table = progress.progress_by_district(select(prepared, Selection(years=(2023, 2023))))
    assert progress.silent_districts(table, Stage.REGISTERED) == ()


def test_a_programme_has_no_registrations_by_district(prepared: Prepared) -> None:
    table = progress.progress_by_district(select(prepared, Selection(programmes=(Programme.NATIONAL,))))
    assert table["published"].isna().all()


@given(selection=selections())
def test_a_proposal_counts_at_the_stages_that_a_source_states_and_at_no_other(
    record: Record, prepared: Prepared, selection: Selection
) -> None:
    chosen = select(prepared, selection)
    events = record["proposal_events"]
    own = events[events["proposal_id"].isin(chosen.proposals["proposal_id"])]
    stated = own.drop_duplicates(["proposal_id", "stage"])["stage"].value_counts().to_dict()
    by_year = progress.by_year(chosen)
    dated = set(chosen.proposals.dropna(subset=["year_from", "year_to"])["proposal_id"])
    in_years = own[own["proposal_id"].isin(dated)].drop_duplicates(["proposal_id", "stage"])["stage"].value_counts()
    counted = by_year.groupby("stage")["n"].sum().to_dict()
    assert {stage: n for stage, n in counted.items() if n} == in_years.to_dict()
    table = progress.progress_by_district(chosen).groupby("stage")[["n", "n_shared"]].sum()
    for stage, n in stated.items():
        assert table.loc[stage, "n"] - table.loc[stage, "n_shared"] <= n <= table.loc[stage, "n"]


def test_a_stage_counts_the_proposals_of_which_a_source_says_so(record: Record, whole: Selected) -> None:
    counts = progress.by_year(whole).groupby("stage")["n"].sum()
    dated = whole.proposals.dropna(subset=["year_from", "year_to"])["proposal_id"]
    events = record["proposal_events"][record["proposal_events"]["proposal_id"].isin(dated)]
    words = {"accepted": ["nghiệm thu"], "completed": ["hoàn thành", "đã thực hiện"], "planned": ["kế hoạch"]}
    for stage, said in words.items():
        assert counts[stage] == events["stage_as_written"].isin(said).sum() > 0


@given(selection=selections())
def test_stages_add_up_to_the_selection(prepared: Prepared, selection: Selection) -> None:
    chosen = select(prepared, selection)
    assert progress.by_stage(chosen)["n"].sum() == len(chosen.proposals)
    assert progress.by_stage(chosen)["support_vnd"].sum() == chosen.proposals["support_vnd"].sum()
