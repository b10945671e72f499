"""While the illustrative survey is on, every screen says so, in either language; otherwise none does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from geodata.settings import DATA, ILLUSTRATIVE
from tests.pages import visits

SCREENS = [path.stem for path in sorted((Path(visits.DASHBOARD).parent / "pages").glob("[a-z]*.py"))]
SAYS_SO = {"vi": "SỐ LIỆU MINH HỌA — không phải số liệu thật.", "en": "ILLUSTRATIVE DATA: not real."}


@pytest.fixture(autouse=True)
def fresh_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let each test open the record anew, without rows of the office, as a visit on this computer."""
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)
    monkeypatch.setenv(DATA, str(tmp_path))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def warnings(lang: str) -> dict[str, list[str]]:
    """Return the warnings of each screen, one after the other in a visit."""
    app = visits.visit(lang=lang)
    shown = {}
    for screen in SCREENS:
        visits.checked(app.switch_page(f"pages/{screen}.py").run())
        shown[screen] = [element.value for element in app.warning]
    return shown


@pytest.mark.parametrize("lang", SAYS_SO)
def test_every_screen_says_that_nothing_is_real(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ILLUSTRATIVE, "30")
    for screen, shown in warnings(lang).items():
        said = [one for one in shown if one.startswith(f"**{SAYS_SO[lang]}**")]
        assert len(said) == 1, screen
        assert "30 " in said[0], screen


def test_no_screen_of_the_public_record_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ILLUSTRATIVE, raising=False)
    assert {screen: shown for screen, shown in warnings("vi").items() if shown} == {}
