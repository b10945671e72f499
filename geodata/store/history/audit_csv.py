"""The whole audit as a CSV that a spreadsheet opens right and runs nothing of."""

import csv
from pathlib import Path

from geodata.harmless import neutral
from geodata.store.database import Store
from geodata.store.reading import every_audit_entry

_COLUMNS = (
    "id",
    "revision",
    "at",
    "who",
    "action",
    "note",
    "undoes",
    "table",
    "row_id",
    "before",
    "after",
    "previous_hash",
    "hash",
)


def write_audit(store: Store, file: Path) -> int:
    """Write every entry, oldest first, UTF-8 with a byte order mark, and return how many there are."""
    count = 0
    with store.reading() as connection, file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        for count, row in enumerate(every_audit_entry(connection), 1):  # noqa: B007 - how many there were
            writer.writerow([neutral(value) if isinstance(value, str) else value for value in row])
    return count
