"""What every answer tells the browser: whom it may ask, who may frame it, what of the computer it may use, what it may keep."""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geodata.settings import SettingError, tile_setting

PERMISSIONS = (
    "camera=(self), geolocation=(self), fullscreen=(self), microphone=(), payment=(), usb=(), display-capture=()"
)
"""The app takes pictures and asks where one stands, by its own pages alone."""


COMPONENT = "/component/"
"""Where the frame of the map comes from."""
OWN_FILES = "/app/static/"
_NAMED_BY_CONTENT = re.compile(r"/component/.+\.[0-9a-f]{8}\.js")
KEPT = "public, max-age=86400"
"""Of a file whose address changes with it: asked for once a day, not at each visit."""


def content_security_policy(pictures: str, *, is_component: bool) -> str:
    """Return what a page may load: this app alone, and the pictures of a base map that the office has chosen.

    Streamlit writes styles and components into its page, so that scripts are held to this app and to what it made itself.
    The frame of the map alone may run text as a script: streamlit-folium hands the map over as one.
    """
    made = "'unsafe-inline' 'unsafe-eval'" if is_component else "'unsafe-inline'"
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {made} blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {pictures}".rstrip(),
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "frame-ancestors 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
        )
    )


def security_headers(*, is_component: bool) -> dict[str, str]:
    """Return the headers of an answer, of one to the frame of a component or of any other."""
    pictures = _pictures()
    return {
        "Content-Security-Policy": content_security_policy(pictures, is_component=is_component),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Referrer-Policy": "strict-origin-when-cross-origin"
        if pictures
        else "same-origin",  # tile servers ask who asks
        "X-Content-Type-Options": "nosniff",
    }


class SecurityHeaders:
    """Adds the headers to every answer, those of a refusal as well."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app
        self.headers = {is_component: security_headers(is_component=is_component) for is_component in (False, True)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through and add to its answer."""
        path = scope.get("path", "")
        headers = self.headers[COMPONENT in path]
        has_version = (OWN_FILES in path and scope.get("query_string")) or _NAMED_BY_CONTENT.search(path)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
                if has_version and message["status"] == HTTPStatus.OK:
                    MutableHeaders(scope=message)["Cache-Control"] = KEPT
            await send(message)

        await self.app(scope, receive, answer)


def _pictures() -> str:
    """Return where the pictures of the base map come from, "" for none outside; a wrong setting is told where the map is drawn."""
    try:
        setting = tile_setting()
    except SettingError:
        return ""
    parts = urlsplit(setting.url) if setting and setting.url else None
    return f"{parts.scheme}://{parts.netloc}" if parts else ""
