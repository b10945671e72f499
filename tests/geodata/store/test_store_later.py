"""The next change of schema: a copy of the app with new columns, a new table and a renamed value opens the store of today.

The copy is made as docs/database.md tells it, so that the recipe there is what is tested.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import geodata
from geodata.schema.frames import TABLES
from geodata.settings import DATABASE, StoreAddress
from geodata.store import Change, NewerStoreError, Store
from geodata.store.backup import BackupError, back_up, restore
from geodata.store.history.later import RENAMED, as_today
from geodata.store.prepare import HEAD, known_schemas
from geodata.store.public_rows import public_rows
from geodata.store.reading import every_audit_entry
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, row, source
from tests.geodata.store.test_store_older import OLDER

NEXT = f"{int(HEAD) + 1:04}"
SCRIPT = Path(__file__).with_name("store_of_tomorrow.py")
RENAMING = f"""RENAMED["{NEXT}"] = {{table: {{"stage": {{"registered": "put_forward"}}}} for table in ("proposals", "proposal_events")}}
"""
COLUMNS = """[[columns]]
name = "telephone"
type = "text"

[[columns]]
name = "is_closed"
type = "flag"
default = false

"""
CALLS = """[[columns]]
name = "call_id"
type = "key"

[[columns]]
name = "text"
type = "text"
is_required = true

[[columns]]
name = "note"
type = "long_text"

[[columns]]
name = "source_ids"
type = "sources"
"""
MIGRATION = f'''"""A telephone number, closed facilities, calls; what was registered is put forward."""

import sqlalchemy as sa
from alembic import op

from geodata.store.history.later import rename_values

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    """Add and rename."""
    op.add_column("facilities", sa.Column("telephone", sa.Text(), nullable=True))
    op.add_column("facilities", sa.Column("is_closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "calls",
        sa.Column("call_id", sa.Text(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    rename_values(op.get_bind(), revision)
'''


@pytest.fixture(scope="module")
def later_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the app as it would be with one more schema."""
    folder = tmp_path_factory.mktemp("tomorrow")
    app = folder / "geodata"
    shutil.copytree(Path(geodata.__file__).parent, app, ignore=shutil.ignore_patterns("__pycache__"))
    note = '[[columns]]\nname = "note"'
    edit(app / "tables/facilities.toml", note, f"{COLUMNS}{note}")
    (app / "tables/calls.toml").write_text(CALLS)
    edit(app / "schema/columns.py", '    "survey_facts",\n', '    "calls",\n    "survey_facts",\n')
    edit(
        app / "schema/vocabulary.py",
        'REGISTERED = "registered"\n    SURVEYED = "surveyed"\n    APPRAISED',
        'REGISTERED = "put_forward"\n    SURVEYED = "surveyed"\n    APPRAISED',
    )
    edit(app / "importing/choices.json", '"registered": ["Đăng ký"', '"put_forward": ["Đăng ký"')
    edit(app / "store/history/later.py", '"""By schema, in order', f'{RENAMING}"""By schema, in order')
    (app / f"store/migrations/versions/r{NEXT}_tomorrow.py").write_text(MIGRATION)
    public = app / "record/public"
    (public / "calls.csv").write_text("call_id,text,note,source_ids\n")
    for table in ("proposals", "proposal_events"):
        rewrite(public / f"{table}.csv")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


