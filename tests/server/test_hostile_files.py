"""While a hostile file or message is read and understood, the running app answers its health check and other visits as when idle."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from statistics import median
from threading import Event, Thread

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg
from pages.server import messages
from tests.geodata.jobs.test_jobs_beside_others import hostile_table, merged_cells
from tests.server.door import App, running_app, session_of, until_done
from tests.server.test_door import upload

SLACK_SECONDS = 0.1
ATTEMPTS = 3
"""What holds the app up does so each time; other work of the computer does not."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running_app(tmp_path_factory.mktemp("app")) as running:
        yield running


def import_page(socket: ClientConnection) -> tuple[str, str]:
    """Open the import and return the number of the visit and of the field for a file."""
    message = BackMsg()
    message.rerun_script.page_name = "imports"
    socket.send(message.SerializeToString())
    session, field = "", ""
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=60))  # type: ignore[arg-type]
        kind = got.WhichOneof("type")
        if kind == "new_session":
            session = got.new_session.initialize.session_id
        field = got.delta.new_element.file_uploader.id or field
        if kind == "script_finished" and field:
            return session, field


def choose(app: App, socket: ClientConnection, data: bytes, name: str) -> None:
    """Upload a file and tell the app that it was chosen, as the browser does."""
    session, field = import_page(socket)
    assert upload(app, session, "file-1", app.cookie(), data, name=name) == 204
    message = BackMsg()
    message.rerun_script.page_name = "imports"
    state = message.rerun_script.widget_states.widgets.add(id=field)
    state.file_uploader_state_value.uploaded_file_info.add(file_id="file-1", name=name, size=len(data))
    socket.send(message.SerializeToString())


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def rerun(socket: ClientConnection) -> None:
    socket.send(rerun_message())
    until_done(socket)


def rerun_message() -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message.SerializeToString()


Pairs = list[tuple[float, float]]
"""Seconds of the health check and of another visit."""


def asked(app: App, other: ClientConnection) -> tuple[float, float]:
    return seconds(lambda: app.ask("/_stcore/health")), seconds(lambda: rerun(other))


def holds_up_nobody(measure: Callable[[], tuple[Pairs, Pairs]]) -> None:
    """Compare what `measure` returns: how long the app took while idle and while it was busy."""
    for _ in range(ATTEMPTS):
        idle, busy = ([median(one) for one in zip(*pairs, strict=True)] for pairs in measure())
        if all(during <= 3 * before + SLACK_SECONDS for before, during in zip(idle, busy, strict=True)):
            return
    pytest.fail(f"idle {idle}, busy {busy}")


@pytest.mark.parametrize(("make", "name"), [(hostile_table, "a.csv"), (merged_cells, "a.xlsx")])
def test_a_hostile_file_holds_up_nobody(app: App, make: Callable[[], bytes], name: str) -> None:
    holds_up_nobody(lambda: with_a_file(app, make(), name))


def with_a_file(app: App, data: bytes, name: str) -> tuple[Pairs, Pairs]:
    with app.socket(Cookie=app.cookie()) as other, app.socket(Cookie=app.cookie()) as socket:
        session_of(other)
        until_done(other)
        rerun(other)
        idle = [asked(app, other) for _ in range(8)]
        choose(app, socket, data, name)
        found = Event()
        Thread(target=lambda: told(socket, name, found), daemon=True).start()
        busy = [asked(app, other) for _ in range(12)]
        assert found.wait(120), "the file was taken"
    return idle, busy


def component(socket: ClientConnection) -> str:
    """Run a visit once and return the number of a component of its page, which takes JSON."""
    socket.send(rerun_message())
    found = ""
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=60))  # type: ignore[arg-type]
        found = got.delta.new_element.bidi_component.id or found
        if got.WhichOneof("type") == "script_finished" and found:
            return found


LARGE = {
    "names": "{" + ",".join(f'"k{n}":1' for n in range(messages.MOST_MESSAGE_PARTS - 1)) + "}",
    "numbers": "[" + "1," * (messages.MOST_MESSAGE_PARTS - 1) + "1]",
    "nested": "[" * messages.MOST_MESSAGE_PARTS,
    "too many names": "{" + ",".join(f'"k{n}":1' for n in range(120_000)) + "}",
    "nested too deep": '{"a":' * 350_000,
}


@pytest.mark.parametrize("kind", LARGE)
def test_the_largest_message_holds_up_nobody(app: App, kind: str) -> None:
    holds_up_nobody(lambda: with_a_message(app, LARGE[kind]))


def with_a_message(app: App, content: str) -> tuple[Pairs, Pairs]:
    with app.socket(Cookie=app.cookie()) as other, app.socket() as socket:
        session_of(other)
        until_done(other)
        rerun(other)
        message = BackMsg()
        message.rerun_script.widget_states.widgets.add(id=component(socket), json_value=content)
        idle = [asked(app, other) for _ in range(8)]
        Thread(target=lambda: [read(socket) for _ in range(1000)], daemon=True).start()
        busy = []
        for _ in range(8):
            socket.send(message.SerializeToString())
            busy.append(asked(app, other))
    return idle, busy


def read(socket: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        socket.recv()


def told(socket: ClientConnection, name: str, found: Event) -> None:
    """Listen until the app shows the name of the file that it works on."""
    while not found.is_set():
        data = socket.recv(timeout=120)
        if name.encode() in (data if isinstance(data, bytes) else data.encode()):
            found.set()
