"""How wide a text is in Arial, without Arial: its letters are as wide as those of Helvetica, and no diacritic but the horn adds width."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from analytics.figures.table import Cell, FigureColumn
from analytics.wording.language import JOINER, documents_whole

HORN, HORN_WIDTH = "\u031b", 0.11
"""The horn of ơ and ư, and how much wider it makes the letter, in ems."""
_WIDER = {
    "đ": "d",
    "Đ": "D",
    "…": "...",
    "–": "n",
    "—": "m",
    "≥": "=",
    "≈": "=",
    "★": "m",
    "⚠": "m",
    "▸": "m",
    "·": ".",
}


@lru_cache(maxsize=8192)
def width_in(text: str, points: float, *, bold: bool = False) -> float:
    """Return the width of a line in inches."""
    letters = "".join(_WIDER.get(letter, letter) for letter in text.replace(JOINER, ""))
    parts = unicodedata.normalize("NFD", letters)
    plain = "".join(one for one in parts if not unicodedata.combining(one))
    known = plain.encode("cp1252", "replace").decode("cp1252")
    horns = HORN_WIDTH * points * parts.count(HORN)
    return (float(stringWidth(known, "Helvetica-Bold" if bold else "Helvetica", points)) + horns) / 72


def broken_lines(text: str, points: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text that is broken at spaces to `width` inches; a longer word is broken between letters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        words = (part for word in paragraph.split(" ") for part in _parts(word, points, width, bold=bold))
        for word in words:
            longer = f"{line} {word}" if line else word
            if line and width_in(longer, points, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _parts(word: str, points: float, width: float, *, bold: bool) -> list[str]:
    """Return a word, or its parts where it is wider than a line."""
    parts = [word]
    while len(parts[-1]) > 1 and width_in(parts[-1], points, bold=bold) > width:
        whole = parts.pop()
        n = next(n for n in range(len(whole) - 1, 0, -1) if n == 1 or width_in(whole[:n], points, bold=bold) <= width)
        parts += [whole[:n], whole[n:]]
    return parts


def fitting_height(text: str, sizes: tuple[int, ...], place: tuple[float, float], *, bold: bool = False) -> int:
    """Return the largest size at which a text fits into a width and a height in inches, the smallest where none does."""
    width, height = place
    fits = (size for size in sizes if len(broken_lines(text, size, width, bold=bold)) * size * 1.2 / 72 <= height)
    return next(fits, sizes[-1])


_BREAKS = re.compile(rf"[ \n]|(?<=-)(?!{JOINER})")


def column_widths(
    columns: Sequence[FigureColumn], rows: Iterable[Sequence[Cell]], width: float, points: float, padding: float
) -> list[float]:
    """Return the widths of columns in inches, by their shares; one whose longest word is wider is as wide as that, and the others give way.

    Where the longest words of all have no room beside each other, the shares alone count.
    """
    texts = [[column.heading] for column in columns]
    for row in rows:
        for column, cell in zip(texts, row, strict=True):
            column.append(cell.text)
    least = [
        max(width_in(word, points, bold=True) for text in column for word in _BREAKS.split(documents_whole(text)))
        + padding
        for column in texts
    ]
    if sum(least) > width:
        least = [0.0] * len(columns)
    free = dict(enumerate(column.share for column in columns))
    while True:
        unit = (width - sum(wide for at, wide in enumerate(least) if at not in free)) / (sum(free.values()) or 1)
        tight = [at for at, share in free.items() if share * unit < least[at]]
        if not tight:
            return [free[at] * unit if at in free else wide for at, wide in enumerate(least)]
        for at in tight:
            del free[at]


def fitting(text: str, sizes: tuple[int, ...], width: float, most_lines: int, *, bold: bool = False) -> int:
    """Return the largest size at which a text takes at most so many lines, the smallest where none does."""
    for size in sizes:
        lines = broken_lines(text, size, width, bold=bold)
        if len(lines) <= most_lines and all(width_in(line, size, bold=bold) <= width for line in lines):
            return size
    return sizes[-1]
