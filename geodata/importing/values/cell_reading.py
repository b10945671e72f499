"""Read one cell as a field of its type: the value, how it came about, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, ImportField
from geodata.importing.limits import LONGEST_TEXT, LONGEST_WORDS
from geodata.importing.text.cell_text import bare, split_marks, without_footnote
from geodata.importing.values.column_values import COMPANY, read_stars, years_of_cell
from geodata.importing.values.coordinates import read_degrees, read_metres
from geodata.importing.values.dates import DateRead, date_inside, read_date, several_days
from geodata.importing.values.markets import read_market
from geodata.importing.values.money import Amount, MoneyUnit, amount_of, read_amount
from geodata.importing.values.names import without_telephone
from geodata.importing.values.numbers import Notation, read_number
from geodata.importing.values.place_codes import read_unit_code
from geodata.importing.values.words import named_choice, read_choice, read_mark
from geodata.places.gazetteer import match_unit
from geodata.places.registry import Level
from geodata.schema.vocabulary import Qualifier
from geodata.text import nfc

if TYPE_CHECKING:
    from geodata.importing.grid import SheetCell
    from geodata.importing.understood import CellValue

SMALLEST_VND = 100_000
"""An amount below it is likely counted in another unit than its column says."""
_PEOPLE = re.compile(r"(?:nguoi|lao dong|ld|lđ|cong nhan|ho|thanh vien|nhan khau|/.*)?\.?")
_BULLET = re.compile(r"^[-–—+•*]\s+(?=\S)")
_LIST_MARK = re.compile(r"^(?:[-–—+•*]\s*|\d{1,2}[.)]\s+|[a-zđ][.)]\s+)(?=\S)")
_LEAD_IN = re.compile(
    r"(?:(?:bao )?gom |trong do |cac |\d{1,3} |so luong |tong so )+(?:\d{1,3} )?"
    r"(?:co so|don vi|doanh nghiep|dn|htx|hop tac xa|ho|chu the|to chuc|cong ty)(?: (?:cnnt|sau|sau day|thu huong|san xuat|kinh doanh|tham gia))*"
    r"|(?:bao )?gom(?: co)?|trong do"
)
"""Words that lead in to a list and name nobody: "Gồm 02 cơ sở", "Các đơn vị sau"."""
_ASIDE = re.compile(r"[,;]? ?\b(?:trong do|bao gom|gom)\b")
"""What tells of a part of a number after it: "15 (5 nữ)", "15, trong đó 5 nữ"."""
_FIGURES = frozenset(
    {FieldType.MONEY, FieldType.WHOLE, FieldType.VOLUME, FieldType.VALUE, FieldType.YEAR, FieldType.YEARS}
    | {FieldType.DATE, FieldType.STARS, FieldType.NUMBER, FieldType.SHARE}
)
"""Types whose cells may bear the mark of a footnote, which is then no part of the figure."""
_BOUNDED = frozenset({FieldType.WHOLE, FieldType.NUMBER, FieldType.YEAR})
_TONNES = {word: Decimal(1) for word in ("tan", "t")} | {"kg": Decimal("0.001"), "ta": Decimal("0.1")}
_TONNES |= {"nghin tan": Decimal(1000), "ngan tan": Decimal(1000), "van tan": Decimal(10_000)}
_UNITS = {"kg": Decimal("0.001"), "quintal": Decimal("0.1")}
_DOLLARS = ("do la my", "do la", "usd", "$")
_DONG = ("vnd", "dong", "d")
_SCALE_WORDS = {"": 1, "nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says: its value, a note on how it was read, a problem with what fills its text; `is_unread`: it could not be read."""

    value: "CellValue" = None
    note: CellNote | None = None
    problem: ProblemKind | None = None
    is_unread: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """How the cells of a column are read: its field, the unit of its numbers, the notation its cells show."""

    field: ImportField
    unit: str | None
    notation: Notation | None
    is_clear: bool = False


def way_of(field: ImportField, unit: str | None, notation: Notation | None = None, *, is_clear: bool = False) -> Way:
    """Return the way to read the cells of a field; `is_clear`: numbers of the column itself show the notation."""
    return Way(field, unit, notation, is_clear)


def read_cell(way: Way, cell: "SheetCell", text: str) -> CellReading:
    """Return what a filled cell says; `text` is the cell as shown. A text that is too long is left out and told, never cut."""
    longest = LONGEST_TEXT if way.field.type is FieldType.TEXT else LONGEST_WORDS
    if len(text) > longest:
        return _refused(ProblemKind.TEXT_LONG, limit=str(longest))
    figure, marks = split_marks(text) if isinstance(cell, str) and way.field.type in _FIGURES else (text, "")
    if marks:
        reading = _READERS[way.field.type](way, figure, figure)
        reading = reading if reading.note or reading.problem else replace(reading, note=CellNote.FOOTNOTE)
    else:
        reading = _READERS[way.field.type](way, cell, text)
    if (
        way.field.type in _BOUNDED
        and isinstance(reading.value, int | float)
        and not _is_within(way.field, reading.value)
    ):
        return _refused(ProblemKind.NUMBER_OUTSIDE, low=f"{way.field.minimum:g}", high=f"{way.field.maximum:g}")
    return reading


