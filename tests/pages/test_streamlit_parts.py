"""One contract with Streamlit's private parts: where a new version has moved one, this says which and where to mend it."""

import ast
import asyncio
import importlib
import inspect
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.applications import Starlette

ROOT = Path(__file__).parents[2]
ADAPTER = ROOT / "pages" / "components" / "visit" / "streamlit_parts.py"
OF_TESTS = ROOT / "tests" / "streamlit_parts.py"
MEND = "Streamlit has changed {part}: mend pages/components/visit/streamlit_parts.py (and tests/streamlit_parts.py)"
PRIVATE = re.compile(r"^\s*(?:from streamlit\.(?!testing\.v1 )|import streamlit\.|from streamlit import)", re.MULTILINE)


def imported(path: Path) -> list[tuple[str, str]]:
    """Return (module, name) of each part of Streamlit that a file takes."""
    found = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    return [(n.module, one.name) for n in found if n.module and n.module.startswith("streamlit") for one in n.names]


PARTS = sorted({part for path in (ADAPTER, OF_TESTS) for part in imported(path)})
USED = {
    "streamlit.runtime.scriptrunner.get_script_run_ctx": "()",
    "streamlit.runtime.scriptrunner.add_script_run_ctx": "(thread, ctx)",
    "streamlit.runtime.runtime.Runtime.get_client": "(self, session_id)",
    "streamlit.runtime.websocket_session_manager.WebsocketSessionManager.get_active_session_info": "(self, session_id)",
    "streamlit.runtime.memory_uploaded_file_manager.MemoryUploadedFileManager.remove_file": "(self, session_id, file_id)",
    "streamlit.runtime.secrets.Secrets._reset": "(self)",
    "streamlit.web.server.starlette.starlette_websocket.is_host_allowed": "(host)",
    "streamlit.web.server.starlette.starlette_websocket._get_signed_cookie_with_chunks": "(cookies, cookie_name)",
    "streamlit.web.server.starlette.starlette_websocket._parse_decoded_user_cookie": "(cookie_value, origin)",
    "streamlit.web.server.server_util.get_url": "(host_ip)",
    "streamlit.web.server.server_util.get_cookie_secret": "()",
    "streamlit.auth_util.get_expose_tokens_config": "()",
    "streamlit.string_util.extract_leading_emoji": "(text)",
    "streamlit.runtime.app_session._populate_theme_msg": "(msg, section)",
    "streamlit.runtime.runtime.Runtime._get_async_objs": "(self)",
    "streamlit.config.on_config_parsed": "(func, force_connect)",
    "streamlit.cli_util.open_browser": "(url)",
    "streamlit.cli_util.print_to_cli": "(message)",
}
"""The functions that are called, with the arguments that they are given."""


def found(path: str) -> object:
    """Return what a dotted name stands for."""
    parts = path.split(".")
    for n in range(len(parts), 0, -1):
        try:
            value: object = importlib.import_module(".".join(parts[:n]))
        except ImportError:
            continue
        for name in parts[n:]:
            value = getattr(value, name, None)
        return value
    return None


@pytest.mark.parametrize(("module", "name"), PARTS, ids=[".".join(part) for part in PARTS])
def test_a_part_that_is_taken_is_there(module: str, name: str) -> None:
    assert found(f"{module}.{name}") is not None, MEND.format(part=f"{module}.{name}")


@pytest.mark.parametrize("path", USED)
def test_a_function_takes_what_it_is_given(path: str) -> None:
    function, given = found(path), len([one for one in USED[path].strip("()").split(", ") if one])
    assert callable(function), MEND.format(part=path)
    try:
        inspect.signature(function).bind(*range(given))
    except TypeError as error:
        pytest.fail(f"{MEND.format(part=path)}; it is called with {USED[path]}: {error}")


def test_what_is_read_of_objects_is_there() -> None:
    from streamlit import runtime  # noqa: PLC0415 - the contract names them
    from streamlit.runtime.app_session import AppSession  # noqa: PLC0415
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: PLC0415
    from streamlit.runtime.runtime import AsyncObjects  # noqa: PLC0415
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext  # noqa: PLC0415
    from streamlit.runtime.session_manager import SessionClient, SessionInfo  # noqa: PLC0415
    from streamlit.runtime.websocket_session_manager import WebsocketSessionManager  # noqa: PLC0415

    fields = ScriptRunContext.__dataclass_fields__
    held = {
        "ScriptRunContext.session_id": "session_id" in fields,
        "ScriptRunContext.is_history_navigation": "is_history_navigation" in fields,
        "SessionInfo.client, .session": {"client", "session"} <= set(SessionInfo.__dataclass_fields__),
        "SessionClient.client_context": hasattr(SessionClient, "client_context"),
        "WebsocketSessionManager._message_enqueued_callback": "message_enqueued_callback=self._message_enqueued_callback"
        in inspect.getsource(WebsocketSessionManager),
        "AsyncObjects.need_send_data, .eventloop": {"need_send_data", "eventloop"} <= set(AsyncObjects._fields),
        "AppSession._user_info": "self._user_info" in inspect.getsource(AppSession.__init__),
        "Runtime._session_mgr": "self._session_mgr" in inspect.getsource(runtime.Runtime.__init__),
        "MemoryUploadedFileManager.file_storage": hasattr(MemoryUploadedFileManager("/"), "file_storage"),
    }
    assert [MEND.format(part=part) for part, is_there in held.items() if not is_there] == []


