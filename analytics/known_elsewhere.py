"""What a selection keeps away from a chart: under which choice it shows something instead."""

from collections.abc import Callable
from dataclasses import replace

from analytics.choices import without_fields
from analytics.figures.chart import Chart
from analytics.figures.style import Look
from analytics.language import Language
from analytics.selected import Selected
from analytics.selection import Field, Selection
from analytics.selection_words import FIELD_NAMES

ORDER: tuple[Field, ...] = (
    "years",
    "stages",
    "contents",
    "programmes",
    "stars",
    "markets",
    "sectors",
    "units",
    "districts",
)
"""Which choice is taken back first: place and sector are what a reader most wants to keep. Each one asked costs a chart."""
Make = Callable[[Selected, Look], Chart]
"""What makes a chart of some rows."""


def told_elsewhere(make: Make, beside: Selected, look: Look, rows: Callable[[Selection], Selected]) -> Chart:
    """Return the chart of the rows `beside`; an empty one says which choice, taken back, lets it show something.

    `rows` returns the rows of a selection.
    """
    shown = make(beside, look)
    if not shown.empty:
        return shown
    fields = known_without(beside.selection, lambda asked: not make(rows(asked), look).empty)
    return replace(shown, empty=f"{shown.empty} {_taken_back(fields, look.language)}") if fields else shown


def known_without(selection: Selection, is_known: Callable[[Selection], bool]) -> tuple[Field, ...]:
    """Return the first choice of a selection that alone keeps something away; else all, where they have to go together."""
    fields: list[Field] = [field for field in ORDER if getattr(selection, field)]
    for field in fields:
        if is_known(without_fields(selection, field)):
            return (field,)
    return tuple(fields) if len(fields) > 1 and is_known(without_fields(selection, *fields)) else ()


def _taken_back(fields: tuple[Field, ...], language: Language) -> str:
    names = ", ".join(language.text(FIELD_NAMES[field]).lower() for field in fields)
    return language.text("There is something once this is taken back: {choices}.", choices=names)
