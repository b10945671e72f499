"""What a page hands to a component in the browser, made safe to send as JSON and to show as plain text."""

import math
import unicodedata
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

Scalar = str | int | float | bool | None


def is_missing(value: Any) -> bool:
    """Tell whether a value stands for "no figure": None, NaN, NaT, pandas' NA or an infinite number."""
    if value is None:
        return True
    if isinstance(value, float) and math.isinf(value):
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - only NaN and its relatives differ from themselves
    except (TypeError, ValueError, ArithmeticError):  # pandas' NA and a signalling NaN refuse to say so
        return True


def text(value: Any) -> str:
    """Return a value as NFC text; "" when it is missing."""
    return "" if is_missing(value) else unicodedata.normalize("NFC", str(value))


def scalar(value: Any) -> Scalar:
    """Return a value that JSON can carry and that sorts as it should.

    Numbers of numpy and `Decimal` become Python's, dates become ISO text, missing values None, everything else NFC text.
    """
    if is_missing(value):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool | int):
        return plain
    number = number_of(plain)
    return text(plain) if number is None else number


def number_of(value: Any) -> float | int | None:
    """Return a finite number, or None for what is missing or no number (text that looks like one is text)."""
    if is_missing(value) or isinstance(value, str | bytes):
        return None
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool | int):
        return int(plain)
    try:
        number = float(plain)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def safe_href(value: Any) -> str | None:
    """Return the address if it is an http or https one with a host, else None (`javascript:`, `data:`, paths, spaces)."""
    address = text(value).strip()
    if not address or any(ch.isspace() or not ch.isprintable() for ch in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and host else None
