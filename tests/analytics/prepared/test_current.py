"""The record as it is now: followed from revision to revision, shared, kept while the database is away."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from threading import Event

import pandas as pd
import pytest

from analytics.evidence.store_words import away_notice, office_rows_text, replaced_notice, scope_button
from analytics.prepared.current import AGAIN_AFTER_SECONDS, CurrentRecord, Shown
from analytics.prepared.tables import Prepared, prepare
from analytics.prepared.vintages import Vintage
from analytics.wording.language import language
from geodata.settings import StoreAddress
from geodata.store import RecordScope, Store, StoreUnavailableError, Unavailable, open_store
from geodata.store.model import StorePosition
from tests.geodata.store.store_rows import facility, proposal, source

ALL, PUBLIC, OFFICE = RecordScope.ALL, RecordScope.PUBLIC, RecordScope.OFFICE


@pytest.fixture
def address(tmp_path: Path) -> StoreAddress:
    file = tmp_path / "khuyencong.sqlite3"
    return StoreAddress(f"sqlite:///{file}", file)


@pytest.fixture
def other(address: StoreAddress) -> Iterator[Store]:
    """Yield the store as another process has it."""
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    yield store
    store.close()


def names(current: CurrentRecord, scope: RecordScope = ALL) -> set[str]:
    return set(current.now(scope).prepared.facilities["name"])


def test_without_a_store_it_is_the_public_record_and_no_file_is_made(address: StoreAddress) -> None:
    current = CurrentRecord(address)
    shown = current.now(ALL)
    assert (shown.revision, shown.counts, shown.has_office_rows, shown.problem) == (0, {}, False, None)
    assert current.now(ALL) is shown
    assert not address.is_there


def test_what_another_commits_is_shown_at_the_next_look(address: StoreAddress, other: Store) -> None:
    current = CurrentRecord(address)
    assert "HTX Vạn Phát" in names(current)
    held = current.now(ALL)
    assert current.now(ALL) is held
    other.commit([facility(version=1, name="HTX Vạn Lộc"), proposal()], who="minh", action="edit")
    assert current.last(ALL) is held
    assert "HTX Vạn Lộc" in names(current)
    assert current.now(ALL).counts == {"facilities": 1, "proposals": 1}
    assert current.last(ALL) is current.now(ALL)


def test_each_scope_is_a_record_of_its_own(address: StoreAddress, other: Store) -> None:
    current = CurrentRecord(address)
    assert names(current, OFFICE) == {"HTX Vạn Phát"}
    assert names(current, ALL) - names(current, PUBLIC) == {"HTX Vạn Phát"}
    assert current.now(PUBLIC).has_office_rows
    assert len({current.now(scope).prepared.record.revision for scope in RecordScope}) == 3
    before = current.now(PUBLIC).prepared
    other.commit([proposal()], who="minh", action="edit")
    assert current.now(PUBLIC).prepared is before


def test_the_last_record_stays_while_the_database_is_away(address: StoreAddress, other: Store) -> None:
    time = [0.0]
    current = CurrentRecord(address, clock=lambda: time[0])
    shown = current.now(ALL)
    address.file.rename(address.file.with_name("elsewhere"))
    away = current.now(ALL)
    assert away.prepared is shown.prepared
    assert away.problem is not None
    assert "was read last" in away_notice(away.problem, language("en"), has_rows=away.has_office_rows)
    address.file.with_name("elsewhere").rename(address.file)
    other.commit([proposal()], who="minh", action="edit")
    assert str(current.now(ALL).problem) == str(away.problem)
    time[0] += AGAIN_AFTER_SECONDS
    assert current.now(ALL).problem is None
    assert current.now(ALL).counts["proposals"] == 1


def test_a_database_that_is_away_from_the_start_leaves_the_public_record() -> None:
    current = CurrentRecord(StoreAddress("postgresql+psycopg://lan@127.0.0.1:1/khuyencong", None))
    shown = current.now(ALL)
    assert len(shown.prepared.facilities) == 175
    assert "public record alone" in away_notice(shown.problem, language("en"), has_rows=shown.has_office_rows)
    assert current.now(ALL).prepared is shown.prepared


def test_a_visit_that_asked_before_a_commit_takes_what_a_later_visit_prepared(
    address: StoreAddress, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = CurrentRecord(address)
    works: list[Prepared] = []
    monkeypatch.setattr("analytics.prepared.current.prepare", lambda *given: works.append(prepare(*given)) or works[-1])
    original = current._prepared

    def overtaken(*given: object) -> Shown:
        monkeypatch.setattr(current, "_prepared", original)
        other.commit([proposal()], who="minh", action="edit")
        assert current.now(ALL).revision == 2
        return original(*given)

    monkeypatch.setattr(current, "_prepared", overtaken)
    assert current.now(ALL).revision == 2
    assert len(works) == 1


def test_each_visit_gets_an_error_of_its_own(
    address: StoreAddress, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = CurrentRecord(address)
    current.now(ALL)
    other.commit([proposal()], who="minh", action="edit")
    failed: Future[Shown] = Future()
    failed.set_exception(StoreUnavailableError(Unavailable.LOCKED, "locked"))
    monkeypatch.setattr(current, "_begin", lambda _scope: failed)
    one, two = current.now(ALL).problem, current.now(ALL).problem
    assert one is not two
    assert str(one) == str(two) == "locked"
    assert one.reason is two.reason is Unavailable.LOCKED
    address.file.rename(address.file.with_name("elsewhere"))
    one, two, three = (current.now(ALL).problem for _ in range(3))
    assert len({id(one), id(two), id(three)}) == 3
    assert str(one) == str(two) == str(three)


def test_the_words_of_what_is_shown() -> None:
    english = language("en")
    assert scope_button(ALL, {"facilities": 1}, english) == "Internal: 1 row"
    assert scope_button(OFFICE, {"facilities": 2, "proposals": 1000}, english) == "Internal: 1,002 rows"
    assert scope_button(PUBLIC, {}, english) == "Record: public"
    assert office_rows_text({"facilities": 2, "survey_visits": 1}, english) == "2 facilities, 1 survey visit"


def test_only_what_changed_is_prepared_again_and_the_rest_is_the_same(address: StoreAddress, other: Store) -> None:
    current = CurrentRecord(address, patience_s=60)
    before = current.now(ALL).prepared
    kinds = before.index.coded("facilities", "kind")
    products = before.index.coded("ocop_products", "stars")
    for vintage in Vintage:
        for table in ("facilities", "proposals", "ocop_products"):
            before.units(table, vintage)
    other.commit([proposal(), source("office-file-2")], who="minh", action="edit")
    after = current.now(ALL).prepared
    assert after is not before
    assert after.facilities is before.facilities
    assert after.export_flows is before.export_flows
    assert after.index.coded("facilities", "kind") is kinds
    assert after.index.coded("ocop_products", "stars") is products
    assert after.proposals is not before.proposals
    other.commit([facility(version=1, kind="household")], who="minh", action="edit")
    last = current.now(ALL).prepared
    assert last.facilities is not after.facilities
    assert last.index.coded("facilities", "kind") is not kinds
    assert last.proposals is after.proposals
    fresh = CurrentRecord(address).now(ALL).prepared
    for name in (
        "facilities",
        "proposals",
        "beneficiaries",
        "ocop_products",
        "typical_products",
        "export_flows",
        "activity",
    ):
        pd.testing.assert_frame_equal(getattr(last, name), getattr(fresh, name))
    for vintage in Vintage:
        for table in ("facilities", "proposals", "ocop_products"):
            pd.testing.assert_series_equal(last.units(table, vintage), fresh.units(table, vintage))


def test_the_earlier_record_is_shown_while_a_new_one_takes_long(
    address: StoreAddress, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = CurrentRecord(address, patience_s=0.01)
    before = current.now(ALL)
    go_on = Event()
    monkeypatch.setattr("analytics.prepared.current.prepare", lambda *given: (go_on.wait(60), prepare(*given))[1])
    other.commit([proposal()], who="minh", action="edit")
    assert current.now(ALL) is before
    go_on.set()
    current._patience = 60
    assert current.now(ALL).revision == before.revision + 1


@pytest.mark.parametrize("more", [0, 1, 3])
def test_a_backup_of_the_night_in_the_place_of_the_file_is_noticed_at_a_lower_the_same_and_a_higher_revision(
    address: StoreAddress, other: Store, more: int, tmp_path: Path
) -> None:
    night = tmp_path / "night.sqlite3"
    with closing(sqlite3.connect(address.file or "")) as held, closing(sqlite3.connect(night)) as copy:
        held.backup(copy)
    current = CurrentRecord(address, patience_s=60)
    assert "HTX Vạn Phát" in names(current)
    other.commit([facility(version=1, name="HTX Ban Ngày")], who="minh", action="edit")
    assert "HTX Ban Ngày" in names(current)
    other.close()
    current.store().close()
    assert address.file
    for ending in ("-wal", "-shm"):
        address.file.with_name(address.file.name + ending).unlink(missing_ok=True)
    night.replace(address.file)
    back = open_store(address)
    for n in range(more):
        back.commit([facility(f"khac-{n}", name=f"HTX Khác {n}")], who="lan", action="edit")
    assert "HTX Ban Ngày" not in names(current)
    assert {"HTX Vạn Phát", *(f"HTX Khác {n}" for n in range(more))} <= names(current)
    assert current.now(ALL).revision == 1 + more
    assert (current.now(ALL).replaced or StorePosition()).revision == 2
    assert "at commit" in replaced_notice(2, 1 + more, language("en"))
    back.commit([facility("sau", name="HTX Sau")], who="lan", action="edit")
    assert current.now(ALL).replaced is None
    back.close()


def test_a_file_that_is_missed_is_no_office_without_data(address: StoreAddress, other: Store) -> None:
    other.close()
    assert address.file
    address.file.unlink()
    shown = CurrentRecord(address).now(ALL)
    assert isinstance(shown.problem, StoreUnavailableError)
    assert shown.problem.reason is Unavailable.MISSING
