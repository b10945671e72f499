"""The office's rows over the public record: in its place, beside it, alone; typed, whole, read step by step."""

import pandas as pd
import pytest

from analytics.prepared.tables import prepare
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.record.office_rows import is_office, office_counts
from geodata.schema.frames import TABLES, validate
from geodata.store import Change, RecordScope, Store
from geodata.store.overlay import overlaid, read_stored_rows, record_of
from geodata.store.public_rows import public_rows
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, source


@pytest.fixture
def public_key() -> str:
    return next(iter(public_rows("facilities")))


def keep(store: Store, *changes: Change) -> int:
    return store.commit(changes, who="lan", action="edit")


def ids(record: Record, table: str) -> set[str]:
    return set(record[table].iloc[:, 0])


def test_a_store_without_rows_shows_the_public_record(store: Store, record: Record) -> None:
    for scope in RecordScope:
        assert record_of(record, store, scope) is record


def test_rows_stand_beside_and_over_the_public_ones(store: Store, record: Record, public_key: str) -> None:
    edited = {**public_rows("facilities")[public_key], "workers": 77}
    hidden = next(iter(public_rows("proposal_events")))
    keep(store, source(), facility(workers=5, lon=106.25, lat=21.25, location_quality="exact"))
    keep(store, Change("facilities", public_key, edited), Change("proposal_events", hidden, None))
    shown = record_of(record, store, RecordScope.ALL)
    facilities = shown["facilities"].set_index("facility_id")
    assert len(facilities) == len(record["facilities"]) + 1
    assert facilities["workers"].loc[[public_key, "van-phat"]].tolist() == [77, 5]
    assert ids(shown, "proposal_events") == ids(record, "proposal_events") - {hidden}
    assert SOURCE_ID in ids(shown, "sources")
    assert record_of(record, store, RecordScope.PUBLIC) is record


@pytest.mark.parametrize("told", ["lan@example.vn, sửa tay", "Nguyễn Lan, phòng CN, edited by hand"])
def test_a_source_that_was_titled_with_a_person_is_shown_without(store: Store, record: Record, told: str) -> None:
    keep(store, source(title=told))
    sources = record_of(record, store, RecordScope.ALL)["sources"].set_index("source_id")
    assert sources.loc[SOURCE_ID, "title"] == told.rpartition(", ")[2].capitalize()
    assert sources["title"].drop(SOURCE_ID).tolist() == record["sources"]["title"].tolist()


def test_the_frames_keep_the_schema(store: Store, record: Record) -> None:
    keep(store, source(), facility(), proposal(), beneficiary("b-1", "de-an-1", "van-phat"))
    for scope in RecordScope:
        shown = record_of(record, store, scope)
        assert list(shown.tables) == list(TABLES)
        for table, frame in shown.tables.items():
            validate(table, frame)
            assert list(frame.index) == list(range(len(frame)))


def test_the_revision_is_another_for_each_scope_and_commit(store: Store, record: Record) -> None:
    keep(store, source(), facility())
    seen = [record_of(record, store, scope).revision for scope in RecordScope]
    keep(store, facility(version=1, workers=3))
    seen += [record_of(record, store, scope).revision for scope in RecordScope if scope is not RecordScope.PUBLIC]
    assert len(set(seen)) == 5
    assert seen[3] > seen[0]


def test_the_office_alone_comes_with_what_its_rows_hang_on(store: Store, record: Record, public_key: str) -> None:
    keep(store, source(), proposal(), beneficiary("b-1", "de-an-1", public_key))
    own = record_of(record, store, RecordScope.OFFICE)
    assert ids(own, "proposals") == {"de-an-1"}
    assert ids(own, "facilities") == {public_key}
    assert ids(own, "ocop_products") == set()
    assert len(own["published_figures"]) == len(record["published_figures"])
    cited = {
        one
        for frame in own.tables.values()
        if "source_ids" in frame
        for text in frame["source_ids"]
        for one in text.split(";")
    }
    assert cited <= ids(own, "sources") < ids(record, "sources") | {SOURCE_ID}
    assert office_counts(own) == {"proposals": 1}


def test_office_rows_are_told_by_their_source(store: Store, record: Record, public_key: str) -> None:
    both = f"{public_rows('facilities')[public_key]['source_ids']};{SOURCE_ID}"
    edited = {**public_rows("facilities")[public_key], "workers": 77, "source_ids": both}
    keep(store, source(), facility(), Change("facilities", public_key, edited))
    shown = record_of(record, store, RecordScope.ALL)
    assert set(shown["facilities"]["facility_id"][is_office(shown, "facilities")]) == {public_key, "van-phat"}
    assert not is_office(shown, "published_figures").any()
    assert office_counts(shown) == {"facilities": 2}
    assert office_counts(record) == {}


def test_what_was_read_before_is_not_read_again(store: Store, record: Record) -> None:
    keep(store, source(), facility(), facility("an-phat"), facility("dai-phat"))
    first = read_stored_rows(store)
    assert read_stored_rows(store, first) is first
    keep(store, facility(version=1, workers=3), Change("facilities", "an-phat", None, 1), facility("minh-phat"))
    second = read_stored_rows(store, first)
    assert second.frames["sources"] is first.frames["sources"]
    step, anew = (overlaid(record, rows, RecordScope.ALL) for rows in (second, read_stored_rows(store)))
    for table in TABLES:
        key = TABLES[table] and next(iter(TABLES[table]))
        left, right = (one[table].sort_values(key, ignore_index=True) for one in (step, anew))
        pd.testing.assert_frame_equal(left, right)


def test_the_analyses_take_the_office_rows(store: Store, record: Record, public_key: str) -> None:
    keep(
        store,
        source(),
        facility(district_code=None, location_quality="unknown"),
        proposal(year_from=None, year_to=None),
    )
    keep(store, beneficiary("b-1", "de-an-1", None), beneficiary("b-2", "de-an-1", public_key))
    for scope in RecordScope:
        shown = record_of(record, store, scope)
        assert len(select(prepare(shown), Selection()).proposals) == len(shown["proposals"])
