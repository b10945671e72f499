"""How quick the office's store is, beside the bundled record: `python -m tests.benchmarks.store_bench [FACILITIES PROPOSALS]`."""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.current import CurrentRecord
from geodata.illustrative import illustrative_record
from geodata.settings import DATABASE, StoreAddress
from geodata.store import Change, RecordScope, Store, open_store
from geodata.store.overlay import overlaid, read_rows
from pages.components import office
from tests.geodata.store_rows import SOURCE_ID, beneficiary, facility, proposal, source
from tests.pages import visits

N_IMPORT = 10_000


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds something took, and what it returned."""
    start = perf_counter()
    done = work()
    return perf_counter() - start, done


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


def first_screen(times: int = 7) -> float:
    """Return the median seconds of the first run of a new visit to the home screen, the record being loaded."""
    seconds = []
    with pytest.MonkeyPatch.context() as patch:
        visits.as_in_a_server(patch)
        visits.on_this_computer(patch)
        for _ in range(times + 1):
            app = AppTest.from_file(visits.DASHBOARD, default_timeout=600)
            seconds.append(timed(app.run)[0])
            assert not app.exception
            assert app.get("component_instance"), "the map is on the screen"
    return statistics.median(seconds[1:])


def main(n_facilities: int = 100_000, n_proposals: int = 300_000) -> None:
    """Measure and print."""
    # ruff: noqa: T201 - a command's answer
    folder = Path(tempfile.mkdtemp(prefix="khuyencong-bench-"))
    os.environ["KHUYENCONG_DATA"] = str(folder / "none")
    print(f"first screen, bundled record: {first_screen():.2f} s")
    file = folder / "khuyencong.sqlite3"
    address = StoreAddress(f"sqlite:///{file}", file)
    store = open_store(address)
    print(
        f"filling {n_facilities:,} + {n_proposals:,} rows: {timed(lambda: filled(store, n_facilities, n_proposals))[0]:.1f} s, "
        f"{file.stat().st_size / 1e6:.0f} MB"
    )
    more = [proposal(f"more-{n}") for n in range(N_IMPORT)]
    print(
        f"commit of {N_IMPORT:,} proposals: {timed(lambda: store.commit(more, who='bench', action='import'))[0]:.2f} s"
    )
    current = CurrentRecord(address)
    seconds, shown = timed(lambda: current.now(RecordScope.ALL))
    print(f"first load, read and prepared: {seconds:.2f} s")
    rows = read_rows(store)
    print(f"  of it overlay: {timed(lambda: overlaid(shown.prepared.record, rows, RecordScope.ALL))[0]:.2f} s")
    print(f"revision asked: {1000 * timed(store.revision)[0]:.2f} ms")
    edit = facility("one-more")
    print(f"one edit committed: {1000 * timed(lambda: store.commit([edit], who='bench', action='edit'))[0]:.1f} ms")
    print(f"followed after the edit: {timed(lambda: current.now(RecordScope.ALL))[0]:.2f} s")
    print(f"verified: {timed(store.verify)[0]:.1f} s")
    del current, shown, rows
    os.environ[DATABASE] = address.url
    office.current_record.clear()
    print(f"first screen, store: {first_screen():.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
