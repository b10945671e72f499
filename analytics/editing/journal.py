"""What the journal says: who did what when, before and after of each value, as rows of a table and as a CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.editing.fields import every_field, table_title
from analytics.editing.names import row_name
from analytics.editing.rows import Values, changed_columns
from analytics.editing.values import RecordNames, reads
from analytics.wording.csv_table import csv_text
from analytics.wording.language import Language, mark
from geodata.clock import office_time
from geodata.store import AuditEntry, Revision

ACTIONS: dict[str, str] = {
    "edit": mark("Edit"),
    "add": mark("Added"),
    "attach": mark("File attached"),
    "erase": mark("Personal values erased"),
    "remove": mark("Removed"),
    "import": mark("Imported"),
    "undo": mark("Taken back"),
    "merge": mark("Merged"),
    "save": mark("Setting kept"),
    "restore": mark("Restored"),
    "appraise": mark("Appraisal entered"),
    "propose": mark("Plan put forward"),
    "approve": mark("Plan approved"),
    "survey": mark("Survey entered"),
    "survey campaign": mark("Campaign of visits"),
    "survey questions": mark("Questions of a campaign"),
    "survey list": mark("List of visits"),
    "survey days": mark("Days of visits"),
    "survey distances": mark("Distances of visits"),
    "survey decision": mark("Decision on a form"),
}
_COLUMNS = (
    mark("Commit"),
    mark("Time"),
    mark("By"),
    mark("Action"),
    mark("Table"),
    mark("Record"),
    mark("Column"),
    mark("Before"),
    mark("After"),
    mark("Note"),
)


@dataclass(frozen=True)
class ValueChange:
    """One value of one row before and after, as texts; both "" where there is none."""

    column: str
    before: str
    after: str


def local_time(at: str) -> datetime:
    """Return an ISO time of the store in the office's time zone."""
    return office_time(datetime.fromisoformat(at))


def time_text(at: str) -> str:
    """Return a time of the store as day and minute on the office's clock."""
    return f"{local_time(at):%d/%m/%Y %H:%M}"


def action_text(action: str, language: Language) -> str:
    """Return the word for an action; one that is not known reads as it is."""
    message = ACTIONS.get(action)
    return language.text(message) if message else action


def value_changes(entry: AuditEntry, language: Language, names: RecordNames | None = None) -> tuple[ValueChange, ...]:
    """Return the values that an entry changed; of a new or removed row, all that say something."""
    return value_differences(entry.table, entry.before, entry.after, language, names)


def value_differences(
    table: str, before: Values | None, after: Values | None, language: Language, names: RecordNames | None = None
) -> tuple[ValueChange, ...]:
    """Return the values in which two states of a row differ, as texts."""
    known = {field.name: field for field in every_field(table)}
    order = {name: place for place, name in enumerate(known)}

    def text(column: str, values: Values | None) -> str:
        value = (values or {}).get(column)
        return reads(known[column], value, language, names) if column in known else _plain(value)

    def heading(column: str) -> str:
        return language.text(known[column].label) if column in known else column

    return tuple(
        ValueChange(heading(column), text(column, before), text(column, after))
        for column in sorted(changed_columns(before, after), key=lambda name: order.get(name, len(order)))
    )


def entry_name(entry: AuditEntry, language: Language) -> str:
    """Return what the row of an entry is called, its key where nothing names it."""
    states = (state for state in (entry.after, entry.before) if state is not None)
    return next((name for state in states if (name := row_name(entry.table, state, language))), entry.row_id)


def revision_rows(revisions: Iterable[Revision], language: Language) -> list[dict[str, Any]]:
    """Return the commits as rows of a table: id, when (sortable by `v`), who, what, how many rows, note."""
    return [
        {
            "id": str(one.revision),
            "revision": one.revision,
            "at": {"v": one.at, "t": time_text(one.at)},
            "who": one.who,
            "action": _action(one, language),
            "n": one.n_changes,
            "note": one.note,
        }
        for one in revisions
    ]


def matching(entries: Sequence[AuditEntry], text: str, language: Language) -> tuple[AuditEntry, ...]:
    """Return the entries whose row is called so, or has that key, whatever the case."""
    wanted = text.strip().casefold()
    return tuple(e for e in entries if wanted in entry_name(e, language).casefold() or wanted in e.row_id)


def journal_csv(entries: Iterable[AuditEntry], language: Language) -> bytes:
    """Return one line for each value that changed, as UTF-8 CSV with a byte order mark; no cell is a formula."""
    return csv_text([language.text(column) for column in _COLUMNS], _lines(entries, language)).encode()


def _lines(entries: Iterable[AuditEntry], language: Language) -> Iterator[Sequence[str]]:
    for entry in entries:
        title = table_title(entry.table)
        told = (
            str(entry.revision),
            time_text(entry.at),
            entry.who,
            action_text(entry.action, language),
            language.text(title),
            entry_name(entry, language),
        )
        for change in value_changes(entry, language):
            yield (*told, change.column, change.before, change.after, entry.note)


def _action(one: Revision, language: Language) -> str:
    word = action_text(one.action, language)
    return word if one.undoes is None else language.text("Took back commit {number}", number=one.undoes)


def _plain(value: object) -> str:
    return "" if value is None else str(value)
