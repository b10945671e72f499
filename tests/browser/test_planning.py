"""A planning meeting in a real browser: candidates, wishes, plan, a decision by hand, a scenario that is proposed, approved and taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geodata.record import load_public_record
from geodata.settings import DATA, DATABASE, StoreAddress
from geodata.store import RecordScope, open_store
from geodata.store.overlay import record_of
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Opened, Serve
from tests.browser.rest import WAIT_MS
from tests.geodata.store.store_rows import proposals_to_plan

pytestmark = pytest.mark.browser
MILLION = 1_000_000
N = 14


def filled(folder: Path) -> None:
    file = folder / "khuyencong.sqlite3"
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    store.commit(
        proposals_to_plan(2026, [(100 + n) * MILLION for n in range(N)], 900 * MILLION), who="lan", action="import"
    )
    store.close()


def stages(folder: Path) -> set[str]:
    file = folder / "khuyencong.sqlite3"
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    frame = record_of(load_public_record(), store, RecordScope.ALL)["proposals"]
    store.close()
    return set(frame.loc[frame["proposal_id"].str.startswith("de-an-"), "stage"])


def reached(page: Page, folder: Path, wanted: set[str]) -> None:
    """Wait until the proposals have come to these stages."""
    screens.until(page, lambda: stages(folder) == wanted, lambda: stages(folder))


@pytest.fixture
def office(serve: Serve, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "data"
    folder.mkdir()
    filled(folder)
    with serve(ROOT / "dashboard.py", env={DATA: str(folder), DATABASE: ""}) as url:
        yield url, folder


def step(page: Page, number: int) -> None:
    rest.settled(page)
    page.locator(".st-key-plan_step button").nth(number - 1).click()


def fill(page: Page, key: str, text: str) -> None:
    field = page.locator(f".st-key-{key} input")
    expect(field).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    field.fill(text)
    field.press("Tab")


def press(page: Page, key: str) -> None:
    button = page.locator(f".st-key-{key} button")
    expect(button).to_be_enabled(timeout=WAIT_MS)
    rest.settled(page)
    button.click()


def holds(page: Page, n: int) -> None:
    """Wait until the plan holds so many proposals, as the first number says."""
    number = page.locator(".st-key-plan_head [data-testid=stMetricValue]").first
    expect(number).to_have_text(f"{n} / {N}")


def test_a_meeting_from_the_candidates_to_an_approval_that_is_taken_back(
    office: tuple[str, Path], open_page: Callable[..., Opened]
) -> None:
    url, folder = office
    opened = open_page(f"{url}/planning")
    page = opened.page
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator('tr[data-row="de-an-0"]')).to_be_visible(timeout=WAIT_MS)

    step(page, 2)
    fill(page, "plan_budget_1", "550")
    rest.settled(page)
    page.locator(".st-key-plan_kind button").nth(1).click()
    rest.settled(page)
    wish = page.locator('[class*="st-key-plan_wish_ids_must_not"] input')
    wish.click()
    wish.press_sequentially("Đề án 0")
    page.get_by_role("option", name="HTX Số 0: Đề án 0", exact=True).click()
    press(page, "plan_wish_add")
    expect(page.locator(".st-key-plan_wish_0")).to_contain_text("HTX Số 0")

    step(page, 3)
    press(page, "plan_make")
    head = page.locator(".st-key-plan_head")
    expect(head).to_be_visible(timeout=WAIT_MS)
    expect(page.locator(".st-key-plan_slider")).to_be_visible(timeout=WAIT_MS)
    holds(page, 5)
    rest.settled(page)
    bottom = page.locator(".st-key-plan_slider").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 768
    slider = page.locator(".st-key-plan_slider").get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.get_by_text("6 đề án,")).to_be_visible(timeout=WAIT_MS)

    rest.settled(page)
    page.locator('.st-key-plan_table tr[data-row="de-an-1"]').click()
    fill(page, "plan_decide_de-an-1", "0")
    fill(page, "plan_decide_de-an-1_why", "trùng với chương trình khác")
    press(page, "plan_decide_de-an-1_do")
    expect(page.locator(".st-key-plan_hand_0")).to_contain_text("trùng với chương trình khác", timeout=WAIT_MS)
    holds(page, 4)

    fill(page, "plan_name", "Phương án họp")
    press(page, "plan_propose")
    rest.settled(page)
    page.get_by_text("Nhập quyết định").first.click()
    fill(page, "plan_approve_decision", "12/QĐ-UBND")
    press(page, "plan_approve")
    undo = page.locator(".said button")
    undo.focus()  # what has the focus stays
    reached(page, folder, {"registered", "approved"})
    undo.click()
    reached(page, folder, {"registered"})
    assert opened.outside == []
    assert opened.errors == []
