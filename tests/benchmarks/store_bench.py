"""How quick the office's store is, beside the bundled record: `python -m tests.benchmarks.store_bench [FACILITIES PROPOSALS]`."""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.prepared.current import CurrentRecord
from geodata.illustrative import illustrative_record
from geodata.settings import DATABASE, StoreAddress
from geodata.store import Change, RecordScope, Store, open_store
from pages.components.visit import office
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, source
from tests.pages import visits

N_IMPORT = 10_000


def timed(what: str, work: Callable[[], Any]) -> Any:
    """Print how long something took, by the clock and of this process's time, and return what it returned."""
    start, cpu = perf_counter(), process_time()
    done = work()
    print(f"{what}: {perf_counter() - start:.3f} s, {process_time() - cpu:.3f} s of the processor", flush=True)  # noqa: T201 - a command's answer
    return done


def filled(store: Store, n_facilities: int, n_proposals: int) -> None:
    """Put facilities of the illustrative survey into a store, and proposals with a beneficiary each."""
    facilities = illustrative_record(n_facilities)["facilities"].astype(object)
    facilities = facilities.where(facilities.notna(), None).assign(source_ids=SOURCE_ID)
    rows = facilities.to_dict("records")
    changes = [source(), *(Change("facilities", row["facility_id"], row) for row in rows)]
    store.commit(changes, who="bench", action="import")
    for first in range(0, n_proposals, 50_000):
        part = range(first, min(first + 50_000, n_proposals))
        made = [proposal(f"p-{n}", year_from=2015 + n % 10, year_to=2015 + n % 10) for n in part]
        for n in part:
            place = rows[n % n_facilities]
            where = {name: place[name] for name in ("commune_code", "district_code", "location_quality")}
            where |= {"location_quality": "commune"} if place["location_quality"] == "exact" else {}
            made.append(beneficiary(f"b-{n}", f"p-{n}", place["facility_id"], **where))
        store.commit(made, who="bench", action="import")


def first_screen(what: str, times: int = 7) -> None:
    """Print the median of the first run of a new visit to the home screen, the record being loaded."""
    seconds = []
    with pytest.MonkeyPatch.context() as patch:
        visits.as_in_a_server(patch)
        visits.on_this_computer(patch)
        for _ in range(times + 1):
            app = AppTest.from_file(visits.DASHBOARD, default_timeout=600)
            start, cpu = perf_counter(), process_time()
            app.run()
            seconds.append((perf_counter() - start, process_time() - cpu))
            assert not app.exception
            assert app.get("component_instance"), "the map is on the screen"
    clock, processor = (statistics.median(parts) for parts in zip(*seconds[1:], strict=True))
    print(f"first screen, {what}: {clock:.3f} s, {processor:.3f} s of the processor", flush=True)  # noqa: T201 - a command's answer


def followed(address: StoreAddress) -> None:
    """Print what it takes to read a store for the first time, and to follow one edit."""
    store, current = open_store(address), CurrentRecord(address)
    more = [proposal(f"more-{n}") for n in range(N_IMPORT)]
    timed(f"commit of {N_IMPORT:,} proposals", lambda: store.commit(more, who="bench", action="import"))
    timed("first load, read and prepared", lambda: current.now(RecordScope.ALL))
    timed("revision asked", store.revision)
    edit = [facility("one-more")]
    timed("one edit committed", lambda: store.commit(edit, who="bench", action="edit"))
    timed("the edit followed", lambda: current.now(RecordScope.ALL))


def main(n_facilities: int = 100_000, n_proposals: int = 300_000) -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp(prefix="khuyencong-bench-"))
    os.environ["KHUYENCONG_DATA"] = str(folder / "none")
    first_screen("bundled record")
    file = folder / "khuyencong.sqlite3"
    address = StoreAddress(f"sqlite:///{file}", file)
    timed(f"{n_facilities:,} + {n_proposals:,} rows", lambda: filled(open_store(address), n_facilities, n_proposals))
    followed(address)
    os.environ[DATABASE] = address.url
    office.current_record.clear()
    first_screen("store")
    timed("verified", open_store(address).verify)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
