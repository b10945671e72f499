"""The processes of jobs: a fresh one for each job from outside, one kept warm for those of the office."""

import contextlib
import logging
import pickle
import queue
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import IO, Any

from geodata.jobs.child import SIGNALS, answer_from
from geodata.jobs.model import POLL_SECONDS, JobLimits, JobStoppedError, Progress, StopReason, Task
from geodata.settings import child_environment, office_environment

IDLE_SECONDS = 600.0
"""How long a warm process waits for its next job before it gives its memory back."""
MOST_JOBS = 40
WARM_MB = 900
"""A warm process that grew beyond it, or did so many jobs, is replaced."""
ROOT = Path(__file__).parents[2]
_NO_MEMORY = (b"memory allocation of", b"MemoryError", b"std::bad_alloc", b"Cannot allocate memory", b"failed to map")
"""What libraries of other languages say when memory ends."""
_LOG = logging.getLogger(__name__)


class Worker:
    """A child process that does one job after another."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start the process."""
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self.child = subprocess.Popen(
            [sys.executable, "-E", "-s", "-X", "utf8", "-m", "geodata.jobs.child"],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self.jobs = 0
        self.memory_mb = 0
        self.idle: Timer | None = None

    def do(self, task: Task, on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> Any:
        """Do a task and return its outcome; the process is of no more use when JobStoppedError is raised."""
        answers: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        Thread(target=self._listen, args=(task, answers), daemon=True).start()
        deadline = time.monotonic() + task.budget.seconds
        while True:
            if is_cancelled():
                raise JobStoppedError(StopReason.CANCELLED)
            if (left := deadline - time.monotonic()) <= 0:
                raise JobStoppedError(StopReason.TIME, round(task.budget.seconds))
            try:
                answer = answers.get(timeout=min(POLL_SECONDS, left))
            except queue.Empty:
                continue
            if answer is None:
                raise self._death(task.budget)
            kind, *values = answer
            if kind == "at":
                if on_progress:
                    on_progress(*values)
                continue
            value, (self.memory_mb, processor) = values
            self.jobs += 1
            _LOG.info("job %s: %.1f s of processor, its process holds %d MB", task.kind, processor, self.memory_mb)
            if kind == "memory":
                raise JobStoppedError(StopReason.MEMORY, task.budget.memory_mb)
            if kind == "raised":
                raise value
            return value

    def _listen(self, task: Task, answers: "queue.SimpleQueue[tuple[Any, ...] | None]") -> None:
        """Send the task and put its answers into the queue up to the last, None when the process is gone."""
        assert self.child.stdin
        assert self.child.stdout
        try:
            pickle.dump((task.entry, task.arguments, task.budget, task.is_office), self.child.stdin)
            self.child.stdin.flush()
            while True:
                answer = answer_from(self.child.stdout)
                answers.put(answer)
                if answer[0] != "at":
                    return
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
            if not isinstance(error, (OSError, EOFError)):
                _LOG.warning("job %s: what its process answered is not taken: %s", task.kind, error)
            answers.put(None)

    def _death(self, budget: JobLimits) -> JobStoppedError:
        """Return why a process that says nothing more is gone."""
        try:
            code = self.child.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it said what is no answer and lives
            self.child.kill()
            self.child.wait()
            code = 0
        self._errors.seek(0)
        said = self._errors.read(1_000_000)
        if code == -SIGNALS["SIGXCPU"]:
            return JobStoppedError(StopReason.TIME, budget.processor_seconds)
        if code == -SIGNALS["SIGKILL"] or any(sign in said for sign in _NO_MEMORY):
            return JobStoppedError(StopReason.MEMORY, budget.memory_mb)
        _LOG.warning("the process of a job died with %s: %s", code, said[-2000:].decode(errors="replace"))
        return JobStoppedError(StopReason.DIED)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self.idle:
            self.idle.cancel()
        self.child.kill()
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout, self._errors):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()  # type: ignore[union-attr]  # all are pipes or files


class Workers:
    """The processes: a fresh one for each job from outside, one kept warm for those of the office."""

    def __init__(self) -> None:
        """Begin without a process."""
        self._warm: dict[tuple[tuple[str, str], ...], Worker] = {}
        self._at_work = 0
        self._lock = Lock()

    def do(self, task: Task, on_progress: Progress | None, is_cancelled: Callable[[], bool]) -> Any:
        """Do a task in the process that is warm or in a new one, and return its outcome."""
        environment = office_environment() if task.is_office else child_environment()
        worker = (self._taken(environment) if task.is_office else None) or Worker(environment)
        is_kept = False
        with self._lock:
            self._at_work += task.is_office
        try:
            result = worker.do(task, on_progress, is_cancelled)
            is_kept = task.is_office
        except JobStoppedError:
            raise
        except Exception:
            is_kept = task.is_office  # an error of the task itself: the process is well
            raise
        finally:
            with self._lock:
                self._at_work -= task.is_office
            if not (is_kept and self._kept(environment, worker)):
                worker.close()
        return result

    def is_warm(self) -> bool:
        """Tell whether a process of the office waits or works."""
        with self._lock:
            return self._at_work > 0 or _key(office_environment()) in self._warm

    def _taken(self, environment: Mapping[str, str]) -> Worker | None:
        with self._lock:
            worker = self._warm.pop(_key(environment), None)
        if worker is None:
            return None
        if worker.idle:
            worker.idle.cancel()
        if worker.child.poll() is None:
            return worker
        worker.close()
        return None

    def _kept(self, environment: Mapping[str, str], worker: Worker) -> bool:
        key = _key(environment)
        with self._lock:
            if key in self._warm or worker.jobs >= MOST_JOBS or worker.memory_mb > WARM_MB:
                return False
            others = [self._warm.pop(old) for old in list(self._warm)]  # of other settings: one process stays warm
            self._warm[key] = worker
        for other in others:
            other.close()
        worker.idle = Timer(IDLE_SECONDS, self._drop, (key, worker))
        worker.idle.daemon = True
        worker.idle.start()
        return True

    def _drop(self, key: tuple[tuple[str, str], ...], worker: Worker) -> None:
        with self._lock:
            if self._warm.get(key) is not worker:
                return
            del self._warm[key]
        worker.close()

    def close(self) -> None:
        """End the processes that wait."""
        with self._lock:
            waiting = [self._warm.pop(key) for key in list(self._warm)]
        for worker in waiting:
            worker.close()


def _key(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(environment.items()))
