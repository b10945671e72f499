"""The record as it is now, prepared once for each revision and scope, shared by all visits, kept while the database is away."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from analytics.prepared.tables import Prepared, prepare
from geodata.memory import tidy_memory
from geodata.record import load_public_record
from geodata.record.office_rows import office_counts
from geodata.settings import StoreAddress
from geodata.store.model import RecordScope, StoreError, StorePosition

if TYPE_CHECKING:
    from geodata.store import Store
    from geodata.store.overlay import StoreRows

_Answer = TypeVar("_Answer")
_LOG = logging.getLogger(__name__)
PATIENCE_S = 2.0
"""How long a visit waits for a new revision; then it is shown the earlier one once more."""
AGAIN_AFTER_SECONDS = 5.0
"""How long a database that did not answer is left alone, so that not every click waits for it."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A prepared record of a scope, what of it is the office's own, and why it may be an old one.

    `has_office_rows` says whether the store holds rows at all, whatever the scope; `counts` are those of this scope by table.
    `replaced` is the mark that was read before, where this store does not go on from it; gone with the next commit.
    """

    prepared: Prepared
    mark: StorePosition
    counts: dict[str, int]
    has_office_rows: bool
    problem: StoreError | None = None
    replaced: StorePosition | None = None

    @property
    def revision(self) -> int:
        """The revision of the office's rows, 0 without any."""
        return self.mark.revision


class CurrentRecord:
    """The record of the settings, followed as the store grows. Threads share it."""

    def __init__(
        self, address: StoreAddress, clock: Callable[[], float] = monotonic, patience_s: float = PATIENCE_S
    ) -> None:
        """Note where the store is; nothing is read yet."""
        self.address = address
        self._patience = patience_s
        self._clock = clock
        self._store: Store | None = None
        self._rows: StoreRows | None = None
        self._shown: dict[RecordScope, Shown] = {}
        self._laid: dict[RecordScope, tuple[StoreRows, Prepared]] = {}
        self._works: dict[RecordScope, Future[Shown]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="record")
        self._away: tuple[float, StoreError] | None = None
        self._preparing = Lock()
        self._opening = Lock()
        self._starting = Lock()

    def store(self) -> "Store":
        """Return the store, opened when it is first asked for."""
        from geodata.store import open_store  # noqa: PLC0415 - SQLAlchemy is not needed while there is no store

        with self._opening:
            self._store = self._store or open_store(self.address)
        return self._store

    def now(self, scope: RecordScope) -> Shown:
        """Return the record at the last revision; with a `problem` and as it was last when the store does not answer."""
        try:
            mark = self._mark()
            return self._held(scope, mark) or self._renewed(scope, mark)
        except StoreError as error:
            return replace(self._shown.get(scope) or self._public, problem=error)

    def follow(self) -> None:
        """Begin to prepare what was committed for the scopes that are looked at, before the next visit asks."""
        for scope in tuple(self._shown):
            self._begin(scope)

    def last(self, scope: RecordScope) -> Shown:
        """Return the record that was last shown, without asking the store."""
        return self._shown.get(scope) or self.now(scope)

    @property
    def has_store(self) -> bool:
        """Whether there is a store to read."""
        return self._store is not None or self.address.is_there

    def has_ended(self, sign_in: str) -> bool:
        """Tell whether a person has signed out; raises StoreError when the store does not answer."""
        return self.has_store and self._asked(lambda store: store.has_ended(sign_in))

    def _mark(self) -> StorePosition:
        return self._asked(lambda store: store.mark()) if self.has_store else StorePosition()

    def _asked(self, question: Callable[["Store"], _Answer]) -> _Answer:
        """Ask the store, unless it did not answer a moment ago."""
        away = self._away
        if away and self._clock() < away[0]:
            raise copy(away[1]) from away[1]
        try:
            answer = question(self.store())
        except StoreError as error:
            self._away = (self._clock() + AGAIN_AFTER_SECONDS, error)
            raise
        self._away = None
        return answer

    def _held(self, scope: RecordScope, mark: StorePosition) -> Shown | None:
        held = self._shown.get(scope)
        return held if held and held.mark == mark else None

    def _renewed(self, scope: RecordScope, mark: StorePosition) -> Shown:
        """Return the record of a revision; the earlier one while it takes longer than a visit should wait."""
        earlier = self._shown.get(scope)
        if earlier is None:
            return self._prepared(scope)
        try:
            shown = self._awaited(scope)
            if shown.mark != mark:  # the work had begun before the last commit, or another commit followed
                shown = self._awaited(scope)
        except TimeoutError:
            return earlier
        return shown

    def _awaited(self, scope: RecordScope) -> Shown:
        """Return the record of the work on a scope; visits that wait for the same work get an error each of their own."""
        work = self._begin(scope)
        error = work.exception(timeout=self._patience)
        if isinstance(error, StoreError):
            raise copy(error) from error
        return work.result()

    def _begin(self, scope: RecordScope) -> "Future[Shown]":
        """Return the work on the last revision of a scope, begun anew when the one before is done."""
        with self._starting:
            work = self._works.get(scope)
            if work is None or work.done():
                work = self._works[scope] = self._worker.submit(self._prepared, scope)
            return work

    def _prepared(self, scope: RecordScope) -> Shown:
        """Return the record of the revision that the store is at when its turn comes; visits that asked earlier share it."""
        with self._preparing:
            mark = self._mark()
            if held := self._held(scope, mark):
                return held
            earlier = self._shown.get(scope)
            with nullcontext() if earlier else tidy_memory():
                shown = self._overlaid(scope) if mark.revision else replace(self._public, mark=mark)
            if earlier and not self._asked(lambda store: store.continues(earlier.mark)):
                _LOG.warning("another database: %s does not go on from %s", shown.mark, earlier.mark)
                shown = replace(shown, replaced=earlier.mark)
            self._shown[scope] = shown
            return shown

    @property
    def _public(self) -> Shown:
        return _public()

    def _overlaid(self, scope: RecordScope) -> Shown:
        from geodata.store.overlay import overlaid, read_stored_rows  # noqa: PLC0415 - SQLAlchemy is not needed without a store

        rows = self._rows = read_stored_rows(self.store(), self._rows)
        has_rows = any(len(frame) and not frame["is_removed"].all() for frame in rows.frames.values())
        if scope is RecordScope.PUBLIC:
            return replace(self._public, mark=rows.mark, has_office_rows=has_rows)
        earlier = self._laid.get(scope)
        record = overlaid(self._public.prepared.record, rows, scope, earlier and (earlier[0], earlier[1].record))
        prepared = prepare(record, earlier and earlier[1])
        self._laid[scope] = (rows, prepared)
        return Shown(prepared, rows.mark, office_counts(record), has_office_rows=has_rows)


@cache
def _public() -> Shown:
    return Shown(prepare(load_public_record()), mark=StorePosition(), counts={}, has_office_rows=False)
