"""What a selection keeps away from a chart: under which choice it shows something instead."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Concatenate

from analytics.figures.chart import Chart
from analytics.figures.style import Look
from analytics.prepared.caching import cached
from analytics.selection.choices import without_fields
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Field, Selection
from analytics.selection.words import FIELD_NAMES
from analytics.wording.language import Language

ORDER: tuple[Field, ...] = (
    "years",
    "stages",
    "contents",
    "programmes",
    "stars",
    "markets",
    "products",
    "sectors",
    "units",
    "districts",
)
"""Which choice is taken back first: place and sector are what a reader most wants to keep. Each one asked costs a chart, so only the first is."""
Make = Callable[Concatenate[Selected, Look, ...], Chart]
"""What makes a chart of some rows; whatever else it depends on are its arguments by name."""
Switches = tuple[tuple[str, Hashable], ...]
"""Arguments of a chart beside its rows and its look, by name."""


@cached()
def chart_of(beside: Selected, make: Make, look: Look, switches: Switches = ()) -> Chart:
    """Return the chart of the rows `beside`, one for its figure and its table; an empty one says which choice, taken back, lets it show something."""
    shown = make(beside, look, **dict(switches))
    if not shown.empty:
        return shown

    def is_known(asked: Selection) -> bool:
        wider = replace(look, chosen=asked)  # what stands out empties nothing: one answer for all that widen to it
        return not _is_empty(selected_of(beside.prepared, asked), make, wider, switches)

    fields = known_without(beside.selection, is_known)
    return replace(shown, empty=f"{shown.empty} {taken_back(fields, look.language)}") if fields else shown


@cached()
def _is_empty(rows: Selected, make: Make, look: Look, switches: Switches) -> bool:
    return bool(make(rows, look, **dict(switches)).empty)


def known_without(selection: Selection, is_known: Callable[[Selection], bool]) -> tuple[Field, ...]:
    """Return the first choice of a selection by `ORDER`, if it alone keeps something away; else all, where that helps."""
    fields: list[Field] = [field for field in ORDER if getattr(selection, field)]
    if fields and is_known(without_fields(selection, fields[0])):
        return (fields[0],)
    return tuple(fields) if len(fields) > 1 and is_known(without_fields(selection, *fields)) else ()


def taken_back(fields: tuple[Field, ...], language: Language) -> str:
    """Say which choices keep something away."""
    names = ", ".join(language.text(FIELD_NAMES[field]).lower() for field in fields)
    return language.text("There is something once this is taken back: {choices}.", choices=names)
