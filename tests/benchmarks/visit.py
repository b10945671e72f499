"""One visit in a real browser: open a candidate, change the selection, wait until everything on the screen agrees."""

import time
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, WebSocket

from tests.benchmarks.bench import APP, BARE, LABEL, SECTOR, Candidate, expected

TIMEOUT_MS = 120_000
EVERY_MS = 20

AGREES = """
({kind, plain, written}) => {
  const find = (root, selector, found = []) => {
    found.push(...root.querySelectorAll(selector));
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) find(node.shadowRoot, selector, found);
    return found;
  };
  const frame = document.querySelector('iframe[title^="streamlit_folium"]')?.contentDocument;
  if (!frame) return false;
  if (kind === "bare page") return !!frame.querySelector(".leaflet-container .leaflet-control-container");
  if (kind === "this app") {
    if (!frame.querySelector("[data-revision]")) return false;
    const figure = find(document, 'button.card[data-id="facilities"] .value')[0]?.textContent.trim();
    const total = find(document, 'tr[data-row="total"]')[0]?.textContent ?? "";
    const legend = frame.querySelector(".kc-legend-item .kc-mark-facility")?.closest(".kc-legend-item")?.textContent ?? "";
    return figure === written && total.includes(written) && legend.includes(`(${plain})`);
  }
  const figure = document.querySelector('[data-testid="stMetricValue"]')?.textContent.trim();
  const text = document.querySelector('[data-testid="stText"]')?.textContent.trim();
  return frame.body?.dataset.shown === plain && figure === plain && text === `total ${plain}`;
}
"""


@dataclass
class Visit:
    """A page on a candidate, with the bytes that the server has sent to it through its web sockets."""

    page: Page
    candidate: Candidate
    n_bytes: int = 0
    is_narrowed: bool = False
    narrowing_s: list[float] = field(default_factory=list)
    widening_s: list[float] = field(default_factory=list)
    bytes_sent: list[int] = field(default_factory=list)

    async def settle(self) -> None:
        """Wait until map, figures and table all say what the selection holds."""
        sector = SECTOR if self.is_narrowed else None
        kind = self.candidate.name
        values = {} if kind == BARE else expected(self.candidate, sector)
        await self.page.wait_for_function(AGREES, arg={"kind": kind, **values}, polling=EVERY_MS, timeout=TIMEOUT_MS)

    async def change(self) -> None:
        """Choose the sector, or all sectors again, and note how long it takes and what it costs.

        The browser keeps some messages that it had before, so bytes are those of the dearest change.
        """
        await self._ready()
        option = self._option()
        before, start = self.n_bytes, time.perf_counter()
        self.is_narrowed = not self.is_narrowed
        await option.click(timeout=TIMEOUT_MS)
        await self.settle()
        (self.narrowing_s if self.is_narrowed else self.widening_s).append(time.perf_counter() - start)
        await self.page.wait_for_timeout(300)
        self.bytes_sent.append(self.n_bytes - before)

    async def _ready(self) -> None:
        if self.candidate.name != APP:
            await self.page.locator('[data-testid="stSelectbox"] input').click(timeout=TIMEOUT_MS)
        elif not await self._pill().is_visible():
            await self.page.locator(".st-key-popover_sectors button").first.click(timeout=TIMEOUT_MS)

    def _option(self) -> Locator:
        if self.candidate.name == APP:
            return self._pill()
        name = "all" if self.is_narrowed else SECTOR.value
        return self.page.get_by_role("option", name=name, exact=True)

    def _pill(self) -> Locator:
        return self.page.get_by_role("button", name=LABEL).or_(self.page.get_by_role("radio", name=LABEL)).first


async def open_visit(browser: Browser, url: str, candidate: Candidate) -> tuple[Visit, BrowserContext]:
    """Open a candidate in a context of its own; nothing is waited for."""
    context = await browser.new_context(viewport={"width": 1600, "height": 1000}, locale="vi-VN")
    page = await context.new_page()
    visit = Visit(page, candidate)

    def watch(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: _count(visit, payload))

    page.on("websocket", watch)
    await page.goto(url, wait_until="commit")
    return visit, context


def _count(visit: Visit, payload: str | bytes) -> None:
    visit.n_bytes += len(payload)
