"""Settings: off unless asked for, refused when wrong, read in one place."""

import ast
from pathlib import Path

import pytest

from geodata.opening import opening_record
from geodata.record import load_public_record
from geodata.settings import (
    ADDRESS,
    CENTRE,
    ILLUSTRATIVE,
    IMPORT_KEPT_MINUTES,
    SettingError,
    centre_point,
    illustrative_facilities,
    import_kept_minutes,
    own_address,
    slow_rerun_seconds,
)

ROOT = Path(__file__).parents[2]
SOURCES = [
    ROOT / "dashboard.py",
    *(path for part in ("pages", "analytics", "geodata") for path in (ROOT / part).rglob("*.py")),
]


@pytest.mark.parametrize("environment", [{}, {ILLUSTRATIVE: ""}, {ILLUSTRATIVE: "0"}, {ILLUSTRATIVE: " "}])
def test_the_illustrative_survey_is_off_unless_asked_for(environment: dict[str, str]) -> None:
    assert illustrative_facilities(environment) is None


@pytest.mark.parametrize(("text", "number"), [("97", 97), (" 10 ", 10), ("200000", 200_000)])
def test_the_setting_is_the_number_of_facilities(text: str, number: int) -> None:
    assert illustrative_facilities({ILLUSTRATIVE: text}) == number


@pytest.mark.parametrize("text", ["9", "200001", "-97", "yes", "9.7", "1e3", "９７", "97; rm", "9" * 5000])
def test_another_value_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(SettingError, match="0 for the real record"):
        illustrative_facilities({ILLUSTRATIVE: text})


def test_the_app_opens_with_the_public_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ILLUSTRATIVE, raising=False)
    record = opening_record()
    assert not record.is_illustrative
    assert record["facilities"].equals(load_public_record()["facilities"])


def test_the_survey_takes_the_place_of_the_record_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ILLUSTRATIVE, "30")
    record = opening_record()
    assert record.is_illustrative
    assert len(record["facilities"]) == 30
    assert record["facilities"]["source_ids"].eq("illustrative").all()


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    }
    assert readers == {"geodata/settings.py"}


def test_the_generator_is_called_in_one_place() -> None:
    users = [path for path in SOURCES if "illustrative_record" in path.read_text("utf-8")]
    assert {path.relative_to(ROOT).as_posix() for path in users} == {
        "geodata/opening.py",
        "geodata/illustrative/__init__.py",
        "geodata/illustrative/record.py",
    }


@pytest.mark.parametrize(("text", "minutes"), [("", 60), ("0", 0), ("15", 15), (" 1440 ", 1440)])
def test_a_file_is_kept_for_an_hour_unless_the_setting_says_otherwise(text: str, minutes: int) -> None:
    assert import_kept_minutes({IMPORT_KEPT_MINUTES: text}) == minutes


@pytest.mark.parametrize("text", ["1441", "-1", "1.5", "one", "9" * 500])
def test_another_time_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(SettingError, match="0 to 1440"):
        import_kept_minutes({IMPORT_KEPT_MINUTES: text})


def test_the_centre_and_the_address_are_none_unless_given() -> None:
    assert (centre_point({}), own_address({})) == (None, None)
    assert centre_point({CENTRE: "21.2731, 106.1946"}) == (106.1946, 21.2731)
    assert own_address({ADDRESS: "https://kc.example.vn/app/"}) == "https://kc.example.vn/app"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (CENTRE, "106.19, 21.27"),
        (CENTRE, "21,27 106,19"),
        (ADDRESS, "kc.example.vn"),
        (ADDRESS, "https://a:b@c.vn"),
        (ADDRESS, "javascript:alert(1)"),
        (ADDRESS, "https://a.vn/?x=1"),
        (ADDRESS, "http://localhost:8501"),
        (ADDRESS, "http://127.0.0.1/kc"),
        (ADDRESS, "http://LOCALHOST"),
    ],
)
def test_another_centre_or_address_is_refused_with_an_example(name: str, text: str) -> None:
    with pytest.raises(SettingError, match="give"):
        (centre_point if name == CENTRE else own_address)({name: text})


@pytest.mark.parametrize(("given", "seconds"), [("", 3), ("0", 0), ("30", 30)])
def test_from_how_many_seconds_a_run_is_slow(given: str, seconds: int) -> None:
    assert slow_rerun_seconds({"KHUYENCONG_SLOW_RERUN_SECONDS": given}) == seconds


@pytest.mark.parametrize("given", ["-1", "1.5", "x", "99999"])
def test_a_wrong_number_of_seconds_is_refused_with_what_to_do(given: str) -> None:
    with pytest.raises(SettingError, match=r"KHUYENCONG_SLOW_RERUN_SECONDS.*give seconds, 0 to 3600"):
        slow_rerun_seconds({"KHUYENCONG_SLOW_RERUN_SECONDS": given})
