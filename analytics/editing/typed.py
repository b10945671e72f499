"""What a person typed or pasted as a number, an amount or a date: understood, asked about, or refused; never guessed.

Numbers are read in the notation of the screen's language ("1.500" is 1500 in Vietnamese) by the importer's reader. A sign
that has two readings there ("1,234"), or that belongs to the other notation ("1.5"), is a question for the person.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from analytics.editing.fields import Entry
from analytics.wording.language import HOUSE, Language, kept_together, mark
from geodata.importing.text.cell_text import bare, is_nothing
from geodata.importing.values.dates import read_date
from geodata.importing.values.money import FACTORS, MoneyUnit, amount_parts
from geodata.importing.values.numbers import RANGE, Notation, digits, is_ambiguous, without_qualifier
from geodata.schema.vocabulary import Qualifier
from geodata.text import nfc

NUMBERS = frozenset({Entry.WHOLE, Entry.YEAR, Entry.MONEY, Entry.NUMBER, Entry.SHARE})
READ = NUMBERS | {Entry.DATE}
"""How values are entered that have to be read: all others are kept as typed."""
_LONGEST = 40
"""Signs; a longer text is no number that the record could keep."""
_WHOLE = frozenset({Entry.WHOLE, Entry.YEAR, Entry.MONEY})


class TypedProblem(StrEnum):
    """Why a text cannot be kept; the value is the message that says so and what to do."""

    NO_NUMBER = mark("is no number; write digits with at most one sign for decimals")
    NO_AMOUNT = mark("is no amount; write đồng in digits, or a number with trieu or ty")
    NO_YEAR = mark("is no year; write its four digits")
    NO_SHARE = mark("is no share of the whole; write a percentage with its sign, or a number from 0 to 1")
    FRACTION = mark("is no whole number; this column has none but whole ones")
    FRACTION_OF_DONG = mark("is no whole number of đồng; write trieu or ty behind a number of millions or billions")
    QUALIFIED = mark("is more than one number or not an exact one; write one number here and the rest in the note")
    NO_DATE = mark("is no day of the calendar; enter dd/mm/yyyy, mm/yyyy or yyyy")
    COARSE = mark("is a part of a year that the record cannot keep; enter a day, a month or the year")


class SignRole(StrEnum):
    """What a point or comma in a number may be."""

    GROUPS = "groups"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class SignQuestion:
    """A number whose `sign` has to be asked about, with the value of each reading."""

    sign: str
    readings: Mapping[SignRole, int | float]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text means: a value (None: nothing typed), or a problem, or a question."""

    value: Any = None
    problem: TypedProblem | None = None
    question: SignQuestion | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the value can be kept."""
        return self.problem is None and self.question is None

    def answered(self, role: SignRole | None) -> "Understood":
        """Return what the text means when its sign plays a role; itself while there is no such answer."""
        if role is None or self.question is None or role not in self.question.readings:
            return self
        return Understood(self.question.readings[role])


@dataclass(frozen=True)
class _Readings:
    """The values of one number by the role of its sign; `sign` is the one to ask about, "" when there is nothing to ask."""

    sign: str = ""
    values: Mapping[SignRole, Decimal] = field(default_factory=dict)


def understood(entry: Entry, text: str, language: Language) -> Understood:
    """Return what a text means that was typed into a field of this kind (one of `READ`)."""
    if is_nothing(nfc(text)):
        return Understood()
    if entry is Entry.DATE:
        return _date(text)
    plain = _plain(text)
    no_number = {
        Entry.MONEY: TypedProblem.NO_AMOUNT,
        Entry.YEAR: TypedProblem.NO_YEAR,
        Entry.SHARE: TypedProblem.NO_SHARE,
    }.get(entry, TypedProblem.NO_NUMBER)
    if len(plain) > _LONGEST:
        return Understood(problem=no_number)
    if without_qualifier(plain)[1] is not Qualifier.EXACT or RANGE.match(plain) or _has_marks(text):
        return Understood(problem=TypedProblem.QUALIFIED)
    percent, plain = (100, plain[:-1].rstrip()) if entry is Entry.SHARE and plain.endswith("%") else (1, plain)
    sign, plain = (-1, plain[1:].lstrip()) if plain.startswith("-") else (1, plain)
    read = _amount(plain, language, is_money=entry is Entry.MONEY)
    if read is None:
        return Understood(problem=no_number)
    values = {role: sign * value / percent for role, value in read.values.items()}
    return _checked(entry, _Readings(read.sign, values))


def typed_form(entry: Entry, value: Any, language: Language) -> str:
    """Return a value as a field to type in shows it, "" when it is missing."""
    if value is None:
        return ""
    if entry is Entry.DATE:
        return Language(HOUSE).partial_date(str(value))
    return str(value) if entry is Entry.YEAR else language.number(value, 6)


def reading_text(entry: Entry, value: Any, language: Language) -> str:
    """Return a value as it is shown to have been understood: an amount with its unit, in words where it is large."""
    shown = typed_form(entry, value, language)
    if entry is not Entry.MONEY or value is None:
        return shown or language.text("nothing")
    dong, money = kept_together(shown, language.text("VND")), language.money(value)
    return dong if money == dong else f"{dong} = {money}"


def role_text(question: SignQuestion, role: SignRole, language: Language) -> str:
    """Return a reading of a question in words: what the sign does and the number that this makes."""
    value = language.number(question.readings[role], 6)
    if role is SignRole.GROUPS:
        return language.text("“{sign}” groups thousands: {value}", sign=question.sign, value=value)
    return language.text("“{sign}” begins the decimals: {value}", sign=question.sign, value=value)


def _plain(text: str) -> str:
    """Return a text bare, its blanks and minus signs those of a keyboard."""
    signs = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    return bare(" ".join(signs.split()))


def _has_marks(text: str) -> bool:
    """Whether a text has signs that only look like digits of its number: "300¹", "1½"."""
    return any(unicodedata.category(letter) == "No" for letter in text)


def _date(text: str) -> Understood:
    read = read_date(text)
    if read is None:
        return Understood(problem=TypedProblem.NO_DATE)
    return Understood(problem=TypedProblem.COARSE) if read.is_coarser else Understood(read.iso)


def _amount(plain: str, language: Language, *, is_money: bool) -> _Readings | None:
    """Return the readings of a number: digits alone, or with "tỷ", "triệu", "nghìn" behind them, of money with "đồng" too."""
    parts, tail = amount_parts(plain) or ([], "")
    if not parts or tail or (not is_money and MoneyUnit.DONG in {unit for _, unit in parts}):
        return None
    if len(parts) == 1:
        token, unit = parts[0]
        read = _readings(token, language, is_scaled=unit not in {None, MoneyUnit.DONG})
        factor = FACTORS[unit or MoneyUnit.DONG]
        return read and _Readings(read.sign, {role: value * factor for role, value in read.values.items()})
    factors = [FACTORS[unit] for _, unit in parts if unit]
    numbers = [_readings(token, language, is_scaled=True) for token, _ in parts]
    if len(factors) < len(parts) or factors != sorted(set(factors), reverse=True):
        return None
    total = Decimal(0)
    for factor, read in zip(factors, numbers, strict=True):
        if read is None or read.sign:
            return None
        total += factor * next(iter(read.values.values()))
    return _Readings("", {SignRole.DECIMAL: total})


def _readings(token: str, language: Language, *, is_scaled: bool = False) -> _Readings | None:
    """Return the values that digits with their signs may have; None when they are not well formed.

    `is_scaled`: a word such as "tỷ" follows, so that "1.5" can only be one and a half.
    """
    notation = Notation.DOT_THOUSANDS if language.decimal_sign == "," else Notation.COMMA_THOUSANDS
    thousands = "." if notation is Notation.DOT_THOUSANDS else ","
    signs = {sign for sign in token if sign in ".,"}
    value = digits(token, notation)
    if value is None:
        return None
    if len(signs) != 1 or sum(map(token.count, signs)) > 1 or " " in token:
        return _Readings("", {SignRole.DECIMAL: value})
    (sign,) = signs
    if not is_ambiguous(token):
        return _Readings(sign if sign == thousands and not is_scaled else "", {SignRole.DECIMAL: value})
    grouped, decimal = Decimal(token.replace(sign, "")), Decimal(token.replace(sign, "."))
    if sign == thousands:
        return _Readings("", {SignRole.GROUPS: grouped})
    return _Readings(sign, {SignRole.GROUPS: grouped, SignRole.DECIMAL: decimal})


def _checked(entry: Entry, read: _Readings) -> Understood:
    """Return the readings that the field can hold, as a value where there is nothing to ask."""
    fits = {
        role: int(value) if entry in _WHOLE else float(value)
        for role, value in read.values.items()
        if (entry not in _WHOLE or value == value.to_integral_value()) and (entry is not Entry.SHARE or 0 <= value <= 1)
    }
    if not fits:
        none_fits = {Entry.MONEY: TypedProblem.FRACTION_OF_DONG, Entry.SHARE: TypedProblem.NO_SHARE}
        return Understood(problem=none_fits.get(entry, TypedProblem.FRACTION))
    return (
        Understood(question=SignQuestion(read.sign, fits)) if len(fits) > 1 else Understood(next(iter(fits.values())))
    )
