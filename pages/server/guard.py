"""Whom the server answers at all, and how many files a visit may leave here."""

import re
from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.wording.language import language, mark
from geodata.door.access import Caller, Permission, is_own_origin, is_straight_from_here
from pages.components.visit.access import visitor_of_request, visitor_of_session
from pages.components.visit.streamlit_parts import files_left, is_host_allowed, remove_file
from pages.server.messages import MOST_ADDRESS, MOST_FILES, only_own_messages
from pages.server.refusing import RefusedRequest, refuse

UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?")
_METRICS = re.compile(r"/_stcore/metrics/?")
TOO_LONG = mark("This address is too long to be understood. Open the app anew and choose again.")
FILES_IN_ALL = 20
REQUEST_HEADERS = frozenset(
    {
        "content-length",
        "content-type",
        "priority",
        "referer",
        "sec-ch-ua",
        "sec-ch-ua-mobile",
        "sec-ch-ua-platform",
        "x-xsrftoken",
    }
)
"""What a page of this app says with a request and not with a web socket; none of it was added on the way."""


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
        elif foreign := _foreign(scope):
            await refuse(RefusedRequest.FOREIGN, scope, receive, send, **foreign)
        elif len(scope.get("query_string", b"")) > MOST_ADDRESS:
            await refuse(RefusedRequest.ADDRESS, scope, receive, send, language().text(TOO_LONG))
        elif scope["type"] == "websocket":
            await self.app(scope, only_own_messages(receive, send), send)
        elif _METRICS.search(scope["path"]) and not is_straight_from_here(_caller(scope)):
            await refuse(RefusedRequest.METRICS, scope, receive, send)
        elif scope["method"] == "PUT" and (upload := UPLOAD.search(scope["path"])):
            await self._upload(upload[1], scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file of a visit that may edit, from the person of that visit; the oldest of its files goes for it."""
        if not await run_in_threadpool(_may_leave, session, scope):
            await refuse(RefusedRequest.FILE, scope, receive, send)
            return
        if not self._has_room(session):
            await refuse(RefusedRequest.FILES, scope, receive, send)
            return
        self.coming[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming -= Counter([session])

    def _has_room(self, session: str) -> bool:
        """Tell whether one more file may come, the oldest of the visit having gone for it."""
        left = files_left()
        if left is None or self.coming[session] >= MOST_FILES:
            return False
        own = left.get(session, ())
        gone = own[: max(0, len(own) + self.coming[session] + 1 - MOST_FILES)]
        for file in gone:
            remove_file(session, file)
        return self.coming.total() + sum(map(len, left.values())) - len(gone) < FILES_IN_ALL


def _foreign(scope: Scope) -> dict[str, str]:
    """Return the names by which a request is not of this app, or not from a page of it where the browser names the page.

    Streamlit would ask the internet for this computer's address to tell a foreign page. A browser names the page of every
    web socket; what names none is a program, which looks.
    """
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    is_named = len(hosts) == 1 and is_host_allowed(hosts[0])
    if is_named and len(origins) <= 1 and all(is_own_origin(origin, hosts[0]) for origin in origins):
        return {}
    return {"host": ", ".join(hosts), "origin": ", ".join(origins)}


def _may_leave(session: str, scope: Scope) -> bool:
    """Tell whether who sends a file may edit, as the visit that it is for may, and is the same person."""
    sender, named = visitor_of_request(_caller(scope)), visitor_of_session(session)
    return sender.may(Permission.EDIT) and named.may(Permission.EDIT) and sender.who == named.who


def _caller(scope: Scope) -> Caller:
    headers, client = Headers(scope=scope), scope.get("client")
    named = {name: headers.getlist(name) for name in headers if name not in REQUEST_HEADERS}
    return Caller(client[0] if client else None, named, HTTPConnection(scope).cookies)