def _is_within(field: ImportField, value: float) -> bool:
    """Whether a number lies between the bounds of its column, where it has both."""
    return field.minimum is None or field.maximum is None or field.minimum <= value <= field.maximum


def _refused(code: ProblemKind, **values: str) -> CellReading:
    return CellReading(problem=code, is_unread=True, values=values)


def _text(way: Way, _cell: "SheetCell", text: str) -> CellReading:
    """Return a text; one that names its row ("- Hỗ trợ máy sấy") without the mark of a list before it."""
    written = _BULLET.sub("", text) if way.field.is_required else text
    return CellReading(nfc(without_footnote(written)) or None)


def _place(_: Way, cell: "SheetCell", text: str) -> CellReading:
    lines = [line.strip() for line in cell.splitlines() if line.strip()] if isinstance(cell, str) else []
    if len(lines) > 1 and all(match_unit(line, level=Level.DISTRICT).unit for line in lines):
        text = ", ".join(lines)  # a district a line; other line breaks may stand inside a name
    place = without_telephone(text)
    return CellReading(nfc(without_footnote(place)) or None, None if place == text else CellNote.PHONE_LEFT_OUT)


def _name(_: Way, cell: "SheetCell", text: str) -> CellReading:
    lines = re.split(r"[;\n]", cell) if isinstance(cell, str) else [text]
    parts = [part for line in lines if (part := _unlisted(nfc(line)))]
    if len(parts) > 1 and all(COMPANY.match(bare(part)) for part in parts):
        return CellReading("; ".join(parts), CellNote.SEVERAL_NAMES)
    whole = _unlisted(text)
    name = without_telephone(whole)
    return CellReading(without_footnote(name) or None, None if name == whole else CellNote.PHONE_LEFT_OUT)


def _unlisted(text: str) -> str:
    """Return a name without the mark of a list before it ("- Công ty …", "1) HTX …") and without words that only lead in to a list."""
    name = without_footnote(_LIST_MARK.sub("", text.strip()))
    lead, colon, after = name.partition(":")
    if _LEAD_IN.fullmatch(bare(lead if colon else name)):
        return _LIST_MARK.sub("", after.strip())
    return name


def _choice(way: Way, _: "SheetCell", text: str) -> CellReading:
    read = read_choice(way.field.vocabulary, without_footnote(text))
    if read is None:
        labels = ", ".join(one.label for one in way.field.choices)
        return CellReading(problem=ProblemKind.CHOICE_UNKNOWN, values={"choices": labels})
    return CellReading(read.value, CellNote.CHOICE_INFERRED if read.is_inferred else None)


def _named(way: Way, _: "SheetCell", text: str) -> CellReading:
    """Return a choice that is named as the list names it: what is merely close may be another thing that is counted."""
    kind = way.field.vocabulary
    value = named_choice(kind, text) or named_choice(kind, without_footnote(text))
    return CellReading(value) if value else _refused(ProblemKind.CHOICE_UNLISTED)


def _money(way: Way, cell: "SheetCell", text: str) -> CellReading:
    unit = MoneyUnit(way.unit) if way.unit in set(MoneyUnit) else MoneyUnit.MILLION
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount: Amount | None = amount_of(cell, unit)
    else:
        amount = read_amount(text, unit, way.notation) if not isinstance(cell, date | datetime | time) else None
    if amount is None:
        return _refused(ProblemKind.MONEY_UNREADABLE, unit=unit.value)
    if amount.vnd < 0:
        return _refused(ProblemKind.MONEY_NEGATIVE)
    return _amount_read(amount)


def _amount_read(amount: Amount) -> CellReading:
    if amount.vnd_to is not None:
        return CellReading(None, CellNote.MONEY_RANGE, ProblemKind.MONEY_RANGE)
    if amount.is_unit_doubted:
        return CellReading(
            amount.vnd,
            CellNote.MONEY_READ_AS_DONG,
            ProblemKind.MONEY_READ_AS_DONG,
            values={"vnd": str(amount.vnd)},
        )
    if 0 < amount.vnd < SMALLEST_VND:
        return CellReading(amount.vnd, CellNote.MONEY_TINY, ProblemKind.MONEY_TINY, values={"vnd": str(amount.vnd)})
    if amount.qualifier is not Qualifier.EXACT:
        return CellReading(
            amount.vnd, CellNote.MONEY_QUALIFIED, ProblemKind.MONEY_QUALIFIED, values={"vnd": str(amount.vnd)}
        )
    return CellReading(amount.vnd, CellNote.NUMBER_AMBIGUOUS if amount.is_ambiguous else None)


