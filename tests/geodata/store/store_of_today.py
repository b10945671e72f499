"""The store that the next schema keeps of this one: edits, an undo, a document, a personal value and a file.

Run before the next migration is added: uv run python -m tests.geodata.store.store_of_today
"""

import tempfile
from pathlib import Path

from geodata.store import AttachmentContent, Change, Store, attachments, open_store
from geodata.store.backup import back_up
from geodata.store.prepare import HEAD
from tests.geodata.attachments.attachment_files import PDF
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, row, source

BACKUPS = Path(__file__).parent / "backups"


def fill(store: Store) -> None:
    """Fill an empty store as those of every earlier schema were filled."""
    product = {"typical_id": "tp-1", "product": "Mỳ gạo", "producer": "Nguyễn Thị Bưởi", "level": "provincial"}
    flags = {"is_proposed": False, "is_implied": False, "is_merged_province": False}
    typical = row("typical_products", **product, **flags, sector="food", year=2024, source_ids=SOURCE_ID)
    paper = {"attachment_id": "bien-ban", "of_table": "facilities", "of_row": "van-phat", "name": "Biên bản.pdf"}
    told = {"kind": "pdf", "size": len(PDF), "digest": attachments.digest_of(PDF)}
    rows = [source(), facility(lon=106.2, lat=21.3, location_quality="exact"), proposal()]
    rows += [Change("typical_products", "tp-1", typical), Change("attachments", "bien-ban", {**paper, **told})]
    store.commit(rows, who="lan", action="import", contents=[AttachmentContent(PDF, None)])
    edited = [beneficiary("b-1", "de-an-1", "van-phat"), proposal(version=1, stage="approved")]
    store.commit(edited, who="lan", action="edit")
    store.undo(2, who="lan")
    store.save_document("mapping", "Biểu 01", {"cột": [1, 2.5, None]}, who="lan", expected_version=0)


def keep(folder: Path = BACKUPS) -> Path:
    """Write the backup that the tests of the next schema open."""
    file = folder / f"schema-{HEAD}.zip"
    with tempfile.TemporaryDirectory() as empty:
        store = open_store(sqlite_address(Path(empty)))
        fill(store)
        back_up(store, file)
        store.close()
    return file


if __name__ == "__main__":
    keep()
