"""A base map that the office has chosen is the one thing outside that a page may load."""

import pytest

from geodata.settings import TILES_ATTRIBUTION, TILES_URL
from pages.server.headers import security_headers


def rules(policy: str) -> dict[str, list[str]]:
    return {name: places for name, *places in (rule.split() for rule in policy.split(";"))}


@pytest.mark.parametrize("is_component", [False, True])
def test_the_pictures_of_the_base_map_are_let_in_and_nothing_else_is(
    is_component: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = security_headers(is_component=is_component)
    monkeypatch.setenv(TILES_URL, "https://tiles.example.vn:8443/a/{z}/{x}/{y}.png?key=secret")
    monkeypatch.setenv(TILES_ATTRIBUTION, "Sở")
    tiled = security_headers(is_component=is_component)
    before, after = (rules(headers["Content-Security-Policy"]) for headers in (plain, tiled))
    assert after.pop("img-src") == [*before.pop("img-src"), "https://tiles.example.vn:8443"]
    assert after == before
    assert plain["Referrer-Policy"] == "same-origin"
    assert tiled["Referrer-Policy"] == "strict-origin-when-cross-origin"
    others = {"Content-Security-Policy", "Referrer-Policy"}
    assert {name: value for name, value in plain.items() if name not in others} == {
        name: value for name, value in tiled.items() if name not in others
    }


@pytest.mark.parametrize(
    "setting", ["ftp://tiles.example.vn/{z}/{x}/{y}.png", "https://*/{z}/{x}/{y}.png;script-src *", "x"]
)
def test_a_wrong_setting_opens_nothing(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = security_headers(is_component=False)
    monkeypatch.setenv(TILES_URL, setting)
    monkeypatch.setenv(TILES_ATTRIBUTION, "Sở")
    assert security_headers(is_component=False) == plain
