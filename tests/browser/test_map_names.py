"""Names and numbers on the map, measured in a browser: each on its own land, each the number of the table."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from geodata.settings import ILLUSTRATIVE
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Serve

pytestmark = pytest.mark.browser
Open = Callable[..., object]
SIZES = ((1920, 1080), (1366, 768), (1024, 768), (768, 1024), (390, 844))

ASTRAY = """() => {
  const land = (code) => document.querySelector(`[data-unit="${code}"]`);
  const lies = (path, x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
  const lands = [...document.querySelectorAll("[data-unit]")];
  const signs = [...document.querySelectorAll(".kc-name-district, .kc-unit-badge")].filter((n) => n.style.visibility !== "hidden");
  return signs.flatMap((sign) => {
    const { left, right, top, bottom } = sign.firstChild.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const isHome = sign.classList.contains("kc-led")
      ? !lands.some((path) => [left, x, right].some((px) => [top, y, bottom].some((py) => lies(path, px, py))))
      : lies(land(sign.dataset.of), x, y);
    return isHome ? [] : [sign.textContent];
  });
}"""
"""Names and badges whose middle is not on their own land; with a line, those that touch any land."""
NAMED = """() => [...document.querySelectorAll(".kc-name-district")].filter((n) => n.style.visibility !== "hidden")
  .map((n) => n.dataset.of)"""


RECORDS = ("public record", "97", "5 000")
CHOSEN = ("", "?district=219", "?measure=proposals&layers=proposal,ocop")
"""What a record is looked at with: each record at each size, at each size each choice, on each record each choice."""
ZOOMS = (11, 12, 13, 15.5)


TANGLED = """() => {
  const lines = [...document.querySelectorAll("path.kc-leader")]
    .map((path) => (path.getAttribute("d") ?? "").match(/-?[\\d.]+/g)?.map(Number) ?? []).filter((line) => line.length >= 4);
  const side = (ax, ay, bx, by, cx, cy) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  const cross = ([a, b, c, d], [e, f, g, h]) =>
    side(a, b, c, d, e, f) !== side(a, b, c, d, g, h) && side(e, f, g, h, a, b) !== side(e, f, g, h, c, d);
  return lines.flatMap((one, i) => lines.slice(i + 1).filter((other) => cross(one, other)).map((other) => [one, other]));
}"""
"""Pairs of lines from a name to its land that cross each other."""


@pytest.fixture(scope="module")
def few_url(serve: Serve) -> Iterator[str]:
    with serve(ROOT / "dashboard.py", env={ILLUSTRATIVE: "97"}) as url:
        yield url


@pytest.fixture(params=["app_url", "few_url", "crowded_url"], ids=RECORDS)
def record_shown(request: pytest.FixtureRequest) -> tuple[str, int]:
    """The address of the app on a record, and the number of the record."""
    return request.getfixturevalue(request.param), request.param_index


def table(page: Page) -> dict[str, str]:
    """Return the number of facilities in each row of the table of districts."""
    cells = page.locator("tr[data-row] [data-cell='facilities']")
    shown = cells.evaluate_all("nodes => nodes.map((n) => [n.closest('tr').dataset.row, n.textContent])")
    return {str(code): str(text) for code, text in shown if str(code).isdigit()}


OFF_THEIR_LAND = """() => {
  const lies = (path, x, y) => path.isPointInFill(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
  return [...document.querySelectorAll("[data-layer]")].filter((mark) => {
    const land = document.querySelector(`[data-unit="${mark.dataset.in}"]`);
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const isInView = x > 0 && y > 0 && x < innerWidth && y < innerHeight;
    const isHome = land && [-2, 0, 2].some((dx) => [-2, 0, 2].some((dy) => lies(land, x + dx, y + dy)));
    return isInView && !isHome;
  }).map((mark) => [mark.dataset.in, mark.dataset.count]);
}"""
"""Marks in view that stand for rows of several districts, or off the land of theirs; farther out outlines are not drawn."""


CUT_OFF = """() => {
  const strip = document.querySelector(".kc-strip").getBoundingClientRect();
  const units = [...document.querySelectorAll("path[data-unit]")].filter((path) => {
    const { left, right, top, bottom } = path.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1 || top < -1 || bottom > strip.top + 1;
  });
  return [...units.map((path) => path.dataset.unit), ...(Math.round(strip.bottom) > innerHeight ? ["legend"] : [])];
}"""
"""Units that the window or the legend cuts."""


def stand_on_their_land(page: Page, where: str) -> None:
    body = screens.map_frame(page).locator("body")
    assert body.evaluate(CUT_OFF) == [], where
    astray, tangled, named = body.evaluate(f"() => [{ASTRAY}, {TANGLED}, {NAMED}].map((each) => each())")
    assert astray == [], where
    assert tangled == [], where
    assert len(named) == 10, where
    badges = screens.badges(page)
    assert len(badges) == 10, where
    if "measure" not in where:
        assert badges == table(page), where


def test_each_name_and_number_stands_on_its_land_and_each_mark_counts_one_district(
    open_page: Open, record_shown: tuple[str, int]
) -> None:
    address, number = record_shown
    chosen = CHOSEN[number % len(CHOSEN)]
    page = open_page(f"{address}/{chosen}", width=SIZES[0][0], height=SIZES[0][1]).page
    frame = screens.map_frame(page)
    rest.settled(page)
    stand_on_their_land(page, f"{SIZES[0]} {chosen}")
    for n, (width, height) in enumerate(SIZES[1:], 1):
        chosen = CHOSEN[(number + n) % len(CHOSEN)]
        screens.resize(page, width, height)
        screens.lead_to(page, chosen)
        stand_on_their_land(page, f"{width} × {height} {chosen}")
    screens.resize(page, 1366, 768)
    screens.lead_to(page, "")
    for zoom in ZOOMS:
        screens.zoom_to(page, 21.28, 106.19, zoom)
        frame.locator("[data-layer]").first.wait_for()
        assert frame.locator("body").evaluate(OFF_THEIR_LAND) == [], zoom


def test_rows_without_an_address_open_as_a_list_and_the_map_stays(open_page: Open, app_url: str) -> None:
    page = open_page(f"{app_url}/").page
    frame = screens.map_frame(page)
    screens.zoom_to(page, 21.28, 106.19, 15)
    cluster = frame.locator(".kc-cluster").first
    n = cluster.get_attribute("data-count")
    view = "() => [window.map.getZoom(), window.map.getCenter().toString()].join()"
    before = frame.locator("body").evaluate(view)
    cluster.press("Enter")
    expect(page.locator(".st-key-map_list")).to_contain_text(f"({n})")
    assert frame.locator("body").evaluate(view) == before
    page.locator(".st-key-map_list tbody tr").first.click()
    expect(page.locator(".st-key-card")).to_contain_text("nguồn")


def test_a_click_is_marked_before_the_page_answers(open_page: Open, app_url: str) -> None:
    page = open_page(f"{app_url}/").page
    frame = screens.map_frame(page)
    rest.settled(page)
    name = frame.locator('.kc-name-district[data-of="219"] span').bounding_box()
    assert name
    page.mouse.move(name["x"] + name["width"] / 2, name["y"] + 1.8 * name["height"])
    rest.settled(page)
    told = frame.locator(".leaflet-tooltip", has_text="Lục Ngạn").bounding_box()
    assert told
    is_beside = told["x"] >= name["x"] + name["width"] or told["x"] + told["width"] <= name["x"]
    assert is_beside or told["y"] >= name["y"] + name["height"] or told["y"] + told["height"] <= name["y"]
    marked = screens.district(page, "217").evaluate(
        """(path) => {
          const { left, right, top, bottom } = path.getBoundingClientRect();
          const at = { clientX: (left + right) / 2, clientY: (top + bottom) / 2, bubbles: true, view: window };
          for (const kind of ["mousedown", "mouseup", "click"]) path.dispatchEvent(new MouseEvent(kind, at));
          return path.classList.contains("kc-selected") && path.getAttribute("aria-pressed");
        }"""
    )
    assert marked == "true", "in the same turn of the browser"
    expect(page.locator(".st-key-profile")).to_contain_text("Huyện Lạng Giang")
    rest.settled(page)
    page.evaluate("() => { window.print = () => { window.isPrinted = true; }; }")
    page.locator('.st-key-profile button[name="printing"]').click()
    page.wait_for_function("() => window.isPrinted", timeout=screens.WAIT_MS)
    rest.settled(page)
    page.locator('.st-key-profile button[name="commune"]').filter(has_text="Xã Dương Đức").click()
    expect(page.get_by_role("heading", name="Cơ sở CNNT tại Xã Dương Đức")).to_be_visible()
    expect(screens.district(page, "07408")).to_have_attribute("aria-pressed", "true")
