"""What the cells of a column look like: numbers, marks, dates, places, names; evidence for what the column holds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from statistics import median
from typing import TYPE_CHECKING

from geodata.importing.fields import FieldType, ImportField
from geodata.importing.limits import LONGEST_WORDS
from geodata.importing.text.cell_text import bare, cell_as_text, is_nothing, is_unmade
from geodata.importing.values.coordinates import read_degrees
from geodata.importing.values.dates import date_inside, read_date, read_years
from geodata.importing.values.money import MoneyUnit, read_amount
from geodata.importing.values.numbers import Notation, notation_of, read_number
from geodata.importing.values.words import named_choice, read_choice, read_mark
from geodata.places.gazetteer import MatchStatus, match_unit

if TYPE_CHECKING:
    from geodata.importing.grid import SheetCell

SAMPLE = 200
PLACES_TRIED = 25
COMPANY = re.compile(
    r"\b(?:cong ty|cty|htx|hop tac xa|doanh nghiep|dntn|to hop tac|tht|ho kinh doanh|hkd|co so|xuong|ho ong|ho ba|ho sx|hgd)\b"
)
_DATE_LIKE = re.compile(r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
_STARS_IN_WORDS = re.compile(r"\b(mot|hai|ba|bon|nam) sao\b")
_PHONE = re.compile(r"(?:\+?84|0)(?:[ .-]?\d){8,10}")


@dataclass(frozen=True)
class ColumnValues:
    """The filled cells of a column, at most a sample of them."""

    cells: "Sequence[SheetCell]"

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as text."""
        return tuple(cell_as_text(cell) for cell in self.cells)

    @cached_property
    def texts_only(self) -> bool:
        """Whether no cell is a number: words may be meant for anything."""
        return not any(isinstance(cell, int | float) for cell in self.cells)

    @cached_property
    def notation(self) -> Notation | None:
        """The notation of numbers that the text cells show."""
        return notation_of(cell_as_text(cell) for cell in self.cells if isinstance(cell, str))

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The numbers of the cells that are or begin with one."""
        found = (_number(cell, self.notation) for cell in self.cells)
        return tuple(value for value in found if value is not None)

    @cached_property
    def middle(self) -> float:
        """The median of the numbers that are not zero, 0 without any."""
        return median([abs(value) for value in self.numbers if value] or [0.0])

    def share(self, is_so: "Callable[[SheetCell], object]") -> float:
        """Return the share of the cells for which something is so, 0 to 1; 0 for an empty column."""
        return sum(1 for cell in self.cells if is_so(cell)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def marked(self) -> float:
        """The share of marks."""
        return self.share(lambda cell: read_mark(cell_as_text(cell)) is not None)

    @cached_property
    def company(self) -> float:
        """The share of cells that begin like the name of a producer."""
        return self.share(lambda cell: COMPANY.match(bare(cell_as_text(cell))))

    @cached_property
    def length(self) -> float:
        """The median length of the texts."""
        return median([len(text) for text in self.texts] or [0])


def column_evidence(cells: "Sequence[SheetCell]") -> ColumnValues:
    """Return the evidence of a column from its cells; blanks, dashes, failed formulas and texts that are no words left out."""
    texts = ((cell, cell_as_text(cell)) for cell in cells)
    filled = [
        cell for cell, text in texts if len(text) <= LONGEST_WORDS and not is_nothing(text) and not is_unmade(text)
    ]
    step = max(1, len(filled) // SAMPLE)
    return ColumnValues(filled[::step][:SAMPLE])


def fit(values: ColumnValues, field: ImportField) -> float:
    """Return how well the cells fit a field, from 0 (cannot be) to 1; a column without cells fits anything a little less."""
    if not values.cells:
        return 0.9
    return _FITS.get(field.type, _fits_text)(values, field)


def _number(cell: "SheetCell", notation: Notation | None) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    amount = read_amount(cell, MoneyUnit.DONG, notation) if isinstance(cell, str) else None
    read = read_number(cell, notation) if isinstance(cell, str) and not amount else None
    return float(amount.vnd) if amount else float(read.value) if read else None


def _fits_text(values: ColumnValues, _: ImportField) -> float:
    numeric = len(values.numbers) / len(values.cells)
    return (
        0.3 if numeric > 0.8 and values.share(lambda cell: not isinstance(cell, str) or len(cell) < 12) > 0.8 else 1.0
    )


def _fits_name(values: ColumnValues, field: ImportField) -> float:
    return 1.0 if values.company >= 0.3 else 0.97 * _fits_text(values, field)


def _fits_number(values: ColumnValues, field: ImportField) -> float:
    if values.share(lambda cell: _PHONE.fullmatch(cell_as_text(cell))) > 0.5:
        return 0.0
    is_date = values.share(lambda cell: isinstance(cell, date | datetime)) > 0.5
    numeric = values.share(lambda cell: _number(cell, None) is not None)
    floor = 0.5 if field.type is FieldType.MONEY and values.share(lambda cell: isinstance(cell, str)) > 0.5 else 0.2
    return 0.1 if is_date else 1.0 if numeric >= 0.5 else floor if numeric else 0.2 if values.marked < 0.5 else 0.0


def _fits_mark(values: ColumnValues, _: ImportField) -> float:
    return 1.0 if values.marked >= 0.8 else 0.1


def _fits_stage(values: ColumnValues, _: ImportField) -> float:
    return 1.0 if values.share(_looks_dated) >= 0.3 or values.marked >= 0.8 else 0.2


def _fits_date(values: ColumnValues, _: ImportField) -> float:
    return 1.0 if values.share(_looks_dated) >= 0.3 else 0.3


def _looks_dated(cell: "SheetCell") -> bool:
    """Whether a cell is a date or is meant to be one: 31/02/2023."""
    text = cell_as_text(cell)
    return read_date(cell) is not None or date_inside(text) is not None or bool(_DATE_LIKE.fullmatch(text))


def _fits_years(values: ColumnValues, field: ImportField) -> float:
    return (
        1.0
        if values.share(lambda cell: years_of_cell(field, cell) is not None) >= 0.5
        else 0.3
        if values.texts_only
        else 0.0
    )


def years_of_cell(field: ImportField, cell: "SheetCell") -> tuple[int, int] | None:
    """Return the years that a cell of a field names; a number is a year as it stands, never the serial number of a day.

    Only the year of a foundation is often kept as its day.
    """
    text = cell_as_text(cell)
    is_number = isinstance(cell, int | float) or text.replace(".", "").replace(",", "").isdecimal()
    if is_number and field.name != "founded_year" and len(text) != len("2024"):
        return None
    return read_years(cell)


def _fits_choice(values: ColumnValues, field: ImportField) -> float:
    read = named_choice if field.type is FieldType.NAMED else read_choice
    known = sum(1 for text in values.texts if read(field.vocabulary, text)) / len(values.cells)
    return 1.0 if known >= 0.5 else 0.85 if known else 0.5


def _fits_district(values: ColumnValues, _: ImportField) -> float:
    tried = values.texts[:PLACES_TRIED]
    named = sum(1 for text in tried if _names_district(text))
    return 1.0 if named >= len(tried) / 2 else 0.8 if named else 0.5


@lru_cache(maxsize=4096)
def _names_district(text: str) -> bool:
    """Return whether a text names a district or a place inside one."""
    return len(text) <= 150 and match_unit(text, level="district").status is MatchStatus.MATCHED


def _fits_range(values: ColumnValues, low: float, high: float) -> float:
    numbers = [value for text, cell in zip(values.texts, values.cells, strict=True) if (value := _degrees(cell, text))]
    inside = sum(1 for value in numbers if low <= value <= high)
    return 1.0 if inside >= len(values.cells) / 2 else 0.1


def _degrees(cell: "SheetCell", text: str) -> float | None:
    return float(cell) if isinstance(cell, int | float) else read_degrees(text) or _number(text, None)


def _fits_unit_code(values: ColumnValues, _: ImportField) -> float:
    return 1.0 if values.share(lambda cell: cell_as_text(cell).removesuffix(".0").isdecimal()) >= 0.5 else 0.2


_FITS: dict[FieldType, Callable[[ColumnValues, ImportField], float]] = {
    FieldType.NAME: _fits_name,
    FieldType.CHOICE: _fits_choice,
    FieldType.NAMED: _fits_choice,
    FieldType.DISTRICT: _fits_district,
    FieldType.COMMUNE: _fits_text,
    FieldType.UNIT_CODE: _fits_unit_code,
    FieldType.LONGITUDE: lambda values, _: _fits_range(values, 102, 110),
    FieldType.LATITUDE: lambda values, _: _fits_range(values, 8, 24),
    FieldType.NORTHING: lambda values, _: _fits_range(values, 2_200_000, 2_500_000),
    FieldType.EASTING: lambda values, _: _fits_range(values, 200_000, 800_000),
    FieldType.CODE: lambda _values, _: 1.0,
    FieldType.WHOLE: _fits_number,
    FieldType.NUMBER: _fits_number,
    FieldType.SHARE: _fits_number,
    FieldType.MONEY: _fits_number,
    FieldType.VOLUME: _fits_number,
    FieldType.VALUE: _fits_number,
    FieldType.STARS: lambda values, _: 1.0 if values.share(lambda cell: read_stars(cell_as_text(cell))) >= 0.5 else 0.2,
    FieldType.YEAR: _fits_years,
    FieldType.YEARS: _fits_years,
    FieldType.DATE: _fits_date,
    FieldType.STAGE: _fits_stage,
    FieldType.MARK: _fits_mark,
}


def read_stars(text: str) -> int | None:
    """Return the stars that a cell gives: "4", "4 sao", "bốn sao", "****", "★★★"; None for anything else."""
    count = text.count("*") + text.count("★") + text.count("⭐")
    if count and not text.strip("*★⭐ "):
        return count
    plain = bare(text) if len(text) <= 20 else ""
    if worded := _STARS_IN_WORDS.search(plain):
        return 1 + ("mot", "hai", "ba", "bon", "nam").index(worded[1])
    found = re.search(r"(?<!\d)([1-5])(?:[.,]0)?(?!\d)", plain)
    return int(found[1]) if found else None
