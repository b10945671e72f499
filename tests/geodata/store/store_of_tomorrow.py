"""The store of today's app, opened by the app of tomorrow: run by test_store_later in a copy of the app with one more schema.

Arguments: the backup of today, then backups of earlier schemas. Says as JSON what it found at each step.
"""

import json
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from geodata.importing.fields import tables
from geodata.schema.frames import TABLES
from geodata.store import Change, Store, open_store
from geodata.store.backup import back_up, restore
from geodata.store.reading import every_audit_entry


def entries(store: Store) -> list[list[Any]]:
    with store.reading() as connection:
        return [list(row) for row in every_audit_entry(connection)]


def stage(store: Store) -> str | None:
    row = store.row("proposals", "de-an-1")
    return None if row is None or row.is_removed else row.values["stage"]


def facility(store: Store) -> dict[str, Any]:
    return dict(store.row("facilities", "van-phat").values)


def tomorrow(today: Path, *older: Path) -> dict[str, Any]:
    store = open_store()
    with store.reading() as connection:
        stages = sa.text("SELECT DISTINCT stage FROM proposals UNION SELECT DISTINCT stage FROM proposal_events")
        told: dict[str, Any] = {"stages": sorted(connection.execute(stages).scalars())}
    told["opened"] = store.verify()
    told["choices"] = [one.value for one in tables()["proposals"].field("stage").choices][:2]
    told["entries"] = entries(store)
    told["facility"] = facility(store)
    told["history"] = [entry.after and entry.after["stage"] for entry in store.history("proposals", "de-an-1")]
    told["history_columns"] = sorted(store.history("facilities", "van-phat")[-1].after)

    told["undone"] = {}
    for revision in json.loads(sys.argv[1]):
        store.undo(revision, who="lan")
        told["undone"][revision] = [stage(store), facility(store)["name"], *store.verify()]

    call = dict.fromkeys(TABLES["calls"]) | {"call_id": "c-1", "text": "Gọi lại", "source_ids": "office-file-1"}
    after = {**facility(store), "telephone": "0204 3854 123"}
    version = store.row("facilities", "van-phat").version
    changes = [Change("calls", "c-1", call), Change("facilities", "van-phat", after, version)]
    revision = store.commit(changes, who="lan", action="edit")
    store.undo(revision, who="lan")
    told["worked"] = [facility(store)["telephone"], *store.verify()]

    restore(store, today, who="lan", is_replacing=True)
    told["restored"] = [*store.verify(), stage(store), facility(store)]
    told["restored_entries"] = entries(store)
    told["older"] = []
    for file in older:
        restore(store, file, who="lan", is_replacing=True)
        told["older"].append([*store.verify(), stage(store), facility(store)["is_closed"]])
        store.undo(3, who="lan")
        told["older"][-1] += [*store.verify(), stage(store)]

    file = today.with_name("tomorrow.zip")
    back_up(store, file)
    restore(store, file, who="lan", is_replacing=True)
    told["own"] = store.verify()
    store.close()
    return told


if __name__ == "__main__":
    json.dump(tomorrow(*map(Path, sys.argv[2:])), sys.stdout)
