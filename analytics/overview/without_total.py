"""What is said of years of which no total is published: that their rows are none, and which published period holds them."""

from analytics.funding.tables import is_cut, period_around
from analytics.overview.kpi import Kpi, KpiId
from analytics.selection.place_words import span
from analytics.selection.selected import Selected
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified


def without_total(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say of years without a published total that the rows are no total of theirs, and which published period holds their money; "" where there is one."""
    chosen = selected.selection
    is_asked = figure.id is KpiId.SUPPORT or (figure.id is KpiId.PROPOSALS and figure.is_of_a_part)
    if not is_asked or figure.published is not None or chosen.years is None or is_cut(chosen) or not figure.n_rows:
        return ""
    around = period_around(selected.prepared, chosen) if figure.id is KpiId.SUPPORT else None
    if around is None:
        return language.text("no total is published")
    amount = qualified(language.money(around.value), around.qualifier)
    message = mark("no total of these years alone is published; {years}: {amount}")
    return language.text(message, years=span(around), amount=amount)
