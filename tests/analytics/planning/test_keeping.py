"""Appraisal, scenario, proposal and approval in a real store: one commit each, taken back whole, killed in the middle."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from analytics.planning.candidates import candidates_of, earlier_by_district
from analytics.planning.ceilings import ceilings_on
from analytics.planning.keeping import (
    KIND,
    Approval,
    Keeping,
    LockedError,
    appraised,
    approved,
    proposed,
    row_reader,
    scenario_change,
)
from analytics.planning.scenario import Scenario, ScenarioStatus, from_content
from analytics.planning.solving.model import Budget, PlanRequest
from analytics.planning.solving.solve import best_plan
from analytics.prepared.tables import Prepared, prepare
from geodata.record import load_public_record
from geodata.settings import StoreAddress
from geodata.store import RecordScope, StaleRowError, Store, open_store
from geodata.store.overlay import record_of
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, proposal, proposals_to_plan, row
from tests.killing import lived

MILLION = 1_000_000
DAY = date(2024, 1, 15)
PUBLIC = load_public_record()
N = 6
N_KILLS = 12


def filled(file: Path) -> Store:
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    store.commit(
        proposals_to_plan(
            2024, [(300 if n == 1 else 100) * MILLION for n in range(N)], 500 * MILLION, ("provincial", "national")
        ),
        who="lan",
        action="import",
    )
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = filled(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


def prepared(store: Store) -> Prepared:
    return prepare(record_of(PUBLIC, store, RecordScope.ALL))


def scenario(store: Store) -> Scenario:
    held = prepared(store)
    request = PlanRequest(
        DAY.isoformat(),
        2024,
        candidates_of(held, 2024, DAY),
        (Budget("national", 400 * MILLION), Budget("provincial", 200 * MILLION)),
        ceilings_on(held.record, DAY),
        earlier=earlier_by_district(held, 2024),
    )
    return Scenario("Phương án 1", "lan", DAY.isoformat(), request, best_plan(request))


def keeping(store: Store) -> Keeping:
    return Keeping(row_reader(store), SOURCE_ID)


def put_forward(store: Store) -> Scenario:
    made = scenario(store)
    store.commit(
        proposed(made, store.document(KIND, made.name), "2024-02-01", keeping(store)), who="lan", action="propose"
    )
    return made


def stages(store: Store) -> dict[str, str]:
    frame = prepared(store).proposals
    mine = frame[frame["proposal_id"].str.startswith("de-an-")]
    return dict(zip(mine["proposal_id"], mine["stage"], strict=True))


def national(made: Scenario) -> list[str]:
    return [grant.candidate_id for grant in made.grants if grant.programme == "national"]


def test_candidates_come_with_what_the_record_knows(store: Store) -> None:
    found = {one.candidate_id: one for one in candidates_of(prepared(store), 2024, DAY)}
    assert set(found) >= {f"de-an-{number}" for number in range(N)}
    one = found["de-an-1"]
    assert (one.producer, one.beneficiaries, one.districts) == ("HTX Số 1", ("co-so-1",), ("213",))
    assert (one.programmes, one.requested_vnd, one.exports) == (("national",), 300 * MILLION, None)
    assert one.is_difficult is None
    assert "de-an-1" not in {one.candidate_id for one in candidates_of(prepared(store), 2025, DAY)}


def test_a_list_of_difficult_communes_decides_on_its_days(store: Store) -> None:
    listed = row(
        "difficult_communes",
        difficult_commune_id="d-1",
        place_text="xã An Lạc",
        commune_code="07630",
        difficulty="difficult",
        decision="861/QĐ-TTg",
        effective_from="2021-06-04",
        effective_to="2025-12-31",
        source_ids=SOURCE_ID,
    )
    from geodata.store import Change  # noqa: PLC0415

    store.commit(
        [
            Change("difficult_communes", "d-1", listed),
            replace(
                beneficiary("phan-0", "de-an-0", "co-so-0", commune_code="07630", location_quality="commune"),
                expected_version=1,
            ),
            replace(
                beneficiary("phan-2", "de-an-2", "co-so-2", commune_code="07420", location_quality="commune"),
                expected_version=1,
            ),
        ],
        who="lan",
        action="import",
    )
    held = prepared(store)

    def difficult(day: date) -> list[bool | None]:
        found = {one.candidate_id: one.is_difficult for one in candidates_of(held, 2024, day)}
        return [found[f"de-an-{number}"] for number in (0, 1, 2)]

    assert difficult(DAY) == [True, None, False]
    assert difficult(date(2021, 1, 1)) == [None, None, None]


def test_ceilings_are_those_in_force_on_the_day_with_document_and_article() -> None:
    old, new = ceilings_on(PUBLIC, date(2016, 1, 1)), ceilings_on(PUBLIC, DAY)
    assert {one.document for one in old}.isdisjoint(one.document for one in new)
    machinery = next(one for one in new if one.rule_id == "tt28-2018-machinery")
    assert (machinery.amount_vnd, machinery.share, machinery.article) == (300 * MILLION, 0.5, "Điều 8 khoản 4")
    assert not [one for one in new if one.content == "other"]


def test_an_appraisal_moves_the_stage_and_limits_the_amount(store: Store) -> None:
    values = {"appraised_on": "2024-01-20", "council": "Hội đồng tỉnh", "opinion": "for", "amount_vnd": 80 * MILLION}
    revision = store.commit(appraised("de-an-0", values, keeping(store)), who="lan", action="appraise")
    assert stages(store)["de-an-0"] == "appraised"
    events = record_of(PUBLIC, store, RecordScope.ALL)["proposal_events"]
    assert events.loc[events["proposal_id"].eq("de-an-0"), ["stage", "happened_on"]].to_numpy().tolist() == [
        ["appraised", "2024-01-20"]
    ]
    (one,) = [one for one in candidates_of(prepared(store), 2024, DAY) if one.candidate_id == "de-an-0"]
    assert (one.requested_vnd, one.asked_vnd) == (100 * MILLION, 80 * MILLION)
    later = {**values, "opinion": "complete_first", "council": "Hội đồng khác"}
    store.commit(appraised("de-an-2", later, keeping(store)), who="lan", action="appraise")
    assert stages(store)["de-an-2"] == "registered"
    store.undo(revision, who="lan")
    assert stages(store)["de-an-0"] == "registered"
    assert store.verify() == ()


def test_a_candidate_is_appraised_by_minutes_alone(store: Store) -> None:
    called = [proposal(f"goi-la-{n}", year_from=2024, year_to=2024, stage="appraised") for n in (1, 2)]
    store.commit(called, who="lan", action="import")
    values = {"appraised_on": "2024-01-20", "council": "Hội đồng", "opinion": "for"}
    store.commit(appraised("goi-la-2", values, keeping(store)), who="lan", action="appraise")
    of = {one.candidate_id: one for one in candidates_of(prepared(store), 2024, DAY)}
    assert {key: of[key].is_appraised for key in ("goi-la-1", "goi-la-2")} == {"goi-la-1": False, "goi-la-2": True}


def test_a_proposed_scenario_is_locked_and_its_items_stand(store: Store) -> None:
    made = put_forward(store)
    document = store.document(KIND, made.name)
    assert document is not None
    kept = from_content(document.content)
    assert (kept.status, kept.grants) == (ScenarioStatus.PROPOSED, made.grants)
    with pytest.raises(LockedError):
        scenario_change(made, document)
    items = record_of(PUBLIC, store, RecordScope.ALL)["plan_items"]
    assert len(items) == len(made.grants)
    assert set(items["state"]) == {"proposed"}


def test_each_programme_is_approved_by_itself_in_one_commit_and_taken_back(store: Store) -> None:
    made = put_forward(store)
    first, *rest = national(made)
    approval = Approval("national", "12/QĐ-BCT", "2024-03-01", {first: 90 * MILLION})
    revision = store.commit(approved(made, approval, keeping(store)), who="lan", action="approve")
    held = stages(store)
    assert held[first] == "approved"
    assert {held[one] for one in rest} <= {"registered"}
    assert all(held[grant.candidate_id] == "registered" for grant in made.grants if grant.programme == "provincial")
    items = record_of(PUBLIC, store, RecordScope.ALL)["plan_items"].set_index("proposal_id")
    assert items.loc[first, ["state", "approved_vnd", "decision"]].tolist() == ["approved", 90 * MILLION, "12/QĐ-BCT"]
    assert set(items.loc[rest, "state"]) <= {"not_approved"}
    assert set(items.loc[items["programme"].eq("provincial"), "state"]) == {"proposed"}
    store.undo(revision, who="lan")
    assert set(stages(store).values()) == {"registered"}
    again = store.commit(approved(made, approval, keeping(store)), who="lan", action="approve")
    assert again > revision
    assert store.verify() == ()


def test_what_was_proposed_and_taken_back_can_be_proposed_again(store: Store) -> None:
    made = put_forward(store)
    store.undo(store.revision(), who="lan")
    assert store.document(KIND, made.name) is None
    put_forward(store)
    assert len(record_of(PUBLIC, store, RecordScope.ALL)["plan_items"]) == len(made.grants)


def test_two_visits_that_keep_the_same_scenario_at_once_do_not_overwrite_each_other(store: Store) -> None:
    made = scenario(store)
    store.commit([scenario_change(made, None)], who="lan", action="save")
    seen = store.document(KIND, made.name)
    store.commit([scenario_change(replace(made, author="hoa"), seen)], who="hoa", action="save")
    with pytest.raises(StaleRowError):
        store.commit([scenario_change(made, seen)], who="lan", action="save")


def _approve_in_child(file: Path, made: Scenario, ready: Callable[[], None]) -> None:
    store = Store(StoreAddress(f"sqlite:///{file}", file))
    approval = Approval("national", "12/QĐ-BCT", "2024-03-01", dict.fromkeys(national(made), 90 * MILLION))
    changes = approved(made, approval, keeping(store))
    ready()
    store.commit(changes, who="lan", action="approve")


def test_an_approval_killed_in_the_middle_leaves_all_or_nothing(tmp_path: Path) -> None:
    base = tmp_path / "base.sqlite3"
    store = filled(base)
    made = put_forward(store)
    before = stages(store)
    store.close()
    with sqlite3.connect(base) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copies = [Path(shutil.copy(base, tmp_path / f"{number}.sqlite3")) for number in range(N_KILLS + 1)]
    whole = copies.pop()
    duration = lived(partial(_approve_in_child, whole, made))
    assert stages(open_store(StoreAddress(f"sqlite:///{whole}", whole))) != before
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for file in copies:
        lived(partial(_approve_in_child, file, made), chance.uniform(0.0001, 1.1 * duration))
        left = open_store(StoreAddress(f"sqlite:///{file}", file))
        held = stages(left)
        after = {**before, **dict.fromkeys(national(made), "approved")}
        assert held in (before, after)
        items = record_of(PUBLIC, left, RecordScope.ALL)["plan_items"]
        assert items["state"].eq("approved").sum() == (len(national(made)) if held == after else 0)
        assert left.verify() == ()
        left.close()
