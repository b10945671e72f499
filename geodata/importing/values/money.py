"""Money in the units that offices write: "triệu đồng" in a heading, "1,2 tỷ", "300tr", "1.500.000.000đ" in a cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from geodata.importing.text.cell_text import bare, without_footnote
from geodata.importing.values.numbers import NUMBER_PATTERN, RANGE, Notation, digits, is_ambiguous, without_qualifier
from geodata.schema.vocabulary import Qualifier
from geodata.text import nfc


class MoneyUnit(StrEnum):
    """What an amount counts in."""

    DONG = "dong"
    THOUSAND = "thousand"
    MILLION = "million"
    BILLION = "billion"


FACTORS = {
    MoneyUnit.DONG: 1,
    MoneyUnit.THOUSAND: 1_000,
    MoneyUnit.MILLION: 1_000_000,
    MoneyUnit.BILLION: 1_000_000_000,
}
LARGEST_VND = 1_000_000_000_000
"""A thousand tỷ: no amount of a facility or a proposal is larger, so a larger one counts in another unit."""
USUAL_VND = (5_000_000, 50_000_000_000)
"""What supports, counterparts and revenues of rural facilities usually lie between."""
_D = r"(?:đồng|đ|vnđ|vnd|dong|d)"
_HEADINGS = (
    (
        MoneyUnit.BILLION,
        re.compile(
            rf"\b(?:tỷ|tỉ)(?! lệ| trọng| suất)\s*{_D}?\b|\bty dong\b|\bty vnd\b|\((?:tỷ|tỉ|ty)\)|\bbillions? (?:of )?(?:vn[dđ]|dong|đồng)\b"
        ),
    ),
    (
        MoneyUnit.MILLION,
        re.compile(
            rf"\btriệu\b|\btrđ\b|\btr\.?\s*{_D}\b|\btrieu\b|\btrd\b|\(tr\.?\)|\bmillions? (?:of )?(?:vn[dđ]|dong|đồng)\b"
        ),
    ),
    (
        MoneyUnit.THOUSAND,
        re.compile(rf"\b(?:nghìn|ngàn)\b|\b(?:nghin|ngan) dong\b|\b1\.?000\s*{_D}\b|\bthousands? (?:of )?{_D}\b"),
    ),
    (
        MoneyUnit.DONG,
        re.compile(r"(?<!hợp )(?<!cộng )(?<!hội )(?<!lao )\bđồng\b|\bvnđ\b|\bvnd\b|\(đ\)|\(dong\)|: ?(?:đ|dong)$"),
    ),
)
_UNIT = r"(ty|ti|trieu|tr|nghin|ngan|k)?\.?\s*(dong|d|vnd|vn dong)?"
_AMOUNT = re.compile(rf"({NUMBER_PATTERN})\s*{_UNIT}(?![a-z])\.?")
_TAIL = re.compile(r"(?:\s*(?:/|mot|moi|1)?\s*(?:nam|de an|co so|cs|thang))?\s*[.;]?")
_WORDS = {
    "ty": MoneyUnit.BILLION,
    "ti": MoneyUnit.BILLION,
    "trieu": MoneyUnit.MILLION,
    "tr": MoneyUnit.MILLION,
    "nghin": MoneyUnit.THOUSAND,
    "ngan": MoneyUnit.THOUSAND,
    "k": MoneyUnit.THOUSAND,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that was read, in whole đồng; `unit` is what the cell itself says, `number` its number as written there.

    `vnd_to` ends a range; `is_ambiguous`: the number may be read in two ways; `is_unit_doubted`: counted in the unit of its column it
    would be larger than any amount, so it was read as đồng.
    """

    vnd: int
    qualifier: Qualifier = Qualifier.EXACT
    vnd_to: int | None = None
    unit: MoneyUnit | None = None
    is_ambiguous: bool = False
    is_unit_doubted: bool = False


def unit_in(text: str) -> MoneyUnit | None:
    """Return the unit that a heading or a title names: "(triệu đồng)", "ĐVT: nghìn đồng", "VNĐ"; None when it names none."""
    lower = nfc(text).lower()
    return next((unit for unit, pattern in _HEADINGS if pattern.search(lower)), None)


def amount_of(value: float, unit: MoneyUnit) -> Amount:
    """Return the amount of a number cell in a column of a unit."""
    return _sane(Decimal(repr(value)), unit, Qualifier.EXACT)


