"""Steps as columns: how many stand at each, what they state, the newest of them; a head chooses its step, a line opens its row, the last line the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.steps_board",
    html='<div class="board"></div>',
    css=style("steps_board.css"),
    js=module("steps_board.js"),
)


@dataclass(frozen=True, slots=True)
class StepColumn:
    """A column; every text arrives formatted. `lines` are (id, title, what stands under it), `more` says how many there are besides."""

    id: str
    label: str
    n: str
    says: str
    lines: tuple[tuple[str, str, str], ...]
    more: str = ""
    is_chosen: bool = False


def steps_board(  # noqa: PLR0913 - what each click means
    columns: Sequence[StepColumn],
    *,
    key: str,
    opened: str,
    fold: str,
    on_step: Callable[[str, bool], None],
    on_row: Callable[[str], None],
    on_more: Callable[[str], None],
) -> None:
    """Draw the columns; `on_step` is told a step whose head is clicked and whether it is added (Ctrl, ⌘, Shift), `on_row` a line, `on_more` a step whose rest is asked for, before the script runs.

    `fold` names the button that unfolds a step on a phone.
    """
    steps = {one.id for one in columns}
    rows = {line[0] for one in columns for line in one.lines}
    cut = {one.id for one in columns if one.more}

    def clicked() -> None:
        told = widget(key)
        if told.step in steps:
            on_step(told.step, False)  # noqa: FBT003
        elif told.added in steps:
            on_step(told.added, True)  # noqa: FBT003
        elif told.row in rows:
            on_row(told.row)
        elif told.more in cut:
            on_more(told.more)

    data = {"columns": [_column(one) for one in columns], "opened": text(opened), "fold": text(fold)}
    _mount(
        key=key,
        data=data,
        on_step_change=clicked,
        on_added_change=clicked,
        on_row_change=clicked,
        on_more_change=clicked,
    )


def _column(one: StepColumn) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": text(one.label),
        "n": text(one.n),
        "says": text(one.says),
        "lines": [{"id": id_, "title": text(title), "under": text(under)} for id_, title, under in one.lines],
        "more": text(one.more),
        "isChosen": one.is_chosen,
    }
