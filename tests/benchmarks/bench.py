"""Candidates of the comparison: how each is started, what a selection change is on it, and when it is done."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
import psutil
from xstatic.pkg import leaflet, leaflet_markercluster

from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.illustrative import illustrative_record
from geodata.record import load_public_record
from geodata.schema.vocabulary import Sector
from geodata.settings import ILLUSTRATIVE
from tests import start

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers")
APP, BARE = "this app", "bare page"
PEER_NAMES = {
    "plain": "MarkerCluster",
    "fast": "FastMarkerCluster",
    "fast_unnamed": "FastMarkerCluster, no names",
}
SECTOR = Sector.WOOD
LABEL = label(SECTOR, Language("vi"))
FLAGS = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.enableStaticServing": "true",
    "browser.gatherUsageStats": "false",
}


@dataclass(frozen=True)
class Candidate:
    """One app of the comparison: the script, what it is given, and how many facilities it shows."""

    name: str
    n_facilities: int
    script: Path
    arguments: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Server:
    """A running app: its address, and its process to look at."""

    url: str
    process: psutil.Process
    started: float

    @property
    def rss_mb(self) -> float:
        """Return the memory of the server in megabytes (resident set)."""
        return float(self.process.memory_info().rss / 1e6)


@cache
def generated(n_facilities: int) -> Prepared:
    """Return the record that the app generates at this size."""
    return prepare(illustrative_record(n_facilities))


def as_delivered() -> Candidate:
    """Return this app on the record that it opens with."""
    return Candidate(APP, 0, ROOT / "dashboard.py", environment=((ILLUSTRATIVE, "0"),))


def ours(n_facilities: int) -> Candidate:
    """Return this app on the illustrative survey."""
    setting = (ILLUSTRATIVE, str(n_facilities))
    return Candidate(APP, n_facilities, ROOT / "dashboard.py", environment=(setting,))


def peer(kind: str, n_facilities: int, folder: Path) -> Candidate:
    """Return a plain Streamlit + folium script on the same facilities, with all assets in its own folder."""
    home = folder / f"{kind}_{n_facilities}"
    _with_assets(home)
    shutil.copy(PEERS / "markers.py", home)
    frame = generated(n_facilities).facilities.dropna(subset=["lat"])
    columns = {"name": "name", "sector": "sector", "district_code": "district", "lat": "lat", "lon": "lon"}
    frame[list(columns)].rename(columns=columns).to_csv(home / "points.csv", index=False)
    return Candidate(PEER_NAMES[kind], n_facilities, home / "markers.py", (kind,))


def bare(folder: Path) -> Candidate:
    """Return a page with an empty folium map."""
    home = folder / "bare"
    _with_assets(home)
    shutil.copy(PEERS / "bare.py", home)
    return Candidate(BARE, 0, home / "bare.py")


def _with_assets(home: Path) -> None:
    static = home / "static"
    shutil.copytree(leaflet.BASE_DIR, static, ignore=shutil.ignore_patterns("*.map", "*src*"))
    for path in Path(leaflet_markercluster.BASE_DIR).iterdir():
        shutil.copy(path, static)


def expected(candidate: Candidate, sector: Sector | None) -> dict[str, str]:
    """Return what a settled screen says: the number of facilities, plain and as the app writes it."""
    prepared = generated(candidate.n_facilities) if candidate.n_facilities else prepare(load_public_record())
    selected = select(prepared, Selection(sectors=(sector,) if sector else ()))
    if candidate.name == APP:
        count = selected.count("facilities")
    else:
        lat = prepared.index.numbers("facilities", "lat")
        count = int((selected.mask("facilities") & ~np.isnan(lat)).sum())
    return {"plain": str(count), "written": Language("vi").number(count)}


def free_port() -> int:
    """Return a port of this computer that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(candidate: Candidate, log: Path) -> Iterator[Server]:
    """Run a candidate on a free port of this computer until the block ends."""
    port = free_port()
    flags = [part for name, value in {**FLAGS, "server.port": str(port)}.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "streamlit", "run", str(candidate.script), *flags, "--", *candidate.arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **start.ENVIRONMENT, **dict(candidate.environment)}
    started = time.perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=candidate.script.parent, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, process, log)
        yield Server(url, psutil.Process(process.pid), started)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(URLError, OSError), urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - own server
            if answer.status == 200:
                return
        time.sleep(0.02)
    msg = f"no server at {url}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    raise RuntimeError(msg)
