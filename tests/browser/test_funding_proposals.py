"""The funding and proposal screens in a real browser with the outside blocked: what their marks, tables and cards lead to."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analytics.wording.language import documents_whole
from tests.browser import rest, screens
from tests.browser.charts import click_mark, go_to

pytestmark = pytest.mark.browser

BLANK = """
() => {
  const plot = document.querySelector(".st-key-chart_funding_years .kc-plot");
  window.blank = 0;
  const look = () => {
    if (!plot.isConnected || !plot.querySelector(".main-svg .point")) window.blank += 1;
    requestAnimationFrame(look);
  };
  look();
}
"""


def test_a_chart_stays_drawn_while_the_selection_changes(screen: Callable[..., Page]) -> None:
    page = screen("funding")
    page.evaluate(BLANK)
    click_mark(page, "funding_years", "years", "2020-2020")
    expect(page).to_have_url(re.compile("years=2020"), timeout=screens.WAIT_MS)
    rest.settled(page)
    assert page.evaluate("window.blank") == 0


def test_two_marks_of_one_chart_are_chosen_one_after_the_other(screen: Callable[..., Page]) -> None:
    page = screen("funding", "?tab=sectors")
    for sector, held in (("wood", ()), ("mechanical", ()), ("food", ("Control",))):
        click_mark(page, "funding_sectors", "sectors", sector, held=held)
        expect(page).to_have_url(re.compile(sector), timeout=screens.WAIT_MS)
        rest.settled(page)
    expect(page).to_have_url(re.compile("sector=mechanical%2Cfood"))
    click_mark(page, "funding_sectors", "sectors", "food")
    expect(page).to_have_url(re.compile("sector=food"), timeout=screens.WAIT_MS)


def test_from_a_year_to_a_programme_to_its_proposals_and_back(screen: Callable[..., Page]) -> None:
    page = screen("funding", "?tab=list")
    click_mark(page, "funding_years", "years", "2020-2020")
    expect(page.locator(".st-key-drill_path")).to_contain_text("Năm 2020", timeout=screens.WAIT_MS)
    rest.settled(page)
    click_mark(page, "funding_programmes", "programmes", "national")
    expect(page.locator(".st-key-drill_path")).to_contain_text("3 đề án", timeout=screens.WAIT_MS)
    row = page.locator('tr[data-row="da-2020-quoc-gia-may-cnc"]').first
    rest.settled(page)
    row.locator("th").click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text(documents_whole("28/2018/TT-BTC, Điều 8 khoản 4"), timeout=screens.WAIT_MS)
    expect(card).to_contain_text("chưa kết luận được")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0, timeout=screens.WAIT_MS)
    rest.settled(page)
    page.get_by_role("button", name="Năm 2020 ↩").first.click()
    expect(page).not_to_have_url(re.compile("years|programme"), timeout=screens.WAIT_MS)


def test_the_choice_holds_on_the_other_screen(screen: Callable[..., Page]) -> None:
    page = screen("funding")
    click_mark(page, "funding_districts", "districts", "220")
    expect(page.get_by_role("button", name="Sơn Động ✕")).to_be_visible(timeout=screens.WAIT_MS)
    rest.settled(page)
    go_to(page, "proposals")
    expect(page.get_by_role("button", name="Sơn Động ✕")).to_be_visible()
    expect(page.locator(".st-key-chart_proposals_stages")).to_contain_text("n = 4 đề án")


def test_rows_and_sources_are_one_click_away(screen: Callable[..., Page]) -> None:
    page = screen("funding", "?years=2023-2023&tab=plans")
    page.locator(".st-key-chart_funding_bases").get_by_role("button", name="Nguồn:").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("3,5 tỷ đồng").first).to_be_visible(timeout=screens.WAIT_MS)
    expect(dialog.get_by_text("3,3 tỷ đồng").first).to_be_visible()


def test_the_table_behind_a_chart_chooses_too(screen: Callable[..., Page]) -> None:
    page = screen("funding", "?tab=sectors")
    page.locator(".st-key-chart_funding_sectors").get_by_role("button", name="Bảng số liệu, CSV").click()
    row = page.locator(".st-key-chart_funding_sectors tr[data-row='packaging']")
    row.wait_for()
    rest.settled(page)
    row.locator("th").click()
    expect(page).to_have_url(re.compile("sector=packaging"), timeout=screens.WAIT_MS)


def test_a_chart_is_saved_as_a_picture(screen: Callable[..., Page], tmp_path: Path) -> None:
    page = screen("proposals", "?tab=years")
    with page.expect_download(timeout=screens.WAIT_MS) as download:
        page.locator(".st-key-chart_proposals_years").get_by_role("button", name="Tải ảnh (PNG)").click()
    assert download.value.suggested_filename.endswith("theo-nam-toan-tinh-moi-nam.png")
    download.value.save_as(tmp_path / "chart.png")
    picture = (tmp_path / "chart.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    plot = page.locator(".st-key-chart_proposals_years .js-plotly-plot").bounding_box()
    assert int.from_bytes(picture[16:20], "big") >= 2 * plot["width"]
    assert int.from_bytes(picture[20:24], "big") > 2 * plot["height"]


def test_a_proposal_that_is_due_opens_its_card(screen: Callable[..., Page]) -> None:
    page = screen("proposals", "?years=2018-2018&tab=due")
    page.locator('.st-key-box_due tr[data-row="da-2018-hai-thinh"] th').click()
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("09/11/2018", timeout=screens.WAIT_MS)
    expect(card).to_contain_text("27,3%")


def test_proposals_as_cards(screen: Callable[..., Page]) -> None:
    page = screen("proposals", "?tab=list")
    page.locator(".st-key-shape").get_by_text("Thẻ").click()
    cards = page.locator('[class*="st-key-card_of_"]')
    expect(cards).to_have_count(12, timeout=screens.WAIT_MS)
    rest.settled(page)
    page.get_by_role("button", name="Xem thêm").click()
    expect(cards).to_have_count(24, timeout=screens.WAIT_MS)
    rest.settled(page)
    cards.first.get_by_role("button", name="Mở").click()
    expect(page.locator(".st-key-card")).to_be_visible(timeout=screens.WAIT_MS)
