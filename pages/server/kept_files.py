"""Files whose address changes with them, answered from memory, compressed once: a first visit asks for a hundred and more.

Streamlit reads each anew, sends its own scripts as they are (3 MB) and compresses all others at every request.
"""

import gzip
import re
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 24_000_000
"""Of all files together; those of the screens are less than a quarter of it."""
_ADDRESS = re.compile(r"(?:.*/)?(static/(?:js|css|media)|component/[^/]+|app/static)/.+\.(?:js|css|json|woff2|html)")
_WITH_VERSION = "app/static"
_PACKED = ("text/", "application/javascript", "application/json")
_ASKS_FOR_LESS = ("range", "if-none-match", "if-modified-since", "origin")
"""Headers with which an answer is another one."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is sent."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class KeptFiles:
    """Answers for a file what Streamlit answered the first time; the one that was asked for longest ago gives way."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app; nothing is kept yet."""
        self.app = app
        self.kept: OrderedDict[tuple[str, bytes], KeptAnswer] = OrderedDict()
        self.n_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a file from memory, let everything else through."""
        if not _is_kept(scope):
            await self.app(scope, receive, send)
            return
        key = scope["path"], scope["query_string"]
        file = self.kept.get(key)
        if file is None:
            start, body = await _asked(self.app, scope, receive)
            if not _is_file(start, scope["path"]):
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            file = await run_in_threadpool(_packed, start, body)
            self._keep(key, file)
        else:
            self.kept.move_to_end(key)
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": list(file.headers)})
        await send({"type": "http.response.body", "body": file.body})

    def _keep(self, key: tuple[str, bytes], file: KeptAnswer) -> None:
        if key in self.kept or len(file.body) > MOST_BYTES:
            return
        self.kept[key] = file
        self.n_bytes += len(file.body)
        while self.n_bytes > MOST_BYTES:
            _, gone = self.kept.popitem(last=False)
            self.n_bytes -= len(gone.body)


def _is_kept(scope: Scope) -> bool:
    """Tell whether a request is for the whole of a file that stays what it is, from who reads compressed ones."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    found = _ADDRESS.fullmatch(scope["path"].lstrip("/"))
    if not found or (found[1] == _WITH_VERSION and not scope["query_string"]):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not any(name in headers for name in _ASKS_FOR_LESS)


async def _asked(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """Return what the app answers who reads plain files alone."""
    start: Message = {}
    parts: list[bytes] = []

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    await app({**scope, "headers": headers}, receive, told)
    return start, b"".join(parts)


def _is_file(start: Message, path: str) -> bool:
    """Tell whether an answer is the file of a path; Streamlit answers its page where there is none."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == HTTPStatus.OK and (path.endswith(".html") or not kind.startswith("text/html"))


def _packed(start: Message, body: bytes) -> KeptAnswer:
    """Return an answer as it is kept: compressed, unless it is so by its kind."""
    headers = MutableHeaders(raw=list(start["headers"]))
    del headers["etag"], headers["last-modified"]
    if headers.get("content-type", "").startswith(_PACKED):
        body = gzip.compress(body, compresslevel=9, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
    headers["Content-Length"] = str(len(body))
    return KeptAnswer(tuple(headers.raw), body)
