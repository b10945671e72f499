"""The analysis screens in a real browser: from a click on a sector to the first frame in which the whole screen agrees."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, Page

from analytics.labels import label
from analytics.language import Language
from geodata.vocabulary import Sector
from tests.benchmarks.bench import ours, serve

SCREENS = ("funding", "exports", "ocop", "proposals")
SECTORS = tuple(label(one, Language("vi")) for one in (Sector.WOOD, Sector.FOOD, Sector.MECHANICAL))
TIMEOUT_MS = 120_000
MOST_TIMES, MOST_S = 2.0, 0.5

WATCH = """
window.screens = (() => {
  /* No run is under way, as many chips stand as are chosen, each figure is the one wanted, titles and the table agree. */
  const isDone = ({ chosen, label }) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const chips = document.querySelectorAll('[class*="st-key-chip_sectors"]');
    const plots = [...document.querySelectorAll(".kc-plot")];
    const titles = [...document.querySelectorAll(".kc-chart h3")].map((node) => node.textContent.toLowerCase());
    return app?.dataset.testScriptState === "notRunning"
      && chips.length === chosen
      && titles.length > 0
      && plots.every((plot) => plot.shown && plot.shown === plot.wanted && !plot.isBusy)
      && titles.some((title) => title.includes(label.toLowerCase())) === (chosen > 0)
      && !document.querySelector('[data-stale="true"]');
  };
  let change;
  return {
    isDone,
    watch: (wanted) => {
      change = new Promise((resolve) => {
        document.addEventListener("click", ({ timeStamp }) => {
          const look = () => (isDone(wanted) ? resolve((performance.now() - timeStamp) / 1000) : requestAnimationFrame(look));
          requestAnimationFrame(look);
        }, { capture: true, once: true });
      });
    },
    seconds: () => change,
  };
})();
"""


async def screens(browser: Browser, sizes: Sequence[int], log: Path) -> list[dict[str, Any]]:
    """Return one row a size and screen: medians of choices that are new to the server, and of those that it has seen."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        with serve(ours(size), log) as server:
            for screen in SCREENS:
                page = await browser.new_page(viewport={"width": 1366, "height": 768})
                new, again = await _visit(page, f"{server.url}/{screen}")
                rows.append({"screen": screen, "facilities": size, "new_s": new, "again_s": again})
                await page.close()
    return rows


async def _visit(page: Page, address: str) -> tuple[float, float]:
    await page.add_init_script(WATCH)
    await page.goto(address)
    await page.wait_for_function(
        "(wanted) => window.screens.isDone(wanted)", arg={"chosen": 0, "label": SECTORS[0]}, timeout=TIMEOUT_MS
    )
    await page.get_by_role("button", name="Ngành").first.click()
    new = [await _click(page, name, n + 1, name) for n, name in enumerate(SECTORS)]
    left = len(SECTORS) - 1
    again = [await _click(page, name, left - n, SECTORS[0]) for n, name in enumerate(reversed(SECTORS))]
    return round(median(new), 3), round(median(again), 3)


async def _click(page: Page, name: str, chosen: int, told: str) -> float:
    option = page.get_by_role("button", name=name, exact=True)
    await page.wait_for_timeout(400)
    await page.evaluate("(wanted) => window.screens.watch(wanted)", {"chosen": chosen, "label": told})
    await option.first.click(timeout=TIMEOUT_MS)
    return float(await page.evaluate("() => window.screens.seconds()"))


def screen_bars(rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, float, float]]:
    """Yield (what, value, bar) of each screen at the largest size: beside the smallest, and in seconds."""
    sizes = sorted({row["facilities"] for row in rows})
    seconds = {(row["screen"], row["facilities"]): row["new_s"] for row in rows}
    for screen in SCREENS if sizes else ():
        small, large = seconds[screen, sizes[0]], seconds[screen, sizes[-1]]
        if len(sizes) > 1:
            yield f"{screen}: change at {sizes[-1]} ÷ at {sizes[0]}", large / small, MOST_TIMES
        yield f"{screen}: median change at {sizes[-1]}, s (quiet machine)", large, MOST_S
