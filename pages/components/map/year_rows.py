"""The rows that no single year shows, which a click beside the years under the map asked for."""

from analytics.maps.years import OUTSIDE, year_table
from analytics.selection.value_counts import outside_single_years
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.memory import memory
from pages.components.visit.session import selected_rows, selection, view, words


def year_rows() -> None:
    """Open them with their sources, if they were asked for in this run."""
    asked, memory().rows_outside_years = memory().rows_outside_years, None
    if asked is None:
        return
    language, selected = words(), selected_rows(selection())
    table = year_table(selection(), view().measure.measure)
    frame = selected.table(table)[outside_single_years(selected, table)[asked]]
    title = language.text(OUTSIDE[asked], n=language.number(len(frame)))
    evidence_dialog(title, "", ((language.text("Itemised rows"), table, frame),))
