"""Who takes a paper is told what is left to fill in, and where it names districts that are no more."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.papers.bodies import Issue
from analytics.papers.notes import districts_named, notes
from analytics.papers.paper import Paper, Text
from analytics.wording.language import language
from tests.analytics.papers.samples import CENTRE, COMMITTEE, decided, filled_visit, report

FULL = Issue(replace(CENTRE, place="Bắc Ninh", superior="Sở Công Thương tỉnh Bắc Ninh"), date(2025, 7, 1), "1")


def saying(text: str, day: date | None = FULL.day) -> Paper:
    return Paper(replace(FULL, day=day), "BB", "Biên bản", "Thử", (Text(text),), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "tại huyện Lạng Giang",
        "Phòng Kinh tế và Hạ tầng các huyện",
        "Thị xã Chũ",
        "TX. Việt Yên",
        "TP. Bắc Giang",
        "TP.Bắc Giang",
        "thành phố  Bắc Giang",
        "H. Lục Ngạn",
        "H.Lục Ngạn",
        "Hiệp Hoà",
        "Lục Nam",
        "UBND HUYỆN TÂN YÊN",
        "huye\u0323\u0302n Ye\u0302n The\u0302\u0301",
    ],
)
def test_a_district_is_found_after_the_merger_and_not_before(text: str) -> None:
    assert len(districts_named(saying(text))) == 1
    assert districts_named(saying(text, date(2025, 6, 30))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "xã Lục Ngạn",
        "phường Bắc Giang",
        "tỉnh Bắc Giang (cũ)",
        "thành phố Hà Nội",
        "Bắc Giang",
        "Công ty TNHH H.T",
        "xã Tân Yên, tỉnh Bắc Ninh",
    ],
)
def test_a_commune_a_province_and_other_cities_are_no_districts(text: str) -> None:
    assert districts_named(saying(text)) == ()


def test_a_paper_without_a_day_is_one_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    for day, count in ((date(2025, 6, 30), 0), (date(2025, 7, 1), 1)):
        monkeypatch.setattr("analytics.papers.notes.today", lambda day=day: day)
        assert len(districts_named(saying("huyện Lục Nam", None))) == count


def test_districts_of_annexes_and_tables_are_found() -> None:
    paper = report()
    named = districts_named(replace(paper, issue=FULL))
    assert {"Huyện Lục Ngạn", "Thành phố Bắc Giang", "Phòng Kinh tế và Hạ tầng các huyện"} <= {
        part for text in named for part in (text, text.split("; ")[-1].rstrip("."))
    }
    assert districts_named(paper) == ()


def test_what_is_left_to_fill_in_is_said() -> None:
    vi = language("vi")
    assert notes(replace(filled_visit(), issue=FULL, signatures=()), vi) == ()
    (said,) = notes(replace(decided(0), issue=Issue(COMMITTEE)), vi)
    assert "số văn bản" in said
    assert "ngày ban hành" in said
    assert "họ tên người ký" in said
    assert "tên cơ quan" not in said
