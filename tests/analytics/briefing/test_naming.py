from datetime import date

import pytest

from analytics.briefing.naming import file_stem
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import Language
from geodata.schema.vocabulary import Sector, Stage

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("selection", "stem"),
    [
        (Selection(), "khuyen-cong_2026-11-21"),
        (Selection(years=(2016, 2020)), "khuyen-cong_2016-2020_2026-11-21"),
        (Selection(districts=DISTRICT_CODES), "khuyen-cong_10-huyen_2026-11-21"),
        (Selection(sectors=(Sector.TEXTILES,)), "khuyen-cong_det-may_2026-11-21"),
        (Selection(stars=("4",)), "khuyen-cong_4_2026-11-21"),
    ],
)
def test_a_file_is_named_for_what_is_chosen(selection: Selection, stem: str) -> None:
    assert file_stem(selection, DAY, Language("vi")) == stem


def test_a_long_choice_stays_a_short_name() -> None:
    stem = file_stem(Selection(sectors=tuple(Sector)[:3], stages=tuple(Stage)[:3]), DAY, Language("vi"))
    assert len(stem) < 90
    assert stem.isascii()
    assert " " not in stem
