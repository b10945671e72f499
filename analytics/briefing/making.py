"""From an order to its files, in this process (`make`) or in one of its own that holds nobody else up (`run_apart`)."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from analytics.briefing.order import Format, Order
from analytics.briefing.programme import arranged
from analytics.briefing.slides import Story
from analytics.briefing.story import story
from analytics.language import language
from analytics.prepared import Prepared

Progress = Callable[[int, int, str], None]
ROOT = Path(__file__).parents[2]
MOST_SECONDS = 300.0
AT_ONCE = threading.BoundedSemaphore(2)
"""Files of at most two orders are made at once, so that the screens of others keep the processors."""
PROGRESS = "progress"


class MakingError(RuntimeError):
    """The files could not be made; the text says why, in the language of the order."""


def make(prepared: Prepared, order: Order, on_progress: Progress | None = None) -> dict[Format, bytes]:
    """Return the files of an order; `on_progress` is told (done, of how many, what) over all of them.

    Raises TemplateError when the template cannot be used.
    """
    told = arranged(
        story(
            prepared,
            order.selection,
            today=order.day,
            language=language(order.lang),
            spec=order.spec,
            layers=order.layers,
        ),
        order.programme,
    )
    files: dict[Format, bytes] = {}
    for n, kind in enumerate(order.formats):
        files[kind] = _file(told, kind, order, _part(on_progress, n, len(order.formats)))
    return files


def _part(on_progress: Progress | None, n: int, n_files: int) -> Progress | None:
    """Return the progress of one file as a part of the progress of all: a hundred steps a file."""
    if on_progress is None:
        return None
    return lambda done, total, what: on_progress(100 * n + round(100 * done / max(total, 1)), 100 * n_files, what)


def _file(told: Story, kind: Format, order: Order, on_progress: Progress | None) -> bytes:
    if kind is Format.PPTX:
        from analytics.briefing.deck import deck  # noqa: PLC0415 - each library only where its file is made

        return deck(told, template=order.template, on_progress=on_progress)
    if kind is Format.PDF:
        from analytics.briefing.report import report  # noqa: PLC0415

        return report(told, on_progress=on_progress)
    from analytics.briefing.workbook import workbook  # noqa: PLC0415

    return workbook(told, on_progress=on_progress)


def run_apart(
    order: Order, on_progress: Progress | None = None, *, seconds: float = MOST_SECONDS
) -> Mapping[Format, bytes]:
    """Return the files of an order, made by a process of its own from the record that the settings name.

    Raises MakingError when that process says so, or takes longer than `seconds`.
    """
    with AT_ONCE, tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        command = [sys.executable, "-X", "utf8", "-m", "analytics.briefing", "--order", "-", "--out", folder]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8") as child:  # noqa: S603 - our own module
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stderr is not None
            clock = threading.Timer(seconds, child.kill)
            clock.start()
            errors: list[str] = []
            listener = threading.Thread(target=_collect, args=(child.stderr, errors), daemon=True)
            listener.start()
            try:
                _send(child.stdin, order)
                for line in child.stdout:
                    _tell(line, on_progress)
                code = child.wait()
            finally:
                clock.cancel()
                child.kill()
            listener.join(timeout=5)
        if code:
            raise MakingError("".join(errors).strip().rpartition("\n")[2] or f"exit code {code}")
        return {kind: _only(Path(folder), kind) for kind in order.formats}


def _collect(stream: IO[str], lines: list[str]) -> None:
    lines.extend(stream)


def _send(stream: IO[str], order: Order) -> None:
    try:
        with stream:
            json.dump(order.to_content(), stream)
    except BrokenPipeError:
        return  # the process has ended; its exit code says why


def _tell(line: str, on_progress: Progress | None) -> None:
    name, _, rest = line.rstrip("\n").partition("\t")
    if name != PROGRESS or on_progress is None:
        return
    done, total, what = rest.split("\t", 2)
    on_progress(int(done), int(total), what)


def _only(folder: Path, kind: Format) -> bytes:
    (path,) = folder.glob(f"*.{kind.value}")
    return path.read_bytes()
