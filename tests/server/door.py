"""A running app whose outside requests fail loudly, and the sockets and requests that tests send to it."""

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg
from tests.browser.conftest import ROOT, serve_script
from tests.start import with_token

OUTSIDE = Path(__file__).parent / "outside"


@dataclass(frozen=True)
class App:
    """A running app: its address, its console, and the file in which outside requests are noted."""

    url: str
    log: Path
    notes: Path

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def outside(self) -> list[str]:
        return self.notes.read_text("utf-8").splitlines() if self.notes.exists() else []

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Send one request and return the status, the headers and the content of its answer; no redirect is followed."""
        with closing(http.client.HTTPConnection(self.host, timeout=30)) as connection:
            given = {
                "Host": self.host,
                **({} if body is None else {"Content-Length": str(len(body))}),
                **(headers or {}),
            }
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def cookie(self) -> str:
        """Return the cookie of a browser that opened the app with the token."""
        parts = urlsplit(with_token(f"{self.url}/"))
        _, headers, _ = self.ask(f"{parts.path}?{parts.query}")
        return headers["Set-Cookie"].partition(";")[0]

    def socket(self, origin: str | None = None, *, has_origin: bool = True, **headers: str) -> ClientConnection:
        """Open the web socket of a visit, from a page of this app unless another origin is given, or none."""
        return connect(
            f"ws://{self.host}/_stcore/stream",
            origin=(origin or self.url) if has_origin else None,  # type: ignore[arg-type]
            additional_headers=headers,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            open_timeout=30,
            max_size=None,
            max_queue=None,  # else what a test leaves unread holds up the farewell for ten seconds
            proxy=None,
        )


@contextmanager
def running_app(folder: Path, env: Mapping[str, str] | None = None, health: int = 200) -> Iterator[App]:
    """Run the app on a free port with a data folder of its own."""
    notes, log = folder / "outside.txt", folder / "streamlit.log"
    environment = {
        "PYTHONPATH": f"{OUTSIDE}:{ROOT}",
        "KHUYENCONG_TEST_OUTSIDE": str(notes),
        "KHUYENCONG_DATA": str(folder / "data"),
        **(env or {}),
    }
    with serve_script(log, ROOT / "dashboard.py", env=environment, health=health) as url:
        yield App(url, log, notes)


def session_of(socket: ClientConnection) -> str:
    """Start a visit's first run and return the visit's number."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    socket.send(message.SerializeToString())
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=60))  # type: ignore[arg-type]
        if got.WhichOneof("type") == "new_session":
            return got.new_session.initialize.session_id


def until_done(socket: ClientConnection) -> bytes:
    """Read until the run ends and return all that was sent."""
    sent = b""
    while True:
        data = socket.recv(timeout=60)
        assert isinstance(data, bytes)
        sent += data
        if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            return sent


def console_token(log: Path) -> str:
    """Return the token that the app printed."""
    found = re.search(r"token=(\S+)", log.read_text("utf-8"))
    assert found
    return found[1]
