"""Whom the guard lets through, name by name: by itself, behind a proxy that speaks HTTPS, and behind a real one."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest

from pages.server import refusing
from pages.server.guard import Guard
from tests.browser.conftest import ROOT, serve_script
from tests.server.door import App, running_app, session_of, until_done
from tests.server.proxy import caddy_before, free_port
from tests.streamlit_parts import patch_config_options

NAME = "khuyencong.example.vn"
CASES = [
    (NAME, f"https://{NAME}", True),
    (NAME, f"http://{NAME}", True),
    (f"{NAME}:8443", f"https://{NAME}:8443", True),
    (NAME, None, True),
    ("evil.example", None, False),
    (NAME, f"https://{NAME}:8443", False),
    (f"{NAME}:8443", f"https://{NAME}", False),
    (NAME, f"https://{NAME}.evil.example", False),
    (NAME, f"https://evil.example/{NAME}", False),
    (NAME, f"https://{NAME}@evil.example", False),
    (NAME, "https://localhost", False),
    ("localhost", f"https://{NAME}", False),
    ("evil.example", "https://evil.example", False),
]


def apart(*given: Any) -> Any:
    """Run in a thread of its own: where a browser of other tests lives, this one has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, *given).result()


async def is_let_through(host: str, origin: str | None, kind: str) -> bool:
    reached: list[Any] = []

    async def inner(*_: Any) -> None:
        reached.append(kind)

    async def receive() -> dict[str, str]:
        return {"type": f"{kind}.connect"}

    async def send(_: Any) -> None:
        pass

    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {"type": kind, "headers": headers, "path": "/_stcore/stream", "method": "GET"}
    await Guard(inner)(scope, receive, send)  # type: ignore[arg-type]
    return bool(reached)


@pytest.mark.parametrize(("host", "origin", "is_own"), CASES)
def test_the_origin_is_the_host_with_its_port_whatever_the_proxy_speaks(
    host: str,
    origin: str | None,
    is_own: bool,  # noqa: FBT001 - a case
) -> None:
    with patch_config_options({"server.allowedHosts": [NAME, "localhost"]}):
        for kind in ("websocket", "http"):
            assert apart(is_let_through, host, origin, kind) is is_own


def test_strangers_do_not_fill_the_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(refusing, "_TIMES", Counter())
    for number in range(200):
        apart(is_let_through, f"name{number}.example\nINFO a line of its own " + "x" * 1000, None, "http")
    refusing.log_refusal(refusing.RefusedRequest.MESSAGE, why="too many bytes")
    assert "too many bytes" in caplog.records.pop().getMessage()
    others = 200 - refusing.MOST_TOLD
    assert len(caplog.records) == refusing.MOST_TOLD + others.bit_length()
    assert all(len(one.getMessage()) < 400 and "\n" not in one.getMessage() for one in caplog.records)
    assert json.loads(caplog.records[-1].getMessage()) == {"refused": "foreign_name_or_page", "times": 128}


def test_what_goes_on_is_told_ever_more_seldom(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(refusing, "_TIMES", Counter())
    for _ in range(1000):
        refusing.log_refusal(refusing.RefusedRequest.MESSAGE, why="too many bytes")
    assert [json.loads(one.getMessage())["times"] for one in caplog.records] == [2**n for n in range(10)]


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[App]:
    """Two processes of the app on one store behind a Caddy that keeps a visit at its process."""
    address = f"http://127.0.0.1:{free_port()}"
    (tmp_path / "one").mkdir()
    with (
        running_app(tmp_path / "one") as one,
        serve_script(
            tmp_path / "two.log", ROOT / "dashboard.py", env={"KHUYENCONG_DATA": str(tmp_path / "one/data")}
        ) as two,
        caddy_before(address, [one.host, two.removeprefix("http://")], tmp_path),
    ):
        yield App(address, one.log, one.notes)


def test_behind_a_proxy_on_this_computer_everybody_looks_and_nobody_edits(proxied: App) -> None:
    cookie = proxied.cookie()
    for headers in ({}, {"Cookie": cookie}):
        with proxied.socket(**headers) as visit:
            session_of(visit)
            shown = until_done(visit).decode("utf-8", "replace")
            assert "Chỉ xem" in shown
    status, headers, _ = proxied.ask("/_stcore/health")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert proxied.ask("/_stcore/metrics")[0] == 404
