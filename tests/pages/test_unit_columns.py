"""What the headings of the table of units say of their numbers."""

import pytest

from analytics.maps.measures import MapMeasure, is_of_one_kind
from analytics.overview.known_units import shown_values
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from pages.components.map.unit_panel import _columns

VI = Language("vi")


@pytest.mark.parametrize("years", [None, (2020, 2020), (2023, 2023), (2021, 2024)])
def test_a_column_of_several_years_or_kinds_says_that_it_is_not_ranked_and_no_other_does(
    prepared: Prepared, whole: Selected, years: tuple[int, int] | None
) -> None:
    shown = shown_values(MapMeasure(), select(prepared, Selection(years=years)), whole)
    columns = {column.id: column for column in _columns(shown, Selection(years=years), VI)}
    for measure, known in shown.known.items():
        is_ranked = is_of_one_kind(known, shown.by_code.index)
        assert ("không xếp hạng" in columns[measure.value].beneath) != is_ranked
        assert columns[measure.value].sortable == is_ranked
    if years is None:
        assert columns["ocop"].beneath == "khác năm, không xếp hạng"
