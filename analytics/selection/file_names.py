"""Names of files to take home: what is in them, for which selection, of which day, in letters that every computer keeps."""

from datetime import date

from analytics.selection.selection import Selection
from analytics.selection.words import selection_words
from analytics.wording.language import Language
from geodata.text import slug

LONGEST = 80


def file_name(title: str, suffix: str) -> str:
    """Return "kinh-phi-theo-nganh.csv" for a title "Kinh phí theo ngành"; "khuyencong" for a title without a letter."""
    return f"{slug(title, LONGEST) or 'khuyencong'}.{suffix}"


def file_stem(selection: Selection, day: date, language: Language, part: str = "") -> str:
    """Return "khuyen-cong-bac-giang_co-so_luc-ngan-2023_2026-11-21": what it is about, a part of it, what is chosen, the day."""
    chosen = language.text("whole province") if selection.is_empty else selection_words(selection, language)
    words = (language.text("industrial promotion Bắc Giang"), part, chosen)
    return "_".join([*filter(None, map(slug, words)), day.isoformat()])
