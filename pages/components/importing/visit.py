"""What a visit holds of an import: the file on its way, the work that goes on, what came of it; and the one way to commit it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from analytics.editing.refusals import refusal_lines
from analytics.importing.draft import DraftChoice, ImportDraft, draft_of_upload, drafted_apart
from analytics.importing.preview import FateCounts, fate_counts
from analytics.importing.words import import_refusal_text
from geodata.clock import today
from geodata.door.access import Permission
from geodata.events import Event, log_event
from geodata.importing.headings.shape import LAYOUT_DOCUMENT, remembered, shape_of
from geodata.importing.limits import FileRefusedError
from geodata.jobs import Watch, Work
from geodata.settings import import_kept_minutes
from geodata.store import ReplacedStoreError, StaleRowError, StoreError
from pages.components.editing import saving
from pages.components.importing.kept_file import FileGoneError, KeptFile, code_in_log
from pages.components.visit import office
from pages.components.visit.access import name_visit, require, who
from pages.components.visit.memory import memory
from pages.components.visit.session import words

_PATIENCE_SECONDS = 1.0
"""Work that is done within it shows no progress, so that nothing flashes."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportOutcome:
    """An import that was committed."""

    name: str
    counts: FateCounts
    revision: int
    kind: str


@dataclass
class ImportVisit:
    """The state of an import; `number` changes with each draft and is part of the fields' keys.

    `step` is the one that the person chose, "" the one that the file asks for. `work` is kept while it goes on or has failed for a reason that passes, so that one click tries again; `kept` is the file for it.
    """

    number: int = 0
    step: str = ""
    name: str = ""
    job: Work[ImportDraft] | None = None
    work: Callable[[Watch], ImportDraft] | None = None
    draft: ImportDraft | None = None
    notices: tuple[str, ...] = ()
    outcome: ImportOutcome | None = None
    kept: KeptFile | None = None


def visit() -> ImportVisit:
    """Return the import of this visit."""
    held = memory()
    held.importing = held.importing or ImportVisit()
    return held.importing


def open_file(data: bytes, name: str) -> None:
    """Begin to read a file that was uploaded."""
    require(Permission.EDIT)
    address, day, kept = office.current_record().address, today(), KeptFile(data, name, import_kept_minutes())
    close_file()
    state = visit()
    state.name, state.kept = name, kept
    _begin(lambda watch: draft_of_upload(kept.data(), name, address, day, watch))


def change_draft(choice: DraftChoice) -> None:
    """Begin to understand the open file as the user wants it; called from a callback too."""
    require(Permission.EDIT)
    draft = visit().draft
    if draft is not None:
        day, file, address = today(), draft.file, office.current_record().address
        visit().notices = ()
        _begin(lambda watch: drafted_apart(file, choice, address, day, watch))


def try_again() -> None:
    """Begin the work again that could not be done."""
    require(Permission.EDIT)
    if work := visit().work:
        visit().notices = ()
        _begin(work)


def close_file() -> None:
    """Let the file go; nothing of it is imported."""
    if kept := visit().kept:
        kept.release()
    memory().importing = ImportVisit(visit().number + 1)


def finish_work() -> bool:
    """Store the result of the work, waiting for it a moment; return whether no work goes on."""
    state = visit()
    if state.job is None:
        return True
    if not state.job.wait(_PATIENCE_SECONDS):
        return False
    job, state.job = state.job, None
    _store_result(state, job)
    return True


