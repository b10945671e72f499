"""What the app of tomorrow makes of a new column of facilities: run by test_new_column in a copy of the app that has it.

Imports a row with it into a store of today and says as JSON what each place shows of it.
"""

import io
import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import openpyxl

from analytics.downloads.content import content
from analytics.downloads.occasion import Occasion
from analytics.editing.fields import fields
from analytics.editing.grid import grid
from analytics.editing.journal import value_changes
from analytics.editing.rows import EditedRow
from analytics.evidence.rows import evidence
from analytics.importing.templates import template
from analytics.overview.cards import record_card
from analytics.prepared.tables import prepare
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.importing.comparing import plan
from geodata.importing.grid import ImportFile, ImportFormat, Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.record import load_public_record
from geodata.schema.data_dictionary import dictionary
from geodata.store import RecordScope, Store, open_store
from geodata.store.overlay import record_of
from geodata.store.postgis import _FACILITIES

NEW, NAME = "area_m2", "HTX Diện Tích"
VI = Language("vi")


def imported(store: Store, heading: str, cell: SheetCell) -> list[object]:
    """Import one facility with a cell and return what the record says then."""
    sheet = Sheet("S", (("Tên cơ sở", heading), (NAME, cell)), ())
    record = record_of(load_public_record(), store, RecordScope.ALL)
    file = ImportFile("a.xlsx", ImportFormat.XLSX, (sheet,), f"{len(heading):064x}")
    understood = read_rows(sheet, propose(sheet, "facilities", (0, 0)))
    made = plan(understood, record, file, on=date(2026, 11, 29), versions=store.versions)
    store.commit(made.changes("good"), who="lan", action="import")
    return [row.after[NEW] for row in made.records if row.table == "facilities"]


def tomorrow() -> dict[str, Any]:
    store = open_store()
    told: dict[str, Any] = {}
    told["as_offices_write_it"] = imported(store, "Diện tích", "1.200")
    told["understood"] = imported(store, "Diện tích nhà xưởng (m²)", 850.5)
    record = record_of(load_public_record(), store, RecordScope.ALL)
    row = record["facilities"][record["facilities"]["name"].eq(NAME)].iloc[0]
    told["record"] = float(row[NEW])
    held = store.row("facilities", row["facility_id"])
    told["earlier_row"] = store.history("facilities", "van-phat")[0].after[NEW]
    told["form"] = next(VI.text(field.label) for field in fields("facilities") if field.name == NEW)
    edited = EditedRow("facilities", held.row_id, held.values, held.version)
    told["grid"] = grid("facilities", [edited], {}, VI)[NEW].iloc[0]

    sheets = openpyxl.load_workbook(io.BytesIO(template("facilities"))).worksheets
    told["template"] = next(cell.value for cell in sheets[0][1] if "Diện tích" in str(cell.value))
    notes = [str(cell.value) for line in sheets[2].iter_rows() for cell in line]
    told["template_note"] = any("Diện tích sàn, tính bằng mét vuông." in note for note in notes)

    change = store.history("facilities", held.row_id)[0]
    told["journal"] = next(
        [one.column, one.before, one.after] for one in value_changes(change, VI) if "Diện tích" in one.column
    )
    prepared = prepare(record)
    occasion = Occasion(datetime(2026, 11, 29, tzinfo=UTC), VI)
    (table,) = content(select(prepared, Selection()), occasion, ("facilities",)).tables
    column = next(one for one in table.columns if one.id == NEW)
    told["export"] = [column.heading, float(table.frame[table.frame["name"].eq(NAME)][NEW].iloc[0])]
    shown = evidence(record, "facilities", record["facilities"][record["facilities"]["name"].eq(NAME)], VI)
    told["evidence"] = [next(one.heading for one in shown.columns if one.id == NEW), shown.rows[0][NEW]]
    told["card"] = dict(record_card(prepared, "facility", held.row_id, VI).facts)["Diện tích nhà xưởng (m²)"]
    told["is_in_the_view"] = f"f.{NEW}" in _FACILITIES["columns"]
    told["document"] = next(line for line in dictionary().splitlines() if NEW in line)
    told["faults"] = store.verify()
    store.close()
    return told


if __name__ == "__main__":
    json.dump(tomorrow(), sys.stdout)
