"""The home screen in a real browser with the outside blocked: one selection, the same everywhere."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import rest, screens

pytestmark = pytest.mark.browser
Open = Callable[..., object]

HOSTILE = ("?district=<img src=x onerror=alert(1)>", "?years=2024-1900", "?sector=" + "x" * 3000, "?lang=xx")
OVERLAPS = """(names) => {
  const shown = names.filter((name) => getComputedStyle(name).visibility === "visible");
  const boxes = shown.map((name) => [name.textContent, name.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 6 && b.top < a.bottom - 6;
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one}/${other}`));
}"""
"""The names on the map that stand on each other; the lines of their boxes are higher than their letters."""


FADED = """() => {
  window.leastOpacity = 1;
  const look = () => {
    for (let node = document.querySelector('iframe[title^="streamlit_folium"]'); node; node = node.parentElement) {
      window.leastOpacity = Math.min(window.leastOpacity, +getComputedStyle(node).opacity);
    }
    requestAnimationFrame(look);
  };
  look();
}"""
"""Watch whether the map's frame, or what holds it, is ever drawn paler."""
REDRAWN = """() => {
  window.redrawn = 0;
  const count = (changes) => { window.redrawn += changes.reduce((n, one) => n + one.removedNodes.length, 0); };
  new MutationObserver(count).observe(document.querySelector(".leaflet-kc-area-pane"), { childList: true, subtree: true });
}"""
"""Count the areas that are taken off the map."""


ASKED = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => !name.includes("/component/") && /\\/static\\/(js|components|map|vendor)\\/.*(js|css|json)/.test(name))
  .map(({ name }) => name.split("/").at(-1))"""


def cut_in_strip(page: Page) -> list[str]:
    """Return the texts of the six figures that are not seen whole."""
    return page.locator("button.card, button.card :is(.amount, .label)").evaluate_all(
        "nodes => nodes.filter((n) => n.scrollWidth > n.clientWidth || n.matches('button') && n.scrollHeight > n.clientHeight)"
        ".map((n) => n.textContent)"
    )


@pytest.fixture
def home(led_page: Callable[..., Page], app_url: str) -> Callable[..., Page]:
    """Lead the page that is open to the home screen, as if nobody had moved its map."""

    def lead_home(query: str = "", **options: object) -> Page:
        page = led_page(app_url, query, **options)
        screens.figures(page)
        screens.whole_province(page)
        return page

    return lead_home


@pytest.fixture
def new_home(open_page: Open, app_url: str) -> Callable[..., Page]:
    """Open the home screen as a new visit does and wait until the map is drawn; at the end, nothing went outside and nothing failed."""

    def open_home(query: str = "", **options: object) -> Page:
        opened = open_page(f"{app_url}/{query}", **options)
        screens.map_frame(opened.page)
        screens.figures(opened.page)
        rest.settled(opened.page)
        opened_pages.append(opened)
        return opened.page

    opened_pages: list = []
    yield open_home
    for opened in opened_pages:
        assert opened.outside == []
        assert opened.errors == []


@pytest.fixture
def home_without_check(open_page: Open, app_url: str) -> Callable[..., Page]:
    """Open the home screen without waiting for its one map."""
    return lambda query: open_page(f"{app_url}/{query}", width=1920, height=1080).page


def test_the_whole_screen_is_drawn_without_the_outside_in_vietnamese_alone(new_home: Callable[..., Page]) -> None:
    page = new_home()
    frame = screens.map_frame(page)
    expect(frame.locator("[data-unit]")).to_have_count(10)
    expect(frame.locator(".kc-inset text")).to_contain_text(["Hoàng Sa", "Trường Sa"])
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("Ranh giới")
    assert len(screens.badges(page)) == 10
    asked_early = page.request.get(page.url).text()
    asked = [*page.evaluate(ASKED), *frame.locator("body").evaluate(ASKED)]
    assert any(one.startswith("leaflet.js") for one in asked)
    assert [one for one in asked if one not in asked_early] == [], (
        "the page itself asks for what the first screen needs"
    )
    box = page.locator('iframe[title^="streamlit_folium"]').bounding_box()
    assert box["y"] + box["height"] <= 768, "the whole map is seen without scrolling"
    table = page.locator('[class*="st-key-units_"] .scroll')
    lines = table.bounding_box()
    assert lines["y"] + lines["height"] <= 768, "the ten districts and their totals are seen without scrolling"
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth"), "and no column is cut"
    assert box["y"] <= 200, "the map begins in the upper quarter"
    strip = frame.locator(".kc-strip").bounding_box()
    assert box["width"] * (box["height"] - strip["height"]) >= 0.4 * 1366 * 768, "the drawing is what one sees first"
    assert frame.locator(".leaflet-tile, .kc-notice-tiles").count() == 0, "a base map without a setting"
    screens.resize(page, 1024, 768)
    assert page.locator('iframe[title^="streamlit_folium"]').bounding_box()["y"] <= 200
    assert cut_in_strip(page) == []
    screens.resize(page, 1366, 768)
    assert frame.locator("path.kc-circle").count() == 0, "counts are fills with their number"
    text = screens.read_text(page) + frame.locator("body").inner_text()
    assert not re.findall(
        r"\b(?:the|and|of|rows?|sources?|filter|district|sector|select|choose|download|search)\b", text, re.IGNORECASE
    )
    shows_the_strip_whole_in_both_languages(page)
    english_leaves_no_vietnamese_words_of_the_screen(page)


def shows_the_strip_whole_in_both_languages(page: Page) -> None:
    """Look for cut figures with and without years in two windows; the page is left in English."""
    slider = screens.map_frame(page).locator(".kc-years").get_by_role("slider")
    label = page.locator('button.card[data-id="facilities"] .label')
    for language, named, every in (
        ("VI", "Cơ sở được nêu tên", "Cơ sở CNNT"),
        ("EN", "Facilities named", "Itemised rural"),
    ):
        page.locator(".st-key-bar_language button", has_text=language).click()
        rest.settled(page)  # until then the map of the other language stands beside the new one
        for key, told in (("Escape", every), ("End", named)):
            slider.press(key)
            expect(label).to_contain_text(told)
            for width, height in ((1366, 768), (1920, 1080)):
                screens.resize(page, width, height)
                assert cut_in_strip(page) == [], (language, told, width)


def english_leaves_no_vietnamese_words_of_the_screen(page: Page) -> None:
    screens.lead_to(page, "?lang=en")
    shown = page.locator(
        "body, button.card, th, td"
    ).all_inner_texts()  # cards and tables are no part of the body's text
    text = "\n".join([*shown, str(screens.map_frame(page).locator(".kc-legend").text_content())])
    for word in ("Cơ sở CNNT", "Đề án", "Hỗ trợ", "nguồn", "Tổng", "không có số liệu", "Trạng thái"):
        assert word not in text
    for width in (1366, 1024):
        screens.resize(page, width, 768)
        assert cut_in_strip(page) == [], width


def map_legend_table_and_figures_count_the_same(page: Page) -> None:
    screens.lead_to(page, "?sector=food&layers=facility,proposal,ocop")
    figures = screens.figures(page)
    total = screens.table_total(page)
    assert figures["facilities"] == total["Cơ sở CNNT"] == str(screens.legend_count(page, "cơ sở CNNT"))
    assert figures["proposals"] == total["Đề án"] == str(screens.legend_count(page, "đề án"))
    assert figures["ocop"] == total["OCOP"]
    assert figures["ocop"].removeprefix("≥").strip() == str(screens.legend_count(page, "sản phẩm OCOP có danh mục"))


def test_a_district_narrows_everything_and_the_same_click_widens(home: Callable[..., Page]) -> None:
    page = home()
    before = screens.figures(page)
    screens.click_district(page, "217")
    expect(screens.figure(page, "facilities")).not_to_have_text(before["facilities"])
    expect(page).to_have_url(re.compile(r"district=217"))
    expect(screens.table_row(page, "217")).to_have_attribute("aria-selected", "true")
    expect(screens.district(page, "217")).to_have_attribute("aria-pressed", "true")
    rest.settled(page)
    assert screens.table_total(page)["Cơ sở CNNT"] == screens.figures(page)["facilities"]
    screens.click_district(page, "215")
    expect(page).to_have_url(re.compile(r"district=215(?:&|$)"))
    expect(screens.district(page, "217")).to_have_attribute("aria-pressed", "false")
    rest.settled(page)
    expect(page.locator(".st-key-profile")).to_contain_text("Yên Thế")
    screens.table_row(page, "217").locator("th").click(modifiers=["Shift"])
    expect(page).to_have_url(re.compile(r"district=215%2C217(?:&|$)"))
    expect(screens.district(page, "217")).to_have_attribute("aria-pressed", "true")
    rest.settled(page)
    screens.table_row(page, "217").locator("th").click()
    expect(page).to_have_url(re.compile(r"district=217(?:&|$)"))
    screens.click_district(page, "217")
    expect(screens.figure(page, "facilities")).to_have_text(before["facilities"])
    expect(page).not_to_have_url(re.compile("district"))


def test_the_view_neither_jumps_nor_is_drawn_anew(new_home: Callable[..., Page]) -> None:
    page = new_home()
    frame = screens.map_frame(page).locator("body")
    frame.evaluate(
        "() => { window.keptSinceTheStart = true; window.map.setView([21.35, 106.3], 11.5, {animate: false}); }"
    )
    view = "() => [window.keptSinceTheStart, window.map.getZoom(), window.map.getCenter().lat.toFixed(4)].join(' ')"
    was = frame.evaluate(view)
    place = screens.place_of_map(page)
    screens.click_district(page, "219")
    expect(screens.district(page, "219")).to_have_attribute("aria-pressed", "true")
    rest.settled(page)
    assert frame.evaluate(view) == was
    assert screens.place_of_map(page) == place
    held = page.locator('[data-testid="stElementContainer"]', has=page.locator('iframe[title^="streamlit_folium"]'))
    expect(held).to_have_css("transition-property", "none")  # however long an answer takes, nothing begins to fade
    page.evaluate(FADED)
    frame.evaluate(REDRAWN)
    years = frame.locator(".kc-years")
    years.locator("button.kc-years-play").click()
    now = years.locator(".kc-years-now b")
    expect(now).to_have_text(re.compile(r"\d{4}"))
    first = now.inner_text()
    expect(now).not_to_have_text(re.compile(rf"{first}|Mọi năm"))
    page.keyboard.press("Space")
    expect(years.locator(".kc-years-play")).to_have_attribute("data-does", "play")
    screens.until(page, lambda: f"years={now.inner_text()}-{now.inner_text()}" in page.url)
    expect(page.get_by_role("button", name=f"{now.inner_text()} ✕")).to_be_visible()
    rest.settled(page)
    expect(years.locator(".kc-years-now span")).to_have_text(f"{screens.figures(page)['facilities']} cơ sở CNNT")
    assert frame.evaluate(view) == was
    assert screens.place_of_map(page) == place
    assert frame.evaluate("() => window.redrawn") == 0
    assert page.evaluate("() => window.leastOpacity") == 1
    slider = years.get_by_role("slider")
    slider.press("Escape")
    expect(page).not_to_have_url(re.compile("years="))
    rest.settled(page)
    slider.press("End")
    expect(page).to_have_url(re.compile(r"years=\d{4}-\d{4}"))
    rest.settled(page)
    years.get_by_role("button", name="không có năm").click()
    expect(page.get_by_role("dialog").get_by_role("tab", name="Danh mục (", exact=False)).to_be_visible()


def test_a_row_of_the_table_is_the_same_choice_as_its_district(home: Callable[..., Page]) -> None:
    page = home()
    screens.table_row(page, "221").locator("th").click()
    expect(screens.district(page, "221")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Yên Dũng ✕")).to_be_visible()


def test_a_chip_takes_one_choice_back_and_reset_all_and_undo_is_a_step_back(new_home: Callable[..., Page]) -> None:
    page = new_home("?district=217,221&sector=food")
    before, undo = screens.figures(page), page.get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_hidden()
    page.get_by_role("button", name="Yên Dũng ✕").click()
    expect(screens.table_row(page, "221")).to_have_attribute("aria-selected", "false")
    expect(page).to_have_url(re.compile(r"district=217&sector=food"))
    rest.settled(page)
    page.get_by_role("button", name="Xóa hết").click()
    expect(page).not_to_have_url(re.compile("district|sector"))
    rest.settled(page)
    undo.click()
    expect(page).to_have_url(re.compile(r"district=217&sector=food"))
    expect(page.get_by_role("button", name="Thực phẩm ✕")).to_be_visible()
    rest.settled(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"district=217%2C221&sector=food"))
    expect(page.get_by_role("button", name="Yên Dũng ✕")).to_be_visible()
    expect(undo).to_be_hidden()
    rest.settled(page)
    assert screens.figures(page) == before
    page.go_forward()
    expect(undo).to_be_visible()
    rest.settled(page)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Yên Dũng ✕")).to_be_visible()


def test_a_copied_link_reopens_the_same_view(new_home: Callable[..., Page]) -> None:
    page = new_home("?district=219&years=2019-2024&measure=ocop&layers=ocop")
    figures, state = screens.figures(page), screens.revision(page)
    other = new_home("?" + page.url.partition("?")[2])
    assert screens.figures(other) == figures
    assert screens.revision(other) == state


def test_the_back_button_takes_the_url_at_its_word(new_home: Callable[..., Page]) -> None:
    page = new_home()
    whole = screens.figures(page)
    page.goto(page.url + "?sector=wood")
    screens.map_frame(page)
    expect(screens.figure(page, "facilities")).not_to_have_text(whole["facilities"], timeout=screens.WAIT_MS)
    rest.settled(page)
    page.go_back()
    expect(screens.figure(page, "facilities")).to_have_text(whole["facilities"], timeout=screens.WAIT_MS)


def a_hostile_address_falls_back_with_a_notice(page: Page) -> None:
    notice = page.get_by_text("Một phần của địa chỉ không đọc được")
    for query in HOSTILE:
        screens.lead_to(page, query)
        expect(notice).to_be_visible()
        assert "onerror" not in page.locator("body").inner_html()
        screens.lead_to(page, "?sector=wood")
        expect(notice).to_have_count(0)


def test_a_figure_leads_to_its_rows_and_their_sources(home: Callable[..., Page]) -> None:
    page = home("?years=2023-2023")
    page.locator('button.card[data-id="support"]').click()
    dialog = page.get_by_role("dialog")
    rest.settled(page)
    dialog.get_by_role("tab", name="Số liệu công bố").click()
    expect(dialog.get_by_text("3,2 tỷ đồng").first).to_be_visible()
    expect(dialog.get_by_text("3,3 tỷ đồng").first).to_be_visible()
    rest.settled(page)
    dialog.get_by_role("tab", name="Nguồn").click()
    expect(dialog.get_by_text("Khảo sát xây dựng kế hoạch sử dụng kinh phí khuyến công năm 2024").first).to_be_visible()


def test_a_number_of_the_table_opens_just_its_rows(home: Callable[..., Page]) -> None:
    page = home()
    cell = screens.table_row(page, "217").locator("[data-cell='facilities']")
    n = cell.inner_text()
    cell.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("tab", name=f"Danh mục ({n})")).to_be_visible()
    expect(dialog.locator("table").first.locator("tbody tr")).to_have_count(int(n))
    expect(page).not_to_have_url(re.compile("district"))


def test_a_mark_opens_the_card_with_its_sources(home: Callable[..., Page]) -> None:
    page = home("?district=223&sector=building_materials&layers=facility")
    screens.zoom_to(page, 21.35, 105.97, 12)
    mark = screens.map_frame(page).locator('.kc-mark[data-layer="facility"]').first
    name = mark.get_attribute("aria-label")
    mark.focus()
    mark.press("Enter")
    card = page.locator(".st-key-card")
    expect(card).to_contain_text(str(name))
    expect(card).to_contain_text("nguồn")
    expect(page).to_have_url(re.compile("focus=facility"))
    rest.settled(page)
    card.get_by_role("button", name="✕").click()
    expect(card).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overlaps_or_runs_out_of_the_screen(home: Callable[..., Page], scheme: str) -> None:
    page = home("?district=219,220&sector=food,beverages", width=1920, height=1080, color_scheme=scheme)
    for size in ((1920, 1080), (1366, 768), (390, 844)):
        screens.resize(page, *size)
        screens.whole_province(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), size
        cards = [card.bounding_box() for card in page.locator("button.card").all()]
        for i, one in enumerate(cards):
            for other in cards[i + 1 :]:
                beside = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
                above = one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
                assert beside or above, size
        assert screens.map_frame(page).locator(".kc-name-district span").evaluate_all(OVERLAPS) == [], size


def an_empty_selection_says_so_and_leads_back(page: Page) -> None:
    screens.lead_to(page, "?district=221&programme=national&stage=withdrawn")
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_be_visible()
    page.get_by_role("button", name="Xem tất cả").click()
    expect(page.get_by_text("Hồ sơ không có dòng nào khớp")).to_have_count(0)
    rest.settled(page)
    assert int(screens.figures(page)["facilities"]) > 0


def no_data_stands_apart_from_zero_in_the_legend(page: Page) -> None:
    screens.lead_to(page, "?measure=registered_2020")
    legend = screens.map_frame(page).locator(".kc-legend")
    expect(legend).to_contain_text("không có số liệu")
    expect(screens.district(page, "218")).to_have_attribute("aria-label", re.compile("Lục Nam.*không có số liệu"))
    expect(screens.district(page, "213")).to_have_attribute("aria-label", re.compile("11"))


def every_vintage_is_drawn_and_named(page: Page) -> None:
    for vintage in ("districts_2025", "communes_2025", "communes_2020", "communes_2019"):
        screens.lead_to(page, f"?vintage={vintage}&scale=absolute")
        title = screens.map_frame(page).locator(".kc-strip-title")
        expect(title).to_contain_text({"d": "10 huyện", "c": "xã"}[vintage[0]])
        assert screens.table_total(page)["Cơ sở CNNT"] == screens.figures(page)["facilities"], vintage


def test_down_to_the_commune_and_back_keeps_the_view(new_home: Callable[..., Page]) -> None:
    page = new_home("?district=217")
    body = screens.map_frame(page).locator("body")
    view = "() => [window.map.getZoom(), window.map.getCenter().lng.toFixed(3)].join(' ')"
    before = body.evaluate(view)
    page.get_by_role("button", name="Xem theo xã").click()
    commune = screens.district(page, "07408")
    expect(commune).to_have_count(1)
    page.wait_for_function("() => new URLSearchParams(location.search).get('vintage') === 'communes_2020'")
    screens.click_district(page, "07408")
    expect(page.get_by_role("heading", name="Cơ sở CNNT tại Xã Dương Đức")).to_be_visible()
    screens.until(page, lambda: body.evaluate(view) != before)
    rest.settled(page)
    page.get_by_role("button", name="Cả tỉnh ›").click()
    expect(screens.district(page, "217")).to_have_count(1)
    expect(page).not_to_have_url(re.compile("district=|unit="))
    screens.until(page, lambda: body.evaluate(view) == before)


def test_two_maps_share_their_view(home_without_check: Callable[..., Page]) -> None:
    page = home_without_check("?beside=districts_2025")
    frames = page.locator('iframe[title^="streamlit_folium"]')
    expect(frames).to_have_count(2)
    bodies = [frames.nth(n).content_frame.locator("body") for n in range(2)]
    for n in range(2):
        frames.nth(n).content_frame.locator("[data-revision]").wait_for(timeout=screens.WAIT_MS)
    bodies[0].evaluate("() => { window.map.setView([21.4, 106.5], 11, {animate: false}); }")
    screens.until(page, lambda: bodies[1].evaluate("() => window.map.getZoom()") == 11)
    assert abs(bodies[1].evaluate("() => window.map.getCenter().lng") - 106.5) < 0.01
    expect(frames.nth(1).content_frame.locator(".kc-strip-title")).to_contain_text("01/01–30/6/2025")


def counts_are_circles_by_choice(page: Page) -> None:
    screens.lead_to(page, "?draw=circles")
    circles = screens.map_frame(page).locator("path.kc-circle")
    expect(circles).to_have_count(10)
    page.locator(".st-key-map_more button").first.click()
    rest.settled(page)
    page.get_by_role("radio", name="Tô màu").click()
    expect(circles).to_have_count(0)
    expect(page.get_by_role("radio", name="Tô màu")).to_be_visible()


def test_an_address_leads_a_page_that_is_open_to_what_it_says(home: Callable[..., Page]) -> None:
    rules = (
        map_legend_table_and_figures_count_the_same,
        a_hostile_address_falls_back_with_a_notice,
        an_empty_selection_says_so_and_leads_back,
        no_data_stands_apart_from_zero_in_the_legend,
        every_vintage_is_drawn_and_named,
        counts_are_circles_by_choice,
    )
    screens.keep((lambda page, _, rule=rule: rule(page) for rule in rules), home(), "home")


def test_one_step_back_from_another_screen_is_the_map_as_it_was(new_home: Callable[..., Page]) -> None:
    page = new_home("?district=219")
    facilities = screens.figures(page)["facilities"]
    page.get_by_role("link", name="Nguồn").click()
    expect(page.get_by_text("hồ sơ công khai")).to_be_visible(timeout=screens.WAIT_MS)
    expect(page).to_have_url(re.compile(r"/sources\?district=219$"))
    rest.settled(page)
    page.go_back()
    expect(screens.figure(page, "facilities")).to_have_text(facilities, timeout=screens.WAIT_MS)
    expect(page).to_have_url(re.compile(r"/\?district=219$"))


def test_the_page_is_in_the_language_that_was_chosen_whatever_stands_on_it(
    home_without_check: Callable[..., Page],
) -> None:
    for address in ("?lang=en", "present?lang=en", "present"):
        page = home_without_check(address)
        expect(page.locator("html")).to_have_attribute("lang", "en" if "lang" in address else "vi")
        expect(page.locator(".st-key-page_language")).to_be_hidden()


@pytest.mark.parametrize("late", ["map.css", "SourceSansVF-Upright"])
def test_the_first_view_is_the_same_however_late_style_and_typeface_come(
    new_home: Callable[..., Page], late: str
) -> None:
    def view() -> list[object]:
        names = ".kc-name-district"
        return (
            screens.map_frame(page)
            .locator("body")
            .evaluate(
                """(_, names) => [window.map.getZoom(), window.map.getCenter().toString(),
              [...document.querySelectorAll(names)].map((name) => getComputedStyle(name).visibility)]""",
                names,
            )
        )

    def hold(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page = new_home("?layers=facility,proposal,ocop")
    usual = view()
    page.route(f"**/{late}*", hold)
    page.reload()
    screens.map_frame(page)
    rest.settled(page)
    assert view() == usual
