"""The surveys that the founding documents tell of: dates, members, groups of trades, counts; by year, by nothing else."""

import pytest

from analytics.proposals.surveys import survey_lines, survey_years
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.record import Record

VI = Language("vi")


def said(record: Record, selection: Selection) -> dict[tuple[int, str], str]:
    return {(row["year"], row["what"]): row["text"] for row in survey_lines(record, selection, VI)}


def test_dates_members_and_groups_of_both_surveys(record: Record) -> None:
    texts = said(record, Selection())
    assert texts[2024, "Thời gian"] == "từ 18/01/2024"
    assert texts[2020, "Thời gian"] == "23/12/2019 – 03/01/2020"
    assert texts[2024, "Nhóm ngành nghề được nêu (6)"].startswith("Cơ khí; gia công cơ khí chính xác; chế biến")
    assert texts[2020, "Nhóm ngành nghề được nêu (4)"].endswith("sản xuất hàng thủ công mỹ nghệ")
    assert "Phòng quản lý công nghiệp (Sở Công Thương)" in texts[2024, "Thành phần tham gia"]
    assert texts[2024, "Đơn vị tổ chức"] == texts[2020, "Đơn vị tổ chức"]


def test_counts_keep_their_sign_and_a_sum_says_that_it_is_one(record: Record) -> None:
    texts = said(record, Selection())
    assert (texts[2024, "Cơ sở được khảo sát"], texts[2024, "Huyện, TP được khảo sát"]) == ("≈\u00a0100", "10")
    registered = texts[2020, "Đề án đăng ký, theo huyện"]
    assert registered.endswith("(cộng lại 37)")
    assert "Lục Nam" not in registered


@pytest.mark.parametrize(("years", "told"), [((2020, 2020), {2020}), ((2021, 2023), set()), (None, {2020, 2024})])
def test_only_the_chosen_years_count(record: Record, years: tuple[int, int] | None, told: set[int]) -> None:
    whole = survey_lines(record, Selection(years=years), VI)
    cut = survey_lines(record, Selection(years=years, districts=("213",)), VI)
    assert {row["year"] for row in whole} == told
    assert whole == cut
    assert survey_years(record) == [2024, 2020]


def test_each_line_has_a_source_of_the_record(record: Record) -> None:
    known = set(record["sources"]["source_id"])
    for row in survey_lines(record, Selection(), VI):
        assert row["source_ids"]
        assert set(row["source_ids"]) <= known
