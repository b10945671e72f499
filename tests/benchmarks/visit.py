"""One visit in a real browser: open a candidate, change the selection, wait until everything on the screen agrees.

A change is timed by the page itself, from the click to the first frame in which all parts agree: the way of the driver to
the browser and back is no part of it, and looking costs a few look-ups a frame, the same for all candidates.
"""

from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, WebSocket

from tests.benchmarks.bench import APP, BARE, LABEL, SECTOR, Candidate, expected
from tests.start import with_token

TIMEOUT_MS = 120_000

WATCH = """
window.benchmark = (() => {
  const within = (selector, inner) => document.querySelector(selector)?.shadowRoot?.querySelector(inner)?.textContent.trim() ?? "";
  const frame = () => document.querySelector('iframe[title^="streamlit_folium"]')?.contentDocument;
  const agrees = {
    "bare page": () => !!frame()?.querySelector(".leaflet-container .leaflet-control-container"),
    "map of this app": () => !!frame()?.querySelector("[data-revision]"),
    "this app": ({ plain, written }) => {
      const map = frame();
      if (!map?.querySelector("[data-revision]")) return false;
      const legend = map.querySelector(".kc-legend-item .kc-mark-facility")?.closest(".kc-legend-item")?.textContent ?? "";
      return legend.includes(`(${plain})`)
        && within('.st-key-kpis [data-testid^="stBidiComponent"]', '[data-id="facilities"] .value') === written
        && within('[class*="st-key-units_"] [data-testid^="stBidiComponent"]', 'tr[data-row="total"]').includes(written);
    },
    peer: ({ plain }) =>
      frame()?.body?.dataset.shown === plain
      && document.querySelector('[data-testid="stMetricValue"]')?.textContent.trim() === plain
      && document.querySelector('[data-testid="stText"]')?.textContent.trim() === `total ${plain}`,
  };
  const isDone = ({ kind, ...values }) => (agrees[kind] ?? agrees.peer)(values);
  let change;
  return {
    isDone,
    /* From the next click to the first frame in which all agree, in seconds. */
    watch: (wanted) => {
      change = new Promise((resolve) => {
        document.addEventListener("click", ({ timeStamp }) => {
          const look = () => {
            if (isDone(wanted)) resolve((performance.now() - timeStamp) / 1000);
            else requestAnimationFrame(look);
          };
          look();
        }, { capture: true, once: true });
      });
    },
    seconds: () => change,
  };
})();
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
        done = "(wanted) => window.benchmark.isDone(wanted)"
        await self.page.wait_for_function(done, arg=self._wanted(), polling="raf", timeout=TIMEOUT_MS)

    async def see_map(self) -> None:
        """Wait until the map is drawn, whatever stands beside it."""
        wanted = {"kind": f"map of {APP}"} if self.candidate.name == APP else self._wanted()
        done = "(wanted) => window.benchmark.isDone(wanted)"
        await self.page.wait_for_function(done, arg=wanted, polling="raf", timeout=TIMEOUT_MS)

    async def change(self) -> None:
        """Choose the sector, or all sectors again, and note how long it takes and what it costs.

        The browser keeps some messages that it had before, so bytes are those of the dearest change.
        """
        await self._ready()
        option, before = self._option(), self.n_bytes
        self.is_narrowed = not self.is_narrowed
        await self.page.evaluate("(wanted) => window.benchmark.watch(wanted)", self._wanted())
        await option.click(timeout=TIMEOUT_MS)
        seconds = await self.page.evaluate("() => window.benchmark.seconds()")
        (self.narrowing_s if self.is_narrowed else self.widening_s).append(seconds)
        await self.page.wait_for_timeout(300)
        self.bytes_sent.append(self.n_bytes - before)

    def _wanted(self) -> dict[str, str]:
        kind = self.candidate.name
        values = {} if kind == BARE else expected(self.candidate, SECTOR if self.is_narrowed else None)
        return {"kind": kind, **values}

    async def _ready(self) -> None:
        if self.candidate.name != APP:
            await self.page.locator('[data-testid="stSelectbox"] input').click(timeout=TIMEOUT_MS)
        elif not await self._option().is_visible():
            await self.page.locator(".st-key-filters [data-field=sectors] button.name").first.click(timeout=TIMEOUT_MS)
        await self._option().wait_for(timeout=TIMEOUT_MS)

    def _option(self) -> Locator:
        if self.candidate.name == APP:
            return self.page.locator(".st-key-filters [data-field=sectors] label").filter(has_text=LABEL).first
        name = "all" if self.is_narrowed else SECTOR.value
        return self.page.get_by_role("option", name=name, exact=True)


async def open_visit(browser: Browser, url: str, candidate: Candidate) -> tuple[Visit, BrowserContext]:
    """Open a candidate in a context of its own; nothing is waited for."""
    context = await browser.new_context(viewport={"width": 1600, "height": 1000}, locale="vi-VN")
    await context.add_init_script(WATCH)
    page = await context.new_page()
    visit = Visit(page, candidate)

    def watch(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: _count(visit, payload))

    page.on("websocket", watch)
    await page.goto(with_token(url) if candidate.name == APP else url, wait_until="commit")
    return visit, context


def _count(visit: Visit, payload: str | bytes) -> None:
    visit.n_bytes += len(payload)
