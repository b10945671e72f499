"""Why a change is refused, by the store or before it, in words: where it is, what is wrong, what to do."""

from collections.abc import Iterable, Sequence

from analytics.editing.fields import Entry, column_label, every_field, table_title
from analytics.editing.rows import EditedRow, Values
from analytics.wording.language import HOUSE, Language, mark
from geodata.record import Record
from geodata.schema.vocabulary import Stage
from geodata.store import (
    ErasedValuesError,
    InvalidRowError,
    NewerStoreError,
    NothingToUndoError,
    ReplacedStoreError,
    RowFault,
    StoreError,
    StoreUnavailableError,
    Unavailable,
    ValueFault,
)

REMEDIES: dict[ValueFault, str] = {
    ValueFault.NO_SUCH_TABLE: mark("there is no such table"),
    ValueFault.COLUMNS: mark("the row does not have the columns of its table; reload the page and try again"),
    ValueFault.KEY: mark("the code of the row is not allowed; reload the page and try again"),
    ValueFault.TWICE: mark("the same row is changed twice; change it once"),
    ValueFault.MISSING: mark("must not be empty; fill it in"),
    ValueFault.TYPE: mark("is not a number or a text of the right kind; enter it again"),
    ValueFault.TEXT: mark("is blank or too long, or holds signs that cannot be kept; shorten or retype it"),
    ValueFault.CHOICE: mark("is not in the list; choose one of the list"),
    ValueFault.PATTERN: mark("is not written as it should be; dates are dd/mm/yyyy, mm/yyyy or yyyy"),
    ValueFault.DATE: mark("is no day of the calendar; enter dd/mm/yyyy, mm/yyyy or yyyy"),
    ValueFault.TOO_SMALL: mark("is too small; the least is {minimum}"),
    ValueFault.TOO_LARGE: mark("is too large; the most is {maximum}"),
    ValueFault.ORDER: mark("ends before it begins; the end must not be before the beginning"),
    ValueFault.POINT: mark("needs both longitude and latitude, or neither"),
    ValueFault.UNIT: mark("is no unit that is known; choose one of the list"),
    ValueFault.NO_SUCH_ROW: mark("leads to a row that is not there (any more); choose another"),
    ValueFault.TOO_MANY: mark("has as many files as may lie beside one record; remove one that is not needed"),
    ValueFault.NO_ROOM: mark(
        "finds no room: the attached files are as large as they may be in all; remove some that are not needed"
    ),
    ValueFault.NO_CONTENT: mark("has no content that is kept; add the file again"),
    ValueFault.STILL_NAMED: mark("cannot be removed: {named} still rests on it; change or remove that first"),
}

AWAY: dict[Unavailable, str] = {
    Unavailable.LOCKED: mark("Others are writing just now. Nothing was saved; try again in a moment."),
    Unavailable.GONE: mark("The database cannot be reached. Nothing was saved; try again when it is back."),
    Unavailable.MISSING: mark(
        "The file of the database is missing. Nothing was saved; put it back, or restore the last backup."
    ),
    Unavailable.EMPTY: mark(
        "The file of the database is empty. Nothing was saved; put the right one in its place, or restore the last backup."
    ),
    Unavailable.NO_DATABASE: mark(
        "What stands in the place of the database is no database. Nothing was saved; put the right file back, or restore the last backup."
    ),
    Unavailable.FOREIGN: mark(
        "What stands in the place of the database belongs to another program. Nothing was saved; put the right file back, or restore the last backup."
    ),
    Unavailable.FULL: mark("The disk is full. Nothing was saved; free some space, then try again."),
    Unavailable.READ_ONLY: mark(
        "The database may only be read. Nothing was saved; ask the person who looks after the app."
    ),
    Unavailable.DAMAGED: mark("The database is damaged. Nothing was saved; restore the last backup."),
    Unavailable.OTHER: mark("The database refused. Nothing was saved; ask the person who looks after the app."),
}
NO_MINUTES = mark(
    "“Appraised” comes from an appraisal with its minutes: enter it under “Plan”, beside the candidate. Nothing was saved of: {titles}."
)


def refusal_lines(error: StoreError, language: Language) -> tuple[str, ...]:
    """Return why the store refuses, a sentence for each reason."""
    if isinstance(error, InvalidRowError):
        return fault_lines(error.faults, language)
    if isinstance(error, ErasedValuesError):
        return (_erased(error, language),)
    if isinstance(error, NothingToUndoError):
        return (language.text("There is nothing left to take back in this commit."),)
    if isinstance(error, ReplacedStoreError):
        return (
            language.text(
                "Another database stands in the place of the one in which this was opened. Nothing was saved; open the record anew and enter it again."
            ),
        )
    if isinstance(error, NewerStoreError):
        return (language.text("A newer version of this app wrote the database. Nothing was saved; update the app."),)
    reason = error.reason if isinstance(error, StoreUnavailableError) else Unavailable.OTHER
    message = AWAY[reason]
    return (language.text(message),)


def _erased(error: ErasedValuesError, language: Language) -> str:
    """Return that a commit carried erased values, and in which columns; the values themselves are known to nobody any more."""
    columns = dict.fromkeys((table_title(table), column_label(table, column)) for table, _, column in error.columns)
    named = ", ".join(f"{language.text(title)} · {language.text(label)}" for title, label in list(columns)[:5])
    return language.text(
        "This commit cannot be taken back: personal values in it were erased ({columns}). Edit the rows by hand.",
        columns=named,
    )


def fault_lines(faults: Sequence[RowFault], language: Language) -> tuple[str, ...]:
    """Return one sentence for each fault: the table, the column, the value, what to do."""
    return tuple(_line(fault, language) for fault in faults)


def _line(fault: RowFault, language: Language) -> str:
    field = {field.name: field for field in every_field(fault.table)}.get(fault.column)
    rule = field.rule if field else None
    title, label = table_title(fault.table), column_label(fault.table, fault.column)
    message = REMEDIES[fault.fault]
    remedy = language.text(
        message,
        minimum=language.number(rule.minimum or 0, 2) if rule else "",
        maximum=language.number(rule.maximum or 0, 2) if rule else "",
        named=_named(fault.value, language),
    )
    is_day = field is not None and field.entry is Entry.DATE
    shown = (
        Language(HOUSE).partial_date(fault.value) if is_day else fault.value
    )  # as it is typed, whatever the language
    value = f" “{shown}”" if shown and fault.fault is not ValueFault.STILL_NAMED else ""
    return f"{language.text(title)} · {language.text(label)}{value}: {remedy}"


def _named(value: str, language: Language) -> str:
    table, _, row_id = value.partition("/")
    title = table_title(table)
    return f"{language.text(title)} {row_id}"


def without_minutes(edits: Iterable[tuple[EditedRow, Values]], record: Record) -> tuple[str, ...]:
    """Return the titles of proposals that an edit calls appraised, of which no appraisal is kept."""
    minutes = frozenset(record["appraisals"]["proposal_id"])
    return tuple(
        str(values.get("title") or row.row_id)
        for row, values in edits
        if row.table == "proposals"
        and values.get("stage") == Stage.APPRAISED
        and (row.before or {}).get("stage") != Stage.APPRAISED
        and row.row_id not in minutes
    )
