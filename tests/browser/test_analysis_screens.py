"""The four analysis screens in a real browser with the outside blocked: each mark chooses, nothing is cut, all is Vietnamese."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.charts import SCREENS, click_mark

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


def a_mark_narrows_and_the_same_mark_widens(page: Page, name: str) -> None:
    for tab, marks in MARKS[name].items():
        screens.lead_to(page, f"{name}?tab={tab}")
        for chart, mark in marks:
            click_mark(page, chart, *mark)
            for field, value in zip(mark[::2], mark[1::2], strict=True):
                parameter = field if field in {"years", "stars"} else field.removesuffix("s")
                expect(page).to_have_url(re.compile(f"[?&]{parameter}={value}(?:&|$)"), timeout=screens.WAIT_MS)
            click_mark(page, chart, *mark)
            expect(page).not_to_have_url(CHOSEN, timeout=screens.WAIT_MS)


def an_empty_selection_says_so_and_leads_back(page: Page, name: str) -> None:
    if name not in {"funding", "proposals"}:
        return
    screens.lead_to(page, f"{name}?district=221&programme=national&stage=withdrawn")
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_be_visible()
    page.get_by_role("button", name="Xem tất cả").click()
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_have_count(0, timeout=screens.WAIT_MS)


def nothing_runs_out_of_a_screen_and_vietnamese_leaves_no_english_words(page: Page, _name: str) -> None:
    for width, height in ((1920, 1080), (390, 844), (1366, 768)):
        screens.resize(page, width, height)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        boxes = [box.bounding_box() for box in page.locator('[class*="st-key-chart_"]').all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width + 1 for box in boxes), width
    assert ENGLISH.findall(screens.read_text(page, '[data-testid="stMain"]')) == []


PLACE = """(chart) => document.querySelector(`.st-key-chart_${chart} .js-plotly-plot`).getBoundingClientRect().top
  - document.querySelector("[data-testid=stMainBlockContainer]").getBoundingClientRect().top"""
"""How far from the top of the screen a chart is drawn, wherever it is scrolled to."""
LEGENDS = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) =>
  [...plot.querySelectorAll(".legend .bg")].map((legend) => {
    const [of_chart, own] = [plot.getBoundingClientRect(), legend.getBoundingClientRect()];
    return [own.left - of_chart.left, of_chart.right - own.right, own.height];
  }))"""


def a_legend_is_a_strip_and_all_districts_are_seen_without_scrolling(page: Page, name: str) -> None:
    for left, right, height in page.evaluate(LEGENDS):
        assert min(left, right) > -1, "a legend stays in its chart"
        assert height < 80, "no more than three lines"
    if name == "ocop":
        names = page.locator(".st-key-chart_ocop_districts .ytick text").all()
        boxes = [box for one in names if (box := one.bounding_box())]
        assert len(boxes) == 10
        assert max(box["y"] + box["height"] for box in boxes) < 768
        before = page.evaluate(PLACE, "ocop_districts")
        screens.lead_to(page, "ocop?district=216")
        assert abs(page.evaluate(PLACE, "ocop_districts") - before) < 2, "the same click takes it back"


def tables_side_by_side_show_all_of_their_columns(page: Page, name: str) -> None:
    if name != "funding":
        return
    screens.lead_to(page, "funding?tab=effect")
    tables = page.locator('[data-testid="stTabs"] .scroll')
    assert tables.count() == 3
    assert tables.evaluate_all("tables => tables.every((one) => one.scrollWidth <= one.clientWidth)")


@pytest.mark.parametrize("name", SCREENS)
def test_an_analysis_screen_keeps_all_of_its_rules(screen: Callable[..., Page], name: str) -> None:
    screens.keep(
        (
            nothing_runs_out_of_a_screen_and_vietnamese_leaves_no_english_words,
            a_legend_is_a_strip_and_all_districts_are_seen_without_scrolling,
            a_mark_narrows_and_the_same_mark_widens,
            an_empty_selection_says_so_and_leads_back,
            tables_side_by_side_show_all_of_their_columns,
        ),
        screen(name),
        name,
    )
