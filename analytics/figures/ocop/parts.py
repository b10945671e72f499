"""What the charts of OCOP share: colours of the stars, what they choose, series of them, notes on contradictions."""

from collections.abc import Iterable

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.chart import RowsBehind
from analytics.figures.spec import Mark, Series, Shade
from analytics.figures.style import DISPUTED
from analytics.ocop.recognitions import STAR_LEVELS
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, records
from analytics.wording.colours import STAR_COLOURS, STAR_PATTERNS
from analytics.wording.language import Language
from geodata.record import Record


def star_shade(stars: int) -> Shade:
    """Return the colour of a star level."""
    return {theme: colours[stars] for theme, colours in STAR_COLOURS.items()}


def star_choice(stars: int) -> Choice:
    """Return what a star level chooses."""
    return Choice("stars", str(stars))


def year_choice(year: int) -> Choice:
    """Return what a year chooses."""
    return Choice("years", f"{year}-{year}")


def recognitions_behind(record: Record, events: pd.DataFrame, language: Language) -> RowsBehind:
    """Return the recognitions (of `analytics.ocop.recognitions.recognition_events`) behind a chart: a renewal is one more."""
    ids = events["recognition_id"]

    def frame() -> pd.DataFrame:
        return rows_with_ids(record, "ocop_recognitions", tuple(ids))

    return RowsBehind(
        language.text("Recognitions"), "ocop_recognitions", len(ids), frame, events["source_ids"].value_counts
    )


def row_disagreements(record: Record, table: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return a line for each contradiction that touches rows of a table: both values, and the rule that says which is used."""
    shown = set(ids)
    every = record["contradictions"]
    return tuple(
        f"{DISPUTED} {row['topic']}: {row['values_text']}. {row['rule']}"
        for row in records(every[every["table"].eq(table)])
        if shown & set(str(row["row_ids"]).split(";"))
    )


def by_stars(table: pd.DataFrame) -> list[tuple[int, list[Row]]]:
    """Return the rows of each star level that has any."""
    found = ((stars, records(table[table["stars"].eq(stars)])) for stars in STAR_LEVELS)
    return [(stars, rows) for stars, rows in found if rows]


def of_stars(stars: int, marks: tuple[Mark, ...]) -> Series:
    """Return the marks of a star level as a series."""
    return Series(f"{stars} ★", marks, star_shade(stars), STAR_PATTERNS[stars])
