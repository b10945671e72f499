"""The sources of what is chosen as lines of text, for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.evidence.rows import sources_of
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected
from analytics.wording.language import Language

_MOST_LINES = 15
"""What stands beneath a screen on its sheet; the screen of sources has them all."""


@dataclass(frozen=True, slots=True)
class PrintedSources:
    """The sources of what is printed: `line` names the most used beneath the title, `lines` are all that a page holds."""

    line: str = ""
    lines: tuple[str, ...] = ()


def printed_sources(selected: Selected, tables: Sequence[str], language: Language) -> PrintedSources:
    """Return the sources of the chosen rows of some tables, the most used first, with how many rows rest on each."""
    frames = [selected.frame(name)[["source_ids"]] for name in tables]
    if not any(map(len, frames)):
        return PrintedSources()
    found = records(sources_of(selected.record, pd.concat(frames)))
    lines = [
        ". ".join(
            part
            for part in (
                str(one["title"]),
                str(one["publisher"] or ""),
                language.partial_date(str(one["published_on"] or "")),
                language.count("{n} row", "{n} rows", int(one["n_rows"])),
            )
            if part
        )
        for one in found[:_MOST_LINES]
    ]
    more = len(found) - _MOST_LINES
    if more > 0:
        lines.append(language.count("and {n} source more", "and {n} sources more", more))
    return PrintedSources(_line(found, language), tuple(lines))


def _line(found: Sequence[Row], language: Language) -> str:
    first, more = str(found[0]["publisher"] or found[0]["title"]), len(found) - 1
    if not more:
        return language.text("Source: {publisher}", publisher=first)
    others = language.count("{n} source more", "{n} sources more", more)
    return language.text("Source: {publisher} and {others}", publisher=first, others=others)
