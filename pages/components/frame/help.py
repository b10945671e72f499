"""The help: four steps, the terms, the keys; drawn when it is asked for, alone, so that no screen is made anew for it."""

import streamlit as st

from analytics.wording.language import Language, mark
from pages.components.visit.session import words

_STEPS = (
    (
        mark("Look"),
        mark(
            "The large figures say the most complete that is known; the bar beneath says how much of it is itemised. Map and table show the same numbers."
        ),
    ),
    (
        mark("Narrow"),
        mark(
            "Choose a district, a sector, years, a source of funding or a status, or click a district, a bar or a row: it alone is chosen, and the same click again takes it back. Ctrl + click chooses several. All screens follow."
        ),
    ),
    (
        mark("Ask where a number comes from"),
        mark(
            "A click on a number, or on the source beneath a chart, opens its rows with their sources. ≥, ≤ and ≈ are the words of the source; a dash is not known, which is not zero."
        ),
    ),
    (
        mark("Take it to the meeting"),
        mark(
            "The address of the page opens the same view again; Save view keeps it under a name. Print prints this screen, Download gives its rows, Present makes slides and reports of what is chosen."
        ),
    ),
)
KEYBOARD_KEYS = (
    ("Tab, Shift + Tab", mark("on to the next part, back; the first Tab of a page leads past the head to the screen")),
    ("Enter", mark("choose what is marked: a district, a row, a button")),
    ("Ctrl + Enter", mark("choose it beside what is chosen; so does a click with Ctrl, ⌘ or Shift")),
    ("↑ ↓ Home End", mark("from row to row in a table")),
    ("← ↑ ↓ →, + −", mark("move the map, closer, farther")),
    ("Esc", mark("close what lies on top; the focus goes back to where it was")),
    ("Ctrl + K", mark("search")),
    ("Ctrl + Z, Alt + ←", mark("take the last choice back")),
    ("Ctrl + P", mark("print this screen")),
)
SHOW_KEYS = mark("← → turn the slides · Home, End · F full screen · B black · N notes · P play, pause · Esc leave")


@st.fragment
def help_button() -> None:
    """Draw the button that opens the help."""
    language = words()
    if st.button("?", key="help", help=language.text("Help: first steps, terms, keys")):
        st.dialog(language.text("Help"), width="medium")(_help)(language)


def _help(language: Language) -> None:
    from analytics.wording.glossary import glossary  # noqa: PLC0415 - read when it is asked for

    titles = (language.text("Four steps"), language.text("Terms"), language.text("Keys"))
    steps, terms, keys = st.tabs(titles)
    with steps:
        st.markdown(
            "\n".join(
                f"{n}. **{language.text(head)}.** {language.text(said)}" for n, (head, said) in enumerate(_STEPS, 1)
            )
        )
    with terms:
        st.markdown(
            "\n\n".join(
                f"**{one.short}**{f' ({one.name})' if one.name else ''}: {one.text}" for one in glossary(language)
            )
        )
    with keys:
        rows = (
            *((name, language.text(said)) for name, said in KEYBOARD_KEYS),
            (language.text("In the show"), language.text(SHOW_KEYS)),
        )
        st.markdown("\n".join(("| | |", "|---|---|", *(f"| **{name}** | {said} |" for name, said in rows))))
