"""The office's own data on the screen: the store, the record of a rerun, and the one way in which a screen commits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from analytics.editing.office_profile import KIND, NAME, OfficeProfile, profile_content, read_profile
from analytics.prepared.current import CurrentRecord, Shown
from analytics.prepared.tables import prepare
from geodata.clock import today
from geodata.door.access import Permission
from geodata.events import Event, log_event
from geodata.memory import tidy_memory
from geodata.opening import opening_record
from geodata.settings import illustrative_facilities, store_address
from geodata.store.model import AttachmentContent, Change, RecordScope, StoreError, StorePosition
from geodata.text import slug
from pages.components.visit.access import require, who
from pages.components.visit.memory import memory

if TYPE_CHECKING:
    from geodata.store import Store


@st.cache_resource(show_spinner=False)
def current_record() -> CurrentRecord:
    """Return the record that all visits follow."""
    return CurrentRecord(store_address())


@st.cache_resource(show_spinner=False)
def illustrative() -> Shown:
    """Return the illustrative survey, made once for all visits."""
    with tidy_memory():
        return Shown(prepare(opening_record()), StorePosition(), counts={}, has_office_rows=False)


def store() -> "Store":
    """Return the store of the office's own data; it is made when it is first used."""
    return current_record().store()


def has_store() -> bool:
    """Tell whether there is a store to read; one that was never written to is not made by looking."""
    return current_record().has_store


def shown_profile() -> OfficeProfile:
    """Return what the office says of itself, read once for each state of the store; nothing while the store is away."""
    if illustrative_facilities() is not None or not has_store():
        return OfficeProfile()
    try:
        held = memory().record_of_run
        return _profile(held.mark if held else store().mark())
    except StoreError:
        return OfficeProfile()


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={StorePosition: repr})
def _profile(mark: StorePosition) -> OfficeProfile:  # noqa: ARG001 - the state of the store that the profile is of
    document = store().document(KIND, NAME)
    return read_profile(document.content if document else None)


def save_profile(new: OfficeProfile) -> None:
    """Keep what the office says of itself, in the name of this visit; raises as `commit` does."""
    require(Permission.EDIT)
    with _logged("save") as made:
        before = store().document(KIND, NAME)
        version = before.version if before else 0
        made += [store().save_document(KIND, NAME, profile_content(new), who=who(), expected_version=version)]


def commit(changes: Sequence[Change], action: str, note: str = "", contents: Sequence[AttachmentContent] = ()) -> int:
    """Write changes in the name of this visit and return the new revision.

    Raises NotAllowedError, and what `Store.commit` raises.
    """
    require(Permission.EDIT)
    with _logged(action, Counter(one.table for one in changes)) as made:
        made += [store().commit(changes, who=who(), action=action, note=note, contents=contents)]
    return made[0]


def undo(revision: int) -> int:
    """Take a revision back in the name of this visit and return the new one; raises as `commit` and `Store.undo` do."""
    require(Permission.EDIT)
    with _logged("undo") as made:
        made += [store().undo(revision, who=who())]
    return made[0]


def erase(table: str, row_id: str) -> int:
    """Erase what a row and its files say of a person, in the name of this visit; raises as `commit` and `Store.erase` do."""
    require(Permission.ADMINISTER)
    from geodata.store.history import erasing  # noqa: PLC0415 - SQLAlchemy is not needed by the first screen

    with _logged("erase", {table: 1}) as made:
        made += [
            store().erase(lambda connection: erasing.of_record(connection, table, row_id, with_files=True), who=who())
        ]
    return made[0]


def erase_past_keeping() -> int:
    """Erase contacts and photos of campaigns whose day of keeping is past, in the name of this visit; raises as `erase` does."""
    require(Permission.ADMINISTER)
    from geodata.store.history import keeping  # noqa: PLC0415 - SQLAlchemy is not needed by the first screen

    with _logged("erase past keeping") as made:
        made += [store().erase(lambda connection: keeping.past_keeping(connection, today()), who=who())]
    return made[0]


def count_past_keeping() -> tuple[int, int]:
    """Return how many contacts and photos of campaigns are past their day of keeping."""
    from geodata.store.history import keeping  # noqa: PLC0415 - SQLAlchemy is not needed by the first screen

    with store().reading() as connection:
        return keeping.count_past(connection, today())


@contextmanager
def _logged(action: str, n_rows: Mapping[str, int] | None = None) -> Iterator[list[int]]:
    """Write what was committed to the log, or why it was refused, and let the screens follow; holds the new revision."""
    made: list[int] = []
    tables = ",".join(f"{table}:{n}" for table, n in (n_rows or {}).items())
    try:
        yield made
        log_event(Event.COMMIT, action=slug(action), revision=made[0], **({"tables": tables} if tables else {}))
    except StoreError as error:
        log_event(Event.REFUSAL, what="commit", action=slug(action), why=type(error).__name__)
        raise
    finally:
        current_record().follow()
        memory().record_of_run = None


def follow(scope: RecordScope) -> None:
    """Take the record as it is now for this rerun; the store is asked for its revision here and nowhere else."""
    memory().record_of_run = illustrative() if illustrative_facilities() is not None else current_record().now(scope)


def let_go() -> None:
    """Keep no record between reruns, so that an old one goes when the last rerun that shows it ends."""
    memory().record_of_run = None


def shown(scope: RecordScope) -> Shown:
    """Return the record of this rerun; outside one, such as in a callback, the last one of the scope."""
    if held := memory().record_of_run:
        return held
    return illustrative() if illustrative_facilities() is not None else current_record().last(scope)
