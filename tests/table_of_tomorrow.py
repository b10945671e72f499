"""What the app of tomorrow makes of a new table: run by test_new_table in a copy of the app that has it.

Imports a sheet into a store of today, edits and undoes, and says as JSON what each place knows of it.
"""

import io
import json
import sys
from datetime import date
from typing import Any

import openpyxl

from analytics.editing.fields import EDITED_TITLES, fields
from analytics.editing.names import row_name
from analytics.importing.templates import template
from analytics.prepared.tables import prepare
from analytics.wording.language import Language
from geodata.importing.comparing import plan
from geodata.importing.grid import ImportFile, ImportFormat, Sheet
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.record import load_public_record
from geodata.schema.data_dictionary import dictionary
from geodata.store import Change, RecordScope, open_store
from geodata.store.overlay import record_of

VI = Language("vi")
HEADINGS = ("Tên cơ sở", "Năm", "Nội dung đào tạo", "Số học viên")
LINES = (("HTX Vạn Phát", 2024, "May", 35), ("HTX Đào Tạo", 2024, "May", 20), ("HTX Vạn Phát", 2025, "May", None))


def tomorrow() -> dict[str, Any]:
    store = open_store()
    told: dict[str, Any] = {"title": VI.text(EDITED_TITLES["trainings"])}
    told["form"] = [field.name for field in fields("trainings")]
    record = record_of(load_public_record(), store, RecordScope.ALL)
    sheet = Sheet("S", (HEADINGS, *LINES), ())
    file = ImportFile("a.xlsx", ImportFormat.XLSX, (sheet,), "0" * 64)
    for state in ("imported", "again"):
        understood = read_rows(sheet, propose(sheet, "trainings", (0, 0)))
        made = plan(understood, record, file, on=date(2026, 11, 29), versions=store.versions)
        told[state] = [row.state.value for row in made.rows]
        if changes := made.changes("good"):
            store.commit(changes, who="lan", action="import")
        record = record_of(load_public_record(), store, RecordScope.ALL)
    names = record["facilities"].set_index("facility_id")["name"]
    rows = record["trainings"].assign(facility=record["trainings"]["facility_id"].map(names))
    told["record"] = sorted(
        [row.facility, row.year, row.n_participants if row.n_participants == row.n_participants else None]
        for row in rows.astype(object).where(rows.notna(), None).itertuples()
    )
    prepare(record)
    held = store.row("trainings", str(rows["training_id"].iloc[0]))
    told["called"] = row_name("trainings", held.values, VI)
    revision = store.commit(
        [Change("trainings", held.row_id, {**held.values, "n_participants": 36}, held.version)],
        who="lan",
        action="edit",
    )
    told["edited"] = store.row("trainings", held.row_id).values["n_participants"]
    store.undo(revision, who="lan")
    told["undone"] = store.row("trainings", held.row_id).values == held.values
    heads = openpyxl.load_workbook(io.BytesIO(template("trainings"))).worksheets[0][1]
    told["template"] = [cell.value for cell in heads]
    told["is_documented"] = "| `n_participants` | whole" in dictionary()
    told["faults"] = store.verify()
    store.close()
    return told


if __name__ == "__main__":
    json.dump(tomorrow(), sys.stdout)
