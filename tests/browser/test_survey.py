"""A campaign on a phone in a real browser: a half-filled form survives a reload, is taken in once, with its photo and position."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geodata.settings import DATA, DATABASE
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Serve
from tests.survey.office_store import filled_store, visit_keys

pytestmark = pytest.mark.browser


@pytest.fixture
def campaign(serve: Serve, tmp_path: Path) -> Iterator[tuple[str, str]]:
    folder = tmp_path / "data"
    folder.mkdir()
    store = filled_store(folder, 3)
    key = visit_keys(store)[0]
    store.close()
    with serve(ROOT / "dashboard.py", env={DATA: str(folder), DATABASE: ""}) as url:
        yield url, key


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (2400, 1800), "green").save(made, "JPEG")
    return made.getvalue()


def ready(page: Page) -> None:
    page.locator(".form[data-ready]").wait_for(timeout=screens.WAIT_MS)
    rest.settled(page)


def test_a_half_filled_form_survives_a_reload_and_is_taken_in_once(
    campaign: tuple[str, str], open_page: Callable[..., object]
) -> None:
    url, key = campaign
    opened = open_page(f"{url}/survey?visit={key}")
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page)
    form = page.locator(".form")
    form.locator("[data-name=visited_on] input").fill("2024-01-18")
    form.get_by_text("Đã làm việc").click()
    form.locator("[data-name=workers] input").fill("25")
    form.locator("[data-name=revenue] input").fill("1.250,5")
    form.locator("[data-name=photo_1] input").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(form.locator("[data-name=photo_1] img")).to_be_visible()
    expect(form.locator(".status")).to_contain_text("Đã giữ trên máy này")

    page.reload()
    ready(page)
    expect(form.locator("[data-name=workers] input")).to_have_value("25")
    expect(form.locator("[data-name=photo_1] img")).to_be_visible()
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]

    form.locator("button.send").click()
    expect(form.locator("> .problem")).to_contain_text("Đề nghị của đoàn")
    form.locator("[data-name=produces] .choice").first.click()
    form.locator("[data-name=recommended] .choice").nth(1).click()
    form.locator("[data-name=recommended_amount] input").fill("120")
    form.locator("button.send").click()
    expect(page.locator(".kc-attachment")).to_have_count(1, timeout=screens.WAIT_MS)
    expect(form.locator(".status")).to_have_text("")
    expect(form.locator("[data-name=workers] input")).to_have_value("25")
    assert opened.outside == []
    assert opened.errors == []
