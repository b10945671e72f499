"""What all tests share: the public record, prepared once; properties are tried on 20 examples, with `--hypothesis-profile deep` on 400."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from hypothesis import settings

from analytics.prepared import current
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from geodata.record import Record, load_public_record
from tests import new_stores, read_once

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # apps and jobs that tests start find their modules compiled
os.environ["KHUYENCONG_DATA"] = tempfile.mkdtemp(prefix="khuyencong-")  # what an office added is no part of the tests
sys.modules["pymupdf.layout"] = None  # type: ignore[assignment] # models of layouts, which take a second to load and which no test asks

settings.register_profile("house", max_examples=20, deadline=None)
settings.register_profile("deep", max_examples=400, deadline=None)
settings.load_profile("house")


SHARED_SERVERS = {"app_url", "crowded_url", "led_page"}
"""Fixtures of a server that tests of several files use."""


def pytest_xdist_auto_num_workers() -> int:
    """Half as many processes again as there are cores: a third of the time goes by in waiting for a browser, a server or a disk."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the browser stand where a process begins, so that the long ones are not left for the end: files whose tests share a server
    where the first begins, which alone starts it, those with servers of their own where the second does.

    One of them that fails is tried once more, and the summary names it: what a browser does beside a busy computer is not ours alone.
    """
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    sharing = {item.path for item in in_browser if SHARED_SERVERS & set(getattr(item, "fixturenames", ()))}
    shared = [item for item in in_browser if item.path in sharing]
    own = [item for item in in_browser if item.path not in sharing]
    for item in in_browser:
        item.add_marker(pytest.mark.flaky(reruns=1))
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    between = max(0, len(items) // processes - len(shared)) if processes > 1 else 0
    items[:] = [*shared, *others[:between], *own, *others[between:]]


def pytest_configure(config: pytest.Config) -> None:
    """Read each file of the public record once in a process, for modules that hold it too."""
    patch = pytest.MonkeyPatch()
    read_once.read_once(patch)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is loaded and collected stays to the end: to walk it again and again, as Streamlit has it done after each run of a screen, finds nothing."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Migrate one new store in a process, not each; walk all objects there are once, not for each store that is looked at."""
    with pytest.MonkeyPatch.context() as patch:
        new_stores.made_once(patch)
        patch.setattr(current, "tidy_memory", nullcontext)
        yield


@pytest.fixture(scope="session")
def record() -> Record:
    return load_public_record()


@pytest.fixture(scope="session")
def prepared(record: Record) -> Prepared:
    return prepare(record)


@pytest.fixture(scope="session")
def whole(prepared: Prepared) -> Selected:
    return select(prepared, Selection())
