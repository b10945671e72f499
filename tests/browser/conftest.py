"""What browser tests share: a Chromium, an app on a free port, and a page that notes what it should not do."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from geodata.settings import DATA, DATABASE, ILLUSTRATIVE
from tests import start
from tests.browser.charts import screen  # noqa: F401 - a fixture of all browser tests
from tests.browser.rest import WAIT_MS, WATCH, settled
from tests.browser.screens import lead_to

expect.set_options(timeout=WAIT_MS)  # what is looked for may come late on a busy computer

ROOT = Path(__file__).resolve().parents[2]
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
CROWD = 5000
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]",  # nothing goes outside
    "--process-per-site",  # pages of the app share a process, which knows their scripts already
]

Serve = Callable[..., AbstractContextManager[str]]
FAILED = pytest.StashKey[bool]()


@dataclass
class Opened:
    """A page with the addresses outside this computer that it asked for and the errors it raised."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def chromium_path() -> str | None:
    """Return the Chromium of the environment, of the usual place or of the path, if there is one."""
    candidates = [
        os.environ.get("KHUYENCONG_CHROMIUM"),
        "/usr/bin/chromium",
        *map(shutil.which, ("chromium", "google-chrome")),
    ]
    return next((path for path in candidates if path and Path(path).is_file()), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser; without one the test is skipped, or fails where a browser is required."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium found: install it or name it in KHUYENCONG_CHROMIUM"
        if os.environ.get("KHUYENCONG_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def kept(chromium: Browser) -> Iterator[Callable[[int], BrowserContext]]:
    """`kept(n)` is the context of the nth visitor of a test: tests use it one after the other, so that scripts are not fetched and
    compiled for each of them.

    A page of this computer stays open in each, which keeps the process of such pages alive.
    """
    contexts: list[BrowserContext] = []

    def nth(n: int) -> BrowserContext:
        while len(contexts) <= n:
            contexts.append(_new_context(chromium))
            page = contexts[-1].new_page()
            page.route("**/*", lambda route: route.fulfill(body=""))
            page.goto("http://127.0.0.1/")
            page.unroute_all()
        return contexts[n]

    yield nth
    for context in contexts:
        context.close()


def _new_context(chromium: Browser, locale: str = "vi-VN") -> BrowserContext:
    """Return a context whose pages tell when they are at rest; a proxy of the tests signs its certificate itself."""
    context = chromium.new_context(locale=locale, accept_downloads=True, ignore_https_errors=True)
    context.add_init_script(WATCH)
    return context


def _slow_down(page: Page) -> None:
    """Let the processor of a page be as many times slower as `KHUYENCONG_SLOW_BROWSER` says."""
    if rate := float(os.environ.get("KHUYENCONG_SLOW_BROWSER", "0")):
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


def _as_new(context: BrowserContext, addresses: set[str]) -> None:
    """Close the pages of a test and forget what they left in the browser."""
    first, *others = context.pages
    for page in others:
        page.close()
    context.unroute_all()
    context.clear_cookies()
    context.clear_permissions()
    session = context.new_cdp_session(first)
    for address in addresses:
        session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    session.detach()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(
    url: str, process: subprocess.Popen[bytes], log: Path, health: int, seconds: float = 60
) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - own server
                status = answer.status
        except HTTPError as error:
            status = error.code
        except (URLError, OSError):
            status = 0
        if status == health:
            return
        time.sleep(0.2)
    pytest.fail(f"the app did not start at {url}:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")


@contextmanager
def serve_script(
    log: Path,
    script_path: Path,
    *args: str,
    env: dict[str, str] | None = None,
    launcher: Path | None = None,
    health: int = 200,
) -> Iterator[str]:
    """Run a Streamlit script from the root of the repository and give its address; `args` go to the script.

    `launcher` is a script that takes the place of the `streamlit` command, `health` what the health check is to answer.
    """
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    options = {
        "server.headless": "true",
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    streamlit = ["-m", "streamlit"] if launcher is None else [str(launcher)]
    command = [sys.executable, *streamlit, "run", str(script_path), *flags, *(["--", *args] if args else [])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **start.ENVIRONMENT, **(env or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(url, process, log, health)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """`with serve(script_path, *args, env=…) as url:` runs a Streamlit script on a free port of this computer."""

    def start(
        script_path: Path, *args: str, env: dict[str, str] | None = None, launcher: Path | None = None
    ) -> AbstractContextManager[str]:
        log = tmp_path_factory.mktemp("serve") / "streamlit.log"
        return serve_script(log, Path(script_path), *args, env=env, launcher=launcher)

    return start


@pytest.fixture(scope="session")
def app_url(serve: Serve) -> Iterator[str]:
    """The address of the app itself, as `streamlit run dashboard.py` shows it."""
    with serve(ROOT / "dashboard.py") as url:
        yield url


@pytest.fixture(scope="session")
def crowded_url(serve: Serve) -> Iterator[str]:
    """The address of the app on five thousand illustrative facilities."""
    with serve(ROOT / "dashboard.py", env={ILLUSTRATIVE: str(CROWD)}) as url:
        yield url


@pytest.fixture(scope="session")
def changed_office(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the app of an office and the file of its store, into which tests write one after the other and take it back."""
    folder = tmp_path_factory.mktemp("changed")
    with serve(ROOT / "dashboard.py", env={DATA: str(folder), DATABASE: ""}) as url:
        yield url, folder / "khuyencong.sqlite3"


def _watch(opened: Opened) -> None:
    def is_outside(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL_HOSTS

    page = opened.page
    page.on("request", lambda request: opened.outside.append(request.url) if is_outside(request.url) else None)
    page.on("websocket", lambda socket: opened.outside.append(socket.url) if is_outside(socket.url) else None)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)


@pytest.fixture
def open_page(chromium: Browser, kept: Callable[[int], BrowserContext]) -> Iterator[Callable[..., Opened]]:
    """`open_page(url, width, height, color_scheme)` opens a page as a new visitor does, with all rights unless `has_token` is
    False, in a browser of the language `locale`, and notes `outside` and `errors`.

    Each visitor has a context: one that is kept from test to test and made as new after each, another for another language.
    """
    used: list[BrowserContext] = []
    others: list[BrowserContext] = []
    addresses: set[str] = set()

    def open_one(
        url: str,
        width: int = 1366,
        height: int = 768,
        color_scheme: Literal["light", "dark"] = "light",
        *,
        has_token: bool = True,
        locale: str = "vi-VN",
    ) -> Opened:
        if locale == "vi-VN":
            context = kept(len(used))
            used.append(context)
        else:
            context = _new_context(chromium, locale)
            others.append(context)
        addresses.add("{0.scheme}://{0.netloc}".format(urlsplit(url)))
        opened = Opened(context.new_page())
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.page.emulate_media(color_scheme=color_scheme)
        _watch(opened)
        _slow_down(opened.page)
        opened.page.goto(start.with_token(url) if has_token else url)
        return opened

    yield open_one
    for context in others:
        with suppress(PlaywrightError):
            context.close()
    for context in used:
        _as_new(context, addresses)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, object, object]:
    """Note that a test failed, for what it leaves behind."""
    if call.excinfo:
        item.stash[FAILED] = True
    return (yield)


@dataclass
class Lent:
    """The one page that tests use one after the other, with the server that it is of."""

    context: BrowserContext
    server: str = ""
    opened: Opened | None = None

    def close(self) -> None:
        """Close the page and forget what it left in the browser."""
        if self.opened:
            self.opened.page.close()
            self.context.clear_cookies()
            self.opened = None


@pytest.fixture(scope="session")
def _lent(chromium: Browser) -> Iterator[Lent]:
    context = _new_context(chromium)
    yield Lent(context)
    context.close()


@pytest.fixture
def led_page(request: pytest.FixtureRequest, _lent: Lent) -> Iterator[Callable[..., Page]]:
    """`led_page(url, address, width, height)` leads the page that is open from the test before to an address of the app at `url`.

    To open a page takes three times as long. For a test that holds what an address shows: where it matters that a visit is new, or
    what was done in it before, `open_page` opens one. At the end nothing went outside and nothing failed; after a test that
    failed, and for another server, a page is opened anew.
    """

    def led(
        url: str,
        address: str = "",
        width: int = 1366,
        height: int = 768,
        color_scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        if _lent.server != url:
            _lent.close()
        is_new = _lent.opened is None
        if _lent.opened is None:
            _lent.opened, _lent.server = Opened(_lent.context.new_page()), url
            _watch(_lent.opened)
            _slow_down(_lent.opened.page)
        page = _lent.opened.page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        if is_new:
            page.goto(start.with_token(f"{url}/{address}"))
            page.locator('[data-testid="stMain"]').wait_for(timeout=WAIT_MS)
            settled(page)
        else:
            lead_to(page, address)
        return page

    yield led
    found = _lent.opened
    if found and request.node.stash.get(FAILED, False):
        _lent.close()
    elif found:
        seen = found.outside + found.errors
        if seen:
            _lent.close()
        assert seen == []
