"""How this computer's browser gets the start token: the app opens its own address with it and prints it on the console, where its log goes too."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.wording.language import language
from geodata.door.sign_in import WayIn
from geodata.door.start_token import cookie_name
from geodata.events import Event, log_event
from pages.components.visit.streamlit_parts import (
    address_of_app,
    find_pages_by_navigation_alone,
    open_browser,
    print_line,
    send_at_once,
    setting,
    spare_reruns,
)
from pages.components.visit.way_in import current_way_in, start_token

PARAMETER = "token"
COOKIE_SECONDS = 30 * 24 * 3600
"""A browser that is closed in the evening need not look for the address again; the next start of the app ends it."""
BROWSER_AFTER_SECONDS = 0.2
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_OURS = ("analytics", "geodata", "pages")


class Start:
    """Takes the token out of an address: the browser gets a cookie for it and the same address without it.

    So the token stands in no link that is copied, and Streamlit never sees it.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an address with a token, let everything else through."""
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == PARAMETER]
        if scope["type"] != "http" or scope["method"] != "GET" or not given:
            await self.app(scope, receive, send)
            return
        rest = urlencode([(name, value) for name, value in query if name != PARAMETER])
        path = quote("/" + scope["path"].lstrip("/\\"))
        answer = Response(status_code=303, headers={"Location": f"{path}?{rest}" if rest else path})
        answer.headers["Cache-Control"] = "no-store"
        if start_token().takes(given[0]):
            answer.set_cookie(
                cookie_name(Headers(scope=scope).get("host", "")),
                start_token().cookie,
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="strict",
                secure=scope["scheme"] == "https",
            )
        await answer(scope, receive, send)


@asynccontextmanager
async def open_in_browser(app: object) -> AsyncIterator[None]:
    """Say where the app is once its port is known, and open it in a browser of this computer."""
    del app
    find_pages_by_navigation_alone()
    _log_to_console()
    spare_reruns()
    send_at_once()
    found = current_way_in()
    address = address_of_app()
    log_event(
        Event.START,
        sign_in="open" if found == WayIn() else "closed" if found.mend else "people" if found.auth else "look",
    )
    if found == WayIn():
        _say(language().text("Open the app, to look and to edit: {address}", address=_with(start_token().text)))
        address = _with(start_token().key_for_one_use())
    else:
        _say(language().text("Open the app: {address}", address=address))
    Thread(target=_warm, name="warm", daemon=True).start()
    if not setting("server.headless"):
        asyncio.get_running_loop().call_later(BROWSER_AFTER_SECONDS, open_browser, address)
    yield


def _warm() -> None:
    """Load what the screens need and prepare the record, so that the first visit does not wait for it."""
    from pages.components.frame.warm import warm  # noqa: PLC0415 - it loads the data libraries

    warm()


def _with(token: str) -> str:
    return f"{address_of_app()}/?{PARAMETER}={token}"


def _say(line: str) -> None:
    """Print on the console, in the letters that it has; no log is written to."""
    letters = getattr(sys.stdout, "encoding", None) or "utf-8"
    print_line(f"\n  {line.encode(letters, 'replace').decode(letters)}\n")


def _log_to_console() -> None:
    """Write what the app logs to the console; who set up the log of the process before keeps that."""
    logging.basicConfig(format=_FORMAT)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
