"""The page that a browser gets first: Streamlit's own, with the frame and the districts drawn on it until the first screen is there.

An address that is none of the app's leads home in words, not in Streamlit's English.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.wording.language import HOUSE, LANGUAGES, Language, language
from geodata.boundaries import layer_path
from geodata.layers.base import LAYERS_SEEN_FIRST
from pages.components.browser.assets import assets_version
from pages.components.browser.frontend import address, style
from pages.components.frame.screens import ALL_SCREENS, HOME, SCREEN_GROUPS
from pages.components.visit.streamlit_parts import element_scripts, index_page, setting
from pages.server.nowhere import nowhere_page

_NAMES = frozenset(screen.name for screen in ALL_SCREENS)
_WIDTH = 600
_STEP = 5
"""How wide the drawing of the districts is, and how far its points stand apart: coarse, so that it comes with the page."""
_OF_STREAMLIT = ("_stcore/", "app/static/", "component/", "media/", "static/")
"""Files and frames, of which some are pages."""
_BASE = "window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href };"
"""Streamlit's script would ask below each screen's address first where the server is, and find nothing there."""
_ELEMENTS = ("BidiComponent", "Html", "Button", "ButtonGroup")
_OF_THE_MAP = ("Selectbox", "ComponentInstance")


class FirstPage:
    """Answers the addresses of screens; everything else is Streamlit's."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what asks for a page, let everything else through; Streamlit's page for an address of no screen is told in words."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        name = _name(scope["path"])
        if name == HOME:
            await RedirectResponse(f"./?{query}" if query else "./", 307)(scope, receive, send)
        elif name in _NAMES or name == "":
            page = _page(name or HOME, _code(query))
            await HTMLResponse(page, headers={"Cache-Control": "no-cache"})(scope, receive, send)
        elif name.startswith(_OF_STREAMLIT):
            await self.app(scope, receive, send)
        else:
            await self._unless_page(scope, receive, send, _nowhere(name, query))

    async def _unless_page(self, scope: Scope, receive: Receive, send: Send, instead: Response) -> None:
        """Let a request through, and answer `instead` where Streamlit would send its page: a sign-in comes back to an address of its own."""
        is_page = False

        async def told(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_page = message["status"] == HTTPStatus.OK and kind.startswith("text/html")
            if not is_page:
                await send(message)

        await self.app(scope, receive, told)
        if is_page:
            await instead(scope, receive, send)


def _name(path: str) -> str:
    """Return what an address names below the base of the app."""
    base = str(setting("server.baseUrlPath")).strip("/")
    return (path.removeprefix(f"/{base}") if base else path).removeprefix("/")


def _nowhere(name: str, query: str) -> Response:
    """Return the page of an address of no screen."""
    root = "../" * name.count("/") or "./"
    return HTMLResponse(nowhere_page(name, root, language(_code(query))), 404, {"Cache-Control": "no-cache"})


def _code(query: str) -> str:
    code = parse_qs(query).get("lang", [HOUSE])[0]
    return code if code in LANGUAGES else HOUSE


@lru_cache
def _page(name: str, code: str) -> str:
    """Return Streamlit's page with the drawing of a screen; it stays on top until the screen is there."""
    spoken = language(code)
    page = index_page().read_text("utf-8")
    no_script = escape(spoken.text("This app needs JavaScript."))
    title = escape(spoken.text("Industrial promotion in Bắc Giang"))
    for pattern, replacement in (
        (r'<html lang="\w+">', f'<html lang="{code}">'),
        (r"<title>.*?</title>", f"<title>{title}</title>"),
        (
            r"</head>",
            f"<script>{_BASE}</script>\n<style>{style('first_page.css')}</style>\n{_early_links(has_map=name == HOME)}\n</head>",
        ),
        (
            r"<noscript>.*?</noscript>",
            f"<noscript>{no_script}</noscript>{_drawing(name, title, spoken)}",
        ),
    ):
        before, after = _parted(pattern, page)
        page = f"{before}{replacement}{after}"
    return page


def _parted(pattern: str, page: str) -> tuple[str, str]:
    """Return what stands before and after the first match of a pattern.

    Raises ValueError where Streamlit's page has changed, so that it is seen at once.
    """
    found = re.search(pattern, page, re.DOTALL)
    if found is None:
        msg = f"no {pattern} in the first page of Streamlit"
        raise ValueError(msg)
    return page[: found.start()], page[found.end() :]


def _drawing(name: str, title: str, language: Language) -> str:
    """Return the frame of a screen and a coarse picture of what it will hold."""
    groups = "".join(
        f"<li>{''.join(f'<span>{escape(language.text(one.short or one.title))}</span>' for one in group)}</li>"
        for group in SCREEN_GROUPS
    )
    body = (
        f'<div class="tiles">{"<i></i>" * 6}</div><div class="sides">{_districts()}<div class="rows">{"<i></i>" * 10}</div></div>'
        if name == HOME
        else f'<div class="tiles wide">{"<i></i>" * 2}</div><div class="rows">{"<i></i>" * 8}</div>'
    )
    wait = escape(language.text("Opening…"))
    return (
        f'<div id="kc-first" role="status"><div class="bar"></div><header><strong>{title}</strong><em>{wait}</em></header>'
        f'<ul aria-hidden="true">{groups}</ul><div class="filters"></div>{body}</div>'
    )


@cache
def _districts() -> str:
    """Return the ten districts as a coarse drawing."""
    layer = json.loads(layer_path("districts_2024").read_text("utf-8"))
    areas = [
        [ring for part in _parts(one["geometry"]) for ring in part]
        for one in layer["features"]
        if one["geometry"] is not None
    ]
    points = [point for rings in areas for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = _WIDTH / (east - west)
    tall = scale * 1.07  # a degree of latitude is longer than one of longitude at 21° north

    def drawn(ring: list[list[float]]) -> str:
        kept: list[tuple[int, int]] = []
        for x, y in ring:
            place = round((x - west) * scale), round((north - y) * tall)
            if not kept or abs(place[0] - kept[-1][0]) + abs(place[1] - kept[-1][1]) >= _STEP:
                kept.append(place)
        return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z" if len(kept) > 2 else ""

    paths = "".join(f'<path d="{"".join(map(drawn, rings))}"/>' for rings in areas)
    return f'<svg viewBox="0 0 {_WIDTH} {round((north - south) * tall)}" aria-hidden="true">{paths}</svg>'


def _parts(geometry: Mapping[str, Any]) -> list[list[list[list[float]]]]:
    """Return the polygons of a geometry, each as its rings."""
    polygons = geometry["coordinates"]
    return list(polygons) if geometry["type"] == "MultiPolygon" else [polygons]


@cache
def _early_links(*, has_map: bool) -> str:
    """Return the links for the head of the page of a screen.

    Modules of the page are read and run at once, after Streamlit's own: where React has to wait for the script of an element, even for a moment, it draws a
    placeholder and keeps it for up to half a second. What the map's frame asks for is fetched when nothing else is, and kept for it.
    """
    elements = element_scripts((*_ELEMENTS, *(_OF_THE_MAP if has_map else ())))
    modules = [*(f"static/js/{name}" for name in elements), address()]
    lines = [f'<link rel="modulepreload" crossorigin href="./{one}" fetchpriority="low">' for one in modules]
    runs = "".join(f'import "./{one}";' for one in modules)
    lines.append(f'<script type="module">{runs}</script>')
    if has_map:
        lines += [f'<link rel="prefetch" href="./{one}">' for one in _of_the_frame()]
    return "\n".join(lines)


def _of_the_frame() -> list[str]:
    version = assets_version()
    layers = (f"map/{name}.json" for name in LAYERS_SEEN_FIRST)
    names = ("map/map.js", "vendor/leaflet.js", "vendor/leaflet.css", "map/map.css", *layers)
    return [f"app/static/{name}?v={version}" for name in names]
