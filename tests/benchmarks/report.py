"""Tables of what was measured, and the bars that the app is held to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.benchmarks.screens_bench import screen_bars

Row = Mapping[str, Any]
PEER_BARS = (
    ("FastMarkerCluster", 100_000, 20),
    ("FastMarkerCluster, no names", 100_000, 20),
    ("MarkerCluster", 2_000, 3),
)


def table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Return rows as a Markdown table; lists are left out."""
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    lines += ["| " + " | ".join(str(row.get(column, "–")) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def bars(results: Mapping[str, Any]) -> Iterable[Row]:
    """Yield each bar for which both sides were measured: what, value, bar, met."""
    change = {(row["candidate"], row["facilities"]): row["change_s"] for row in results.get("sizes", ())}
    memory = {(row["candidate"], row["facilities"]): row["rss_mb"] for row in results.get("sizes", ())}
    small, large = change.get(("this app", 100)), change.get(("this app", 100_000))
    if small and large:
        yield _most("change at 100 000 ÷ at 100", large / small, 1.5)
    yield from _beside_peers(results)
    if large:
        yield _most("median change at 100 000, s (quiet machine)", large, 0.4)
        yield _most("server memory at 100 000, MB", memory["this app", 100_000], 400)
    for what, value, wanted in screen_bars(results.get("screens", ())):
        yield _most(what, value, wanted)
    maps = {row["candidate"]: row["first_map_s"] for row in results.get("first", ())}
    if len(maps) == 2:
        yield _most("first map on a warm server ÷ bare page", maps["this app"] / maps["bare page"], 1.2)
    starts = {row["candidate"]: row["cold_s"] for row in results.get("cold", ())}
    if len(starts) == 2:
        yield _most("cold first map ÷ bare page", starts["this app"] / starts["bare page"], 1.5)
    for row in results.get("reruns", ()):
        growth = row["rss_after_mb"] - row["rss_before_mb"]
        yield _most(f"growth over {row['reruns']} reruns, MB", growth, 0.05 * row["rss_before_mb"])


def _beside_peers(results: Mapping[str, Any]) -> Iterable[Row]:
    """Compare the change back to all facilities, for the cost of a peer is that of the markers it draws."""
    widening = {(row["candidate"], row["facilities"]): row["widen_s"] for row in results.get("sizes", ())}
    for name, size, wanted in PEER_BARS:
        peer, own = widening.get((name, size)), widening.get(("this app", size))
        if peer and own:
            yield _least(f"{name} ÷ this app, back to all {size}", peer / own, wanted)


def _most(what: str, value: float, bar: float) -> Row:
    return {
        "bar": what,
        "value": round(value, 2),
        "wanted": f"≤ {round(bar, 2)}",
        "met": "yes" if value <= bar else "no",
    }


def _least(what: str, value: float, bar: float) -> Row:
    return {
        "bar": what,
        "value": round(value, 2),
        "wanted": f"≥ {round(bar, 2)}",
        "met": "yes" if value >= bar else "no",
    }
