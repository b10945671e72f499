"""While Streamlit cannot read the settings of signing in nobody is served, and what to mend is said in words."""

import logging
from functools import lru_cache

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.wording.language import language
from geodata.door.sign_in import SignInFault
from pages.components.visit.streamlit_parts import read_settings_of_sign_in
from pages.components.visit.way_in import SIGN_IN_FAULT_TEXTS, current_way_in
from pages.server.guard import Guard
from pages.server.headers import SecurityHeaders
from pages.server.refusing import RefusedRequest, refuse
from pages.server.start import open_in_browser


class Settled:
    """Stands for the app: answers in words where Streamlit would fail with a trace at its start and at every request.

    Once the settings are mended the app is served.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand for an app."""
        self.app = app
        self.closed = Starlette(
            middleware=[Middleware(SecurityHeaders), Middleware(Guard), Middleware(_Closed)], lifespan=open_in_browser
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through as long as what Streamlit asks of the secrets at each request has an answer."""
        problem = _problem()
        if problem:
            _log_once(problem)
        await (self.closed if problem else self.app)(scope, receive, send)


class _Closed:
    """Says what to mend, whatever is asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        reason = SIGN_IN_FAULT_TEXTS[current_way_in().mend or SignInFault.UNREADABLE]
        await refuse(RefusedRequest.CLOSED, scope, receive, send, language().text(reason))


def _problem() -> str:
    """Return why Streamlit cannot read the secrets, "" while it can: no text, or a text or a list where a section is meant."""
    try:
        is_text = read_settings_of_sign_in()
    except Exception as error:  # noqa: BLE001 - whatever it is would be raised at every request
        return f"{type(error).__name__}: {error}"
    return "" if is_text else "the cookie_secret is no text"


@lru_cache(maxsize=64)
def _log_once(problem: str) -> None:
    logging.getLogger(__name__).error("the settings of signing in cannot be read: %s", problem)
