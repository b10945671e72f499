"""What a browser gets first: a drawing of the screen, and words at an address that is of none."""

import re
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.components.browser.assets import STATIC
from pages.components.frame.screens import ALL_SCREENS, HOME, SCREEN_GROUPS
from pages.components.visit.streamlit_parts import index_page
from pages.server.first_page import FirstPage

MOST_BYTES = 32_000
"""Beside the scripts that the page asks for this is little."""
N_FOR_THE_MAP = 9
"""Two scripts, two styles, five layers: each file more is two requests of a first visit."""
NOWHERE = ("/bando", "/data", "/map/x", "/dữ-liệu", "/x.html", '/"><script>')
A_PERSON = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def door() -> TestClient:
    def beyond(request: Request) -> Response:
        path = request.url.path
        if path == "/oauth2callback":
            return RedirectResponse("/", 302)
        return HTMLResponse("Streamlit's page") if path in NOWHERE else PlainTextResponse(f"beyond {path}")

    app = FirstPage(Starlette(routes=[Route("/{path:path}", beyond)]))
    return TestClient(app, base_url="http://localhost:8501", follow_redirects=False)


@pytest.mark.parametrize("name", ["", *(screen.name for screen in ALL_SCREENS if screen.name != HOME)])
def test_each_screen_is_drawn_before_any_script_has_run(door: TestClient, name: str) -> None:
    answer = door.get(f"/{name}")
    page = answer.text
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert len(answer.content) < MOST_BYTES
    drawing = page[page.index('<div id="kc-first"') :]
    assert all(f"<span>{word}</span>" in drawing for word in ("Bản đồ", "Kinh phí", "Khảo sát"))
    assert drawing.count("<path") == (0 if name else 10)
    assert '<html lang="vi">' in page
    assert "BACKEND_BASE_URL" in page
    assert "You need to enable JavaScript" not in page


def test_the_scripts_of_streamlit_are_all_asked_for(door: TestClient) -> None:
    scripts = re.compile(r'(?:src|href)="\./static/[^"]+"')
    own = scripts.findall(index_page().read_text("utf-8"))
    asked = scripts.findall(door.get("/").text)
    assert asked[: len(own)] == own != []
    assert len(set(asked)) == len(asked), "nothing is asked for twice"


@pytest.mark.parametrize("path", ["/", "/funding"])
def test_what_is_asked_for_early_is_there(door: TestClient, path: str) -> None:
    """A kind of element that a new version of Streamlit draws by a script of another name is missing here."""
    asked = re.findall(r'<link rel="(?:modulepreload|prefetch)"[^>]* href="\./([^"?]+)', door.get(path).text)
    files = [
        STATIC / one.removeprefix("app/static/") if one.startswith("app/") else index_page().parent / one
        for one in asked
    ]
    assert [str(one) for one in files if not one.is_file()] == []
    names = " ".join(one.name for one in files)
    wanted = ["BidiComponent.", "Html.", "ButtonGroup.", "components.js"]
    wanted += ["ComponentInstance.", "Selectbox.", "leaflet.js", "map.js"] if path == "/" else []
    assert [one for one in wanted if one not in names] == []
    assert len([one for one in asked if one.startswith("app/")]) == (1 if path != "/" else 1 + N_FOR_THE_MAP)


@pytest.mark.parametrize("path", ["/", "/funding"])
def test_the_scripts_of_elements_run_before_the_first_element_comes(door: TestClient, path: str) -> None:
    """After Streamlit's own, which makes what they use."""
    page = door.get(path).text
    run = re.findall(r'import "\./([^"]+)";', page)
    early = page[page.index("</style>") :]
    assert run == re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)"', early) != []
    assert page.index("static/js/index.") < page.index('<script type="module">')


def test_the_drawing_speaks_the_language_of_the_address(door: TestClient) -> None:
    page = door.get("/funding?lang=en").text
    assert '<html lang="en">' in page
    assert all(f"<span>{group[0].title}</span>" in page for group in SCREEN_GROUPS)
    assert '<html lang="vi">' in door.get("/funding?lang=%3Cscript%3E").text


@pytest.mark.parametrize("query", ["", "?district=219&lang=en"])
def test_the_name_of_the_home_screen_leads_home(door: TestClient, query: str) -> None:
    answer = door.get(f"/{HOME}{query}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"./{query}")


@pytest.mark.parametrize("address", NOWHERE)
@pytest.mark.parametrize(
    ("query", "words", "ends"),
    [("", "Địa chỉ này không có màn hình nào", ""), ("?lang=en", "no screen at this", "?lang=en")],
)
def test_an_address_of_no_screen_leads_to_every_screen_in_the_language_of_the_reader(
    door: TestClient, address: str, query: str, words: str, ends: str
) -> None:
    answer = door.get(f"{address}{query}", headers=A_PERSON)
    assert answer.status_code == 404
    assert words in answer.text
    assert "<script>" not in answer.text
    links = [urljoin(str(answer.url), link) for link in re.findall('href="([^"]+)"', answer.text)]
    names = [screen.name for group in SCREEN_GROUPS for screen in group if screen.name != HOME]
    assert {f"http://localhost:8501/{name}{ends}" for name in ("", *names)} <= set(links)


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/app/static/map/map.js", "/favicon.png", "/component/x/index.html"]
)
def test_what_is_no_screen_goes_through(door: TestClient, path: str) -> None:
    assert door.get(path, headers=A_PERSON).text == f"beyond {path}"


def test_a_sign_in_comes_back_to_an_address_of_its_own(door: TestClient) -> None:
    answer = door.get("/oauth2callback?code=x", headers=A_PERSON)
    assert (answer.status_code, answer.headers["location"]) == (302, "/")


def test_only_what_asks_for_a_page_gets_one(door: TestClient) -> None:
    assert door.post("/").status_code == 405
    assert door.get("/metrics").text == "beyond /metrics"
