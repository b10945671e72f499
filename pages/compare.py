"""So sánh: two places or two periods, every measure on both sides, the difference with its sign, what cannot be compared."""

import streamlit as st

from analytics.crosstab.comparing_words import side_name
from pages.components.crosstab.comparison import comparison, sides_choice
from pages.components.crosstab.difference_map import difference_map
from pages.components.panels.table_head import table_head
from pages.components.visit.session import words

language = words()
sides = sides_choice()
with st.container(border=True, key="box_comparison"):
    left, right = (side_name(side, language) for side in (sides.left, sides.right))
    table_head(
        language.text("{left} compared with {right}", left=left, right=right),
        language.text("rows on record and what is published, each compared only with its like"),
    )
    comparison(sides)
with st.container(border=True, key="box_comparison_map"):
    difference_map(sides)