def test_a_thread_of_the_server_is_no_visit_after_it_has_made_a_file() -> None:
    from pages.components.visit import streamlit_parts  # noqa: PLC0415 - what it takes is tested above

    assert streamlit_parts.for_this_visit(lambda: b"made")() == b"made"
    assert streamlit_parts.session_id() == ""


def test_a_table_of_the_theme_is_read_once_and_again_after_a_change() -> None:
    from streamlit import config  # noqa: PLC0415 - the contract names them
    from streamlit.proto.NewSession_pb2 import CustomThemeConfig  # noqa: PLC0415
    from streamlit.runtime.app_session import _populate_theme_msg  # noqa: PLC0415

    from pages.components.visit.streamlit_parts import read_once  # noqa: PLC0415

    read: list[str] = []

    def populate(msg: CustomThemeConfig, section: str) -> None:
        read.append(section)
        _populate_theme_msg(msg, section)

    once, sections = read_once(populate), ("theme", "theme.light", "theme.dark")
    for section in (*sections, *sections):
        spared, plain = CustomThemeConfig(), CustomThemeConfig()
        once(spared, section)
        _populate_theme_msg(plain, section)
        assert spared == plain
    assert read == list(sections)
    config.get_config_options(force_reparse=True)
    once(CustomThemeConfig())
    assert read == [*sections, "theme"]


def test_the_sender_is_woken_once_until_it_looks_again() -> None:
    from pages.components.visit.streamlit_parts import wake  # noqa: PLC0415

    async def serve() -> list[bool]:
        parts = SimpleNamespace(need_send_data=asyncio.Event(), eventloop=asyncio.get_running_loop())
        server = SimpleNamespace(_get_async_objs=lambda: parts)
        seen = []
        for _ in range(2):
            wake(server)
            await asyncio.wait_for(parts.need_send_data.wait(), 60)
            parts.eventloop = SimpleNamespace()  # it is awake: nothing more is asked of the loop
            wake(server)
            seen.append(parts.need_send_data.is_set())
            parts.eventloop = asyncio.get_running_loop()
            parts.need_send_data.clear()
        return seen

    with ThreadPoolExecutor() as beside:  # a browser of earlier tests has a loop in this thread
        assert beside.submit(asyncio.run, serve()).result() == [True, True]


def test_what_the_server_has_written_waits_for_no_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that is bound as Streamlit does it, without the name of its protocol, waits; none that an app at work has accepted does."""
    start = importlib.import_module("pages.server.start")
    protocol = importlib.import_module("pages.components.visit.streamlit_parts").AutoHTTPProtocol
    monkeypatch.setattr(protocol, "connection_made", inspect.unwrap(protocol.connection_made))
    monkeypatch.setattr(start, "open_browser", lambda _address: None)
    monkeypatch.setattr(start, "_warm", lambda: None)

    async def waits() -> bool:
        loop = asyncio.get_running_loop()
        accepted = loop.create_future()

        class Noted(protocol):  # type: ignore[valid-type, misc]
            def connection_made(self, transport: asyncio.Transport) -> None:
                super().connection_made(transport)
                accepted.set_result(transport.get_extra_info("socket"))

        config, state = uvicorn.Config(Starlette(), log_config=None), uvicorn.server.ServerState()
        config.load()
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            server = await loop.create_server(lambda: Noted(config, state, {}), sock=bound)
            _, writer = await asyncio.open_connection(*bound.getsockname())
            option = (await accepted).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            server.close()
        return not option

    async def waits_at_work() -> bool:
        async with start.open_in_browser(None), start.open_in_browser(None):
            return await waits()

    with ThreadPoolExecutor() as beside:  # a browser of earlier tests has a loop in this thread
        assert beside.submit(asyncio.run, waits()).result(), "Streamlit's own sockets send at once: send_at_once can go"
        assert not beside.submit(asyncio.run, waits_at_work()).result()


def test_nothing_else_names_a_private_part_of_streamlit() -> None:
    own = {ADAPTER, OF_TESTS, Path(__file__)}
    files = [path for folder in ("pages", "tests") for path in (ROOT / folder).rglob("*.py")] + [ROOT / "dashboard.py"]
    assert [
        str(one.relative_to(ROOT)) for one in files if one not in own and PRIVATE.search(one.read_text("utf-8"))
    ] == []
    assert PRIVATE.search("from streamlit.runtime import x")
    assert PRIVATE.search("    from streamlit import config")


def test_only_the_memory_of_a_visit_asks_streamlit_for_what_a_visit_remembers() -> None:
    memory = ROOT / "pages" / "components" / "visit" / "memory.py"
    named = [path for path in (ROOT / "pages").rglob("*.py") if "session_state" in path.read_text("utf-8")]
    assert named == [memory], (
        "add a field to Memory, or take `widget` and `set_widget` (pages/components/visit/memory.py)"
    )