def rewrite(file: Path) -> None:
    """Give the public rows the new name of the stage."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows: list[dict[str, str]] = list(csv.DictReader(lines))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        for one in rows:
            is_renamed = one.get("stage") == "registered"
            writer.writerow({**one, **({"stage": "put_forward"} if is_renamed else {})})


def filled(store: Store) -> None:
    """Fill a store with edits, a removal, an undo, a public row that was edited and one that was removed."""
    told = {"event_id": "e-1", "proposal_id": "de-an-1", "stage": "registered", "stage_as_written": "đăng ký"}
    event = Change("proposal_events", "e-1", row("proposal_events", **told, source_ids=SOURCE_ID))
    rows = [source(), facility(), proposal(), beneficiary("b-1", "de-an-1", "van-phat"), facility("other"), event]
    store.commit(rows, who="lan", action="import")
    store.commit(
        [facility(version=1, name="HTX Vạn Lộc"), proposal(version=1, stage="approved")], who="lan", action="edit"
    )
    store.commit([Change("beneficiaries", "b-1", None, 1)], who="lan", action="remove")
    store.undo(3, who="lan")
    store.commit([facility("other", version=1, name="HTX Vạn Xuân")], who="minh", action="edit")
    public = next(iter(public_rows("facilities").values()))
    edited = {**public, "workers": 12, "source_ids": SOURCE_ID}
    gone = next(iter(public_rows("export_flows")))
    changes = [
        Change("facilities", public["facility_id"], edited),
        Change("export_flows", gone, None),
        Change("proposal_events", "e-1", None, 1),
    ]
    store.commit(changes, who="minh", action="edit")


def entries(store: Store) -> list[list[Any]]:
    with store.reading() as connection:
        return [list(row) for row in every_audit_entry(connection)]


def run_later(app: Path, address: StoreAddress, undone: list[int], *backups: Path) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(app), DATABASE: address.url}
    arguments = [sys.executable, "-P", SCRIPT, json.dumps(undone), *backups]
    done = subprocess.run(arguments, env=environment, cwd=app, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_store_and_its_backups_outlive_the_next_schema(
    store: Store, address: StoreAddress, later_app: Path, tmp_path: Path
) -> None:
    filled(store)
    today = tmp_path / "today.zip"
    back_up(store, today)
    written = entries(store)
    told = run_later(later_app, address, [6, 5, 4, 2], today, *(Path(shutil.copy(file, tmp_path)) for file in OLDER))

    assert told["opened"] == []
    assert told["choices"] == ["put_forward", "surveyed"]
    assert told["entries"] == told["restored_entries"] == written
    assert told["stages"] == ["approved", "put_forward"]
    assert (told["facility"]["telephone"], told["facility"]["is_closed"]) == (None, False)
    assert told["history"] == ["approved", "put_forward"]
    assert told["history_columns"] == sorted([*TABLES["facilities"], "telephone", "is_closed"])
    assert told["undone"] == {
        "6": ["approved", "HTX Vạn Lộc"],
        "5": ["approved", "HTX Vạn Lộc"],
        "4": ["approved", "HTX Vạn Lộc"],
        "2": ["put_forward", "HTX Vạn Phát"],
    }
    assert told["worked"] == [None]
    assert told["restored"] == ["approved", told["facility"]]
    assert told["older"] == [["put_forward", False, "approved"]] * len(OLDER)
    assert told["own"] == []


def test_an_app_that_still_runs_writes_nothing_into_a_store_that_a_newer_one_migrated(
    store: Store, address: StoreAddress, later_app: Path, tmp_path: Path
) -> None:
    filled(store)
    today = tmp_path / "today.zip"
    back_up(store, today)
    run_later(later_app, address, [], today)
    with pytest.raises(NewerStoreError, match="update the app"):
        store.mark()
    with pytest.raises(NewerStoreError, match="update the app"):
        store.commit([facility("other")], who="lan", action="add")
    with pytest.raises(NewerStoreError, match="update the app"):
        store.undo(5, who="lan")
    with pytest.raises(NewerStoreError, match="update the app"):
        restore(store, today, who="lan", is_replacing=True)
    with pytest.raises(BackupError, match="newer version"):
        restore(store, tmp_path / "tomorrow.zip", who="lan", is_replacing=True)


def test_the_steps_lead_to_the_schema_of_today() -> None:
    assert list(RENAMED) == sorted(RENAMED)
    assert set(RENAMED) <= known_schemas()
    for table, rules in TABLES.items():
        for column, rule in rules.items():
            renamed = {old for step in RENAMED.values() for old in step.get(table, {}).get(column, {})}
            assert not renamed & set(rule.choices), "a value that was renamed is never used again"
            for old in renamed:
                assert as_today(table, {column: old})[column] in rule.choices


def test_names_are_changed_in_the_order_of_the_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RENAMED, "9998", {"proposals": {"stage": {"low": "deep"}}})
    monkeypatch.setitem(RENAMED, "9999", {"proposals": {"stage": {"deep": "lowest", "shrill": "high"}}})
    earliest = row("proposals", proposal_id="de-an-1", stage="low")
    assert as_today("proposals", earliest) == {**earliest, "stage": "lowest"}
    assert as_today("proposals", {**earliest, "stage": "shrill"})["stage"] == "high"
    assert as_today("proposals", {**earliest, "stage": None})["stage"] is None
    assert as_today("documents", {"stage": "low"}) == {"stage": "low"}


def test_a_column_that_came_later_has_its_default_in_an_earlier_row() -> None:
    today = row("export_flows", flow_id="f-1")
    earlier = {name: value for name, value in today.items() if name not in {"exporter", "is_context"}}
    assert as_today("export_flows", earlier) == {**today, "exporter": None, "is_context": None}


@pytest.mark.parametrize(("table", "name"), [(table, name) for table, rules in TABLES.items() for name in rules])
def test_a_column_that_may_not_be_empty_and_has_a_default_has_one_that_it_may_hold(table: str, name: str) -> None:
    column = TABLES[table][name]
    assert column.default is None or not column.choices or column.default in column.choices
    assert column.default is None or (column.dtype == "boolean") == isinstance(column.default, bool)
