"""Dates as offices write them: 15/03/2023, 5-3-23, 03/2023, 2023, "Quý II/2023", serial numbers, as partial ISO dates."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.clock import office_time
from geodata.importing.text.cell_text import bare, cell_as_text, without_footnote

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.importing.grid import SheetCell

SERIAL_DAY = date(1899, 12, 30)
SERIALS = (18264, 73051)
"""The serial numbers of 1950-01-01 and 2100-01-01."""
_YEARS = (1950, 2100)
MOST_OFFSET = timedelta(hours=14)
"""No zone is further from UTC."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4}|\d{2})"
_TIME = r"(?:[ t]\d{1,2}:\d{2}.*)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:ngay )?{_D} ?[/.-] ?{_M} ?[/.-] ?{_Y}{_TIME}",
        rf"(?P<y>\d{{4}}) ?[/.-] ?{_M} ?[/.-] ?{_D}{_TIME}",
        rf"(?:ngay )?{_D} thang {_M},? ?nam {_Y}",
        r"(?:thang |t)?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})",
        r"thang (?P<m>\d{1,2}),? ?(?:nam )?(?P<y>\d{4})",
        r"(?P<y>\d{4}) ?[/.-] ?(?P<m>\d{1,2})",
        r"(?:nam )?(?P<y>\d{4})",
    )
)
_ZONED = re.compile(
    r"([^ t]+)[ t](\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)? ?(?:z|utc|gmt)?([+-]\d{2}:?(?:\d{2})?|(?<=[zct]))"
)
"""A day, hour and minute with a zone or an offset from UTC: "2024-03-01T17:00:00Z", "01/03/2024 17:00 +07:00"."""
_INSIDE = re.compile(
    rf"(?<![\d/]){_D} ?[/.-] ?{_M} ?[/.-] ?(?P<y>\d{{4}})(?!\d)|{_D.replace('<d>', '<d2>')} thang (?P<m2>\d{{1,2}}),? ?nam (?P<y2>\d{{4}})"
)
_DAYS = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s*(?:-|–|—|den|va|,|&)\s*(?:ngay )?\d{1,2}(?=\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4}| thang )"
)
"""Two days of one month: "15-16/5/2024"."""
_COARSE = re.compile(
    r"(?:quy|q) ?\.? ?(?:iv|iii|ii|i|[1-4]) ?[/.,-]? ?(?:nam )?(?P<y>\d{4})|\d thang (?:dau|cuoi) nam (?P<y2>\d{4})"
)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A partial ISO date (yyyy, yyyy-mm or yyyy-mm-dd); `is_coarser`: the cell says more (a quarter) than the record can keep."""

    iso: str
    is_coarser: bool = False


def read_date(cell: "SheetCell") -> DateRead | None:
    """Return the date of a cell, day before month; None when it is none or no day of the calendar."""
    if isinstance(cell, datetime | date):
        return _of_day(office_time(cell).date() if isinstance(cell, datetime) else cell)
    if isinstance(cell, bool | time) or cell is None:
        return None
    return _of_number(cell) if isinstance(cell, int | float) else _of_text(cell_as_text(cell))


def date_inside(text: str) -> DateRead | None:
    """Return the first whole date inside a longer text: "QĐ số 12/QĐ-UBND ngày 15/3/2023"."""
    plain = bare(text)
    if days := _DAYS.search(plain):
        plain = plain[: days.end("d")] + plain[days.end() :]
    found = _INSIDE.search(plain)
    if not found:
        return None
    day, month, year = (found[key] or found[f"{key}2"] for key in ("d", "m", "y"))
    iso = _iso(year, month, day)
    return DateRead(iso) if iso else None


def several_days(text: str) -> bool:
    """Return whether a text names more than one day: "15-16/5/2024", "1/3/2024 - 3/3/2024"."""
    plain = bare(text)
    return len(_INSIDE.findall(plain)) > 1 or _DAYS.search(plain) is not None


def read_years(cell: "SheetCell") -> tuple[int, int] | None:
    """Return the first and last year that a cell names: 2023, "2023-2024", "từ 3/2023 đến 12/2023", a date."""
    if (day := read_date(cell)) is not None:
        return int(day.iso[:4]), int(day.iso[:4])
    years = [int(year) for year in _YEAR.findall(cell_as_text(cell))]
    years = [year for year in years if _YEARS[0] <= year <= _YEARS[1]]
    return (min(years), max(years)) if years else None


def _of_day(day: date) -> DateRead | None:
    return DateRead(day.isoformat()) if _YEARS[0] <= day.year <= _YEARS[1] else None


def _of_number(cell: float) -> DateRead | None:
    if _YEARS[0] <= cell <= _YEARS[1] and cell == int(cell):
        return DateRead(str(int(cell)))
    return _of_day(SERIAL_DAY + timedelta(days=int(cell))) if SERIALS[0] <= cell < SERIALS[1] else None


@lru_cache(maxsize=16384)
def _of_text(text: str) -> DateRead | None:
    plain = bare(without_footnote(text)).strip(" .,;()")
    if (instant := _ZONED.fullmatch(plain)) is not None:
        return _of_instant(*instant.groups())
    for form in _FORMS:
        if found := form.fullmatch(plain):
            iso = _iso(**found.groupdict())
            return DateRead(iso) if iso else None
    if found := _COARSE.fullmatch(plain):
        return DateRead(found["y"] or found["y2"], is_coarser=True)
    return _of_number(float(plain)) if re.fullmatch(r"\d{5}(\.\d+)?", plain) else None


def _of_instant(day: str, hour: str, minute: str, offset: str) -> DateRead | None:
    """Return the day of an instant on the office's clock; `offset` from UTC is "" for UTC itself."""
    read = _of_text(day)
    if read is None or len(read.iso) < len("2024-03-01") or int(hour) > 23 or int(minute) > 59:
        return None
    digits = offset.lstrip("+-").replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if away > MOST_OFFSET:
        return None
    zone = timezone(-away if offset.startswith("-") else away)
    at = datetime.combine(date.fromisoformat(read.iso), time(int(hour), int(minute)), zone)
    return _of_day(office_time(at).date())


def _iso(y: str, m: str | None = None, d: str | None = None) -> str | None:
    year = int(y) if len(y) == 4 else int(y) + (2000 if int(y) < 70 else 1900)
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None
    if m is None:
        return str(year)
    if d is None:
        return f"{year}-{int(m):02d}" if 1 <= int(m) <= 12 else None
    return _day(year, int(m), int(d))


def _day(year: int, month: int, day: int) -> str | None:
    make: Callable[[int, int, int], date] = date
    try:
        return make(year, month, day).isoformat()
    except ValueError:
        return None
