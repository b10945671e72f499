"""Names and numbers on the map, measured in a browser: each on its own land, each the number of the table."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from geodata.settings import ILLUSTRATIVE
from tests.browser import screens
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


@pytest.fixture(scope="module", params=["", "97", "2000"], ids=["public record", "97", "2 000"])
def address(request: pytest.FixtureRequest, serve: Serve) -> Iterator[str]:
    env = {ILLUSTRATIVE: request.param} if request.param else None
    with serve(ROOT / "dashboard.py", env=env) as url:
        yield url


def table(page: Page) -> dict[str, str]:
    """Return the number of facilities in each row of the table of districts."""
    cells = page.locator("tr[data-row] [data-cell='facilities']")
    shown = cells.evaluate_all("nodes => nodes.map((n) => [n.closest('tr').dataset.row, n.textContent])")
    return {str(code): str(text) for code, text in shown if str(code).isdigit()}


@pytest.mark.parametrize("chosen", ["", "?district=219", "?measure=proposals&layers=proposal,ocop"])
def test_each_name_and_number_stands_on_its_land_and_is_that_of_the_table(
    open_page: Open, address: str, chosen: str
) -> None:
    page = open_page(f"{address}/{chosen}", width=SIZES[0][0], height=SIZES[0][1]).page
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        body = screens.map_frame(page).locator("body")
        screens.figures(page)
        assert body.evaluate(ASTRAY) == [], (width, height)
        assert len(body.evaluate(NAMED)) == 10, (width, height)
        badges = screens.badges(page)
        assert len(badges) == 10, (width, height)
        if "measure" not in chosen:
            assert badges == table(page), (width, height)
