"""While hostile files are read and understood, this process, in which the visits are served, goes on as when idle."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from threading import Event, Thread

import pytest

from analytics.importing.draft import draft_of_upload
from geodata.jobs import Watch, Work
from geodata.settings import StoreAddress
from tests.geodata.importing import import_files as made

DAY = date(2026, 11, 21)
HEAD = "Tên cơ sở;Địa chỉ;Lao động\n"
RUNS = ("xã ", "*", "  ", "x-", "1.", "(", "; ")


def hostile_table() -> bytes:
    """Return 20 kB that took the app 22 seconds, and other runs of the same length."""
    return (HEAD + "".join(f'Công ty {n};"a{run * (19_000 // len(run))}b";5\n' for n, run in enumerate(RUNS))).encode()


def merged_cells() -> bytes:
    """Return a workbook with a million merged cells."""
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="GR5000"><v>1</v></c></row>'
    with zipfile.ZipFile(io.BytesIO(made.xlsx(rows))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    ranges = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:GR5000"/></mergeCells>'
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", ranges)
    return made.zipped(members)


def pulses(stop: Event) -> list[float]:
    """Return how long each of many small steps of this process took, until told to stop."""
    taken = []
    while not stop.is_set() and len(taken) < 3000:
        begun = time.perf_counter()
        sum(range(20_000))
        time.sleep(0.002)
        taken.append(time.perf_counter() - begun)
    return taken


def idle() -> float:
    stop = Event()
    Thread(target=lambda: (time.sleep(1.5), stop.set()), daemon=True).start()
    return median(pulses(stop))


@pytest.mark.parametrize(("make", "name"), [(hostile_table, "a.csv"), (merged_cells, "a.xlsx")])
def test_other_work_goes_on_while_a_hostile_file_is_read_and_understood(
    make: Callable[[], bytes], name: str, tmp_path: Path
) -> None:
    file = tmp_path / "khuyencong.sqlite3"
    address = StoreAddress(f"sqlite:///{file}", file)
    data = make()
    before = idle()
    stop = Event()
    work = Work(lambda watch: draft_of_upload(data, name, address, DAY, watch))
    Thread(target=lambda: (work.wait(120), stop.set()), daemon=True).start()
    during = median(pulses(stop))
    assert work.wait(120)
    assert during <= 3 * max(before, idle()) + 0.005
    assert work.result().file.sheets


def test_a_hostile_table_is_understood_within_its_budget(tmp_path: Path) -> None:
    file = tmp_path / "khuyencong.sqlite3"
    draft = draft_of_upload(hostile_table(), "a.csv", StoreAddress(f"sqlite:///{file}", file), DAY, Watch())
    assert draft.understood
    assert {one.code for one in draft.understood.problems} >= {"text_long"}
