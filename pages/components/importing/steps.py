"""The steps of an import: file, columns, check, write; each shows its own part, and the way on."""

from enum import StrEnum

import streamlit as st

from analytics.importing.draft import ImportDraft
from analytics.importing.preview import fate_counts
from analytics.wording.language import mark
from pages.components.importing.decision import decision, unforeseen_told
from pages.components.importing.layout import file_bar, is_doubtful, layout_panel
from pages.components.importing.mending import mending_panel
from pages.components.importing.preview import counts_line, preview
from pages.components.importing.visit import close_file, visit
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import words


class _Step(StrEnum):
    """What is done with a file, one after the other."""

    FILE = "file"
    COLUMNS = "columns"
    CHECK = "check"
    WRITE = "write"


_NAMES: dict[_Step, str] = {
    _Step.FILE: mark("File"),
    _Step.COLUMNS: mark("Columns"),
    _Step.CHECK: mark("Review"),
    _Step.WRITE: mark("Write"),
}
_KEY = "import_step"


def first_steps() -> None:
    """Draw the steps while there is no file: the first one."""
    _bar(_Step.FILE, is_open=False)


def import_steps(draft: ImportDraft) -> None:
    """Draw the steps of a file and the chosen one; columns come first where one that must be there is missing."""
    language, state = words(), visit()
    layout, understood, plan = draft.layout, draft.understood, draft.plan
    if layout is None or understood is None or plan is None:
        _bar(_Step.FILE, is_open=False)
        file_bar(draft)
        st.warning(
            language.text(
                "No row of this sheet holds headings that any table knows. Choose another sheet, or say in which rows the headings stand."
            ),
            icon=":material/table_rows:",
        )
        return
    step = _Step(state.step or (_Step.COLUMNS if is_doubtful(layout) else _Step.CHECK))
    with unforeseen_told():
        _bar(step, is_open=True)
        if step is _Step.FILE:
            file_bar(draft)
        elif step is _Step.COLUMNS:
            layout_panel(draft, layout)
        elif step is _Step.CHECK:
            counts_line(fate_counts(plan, understood), language)
            mending_panel(draft, plan)
            preview(understood, plan)
        else:
            decision(understood, plan)
        _ways(step)


def _go(step: _Step) -> None:
    visit().step = step.value


def _bar(step: _Step, *, is_open: bool) -> None:
    language, names = words(), list(_Step)
    set_widget(_KEY, step)
    with st.container(horizontal=True, vertical_alignment="center", key="import_steps"):
        st.segmented_control(
            language.text("Steps of the import"),
            names,
            format_func=lambda one: f"{names.index(one) + 1} {language.text(_NAMES[one])}",
            key=_KEY,
            required=True,
            disabled=not is_open,
            label_visibility="collapsed",
            on_change=lambda: _go(widget(_KEY)),
        )
        if is_open:
            st.caption(visit().name)
            st.space("stretch")
            st.button(language.text("Another file"), key="import_close", icon=":material/close:", on_click=close_file)


def _ways(step: _Step) -> None:
    """Draw the way back and the way on."""
    language, names = words(), list(_Step)
    at = names.index(step)
    with st.container(horizontal=True, key="import_ways"):
        for other, icon in ((at - 1, ":material/arrow_back:"), (at + 1, ":material/arrow_forward:")):
            if 0 <= other < len(names):
                st.button(
                    f"{other + 1} {language.text(_NAMES[names[other]])}",
                    key=f"import_to_{names[other].value}",
                    icon=icon,
                    type="primary" if other > at else "secondary",
                    on_click=_go,
                    args=(names[other],),
                )
