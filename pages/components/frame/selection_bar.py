"""The selection bar: five filters with the number of rows behind each value, chips that take one back, one reset."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeGuard

import streamlit as st

from analytics.overview.kpis import is_published
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.choices import record_years
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, PARAMETERS, UNPLACED, Field, Selection, read_query
from analytics.selection.value_counts import (
    PROPOSAL_FILTERS,
    counts_of,
    dated_table,
    shows_rows,
    with_value,
    years_counted,
)
from analytics.selection.words import FIELD_NAMES, value_words, years_words
from analytics.wording.language import Language, language, mark
from geodata import clock
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector, Stage
from geodata.text import alphabetical
from pages.components.browser.filter_bar import (
    Chip,
    Filter,
    FilterBar,
    FilterWords,
    Option,
    Years,
    filter_bar,
    packed_bar,
)
from pages.components.browser.plain import plain
from pages.components.visit.session import (
    choose,
    prepared_record,
    refused_parameters,
    selected_rows,
    selection,
    words,
)
from pages.components.visit.trail import can_undo

_OPTIONS: dict[Field, tuple[str, ...]] = {
    "districts": (*DISTRICT_CODES, UNPLACED),
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "stages": tuple(Stage),
}
NOTES: dict[Field, str] = {
    "stages": mark(
        "The last status that a source states, in its own word: what is completed has not been accepted yet."
    )
}
"""What a list of values holds, where its name alone may mislead."""
_COUNTED = {
    "facilities": mark("Numbers: facilities, after the other filters"),
    "proposals": mark("Numbers: proposals, after the other filters"),
    "ocop_products": mark("Numbers: recognised OCOP products, after the other filters"),
    "export_flows": mark("Numbers: export rows, after the other filters"),
}
SINGLE_YEARS = {
    "facilities": mark("Facilities that sources speak of in a single year, after the other filters"),
    "proposals": mark("Proposals of a single year, after the other filters"),
    "ocop_products": mark("OCOP products of a single year, after the other filters"),
    "export_flows": mark("Export rows of a single year, after the other filters"),
}
_KEPT_ANSWERS = 512
_PERIODS = ((2021, 2025), (2016, 2020))
"""The plan periods that are offered, the latest first."""


def selection_bar(counted: str) -> None:
    """Draw the filters and the chips for the selection of this visit; `counted` is the table whose rows the screen is about."""
    with st.container(key="selection_bar"):
        bar = _bar(selected_rows(selection()), counted, words().code, clock.today().year)
        filter_bar(bar, key="filters", can_undo=can_undo(), on_choice=_chosen_in_browser)


def refused_notice() -> None:
    """Say which part of the address was not understood."""
    if refused_parameters():
        names = ", ".join(sorted(set(refused_parameters())))
        st.warning(words().text("Part of the address was not understood and is left out: {names}.", names=plain(names)))


def year_bounds() -> tuple[int, int]:
    """Return the first and the last year that the record speaks of."""
    return _year_bounds(prepared_record().record)


@cached()
def _year_bounds(record: Record) -> tuple[int, int]:
    return record_years(record)


@cached()
def _bar(selected: Selected, counted: str, code: str, this_year: int) -> bytes:
    spoken = language(code)
    bar = FilterBar(
        filters=tuple(_filter(selected, field, counted, spoken) for field in _OPTIONS),
        years=_years(selected, counted, spoken, this_year),
        chips=tuple(_chips(selected.selection, spoken)),
        words=FilterWords(
            filters=spoken.text("Filters"),
            reset=spoken.text("Reset"),
            undo=spoken.text("Undo"),
            take_back=spoken.text("Take this choice back"),
            all_years=spoken.text("All years"),
            first_year=spoken.text("From year"),
            last_year=spoken.text("to"),
            done=spoken.text("Show"),
            dead=spoken.text("With the other filters nothing is known of it: no row and no published figure"),
            elsewhere=spoken.text("None of what is counted here, but other rows or published figures"),
            nothing_chosen=spoken.text("Whole province, all sectors, years, sources of funding and statuses"),
        ),
    )
    return packed_bar(bar)


def _filter(selected: Selected, field: Field, counted: str, language: Language) -> Filter:
    table = "proposals" if field in PROPOSAL_FILTERS else counted
    counts = counts_of(selected, field, table)
    options = (
        Option(value, text, language.number(counts.get(value, 0)), is_dead=_is_dead(selected, field, value, counts))
        for value, text in _values(field, language.code)
    )
    return Filter(
        field=field,
        title=language.text(FIELD_NAMES[field]),
        counted=language.text(_COUNTED[table]),
        options=tuple(options),
        chosen=getattr(selected.selection, field),
        note=language.text(NOTES[field]) if field in NOTES else "",
    )


@lru_cache
def _values(field: Field, code: str) -> Sequence[tuple[str, str]]:
    """Return the values to choose from with their words: districts by their name, what is in none last; the others as the vocabulary has them."""
    spoken = language(code)
    named = [(value, value_words(field, value, spoken)) for value in _OPTIONS[field]]
    if field != "districts":
        return named
    return sorted(named, key=lambda one: (one[0] == UNPLACED, alphabetical(one[1])))


def _is_dead(selected: Selected, field: Field, value: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a value would leave every screen empty: no row of any table, and nothing published."""
    if counts.get(value) or shows_rows(selected, field, value):
        return False
    return not _shows_published(selected, with_value(selected.selection, field, value))


