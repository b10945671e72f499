"""The frame around every screen: where it stands, what it says, what comes out of a printer."""

import re
from collections.abc import Callable, Iterable

import pymupdf
import pytest
from playwright.sync_api import Page, expect

from analytics.prepared.tables import Prepared
from analytics.selection.selection import Selection
from geodata import clock
from pages.components.frame.screens import ALL_SCREENS, HOME, SCREEN_COUNTS
from tests.analytics.plain_rows import plain_rows
from tests.browser import rest, screens
from tests.browser.test_accessible import violations
from tests.browser.test_paper import MARGIN

pytestmark = pytest.mark.browser
Open = Callable[..., object]
NAMES = [screen.name for screen in ALL_SCREENS]
MOST_PX = 130
"""Above the content of a screen."""


SHEET_PX = (210 - 2 * 10) / 25.4 * 96 / 0.8
"""How wide a sheet of A4 is between the margins of the page, at the size in which a screen stands on it."""
MOST_PHONE_PX = 4000
GOES_ON_SIDEWAYS = """() => {
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      const isScrolled = ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && node.checkVisibility();
      if (isScrolled && node.clientWidth && node.scrollWidth > node.clientWidth + 1 && !node.matches(".dvn-scroller"))
        found.push(`${node.className}: ${node.scrollWidth} px in ${node.clientWidth}`);
    }
  };
  look(document);
  return found;
}"""
"""Whatever of the page, its tables, tabs and filters is scrolled sideways; the grid of the data keepers is a spreadsheet."""
MOST_FOLDED_PX = 2000
"""Of a screen in a window of 1366 pixels, with its sections folded."""
ROUNDS = ("ocop", 2)
"""The tab that is longer: a line for each round and rank, whose numbers have no room in lower lines."""
ENGLISH = re.compile(
    r"\b(Choose|Select|options?|results?|Browse|Drag|drop|per file|Press|Enter|Fullscreen|Close|Clear|Remove|Upload|Open|Link to)\b"
)
ALL_WORDS = """() => {
  const found = [];
  for (const node of document.querySelectorAll("body *:not(script, style, svg, iframe, [data-testid=stIconMaterial])")) {
    for (const name of ["placeholder", "aria-label", "title"]) found.push(node.getAttribute(name) ?? "");
    for (const child of node.childNodes) if (child.nodeType === 3) found.push(child.textContent.trim());
  }
  return found;
}"""
"""Of the page itself; tables, charts and filters are ours and lie in shadow trees."""


LEGENDS_ON_PLOTS = """plots => plots.flatMap((plot) => {
  const legend = plot.querySelector(".legend")?.getBoundingClientRect();
  if (!legend) return [];
  const { _fullLayout: { _size: { t, b } } } = plot;
  const { top, bottom } = plot.getBoundingClientRect();
  const over = Math.min(legend.bottom, bottom - b) - Math.max(legend.top, top + t);
  return over > 1 ? [`${plot.getAttribute("aria-label")}: ${over} px`] : [];
})"""


