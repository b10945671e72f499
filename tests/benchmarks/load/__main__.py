"""Measure the load that a server bears: `uv run --group benchmark python -m tests.benchmarks.load`, see docs/benchmarks.md.

Without `--address` it starts the app of each `--root` (a checkout; by default this one) as its own process, one after the
other, so that two states of the code are compared in one run.
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.load.costs import Cost, costs, memory
from tests.benchmarks.load.edits import after_edits, fill
from tests.benchmarks.load.people import Waited, crowd
from tests.benchmarks.load.server import Server, started

ROOT = Path(__file__).resolve().parents[3]
RESULT = ROOT / "load.local.json"


def main() -> None:
    """Measure what the command line asks for, print tables and write the JSON."""
    asked = _arguments()
    results = []
    if asked.address:
        results.append(asyncio.run(_measured(asked.address, Server(asked.address), asked)))
    else:
        options = dict(option.split("=", 1) for option in asked.option)
        for root in asked.root or [str(ROOT)]:
            prepare = partial(fill, n_proposals=asked.proposals) if asked.proposals else None
            with started(Path(root).resolve(), options, prepare) as server:
                results.append(asyncio.run(_measured(root, server, asked)))
    RESULT.write_text(json.dumps(results, indent=1), encoding="utf-8")
    _print(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("--address", help="a server that runs already; its processes are then not measured")
    parser.add_argument("--root", action="append", help="a checkout to start; several are measured one after another")
    parser.add_argument(
        "--option", action="append", default=[], help="an option of Streamlit, as runner.postScriptGC=false"
    )
    parser.add_argument("--people", type=int, nargs="*", default=[5, 20, 50, 100])
    parser.add_argument(
        "--idle", type=int, nargs="*", default=[0], help="visits open beside the people, for each number"
    )
    parser.add_argument("--seconds", type=float, default=40.0, help="of each measurement")
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two choices of a person, as a mean")
    parser.add_argument(
        "--keepers", type=int, default=10, help="one of so many people edits and uploads; 0: nobody does"
    )
    parser.add_argument(
        "--proposals", type=int, default=0, help="of a store filled before the start; edits of them are followed"
    )
    parser.add_argument("--reruns", type=int, default=0, help="how many reruns to follow the memory over")
    parser.add_argument("--no-costs", action="store_true", help="leave out what one rerun costs on each screen")
    return parser.parse_args()


async def _measured(name: str, server: Server, asked: argparse.Namespace) -> dict[str, Any]:
    result: dict[str, Any] = {"name": name, "costs": [], "people": []}
    if not asked.no_costs:
        measured, errors = await costs(server)
        result |= {"costs": [asdict(one) for one in measured], "errors": errors}
        _print_costs(name, measured)
    if asked.proposals and server.data:
        found = await after_edits(server, server.data)
        result["after_edits"] = asdict(found)
        print(f"{asked.proposals} proposals: {found}", flush=True)
    if asked.reruns:
        result["memory_mb"] = await memory(server, asked.reruns)
        print("memory, MB: " + ", ".join(f"{n}: {mb:.0f}" for n, mb in result["memory_mb"]), flush=True)
    for n_idle in asked.idle:
        for n_people in asked.people:
            waited = await crowd(
                server,
                n_people,
                seconds=asked.seconds,
                think_s=asked.think,
                n_idle=n_idle,
                one_keeper_in=asked.keepers,
            )
            result["people"].append(_summary(waited))
            print(_line(result["people"][-1]), flush=True)
    return result


def _summary(waited: Waited) -> dict[str, Any]:
    every = [*waited.looks, *waited.saves, *waited.uploads]
    n = max(1, len(every))
    return {
        "people": waited.n_people,
        "idle": waited.n_idle,
        "changes": len(every),
        "changes_a_second": len(every) / waited.seconds if waited.seconds else 0.0,
        "p50_s": _quantile(every, 50),
        "p95_s": _quantile(every, 95),
        "worst_s": max(every, default=0.0),
        "save_p50_s": _quantile(waited.saves, 50),
        "upload_p50_s": _quantile(waited.uploads, 50),
        "cpu_ms_a_change": 1000 * waited.cpu_s / n,
        "kb_a_change": waited.n_bytes / n / 1000,
        "memory_mb": waited.memory_mb,
        "errors": len(waited.errors),
        "first_errors": waited.errors[:5],
    }


def _quantile(values: Sequence[float], percent: int) -> float:
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _print_costs(name: str, measured: Sequence[Cost]) -> None:
    print(
        f"\n{name}\n| screen | known, ms of processor | new, ms of processor | known, ms | new, ms | known, kB | new, kB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for known, new in zip(measured[::2], measured[1::2], strict=True):
        cells = (known.cpu_ms, new.cpu_ms, known.wall_ms, new.wall_ms, known.n_bytes / 1000, new.n_bytes / 1000)
        print(f"| {known.screen} | {' | '.join(f'{cell:.0f}' for cell in cells)} |")
    for is_known in (True, False):
        mean = statistics.mean(one.cpu_ms for one in measured if one.is_known is is_known)
        print(f"mean of all screens, {'known' if is_known else 'new'}: {mean:.0f} ms of processor", flush=True)


def _line(one: dict[str, Any]) -> str:
    return (
        f"{one['people']} people, {one['idle']} idle: {one['changes_a_second']:.1f} changes a second, p50 {one['p50_s']:.2f} s, "
        f"p95 {one['p95_s']:.2f} s, {one['cpu_ms_a_change']:.0f} ms of processor a change, {one['kb_a_change']:.0f} kB, "
        f"{one['memory_mb']:.0f} MB, {one['errors']} errors"
    )


def _print(results: Sequence[dict[str, Any]]) -> None:
    """Print the ratio of the first to the last of several checkouts."""
    if len(results) < 2:
        return
    first, last = results[0], results[-1]
    for is_known in (True, False):
        means = [
            statistics.mean(one["cpu_ms"] for one in result["costs"] if one["is_known"] is is_known)
            if result["costs"]
            else 0.0
            for result in (first, last)
        ]
        if all(means):
            print(
                f"{'known' if is_known else 'new'} selection: {means[0]:.0f} → {means[1]:.0f} ms, ÷ {means[0] / means[1]:.1f}"
            )
    for before, after in zip(first["people"], last["people"], strict=False):
        print(
            f"{before['people']} people, {before['idle']} idle: p50 {before['p50_s']:.2f} → {after['p50_s']:.2f} s, "
            f"p95 {before['p95_s']:.2f} → {after['p95_s']:.2f} s, "
            f"{before['changes_a_second']:.1f} → {after['changes_a_second']:.1f} changes a second"
        )


if __name__ == "__main__":
    main()
