"""What is chosen stands out over all traces of a chart: the rest fades, also where a trace holds nothing that is chosen."""

from collections.abc import Sequence

from analytics.figures.style import FADED, Look
from analytics.selection.choices import Choice, is_chosen, without_fields
from analytics.selection.selection import Field
from analytics.selection.words import Titled, selection_words


def opacities(look: Look, field: Field, choices: Sequence[Choice | None]) -> list[float]:
    """Return the opacity of marks that choose a value of `field`: all full while nothing of the field is chosen."""
    if not getattr(look.chosen, field):
        return [1.0] * len(choices)
    return [1.0 if choice is not None and is_chosen(look.chosen, choice) else FADED for choice in choices]


def titled(title: str, look: Look, *own: Field) -> Titled:
    """Return a title with the selection in words, without the fields `own` that the chart itself chooses and so shows all of."""
    return Titled(title, selection_words(without_fields(look.chosen, *own), look.language))
