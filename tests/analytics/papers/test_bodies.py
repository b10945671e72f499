"""Who issues a paper is right for its day; what nobody knows is left open; the office's file is refused when it is not understood."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from analytics.papers.bodies import BODIES_FILE, BodyKind, Signer, _entries, body_on, issue
from geodata.record.public import read_public_table
from geodata.settings import SettingError, office_file

LAST = date(2025, 6, 30)
FIRST = date(2025, 7, 1)
NO_FILE = Path("there is no such file")


@pytest.mark.parametrize("kind", BodyKind)
def test_every_day_has_exactly_one_body(kind: BodyKind) -> None:
    entries = _entries(BODIES_FILE)[kind]
    assert entries[0].first == date.min
    assert entries[-1].last == date.max
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(entries))


@pytest.mark.parametrize("kind", BodyKind)
def test_the_province_is_bac_giang_until_the_merger_and_bac_ninh_after(kind: BodyKind) -> None:
    for day, place in (
        (date(2018, 5, 1), "Bắc Giang"),
        (LAST, "Bắc Giang"),
        (FIRST, "Bắc Ninh"),
        (date(2026, 11, 29), "Bắc Ninh"),
    ):
        body = body_on(kind, day, NO_FILE)
        assert body.place == place
        other = {"Bắc Giang": "Bắc Ninh", "Bắc Ninh": "Bắc Giang"}[place]
        assert other not in body.name + body.heading + body.superior


def test_the_name_of_the_centre_is_the_one_that_sources_give_on_those_days() -> None:
    facts = read_public_table("survey_facts").set_index("fact_id")["text"]
    for day in (date(2020, 1, 3), date(2024, 1, 18)):
        assert body_on(BodyKind.CENTRE, day, NO_FILE).name == facts[f"{day.year}-led-by"]
    assert (
        body_on(BodyKind.CENTRE, date(2018, 6, 1), NO_FILE).name
        == "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"
    )


@pytest.mark.parametrize("day", [date(2017, 1, 1), date(2019, 6, 1), FIRST])
def test_a_name_that_no_source_gives_is_left_open(day: date) -> None:
    body = body_on(BodyKind.CENTRE, day, NO_FILE)
    assert (body.name, body.heading, body.sign) == ("", "", "")
    assert body.superior.startswith("Sở Công Thương tỉnh ")


def test_the_office_says_what_is_not_known_for_its_days(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text(
        '[[centre]]\nfrom = 2025-07-01\nname = "Trung tâm Mới"\nsign = "TTM"\n'
        'signer = { on_behalf = "KT. GIÁM ĐỐC", position = "PHÓ GIÁM ĐỐC", name = "Lê A" }\n',
        "utf-8",
    )
    body = body_on(BodyKind.CENTRE, FIRST, file)
    assert (body.name, body.heading, body.sign) == ("Trung tâm Mới", "Trung tâm Mới", "TTM")
    assert body.superior == "Sở Công Thương tỉnh Bắc Ninh"
    assert body.signer == Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê A")
    assert body_on(BodyKind.CENTRE, LAST, file) == body_on(BodyKind.CENTRE, LAST, NO_FILE)
    file.write_text('[[centre]]\nname = "Tên khác"\n', "utf-8")
    assert body_on(BodyKind.CENTRE, FIRST, file).name == "Tên khác"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[center]]\n", "center"),
        ("centre = 3\n", "[[centre]]"),
        ('[[centre]]\nnam = "A"\n', "nam"),
        ("[[centre]]\nname = 3\n", "name"),
        ('[[centre]]\nname = " "\n', "name"),
        ('[[centre]]\nfrom = "2025"\n', "from"),
        ("[[centre]]\nfrom = 2025-07-02\nuntil = 2025-07-01\n", "until"),
        ('[[centre]]\nname = "A"\n[[centre]]\nname = "B"\n', "two entries"),
        ("[[centre]]\nsigner = 3\n", "signer"),
        ('[[centre]]\nsigner = { nam = "A" }\n', "nam"),
        ('[[centre]]\nsigner = { on_behalf = "THAY" }\n', "on_behalf"),
        ('[[centre]]\npattern = "{no}/{kind}"\n', "pattern"),
        ('[[centre]]\npattern = "{number"\n', "pattern"),
        ('[[centre]]\npattern = "{number.real.x}"\n', "pattern"),
        ("[[centre\n", "office.toml"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_by_name(text: str, word: str, tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingError, match=r"office\.toml") as refused:
        body_on(BodyKind.CENTRE, FIRST, file)
    assert word in str(refused.value)


def test_without_a_day_the_body_is_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.papers.bodies.today", lambda: LAST)
    assert issue(BodyKind.COMMITTEE, file=NO_FILE).body.place == "Bắc Giang"
    assert issue(BodyKind.COMMITTEE, file=NO_FILE).day is None
    assert issue(BodyKind.COMMITTEE, FIRST, file=NO_FILE).body.place == "Bắc Ninh"


def test_the_file_is_in_the_data_folder_unless_a_setting_says_otherwise() -> None:
    assert office_file({"KHUYENCONG_DATA": "folder"}) == Path("folder/office.toml")
    assert office_file({"KHUYENCONG_OFFICE": "x/y.toml"}) == Path("x/y.toml")


def test_the_number_is_put_together_as_the_office_says(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text('[[department]]\npattern = "{number}/{sign}-{kind}"\n', "utf-8")
    own = issue(BodyKind.DEPARTMENT, FIRST, number="7", file=file)
    assert own.numbered("TTr") == "07/SCT-TTr"
    assert issue(BodyKind.DEPARTMENT, FIRST, number="12b", file=NO_FILE).numbered("TTr") == "12b/TTr-SCT"
    assert issue(BodyKind.CENTRE, FIRST, file=NO_FILE).numbered("BB") == "……/BB-……"
