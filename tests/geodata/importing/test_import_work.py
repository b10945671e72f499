"""What a table costs to understand grows with its cells, and a cell costs little whatever stands in it: place words, long names.

Calls of functions are counted on the whole way (proposal, reading, comparison), not time: that no pattern costs more than its text is long,
`test_linear_work` holds.
"""

import cProfile
import random
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from geodata.importing.comparing import plan
from geodata.importing.fields import FieldType, tables
from geodata.importing.grid import Sheet
from geodata.importing.headings.proposing import best_sheet, propose
from geodata.importing.sheet_reading import read_rows
from geodata.record.public import load_public_record
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()
MOST_CALLS = 65
"""Of functions for a letter of such a file; a call takes a fifth of a microsecond, so that a megabyte stays far under a minute."""
ROWS = (5, 20)
GROWTH = 5
"""Linear work grows fourfold, work with the square sixteenfold."""
UNITS = ("Lục Ngạn", "Yên Thế", "Tân Mỹ", "Nam Dương", "Bắc Giang", "an", "hà", "xuân", "đông")
KINDS = ("xã ", "huyện ", "thôn ", "thị trấn ", "tp. ", "x. ", "")
WORDS = frozenset(
    {FieldType.TEXT, FieldType.NAME, FieldType.PLACE, FieldType.COMMUNE, FieldType.DISTRICT, FieldType.MARKET}
)
"""Types of fields whose cells may be any words."""


def place_words(draw: random.Random) -> str:
    return " ".join(draw.choice(("xã", "huyện", "thôn", "phường")) for _ in range(30))


def unknown_places(draw: random.Random) -> str:
    return ", ".join(draw.choice(KINDS) + draw.choice(UNITS) + draw.choice("abck") for _ in range(12))


def known_places(draw: random.Random) -> str:
    return " - ".join(draw.choice(KINDS) + draw.choice(UNITS) for _ in range(12))


def one_place_over_and_over(draw: random.Random) -> str:
    return f"{'xã huyện thôn ' * 10}{draw.randrange(10**6)}"


def invented_names(draw: random.Random) -> str:
    return f"xã {''.join(draw.choice('aăâbcdđeêghiklmnoôơpqrstuưvxy ') for _ in range(50))}"


def long_names(draw: random.Random) -> str:
    return f"{'HTX ' * 2}{' '.join(draw.choice(KINDS) + draw.choice(UNITS) for _ in range(200))}"[:990]


def long_names_of_many(draw: random.Random) -> str:
    return "; ".join(f"Công ty {draw.choice(UNITS)} {draw.randrange(10**6)}" for _ in range(40))[:990]


def too_long(draw: random.Random) -> str:
    return f"xã {draw.randrange(10**6)} huyện " * 200


def calls_of(work: Callable[[], object]) -> int:
    counter = cProfile.Profile()
    counter.enable()
    work()
    counter.disable()
    return sum(one.callcount for one in counter.getstats())


def calls(kind: str, cell: Callable[[random.Random], str], rows: int) -> tuple[int, int]:
    """Return how many calls a sheet with such cells wherever words may stand takes, and how many letters it holds."""
    draw, fields = random.Random(rows), tables()[kind].fields  # noqa: S311 - drawn alike each time
    body = [tuple(cell(draw) if field.type in WORDS else None for field in fields) for _ in range(rows)]
    sheet = Sheet("S", (tuple(field.heading for field in fields), *body))

    def understand() -> None:
        understood = read_rows(sheet, propose(sheet, kind))
        plan(understood, PUBLIC, sheets.file(digest="ba" * 32), on=date(2024, 8, 1))

    return calls_of(understand), sum(len(text or "") for row in body for text in row)


@cache
def make_once(kind: str) -> None:
    """Let be made what is made once for all files."""
    calls(kind, known_places, 2)


@pytest.mark.parametrize(
    "cell",
    [
        place_words,
        unknown_places,
        known_places,
        one_place_over_and_over,
        invented_names,
        long_names,
        long_names_of_many,
        too_long,
    ],
    ids=lambda cell: cell.__name__,
)
@pytest.mark.parametrize("kind", tables())
def test_a_table_full_of_words_costs_in_proportion_to_its_cells_and_little(
    kind: str, cell: Callable[[random.Random], str]
) -> None:
    make_once(kind)
    (short, _), (long, letters) = (calls(kind, cell, rows) for rows in ROWS)
    assert long <= GROWTH * short
    assert long <= MOST_CALLS * letters


def test_headings_are_looked_for_in_a_wide_sheet_at_little_cost() -> None:
    draw = random.Random(1)  # noqa: S311 - drawn alike each time
    rows = tuple(tuple(invented_names(draw) for _ in range(100)) for _ in range(70))
    letters = sum(len(text) for row in rows for text in row)
    assert calls_of(lambda: best_sheet([Sheet("S", rows)])) <= MOST_CALLS * letters