def read_amount(text: str, unit: MoneyUnit, notation: Notation | None = None) -> Amount | None:
    """Return the amount of a text cell in a column of a unit; None when it is not understood to its last word."""
    rest, qualifier = without_qualifier(bare(without_footnote(text)))
    if found := RANGE.match(rest):
        return _range(rest, found, unit, notation)
    sign, rest = ("-", rest[1:].lstrip()) if rest[:1] in {"-", "−"} else ("", rest)
    if rest.startswith("(") and rest.endswith(")"):
        sign, rest = "-", rest[1:-1]
    found_parts = amount_parts(rest)
    if found_parts is None:
        return None
    parts, _ = found_parts
    amount = _one(*parts[0], unit, qualifier, notation) if len(parts) == 1 else _sum(parts, qualifier, notation)
    return _negative(amount) if sign and amount else amount


AmountPart = tuple[str, MoneyUnit | None]
"""A number as written, and the unit that stands behind it."""


def amount_parts(text: str) -> tuple[list[AmountPart], str] | None:
    """Return the numbers of a bare text with their units ("1 ty 200 trieu"), and the tail ("/nam"); None when it holds anything else."""
    parts, at = [], 0
    while found := _AMOUNT.match(text, at):
        parts.append((found[1], _stated_unit(found[2], found[3])))
        at = found.end() + (1 if text[found.end() : found.end() + 1] == " " else 0)
    tail = text[at:]
    return (parts, tail) if parts and _TAIL.fullmatch(tail) else None


def _one(
    token: str, said: MoneyUnit | None, unit: MoneyUnit, qualifier: Qualifier, notation: Notation | None
) -> Amount | None:
    value = digits(token, notation)
    if value is None:
        return None
    is_open = is_ambiguous(token)
    if is_open and (said or unit) is MoneyUnit.DONG:
        value, is_open = digits(re.sub(r"[.,]", "", token)) or value, False
    if said:
        return Amount(_whole(value * FACTORS[said]), qualifier, None, said, is_open)
    sane = _sane(value, unit, qualifier)
    return Amount(sane.vnd, qualifier, None, None, is_open, sane.is_unit_doubted)


def _sum(parts: list[AmountPart], qualifier: Qualifier, notation: Notation | None) -> Amount | None:
    """Return the amount of "1 tỷ 200 triệu": each part names a smaller unit than the one before."""
    units = [unit for _, unit in parts]
    values = [digits(token, notation) for token, _ in parts]
    factors = [FACTORS[unit] for unit in units if unit]
    if len(factors) < len(parts) or factors != sorted(set(factors), reverse=True) or None in values:
        return None
    total = sum(
        (value * factor for value, factor in zip(values, factors, strict=True) if value is not None), Decimal(0)
    )
    return Amount(_whole(total), qualifier, None, units[0])


def _range(rest: str, found: re.Match[str], unit: MoneyUnit, notation: Notation | None) -> Amount | None:
    low, last = digits(found[1], notation), _AMOUNT.match(rest, found.start(2))
    high = _one(last[1], _stated_unit(last[2], last[3]), unit, Qualifier.RANGE, notation) if last else None
    if low is None or last is None or high is None or not _TAIL.fullmatch(rest[last.end() :]):
        return None
    vnd = _whole(low * FACTORS[high.unit or (MoneyUnit.DONG if high.is_unit_doubted else unit)])
    return Amount(vnd, Qualifier.RANGE, high.vnd, high.unit) if vnd < high.vnd else None


def _stated_unit(scale: str | None, currency: str | None) -> MoneyUnit | None:
    return _WORDS[scale] if scale else MoneyUnit.DONG if currency else None


def _sane(value: Decimal, unit: MoneyUnit, qualifier: Qualifier) -> Amount:
    vnd = _whole(value * FACTORS[unit])
    if unit is not MoneyUnit.DONG and abs(vnd) > LARGEST_VND and abs(value) >= 1_000_000:
        return Amount(_whole(value), qualifier, is_unit_doubted=True)
    return Amount(vnd, qualifier)


def _negative(amount: Amount) -> Amount:
    return Amount(-amount.vnd, amount.qualifier, None, amount.unit, amount.is_ambiguous, amount.is_unit_doubted)


def _whole(value: Decimal) -> int:
    return int(value.to_integral_value())


def notation_by_size(texts: Iterable[str], unit: MoneyUnit) -> Notation | None:
    """Return the notation under which most ambiguous numbers ("1.234") are of a usual size, if only one is."""
    tokens = [token for text in texts if is_ambiguous(token := bare(text))]
    if not tokens:
        return None
    shares = {notation: _usual_share(tokens, unit, notation) for notation in Notation}
    best = max(shares, key=lambda notation: shares[notation])
    others = [share for notation, share in shares.items() if notation is not best]
    return best if shares[best] > 0.5 and max(others) <= 0.5 else None


def _usual_share(tokens: list[str], unit: MoneyUnit, notation: Notation) -> float:
    values = [value * FACTORS[unit] for token in tokens if (value := digits(token, notation)) is not None]
    return sum(1 for value in values if USUAL_VND[0] <= value <= USUAL_VND[1]) / len(tokens)
