"""The name of an exported file: what it holds, for which selection, of which day, in letters that any system takes."""

from analytics.downloads.occasion import Occasion
from analytics.selection.selection import Selection
from analytics.selection.words import selection_words
from geodata.text import fold

MOST_LETTERS = 60


def file_name(selection: Selection, occasion: Occasion, suffix: str, part: str = "") -> str:
    """Return "khuyen-cong-bac-giang_co-so_luc-ngan_2026-11-21.geojson": no diacritics, no blanks."""
    language = occasion.language
    chosen = language.text("whole province") if selection.is_empty else selection_words(selection, language)
    words = [language.text("industrial promotion Bắc Giang"), part, chosen]
    slugs = [fold(word).replace(" ", "-")[:MOST_LETTERS].strip("-") for word in words]
    return "_".join([*(slug for slug in slugs if slug), occasion.at.date().isoformat()]) + suffix
