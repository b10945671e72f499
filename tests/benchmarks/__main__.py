"""`python -m tests.benchmarks`: this app beside plain Streamlit + folium scripts, in one run, in a real browser."""

import argparse
import asyncio
import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

from geodata.clock import utc_now
from tests.benchmarks import measures, report, screens_bench
from tests.benchmarks.bench import as_delivered, bare, ours, peer

COLUMNS = {
    "sizes": ("candidate", "facilities", "first_map_s", "narrow_s", "widen_s", "change_s", "change_kb", "rss_mb"),
    "sessions": ("candidate", "facilities", "sessions", "change_s", "slowest_s", "rss_mb"),
    "first": ("candidate", "first_map_s", "all_of_it_s"),
    "cold": ("candidate", "cold_s"),
    "screens": ("screen", "facilities", "new_s", "new_page_s", "again_s", "again_page_s"),
    "reruns": ("candidate", "facilities", "reruns", "rss_before_mb", "rss_after_mb"),
}


def arguments() -> argparse.Namespace:
    """Return what is asked for; the defaults are the whole comparison."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    numbers = {"type": int, "nargs": "*"}
    parser.add_argument("--sizes", **numbers, default=[100, 2_000, 10_000, 100_000], help="facilities of this app")
    parser.add_argument("--plain", **numbers, default=[100, 2_000], help="facilities of the MarkerCluster script")
    parser.add_argument(
        "--fast", **numbers, default=[100, 2_000, 10_000, 100_000], help="of the FastMarkerCluster script"
    )
    parser.add_argument(
        "--unnamed", **numbers, default=[100_000], help="of the same script without names on its markers"
    )
    parser.add_argument(
        "--changes", type=int, default=5, help="changes to a sector, and as many back, that medians are of"
    )
    parser.add_argument("--sessions", **numbers, default=[1, 5, 10, 20], help="visits at once, on this app")
    parser.add_argument("--sessions-size", type=int, default=2_000, help="facilities of that run")
    parser.add_argument("--screens", **numbers, default=[100, 100_000], help="facilities of the analysis screens")
    parser.add_argument(
        "--first", type=int, default=5, help="first maps on a warm server, beside the bare page; 0 for none"
    )
    parser.add_argument("--cold", type=int, default=3, help="cold starts; 0 for none")
    parser.add_argument("--reruns", type=int, default=500, help="reruns for the growth of memory; 0 for none")
    parser.add_argument("--reruns-size", type=int, default=2_000, help="facilities of that run")
    parser.add_argument("--json", type=Path, default=Path("benchmark.local.json"), help="where the numbers go")
    return parser.parse_args()


async def run(browser: Browser, asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure all that is asked for, printing each line as it comes."""
    log = folder / "server.log"
    candidates = [
        *(ours(size) for size in asked.sizes),
        *(peer("plain", size, folder) for size in asked.plain),
        *(peer("fast", size, folder) for size in asked.fast),
        *(peer("fast_unnamed", size, folder) for size in asked.unnamed),
    ]
    results: dict[str, Any] = {"when": utc_now().isoformat(timespec="seconds"), "machine": _machine()}
    results["sizes"] = [_said(await measures.sizes(browser, one, asked.changes, log)) for one in candidates]
    if asked.sessions:
        results["sessions"] = await measures.sessions(
            browser, ours(asked.sessions_size), asked.sessions, asked.changes, log
        )
    if asked.screens:
        results["screens"] = await screens_bench.screens(browser, asked.screens, log)
    starts = [as_delivered(), bare(folder)]
    if asked.first:
        results["first"] = await measures.first_maps(browser, starts, asked.first, log)
    if asked.cold:
        results["cold"] = [await measures.cold(browser, one, asked.cold, log) for one in starts]
    if asked.reruns:
        results["reruns"] = [await measures.reruns(browser, ours(asked.reruns_size), asked.reruns, log)]
    results["bars"] = list(report.bars(results))
    return results


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version()}


def _said(row: dict[str, Any]) -> dict[str, Any]:
    sys.stderr.write(f"{row}\n")
    return row


async def main() -> None:
    """Run, print the tables, write the JSON."""
    asked = arguments()
    path = next(filter(None, (os.environ.get("KHUYENCONG_CHROMIUM"), shutil.which("chromium"))), None)
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            results = await run(browser, asked, Path(folder))
            await browser.close()
    for name, columns in COLUMNS.items():
        if results.get(name):
            sys.stdout.write(f"\n{report.table(results[name], columns)}\n")
    sys.stdout.write(f"\n{report.table(results['bars'], ('bar', 'value', 'wanted', 'met'))}\n")
    asked.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


asyncio.run(main())
