"""A base map that the office has chosen is the one thing outside that a page may load."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from geodata.settings import TILES_ATTRIBUTION, TILES_URL
from pages.server.headers import KEPT, SecurityHeaders, security_headers


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


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/app/static/map/map.js?v=1", KEPT),
        ("/base/app/static/components/data_table.js?1", KEPT),
        ("/component/streamlit_folium.st_folium/static/js/main.521860b0.js", KEPT),
        ("/component/streamlit_folium.st_folium/static/js/main.js", None),
        ("/component/streamlit_folium.st_folium/index.html?streamlitUrl=x", None),
        ("/app/static/vendor/leaflet.js", None),
        ("/app/static/map/missing?v=1", None),
        ("/media/attachment.pdf?v=1", None),
        ("/?v=1", None),
    ],
)
def test_only_a_file_whose_address_changes_with_it_is_kept(address: str, kept: str | None) -> None:
    def answer(request: Request) -> Response:
        return Response("", 404 if "missing" in request.url.path else 200)

    app = SecurityHeaders(Starlette(routes=[Route("/{path:path}", answer)]))
    assert TestClient(app).get(address).headers.get("Cache-Control") == kept
