"""The four analysis screens in a real browser with the outside blocked: each mark chooses, nothing is cut, all is Vietnamese."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.charts import SCREENS, click_mark, settle

pytestmark = pytest.mark.browser
ENGLISH = re.compile(
    r"\b(?:the|and|of|rows?|sources?|filter|support|programme|proposals?|published|planned|select|download|due|market"
    r"|country|export|valid)\b",
    re.IGNORECASE,
)
CHOSEN = re.compile("[?&](?:district|sector|years|programme|stage|content|market|stars)=")
MARKS = {
    "funding": {
        "districts": (
            ("funding_years", ("years", "2020-2020")),
            ("funding_programmes", ("programmes", "national")),
            ("funding_districts", ("districts", "213")),
        ),
        "plans": (("funding_periods", ("years", "2016-2020")), ("funding_bases", ("years", "2023-2023"))),
        "sectors": (("funding_sectors", ("sectors", "mechanical")),),
        "contents": (("funding_contents", ("contents", "machinery")),),
    },
    "proposals": {
        "years": (("proposals_years", ("years", "2019-2019")), ("proposals_districts", ("districts", "216"))),
    },
    "exports": {
        "matrix": (("exports_matrix", ("markets", "KOR")),),
        "quantities": (("exports_quantities", ("years", "2020-2020")),),
        "first": (("exports_first_years", ("markets", "EST")),),
    },
    "ocop": {
        "years": (
            ("ocop_districts", ("districts", "219", "stars", "4")),
            ("ocop_standing", ("years", "2024-2024")),
            ("ocop_years", ("years", "2021-2021", "stars", "4")),
        ),
        "typical": (("typical", ("years", "2021-2021")),),
    },
}
"""Charts of each screen and tab, with what a mark of theirs carries."""
TABS = [(name, tab) for name, tabs in MARKS.items() for tab in tabs]


@pytest.mark.parametrize(("name", "tab"), TABS)
def test_a_mark_narrows_and_the_same_mark_widens(screen: Callable[..., Page], name: str, tab: str) -> None:
    page = screen(name, f"?tab={tab}")
    for chart, mark in MARKS[name][tab]:
        click_mark(page, chart, *mark)
        for field, value in zip(mark[::2], mark[1::2], strict=True):
            parameter = field if field in {"years", "stars"} else field.removesuffix("s")
            expect(page).to_have_url(re.compile(f"[?&]{parameter}={value}(?:&|$)"), timeout=screens.WAIT_MS)
        settle(page)
        click_mark(page, chart, *mark)
        expect(page).not_to_have_url(CHOSEN, timeout=screens.WAIT_MS)
        settle(page)


@pytest.mark.parametrize("name", ["funding", "proposals"])
def test_an_empty_selection_says_so_and_leads_back(screen: Callable[..., Page], name: str) -> None:
    page = screen(name, "?district=221&programme=national&stage=withdrawn")
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_be_visible()
    page.get_by_role("button", name="Xem tất cả").click()
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_have_count(0, timeout=screens.WAIT_MS)


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_runs_out_of_a_screen_and_vietnamese_leaves_no_english_words(
    screen: Callable[..., Page], name: str
) -> None:
    page = screen(name)
    for width, height in ((1920, 1080), (1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        boxes = [box.bounding_box() for box in page.locator('[class*="st-key-chart_"]').all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width + 1 for box in boxes), width
    assert ENGLISH.findall(screens.read_text(page, '[data-testid="stMain"]')) == []
