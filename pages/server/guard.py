"""Whom the server answers at all, which messages of a visit reach Streamlit, and how many files a visit may leave here."""

import logging
import re
from collections import Counter

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from geodata.access import Caller, Permission, is_own_origin, is_straight_from_here
from pages.components.access import visitor_of_session

MESSAGES = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""What a page of this app sends; the others reach everybody (the caches are emptied) or the computer (git, settings)."""
MOST_WIDGETS = 2000
MOST_HASHES = 5000
"""What one message holds at most, many times what a page sends: each costs time of the loop that serves everybody."""
UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?")
METRICS = re.compile(r"/_stcore/metrics/?")
FILES_OF_A_VISIT = 2
FILES_IN_ALL = 20
MOST_TOLD = 64
_TOLD: set[str] = set()


class Guard:
    """Stands before Streamlit; what it refuses costs neither a look-up nor a thread."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app; no file is on its way yet."""
        self.app = app
        self.coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse who asks under a foreign name or from a foreign page, hold messages and files to what a visit needs."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif not _is_of_this_app(scope):
            await _refuse(403, scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, _only_own_messages(receive), send)
        elif METRICS.search(scope["path"]) and not is_straight_from_here(_caller(scope)):
            await _refuse(404, scope, receive, send)
        elif scope["method"] == "PUT" and (upload := UPLOAD.search(scope["path"])):
            await self._upload(upload[1], scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file of a visit that may edit; the oldest of its files goes for it, and there are few in all."""
        if not (await run_in_threadpool(visitor_of_session, session)).may(Permission.EDIT):
            await _refuse(403, scope, receive, send)
            return
        if not self._has_room(session):
            await _refuse(429, scope, receive, send)
            return
        self.coming[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming -= Counter([session])

    def _has_room(self, session: str) -> bool:
        """Tell whether one more file may come, the oldest of the visit having gone for it."""
        manager = runtime.get_instance().uploaded_file_mgr
        if not isinstance(manager, MemoryUploadedFileManager) or self.coming[session] >= FILES_OF_A_VISIT:
            return False
        own = list(manager.file_storage.get(session, ()))
        for file in own[: max(0, len(own) + self.coming[session] + 1 - FILES_OF_A_VISIT)]:
            manager.remove_file(session, file)
        return self.coming.total() + sum(map(len, manager.file_storage.values())) < FILES_IN_ALL


def _is_of_this_app(scope: Scope) -> bool:
    """Tell whether a request names this app, and comes from a page of it where the browser names the page.

    Streamlit would ask the internet for this computer's address to tell a foreign page. A browser names the page of every
    web socket; what names none is a program, which looks.
    """
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    is_named = len(hosts) == 1 and is_host_allowed(hosts[0])
    if is_named and len(origins) <= 1 and all(is_own_origin(origin, hosts[0]) for origin in origins):
        return True
    _log_once(f"host={str(hosts)[:120]}, origin={str(origins)[:120]}")
    return False


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await Response(status_code=status)(scope, receive, send)


def _only_own_messages(receive: Receive) -> Receive:
    async def received() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _is_own_message(message.get("bytes")):
                return message

    return received


def _is_own_message(data: bytes | None) -> bool:
    """Tell whether a page of this app sends such a message; what is none is Streamlit's to refuse, it hangs up."""
    if data is None or len(data) > get_max_widget_state_size_bytes():
        return True
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in MESSAGES and not _is_too_much(message)


def _is_too_much(message: BackMsg) -> bool:
    """Tell whether a message names more than a page of this app does; an empty part of another kind costs nothing to ask."""
    run = message.rerun_script
    return (
        len(message.file_urls_request.file_names) > FILES_OF_A_VISIT
        or len(run.widget_states.widgets) > MOST_WIDGETS
        or len(run.cached_message_hashes) > MOST_HASHES
    )


def _caller(scope: Scope) -> Caller:
    headers = Headers(scope=scope)
    client = scope.get("client")
    return Caller(client[0] if client else None, {name: headers.getlist(name) for name in headers})


def _log_once(problem: str) -> None:
    """Write who was refused to the log, each once and a few in all: what strangers send must not fill it."""
    if problem not in _TOLD and len(_TOLD) < MOST_TOLD:
        _TOLD.add(problem)
        logging.getLogger(__name__).warning("refused, not this app's name or page: %s", problem)
