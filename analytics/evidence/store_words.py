"""What the screen says of the office's own rows: how many there are, which record is shown, why it may be an old one."""

from collections.abc import Mapping

from analytics.wording.language import Language, mark
from geodata.store.model import NewerStoreError, RecordScope, StoreError, StoreUnavailableError, Unavailable

SCOPES: dict[RecordScope, str] = {
    RecordScope.ALL: mark("Public and the office's own"),
    RecordScope.PUBLIC: mark("Public only"),
    RecordScope.OFFICE: mark("The office's own only"),
}
_WHY: dict[Unavailable, str] = {
    Unavailable.LOCKED: mark("The office's data is locked by another program."),
    Unavailable.GONE: mark(
        "The office's data cannot be reached: the folder of its file is not there or the database server does not answer."
    ),
    Unavailable.MISSING: mark(
        "The file of the office's data is missing: put it back in its place, or restore the last backup."
    ),
    Unavailable.EMPTY: mark(
        "The file of the office's data is empty: put the right one in its place, or restore the last backup."
    ),
    Unavailable.NO_DATABASE: mark(
        "What stands in the place of the office's data is no database: put the right file back, or restore the last backup."
    ),
    Unavailable.FOREIGN: mark(
        "What stands in the place of the office's data is the database of another program: put the right file back, or restore the last backup."
    ),
    Unavailable.FULL: mark("The office's data cannot be read: the disk is full or does not answer."),
    Unavailable.READ_ONLY: mark("The office's data cannot be opened: the app lacks the right to its file or database."),
    Unavailable.DAMAGED: mark("The office's data is damaged: restore the last backup."),
    Unavailable.OTHER: mark("The office's data cannot be read."),
}


def scope_button(scope: RecordScope, counts: Mapping[str, int], language: Language) -> str:
    """Return the words of the button that says which record is shown and how much of it is the office's."""
    if scope is RecordScope.PUBLIC:
        return language.text("Record: public")
    return language.count("Internal: {n} row", "Internal: {n} rows", sum(counts.values()))


def office_rows_text(counts: Mapping[str, int], language: Language) -> str:
    """Return the office's rows by table, in words."""
    words = {
        "facilities": lambda n: language.count("{n} facility", "{n} facilities", n),
        "proposals": lambda n: language.count("{n} proposal", "{n} proposals", n),
        "export_flows": lambda n: language.count("{n} export flow", "{n} export flows", n),
        "ocop_products": lambda n: language.count("{n} OCOP product", "{n} OCOP products", n),
        "typical_products": lambda n: language.count("{n} typical product", "{n} typical products", n),
        "survey_visits": lambda n: language.count("{n} survey visit", "{n} survey visits", n),
        "rules": lambda n: language.count("{n} rule", "{n} rules", n),
    }
    return ", ".join(words[table](count) for table, count in counts.items() if count)


def office_introduction(counts: Mapping[str, int], n_sources: int, language: Language) -> str:
    """Return what of the record is the office's own and where it comes from."""
    return language.text(
        "The **office's own data** is internal, not published: {counts}, from {sources}.",
        counts=office_rows_text(counts, language),
        sources=language.count("{n} file or list of edits", "{n} files or lists of edits", n_sources),
    )


def replaced_notice(before: int, now: int, language: Language) -> str:
    """Return that another database stands in the place of the one that was read, by their revisions."""
    return language.text(
        "The office's data was replaced: it stands at commit {now} and does not go on from commit {before}, which was read before. What was entered since may be missing.",
        now=now,
        before=before,
    )


def away_notice(problem: StoreError, language: Language, *, has_rows: bool) -> str:
    """Return why the office's data cannot be followed, and what the screen shows meanwhile."""
    if isinstance(problem, NewerStoreError):
        why = language.text("The office's data was written by a newer version of this app: update the app.")
    else:
        reason = problem.reason if isinstance(problem, StoreUnavailableError) else Unavailable.OTHER
        why = language.text(_WHY[reason])
    last = language.text("The screen shows what was read last and follows again by itself.")
    public = language.text("Until then the screen shows the public record alone.")
    return f"{why} {last if has_rows else public}"