def commit_import(rows: Literal["all", "good"]) -> None:
    """Write the rows of the open file in one commit, on the word of this visit's person; what comes of it stands in the notices."""
    require(Permission.EDIT)
    state = visit()
    draft, language = state.draft, words()
    if draft is None or draft.plan is None or draft.understood is None:
        return
    try:
        changes = [replace(one, since=draft.since) for one in draft.plan.changes(rows)]
        revision = office.commit(changes, "import", note=_note(state.name, len(draft.choice.mends)))
    except StaleRowError as stale:
        _LOG.info("import: rows were changed by others meanwhile, compared anew")
        change_draft(replace(draft.choice, sheet=draft.sheet, layout=draft.layout))
        by = stale.last.who if stale.last else "?"
        state.notices = (
            language.text(
                "{who} changed rows of this file meanwhile. Nothing was imported; the comparison below is new, look at it again.",
                who=by,
            ),
        )
    except ReplacedStoreError as error:
        _LOG.warning("import: the store was replaced, compared anew")
        change_draft(replace(draft.choice, sheet=draft.sheet, layout=draft.layout))
        state.notices = refusal_lines(error, language)
    except StoreError as error:
        state.notices = refusal_lines(error, language)[:20]
    except Exception as error:  # noqa: BLE001 - told with a code, the trace stands in the log
        state.notices = (unforeseen_text(error),)
    else:
        log_event(Event.IMPORT, table=draft.plan.kind, changes=len(changes), revision=revision)
        _remember_columns(draft)
        memory().importing = ImportVisit(
            state.number + 1,
            outcome=ImportOutcome(state.name, fate_counts(draft.plan, draft.understood), revision, draft.plan.kind),
        )


def _note(name: str, n_mended: int) -> str:
    if not n_mended:
        return name
    return words().count("{name}, {n} cell written by hand", "{name}, {n} cells written by hand", n_mended, name=name)


def undo_import() -> None:
    """Take the last import back; why not, if not, stands in the notices of saving."""
    state = visit()
    if state.outcome is not None and saving.undo_commit(state.outcome.revision):
        state.outcome = None


def _begin(work: Callable[[Watch], ImportDraft]) -> None:
    state = visit()
    if state.job is not None:
        state.job.cancel()
    name_visit()  # a callback comes before the frame
    state.work, state.job = work, Work(work)


def _store_result(state: ImportVisit, job: Work[ImportDraft]) -> None:
    """Store the result of the work; a failure that is not the file's keeps the file for a retry, everything else releases it."""
    language = words()
    state.number += 1
    try:
        state.draft, state.work = job.result(), None
    except FileRefusedError as error:
        log_event(Event.REFUSAL, what="file", why=error.code.value)
        state.work, state.notices = None, (import_refusal_text(error, language),)
    except FileGoneError:
        _LOG.info("import: the kept file has expired")
        state.work, state.notices = None, (language.text("The file is no longer kept. Choose it again."),)
    except StoreError as error:
        _LOG.warning("import: no comparison with the record: %s", type(error).__name__)
        state.notices = refusal_lines(error, language)
    except Exception as error:  # noqa: BLE001 - told with a code, the trace stands in the log
        state.notices = (unforeseen_text(error),)
    if state.kept is not None and state.work is None:
        state.kept.release()
        state.kept = None
    elif state.kept is not None:
        state.kept.keep_for_retry()
        state.work = state.work if state.kept.is_there else None


def unforeseen_text(error: Exception) -> str:
    """Return what the screen says of an error that nobody foresaw; its trace goes into the log under the code that is said."""
    return words().text(
        "Something went wrong that was not foreseen (code {code}). Nothing was imported. Try again; if it stays, give the code to who looks after the app: its log says more.",
        code=code_in_log(error),
    )


def _remember_columns(draft: ImportDraft) -> None:
    """Store the columns for the next file of this shape; the import is complete without them, so a failure is only logged."""
    assert draft.layout
    name, content = shape_of(draft.layout), remembered(draft.layout)
    try:
        stored = office.store().document(LAYOUT_DOCUMENT, name)
        if stored is None or stored.content != content:
            version = stored.version if stored else 0
            office.store().save_document(LAYOUT_DOCUMENT, name, content, who=who(), expected_version=version)
    except StoreError as error:
        _LOG.warning("import: the columns are not remembered: %s", type(error).__name__)
