"""The full-screen show, as it is used in a meeting: read from eight metres, turned by keys, left again; with no network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rest
from tests.browser.rest import WAIT_MS
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser
SMALL = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".kc-show .stage"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
    if (text && size < 24) found.push(`${size}px: ${text}`);
  }
  return found;
}"""
OUTSIDE = """() => {
  const stage = document.querySelector(".kc-show .stage").getBoundingClientRect();
  const foot = document.querySelector(".kc-show .foot").getBoundingClientRect();
  const found = [];
  for (const node of document.querySelectorAll(".kc-show .slide :is(h1, .subtitle, .bar, .column, tr, .figure, li, .notes-under, img, .left)")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const isOut = box.left < stage.left - 1 || box.right > stage.right + 1 || box.bottom > foot.top + 1;
    if (isOut || node.scrollWidth > node.clientWidth + 2 || (node.matches(".figure") && node.scrollHeight > node.clientHeight + 2)) found.push(`${node.className || node.tagName}: ${node.textContent.slice(0, 60)}`);
  }
  return found;
}"""


def slide_in_address(page: Page) -> str:
    return str(page.evaluate("new URLSearchParams(location.search).get('slide') ?? ''"))


BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".kc-show .slide"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const { 0: word, index } of node.textContent.matchAll(/\\d+(?:\\/\\u2060?\\d{4})?\\/\\u2060?[A-ZĐ][^\\s,;:)]*|[^\\s\\/–-]+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].map(({ top }) => top);
      if (Math.max(...tops) - Math.min(...tops) > 3) found.push(`broken: ${word}`);
    }
  }
  for (const cell of document.querySelectorAll(".kc-show :is(td > div, th, .bar .name)")) {
    const half = parseFloat(getComputedStyle(cell).fontSize) / 2;
    if (cell.scrollHeight > cell.clientHeight + half || cell.scrollWidth > cell.clientWidth + 1) found.push(`cut: ${cell.textContent}`);
  }
  for (const table of document.querySelectorAll(".kc-show .table")) {
    if (table.scrollWidth > table.clientWidth + 1 || table.scrollHeight > table.clientHeight + 1) found.push(`table: ${table.textContent.slice(0, 60)}`);
  }
  const [foot, bar] = [".foot", ".controls"].map((name) => document.querySelector(`.kc-show ${name}`).getBoundingClientRect());
  return foot.bottom > bar.top ? [...found, "under the bar"] : found;
}"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_word_is_broken_no_cell_is_cut_and_nothing_lies_under_the_bar(
    open_page: Callable[..., object], app_url: str, language: str
) -> None:
    page: Page = open_page(f"{app_url}/present?slide=title&lang={language}", width=1366, height=768).page  # type: ignore[attr-defined]
    slide = page.locator(".kc-show .slide")
    slide.wait_for(timeout=WAIT_MS)
    rest.settled(page)
    shown: list[str | None] = []
    while not shown or slide.get_attribute("data-slide") != shown[-1]:
        shown.append(slide.get_attribute("data-slide"))
        assert page.evaluate(BROKEN) + page.evaluate(OUTSIDE) == [], shown[-1]
        if shown[-1] in {"exports~2", "ceilings", "districts"}:
            assert "".join(page.locator(".kc-show .left").all_inner_texts()) == "", f"{shown[-1]} leaves out a row"
        page.keyboard.press("ArrowRight")
    assert {"overview", "exports~2", "ceilings", "districts"} <= set(shown)


def test_every_slide_can_be_read_and_the_keys_lead_through(open_page: Callable[..., object], app_url: str) -> None:
    opened = open_page(f"{app_url}/present?slide=title&district=219", width=1920, height=1080)
    page: Page = opened.page  # type: ignore[attr-defined]
    slide = page.locator(".kc-show .slide")
    slide.wait_for(timeout=WAIT_MS)
    rest.settled(page)
    expect(page.locator(".st-key-navigation")).to_have_count(0)
    expect(page.locator(".st-key-selection_bar")).to_have_count(0)
    shown = []
    while True:
        shown.append(slide.get_attribute("data-slide"))
        assert slide_in_address(page) == shown[-1]
        assert page.evaluate(SMALL) == []
        assert page.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowRight")
        if slide.get_attribute("data-slide") == shown[-1]:
            break
    assert shown[0] == "title"
    assert shown[-1] == "sources"
    assert {"overview", "map", "district_219"} <= set(shown)
    page.keyboard.press("Home")
    expect(slide).to_have_attribute("data-slide", "title")
    page.keyboard.press("End")
    expect(slide).to_have_attribute("data-slide", "sources")
    page.keyboard.press("ArrowLeft")
    expect(slide).to_have_attribute("data-slide", shown[-2])
    page.keyboard.press("n")
    expect(page.locator(".kc-show .notes-panel")).to_contain_text("Nguồn")
    page.keyboard.press("b")
    expect(page.locator(".kc-show .black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".kc-show .black")).to_have_count(0)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-start")).to_be_visible(timeout=WAIT_MS)
    expect(page.locator(".kc-show")).to_have_count(0)
    page.wait_for_function("!new URLSearchParams(location.search).has('slide')")
    rest.settled(page)
    the_press_covers_the_page(page, shown)
    assert opened.outside == []  # type: ignore[attr-defined]
    assert opened.errors == []  # type: ignore[attr-defined]


