"""A file on its way into the record: read, understood by a layout that the user may change, compared with the record; nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from analytics.importing.mending import CellCorrection, mended
from analytics.wording.language import mark
from geodata.importing.comparing import plan
from geodata.importing.fields import tables
from geodata.importing.files.reading import raise_refused, read_file
from geodata.importing.headings.columns import stated_unit
from geodata.importing.headings.proposing import NoHeaderError, best_sheet, propose
from geodata.importing.headings.shape import LAYOUT_DOCUMENT, recalled, shape_of
from geodata.importing.plans.planned import ImportPlan
from geodata.importing.sheet_reading import read_rows
from geodata.importing.understood import UnderstoodSheet
from geodata.jobs import OFFICE_MB, JobLimits, JobStoppedError, Task, Watch, run
from geodata.store.model import RecordScope, StorePosition, StoreUnavailableError, Unavailable

if TYPE_CHECKING:
    from analytics.prepared.current import CurrentRecord
    from geodata.importing.grid import ImportFile, Sheet
    from geodata.importing.layout import Layout
    from geodata.settings import StoreAddress

READING = mark("The file is being read…")
UNDERSTANDING = mark("The rows are being understood…")
COMPARING = mark("The rows are being compared with the record…")
UNDERSTANDING_BUDGET = JobLimits(processor_seconds=60, seconds=180, memory_mb=OFFICE_MB)
"""What understanding a sheet and comparing it with the record may take; a hundred thousand rows take a third of it."""
MOST_ROUNDS = 5
"""How often the comparison is made anew when others commit meanwhile."""


@dataclass(frozen=True)
class DraftChoice:
    """What the user decided about a file; None is "as proposed". `is_anew`: a remembered mapping is not asked for.

    `header_rows` are counted from 0, both included; `layout` is one that was changed by hand; `mends` are cells written anew.
    """

    sheet: int | None = None
    kind: str | None = None
    header_rows: tuple[int, int] | None = None
    layout: "Layout | None" = None
    is_anew: bool = False
    mends: tuple[CellCorrection, ...] = ()


@dataclass(frozen=True)
class ImportDraft:
    """A file as it would be imported; without `layout` no headings were found on the sheet, and there is nothing to import.

    `since` is where the store stood that it was compared with.
    """

    file: "ImportFile"
    choice: DraftChoice
    sheet: int
    layout: "Layout | None" = None
    is_recalled: bool = False
    understood: UnderstoodSheet | None = None
    plan: ImportPlan | None = None
    since: StorePosition | None = None


def draft_of_upload(data: bytes, name: str, address: "StoreAddress", on: date, watch: Watch) -> ImportDraft:
    """Return the draft of a file as it was uploaded; raises FileRefusedError, and what `drafted` raises."""
    step = watch.at(READING)
    tell: Callable[[str, float], None] = lambda said, share: watch.tell(said, share) if said else step(share)  # noqa: E731
    file = read_file(data, name, on_progress=tell, is_cancelled=watch.is_stopped)
    return drafted_apart(file, DraftChoice(), address, on, watch)


def drafted_apart(
    file: "ImportFile", choice: DraftChoice, address: "StoreAddress", on: date, watch: Watch
) -> ImportDraft:
    """Return the draft of a file that was read, as the user wants it: understood and compared with the record of a store by a job.

    Raises FileRefusedError when the job is cancelled or takes more than its budget, JobStoppedError for an error that nobody foresaw, StoreError when the office's data cannot be read.
    """
    task = Task(
        "understanding",
        f"{__name__}:draft_in_job",
        (mended(file, choice.mends), choice, address, on),
        UNDERSTANDING_BUDGET,
        is_office=True,
    )
    try:
        draft: ImportDraft = run(task, watch.tell, watch.is_stopped)
    except JobStoppedError as error:
        raise_refused(error)
    return replace(draft, file=file, choice=choice)


def draft_in_job(
    tell: Callable[[str, float], None], file: "ImportFile", choice: DraftChoice, address: "StoreAddress", on: date
) -> ImportDraft:
    """Return the draft without its file, which the one who asks has: what the process of the job does."""
    from analytics.prepared.office_record import current  # noqa: PLC0415 - it holds the record: for the process of jobs only

    draft = drafted(file, choice, current(address), on, JobWatch(tell))
    return replace(draft, file=replace(file, sheets=()))


class JobWatch(Watch):
    """Tells the steps to the one who waits for the job, who ends its process to stop it."""

    def __init__(self, tell: Callable[[str, float], None]) -> None:
        """Pass on what is told."""
        super().__init__()
        self._pass_on = tell

    def tell(self, step: str, share: float) -> None:
        """Pass the step and its share on."""
        self._pass_on(step, share)


def drafted(file: "ImportFile", choice: DraftChoice, current: "CurrentRecord", on: date, watch: Watch) -> ImportDraft:
    """Return the draft of a file that was read, as the user wants it.

    Raises CancelledError soon after the watch is stopped, StoreError when the office's data cannot be read.
    """
    tell = watch.at(UNDERSTANDING)
    at = choice.sheet if choice.sheet is not None else _best(file)
    draft = ImportDraft(file, choice, at)
    if not file.sheets:
        return draft
    layout, is_recalled = _layout(file.sheets[at], choice, current)
    if layout is None:
        return draft
    understood = read_rows(file.sheets[at], layout, on_progress=tell, is_cancelled=watch.is_stopped)
    made, since = _compared(understood, file, current, on, watch)
    return replace(draft, layout=layout, is_recalled=is_recalled, understood=understood, plan=made, since=since)


def with_column(layout: "Layout", index: int, name: str | None) -> "Layout":
    """Return a layout with a column read as another field, its numbers in the unit of heading or titles, else of the template (and told)."""
    if name is None:
        return layout.with_field(index, None)
    wanted, heading = tables()[layout.kind].field(name), layout.columns[index].heading
    said = stated_unit(wanted, heading, layout.unit_titles, layout.defaults.get("unit"))
    return layout.with_field(index, name, said or wanted.unit, is_unit_assumed=said is None and wanted.unit is not None)


def _best(file: "ImportFile") -> int:
    """Return the sheet to begin with; one alone need not be weighed."""
    return (best_sheet(file.sheets) or 0) if len(file.sheets) > 1 else 0


def _layout(sheet: "Sheet", choice: DraftChoice, current: "CurrentRecord") -> "tuple[Layout | None, bool]":
    """Return how a sheet is read, and whether the columns are as they were for an earlier file of the same shape."""
    if choice.layout is not None:
        return choice.layout, False
    try:
        layout = propose(sheet, choice.kind, choice.header_rows)
    except NoHeaderError:
        return None, False
    document = None
    if not choice.is_anew and current.has_store:
        document = current.store().document(LAYOUT_DOCUMENT, shape_of(layout))
    content: Any = document.content if document else None
    if content is None or (choice.kind and content.get("kind") != choice.kind):
        return layout, False
    return recalled(layout, content), True


def _compared(
    understood: UnderstoodSheet, file: "ImportFile", current: "CurrentRecord", on: date, watch: Watch
) -> tuple[ImportPlan, StorePosition]:
    """Return the plan against the whole record and the store's versions, both of one revision, and where the store stood."""
    for _ in range(MOST_ROUNDS):
        shown = current.now(RecordScope.ALL)
        if shown.problem is not None:
            raise shown.problem
        made = plan(
            understood,
            shown.prepared.record,
            file,
            on=on,
            versions=current.store().versions if current.has_store else None,
            on_progress=watch.at(COMPARING),
            is_cancelled=watch.is_stopped,
        )
        if not current.has_store or current.store().mark() == shown.mark:
            return made, shown.mark
    raise StoreUnavailableError(Unavailable.LOCKED, "others write all the time; try again in a moment")
