"""Saving what was edited: one commit with its source, said with its undo; the refusals in words, a conflict with both versions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from analytics.editing.journal import time_text, value_differences
from analytics.editing.refusals import NO_MINUTES, refusal_lines, without_minutes
from analytics.editing.rows import EditedRow, Values, hand_source, merged, row_change
from analytics.wording.language import Language, language
from geodata.clock import today
from geodata.door.access import Permission
from geodata.store import AttachmentContent, Change, StaleRowError, StoreError, StoreUnavailableError
from pages.components.browser.data_table import GridColumn, TableSpec, data_table
from pages.components.browser.plain import plain
from pages.components.editing.rows import close_all
from pages.components.panels.evidence_view import table_texts
from pages.components.visit import office
from pages.components.visit.access import require, who
from pages.components.visit.memory import memory, texts_entered
from pages.components.visit.said import say
from pages.components.visit.session import prepared_record, words

_ENTRIES, _NO_ENTRIES = ("edit_", "rule_end_"), ("_save", "_remove", "_undo", "_reload")
"""How the keys of fields and grids to edit begin, and how those of their buttons end."""


@dataclass(frozen=True)
class Conflict:
    """A commit that waits for a decision: all its changes, what each row said when it was opened, the refusal."""

    changes: tuple[Change, ...]
    action: str
    stale: StaleRowError

    @property
    def mine(self) -> Change:
        """The change that was refused."""
        return next(c for c in self.changes if (c.table, c.row_id) == (self.stale.table, self.stale.row_id))


def save(edits: Sequence[tuple[EditedRow, Values]], action: str = "edit") -> None:
    """Commit rows as they were entered, all or none, on the word of this visit's person today."""
    require(Permission.EDIT)
    if bare := without_minutes(edits, prepared_record().record):
        say_not_begun(words().text(NO_MINUTES, titles=", ".join(bare)))
        st.rerun()
    key, new_source = source_change()
    changes = [change for row, values in edits if (change := row_change(row, values, key))]
    if not changes:
        say(words().text("Nothing was changed, so nothing was saved."))
        st.rerun()
    _commit((*new_source, *changes), action)


def source_change() -> tuple[str, list[Change]]:
    """Return the source that stands for this person today, and the change that makes it, if it is new."""
    key, source = hand_source(who(), today(), language())
    held = office.store().row("sources", key)
    is_there = held is not None and not held.is_removed
    return key, [] if is_there else [Change("sources", key, source, held.version if held else 0)]


def save_changes(changes: Sequence[Change], action: str, contents: Sequence[AttachmentContent] = ()) -> None:
    """Commit changes that were worked out elsewhere, such as a merge; what comes of it stands in the notices."""
    require(Permission.EDIT)
    _commit(tuple(changes), action, contents)


def say_not_begun(problem: str) -> None:
    """Say in the notices why something was not begun; nothing was saved."""
    _notice(problems=(problem,))


def or_refused(erase: Callable[[], object]) -> None:
    """Erase, or say in the notices why nothing was erased."""
    language = words()
    try:
        erase()
    except StoreUnavailableError:
        say_not_begun(
            language.text(
                "Others use the database just now. Look whether the values are gone; traces of them may stay in its file until the app is opened next."
            )
        )
    except StoreError:
        say_not_begun(language.text("Nothing was erased. Reload the page and try again."))


def remove(row: EditedRow) -> None:
    """Take a row out of the record; the journal keeps it."""
    require(Permission.EDIT)
    _commit((Change(row.table, row.row_id, None, row.version, row.before, row.since),), "remove")


def undo_commit(revision: int) -> bool:
    """Take a commit back and tell whether that was possible; if not, the reason stands in the notices, and is said where another screen is open."""
    try:
        number = office.undo(revision)
    except StaleRowError as stale:
        return _not_taken_back((_not_undone(stale, words()),))
    except StoreError as error:
        return _not_taken_back(refusal_lines(error, words()))
    close_all()
    memory().saving_problems = ()
    _say_done(words().text("Taken back as commit {number}.", number=number), number)
    return True


def _not_taken_back(problems: tuple[str, ...]) -> bool:
    held = memory()
    held.saving_problems = problems
    if held.saving_page != held.page:
        say(" ".join(problems))
    return False


def _say_done(text: str, number: int) -> None:
    def take_back() -> None:
        undo_commit(number)

    say(text, take_back)


def has_conflict() -> bool:
    """Tell whether a commit of this visit waits for a decision."""
    return memory().conflict is not None


