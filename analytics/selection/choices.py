"""What a click on a mark, a row or a unit chooses: these values alone, taken back by the same click; with a key held they are added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.selection import PARAMETERS, Field, Selection, read_query
from geodata.record import Record


@dataclass(frozen=True)
class Choice:
    """One value of one field of the selection, as it stands in the URL ("219", "wood", "2016-2020")."""

    field: Field
    value: str


def customdata(*choices: Choice) -> list[str]:
    """Return what a mark of a figure carries so that a click on it chooses `choices`; an empty list for a mark that chooses nothing."""
    return [text for choice in choices for text in (choice.field, choice.value)]


def read_customdata(data: Any) -> tuple[Choice, ...]:
    """Return the choices that a clicked mark carries; nothing for anything that is not of the vocabulary."""
    if not isinstance(data, list | tuple) or len(data) % 2:
        return ()
    pairs = [(str(data[i]), str(data[i + 1])) for i in range(0, len(data), 2)]
    known = [Choice(field, value) for field, value in pairs if field in PARAMETERS]
    if len(known) < len(pairs) or any(read_query({PARAMETERS[one.field]: one.value}).refused for one in known):
        return ()
    return tuple(known)


def is_chosen(selection: Selection, choice: Choice) -> bool:
    """Tell whether a value is in the selection by itself (a field that chooses everything chooses none by itself)."""
    value = _value(choice)
    return selection.years == value if choice.field == "years" else value in getattr(selection, choice.field)


def after_click(selection: Selection, choices: Sequence[Choice], *, adds: bool = False) -> Selection:
    """Return the selection after a click: of their fields `choices` alone, or none when they stood alone; `adds` keeps the others (Ctrl, ⌘, Shift)."""
    if adds:
        return toggled(selection, choices)
    cleared = without_fields(selection, *(choice.field for choice in choices))
    alone = toggled(cleared, choices)
    return cleared if alone == selection else alone


def after_click_on_place(selection: Selection, place: Choice, *, adds: bool = False) -> Selection:
    """Return the selection after a click on a district or on another unit: a place alone leaves no other in which it does not lie."""
    if adds:
        return toggled(selection, (place,))
    if place.field == "districts":
        return after_click(replace(selection, units=()), (place,))
    vintage, _, code = place.value.partition(":")
    own = units_of(Vintage(vintage))[code].district_code
    return after_click(replace(selection, districts=tuple(one for one in selection.districts if one == own)), (place,))


def toggled(selection: Selection, choices: Sequence[Choice]) -> Selection:
    """Return the selection with all of `choices` added, or with none of them when all were in."""
    take_out = all(is_chosen(selection, choice) for choice in choices)
    for choice in choices:
        selection = _taken_out(selection, choice) if take_out else _put_in(selection, choice)
    return selection


def without_fields(selection: Selection, *fields: Field) -> Selection:
    """Return the selection without whole fields: what a chart shows that filters by these fields itself."""
    for field in fields:
        selection = selection.without(field)
    return selection


@lru_cache(maxsize=1_000)
def _value(choice: Choice) -> Any:
    """Return the value as the selection holds it."""
    read = getattr(read_query({PARAMETERS[choice.field]: choice.value}).selection, choice.field)
    return read if choice.field == "years" else read[0]


def _put_in(selection: Selection, choice: Choice) -> Selection:
    value = _value(choice)
    held = getattr(selection, choice.field)
    return replace(selection, **{choice.field: value if choice.field == "years" else (*held, value)})


def _taken_out(selection: Selection, choice: Choice) -> Selection:
    return selection.without(choice.field, _value(choice))


YEAR_COLUMNS: dict[str, tuple[str, ...]] = {
    "proposals": ("year_from", "year_to"),
    "export_flows": ("year",),
    "ocop_products": ("recognised_year",),
    "ocop_recognitions": ("year",),
    "typical_products": ("year",),
    "facility_mentions": ("as_of_year",),
    "survey_visits": ("year",),
    "survey_campaigns": ("year",),
    "published_figures": ("year_from", "year_to"),
}
"""The columns that say of which year a row speaks; the year in which a facility was founded is a fact about it."""


def record_years(record: Record) -> tuple[int, int]:
    """Return the first and the last year of everything in the record, what is published included."""
    known = {
        int(year)
        for table, columns in YEAR_COLUMNS.items()
        for column in columns
        for year in record[table][column].dropna().unique()
    }
    return min(known), max(known)
