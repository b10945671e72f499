"""A server of the app of its own for a measurement, and what its processes use."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from tests.benchmarks.bench import FLAGS, free_port

START_S = 120.0


@dataclass(frozen=True)
class Server:
    """Where a server answers, and its process (None: it was not started here, so nothing is known of what it uses)."""

    address: str
    process: psutil.Process | None = None
    data: Path | None = None

    def seconds(self) -> float:
        """Return the processor seconds that the server and its children have used."""
        return sum(sum(times[:4]) for times in (self.process.cpu_times(),)) if self.process else float("nan")

    def memory_mb(self) -> float:
        """Return the memory of the server without its children."""
        return self.process.memory_info().rss / 1e6 if self.process else float("nan")


@contextmanager
def started(
    root: Path, options: dict[str, str] | None = None, prepare: Callable[[Path], None] | None = None
) -> Iterator[Server]:
    """Run the app of a checkout as `streamlit run dashboard.py` does, on a store of its own; `options` go to Streamlit.

    `prepare` is given the data folder before the start.
    """
    port = free_port()
    flags = {**FLAGS, "server.port": str(port), **(options or {})}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *(f"--{k}={v}" for k, v in flags.items())]
    with tempfile.TemporaryDirectory(prefix="load-") as data, tempfile.TemporaryFile("w+") as log:
        if prepare:
            prepare(Path(data))
        environment = {**os.environ, "PYTHONPATH": str(root), "KHUYENCONG_DATA": data}
        child = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(port, child)
            yield Server(_address(port, log.fileno()), psutil.Process(child.pid), Path(data))
        finally:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=10)
            child.kill()


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and child.poll() is None:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return
        time.sleep(0.2)
    msg = f"the app did not start on port {port}"
    raise RuntimeError(msg)


def _address(port: int, log: int) -> str:
    """Return the address that the app prints, with its start token where it has one."""
    printed = os.pread(log, 100_000, 0).decode(errors="replace")
    found = re.findall(rf"http://(?:127\.0\.0\.1|localhost):{port}\S*", printed)
    return next((one for one in found if "?" in one), f"http://127.0.0.1:{port}/")
