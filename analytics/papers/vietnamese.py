"""Numbers, money and days as papers write them, and dots for what is left to fill in."""

from dataclasses import dataclass
from datetime import date

from analytics.wording.language import language

SHORT_BLANK = "……"
BLANK = SHORT_BLANK * 5
_VI = language()
_MILLION = 1_000_000


def filled(text: str | None, blank: str = BLANK) -> str:
    """Return a text, or dots where there is none."""
    return text if text and text.strip() else blank


def day_in_words(day: date | None) -> str:
    """Return "ngày 05 tháng 02 năm 2025": days under 10 and January and February with a zero; dots for None."""
    if day is None:
        return f"ngày {SHORT_BLANK} tháng {SHORT_BLANK} năm {SHORT_BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def written_number(value: float | None, digits: int = 3) -> str:
    """Return a number as Vietnamese writes it; dots for None."""
    return SHORT_BLANK if value is None else _VI.number(value, digits)


def dong(vnd: int | None) -> str:
    """Return an amount to the đồng, "1.250.000.000 đồng"; dots for None."""
    return f"{SHORT_BLANK if vnd is None else _VI.number(vnd)} đồng"


@dataclass(frozen=True)
class AmountUnit:
    """The unit of a table's amounts: triệu đồng where each is whole to the thousand, else đồng, so that nothing is rounded."""

    name: str
    size: int

    def write(self, vnd: int | None) -> str:
        """Return an amount in this unit; nothing for None, which is not known."""
        return "" if vnd is None else _VI.number(vnd / self.size, 3)


def money_unit(amounts: list[int | None]) -> AmountUnit:
    """Return the unit that writes all of the amounts exactly."""
    is_whole = all(not vnd or vnd % 1000 == 0 for vnd in amounts)
    return AmountUnit("triệu đồng", _MILLION) if is_whole else AmountUnit("đồng", 1)
