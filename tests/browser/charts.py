"""Charts in the browser: where a mark stands, a click on it, and when the page is at rest."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

from tests.browser import rest, screens

SCREENS = {
    "exports": ("Xuất khẩu", ".st-key-exports_tab"),
    "ocop": ("OCOP", ".st-key-ocop_tab"),
    "funding": ("Kinh phí", ".st-key-funding_tab"),
    "proposals": ("Đề án", ".st-key-proposals_tab"),
}
"""The name of each screen and what is drawn last on it."""

PLACE_OF_MARK = """
([chart, wanted]) => {
  const plot = document.querySelector(`.st-key-chart_${chart} .js-plotly-plot`);
  for (const trace of plot.calcdata) {
    const drawn = trace[0].trace;
    const i = (drawn.customdata || []).findIndex((data) => JSON.stringify([...data]) === JSON.stringify(wanted));
    if (i < 0) continue;
    const one = trace[i];
    const [xa, ya] = [plot._fullLayout[drawn.xaxis.replace('x', 'xaxis')], plot._fullLayout[drawn.yaxis.replace('y', 'yaxis')]];
    const middle = (one.p0 + one.p1) / 2;
    const value = (one.b || 0) + one.s / 2;
    const isBar = drawn.type === 'bar';
    const [x, y] = !isBar ? [one.x, one.y] : drawn.orientation === 'h' ? [value, middle] : [middle, value];
    plot.scrollIntoView({block: 'center'});
    const box = plot.getBoundingClientRect();
    return [box.x + xa._offset + xa.c2p(x), box.y + ya._offset + ya.c2p(y)];
  }
  return null;
}
"""


def click_mark(page: Page, chart: str, *wanted: str, held: Iterable[str] = ()) -> None:
    """Click the mark that carries `wanted` once it stands still, with keys `held`, and wait for what follows."""
    rest.settled(page)
    page.evaluate(PLACE_OF_MARK, [chart, list(wanted)])  # scrolls to the chart
    rest.settled(page)
    place = page.evaluate(PLACE_OF_MARK, [chart, list(wanted)])
    assert place, f"no mark of {wanted} in {chart}"
    page.mouse.move(*place)
    hovered = page.locator(f".st-key-chart_{chart} .hoverlayer > *").first
    hovered.wait_for(state="attached", timeout=screens.WAIT_MS)  # Plotly clicks what it knows to be under the pointer
    for key in held:
        page.keyboard.down(key)
    page.mouse.click(*place)
    for key in held:
        page.keyboard.up(key)


@pytest.fixture
def screen(led_page: Callable[..., Page], app_url: str) -> Callable[..., Page]:
    """Lead to a screen by its address and wait for its charts."""

    def lead(name: str, query: str = "", **options: object) -> Page:
        page = led_page(app_url, f"{name}{query}", **options)
        _until_drawn(page, name)
        return page

    return lead


def go_to(page: Page, name: str) -> None:
    """Follow the link to a screen and wait for its charts."""
    page.get_by_role("link", name=SCREENS[name][0]).click()
    _until_drawn(page, name)


def _until_drawn(page: Page, name: str) -> None:
    page.locator(SCREENS[name][1]).wait_for(timeout=screens.WAIT_MS)
    page.locator(".js-plotly-plot .main-svg, table, .st-key-empty").first.wait_for(timeout=screens.WAIT_MS)
    rest.settled(page)
