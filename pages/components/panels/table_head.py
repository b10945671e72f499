"""What stands above a table: its title among charts, the choice of a part of very many rows."""

import streamlit as st

from analytics.wording.language import Language
from pages.components.browser.plain import as_html


def table_head(title: str, line: str) -> None:
    """Write a title and a line under it."""
    st.html(f'<div class="kc-chart"><h3>{as_html(title)}</h3><p>{as_html(line)}</p></div>')


def part_choice(n_rows: int, rows_each: int, key: str, language: Language) -> slice:
    """Draw the choice where there is more than one part, and return the rows that the chosen part holds."""
    parts = [slice(first, min(first + rows_each, n_rows)) for first in range(0, n_rows, rows_each)] or [slice(0, 0)]
    if len(parts) == 1:
        return parts[0]
    return parts[
        st.selectbox(
            language.text("Rows"),
            range(len(parts)),
            format_func=lambda number: language.text(
                "Rows {first}–{last}",
                first=language.number(parts[number].start + 1),
                last=language.number(parts[number].stop),
            ),
            key=f"{key}_{n_rows}",
            width=200,
            label_visibility="collapsed",
        )
    ]
