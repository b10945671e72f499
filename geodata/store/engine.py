"""The connection to the database: SQLite or PostgreSQL, its transactions, and its failures in words that help."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from geodata.settings import StoreAddress
from geodata.store.model import StoreUnavailableError, Unavailable

_MAGIC = b"SQLite format 3\0"
PATIENCE_SECONDS = 10
"""How long a write waits for others before it is refused."""


class Database:
    """Transactions on one database."""

    def __init__(self, address: StoreAddress, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Note where the database is; nothing is opened yet."""
        self.address = address
        self.is_sqlite = address.file is not None
        milliseconds = int(patience_seconds * 1000)
        self.engine = _sqlite(address, milliseconds) if self.is_sqlite else _postgres(address, milliseconds)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection that sees one state of the database; raises StoreUnavailableError."""
        with self._failures(), self.engine.connect().execution_options(**self._snapshot()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection whose changes are kept together when the block ends well; raises StoreUnavailableError."""
        with (
            self._failures(),
            self.engine.connect().execution_options(is_writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    def sweep(self, tables: Sequence[str]) -> None:
        """Write anew what holds erased values in its gaps: the file of SQLite and its log, these tables of PostgreSQL.

        Raises StoreUnavailableError while others read; it is done at the next opening then.
        """
        with self._failures():
            if self.address.file is None:
                with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    try:
                        connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(tables)}")
                    except sa.exc.DBAPIError as error:
                        raise _not_swept(self.address.shown) from error
                return
            with closing(sqlite3.connect(self.address.file, timeout=PATIENCE_SECONDS, isolation_level=None)) as file:
                if not file.execute("PRAGMA user_version").fetchone()[0]:
                    return
                try:
                    file.execute("VACUUM")
                    is_busy = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                except sqlite3.OperationalError as error:
                    raise _not_swept(self.address.shown) from error
                if is_busy:
                    raise _not_swept(self.address.shown)
                file.execute("PRAGMA user_version = 0")
                file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def file_identity(self) -> tuple[int, int] | None:
        """Return which file of SQLite stands in its place now; None on a server. StoreUnavailableError when it is missed."""
        file = self.address.file
        if file is None:
            return None
        try:
            found = file.stat()
        except FileNotFoundError:
            if trace_of(file).exists():
                raise broken(Unavailable.MISSING, file) from None
            return None
        except OSError as error:
            raise broken(Unavailable.GONE, file) from error
        return found.st_dev, found.st_ino

    def file_content(self) -> tuple[int, int]:
        """Return what differs once the file of SQLite was written to, by whomever; always the same on a server."""
        if self.address.file is None:
            return 0, 0
        with self._failures():
            found = self.address.file.stat()
        return found.st_size, found.st_mtime_ns

    def _snapshot(self) -> dict[str, Any]:
        return {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise unavailable(error, self.address) from error
        except (sa.exc.TimeoutError, OSError) as error:
            raise broken(Unavailable.OTHER, self.address.shown, str(error)) from error


def _sqlite(address: StoreAddress, milliseconds: int) -> sa.Engine:
    """Return an engine that opens the file anew for each transaction, so that a file that comes back is found again."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(address.file)), poolclass=NullPool)

    @sa.event.listens_for(engine, "do_connect")
    def open_existing(_dialect: Any, _record: Any, _args: Any, _options: Any) -> Any:
        uri = f"{address.file.absolute().as_uri()}?mode=rw"  # type: ignore[union-attr] # only called for a file
        connection = sqlite3.connect(uri, uri=True, timeout=milliseconds / 1000, isolation_level=None)
        for pragma in (f"busy_timeout={milliseconds}", "synchronous=FULL", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return engine


def _postgres(address: StoreAddress, milliseconds: int) -> sa.Engine:
    options = f"-c lock_timeout={milliseconds} -c timezone=UTC"
    arguments = {"connect_timeout": 3, "options": options, "application_name": "khuyencong", "client_encoding": "utf8"}
    return sa.create_engine(address.url, pool_pre_ping=True, pool_size=5, max_overflow=25, connect_args=arguments)


def create_file(address: StoreAddress) -> None:
    """Make the SQLite file and its folder, for this user alone, in the mode in which readers do not wait for writers."""
    file = address.file
    if file is None:
        return
    try:
        if not file.exists():
            if trace_of(file).exists():
                raise broken(Unavailable.MISSING, file)
            file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        elif file.stat().st_size == 0 and trace_of(file).exists():
            raise broken(Unavailable.EMPTY, file)
        else:
            _refuse_foreign(file)
        _log_ahead(file)
    except (OSError, sqlite3.Error) as error:
        is_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        reason = Unavailable.FULL if is_full else _of_file(_sqlite_reason(error), file)
        raise broken(reason, file, str(error)) from error


def _refuse_foreign(file: Path) -> None:
    """Write nothing into a database with tables of another program, or where this app's were."""
    if not file.stat().st_size:
        return
    with closing(sqlite3.connect(file)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables and (tables or trace_of(file).exists()):
        raise broken(Unavailable.FOREIGN if tables else Unavailable.EMPTY, file)


def trace_of(file: Path) -> Path:
    """Return the small file that says that a database was made here, so that a missing one is never taken for a new office."""
    return file.with_name(f"{file.name}.was-made")


def leave_trace(file: Path) -> None:
    """Note beside a database that it was made; a folder that cannot be written keeps no note."""
    with suppress(OSError):
        trace_of(file).touch(mode=0o600)


def broken(reason: Unavailable, where: Path | str, detail: str = "") -> StoreUnavailableError:
    """Return why a database cannot be used: where it is, what is wrong, what to do."""
    more = f" ({detail})" if detail else ""
    return StoreUnavailableError(reason, f"{where}: {_REMEDIES[reason]}{more}. Nothing was changed.")


def _not_swept(where: str) -> StoreUnavailableError:
    msg = (
        f"{where}: the values are erased, but others use the database just now, so that its file may still hold traces of them; "
        "they go when python -m geodata.store sweep is run while nobody works (those of SQLite also at the next opening)"
    )
    return StoreUnavailableError(Unavailable.LOCKED, msg)


def check_quickly(connection: sa.Connection, address: StoreAddress) -> None:
    """Let SQLite look through its pages; StoreUnavailableError when they do not fit together."""
    if address.file is None:
        return
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise broken(Unavailable.DAMAGED, address.file, str(said))


def _log_ahead(file: Path) -> None:
    """Switch the write-ahead log on; several who do it at once wait for one another."""
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        with closing(sqlite3.connect(file, timeout=0.1)) as connection:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if _sqlite_reason(error) is not Unavailable.LOCKED or monotonic() > deadline:
                    raise
            else:
                return
        sleep(0.05)


_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: Unavailable.LOCKED,
    sqlite3.SQLITE_LOCKED: Unavailable.LOCKED,
    sqlite3.SQLITE_CANTOPEN: Unavailable.GONE,
    sqlite3.SQLITE_FULL: Unavailable.FULL,
    sqlite3.SQLITE_IOERR: Unavailable.FULL,
    sqlite3.SQLITE_READONLY: Unavailable.READ_ONLY,
    sqlite3.SQLITE_PERM: Unavailable.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Unavailable.DAMAGED,
    sqlite3.SQLITE_NOTADB: Unavailable.DAMAGED,
}
_POSTGRES_REASONS = {
    "55P03": Unavailable.LOCKED,
    "57014": Unavailable.LOCKED,
    "40P01": Unavailable.LOCKED,
    "40001": Unavailable.LOCKED,
    "53100": Unavailable.FULL,
    "53200": Unavailable.FULL,
    "25006": Unavailable.READ_ONLY,
    "42501": Unavailable.READ_ONLY,
}
_RESTORE = "restore the last backup (python -m geodata.store restore FILE --replace)"
_REMEDIES = {
    Unavailable.LOCKED: "another program is writing; try again in a moment",
    Unavailable.GONE: "the database cannot be reached; check that its folder is there or the server runs, and try again",
    Unavailable.MISSING: f"the database that was here is missing; put it back in its place, or {_RESTORE}",
    Unavailable.EMPTY: f"the file that held the database is empty; put the right one back in its place, or {_RESTORE}",
    Unavailable.NO_DATABASE: f"the file is no database; put the right one back in its place, or {_RESTORE}",
    Unavailable.FOREIGN: f"the file is the database of another program; put the right one back in its place, or {_RESTORE}",
    Unavailable.FULL: "the disk is full or cannot be written; make room and try again",
    Unavailable.READ_ONLY: "the database may not be written; check the rights of the file or the user",
    Unavailable.DAMAGED: f"the database is damaged; {_RESTORE}",
    Unavailable.OTHER: "the database refused; see the log",
}


def unavailable(error: sa.exc.DBAPIError, address: StoreAddress) -> StoreUnavailableError:
    """Return what a failure of the driver means for the person at the screen; never with the password."""
    reason = _reason(error)
    return broken(_of_file(reason, address.file) if address.file else reason, address.shown)


def _of_file(reason: Unavailable, file: Path) -> Unavailable:
    """Return what is wrong with a file of SQLite, where the driver says only that something is."""
    if reason not in {Unavailable.GONE, Unavailable.DAMAGED}:
        return reason
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_MAGIC))
        if head == _MAGIC:
            _refuse_foreign(file)
    except FileNotFoundError:
        return Unavailable.MISSING if trace_of(file).exists() else reason
    except StoreUnavailableError as error:
        return error.reason
    except (OSError, sqlite3.Error):
        return reason
    if not head:
        return Unavailable.EMPTY
    return reason if head == _MAGIC else Unavailable.NO_DATABASE


def _reason(error: sa.exc.DBAPIError) -> Unavailable:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        is_other_file = str(origin).startswith("no such table")  # emptied while it was open
        return Unavailable.DAMAGED if is_other_file else _sqlite_reason(origin)
    state = getattr(origin, "sqlstate", None)
    if state in _POSTGRES_REASONS:
        return _POSTGRES_REASONS[state]
    is_gone = state is None or state[:2] in {"08", "57", "28"} or error.connection_invalidated
    return Unavailable.GONE if is_gone else Unavailable.OTHER


def _sqlite_reason(error: Exception) -> Unavailable:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_file = isinstance(error, OSError)
    return _SQLITE_REASONS.get(code, Unavailable.READ_ONLY if is_file else Unavailable.OTHER)
