"""So sánh: two places or two periods, every measure on both sides, the difference with its sign, what cannot be compared."""

import streamlit as st

from analytics.briefing.story.added import AddedKind
from analytics.crosstab.comparing_words import side_name
from pages.components.crosstab.comparison import comparison, sides_choice
from pages.components.crosstab.difference_map import difference_map
from pages.components.crosstab.taking import to_slides
from pages.components.crosstab.vintages_table import vintages_table
from pages.components.panels.table_head import table_head
from pages.components.visit.session import words

language = words()
sides = sides_choice()
with st.container(border=True, key="box_comparison"):
    left, right = (side_name(side, language) for side in (sides.left, sides.right))
    table_head(
        language.text("{left} compared with {right}", left=left, right=right),
        language.text("the same rows by the units of two periods; only sums over the same land are compared")
        if sides.are_vintages
        else language.text("of each side the most complete number known; only like is compared with like"),
    )
    if sides.are_vintages:
        vintages_table(sides)
    else:
        comparison(sides)
    to_slides(AddedKind.COMPARISON, sides.to_text())
if not sides.are_vintages:
    with st.container(border=True, key="box_comparison_map"):
        difference_map(sides)
