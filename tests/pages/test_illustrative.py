"""While the illustrative survey is on, every screen says so, in either language; otherwise none does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from geodata.settings import ILLUSTRATIVE

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
SCREENS = [f"pages/{path.name}" for path in sorted((DASHBOARD.parent / "pages").glob("[a-z]*.py"))]
SAYS_SO = {"vi": "SỐ LIỆU MINH HỌA — không phải số liệu thật.", "en": "ILLUSTRATIVE DATA: not real."}


@pytest.fixture(autouse=True)
def fresh_record(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test open the record anew, and each run find that pages are chosen by st.navigation."""
    make = PagesManager.__init__

    def made(self: PagesManager, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def warnings(screen: str, lang: str) -> list[str]:
    app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    app.query_params["lang"] = lang
    app.run().switch_page(screen).run()
    assert [element.value for element in app.exception] == []
    return [element.value for element in app.warning]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", SAYS_SO)
def test_every_screen_says_that_nothing_is_real(screen: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ILLUSTRATIVE, "30")
    (text,) = warnings(screen, lang)
    assert text.startswith(f"**{SAYS_SO[lang]}**")
    assert "30 " in text


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_of_the_public_record_says_so(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ILLUSTRATIVE, raising=False)
    assert warnings(screen, "vi") == []
