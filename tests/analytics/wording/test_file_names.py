"""A file is named after what is in it, in letters that every computer keeps."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.wording.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kinh phí theo ngành: Lạng Giang, 2020", "kinh-phi-theo-nganh-lang-giang-2020.csv"),
        ("Đề án", "de-an.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("数据", "du-lieu.csv"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert file_name(title, "csv") == name


@given(st.text())
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+[.]png", name := file_name(title, "png"))
    assert len(name) <= LONGEST + 4
