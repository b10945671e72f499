"""Whatever happens to the process, the disk or the database: the old state or the new one, a message, and it works again."""

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from geodata.settings import StoreAddress
from geodata.store import ReplacedStoreError, StaleRowError, Store, StoreUnavailableError, Unavailable, open_store
from geodata.store.backup import back_up, restore
from tests.geodata.conftest import POSTGRES, sqlite_address
from tests.geodata.store import store_killed
from tests.geodata.store.store_rows import facility, proposal, source

N_KILLS = 30
N_ROWS = 300
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with a source and the proposals at revision 1, in one file."""
    address = sqlite_address(tmp_path_factory.mktemp("base"))
    store = open_store(address)
    store.commit([source(), *store_killed.numbered(N_ROWS, 100, 0)], who="lan", action="import")
    with sqlite3.connect(address.file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return address.file


class Committing:
    """A process that forks others, each of which commits to a copy of the store and is killed after a while."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", store_killed.__name__]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def lived(self, file: Path, count: int, after_seconds: float) -> float:
        """Kill a commit after a while, or let it finish (0); return how long it lived."""
        print(file, count, after_seconds, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


@pytest.fixture(scope="module")
def committing() -> Iterator[Committing]:
    processes = Committing()
    yield processes
    processes.process.stdin.close()
    processes.process.wait()


@pytest.mark.parametrize("count", [N_ROWS, 1], ids=["import", "edit"])
def test_a_process_killed_at_any_moment_leaves_the_old_or_the_new_state(
    base: Path, committing: Committing, tmp_path: Path, count: int
) -> None:
    copies = (Path(shutil.copy(base, tmp_path / f"{number}.sqlite3")) for number in range(N_KILLS + 3))
    duration = sorted(committing.lived(next(copies), count, 0) for _ in range(3))[1]
    chance = random.Random(2024)  # noqa: S311 - moments, no secrets
    seen = {1: 0, 2: 0}
    for file in copies:
        committing.lived(file, count, chance.uniform(0.0001, 1.15 * duration))
        store = open_store(StoreAddress(f"sqlite:///{file}", file))
        revision = store.revision()
        seen[revision] += 1
        with store.reading() as connection:
            money = dict(connection.execute(sa.text("SELECT support_vnd, count(*) FROM proposals GROUP BY 1")).all())
        n_new = 0 if revision == 1 else count
        assert (money.get(100, 0), money.get(200, 0)) == (N_ROWS - n_new, n_new)
        assert store.verify() == ()
    assert min(seen.values()) > 0


@contextmanager
def largest_file(n_bytes: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_changes_nothing_and_says_so(base: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(base, tmp_path / "store.sqlite3"))
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    store.revision()
    with largest_file(64 * 1024), pytest.raises(StoreUnavailableError, match="disk is full") as error:
        store.commit(store_killed.numbered(N_ROWS, 200, 1), who="lan", action="import")
    assert error.value.reason is Unavailable.FULL
    assert store.revision() == 1
    assert store.verify() == ()
    assert store.commit(store_killed.numbered(N_ROWS, 200, 1), who="lan", action="import") == 2


def test_a_database_that_may_not_grow_changes_nothing_and_says_so(base: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(base, tmp_path / "store.sqlite3"))
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    pages = [1]
    sa.event.listen(store.database.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages[0]}"))
    with pytest.raises(StoreUnavailableError) as error:
        store.commit(store_killed.numbered(N_ROWS, 200, 1), who="lan", action="import")
    assert error.value.reason is Unavailable.FULL
    pages[0] = 2**30
    assert store.commit(store_killed.numbered(N_ROWS, 200, 1), who="lan", action="import") == 2
    assert store.verify() == ()


def test_a_locked_file_is_refused_after_a_while_and_can_still_be_read(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = Store(address, patience_seconds=0.2)
    store.commit([source()], who="lan", action="edit")
    with sqlite3.connect(address.file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailableError, match="try again") as error:
            store.commit([facility()], who="lan", action="edit")
        assert error.value.reason is Unavailable.LOCKED
        assert store.revision() == 1
        other.execute("ROLLBACK")
    assert store.commit([facility()], who="lan", action="edit") == 2


def test_a_file_that_is_away_is_missed_and_found_again(tmp_path: Path) -> None:
    address = sqlite_address(tmp_path)
    store = open_store(address)
    store.commit([source()], who="lan", action="edit")
    address.file.rename(tmp_path / "elsewhere")
    for use in (store.revision, lambda: store.commit([facility()], who="lan", action="edit")):
        with pytest.raises(StoreUnavailableError, match="in its place") as error:
            use()
        assert error.value.reason is Unavailable.MISSING
    assert not address.file.exists()
    (tmp_path / "elsewhere").rename(address.file)
    assert store.commit([facility()], who="lan", action="edit") == 2


def test_a_row_that_was_opened_in_another_database_is_not_saved_into_this_one(store: Store, tmp_path: Path) -> None:
    store.commit([source(), facility()], who="lan", action="import")
    back_up(store, tmp_path / "night.zip")
    store.commit([facility("own-1")], who="lan", action="edit")
    opened = store.mark()
    restore(store, tmp_path / "night.zip", who="lan", is_replacing=True)
    held = store.row("facilities", "van-phat")
    assert held
    change = replace(facility(version=held.version, name="HTX Khác"), since=opened)
    with pytest.raises(ReplacedStoreError):
        store.commit([source("other"), change], who="minh", action="edit")
    assert store.row("sources", "other") is None
    assert not store.continues(opened)
    now = store.mark()
    store.commit([proposal()], who="lan", action="edit")
    assert store.commit([replace(change, since=now)], who="minh", action="edit") > now.revision


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailableError, match="store"):
        open_store(sqlite_address(tmp_path)).revision()


def test_a_server_that_is_away_is_missed_and_found_again(postgres_address: StoreAddress) -> None:
    store = open_store(postgres_address)
    store.commit([source()], who="lan", action="edit")
    name = sa.make_url(postgres_address.url).database
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
        with pytest.raises(StoreUnavailableError, match="server runs") as error:
            store.commit([facility()], who="lan", action="edit")
        assert error.value.reason is Unavailable.GONE
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    assert store.commit([facility()], who="lan", action="edit") == 2
    assert store.verify() == ()
    store.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    address = StoreAddress("postgresql+psycopg://lan:s3cret@127.0.0.1:1/khuyencong", None)
    with pytest.raises(StoreUnavailableError) as error:
        open_store(address).revision()
    assert error.value.reason is Unavailable.GONE
    assert "127.0.0.1:1/khuyencong" in str(error.value)
    assert "s3cret" not in str(error.value)


def test_twenty_editors_lose_no_update(address: StoreAddress) -> None:
    first = open_store(address)
    first.commit(
        [source(), facility(workers=0), *(facility(f"own-{n}", workers=0) for n in range(20))],
        who="lan",
        action="import",
    )

    def edit(number: int) -> int:
        store, refused = Store(address, patience_seconds=60), 0
        for step in range(4):
            store.commit(
                [facility(f"own-{number}", version=step + 1, workers=step + 1)], who=f"editor-{number}", action="edit"
            )
            while True:
                held = store.row("facilities", "van-phat")
                change = facility(version=held.version, workers=held.values["workers"] + 1)
                try:
                    store.commit([change], who=f"editor-{number}", action="edit")
                    break
                except StaleRowError:
                    refused += 1
        store.close()
        return refused

    with ThreadPoolExecutor(20) as pool:
        refused = sum(pool.map(edit, range(20)))
    assert first.row("facilities", "van-phat").values["workers"] == 80
    assert [first.row("facilities", f"own-{number}").values["workers"] for number in range(20)] == [4] * 20
    assert first.revision() == 161
    assert first.verify() == ()
    assert refused > 0
    first.close()
