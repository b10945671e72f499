"""How long a file of many proposals takes from its bytes to the commit, and the memory of it: `python -m tests.benchmarks.import_bench [ROWS]`."""

import io
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psutil
import xlsxwriter

from analytics.importing.draft import draft_of_upload
from analytics.prepared.current import CurrentRecord
from geodata.clock import today
from geodata.jobs import Watch
from geodata.settings import StoreAddress
from geodata.store import RecordScope

HEADINGS = (
    "STT",
    "Tên đề án",
    "Đơn vị thụ hưởng",
    "Huyện, thành phố",
    "Chương trình",
    "Tổng kinh phí",
    "Kinh phí hỗ trợ",
    "Vốn đối ứng",
    "Phê duyệt",
    "Nghiệm thu",
)
DISTRICTS = ("Huyện Lục Ngạn", "Huyện Yên Thế", "H. Lạng Giang", "TP. Bắc Giang", "Tân Yên", "Huyện Hiệp Hòa")


def workbook(n_rows: int) -> bytes:
    """Return a plan of proposals as a province writes it, each with a facility and two dates of its own."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("KC 2023")
        sheet.write(0, 0, "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2023")
        sheet.write(1, 0, "Đơn vị tính: triệu đồng")
        sheet.write_row(3, 0, HEADINGS)
        for n in range(n_rows):
            support = (100, 150, 200, 300)[n % 4]
            names = (f"Hỗ trợ máy móc thiết bị sản xuất số {n}", f"Công ty TNHH Kiểm thử {n}", DISTRICTS[n % 6])
            money = (3 * support, support, 2 * support)
            sheet.write_row(4 + n, 0, (n + 1, *names, ("Quốc gia", "Tỉnh")[n % 2], *money, "15/03/2023", "30/10/2023"))
    return made.getvalue()


def memory_mb() -> float:
    """Return the resident memory of this process and its children."""
    process, total = psutil.Process(), 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Print how long something took, by the clock and of this process's time, and return what it returned."""
    start, cpu = perf_counter(), process_time()
    done = work()
    print(f"{what}: {perf_counter() - start:.1f} s, {process_time() - cpu:.1f} s of the processor", flush=True)  # noqa: T201 - a command's answer
    return done


def main(n_rows: int = 10_000) -> None:
    """Import a new file into a new store, then the same again."""
    data, peak, is_over = workbook(n_rows), [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.1):
            peak[0] = max(peak[0], memory_mb())

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite3"
        current = CurrentRecord(StoreAddress(f"sqlite:///{file}", file))
        current.now(RecordScope.ALL)
        store = current.store()
        store.versions("facilities", ["x"])
        threading.Thread(target=watch, daemon=True).start()
        draft = timed(
            "read, understood, compared", lambda: draft_of_upload(data, "a.xlsx", current.address, today(), Watch())
        )
        timed("written", lambda: store.commit(draft.plan.changes(), who="bench", action="import"))
        is_over.set()
        print(f"most memory, with the child process: {peak[0]:.0f} MB", flush=True)  # noqa: T201 - a command's answer
        again = timed("the same again", lambda: draft_of_upload(data, "a.xlsx", current.address, today(), Watch()))
        assert not again.plan.changes()
        store.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