def saving_notices(page: str) -> None:
    """Draw what the last saving on this page left open: what was refused, a conflict to decide."""
    language_ = words()
    held = memory()
    if held.saving_page != page:
        held.saving_page, held.saving_problems = page, ()
    for problem in _problems():
        st.error(plain(problem), icon=":material/error:")
    if held.conflict:
        _conflict_panel(held.conflict, language_)


def _problems() -> tuple[str, ...]:
    """Return why the last saving was refused, while what was entered is still the same; a correction ends it."""
    held = memory()
    if not held.saving_problems:
        held.refused_entries = None
        return ()
    entered: dict[str, str] | None = _entered()
    if held.refused_entries not in (None, entered):
        held.saving_problems, entered = (), None
    held.refused_entries = entered
    return held.saving_problems


def _notice(problems: tuple[str, ...] = ()) -> None:
    """Begin the notices anew."""
    held = memory()
    held.saving_problems, held.refused_entries = problems, None


def _entered() -> dict[str, str]:
    """Return what stands in the fields and grids to edit."""
    return {
        key: repr(value)
        for key, value in texts_entered().items()
        if key.startswith(_ENTRIES) and not key.endswith(_NO_ENTRIES)
    }


def _commit(changes: tuple[Change, ...], action: str, contents: Sequence[AttachmentContent] = ()) -> None:
    _notice()
    memory().conflict = None
    try:
        number = office.commit(changes, action=action, contents=contents)
    except StaleRowError as stale:
        memory().conflict = Conflict(changes, action, stale)
    except StoreError as error:
        memory().saving_problems = refusal_lines(error, words())
    else:
        close_all()
        _say_done(words().text("Saved as commit {number}.", number=number), number)
    st.rerun()


def _not_undone(stale: StaleRowError, language_: Language) -> str:
    last = stale.last
    by, at = (last.who, time_text(last.at)) if last else ("?", "?")
    return language_.text(
        "This commit cannot be taken back: {who} changed one of its rows on {at}. Take back the later commit first.",
        who=by,
        at=at,
    )


def _conflict_panel(conflict: Conflict, language_: Language) -> None:
    """Show both versions of a row beside each other and let the person decide."""
    mine, theirs, last = conflict.mine, conflict.stale.theirs, conflict.stale.last
    by, at = (last.who, time_text(last.at)) if last else ("?", "?")
    with st.container(border=True, key="edit_conflict"):
        st.warning(
            language_.text(
                "{who} changed this row on {at}, after you had opened it. Nothing of yours is saved yet.",
                who=plain(by),
                at=at,
            ),
            icon=":material/call_split:",
        )
        now = None if theirs is None or theirs.is_removed else theirs.values
        _both_versions(mine, now, language_)
        with st.container(horizontal=True):
            _choices(conflict, now, language_)


def _both_versions(mine: Change, now: Values | None, language_: Language) -> None:
    removed = language_.text("(removed)")
    rows = [
        {"id": line.column, "column": line.column, "now": line.before, "mine": line.after}
        for line in value_differences(mine.table, now or {}, mine.after or {}, language_)
    ]
    columns = (
        GridColumn("column", language_.text("Column")),
        GridColumn("now", language_.text("Now in the record") if now is not None else removed),
        GridColumn("mine", language_.text("Yours") if mine.after is not None else removed),
    )
    texts = replace(table_texts(language_), filter="", csv="")
    caption = language_.text("Both versions")
    data_table(TableSpec(caption=caption, columns=columns, rows=rows, texts=texts), key="edit_versions")


def _choices(conflict: Conflict, now: Values | None, language_: Language) -> None:
    mine = conflict.mine
    can_merge = now is not None and mine.after is not None
    if can_merge and st.button(language_.text("Put my changes into theirs"), key="conflict_merge", type="primary"):
        _decide(conflict, merged(mine.before, mine.after or {}, now or {}))
    if st.button(language_.text("Replace theirs with mine"), key="conflict_mine"):
        _decide(conflict, mine.after)
    if st.button(language_.text("Drop mine, keep theirs"), key="conflict_theirs"):
        rest = tuple(change for change in conflict.changes if change is not mine)
        memory().conflict = None
        close_all()
        if any(change.table != "sources" for change in rest):
            _commit(rest, conflict.action)
        st.rerun()


def _decide(conflict: Conflict, after: Values | None) -> None:
    """Try the commit again, made on the row as it is now."""
    require(Permission.EDIT)
    theirs = conflict.stale.theirs
    decided = replace(conflict.mine, after=after, expected_version=theirs.version if theirs else 0)
    _commit(tuple(decided if change is conflict.mine else change for change in conflict.changes), conflict.action)
