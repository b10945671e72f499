"""What the charts of OCOP share: colours and patterns of the stars, notes on contradictions."""

from collections.abc import Iterable

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import Behind
from analytics.figures.style import PAPER, Look
from analytics.selection.choices import Choice
from analytics.selection.place_words import records
from analytics.wording.colours import STAR_COLOURS, STAR_PATTERNS, Theme
from analytics.wording.language import Language
from geodata.record import Record

DISPUTED = "⚠"
_PATTERN_INK: dict[Theme, str] = {"light": "rgba(255,255,255,0.6)", "dark": "rgba(15,21,27,0.35)"}
SMALL = {"minsize": 11, "mode": "hide"}
"""Numbers too small to read are left to hover text and table."""


def star_marker(stars: int, look: Look, opacity: list[float]) -> dict[str, object]:
    """Return the marker of bars of a star level."""
    colour = STAR_COLOURS[look.theme][stars]
    pattern: dict[str, object] = {"shape": STAR_PATTERNS[stars], "fgcolor": _PATTERN_INK[look.theme], "bgcolor": colour}
    pattern |= {"size": 8, "solidity": 0.12}
    return {"color": colour, "pattern": pattern, "opacity": opacity}


def star_choice(stars: int) -> Choice:
    """Return what a star level chooses."""
    return Choice("stars", str(stars))


def year_choice(year: int) -> Choice:
    """Return what a year chooses."""
    return Choice("years", f"{year}-{year}")


def recognitions_behind(record: Record, events: pd.DataFrame, language: Language) -> Behind:
    """Return the recognitions (of `analytics.ocop.recognitions.recognition_events`) behind a chart: a renewal is one more."""
    ids = events["recognition_id"]

    def frame() -> pd.DataFrame:
        return rows_with_ids(record, "ocop_recognitions", tuple(ids))

    return Behind(
        language.text("Recognitions"), "ocop_recognitions", len(ids), frame, events["source_ids"].value_counts
    )


def disagreements(record: Record, table: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return a line for each contradiction that touches rows of a table: both values, and the rule that says which is used."""
    shown = set(ids)
    every = record["contradictions"]
    return tuple(
        f"{DISPUTED} {row['topic']}: {row['values_text']}. {row['rule']}"
        for row in records(every[every["table"].eq(table)])
        if shown & set(str(row["row_ids"]).split(";"))
    )


def halo(look: Look) -> str:
    """Keep a text readable on hatching and lines."""
    return ", ".join([f"0 0 3px {PAPER[look.theme]}"] * 4)
