"""An export of many rows as a job: made by a process of its own from the record that the settings name, told on the way, cancelled at any moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from analytics.downloads import ExportFormat, export
from analytics.downloads.occasion import Occasion
from analytics.downloads.table import TooManyRowsError
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import select
from analytics.selection.selection import read_query
from analytics.wording.language import Language, language, mark
from geodata.jobs import OFFICE_MB, JobLimits, JobStoppedError, StopReason, Task, Watch, run
from geodata.store.model import RecordScope

_BUDGET = JobLimits(processor_seconds=240, seconds=900, memory_mb=OFFICE_MB, written_mb=1200)
"""What a file may take; a workbook of a hundred thousand facilities takes a quarter of it."""
_STOPPED = {
    StopReason.CANCELLED: mark("Stopped. Nothing has changed."),
    StopReason.TIME: mark("it took more than {limit} seconds of work and was stopped. Choose a smaller selection."),
    StopReason.MEMORY: mark("it needed more than {limit} MB of memory and was stopped. Choose a smaller selection."),
    StopReason.DIED: mark("the work ended unexpectedly; the reason stands in the log. Try again."),
}


@dataclass(frozen=True)
class ExportOrder:
    """What is asked for: the rows of a selection (`query`) of a record, as which file, all tables or one, in which language.

    `said` are the words for the record; `vintage` are the units that areas are drawn in.
    """

    query: Mapping[str, str]
    form: ExportFormat
    table: str
    lang: str
    scope: RecordScope
    said: str
    address: str
    vintage: Vintage


def export_apart(order: ExportOrder, at: datetime, watch: Watch) -> bytes:
    """Return the file of an order; raises JobStoppedError, TooManyRowsError and what reading the record raises."""
    task = Task(f"export {order.form}", f"{__name__}:export_in_job", (order, at), _BUDGET, is_office=True)
    made: bytes = run(task, watch.tell, watch.is_stopped)
    return made


def export_in_job(tell: Callable[[str, float], None], order: ExportOrder, at: datetime) -> bytes:
    """Return the file of an order: what the process of the job does, with the record that it holds."""
    from analytics.prepared.office_record import stored_record  # noqa: PLC0415 - it holds the record: for the process of jobs only

    occasion = Occasion(at, language(order.lang), order.said, order.address, order.vintage)
    selected = select(stored_record(order.scope), read_query(order.query).selection)
    return export(selected, order.form, occasion, order.table, lambda share: tell("", share))


def not_made(error: Exception, words: Language) -> str:
    """Return why a file was not made, and what to do."""
    if isinstance(error, JobStoppedError):
        text, name = _STOPPED[error.reason], "limit"
        return words.text(text, **{name: words.number(error.limit)})
    if isinstance(error, TooManyRowsError):
        return words.text("a table has more rows than a sheet of Excel holds. Narrow the selection or take CSV files.")
    return str(error)
