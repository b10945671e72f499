"""The title of a chart that chooses by some fields itself and so shows all of them."""

from analytics.figures.style import Look
from analytics.selection.choices import without_fields
from analytics.selection.selection import Field
from analytics.selection.words import Titled, selection_words


def chart_title(title: str, look: Look, *own: Field) -> Titled:
    """Return a title with the selection in words, without the fields `own` that the chart itself chooses and so shows all of."""
    return Titled(title, selection_words(without_fields(look.chosen, *own), look.language))