def answers_of(prepared: Prepared) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return ten questions of a leader about food in Lục Ngạn by screen, as question, place, its words and the number of the rows."""
    rows = plain_rows(prepared, Selection(("219",), ("food",)))
    proposals, flows, ocop = (rows[name] for name in ("proposals", "export_flows", "ocop_products"))
    flows = flows[~flows["is_context"].astype(bool)]
    countries = flows[flows["market_kind"].eq("country")]
    n_markets = str(countries["market_iso3"].nunique())
    assert proposals["support_vnd"].isna().all()
    card = "button.card"
    return {
        HOME: [
            ("How many facilities?", card, "Cơ sở CNNT", str(len(rows["facilities"]))),
            ("How many proposals had support?", card, "Đề án", str(len(proposals))),
            ("How many OCOP products?", card, "Sản phẩm OCOP", f"≥ {len(ocop)}"),
            ("How many countries buy?", card, "Thị trường xuất khẩu", n_markets),
        ],
        "funding": [("How much money?", card, "Kinh phí hỗ trợ", "—")],
        "ocop": [
            ("How many are recognised?", card, "Sản phẩm OCOP", f"≥ {len(ocop)}"),
            ("How many with 4 stars at least?", card, "Sản phẩm 4 sao", f"≥ {ocop['stars'].eq(4).sum()}"),
        ],
        "exports": [
            ("How many countries are named?", card, "Thị trường của Thực phẩm", n_markets),
            ("How many sell abroad?", card, "Đơn vị xuất khẩu", str(flows["facility_id"].nunique())),
        ],
        "proposals": [("How many are on record?", card, "Đề án", str(len(proposals)))],
    }


def tell_answers_first(page: Page, questions: Iterable[tuple[str, str, str, str]]) -> None:
    """Find the answer to each question, and its words, in the first screenful, neither cut nor hidden."""
    for question, place, words, number in questions:
        found = page.locator(place).filter(has=page.locator(".label", has_text=re.compile(f"^{words}")))
        expect(found.locator(".value"), question).to_have_text(number, timeout=screens.WAIT_MS)
        box = found.locator(".value").bounding_box()
        assert box, question
        assert box["y"] + box["height"] <= 768, question


def takes_three_rows(page: Page, name: str) -> None:
    head, links = (page.locator(f".st-key-{one}").bounding_box() for one in ("header", "navigation"))
    assert head
    assert links
    assert (head["y"], head["height"], links["y"], links["height"]) == (0, 44, 44, 36)
    if SCREEN_COUNTS[name]:
        bar = page.locator(".st-key-filters").bounding_box()
        assert bar
        assert round(bar["y"] + bar["height"]) <= MOST_PX


def shows_every_link_of_the_navigation(page: Page, _name: str) -> None:
    for width in (1024, 1366):
        screens.resize(page, width, 768)
        assert page.locator(".st-key-navigation").evaluate("(node) => node.scrollWidth <= node.clientWidth"), width
        search = page.get_by_role("button", name="Tìm cơ sở").locator(".label")
        assert search.evaluate("(node) => node.clientWidth && node.scrollWidth <= node.clientWidth"), width


def fits_a_phone(page: Page, _name: str) -> None:
    screens.resize(page, 390, 844)
    links = page.locator(".st-key-navigation").bounding_box()
    assert links
    assert round(links["y"] + links["height"]) == 844
    page.wait_for_function(  # tables and charts follow the window once they are told of its size
        "() => document.querySelector('[data-testid=stMain]').scrollWidth <= 390", timeout=screens.WAIT_MS
    )
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= MOST_PHONE_PX
    screens.until(  # a table is drawn in lines once it has its width
        page, lambda: not page.evaluate(GOES_ON_SIDEWAYS), seen=lambda: page.evaluate(GOES_ON_SIDEWAYS)
    )
    screens.words_are_whole(page)


def lays_no_legend_on_a_plot(page: Page, _name: str) -> None:
    """In a window that had another width before: the legend takes another number of lines."""
    screens.resize(page, 1366, 768)
    assert page.locator(".kc-plot").evaluate_all(LEGENDS_ON_PLOTS) == []


def is_short_when_folded(page: Page, name: str) -> None:
    """Of each of its tabs, which are opened in turn; the first is open again afterwards."""
    screens.resize(page, 1366, 768)
    tabs = page.locator(".stTabs [role=tab]")
    heights = {}
    for at in [*range(1, tabs.count()), 0]:
        if tabs.count():
            tabs.nth(at).click()
            rest.settled(page)
        heights[at] = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    assert {at: height for at, height in heights.items() if height > MOST_FOLDED_PX and (name, at) != ROUNDS} == {}


def lets_streamlit_speak_no_english(page: Page, _name: str) -> None:
    screens.resize(page, 1366, 768)
    fields = page.locator("[data-testid=stSelectbox] input:enabled, [data-testid=stMultiSelect] input:enabled").filter(
        visible=True
    )
    options = page.locator(":light([role=listbox])")
    if fields.count():
        fields.first.click()
        fields.first.press_sequentially("zqzq")
        options.first.wait_for(timeout=screens.WAIT_MS)

    def english() -> list[str]:
        return [word for word in page.evaluate(ALL_WORDS) if ENGLISH.search(word)]

    screens.until(
        page, lambda: not english(), seen=english
    )  # the words of the page come with a script, after its elements
    if fields.count():
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)


def paper_is_white_in_the_dark(page: Page, name: str) -> None:
    """Another theme is drawn at once, maps and charts alike; what is drawn for a dark screen is printed on white, and no text of it
    is too pale for that.
    """
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    if name == HOME:
        expect(screens.map_frame(page).locator(".leaflet-container.kc-dark")).to_have_count(1)
    expect(page.locator(".kc-plot:not(.kc-dark)").filter(visible=True)).to_have_count(0)
    rest.settled(page)
    paper = pymupdf.open(stream=page.pdf(format="A4", print_background=True), filetype="pdf")
    page.emulate_media(color_scheme="light")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "light")
    rest.settled(page)
    for sheet in paper:
        seen = sheet.get_pixmap(dpi=36, colorspace=pymupdf.csGRAY).samples
        assert sum(seen) / len(seen) > 0.8 * 255, f"sheet {sheet.number} is dark"
        for block in sheet.get_text("dict")["blocks"]:
            for span in (span for line in block.get("lines", []) for span in line["spans"] if span["text"].strip()):
                assert span["color"] != 0xE9EFF4, f"white on white: {span['text']}"


def comes_whole_out_of_a_printer(page: Page, name: str) -> None:
    screens.resize(page, 1366, 768)
    page.evaluate("() => { window.isPrinted = false; window.print = () => { window.isPrinted = true; }; }")
    page.locator(".st-key-frame_head .print").click()
    page.wait_for_function("() => window.isPrinted", timeout=screens.WAIT_MS)
    rest.settled(page)
    if name == HOME:
        screens.map_frame(page)
    paper = pymupdf.open(stream=page.pdf(format="A4", print_background=False), filetype="pdf")
    text = " ".join(" ".join(sheet.get_text() for sheet in paper).split())
    title = page.locator(".st-key-frame_head .screen").text_content() or ""
    assert title
    for part in (title, "Lục Ngạn", "Thực phẩm", f"{clock.today():%d/%m/%Y}"):
        assert part in re.sub(r"\s+", " ", paper[0].get_text()), part
    assert "Tải CSV" not in text
    assert "Xóa hết" not in text
    assert ("Nguồn của các dòng đang chọn" in text) == bool(SCREEN_COUNTS[name])
    others = page.locator('[role="tab"][aria-selected="false"]').all_inner_texts()
    assert all(other in text for other in others)
    assert ("Thẻ khác, không in ở đây" in text) == bool(others)
    if name == "sources":
        assert sum(sheet.get_text().count("Báo Bắc Giang") for sheet in paper) > 25, "only the first page of the table"
        assert re.search(r"còn \d+ dòng không in ở đây", text)
    if name in {HOME, "ocop"}:
        paper_is_white_in_the_dark(page, name)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    widths = page.locator(".kc-plot").filter(visible=True).evaluate_all("all => all.map((plot) => plot.clientWidth)")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert max(widths, default=0) <= SHEET_PX, "a chart is cut at the edge of the sheet"
    for sheet in paper:
        for x0, _, x1, _, word, *_ in sheet.get_text("words"):
            assert x0 >= MARGIN, word
            assert x1 <= sheet.rect.width - MARGIN, word
    if name == HOME:
        filled = {tuple(round(part, 2) for part in one["fill"]) for one in paper[0].get_drawings() if one.get("fill")}
        assert len(filled) >= 8, "the map has lost its colours"
        tables = [sheet.get_text() for sheet in paper if "Đơn vị hành chính" in sheet.get_text()]
        for line in ("Sơn Động", "Chưa rõ địa bàn", "Đang chọn"):
            assert line in tables[0], "a table that fits a sheet stands on one"


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_keeps_all_rules_of_the_frame(
    led_page: Callable[..., Page], app_url: str, name: str, prepared: Prepared
) -> None:
    page = led_page(app_url, f"{'' if name == HOME else name}?district=219&sector=food")
    expect(page.locator(".st-key-frame")).to_be_visible()
    tell_answers_first(page, answers_of(prepared).get(name, ()))
    screens.keep(
        (
            takes_three_rows,
            shows_every_link_of_the_navigation,
            fits_a_phone,
            lays_no_legend_on_a_plot,
            is_short_when_folded,
            lets_streamlit_speak_no_english,
            comes_whole_out_of_a_printer,
        ),
        page,
        name,
    )


def test_a_phone_has_the_whole_name_then_the_map_and_all_numbers_of_its_table(open_page: Open, app_url: str) -> None:
    page = open_page(app_url, width=390, height=844).page
    screens.map_frame(page)
    rest.settled(page)
    name = page.locator(".st-key-frame_head .name")
    assert name.evaluate("(node) => node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight + 1")
    box = page.locator(".st-key-map_stage iframe").bounding_box
    screens.until(page, lambda: round((box() or {"height": 0})["height"]) == round(844 * 0.55))
    shown, bar, figures = (
        page.locator(one).bounding_box() for one in (".st-key-map_stage iframe", ".st-key-bar", ".st-key-kpis")
    )
    assert shown
    assert bar
    assert figures
    assert 0 <= shown["y"] - (bar["y"] + bar["height"]) <= 16
    assert shown["width"] == 390 - 24
    assert figures["y"] >= shown["y"] + shown["height"]
    numbers = page.locator('[class*="st-key-units_"] thead th').filter(visible=True)
    assert [one.locator(".label").inner_text().split("\n")[0] for one in numbers.all()][-1] == "OCOP"
    boxes = [one.bounding_box() for one in numbers.all()]
    assert all(box and box["x"] + box["width"] <= 390 for box in boxes), "no number is hidden to the right"
    beside = screens.map_frame(page).locator(".kc-name-district.kc-led").first
    beside.locator("span").click()
    expect(page).to_have_url(re.compile(f"district={beside.get_attribute('data-of')}"))
    page.goto(f"{app_url}/compare?lang=en")
    kinds = page.locator(".st-key-compare_kind [role=radiogroup]")
    assert kinds.evaluate("node => node.scrollWidth <= node.clientWidth"), "every kind of comparison is in sight"
    compared = page.locator(".st-key-box_comparison .scroll")
    compared.wait_for()
    rest.settled(page)
    assert name.evaluate("(node) => node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight + 1")
    edge = compared.evaluate("node => node.getBoundingClientRect().right")
    numbers = compared.locator("th.end").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(numbers) == 3
    assert max(numbers) <= edge, "the first, the second and their difference stand side by side"


def test_a_phone_has_the_filters_in_one_sheet(open_page: Open, app_url: str) -> None:
    page = open_page(f"{app_url}/funding?sector=food&years=2016-2020", width=390, height=844).page
    opener = page.locator(".st-key-filters .opener")
    expect(opener).to_have_text("Bộ lọc (2)")
    expect(page.locator(".st-key-filters .name").first).to_be_hidden()
    opener.click()
    page.get_by_role("button", name="Địa bàn", exact=True).wait_for()
    rest.settled(page)
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        expect(page.locator(".stApp")).to_have_css("color-scheme", theme)
        assert violations(page) == [], theme
    page.get_by_role("button", name="Địa bàn", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("Lục Ngạn")).check()
    expect(opener).to_have_text("Bộ lọc (3)")
    rest.settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-filters .name").first).to_be_hidden()
    expect(opener).to_be_focused()
    expect(page.get_by_role("button", name="Lục Ngạn ✕")).to_be_visible()
