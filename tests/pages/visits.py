"""Visits without a browser: on this computer, from elsewhere, signed in with a role."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.prepared.current import CurrentRecord
from geodata.door.access import Caller
from geodata.door.start_token import cookie_name
from geodata.settings import StoreAddress
from geodata.store import Store
from pages.components.visit import access, office, way_in
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates
from tests.streamlit_parts import as_in_a_server

__all__ = ["as_in_a_server"]
DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
HOST = "localhost:8501"
HERE = Caller(
    "127.0.0.1", {"host": [HOST], "origin": [f"http://{HOST}"]}, {cookie_name(HOST): way_in.start_token().cookie}
)
SECRETS = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": "only for tests, nothing rests on it 0123",
        "client_id": "khuyen-cong",
        "client_secret": "only for tests",
        "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
    }
}
TABS = {
    "funding": ("districts", "sectors", "contents", "effect", "plans", "list"),
    "exports": ("exporters", "matrix", "quantities", "first"),
    "ocop": ("certificates", "years", "rounds", "apart", "typical"),
    "proposals": ("steps", "list", "due", "years", "surveys"),
}
"""The tabs of each screen, as its address names them."""


def on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all visits come from a browser on this computer."""
    monkeypatch.setattr(access, "caller", lambda: HERE)


def own_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Give the visits of a test a store of their own."""
    file = folder / "khuyencong.sqlite3"
    current = CurrentRecord(StoreAddress(f"sqlite:///{file}", file), patience_s=60)
    monkeypatch.setattr(office, "current_record", lambda: current)
    yield current.store()
    current.store().close()


def signed_in(app: AppTest, person: str, **claims: object) -> AppTest:
    """Give a visit a provider and the claims of a person."""
    app.secrets = SECRETS
    now = int(time.time())
    app.user = {"is_logged_in": True, "sub": person, "email": person, "iat": now, "exp": now + 3600, **claims}  # type: ignore[assignment]
    return app


def visit(page: str = "", **query: str) -> AppTest:
    """Open the first screen, or straight the page that is named, as an address does; nothing may go wrong."""
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return checked((app.switch_page(f"pages/{page}.py") if page else app).run())


def checked(app: AppTest) -> AppTest:
    """Return the visit unless it shows an error."""
    assert [element.value for element in app.exception] == []
    return app


def texts(app: AppTest) -> str:
    """Return all text that a visit shows, as it reads."""
    elements = [*app.markdown, *app.caption, *app.warning, *app.header, *app.error, *app.info, *app.success, *app.text]
    return re.sub(r"\\([^\w\s])|\u2060", r"\1", "\n".join(str(element.value) for element in elements))


def links(app: AppTest) -> list[str]:
    """Return the words of the links between the screens."""
    of_screens = [json.loads(one.proto.bytes)["groups"] for one in app.get("bidi_component") if one.key == "navigation"]
    listed = [link["label"] for groups in of_screens for group in groups for link in group]
    return [*listed, *(element.proto.label for element in app.get("page_link"))]


def components(app: AppTest) -> list[str]:
    """Return the keys of the components that a screen mounts, without those that say nothing of the record: the language of the page, the head, the links."""
    return [
        one.key for one in app.get("bidi_component") if one.key not in {"page_language", "frame_head", "navigation"}
    ]


def element(app: AppTest, key: str) -> Any:
    """Return what was sent to the component of this key."""
    return next(one.proto for one in app.get("bidi_component") if one.proto.id.endswith(f"-{key}"))


def tell(app: AppTest, key: str, event: str, value: object) -> AppTest:
    """Return the visit after its component of this key reported something."""
    trigger = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{element(app, key).id}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
    return checked(app._run(WidgetStates(widgets=[trigger])))


def said(app: AppTest) -> dict[str, Any]:
    """Return what the head says was done."""
    return json.loads(element(app, "frame_head").json)["said"] or {}


def take_back(app: AppTest) -> AppTest:
    """Return the visit after what the head says was done is taken back."""
    return tell(app, "frame_head", "undone", said(app)["number"])
