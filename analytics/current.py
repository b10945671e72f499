"""The record as it is now, prepared once for each revision and scope, shared by all visits, kept while the database is away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from analytics.prepared import Prepared, prepare
from geodata.memory import tidy_memory
from geodata.office_rows import office_counts
from geodata.record import load_public_record
from geodata.settings import StoreAddress
from geodata.store.model import RecordScope, StoreError

if TYPE_CHECKING:
    from geodata.store import Store
    from geodata.store.overlay import StoreRows

Answer = TypeVar("Answer")
AGAIN_AFTER_SECONDS = 5.0
"""How long a database that did not answer is left alone, so that not every click waits for it."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A prepared record of a scope, what of it is the office's own, and why it may be an old one.

    `has_office_rows` says whether the store holds rows at all, whatever the scope; `counts` are those of this scope by table.
    """

    prepared: Prepared
    revision: int
    counts: dict[str, int]
    has_office_rows: bool
    problem: StoreError | None = None


class CurrentRecord:
    """The record of the settings, followed as the store grows. Threads share it."""

    def __init__(self, address: StoreAddress, clock: Callable[[], float] = monotonic) -> None:
        """Note where the store is; nothing is read yet."""
        self._address = address
        self._clock = clock
        self._store: Store | None = None
        self._rows: StoreRows | None = None
        self._shown: dict[RecordScope, Shown] = {}
        self._away: tuple[float, StoreError] | None = None
        self._preparing = Lock()
        self._opening = Lock()

    def store(self) -> "Store":
        """Return the store, opened when it is first asked for."""
        from geodata.store import open_store  # noqa: PLC0415 - SQLAlchemy is not needed while there is no store

        with self._opening:
            self._store = self._store or open_store(self._address)
        return self._store

    def now(self, scope: RecordScope) -> Shown:
        """Return the record at the last revision; with a `problem` and as it was last when the store does not answer."""
        try:
            revision = self._revision()
            return self._held(scope, revision) or self._renewed(scope, revision)
        except StoreError as error:
            return replace(self._shown.get(scope) or self._public, problem=error)

    def last(self, scope: RecordScope) -> Shown:
        """Return the record that was last shown, without asking the store."""
        return self._shown.get(scope) or self.now(scope)

    @property
    def has_store(self) -> bool:
        """Whether there is a store to read."""
        return self._store is not None or self._address.is_there

    def has_ended(self, sign_in: str) -> bool:
        """Tell whether a person has signed out; raises StoreError when the store does not answer."""
        return self.has_store and self._asked(lambda store: store.has_ended(sign_in))

    def _revision(self) -> int:
        return self._asked(lambda store: store.revision()) if self.has_store else 0

    def _asked(self, question: Callable[["Store"], Answer]) -> Answer:
        """Ask the store, unless it did not answer a moment ago."""
        if self._away and self._clock() < self._away[0]:
            raise self._away[1]
        try:
            answer = question(self.store())
        except StoreError as error:
            self._away = (self._clock() + AGAIN_AFTER_SECONDS, error)
            raise
        self._away = None
        return answer

    def _held(self, scope: RecordScope, revision: int) -> Shown | None:
        held = self._shown.get(scope)
        return held if held and held.revision == revision else None

    def _renewed(self, scope: RecordScope, revision: int) -> Shown:
        with self._preparing:
            if held := self._held(scope, revision):
                return held
            with tidy_memory():
                self._shown[scope] = self._overlaid(scope) if revision else self._public
            return self._shown[scope]

    @cached_property
    def _public(self) -> Shown:
        return Shown(prepare(load_public_record()), revision=0, counts={}, has_office_rows=False)

    def _overlaid(self, scope: RecordScope) -> Shown:
        from geodata.store.overlay import overlaid, read_rows  # noqa: PLC0415 - SQLAlchemy is not needed without a store

        rows = self._rows = read_rows(self.store(), self._rows)
        has_rows = any(len(frame) and not frame["is_removed"].all() for frame in rows.frames.values())
        if scope is RecordScope.PUBLIC:
            return replace(self._public, revision=rows.revision, has_office_rows=has_rows)
        record = overlaid(self._public.prepared.record, rows, scope)
        return Shown(prepare(record), rows.revision, office_counts(record), has_office_rows=has_rows)