def _shows_published(selected: Selected, asked: Selection) -> bool:
    """Tell whether sources publish something of a choice; of a sector or a stage they publish no total."""
    return not (asked.sectors or asked.stages) and _is_published(selected.prepared, asked)


@cached(_KEPT_ANSWERS)
def _is_published(prepared: Prepared, asked: Selection) -> bool:
    return is_published(prepared, asked)


def _years(selected: Selected, counted: str, language: Language, this_year: int) -> Years:
    first, last = _year_bounds(selected.record)
    title = FIELD_NAMES["years"]
    table = dated_table(selected.selection, counted)
    counts = years_counted(selected, table)
    presets = [(span, years_words(span)) for span in _PERIODS]
    presets.append(((this_year, this_year), language.text("This year")))
    return Years(
        title=language.text(title),
        counted=language.text(SINGLE_YEARS[table]),
        first=first,
        last=last,
        presets=tuple(_preset(selected, span, text) for span, text in presets),
        bars=tuple((counts.get(year, 0), language.number(counts.get(year, 0))) for year in range(first, last + 1)),
        chosen=selected.selection.years,
    )


def _preset(selected: Selected, span: tuple[int, int], text: str) -> Option:
    value = f"{span[0]}-{span[1]}"
    is_dead = not shows_rows(selected, "years", value) and not _shows_published(
        selected, replace(selected.selection, years=span)
    )
    return Option(value, text, "", is_dead=is_dead)


def _chips(current: Selection, language: Language) -> Sequence[Chip]:
    fields: tuple[Field, ...] = (*_OPTIONS, "contents", "stars", "products", "markets", "units")
    chips = [
        Chip(field, value, value_words(field, value, language)) for field in fields for value in getattr(current, field)
    ]
    return [*chips, Chip("years", "", years_words(current.years))] if current.years else chips


def _chosen_in_browser(choice: Mapping[str, Any]) -> None:
    """Follow a choice of the browser; what is not of the vocabulary changes nothing."""
    if choice.get("reset") is True:
        choose(Selection())
    elif _is_pair(dropped := choice.get("drop")) and dropped[0] in PARAMETERS:
        choose(selection().without(dropped[0], dropped[1]))
    elif _is_texts(values := choice.get("values")) and (field := str(choice.get("field"))) in PARAMETERS:
        read = read_query({PARAMETERS[field]: ",".join(values)})
        if not read.refused:
            choose(replace(selection(), **{field: getattr(read.selection, field)}))


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_pair(value: object) -> TypeGuard[list[str]]:
    return _is_texts(value) and len(value) == 2
