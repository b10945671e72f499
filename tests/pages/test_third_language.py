"""A further language is one row and one catalogue: every screen, number, chart and deck follows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.editing.fields import Entry
from analytics.editing.typed import typed_form, understood
from analytics.figures.style import Look, figure
from analytics.selection.selection import Selection
from analytics.wording import language as languages
from analytics.wording.language import LANGUAGES, Language, Speech, language
from tests.pages import visits

ROOT = Path(__file__).parents[2]
CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "Map"
msgstr "Carte"

msgid "{n} source"
msgid_plural "{n} sources"
msgstr[0] "{n} source citée"
msgstr[1] "{n} sources citées"

msgid "million VND"
msgstr "millions de VND"
"""
SCREENS = ["map", "funding", "exports", "ocop", "proposals", "present", "rules", "sources"]
OTHER_FORMAT = re.compile(r"\d[.,]\d{3}(?!\d)")
"""A number in groups as Vietnamese or English writes it."""


@pytest.fixture(autouse=True)
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(CATALOGUE, "utf-8")
    (tmp_path / "vi").symlink_to(ROOT / "locales" / "vi")
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    monkeypatch.setitem(LANGUAGES, "fr", Speech("Français", "fr", "d MMMM yyyy", "fr-FR"))
    yield Language("fr")
    languages._compiled.cache_clear()


def test_words_numbers_money_and_days_follow(french: Language) -> None:
    assert language("fr") == french
    assert french.text("Map") == "Carte"
    assert french.count("{n} source", "{n} sources", 2) == "2 sources citées"
    assert french.number(1234.5, 1) == "1\u202f234,5"
    assert french.money(2_500_000) == "2,5\u00a0millions\u00a0de\u00a0VND"
    assert french.partial_date("2024-03-05") == "5 mars 2024"


def test_a_chart_writes_numbers_as_the_language_does(french: Language) -> None:
    assert figure(Look("light", french, Selection())).layout["separators"] == ",\u202f"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(number=st.integers(0, 10**12), code=st.sampled_from(["vi", "en", "fr"]))
def test_what_a_field_shows_is_read_as_it_is_meant(number: int, code: str) -> None:
    spoken = Language(code)
    read = understood(Entry.WHOLE, typed_form(Entry.WHOLE, number, spoken), spoken)
    readings = read.question.readings.values() if read.question else [read.value]
    assert number in readings


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_follows_the_switch(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    app = visits.checked(visits.visit(lang="fr").switch_page(f"pages/{screen}.py").run())
    switch = next(one for one in app.get("button_group") if one.key == "bar_language")
    assert [option.content for option in switch.proto.options] == [code.upper() for code in LANGUAGES]
    assert "Carte" in visits.links(app)
    assert OTHER_FORMAT.findall(visits.texts(app)) == []


def test_no_other_module_asks_which_language_it_is() -> None:
    named = re.compile(r"""["'](?:vi|en)["']""")
    own = ROOT / "analytics" / "wording" / "language.py"
    files = [path for folder in ("analytics", "pages") for path in (ROOT / folder).rglob("*.py") if path != own]
    assert [str(path.relative_to(ROOT)) for path in files if named.search(path.read_text("utf-8"))] == []
