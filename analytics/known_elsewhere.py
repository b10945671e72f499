"""What a selection keeps away from a chart: under which choice it shows something instead."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from analytics.choices import without_fields
from analytics.figures.chart import Chart
from analytics.figures.style import Look
from analytics.language import Language
from analytics.selected import Selected
from analytics.selection import Field, Selection
from analytics.selection_words import FIELD_NAMES

Make = Callable[[Selected, Look], Chart]
"""What makes a chart of some rows."""


def told_elsewhere(make: Make, beside: Selected, look: Look, rows: Callable[[Selection], Selected]) -> Chart:
    """Return the chart of the rows `beside`; an empty one says which choices, taken back, let it show something.

    `rows` returns the rows of a selection.
    """
    shown = make(beside, look)
    if not shown.empty:
        return shown
    fields = known_without(beside.selection, lambda asked: not make(rows(asked), look).empty)
    return replace(shown, empty=f"{shown.empty} {_taken_back(fields, look.language)}") if fields else shown


def known_without(selection: Selection, is_known: Callable[[Selection], bool]) -> tuple[Field, ...]:
    """Return the choices of a selection each of which alone keeps something away; else all that have to go together."""
    fields: list[Field] = [field for field in get_args(Field) if getattr(selection, field)]
    alone = tuple(field for field in fields if is_known(without_fields(selection, field)))
    return alone or (tuple(fields) if fields and is_known(without_fields(selection, *fields)) else ())


def _taken_back(fields: tuple[Field, ...], language: Language) -> str:
    names = ", ".join(language.text(FIELD_NAMES[field]).lower() for field in fields)
    return language.text("There is something once this is taken back: {choices}.", choices=names)
