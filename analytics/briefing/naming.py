"""The name of a file to take home: what it is about and of which day, without letters that a file system refuses."""

from dataclasses import replace
from datetime import date

from analytics.selection.selection import Selection, write_years
from analytics.selection.words import selection_words
from analytics.wording.language import Language
from geodata.places.units import TEN_DISTRICTS
from geodata.text import fold

NAMED_AT_MOST = 3
MOST_LETTERS = 60


def file_stem(selection: Selection, day: date, language: Language) -> str:
    """Return "khuyen-cong_2023_luc-ngan_co-khi_2026-11-21": years, districts, what else is chosen, the day."""
    short = {one.code: one.short_name for one in TEN_DISTRICTS}
    places = [_slug(short.get(code, code)) for code in selection.districts]
    first, _, last = write_years(selection.years).partition("-")
    rest = replace(selection, districts=(), years=None)
    parts = (
        "khuyen-cong",
        first if first == last else f"{first}-{last}",
        "-".join(places) if len(places) <= NAMED_AT_MOST else f"{len(places)}-huyen",
        "" if rest.is_empty else _slug(selection_words(rest, language)),
        day.isoformat(),
    )
    return "_".join(part for part in parts if part)


def _slug(text: str) -> str:
    letters = fold(text).encode("ascii", "ignore").decode()
    return "-".join(letters.split())[:MOST_LETTERS].strip("-")
