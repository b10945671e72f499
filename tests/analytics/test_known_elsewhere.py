"""A number that a filter keeps away is not said to be published by nobody: under which choice it is known stands beside."""

import pytest
from hypothesis import given

from analytics.choices import without_fields
from analytics.figures.funding_bases import basis_chart
from analytics.figures.ocop_standing import LEVELS, standing_chart
from analytics.figures.style import Look
from analytics.known_elsewhere import known_without
from analytics.kpis import is_published
from analytics.language import Language
from analytics.ocop_published import published_ocop
from analytics.prepared import Prepared
from analytics.selected import Selected, select
from analytics.selection import DISTRICT_CODES, Selection
from geodata.record import Record
from geodata.vocabulary import Sector
from tests.analytics.strategies import selections

VI = Language("vi")


@pytest.mark.parametrize("district", DISTRICT_CODES)
@pytest.mark.parametrize("level", LEVELS)
def test_an_empty_chart_of_stars_names_every_level_that_is_published(
    record: Record, prepared: Prepared, district: str, level: str
) -> None:
    selection = Selection((district,))
    shown = standing_chart(record, select(prepared, selection), level, Look("light", VI, selection))
    assert bool(shown.empty) == published_ocop(record, level, selection).empty
    for other in LEVELS:
        if shown.empty and not published_ocop(record, other, selection).empty:
            assert VI.text(LEVELS[other]) in shown.empty


@given(selection=selections())
def test_a_choice_that_is_named_brings_the_number_back(record: Record, selection: Selection) -> None:
    def is_known(asked: Selection) -> bool:
        return not published_ocop(record, "", asked).empty

    fields = known_without(selection, is_known)
    if not is_known(selection):
        assert all(is_known(without_fields(selection, field)) for field in fields) or is_known(
            without_fields(selection, *fields)
        )


def test_budgets_by_sector_are_published_without_the_sector(record: Record, prepared: Prepared) -> None:
    selection = Selection(sectors=(Sector.FOOD,))
    shown = basis_chart(record, select(prepared, selection), Look("light", VI, selection))
    assert shown.empty.endswith("Có số công bố khi bỏ lọc: ngành.")


def test_no_notice_of_the_page_where_something_published_is_shown(prepared: Prepared, whole: Selected) -> None:
    assert is_published(select(prepared, Selection(years=(2009, 2009))), whole)
    assert not is_published(select(prepared, Selection(sectors=(Sector.TEXTILES,), years=(2001, 2001))), whole)
