"""A base map in a real browser: drawn from its address or file, and named when it cannot be reached; test_map looks at the app without a setting."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geodata.record import Record
from geodata.settings import TILES_ATTRIBUTION, TILES_FILE, TILES_URL
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Serve
from tests.geodata.layers.test_tiles import mbtiles, png

pytestmark = pytest.mark.browser
HOSTILE = "© Sở <img src=x onerror=alert(1)>"
LOADED = ".leaflet-kc-tile-pane img.leaflet-tile-loaded"


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """Serve one picture for every tile on this computer; gives the address and the paths asked for."""
    asked: list[str] = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(png())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", asked
    finally:
        server.shutdown()
        server.server_close()


def still_works(page: Page, frame: FrameLocator) -> None:
    """Choose a district on the map and see it chosen."""
    expect(frame.locator("[data-unit]")).to_have_count(10)
    screens.click_district(page, "217")
    expect(screens.district(page, "217")).to_have_attribute("aria-pressed", "true")


def test_tiles_of_an_address_are_drawn_beneath_and_named_when_they_fail(
    serve: Serve, open_page: Callable[..., object]
) -> None:
    with tile_server() as (url, asked):
        settings = {TILES_URL: url, TILES_ATTRIBUTION: HOSTILE}
        with serve(ROOT / "dashboard.py", env=settings) as app:
            opened = open_page(app)
            frame = screens.map_frame(opened.page)
            expect(frame.locator(LOADED).first).to_be_attached(timeout=screens.WAIT_MS)
            expect(frame.locator(".kc-notice-tiles")).to_be_hidden()
            expect(frame.locator(".leaflet-control-attribution")).to_contain_text(HOSTILE)
            expect(frame.locator(".leaflet-control-attribution")).to_contain_text("Ranh giới")
            rest.settled(opened.page)
            opacity = "node => getComputedStyle(node).fillOpacity"
            assert float(frame.locator(".kc-neighbour").first.evaluate(opacity)) == 0
            assert float(frame.locator("[data-unit]").first.evaluate(opacity)) < 0.7
            assert asked
            assert opened.outside == []
            assert opened.errors == []

            opened.page.context.route("**/*.png", lambda route: route.abort())
            screens.zoom_to(opened.page, 21.4, 106.5, 13)
            expect(frame.locator(".kc-notice-tiles")).to_have_text(
                "Không kết nối được bản đồ nền. Bản đồ vẫn dùng được."
            )
            expect(frame.locator(".kc-notice-tiles")).to_be_visible()
            still_works(opened.page, frame)

            opened.page.context.unroute("**/*.png")
            screens.zoom_to(opened.page, 21.3, 106.2, 12)
            expect(frame.locator(".kc-notice-tiles")).to_be_hidden()
            an_address_that_never_answers_leaves_a_map_that_works(open_page, app)


def an_address_that_never_answers_leaves_a_map_that_works(open_page: Callable[..., object], app: str) -> None:
    """Open the map as a visitor whose computer does not reach the server of the tiles."""
    opened = open_page("about:blank")
    opened.page.route("**/*.png", lambda route: route.abort("connectionrefused"))
    opened.page.goto(app)
    frame = screens.map_frame(opened.page)
    expect(frame.locator(".kc-notice-tiles")).to_be_visible(timeout=screens.WAIT_MS)
    still_works(opened.page, frame)
    assert opened.outside == []


def test_tiles_of_a_file_are_served_by_the_app(serve: Serve, open_page: Callable[..., object], tmp_path: Path) -> None:
    settings = {TILES_FILE: str(mbtiles(tmp_path / "base.mbtiles", range(8, 12))), TILES_ATTRIBUTION: "© Sở"}
    with serve(ROOT / "dashboard.py", env=settings) as app:
        opened = open_page(app)
        frame = screens.map_frame(opened.page)
        expect(frame.locator(LOADED).first).to_be_attached(timeout=screens.WAIT_MS)
        source = frame.locator(LOADED).first.get_attribute("src") or ""
        assert source.startswith("../../app/static/tiles/")
        expect(frame.locator(".kc-notice-tiles")).to_be_hidden()
        still_works(opened.page, frame)
        assert opened.outside == []
        screens.zoom_to(opened.page, 20.7, 107.6, 13)
        expect(frame.locator(".kc-notice-tiles")).to_have_text("Bản đồ nền không có phần này.")
        expect(frame.locator(".kc-notice-tiles")).to_be_visible()


def the_first_visit_of_a_server_may_go_straight_to_another_page(page: Page, record: Record) -> None:
    statements = len(record["provenance"].drop_duplicates(["fact_file", "fact_line"])) + len(record["omitted"])
    expect(page.get_by_text(f"{statements:,} statements")).to_be_visible(timeout=screens.WAIT_MS)
    expect(page.get_by_role("button", name="Print")).to_be_visible()


def test_a_setting_that_cannot_be_followed_is_named_and_the_map_works(
    serve: Serve, open_page: Callable[..., object], record: Record
) -> None:
    with serve(ROOT / "dashboard.py", env={TILES_FILE: "/nowhere.mbtiles", TILES_ATTRIBUTION: "© Sở"}) as app:
        the_first_visit_of_a_server_may_go_straight_to_another_page(open_page(f"{app}/sources?lang=en").page, record)
        opened = open_page(app)
        frame = screens.map_frame(opened.page)
        expect(opened.page.get_by_text("Không hiển thị bản đồ nền")).to_contain_text("there is no such file")
        still_works(opened.page, frame)
