"""The page that the README's command opens may edit, another may not; all screens together ask for nothing outside."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.conftest import ROOT
from tests.server.door import OUTSIDE, App, running_app
from tests.start import TOKEN

pytestmark = pytest.mark.browser
EVERY_SCREEN = (
    "",
    "funding",
    "exports",
    "ocop",
    "proposals",
    "present",
    "present?slide=overview",
    "sources",
    "imports",
    "edit",
    "quality",
    "audit",
    "record",
    "?lang=en&token_like=x",
)
Open = Callable[..., object]


@pytest.fixture(scope="module")
def app(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:  # noqa: ARG001 - no browser, no server
    with running_app(tmp_path_factory.mktemp("door")) as running:
        yield running


def test_a_reader_whose_visit_is_the_first_is_told_why_a_data_screen_is_closed(app: App, open_page: Open) -> None:
    opened = open_page(f"{app.url}/imports", has_token=False)
    page: Page = opened.page  # type: ignore[attr-defined]
    expect(page.get_by_text("không được làm việc này")).to_be_visible(timeout=screens.WAIT_MS)
    expect(page.locator(".st-key-navigation")).to_be_visible()
    assert opened.errors == []  # type: ignore[attr-defined]


def test_all_screens_ask_for_nothing_outside_neither_in_the_browser_nor_in_the_server(
    app: App, open_page: Open
) -> None:
    opened = open_page(f"{app.url}/")
    page: Page = opened.page  # type: ignore[attr-defined]
    screens.map_frame(page)
    for screen in EVERY_SCREEN:
        screens.lead_to(page, screen)
        page.locator(".st-key-navigation, .st-key-show").first.wait_for(state="attached", timeout=60_000)
        name = screen.partition("?")[0]
        assert page.evaluate("location.pathname") == f"/{name}"
    assert opened.outside == []  # type: ignore[attr-defined]
    assert opened.errors == []  # type: ignore[attr-defined]
    assert app.outside == []


def test_a_page_without_the_token_looks_and_with_it_edits_in_every_window(app: App, open_page: Open) -> None:
    page: Page = open_page(f"{app.url}/sources", has_token=False).page  # type: ignore[attr-defined]
    expect(page.get_by_text("Chỉ xem")).to_be_visible(timeout=screens.WAIT_MS)
    expect(page.get_by_role("link", name="Dữ liệu")).to_have_count(0)
    page.goto(f"{app.url}/edit")
    expect(page.get_by_text("token=…")).to_be_visible(timeout=screens.WAIT_MS)

    page.goto(f"{app.url}/sources?token={TOKEN}&district=219")
    expect(page.get_by_role("link", name="Dữ liệu")).to_be_visible(timeout=screens.WAIT_MS)
    expect(page).to_have_url(f"{app.url}/sources?district=219")
    other = page.context.new_page()
    other.goto(f"{app.url}/edit")
    expect(other.locator(".st-key-data_navigation")).to_be_visible(timeout=screens.WAIT_MS)
    assert TOKEN not in page.content()
    assert page.evaluate("document.cookie").find("khuyencong") == -1


def test_a_frame_of_another_page_stays_empty(app: App, open_page: Open) -> None:
    page: Page = open_page(f"{app.url}/", has_token=False).page  # type: ignore[attr-defined]
    page.goto("about:blank")
    page.set_content(f'<iframe src="{app.url}/"></iframe>')
    screens.until(page, lambda: [one.url for one in page.frames][1:] == ["chrome-error://chromewebdata/"])
    assert page.frame_locator("iframe").locator("#root").count() == 0


def said(file: Path) -> str:
    """Return what a file says so far."""
    return file.read_text("utf-8") if file.exists() else ""


@contextmanager
def started_by_hand(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Start the app as a person does, with a browser that only notes what it is asked to open; yield note and console."""
    note, console, programs = folder / "opened.txt", folder / "console.txt", folder / "bin"
    programs.mkdir()
    browser = programs / "xdg-open"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{note}"\n', "utf-8")
    browser.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": f"{OUTSIDE}:{ROOT}",
        "KHUYENCONG_TEST_OUTSIDE": str(folder / "outside.txt"),
        "KHUYENCONG_DATA": str(folder / "data"),
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "false"]
    with console.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 60
        while not (said(note).strip() and "token=" in said(console)) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield note, console
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.skipif(sys.platform != "linux", reason="the browser is started in another way")
def test_the_page_that_the_command_opens_may_edit_and_its_address_opens_once(tmp_path: Path, open_page: Open) -> None:
    with started_by_hand(tmp_path) as (note, console):
        (address,) = note.read_text("utf-8").split()
        printed = re.search(r"http://\S+token=(\S+)", console.read_text("utf-8"))
        assert printed
        assert printed[1] not in address
        page: Page = open_page(address, has_token=False).page  # type: ignore[attr-defined]
        expect(page.get_by_role("link", name="Dữ liệu")).to_be_visible(timeout=60_000)
        expect(page).not_to_have_url(re.compile("token"))
        again: Page = open_page(address, has_token=False).page  # type: ignore[attr-defined]
        expect(again.get_by_text("Chỉ xem")).to_be_visible(timeout=screens.WAIT_MS)
        other: Page = open_page(printed[0], has_token=False).page  # type: ignore[attr-defined]
        expect(other.get_by_role("link", name="Dữ liệu")).to_be_visible(timeout=screens.WAIT_MS)
    assert not (tmp_path / "outside.txt").exists()
