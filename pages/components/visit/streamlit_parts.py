"""The parts of Streamlit that are private to it, all in one place: nothing else here names them, tests neither.

What each is expected to be is held by tests/pages/test_streamlit_parts.py, which says what to mend when a new version of
Streamlit has moved it.
"""

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial, wraps
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st
from streamlit import cli_util, config, runtime, string_util
from streamlit.auth_util import get_expose_tokens_config
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError, StreamlitSecretNotFoundError
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import app_session
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.runtime.secrets import Secrets, secrets_singleton
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from uvicorn.protocols.http.auto import AutoHTTPProtocol

__all__ = [
    "BackMsg",
    "DeltaGenerator",
    "ForwardMsg",
    "RootContainer",
    "Secrets",
    "StreamlitAuthError",
    "StreamlitMissingAuthlibError",
    "StreamlitPage",
    "StreamlitSecretNotFoundError",
    "UploadedFile",
    "WidgetState",
    "WidgetStates",
]
MOST_LABELS = 4096
_IMPORTED = re.compile(r'(?:\bfrom|\bimport)\s*"\./([\w.-]+\.js)"')
T = TypeVar("T")


def session_id() -> str:
    """Return the id of the visit that this thread runs for, "" for none."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def is_way_back() -> bool:
    """Tell whether this run answers the browser's back or forward button."""
    context = get_script_run_ctx()
    return context is not None and bool(context.is_history_navigation)


def for_this_visit(make: Callable[[], T]) -> Callable[[], T]:
    """Return `make` as it runs for this visit in whichever thread of the server; the thread serves other visits next."""
    context = get_script_run_ctx()

    def made() -> T:
        thread = add_script_run_ctx(threading.current_thread(), context)
        try:
            return make()
        finally:
            vars(thread).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)

    return made


def find_pages_by_navigation_alone() -> None:
    """Keep Streamlit from taking a folder named `pages` for its old way of finding pages."""
    PagesManager.uses_pages_directory = False


def client_of_run() -> object:
    """Return the connection of this visit, None without a browser."""
    id_ = session_id()
    return runtime.get_instance().get_client(id_) if id_ and runtime.exists() else None


def client_and_claims(session: str) -> tuple[object, Callable[[], Mapping[str, Any]]] | None:
    """Return the connection of a visit and what its sign-in says; None for no visit that goes on."""
    info = runtime.get_instance()._session_mgr.get_active_session_info(session)  # noqa: SLF001 - no public way to it
    return None if info is None else (info.client, lambda: info.session._user_info)  # noqa: SLF001 - no public way to it


def claims_in(cookies: Mapping[str, str], origin: str) -> Mapping[str, object]:
    """Return what the provider's cookie of a request says, as Streamlit reads it when a web socket opens."""
    signed = starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)  # noqa: SLF001 - no public way to it
    return starlette_websocket._parse_decoded_user_cookie(signed, origin) if signed else {}  # noqa: SLF001 - no public way to it


def is_host_allowed(host: str) -> bool:
    """Tell whether `server.allowedHosts` names a host."""
    return bool(starlette_websocket.is_host_allowed(host))


def files_left() -> Mapping[str, Sequence[str]] | None:
    """Return the ids of the files that each visit has left here, oldest first; None where they are not kept in memory."""
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return None
    return {session: list(held) for session, held in manager.file_storage.items()}


def remove_file(session: str, file: str) -> None:
    """Let a file go that a visit has left here."""
    manager = runtime.get_instance().uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(session, file)


def most_message_bytes() -> int:
    """Return how large a message of a browser may be."""
    return int(get_max_widget_state_size_bytes())


def setting(name: str) -> Any:
    """Return a setting of `.streamlit/config.toml`, as it is now."""
    return config.get_option(name)


def secret_files() -> list[str] | None:
    """Return the files of secrets that Streamlit looks for, None where a test has put other secrets in their place."""
    return list(setting("secrets.files")) if st.secrets is secrets_singleton else None


def read_settings_of_sign_in() -> bool:
    """Read what Streamlit asks of the secrets at each request and return whether the cookie's secret is a text; raises as it does."""
    is_text = isinstance(server_util.get_cookie_secret(), str)
    get_expose_tokens_config()
    return is_text


def address_of_app() -> str:
    """Return the address under which a browser reaches this app."""
    shown = setting("browser.serverAddress") if config.is_manually_set("browser.serverAddress") else None
    host = shown or server_util.get_display_address(setting("server.address") or "::")
    return str(server_util.get_url(host))


def open_browser(address: str) -> None:
    """Open an address in a browser of this computer."""
    cli_util.open_browser(address)


def print_line(line: str) -> None:
    """Print on the console; no log is written to."""
    cli_util.print_to_cli(line)


def spare_reruns() -> None:
    """Let Streamlit do once what it does anew at every rerun: a fifth of a rerun of ours (docs/benchmarks.md).

    It searches each label for a leading emoji, reads the six tables of the theme, and wakes the server for each message.
    """
    search = string_util.extract_leading_emoji
    if hasattr(search, "cache_info"):
        return
    string_util.extract_leading_emoji = lru_cache(maxsize=MOST_LABELS)(search)
    app_session._populate_theme_msg = read_once(app_session._populate_theme_msg)  # noqa: SLF001 - no public way to it
    if runtime.exists():
        server = runtime.get_instance()
        vars(server._session_mgr)["_message_enqueued_callback"] = partial(wake, server)  # noqa: SLF001 - no public way to it


def read_once(populate: Callable[[CustomThemeConfig, str], None]) -> Callable[..., None]:
    """Return what fills in a table of the theme, so that the settings are read when they change, not for each message."""

    @cache
    def theme(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message, section)
        return message

    def copied(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(theme(section))

    config.on_config_parsed(theme.cache_clear, force_connect=True)
    return copied


def wake(server: Runtime) -> None:
    """Wake what sends messages, unless it is awake: it lowers the mark before it looks for them."""
    parts = server._get_async_objs()  # noqa: SLF001 - no public way to it
    if not parts.need_send_data.is_set():
        parts.eventloop.call_soon_threadsafe(parts.need_send_data.set)


def send_at_once() -> None:
    """Let the server send what it has written although the browser has not acknowledged what it got before.

    asyncio sees to that for sockets that name their protocol, which the one that Streamlit binds does not. So the body of each file and every second message
    waited 40 ms for the browser (200 ms on some systems).
    """
    begin = AutoHTTPProtocol.connection_made
    if hasattr(begin, "__wrapped__"):
        return

    @wraps(begin)
    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        begin(self, transport)

    AutoHTTPProtocol.connection_made = connection_made  # type: ignore[method-assign, assignment]


def index_page() -> Path:
    """Return the page that Streamlit serves to a browser first."""
    return Path(str(files(st))) / "static" / "index.html"


def element_scripts(names: Sequence[str]) -> list[str]:
    """Return the scripts that draw kinds of elements, by the names of Streamlit's own parts, with all that they import and its page does not name."""
    folder = index_page().parent / "static" / "js"
    of_page = index_page().read_text("utf-8")
    found: dict[str, None] = {}
    left = [path.name for name in names for path in folder.glob(f"{name}.*.js")]
    while left:
        name = left.pop()
        if name not in found and name not in of_page:
            found[name] = None
            left += _IMPORTED.findall((folder / name).read_text("utf-8"))
    return list(found)


def upright_font() -> Path | None:
    """Return the upright face of Source Sans that Streamlit ships and shows everywhere."""
    media = Path(str(files(st))) / "static" / "static" / "media"
    return next(iter(sorted(media.glob("SourceSansVF-Upright*.woff2"))), None)
