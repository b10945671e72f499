"""What a crosstab shows: its measure and fields, each chosen from a list; a field that is taken elsewhere changes places."""

from collections.abc import Callable

import streamlit as st

from analytics.crosstab.cut import CrosstabMeasure, Cut, Dimension
from analytics.crosstab.words import CROSSTAB_MEASURE_NAMES, DIMENSIONS
from analytics.wording.language import Language
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import switch, view, words

NO_FIELD = ""
_PLACES = ("down", "below", "across")


def cut_choices() -> Cut:
    """Draw the lists and return what is chosen."""
    language, cut = words(), view().toggles.cut
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="crosstab_choices"):
        set_widget("crosstab_measure", cut.measure)
        st.selectbox(
            language.text("What is counted"),
            list(CrosstabMeasure),
            format_func=lambda one: language.text(CROSSTAB_MEASURE_NAMES[one]),
            key="crosstab_measure",
            on_change=lambda: _change(measure=widget("crosstab_measure")),
            width=165,
        )
        _field("down", language.text("Lines"), language)
        _field("below", language.text("Lines within"), language, may_be_none=True)
        _field("across", language.text("Columns"), language)
        st.button(
            language.text("Exchange lines and columns"),
            key="crosstab_turn",
            icon=":material/swap_horiz:",
            on_click=_turn,
        )
    return cut


def _fields(cut: Cut) -> dict[str, Dimension | None]:
    return {"down": cut.down[0], "below": cut.down[1] if len(cut.down) > 1 else None, "across": cut.across}


def _field(place: str, heading: str, language: Language, *, may_be_none: bool = False) -> None:
    key = f"crosstab_{place}"
    held = _fields(view().toggles.cut)[place]
    options = [*([NO_FIELD] if may_be_none else []), *Dimension]
    set_widget(key, held or NO_FIELD)
    st.selectbox(
        heading,
        options,
        format_func=lambda one: language.text(DIMENSIONS[one]) if one else language.text("no further field"),
        key=key,
        on_change=_take(place, key),
        width=165,
    )


def _take(place: str, key: str) -> Callable[[], None]:
    def take() -> None:
        chosen = widget(key)
        fields = _fields(view().toggles.cut)
        before = fields[place]
        wanted = Dimension(chosen) if chosen else None
        for other in _PLACES:
            if other != place and wanted is not None and fields[other] is wanted:
                fields[other] = before  # the two change places
        fields[place] = wanted
        _set(fields)

    return take


def _set(fields: dict[str, Dimension | None]) -> None:
    down = tuple(one for one in (fields["down"], fields["below"]) if one is not None)
    free = next(one for one in Dimension if one not in down)
    _change(down=down or (free,), across=fields["across"] or free)


def _turn() -> None:
    cut = view().toggles.cut
    _change(down=(cut.across, *cut.down[1:]), across=cut.down[0])


def _change(
    *,
    measure: CrosstabMeasure | None = None,
    down: tuple[Dimension, ...] | None = None,
    across: Dimension | None = None,
) -> None:
    cut = view().toggles.cut
    switch(cut=Cut(measure or cut.measure, down or cut.down, across or cut.across))
