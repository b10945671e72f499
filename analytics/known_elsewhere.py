"""Where a published number is found that a selection leaves out: under which choice it is known instead."""

from collections.abc import Callable, Sequence
from typing import get_args

from analytics.choices import without_fields
from analytics.language import Language
from analytics.selection import Field, Selection
from analytics.selection_words import FIELD_NAMES


def known_without(selection: Selection, is_known: Callable[[Selection], bool]) -> tuple[Field, ...]:
    """Return the choices of a selection each of which alone keeps a number away; else all that have to go together."""
    fields: list[Field] = [field for field in get_args(Field) if getattr(selection, field)]
    alone = tuple(field for field in fields if is_known(without_fields(selection, field)))
    return alone or (tuple(fields) if is_known(without_fields(selection, *fields)) else ())


def nothing_published(
    message: str,
    selection: Selection,
    is_known: Callable[[Selection], bool],
    language: Language,
    others: Sequence[str] = (),
) -> str:
    """Say that no source publishes a number for a selection, and where one is known: `others` are named first."""
    fields = known_without(selection, is_known)
    said = [message]
    if others:
        said.append(language.text("Published instead: {others}.", others="; ".join(others)))
    if fields:
        headings = [FIELD_NAMES[field] for field in fields]
        names = ", ".join(language.text(heading).lower() for heading in headings)
        said.append(language.text("Published once this is taken back: {choices}.", choices=names))
    return " ".join(said)