def _whole(way: Way, cell: "SheetCell", text: str) -> CellReading:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _whole_value(Decimal(repr(cell)), None)
    read = read_number(text, way.notation) if isinstance(cell, str) else None
    tail, has_aside = _without_aside(read.tail) if read else ("", False)
    if read is None or not _PEOPLE.fullmatch(tail):
        return _refused(ProblemKind.NUMBER_UNREADABLE)
    if read.to is not None:
        return CellReading(None, CellNote.NUMBER_RANGE, ProblemKind.NUMBER_RANGE)
    if read.is_ambiguous and way.notation is None:
        read = read_number(text.replace(",", "."), None) or read
    is_exact = read.qualifier is Qualifier.EXACT and not has_aside
    return _whole_value(read.value, None if is_exact else CellNote.NUMBER_QUALIFIED)


def _number(way: Way, cell: "SheetCell", text: str) -> CellReading:
    """Return a number that counts in the unit of its heading; words after it would be another."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _positive(Decimal(repr(cell)), None)
    read = read_number(text, way.notation) if isinstance(cell, str) else None
    if read is None or read.tail:
        return _refused(ProblemKind.NUMBER_UNREADABLE)
    if read.to is not None:
        return CellReading(None, CellNote.NUMBER_RANGE, ProblemKind.NUMBER_RANGE)
    note = CellNote.NUMBER_AMBIGUOUS if read.is_ambiguous else None
    return _positive(read.value, note if read.qualifier is Qualifier.EXACT else CellNote.NUMBER_QUALIFIED)


def _share(way: Way, cell: "SheetCell", text: str) -> CellReading:
    """Return a share of a whole, written as 0,5 or as 50%."""
    written = text.strip()
    part = _number(way, written[:-1], written[:-1]) if written.endswith("%") else _number(way, cell, text)
    if not isinstance(part.value, float):
        return part
    value = part.value / 100 if written.endswith("%") else part.value
    return CellReading(value, part.note) if value <= 1 else _refused(ProblemKind.SHARE_OUTSIDE)


def _without_aside(tail: str) -> tuple[str, bool]:
    """Return the words after a number without those on a part of it, and whether there were any."""
    if tail.endswith(")") and "(" in tail:
        return tail[: tail.index("(")].strip(), True
    found = _ASIDE.search(tail)
    return (tail[: found.start()].strip(), True) if found else (tail, False)


def _whole_value(value: Decimal, note: CellNote | None) -> CellReading:
    if value != value.to_integral_value() or value < 0:
        return _refused(ProblemKind.NUMBER_NOT_WHOLE)
    return CellReading(int(value), note)


def _year(way: Way, cell: "SheetCell", _text: str) -> CellReading:
    years = years_of_cell(way.field, cell)
    is_one = years is not None and years[0] == years[1]
    return CellReading(years[0]) if years and is_one else _refused(ProblemKind.YEAR_UNREADABLE)


def _years(way: Way, cell: "SheetCell", _text: str) -> CellReading:
    years = years_of_cell(way.field, cell)
    if years is None:
        return _refused(ProblemKind.YEAR_UNREADABLE)
    return CellReading(str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}")


def _date(_: Way, cell: "SheetCell", text: str) -> CellReading:
    read = read_date(cell) or date_inside(text)
    if read is None:
        return _refused(ProblemKind.DATE_UNREADABLE)
    return _day(read, text)


def _day(read: DateRead, text: str) -> CellReading:
    if several_days(text):
        return CellReading(read.iso, None, ProblemKind.DATE_RANGE, values={"day": read.iso})
    return CellReading(read.iso, CellNote.DATE_COARSER if read.is_coarser else None)


def _stage(way: Way, cell: "SheetCell", text: str) -> CellReading:
    marked = read_mark(text) if isinstance(cell, str | bool) else None
    if marked is not None or bare(text).startswith("chua"):
        return CellReading("x" if marked else None)
    read = read_date(cell) or date_inside(text)
    if read is not None:
        return _day(read, text)
    stage = read_choice("Stage", text)
    if stage and not stage.is_inferred and stage.value == way.field.name:
        return CellReading("x")
    return _refused(ProblemKind.DATE_UNREADABLE)


def _mark(_: Way, _cell: "SheetCell", text: str) -> CellReading:
    marked = read_mark(text)
    return CellReading(problem=ProblemKind.MARK_UNREADABLE) if marked is None else CellReading(marked or None)


def _stars(_: Way, _cell: "SheetCell", text: str) -> CellReading:
    stars = read_stars(text)
    if stars is None:
        return _refused(ProblemKind.STARS_UNREADABLE)
    return CellReading(stars) if 3 <= stars <= 5 else _refused(ProblemKind.STARS_OUT_OF_RANGE)


def _market(_: Way, _cell: "SheetCell", text: str) -> CellReading:
    market = read_market(text)
    if market.is_known:
        return CellReading(text)
    return CellReading(text, CellNote.MARKET_UNKNOWN, ProblemKind.MARKET_UNKNOWN)


def _degrees(low: float, high: float) -> Callable[[Way, "SheetCell", str], CellReading]:
    def read(_: Way, cell: "SheetCell", text: str) -> CellReading:
        value = float(cell) if isinstance(cell, int | float) else read_degrees(text)
        if value is None:
            return _refused(ProblemKind.DEGREES_UNREADABLE)
        return (
            CellReading(round(value, 6))
            if low <= value <= high
            else _refused(ProblemKind.DEGREES_OUTSIDE, low=str(low), high=str(high))
        )

    return read


def _unit_code(way: Way, _cell: "SheetCell", text: str) -> CellReading:
    level = Level.COMMUNE if way.field.name == "code_of_commune" else Level.DISTRICT
    code = read_unit_code(text, level)
    return CellReading(code) if code else _refused(ProblemKind.UNIT_CODE_UNKNOWN)


def _metres(_: Way, cell: "SheetCell", text: str) -> CellReading:
    value = float(cell) if isinstance(cell, int | float) else read_metres(text)
    return CellReading(value) if value else _refused(ProblemKind.METRES_UNREADABLE)


def _quantity(way: Way, cell: "SheetCell", text: str) -> CellReading:
    """Return a volume or value in the unit of its column, scale applied; qualifiers and ranges are read again from the text."""
    unit = way.unit or way.field.unit or ""
    scale = _scale(unit)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _positive(Decimal(repr(cell)) * scale, None)
    read = read_number(text, way.notation) if isinstance(cell, str) else None
    if read is None:
        return _refused(ProblemKind.NUMBER_UNREADABLE)
    factor = _tail_factor(read.tail, way.field.type, unit)
    if factor is None:
        return _refused(ProblemKind.NUMBER_UNREADABLE)
    note = None if read.qualifier is Qualifier.EXACT else CellNote(f"quantity_{read.qualifier.value}")
    return _positive(read.value * (factor or scale), note or (CellNote.NUMBER_AMBIGUOUS if read.is_ambiguous else None))


def _scale(unit: str) -> Decimal:
    """Return what one unit of a column is in tonnes, dollars or đồng: "kg" is 0.001, "million_usd" and "million" a million."""
    return _UNITS.get(unit) or Decimal(next((factor for word, factor in _SCALES.items() if unit.startswith(word)), 1))


def _tail_factor(tail: str, kind: FieldType, unit: str) -> Decimal | None:
    """Return what the words after a number multiply it by: 0 for none (the column's unit holds), None for unknown words or another currency."""
    if not tail:
        return Decimal(0)
    words = tail.rstrip(".")
    if kind is FieldType.VOLUME:
        return _TONNES.get(words)
    currency = next((name for name in (_DOLLARS if unit.endswith("usd") else _DONG) if words.endswith(name)), "")
    scale = words.removesuffix(currency).strip()
    return Decimal(_SCALE_WORDS[scale]) if scale in _SCALE_WORDS else None


def _positive(value: Decimal, note: CellNote | None) -> CellReading:
    return CellReading(float(value), note) if value >= 0 else _refused(ProblemKind.NUMBER_NEGATIVE)


_READERS: dict[FieldType, Callable[[Way, "SheetCell", str], CellReading]] = {
    FieldType.TEXT: _text,
    FieldType.CODE: _text,
    FieldType.NAME: _name,
    FieldType.CHOICE: _choice,
    FieldType.NAMED: _named,
    FieldType.PLACE: _place,
    FieldType.COMMUNE: _place,
    FieldType.DISTRICT: _place,
    FieldType.UNIT_CODE: _unit_code,
    FieldType.COORDINATES: _text,
    FieldType.LONGITUDE: _degrees(105.8, 107.1),
    FieldType.LATITUDE: _degrees(21.1, 21.7),
    FieldType.NORTHING: _metres,
    FieldType.EASTING: _metres,
    FieldType.WHOLE: _whole,
    FieldType.NUMBER: _number,
    FieldType.SHARE: _share,
    FieldType.MONEY: _money,
    FieldType.VOLUME: _quantity,
    FieldType.VALUE: _quantity,
    FieldType.YEAR: _year,
    FieldType.YEARS: _years,
    FieldType.DATE: _date,
    FieldType.STAGE: _stage,
    FieldType.MARK: _mark,
    FieldType.STARS: _stars,
    FieldType.MARKET: _market,
}
