"""From a request to its files, in this process (`make`) or in one of its own that holds nobody else up (`run_apart`)."""

from collections.abc import Callable, Mapping

from analytics.briefing.meeting import arranged_story
from analytics.briefing.pptx.template_error import TemplateError
from analytics.briefing.request import BriefingFormat, BriefingRequest
from analytics.briefing.story.slides import Story
from analytics.briefing.story.storyline import story
from analytics.prepared.tables import Prepared
from analytics.wording.language import language, mark
from geodata.jobs import OFFICE_MB, JobLimits, JobStoppedError, StopReason, Task, run
from geodata.settings import SettingError
from geodata.store.model import StoreError

_Progress = Callable[[int, int, str], None]
BRIEFING_LIMITS = JobLimits(processor_seconds=120, seconds=300, memory_mb=OFFICE_MB)
"""What the files of a request may take; a deck of all slides takes a tenth of it."""
NO_TEMPLATE = mark("The template cannot be used ({problem}). Give a PowerPoint file without macros, .pptx or .potx.")
_STOPPED = {
    StopReason.CANCELLED: mark("Stopped. Nothing has changed."),
    StopReason.TIME: mark(
        "it took more than {limit} seconds of work and was stopped. Choose fewer slides or a smaller selection."
    ),
    StopReason.MEMORY: mark(
        "it needed more than {limit} MB of memory and was stopped. Choose fewer slides or a smaller selection."
    ),
    StopReason.DIED: mark("the work ended unexpectedly; the reason stands in the log. Try again."),
}


class MakingError(RuntimeError):
    """The files could not be made; the text says why, in the language of the request."""


def make(
    prepared: Prepared, request: BriefingRequest, on_progress: _Progress | None = None
) -> dict[BriefingFormat, bytes]:
    """Return the files of a request; `on_progress` is told (done, of how many, what) over all of them.

    Raises TemplateError when the template cannot be used.
    """
    told = arranged_story(
        story(
            prepared,
            request.selection,
            today=request.day,
            language=language(request.lang),
            spec=request.spec,
            layers=request.layers,
            plan=request.plan,
            office=request.office,
            added=request.meeting.added,
        ),
        request.meeting,
    )
    files: dict[BriefingFormat, bytes] = {}
    for n, kind in enumerate(request.formats):
        files[kind] = _file(told, kind, request, _part(on_progress, n, len(request.formats)))
    return files


def _part(on_progress: _Progress | None, n: int, n_files: int) -> _Progress | None:
    """Return the progress of one file as a part of the progress of all: a hundred steps a file."""
    if on_progress is None:
        return None
    return lambda done, total, what: on_progress(100 * n + round(100 * done / max(total, 1)), 100 * n_files, what)


def _file(told: Story, kind: BriefingFormat, request: BriefingRequest, on_progress: _Progress | None) -> bytes:
    if kind is BriefingFormat.PPTX:
        from analytics.briefing.pptx.deck import deck  # noqa: PLC0415 - each library only where its file is made

        return deck(told, template=request.template, on_progress=on_progress)
    if kind is BriefingFormat.PDF:
        from analytics.briefing.pdf.report import report  # noqa: PLC0415

        return report(told, on_progress=on_progress)
    from analytics.briefing.workbook import briefing_workbook  # noqa: PLC0415

    return briefing_workbook(told, on_progress=on_progress)


def run_apart(
    request: BriefingRequest,
    on_progress: Callable[[str, float], None] | None = None,
    *,
    budget: JobLimits = BRIEFING_LIMITS,
) -> Mapping[BriefingFormat, bytes]:
    """Return the files of an request, made by a job from the record that the settings name.

    `on_progress` is told what is made and the share done. Raises MakingError, in words, when a file cannot be made or takes more
    than its budget.
    """
    kinds = "+".join(request.formats)
    try:
        made: Mapping[BriefingFormat, bytes] = run(
            Task(f"deck {kinds}", f"{__name__}:make_in_job", (request,), budget, is_office=True),
            on_progress,
        )
    except JobStoppedError as error:
        text, name = _STOPPED[error.reason], "limit"
        raise MakingError(language(request.lang).text(text, **{name: error.limit})) from error
    return made


def make_in_job(tell: Callable[[str, float], None], request: BriefingRequest) -> dict[BriefingFormat, bytes]:
    """Return the files of an request: what the process of the job does, with the record that it holds."""
    from analytics.prepared.office_record import stored_record  # noqa: PLC0415 - it holds the record: for the process of jobs only

    words = language(request.lang)
    try:
        return make(stored_record(request.scope), request, lambda done, total, what: tell(what, done / max(total, 1)))
    except (SettingError, StoreError) as error:
        raise MakingError(words.text("The record cannot be read: {problem}", problem=error)) from error
    except TemplateError as error:
        raise MakingError(words.text(NO_TEMPLATE, problem=error)) from error
