"""A merge loses nothing that either row says, moves what leads to the dropped one, and is one step to take back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.quality.merge import merge, touched
from geodata.record import Record
from geodata.record.public import load_public_record
from geodata.schema.frames import validate
from geodata.settings import StoreAddress
from geodata.store import RecordScope, Store, open_store
from geodata.store.overlay import record_of

KEEP, DROP = "htx-hang-anh", "htx-than-truong"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "test.sqlite3"
    opened = open_store(StoreAddress(f"sqlite:///{file}", file))
    yield opened
    opened.close()


def now(record: Record, table: str, column: str, id_: str) -> set[str]:
    frame = record[table]
    return set(frame.loc[frame[column].eq(id_), frame.columns[0]])


LEADING = ("facility_mentions", "beneficiaries", "export_flows", "ocop_products", "typical_products", "survey_visits")


def test_a_merge_and_its_undo_through_the_store(store: Store, record: Record) -> None:
    before = {
        name: (now(record, name, "facility_id", KEEP), now(record, name, "facility_id", DROP)) for name in LEADING
    }
    assert any(dropped for _, dropped in before.values())
    revision = store.commit(merge(record, KEEP, DROP), who="lan", action="merge")
    merged = record_of(load_public_record(), store, RecordScope.ALL)
    assert DROP not in set(merged["facilities"]["facility_id"])
    for name, (kept, dropped) in before.items():
        assert now(merged, name, "facility_id", KEEP) == kept | dropped
        assert len(merged[name]) == len(record[name])
    store.undo(revision, who="lan")
    undone = record_of(load_public_record(), store, RecordScope.ALL)
    for name in ("facilities", *LEADING):
        key = undone[name].columns[0]
        left, right = (one[name].sort_values(key).reset_index(drop=True) for one in (undone, record))
        assert left.astype("string").equals(right.astype("string"))
    assert store.verify() == ()


def test_a_merge_on_versions_of_the_store(store: Store, record: Record) -> None:
    store.commit(merge(record, KEEP, DROP), who="lan", action="merge")
    store.undo(1, who="lan")
    ids = {"facilities": [KEEP, DROP], **{name: list(rows) for name, rows in touched(record, DROP).items()}}
    versions = {(name, id_): n for name, rows in ids.items() for id_, n in store.versions(name, rows).items()}
    assert store.commit(merge(record, KEEP, DROP, versions=versions), who="lan", action="merge") == 3


def test_nothing_that_either_says_is_lost(record: Record) -> None:
    facilities = record["facilities"].set_index("facility_id")
    kept, dropped = facilities.loc[KEEP], facilities.loc[DROP]
    after = dict(merge(record, KEEP, DROP)[0].after or {})
    assert set(after["source_ids"].split(";")) == {*kept["source_ids"].split(";"), *dropped["source_ids"].split(";")}
    assert {dropped["name"], *str(kept["other_names"]).split("; ")} <= set(after["other_names"].split("; "))
    assert after["name"] == kept["name"]


def test_the_better_place_is_taken_whole(record: Record) -> None:
    keep, drop = "htx-my-gao-chau-son-que-hang", "htx-hang-anh"
    after = dict(merge(record, keep, drop)[0].after or {})
    better = record["facilities"].set_index("facility_id").loc[drop]
    assert (after["commune_code"], after["district_code"], after["location_quality"]) == (
        better["commune_code"],
        better["district_code"],
        "commune",
    )


def test_rows_of_a_merge_fit_the_schema(record: Record) -> None:
    frame = record["facilities"].set_index("facility_id", drop=False)
    after = merge(record, KEEP, DROP)[0].after
    assert after is not None
    frame.loc[KEEP] = after
    validate("facilities", frame.drop(index=DROP).reset_index(drop=True))


def test_products_take_their_recognitions_along(record: Record) -> None:
    recognitions = record["ocop_recognitions"]
    keep, drop = recognitions["product_id"].unique()[:2]
    changes = merge(record, str(keep), str(drop), table="ocop_products")
    moved = [change for change in changes if change.table == "ocop_recognitions"]
    assert {change.row_id for change in moved} == now(record, "ocop_recognitions", "product_id", str(drop))
    assert all(change.after and change.after["product_id"] == keep for change in moved)


@pytest.mark.parametrize(
    ("keep", "drop", "table", "error"),
    [
        (KEEP, KEEP, "facilities", ValueError),
        (KEEP, "nobody", "facilities", LookupError),
        (KEEP, "vifoco", "facilities", ValueError),
        (KEEP, DROP, "proposals", ValueError),
    ],
)
def test_what_cannot_be_merged(record: Record, keep: str, drop: str, table: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        merge(record, keep, drop, table=table)
