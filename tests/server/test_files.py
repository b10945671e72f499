"""Files to take away are made when they are asked for, by a thread of the server that knows whose visit it is."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from websockets.sync.client import ClientConnection

from geodata.settings import StoreAddress
from geodata.store import open_store
from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg
from tests.geodata.store.store_rows import source
from tests.server.door import App, running_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("files")
    file = folder / "data" / "khuyencong.sqlite3"
    store = open_store(StoreAddress(f"sqlite:///{file}", file))
    store.commit([source()], who="lan", action="edit")
    store.close()
    with running_app(folder) as running:
        yield running


def received(socket: ClientConnection) -> ForwardMsg:
    data = socket.recv(timeout=60)
    assert isinstance(data, bytes)
    return ForwardMsg.FromString(data)


def opened(socket: ClientConnection, page: str) -> tuple[str, dict[str, str]]:
    """Open a page and return the number of the visit and the files that it offers, by label."""
    message = BackMsg()
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    session, files = "", {}
    while True:
        got = received(socket)
        kind = got.WhichOneof("type")
        if kind == "new_session":
            session = got.new_session.initialize.session_id
        if kind == "script_finished" and files:
            return session, files
        button = got.delta.new_element.download_button
        if kind == "delta" and button.deferred_file_id:
            files[button.label] = button.deferred_file_id


def made(app: App, socket: ClientConnection, session: str, file: str) -> bytes:
    """Ask for a file as the browser does and return its content."""
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = session
    message.backend_operation_request.deferred_file.file_id = file
    socket.send(message.SerializeToString())
    while True:
        got = received(socket)
        if got.WhichOneof("type") == "backend_operation_response":
            answer = got.backend_operation_response
            assert answer.error_msg == ""
            status, _, content = app.ask(urlsplit(answer.deferred_file.url).path)
            assert status == 200
            return content


@pytest.mark.parametrize(
    ("page", "label", "start"),
    [
        ("audit", "Tải nhật ký (CSV)", b"\xef\xbb\xbf"),
        ("imports", "", b"PK"),
    ],
)
def test_who_may_gets_the_file(app: App, page: str, label: str, start: bytes) -> None:
    with app.socket(Cookie=app.cookie()) as socket:
        session, files = opened(socket, page)
        content = made(app, socket, session, files.get(label) or next(iter(files.values())))
        assert content.startswith(start)
