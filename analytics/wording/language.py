"""The languages of the app, a row each: gettext catalogues for words, Babel for numbers, money and dates."""

import gettext
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

_PARTIAL_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
LOCALES = Path(__file__).parents[2] / "locales"
HOUSE = "vi"
"""The language of the office, its papers and its record."""
SOURCE_LANGUAGE = "en"
"""The language of the message ids, which needs no catalogue."""
NO_BREAK = "\u00a0"
JOINER = "\u2060"
"""An invisible sign at which no line ends."""
_DOCUMENT = re.compile(r"\b\d+[a-z]?(?:/\d{4})?/[A-ZĐ]\w*(?:[-&][A-ZĐ]\w*)*")
"""The number of a document: "1234/QĐ-UBND", "26/2014/TTLT-BTC-BCT", "202/2025/QH15"."""


@dataclass(frozen=True)
class Speech:
    """What the app knows of a language: its name, Babel's locale for its numbers, how it writes a day, how Office calls it."""

    name: str
    locale: str
    day: str
    tag: str


LANGUAGES: dict[str, Speech] = {
    HOUSE: Speech("Tiếng Việt", "vi", "dd/MM/yyyy", "vi-VN"),
    SOURCE_LANGUAGE: Speech("English", "en", "d MMM yyyy", "en-GB"),
}
"""By code. A further language is a row here and a catalogue in `locales/<code>/LC_MESSAGES/messages.po`."""


def kept_together(*parts: str) -> str:
    """Return the parts of one number (sign, digits, unit) with blanks between them at which no line ends; "" is left out."""
    return NO_BREAK.join(part for part in parts if part).replace(" ", NO_BREAK)


def documents_whole(text: str) -> str:
    """Return a text in which no line ends within the number of a document: at its slashes and hyphens.

    `tests/document_numbers.json` holds its cases; `pages/components/browser/dom.js` states it a second time and is tested with them.
    """
    return _DOCUMENT.sub(lambda found: re.sub(r"(?<=[/&-])(?=\w)", JOINER, found[0]), text)


def mark(message: str) -> str:
    """Return `message` unchanged; marks a text for the catalogues that is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Language:
    """One language of the screen. Message ids are the English texts."""

    code: str

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.NullTranslations() if self.code == SOURCE_LANGUAGE else _compiled(self.code)

    @property
    def speech(self) -> Speech:
        """What the app knows of this language."""
        return LANGUAGES[self.code]

    @property
    def decimal_sign(self) -> str:
        """What stands before decimals."""
        return str(get_decimal_symbol(self.speech.locale))

    @property
    def thousands_sign(self) -> str:
        """What stands between groups of three digits."""
        return str(get_group_symbol(self.speech.locale))

    def text(self, message: str, **values: object) -> str:
        """Return `message` in this language with `{name}` fields filled in."""
        translated = self._catalogue.gettext(message)
        return translated.format(**values) if values else translated

    def count(self, singular: str, plural: str, n: int, **values: object) -> str:
        """Return the form of a message for `n`; the message's field `{n}` is the number, written for the language."""
        return self._catalogue.ngettext(singular, plural, n).format(n=self.number(n), **values)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with at most `digits` decimals: 1.234,5 in Vietnamese, 1,234.5 in English."""
        return _decimal(value, "#,##0" + ("." + "#" * digits if digits else ""), self.speech.locale)

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share (0 to 1) as a percentage."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "") + "%"
        return str(format_percent(share, format=pattern, locale=self.speech.locale))

    def money(self, vnd: float) -> str:
        """Return an amount of đồng in tỷ, triệu or đồng, whichever reads best, with at most two decimals."""
        return kept_together(*self.money_parts(vnd))

    def money_parts(self, vnd: float) -> tuple[str, str]:
        """Return (number, unit) of an amount of đồng, as `money` words it: rounded first, so that 999 999 999 is 1 tỷ."""
        vnd = rounded_money(vnd)
        for size, unit in ((1e9, mark("billion VND")), (1e6, mark("million VND"))):
            if abs(vnd) >= size:
                return self.number(vnd / size, 2), self.text(unit)
        return self.number(vnd), self.text(mark("VND"))

    def partial_date(self, iso: str) -> str:
        """Return an ISO date of year, month or day precision as this language writes it; other text comes back as it is."""
        if not _PARTIAL_DATE.fullmatch(iso):
            return iso
        parts = iso.split("-")
        if len(parts) == 2:
            return f"{parts[1]}/{parts[0]}"
        return _day(iso, self.speech)


def rounded(value: float, digits: int) -> float:
    """Return a number as exact as it is written with at most `digits` decimals."""
    return float(round(Decimal(str(value)), digits))


def rounded_money(vnd: float) -> float:
    """Return an amount of đồng as exact as it is written: two decimals of a tỷ, from a million on of a triệu, else whole đồng."""
    size = next((size for size in (1e9, 1e6) if abs(vnd) >= size), None)
    return rounded(vnd, 0) if size is None else round(rounded(vnd / size, 2) * size)


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale))


@lru_cache(maxsize=5_000)
def _day(iso: str, speech: Speech) -> str:
    return str(format_date(date.fromisoformat(iso), format=speech.day, locale=speech.locale))


@lru_cache(maxsize=4)
def _compiled(code: str) -> gettext.GNUTranslations:
    with (LOCALES / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def language(code: str | None = None) -> Language:
    """Return the language of a code; anything unknown is the language of the house."""
    return Language(code if code in LANGUAGES else HOUSE)
