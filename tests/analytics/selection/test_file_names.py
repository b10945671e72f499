"""A file is named after what is in it, in letters that every computer keeps."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.selection.file_names import LONGEST, file_name, file_stem
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import Language
from geodata.schema.vocabulary import Sector, Stage


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kinh phí theo ngành: Lạng Giang, 2020", "kinh-phi-theo-nganh-lang-giang-2020.csv"),
        ("Đề án", "de-an.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("数据", "khuyencong.csv"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert file_name(title, "csv") == name


@given(st.text())
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+[.]png", name := file_name(title, "png"))
    assert len(name) <= LONGEST + 4


DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("selection", "code", "stem"),
    [
        (Selection(), "vi", "khuyen-cong-bac-giang_toan-tinh_2026-11-21"),
        (Selection(), "en", "industrial-promotion-bac-giang_whole-province_2026-11-21"),
        (Selection(years=(2016, 2020)), "vi", "khuyen-cong-bac-giang_2016-2020_2026-11-21"),
        (Selection(sectors=(Sector.TEXTILES,)), "vi", "khuyen-cong-bac-giang_det-may_2026-11-21"),
        (Selection(sectors=(Sector.TEXTILES,)), "en", "industrial-promotion-bac-giang_textiles-garments_2026-11-21"),
        (Selection(stars=("4",)), "en", "industrial-promotion-bac-giang_4_2026-11-21"),
    ],
)
def test_a_file_is_named_for_what_is_chosen_in_the_language(selection: Selection, code: str, stem: str) -> None:
    assert file_stem(selection, DAY, Language(code)) == stem


def test_a_long_choice_stays_a_short_name() -> None:
    chosen = Selection(districts=DISTRICT_CODES, sectors=tuple(Sector), stages=tuple(Stage))
    stem = file_stem(chosen, DAY, Language("vi"), "Cơ sở công nghiệp nông thôn " * 9)
    assert len(stem) < 180
    assert re.fullmatch(r"[a-z0-9_-]+", stem)


def test_file_names_are_made_in_one_place() -> None:
    root = Path(__file__).parents[3]
    files = [path for folder in ("geodata", "analytics", "pages") for path in (root / folder).rglob("*.py")]
    of_slugs = re.compile(r"""\.replace\(["'] ["'], ["']-["']\)|def _?slug""")
    assert [path.name for path in files if of_slugs.search(path.read_text("utf-8"))] == ["text.py"]
    typed = re.compile(r"""file_name=f?["'][^"']*\.[a-z]+["']""")
    assert [path.name for path in files if typed.search(path.read_text("utf-8"))] == []
