"""The store: one way to write, versions, audit, undo; the same on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from geodata.schema.office import OFFICE_TABLES
from geodata.store import (
    Change,
    InvalidRowError,
    NothingToUndoError,
    StaleRowError,
    Store,
    ValueFault,
    open_store,
)
from geodata.store.public_rows import public_rows
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, rule, source


def keep(store: Store, *changes: Change, who: str = "lan") -> int:
    return store.commit(changes, who=who, action="edit")


def faults(error: pytest.ExceptionInfo[InvalidRowError]) -> set[tuple[str, ValueFault]]:
    return {(fault.column, fault.fault) for fault in error.value.faults}


def test_a_store_begins_empty(store: Store) -> None:
    assert store.revision() == 0
    assert store.row("facilities", "van-phat") is None
    assert store.audit() == ()
    assert store.verify() == ()


def test_a_row_comes_back_as_it_was_written(store: Store) -> None:
    change = facility(lon=106.2, lat=21.3, location_quality="exact", workers=12, note="Ghi chú “đặc biệt”")
    assert store.commit([source(), change], who="lan", action="import", note="Danh sách 2025.xlsx") == 1
    held = store.row("facilities", "van-phat")
    assert held is not None
    assert held.values == change.after
    assert (held.version, held.is_removed, held.revision) == (1, False, 1)
    assert store.versions("facilities", ["van-phat", "other"]) == {"van-phat": 1}
    (revision,) = store.revisions()
    assert (revision.who, revision.action, revision.note, revision.n_changes) == (
        "lan",
        "import",
        "Danh sách 2025.xlsx",
        2,
    )


def test_a_commit_that_changes_nothing_is_none(store: Store) -> None:
    assert keep(store, source(), facility()) == 1
    assert keep(store, source(), facility(version=1)) == 1
    later = Change("sources", SOURCE_ID, source(published_on="2026-01-02").after, 1)
    assert keep(store, later, facility(version=1)) == 1
    assert len(store.audit()) == 2


def test_the_audit_says_before_and_after(store: Store) -> None:
    keep(store, source(), facility())
    keep(store, facility(version=1, workers=9), who="minh")
    last, first = store.history("facilities", "van-phat")
    assert (first.before, first.who) == (None, "lan")
    assert last.before == first.after
    assert last.after is not None
    assert (last.after["workers"], last.who, last.revision) == (9, "minh", 2)
    assert last.at.endswith("+00:00")
    assert [entry.revision for entry in store.audit(since=1)] == [2]
    assert [entry.row_id for entry in store.audit(who="lan", table="facilities")] == ["van-phat"]
    assert store.verify() == ()


def test_an_edit_of_a_stale_row_is_refused_with_both_versions(store: Store) -> None:
    keep(store, source(), facility())
    keep(store, facility(version=1, workers=9), who="minh")
    with pytest.raises(StaleRowError) as error:
        keep(store, facility(version=1, workers=7))
    assert error.value.mine.after["workers"] == 7
    assert error.value.theirs.values["workers"] == 9
    assert (error.value.theirs.version, error.value.last.who) == (2, "minh")
    assert store.revision() == 2


def test_one_stale_row_keeps_all_others_out(store: Store) -> None:
    keep(store, source(), facility(), facility("an-phat"))
    keep(store, facility(version=1, workers=9))
    with pytest.raises(StaleRowError):
        keep(store, facility("an-phat", version=1, workers=3), facility(version=1, workers=3))
    assert store.row("facilities", "an-phat").values["workers"] is None


def test_an_edit_of_a_public_row_copies_it(store: Store) -> None:
    key, public = next(iter(public_rows("facilities").items()))
    keep(store, source(), Change("facilities", key, {**public, "workers": 77}))
    (entry,) = store.history("facilities", key)
    assert entry.before == public
    assert entry.after == {**public, "workers": 77}
    with pytest.raises(StaleRowError):
        keep(store, Change("facilities", key, {**public, "workers": 78}))


def test_writing_a_public_row_as_it_is_changes_nothing(store: Store) -> None:
    changes = [
        Change(table, key, row)
        for table in ("sources", "facilities", "export_flows", "ocop_products")
        for key, row in public_rows(table).items()
    ]
    assert keep(store, *changes) == 0


def test_the_public_record_keeps_the_rules_of_the_store(store: Store) -> None:
    rows = [(table, key, row) for table in OFFICE_TABLES for key, row in public_rows(table).items()]
    keep(store, *(Change(table, key, {**row, "note": "khác"}) for table, key, row in rows))
    assert len(store.audit()) == len(rows) > 700


def test_a_removed_row_keeps_its_last_values(store: Store) -> None:
    keep(store, source(), facility())
    keep(store, Change("facilities", "van-phat", None, 1))
    held = store.row("facilities", "van-phat")
    assert held.is_removed
    assert held.values["name"] == "HTX Vạn Phát"
    assert store.counts()["facilities"] == 0
    assert keep(store, facility()) == 3
    assert store.verify() == ()


def test_a_public_row_is_hidden(store: Store) -> None:
    key, public = next(iter(public_rows("proposal_events").items()))
    keep(store, Change("proposal_events", key, None))
    assert store.row("proposal_events", key).is_removed
    assert store.history("proposal_events", key)[0].before == public


def test_what_does_not_exist_is_not_removed(store: Store) -> None:
    with pytest.raises(InvalidRowError) as error:
        keep(store, Change("facilities", "nobody", None))
    assert faults(error) == {("facility_id", ValueFault.NO_SUCH_ROW)}


@pytest.mark.parametrize(
    ("values", "column", "fault"),
    [
        ({"name": None}, "name", ValueFault.MISSING),
        ({"name": "  "}, "name", ValueFault.TEXT),
        ({"name": "a\0b"}, "name", ValueFault.TEXT),
        ({"name": "\ud800"}, "name", ValueFault.TEXT),
        ({"name": 5}, "name", ValueFault.TYPE),
        ({"sector": "magic"}, "sector", ValueFault.CHOICE),
        ({"workers": -1}, "workers", ValueFault.TOO_SMALL),
        ({"workers": 1.5}, "workers", ValueFault.TYPE),
        ({"workers": True}, "workers", ValueFault.TYPE),
        ({"revenue_vnd": 10**19}, "revenue_vnd", ValueFault.TOO_LARGE),
        ({"founded_year": 2101}, "founded_year", ValueFault.TOO_LARGE),
        ({"lon": 106.2}, "location_quality", ValueFault.POINT),
        ({"lon": float("nan")}, "lon", ValueFault.TYPE),
        ({"location_quality": "exact"}, "location_quality", ValueFault.POINT),
        ({"district_code": "999"}, "district_code", ValueFault.PATTERN),
        ({"district_code": "299"}, "district_code", ValueFault.UNIT),
        ({"commune_code": "00001"}, "commune_code", ValueFault.UNIT),
        ({"source_ids": "nobody"}, "source_ids", ValueFault.NO_SUCH_ROW),
        ({"source_ids": "A b"}, "source_ids", ValueFault.PATTERN),
    ],
)
def test_a_value_against_the_rules_is_named(tmp_path: Path, values: dict, column: str, fault: ValueFault) -> None:
    store = open_store(sqlite_address(tmp_path))
    with pytest.raises(InvalidRowError) as error:
        keep(store, source(), facility(**values))
    assert (column, fault) in faults(error)
    assert store.revision() == 0


def test_a_date_exists_and_years_are_in_order(store: Store) -> None:
    with pytest.raises(InvalidRowError) as error:
        keep(store, source(published_on="2025-02-30"), proposal(year_from=2026))
    assert faults(error) == {("published_on", ValueFault.DATE), ("year_to", ValueFault.ORDER)}


@pytest.mark.parametrize(
    ("start", "end", "is_refused"),
    [
        ("2026-01-01", "2025-12-31", True),
        ("2026-03-01", "2026-02", True),
        ("2026-03", "2025", True),
        ("2026-03-15", "2026-03", False),
        ("2026", "2026-03-15", False),
        ("2026-03-15", "2026-03-15", False),
        (None, "2025", False),
    ],
)
def test_a_rule_does_not_end_before_it_begins(tmp_path: Path, start: str | None, end: str, *, is_refused: bool) -> None:
    store = open_store(sqlite_address(tmp_path))
    changed = [source(), rule(effective_from=start, effective_to=end)]
    if not is_refused:
        assert keep(store, *changed) == 1
        return
    with pytest.raises(InvalidRowError) as error:
        keep(store, *changed)
    assert faults(error) == {("effective_to", ValueFault.ORDER)}


def test_an_amount_of_a_rule_says_what_it_counts(tmp_path: Path) -> None:
    store = open_store(sqlite_address(tmp_path))
    with pytest.raises(InvalidRowError) as error:
        keep(store, source(), rule(amount=250, unit=None))
    assert faults(error) == {("unit", ValueFault.MISSING)}


def test_the_key_of_a_row_is_its_id_and_stands_once(store: Store) -> None:
    with pytest.raises(InvalidRowError) as error:
        keep(store, source(), facility(), facility(), Change("facilities", "other", facility().after))
    assert faults(error) == {("facility_id", ValueFault.KEY), ("facility_id", ValueFault.TWICE)}


def test_columns_and_tables_are_those_of_the_record(store: Store) -> None:
    with pytest.raises(InvalidRowError) as error:
        keep(
            store,
            Change("facilities", "x", {"facility_id": "x"}),
            Change("contradictions", "x", {}),
            Change("changes", "x", None),
        )
    assert [fault.fault for fault in error.value.faults] == [
        ValueFault.COLUMNS,
        ValueFault.NO_SUCH_TABLE,
        ValueFault.NO_SUCH_TABLE,
    ]


def test_names_are_kept_composed(store: Store) -> None:
    keep(store, source(), facility(name="HTX Vạn Phát".encode().decode() and "HTX Va\u0323n Pha\u0301t"))
    assert store.row("facilities", "van-phat").values["name"] == "HTX Vạn Phát"


def test_what_a_row_names_exists(store: Store) -> None:
    public_facility = next(iter(public_rows("facilities")))
    keep(store, source(), proposal(), beneficiary("b-1", "de-an-1", public_facility))
    with pytest.raises(InvalidRowError) as error:
        keep(store, beneficiary("b-2", "nothing", "nobody"))
    assert faults(error) == {("proposal_id", ValueFault.NO_SUCH_ROW), ("facility_id", ValueFault.NO_SUCH_ROW)}


def test_what_is_named_is_not_removed(store: Store) -> None:
    keep(store, source(), proposal(), facility(), beneficiary("b-1", "de-an-1", "van-phat"))
    for table, key in (("facilities", "van-phat"), ("proposals", "de-an-1"), ("sources", SOURCE_ID)):
        with pytest.raises(InvalidRowError) as error:
            keep(store, Change(table, key, None, 1))
        assert {fault.fault for fault in error.value.faults} == {ValueFault.STILL_NAMED}
    keep(store, Change("facilities", "van-phat", None, 1), Change("beneficiaries", "b-1", None, 1))


def test_what_the_public_record_names_is_not_removed(store: Store) -> None:
    events = public_rows("proposal_events").values()
    named = next(iter(events))["proposal_id"]
    with pytest.raises(InvalidRowError) as error:
        keep(store, Change("proposals", named, None))
    assert {fault.fault for fault in error.value.faults} == {ValueFault.STILL_NAMED}


def test_undo_takes_back_what_a_revision_did(store: Store) -> None:
    key, public = next(iter(public_rows("facilities").items()))
    keep(store, source(), facility(), Change("facilities", key, {**public, "workers": 77}))
    keep(store, facility(version=1, workers=9))
    assert store.undo(2, who="minh") == 3
    assert store.row("facilities", "van-phat").values["workers"] is None
    assert store.undo(3, who="minh") == 4
    assert store.row("facilities", "van-phat").values["workers"] == 9
    assert store.revisions()[0].undoes == 3
    assert store.verify() == ()


def test_undo_of_an_import_leaves_nothing_and_the_import_can_come_again(store: Store) -> None:
    key, public = next(iter(public_rows("facilities").items()))
    changes = [source(), facility(), Change("facilities", key, {**public, "workers": 77})]
    keep(store, *changes)
    store.undo(1, who="lan")
    assert store.row("facilities", "van-phat").is_removed
    assert store.row("sources", SOURCE_ID).is_removed
    assert store.row("facilities", key).values == public
    versions = store.versions("facilities", [key])
    keep(store, source(), facility(), Change("facilities", key, {**public, "workers": 77}, versions[key]))
    assert store.row("facilities", key).values["workers"] == 77


def test_undo_of_a_row_that_changed_since_is_refused(store: Store) -> None:
    keep(store, source(), facility())
    keep(store, facility(version=1, workers=9), who="minh")
    with pytest.raises(StaleRowError) as error:
        store.undo(1, who="lan")
    assert (error.value.row_id, error.value.last.who) == ("van-phat", "minh")
    assert store.revision() == 2


def test_undo_of_the_first_edit_of_a_day_leaves_the_source_of_the_others(store: Store) -> None:
    keep(store, source(), facility())
    keep(store, facility("an-phat"))
    store.undo(1, who="lan")
    assert store.row("facilities", "van-phat").is_removed
    assert not store.row("sources", SOURCE_ID).is_removed


def test_there_is_nothing_to_undo_in_a_revision_that_never_was(store: Store) -> None:
    with pytest.raises(NothingToUndoError):
        store.undo(7, who="lan")


def test_documents_are_kept_and_audited(store: Store) -> None:
    content = {"columns": {"Tên cơ sở": "name"}, "header": [1, 2]}
    store.save_document("mapping", "Biểu 01", content, who="lan", expected_version=0)
    assert store.document("mapping", "Biểu 01").content == content
    with pytest.raises(StaleRowError):
        store.save_document("mapping", "Biểu 01", {}, who="minh", expected_version=0)
    store.save_document("mapping", "Biểu 01", [1.5, "a", None], who="minh", expected_version=1)
    assert [document.version for document in store.documents("mapping")] == [2]
    assert [entry.who for entry in store.history("documents", "mapping/Biểu 01")] == ["minh", "lan"]
    store.save_document("mapping", "Biểu 01", None, who="minh", expected_version=2)
    assert store.documents("mapping") == ()
    assert store.document("mapping", "Biểu 01") is None
    assert store.verify() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET after = NULL",
        "DELETE FROM changes",
        "DELETE FROM revisions",
        "UPDATE revisions SET who = 'x'",
    ],
)
def test_the_database_refuses_to_alter_the_audit(store: Store, statement: str) -> None:
    keep(store, source(), facility())
    with pytest.raises(sa.exc.DBAPIError, match="only appended"), store.database.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert store.verify() == ()
