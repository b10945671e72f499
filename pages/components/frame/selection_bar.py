"""The selection bar: five choices, chips that take one back, one reset, the language."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

import streamlit as st

from analytics.prepared.caching import cached
from analytics.selection.choices import years_of
from analytics.selection.place_words import country_name, district_name, unit_name
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Field, Selection
from analytics.wording.labels import label
from analytics.wording.language import LANGUAGES, Language, mark
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector, Stage
from geodata.text import alphabetical
from pages.components.browser.plain import plain
from pages.components.frame.export_panel import export_panel
from pages.components.frame.record_choice import record_choice, record_notice
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import choose, look, prepared_record, refused_parameters, selection, view, words

OPTIONS: dict[Field, tuple[str, ...]] = {
    "districts": (*DISTRICT_CODES, UNPLACED),
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "stages": tuple(Stage),
}
YEARS = mark("Years")
HEADINGS: dict[Field, str] = {
    "districts": mark("Districts"),
    "sectors": mark("Sector"),
    "years": YEARS,
    "programmes": mark("Source of funding"),
    "stages": mark("Status"),
}

NOTES: dict[Field, str] = {
    "stages": mark(
        "The last status that a source states, in its own word: what is completed has not been accepted yet."
    )
}
"""What a list of values holds, where its name alone may mislead."""


def selection_bar() -> None:
    """Draw the bar and the chips for the selection of this visit."""
    language = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="selection_bar"):
        _popover("districts", language)
        _popover("sectors", language)
        _years(language)
        _popover("programmes", language)
        _popover("stages", language)
        record_choice(language)
        _chips(language)
        st.space("stretch")
        export_panel()
        _language_switch()
    record_notice(language)
    if refused_parameters():
        names = ", ".join(sorted(set(refused_parameters())))
        st.warning(
            language.text("Part of the address was not understood and is left out: {names}.", names=plain(names))
        )


def value_label(field: Field, value: str, language: Language) -> str:
    """Return the words of one chosen value."""
    if field == "districts":
        return district_name(value, language, short=True)
    if field == "stars":
        return f"{value} ★"
    if field == "units":
        return unit_name(value)
    if field == "markets":
        return country_name(value, language)
    return label(value, language) if isinstance(value, StrEnum) else value


def _popover(field: Field, language: Language) -> None:
    chosen: Sequence[str] = getattr(selection(), field)
    heading = language.text(HEADINGS[field])
    title = f"{heading} ({len(chosen)})" if chosen else heading
    key = f"bar_{field}"
    set_widget(key, list(chosen))
    with st.popover(title, key=f"popover_{field}", type="primary" if chosen else "secondary"):
        st.pills(
            heading,
            _in_order(field, language),
            selection_mode="multi",
            format_func=lambda value: value_label(field, value, language),
            key=key,
            on_change=_take(field, key),
        )
        if field in NOTES:
            st.caption(language.text(NOTES[field]))


def _in_order(field: Field, language: Language) -> Sequence[str]:
    """Return the values to choose from: districts by their name, what is in none last; the others as the vocabulary has them."""
    if field != "districts":
        return OPTIONS[field]
    return sorted(
        OPTIONS[field], key=lambda code: (code == UNPLACED, alphabetical(district_name(code, language, short=True)))
    )


def _take(field: Field, key: str) -> Callable[[], None]:
    return lambda: choose(replace(selection(), **{field: tuple(widget(key))}))


def year_bounds() -> tuple[int, int]:
    """Return the first and the last year that the record speaks of."""
    return _year_bounds(prepared_record().record)


@cached()
def _year_bounds(record: Record) -> tuple[int, int]:
    return years_of(record)


def _years(language: Language) -> None:
    first, last = year_bounds()
    years = selection().years
    heading = language.text(YEARS)
    title = f"{heading} ({_span(years)})" if years else heading
    shown = (max(first, min(years[0], last)), min(last, max(years[1], first))) if years else (first, last)
    set_widget("bar_years", shown)
    with st.popover(title, key="popover_years", type="primary" if years else "secondary"):
        st.slider(heading, first, last, key="bar_years", on_change=lambda: _take_years(first, last), format="%d")


def _take_years(first: int, last: int) -> None:
    years = widget("bar_years")
    choose(replace(selection(), years=None if tuple(years) == (first, last) else tuple(years)))


def _span(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _language_switch() -> None:
    set_widget("bar_language", view().lang)
    st.segmented_control(
        " / ".join(one.name for one in LANGUAGES.values()),
        list(LANGUAGES),
        format_func=str.upper,
        required=True,
        key="bar_language",
        label_visibility="collapsed",
        on_change=lambda: look(lang=widget("bar_language")),
    )


def _chips(language: Language) -> None:
    current = selection()
    if current.is_empty:
        st.caption(language.text("Whole province, all sectors, years, sources of funding and statuses"))
        return
    for field, value, text in _chosen(current, language):
        st.button(
            f"{plain(text)} ✕",
            key=f"chip_{field}_{value}",
            help=language.text("Take this choice back"),
            on_click=lambda field=field, value=value: choose(selection().without(field, value)),
        )
    st.button(language.text("Reset"), key="reset", type="tertiary", on_click=lambda: choose(Selection()))


def _chosen(current: Selection, language: Language) -> list[tuple[Field, str, str]]:
    fields: tuple[Field, ...] = (*OPTIONS, "contents", "stars", "markets", "units")
    chips: list[tuple[Field, str, str]] = [
        (field, value, value_label(field, value, language)) for field in fields for value in getattr(current, field)
    ]
    if current.years:
        chips.append(("years", "", _span(current.years)))
    return chips
