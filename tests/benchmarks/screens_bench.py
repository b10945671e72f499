"""The analysis screens in a real browser: from a click on a sector to the last change in the window and on the whole page."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, Page

from analytics.wording.labels import label
from analytics.wording.language import Language
from geodata.schema.vocabulary import Sector
from tests.benchmarks.bench import ours, serve
from tests.start import with_token

SCREENS = ("funding", "exports", "ocop", "proposals")
SECTORS = tuple(label(one, Language("vi")) for one in (Sector.WOOD, Sector.FOOD, Sector.MECHANICAL))
TIMEOUT_MS = 120_000
MOST_TIMES, MOST_S = 2.0, 0.5

WATCH = """
window.screens = (() => {
  const REST_MS = 300;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const isInWindow = (node) => {
    const { top, bottom, width } = node.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight;
  };
  /* Charts and tables; what stands in them is another object after each drawing. */
  const parts = () => [...all(".kc-plot"), ...all('[data-testid^="stBidiComponent"]').filter((node) => node.shadowRoot?.querySelector("tbody"))];
  const standing = (part) => part.shown ?? part.shadowRoot?.querySelector("tbody")?.firstElementChild;
  const isDrawn = (part) => part.shadowRoot || (part.wanted !== undefined && part.shown === part.wanted && !part.isBusy);
  /* No run is under way, as many chips stand as are chosen, each figure is the one wanted: titles say what is found, not what is chosen. */
  const isDone = (chosen, parts) => {
    return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning"
      && document.querySelector('.st-key-filters [data-testid^="stBidiComponent"]')?.shadowRoot?.querySelectorAll(".chip").length === chosen
      && all(".kc-chart h3").length > 0
      && parts.every(isDrawn)
      && !document.querySelector('[data-stale="true"]');
  };
  let change;
  return {
    isDone: (wanted) => isDone(wanted, parts()),
    watch: (wanted) => {
      let [seen, drawn, since, touched] = [null, null, null, new Set()];
      const observer = new MutationObserver((records) => {
        for (const { target } of records) touched.add(target.nodeType === 1 ? target : (target.host ?? target.parentElement));
      });
      const roots = [document.querySelector('[data-testid="stMain"]'), ...all('[data-testid^="stBidiComponent"]').map((node) => node.shadowRoot)];
      for (const root of roots) if (root) observer.observe(root, { subtree: true, childList: true, characterData: true });
      change = new Promise((resolve) => {
        document.addEventListener("click", ({ timeStamp }) => {
          const look = () => {
            const now = performance.now();
            const before = drawn ?? new Map();
            drawn = new Map(parts().map((part) => [part, standing(part)]));
            const changed = [...drawn].filter(([part, one]) => before.get(part) !== one).map(([part]) => part);
            if ([...changed, ...touched].some((node) => node?.isConnected && isInWindow(node))) seen = now;
            touched = new Set();
            if (!isDone(wanted, [...drawn.keys()])) since = null;
            else if (since === null || changed.length) since = now;
            if (since === null || now - since < REST_MS) return requestAnimationFrame(look);
            observer.disconnect();
            return resolve([seen, since].map((end) => (end - timeStamp) / 1000));
          };
          requestAnimationFrame(look);
        }, { capture: true, once: true });
      });
    },
    seconds: () => change,
  };
})();
"""
"""Two moments after a click: the last change of anything in the window, and when all charts and tables of the page are drawn."""


async def screens(browser: Browser, sizes: Sequence[int], log: Path) -> list[dict[str, Any]]:
    """Return one row a size and screen: medians of choices that are new to the server, and of those that it has seen.

    Each in the window (1366 × 768) and for the whole page.
    """
    rows: list[dict[str, Any]] = []
    for size in sizes:
        with serve(ours(size), log) as server:
            for screen in SCREENS:
                page = await browser.new_page(viewport={"width": 1366, "height": 768})
                rows.append({"screen": screen, "facilities": size, **await _visit(page, f"{server.url}/{screen}")})
                await page.close()
    return rows


async def _visit(page: Page, address: str) -> dict[str, float]:
    await page.add_init_script(WATCH)
    await page.goto(with_token(address))
    await page.wait_for_function("(chosen) => window.screens.isDone(chosen)", arg=0, timeout=TIMEOUT_MS)
    await page.get_by_role("button", name="Ngành").first.click()
    new, again = await _round(page), await _round(page)
    medians = [*(median(one) for one in zip(*new, strict=True)), *(median(one) for one in zip(*again, strict=True))]
    names = ("new_s", "new_page_s", "again_s", "again_page_s")
    return {name: round(value, 3) for name, value in zip(names, medians, strict=True)}


async def _round(page: Page) -> list[tuple[float, float]]:
    """Choose the sectors one after the other, then drop them in the same order: each selection is another, but the last."""
    chosen: list[str] = []
    seconds = []
    for name in (*SECTORS, *SECTORS):
        chosen = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
        seconds.append(await _click(page, name, len(chosen)))
    return seconds[:-1]


async def _click(page: Page, name: str, chosen: int) -> tuple[float, float]:
    option = page.locator(".st-key-filters [data-field=sectors] label").filter(has=page.get_by_text(name, exact=True))
    await page.wait_for_timeout(400)
    await page.evaluate("(chosen) => window.screens.watch(chosen)", chosen)
    await option.first.click(timeout=TIMEOUT_MS)
    in_window, whole = await page.evaluate("() => window.screens.seconds()")
    return float(in_window), float(whole)


def screen_bars(rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, float, float]]:
    """Yield (what, value, bar) of each screen at the largest size: beside the smallest, and in seconds."""
    sizes = sorted({row["facilities"] for row in rows})
    seconds = {(row["screen"], row["facilities"]): row["new_s"] for row in rows}
    for screen in SCREENS if sizes else ():
        small, large = seconds[screen, sizes[0]], seconds[screen, sizes[-1]]
        if len(sizes) > 1:
            yield f"{screen}: change at {sizes[-1]} ÷ at {sizes[0]}", large / small, MOST_TIMES
        yield f"{screen}: median change at {sizes[-1]}, s (quiet machine)", large, MOST_S
