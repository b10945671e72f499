"""The sources of what is chosen as lines of text, for paper."""

from collections.abc import Sequence

import pandas as pd

from analytics.evidence.rows import sources_of
from analytics.selection.place_words import records
from analytics.selection.selected import Selected
from analytics.wording.language import Language

_MOST_LINES = 60
"""A page of sources; the screen of sources has them all."""


def source_lines(selected: Selected, tables: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the sources of the chosen rows of some tables, the most used first, with how many rows rest on each."""
    frames = [selected.frame(name)[["source_ids"]] for name in tables]
    if not any(map(len, frames)):
        return ()
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
    return (*lines, language.count("and {n} source more", "and {n} sources more", more)) if more > 0 else tuple(lines)