def the_press_covers_the_page(page: Page, slides: list[str | None]) -> None:
    """Before the app answers, what is shown stands over the page; keys count once the first slide stands, Esc leads back."""
    cover, begin = page.locator(".kc-slide-wait"), page.locator(".st-key-begin_show button")
    page.evaluate("() => { window.send = WebSocket.prototype.send; WebSocket.prototype.send = () => {}; }")
    begin.focus()
    page.keyboard.press("Enter")
    expect(cover).to_be_focused()
    expect(cover.get_by_role("status")).to_have_text("Đang dựng các trang chiếu…")
    box = cover.bounding_box()
    assert box == {"x": 0, "y": 0, **(page.viewport_size or {})}
    assert violations(page, ".kc-slide-wait") == []
    page.keyboard.press("Escape")
    expect(cover).to_have_count(0)
    expect(begin).to_be_focused()
    page.evaluate("() => { WebSocket.prototype.send = window.send; }")
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "Space", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator(".kc-show .slide")).to_have_attribute("data-slide", slides[1] or "", timeout=WAIT_MS)
    expect(cover).to_have_count(0)
    page.keyboard.press("Escape")
    expect(begin).to_be_focused(timeout=WAIT_MS)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_show_plays_by_itself_and_pauses(
    open_page: Callable[..., object], app_url: str, size: tuple[int, int]
) -> None:
    page: Page = open_page(f"{app_url}/present?slide=overview", width=size[0], height=size[1]).page  # type: ignore[attr-defined]
    slide = page.locator(".kc-show .slide")
    slide.wait_for(timeout=WAIT_MS)
    rest.settled(page)
    page.clock.install()
    page.keyboard.press("p")
    page.clock.fast_forward(15_100)
    expect(slide).to_have_attribute("data-slide", "map")
    page.keyboard.press("p")
    page.clock.fast_forward(60_000)
    expect(slide).to_have_attribute("data-slide", "map")
    stage = page.locator(".kc-show .stage").bounding_box()
    assert stage
    assert stage["x"] >= -1
    assert stage["x"] + stage["width"] <= size[0] + 1


OFF_THE_PAGE = """() => {
  const stage = document.querySelector(".kc-show .stage").getBoundingClientRect();
  const foot = document.querySelector(".kc-show .foot").getBoundingClientRect();
  const found = [];
  for (const node of document.querySelectorAll(".kc-show .slide :is(h1, li)")) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.left < stage.left - 1 || box.right > stage.right + 1 || box.bottom > foot.top + 1) found.push(node.textContent.slice(0, 60));
    }
  }
  const [above, below] = ["h1", ".body"].map((name) => document.querySelector(`.kc-show ${name}`).getBoundingClientRect());
  return above.bottom > below.top + 1 ? [...found, "headline over the text"] : found;
}"""


def test_what_the_office_writes_stands_whole_in_the_show_and_a_form_keeps_what_was_typed(
    open_page: Callable[..., object], app_url: str
) -> None:
    """A headline that is too long is told and nothing is wiped; 2 000 words stand on pages of the show, each inside its page."""
    page: Page = open_page(f"{app_url}/present", width=1366, height=768).page  # type: ignore[attr-defined]
    headline = "Việc cần làm trong quý IV của trung tâm và các huyện " * 4
    lines = [" ".join(f"ca{line}x{at}ạ" for at in range(100)) for line in range(20)]
    page.locator(".st-key-slides [data-id]").last.wait_for(timeout=WAIT_MS)
    rest.settled(page)  # what is beneath the list moves as it comes
    page.get_by_text("Thêm trang tự viết").first.click(timeout=WAIT_MS)
    form = page.get_by_test_id("stPopoverBody")
    title, text = form.locator("input"), form.locator("textarea")
    title.wait_for()
    rest.settled(page)
    title.fill(headline)
    text.fill("\n".join(lines))
    form.locator("button").last.click()
    expect(form.get_by_test_id("stAlert")).to_contain_text("200", timeout=WAIT_MS)
    rest.settled(page)
    expect(title).to_have_value(headline)
    expect(text).to_have_value("\n".join(lines))
    title.fill(headline[:200].strip())
    form.locator("button").last.click()
    expect(form.locator("input:not([value=''])")).to_have_count(0, timeout=WAIT_MS)
    rest.settled(page)  # until then the form that was sent stands beside the empty one
    expect(title).to_have_value("")
    page.keyboard.press("Escape")
    page.locator(".st-key-slides [data-id=text-1] button[name=play]").click(timeout=WAIT_MS)
    slide = page.locator(".kc-show .slide")
    slide.wait_for(timeout=WAIT_MS)
    rest.settled(page)
    seen: set[str] = set()
    while (slide.get_attribute("data-slide") or "").startswith("text-1"):
        assert page.evaluate(OFF_THE_PAGE) == []
        seen |= set(slide.inner_text().split())
        page.keyboard.press("ArrowRight")
    assert {word for line in lines for word in line.split()} <= seen
    assert set(headline[:200].split()) <= seen
