"""How a value of a row reads, and what a text that a person typed means."""

from collections.abc import Mapping
from typing import Any

from analytics.editing.fields import Entry, FormField
from analytics.evidence.column_text import column_text
from analytics.wording.language import Language
from geodata.store.model import ERASED
from geodata.text import nfc

RecordNames = Mapping[tuple[str, str], str]
"""What rows are called, by (column that names them, key)."""


def reads(field: FormField, value: Any, language: Language, names: RecordNames | None = None) -> str:
    """Return a value as a person reads it in a form, "" when it is missing: money to the đồng, rows of other tables by name."""
    if value is None:
        return ""
    if value is ERASED:
        return language.text("(erased)")
    if field.entry is Entry.MONEY:
        return language.number(value)
    return (names or {}).get((field.name, str(value))) or column_text(field.rule, value, language)


def typed_text(text: Any) -> str | None:
    """Return a text as the record keeps it (NFC, no outer blanks), None when nothing was typed."""
    return (nfc(text) or None) if isinstance(text, str) else None
