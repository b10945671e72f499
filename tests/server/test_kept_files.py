"""A file is asked of Streamlit once; who asks for less than all of it, or reads no compressed file, gets Streamlit's own answer."""

from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import kept_files
from pages.server.kept_files import KeptFiles

TEXT = "const a = 1;\n" * 1000
SCRIPTS = ("/static/js/index.1.js", "/base/static/js/index.1.js", "/app/static/map/map.js?1")
FRAME = "/component/streamlit_folium.st_folium/index.html?streamlitUrl=x"


class Door:
    """A door with Streamlit behind it, that counts what comes through."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.app = KeptFiles(Starlette(routes=[Route("/{path:path}", self.answer, methods=["GET", "POST"])]))
        self.client = TestClient(self.app)

    def answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked[path] += 1
        if "missing" in path:
            return HTMLResponse("Streamlit's page")
        if path.endswith("woff2"):
            return Response(b"\x00" * 1000, media_type="font/woff2")
        kind = "text/html" if path.endswith("html") else "text/javascript"
        return Response(TEXT, media_type=kind, headers={"Cache-Control": "public, immutable", "ETag": "x"})

    def twice(self, address: str, **headers: str) -> tuple[int, Response]:
        for _ in range(2):
            answer = self.client.get(address, headers=headers)
        return self.asked.total(), answer  # type: ignore[return-value]


@pytest.mark.parametrize("address", [*SCRIPTS, FRAME])
def test_a_file_is_asked_for_once_and_sent_compressed(address: str) -> None:
    n_asked, answer = Door().twice(address)
    assert n_asked == 1
    assert answer.text == TEXT  # type: ignore[attr-defined]
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(TEXT) / 20
    assert answer.headers["cache-control"] == "public, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_what_is_compressed_by_its_kind_is_sent_as_it_is() -> None:
    n_asked, answer = Door().twice("/static/media/sans.woff2")
    assert n_asked == 1
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-length"] == "1000"


@pytest.mark.parametrize(
    "address", ["/", "/funding", "/app/static/map/map.js", "/media/a.js", "/_stcore/health", "/static/js/missing.js"]
)
def test_what_may_change_is_asked_for_each_time(address: str) -> None:
    assert Door().twice(address)[0] == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("Range", "bytes=0-1"), ("If-None-Match", "x"), ("Origin", "http://localhost"), ("Accept-Encoding", "identity")],
)
def test_who_asks_for_another_answer_gets_it(name: str, value: str) -> None:
    door = Door()
    assert door.twice(SCRIPTS[0])[0] == 1
    n_asked, answer = door.twice(SCRIPTS[0], **{name: value})
    assert n_asked == 3
    assert "content-encoding" not in answer.headers
    assert door.client.post(SCRIPTS[0]).text == TEXT
    assert door.asked.total() == 4


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MOST_BYTES", 1000)
    door = Door()
    for n in range(100):
        door.client.get(f"{SCRIPTS[2]}{n}")
    kept = door.app.kept
    assert 1 < len(kept) < 100
    assert sum(len(file.body) for file in kept.values()) == door.app.n_bytes <= 1000
    assert next(reversed(kept)) == ("/app/static/map/map.js", b"199")
