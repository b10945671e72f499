"""What tests need of Streamlit's private parts: no other test names them (see pages/components/visit/streamlit_parts.py)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config, net_util
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import runtime_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.secrets import Secrets, secrets_singleton
from streamlit.testing.v1.util import patch_config_options
from streamlit.util import calc_hash
from streamlit.web import bootstrap

from geodata.door.access import Caller
from pages.components.visit import streamlit_parts

__all__ = ["patch_config_options"]
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""Which of the installed packages bring components of Streamlit: a server looks once, each visit of a test would look anew."""


def known_settings() -> set[str]:
    """Return the names of all settings that Streamlit knows."""
    return set(config.get_config_options())


def as_in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each run find what a server finds after its first: that pages are chosen by st.navigation."""
    make = PagesManager.__init__

    def made(self: PagesManager, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made)


def ask_for_page(app: Any, name: str) -> None:
    """Let a visit ask for a page, as the browser does for its address."""
    app._page_hash = calc_hash(name)


def forget_secrets() -> None:
    """Let Streamlit read the files of secrets again."""
    secrets_singleton._reset()


@contextmanager
def secrets_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let Streamlit look for secrets in one file alone, which nothing watches."""
    monkeypatch.setattr(secrets_singleton, "_file_watchers_installed", True)
    with patch_config_options({"secrets.files": [str(path)]}):
        forget_secrets()
        yield
        forget_secrets()


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by each file of secrets that is read."""
    read: list[str] = []
    parse = Secrets._parse_file_path
    monkeypatch.setattr(Secrets, "_parse_file_path", lambda self, path: read.append(path) or parse(self, path))
    return read


def visits_go_on(visits: Mapping[str, tuple[Caller, dict[str, object]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server have these visits: of each, where it comes from and what its sign-in says."""
    sessions = {name: _session(caller, claims) for name, (caller, claims) in visits.items()}
    manager = SimpleNamespace(get_active_session_info=sessions.get)
    monkeypatch.setattr(streamlit_parts.runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))


def _session(caller: Caller, claims: dict[str, object]) -> SimpleNamespace:
    headers = [(name, value) for name, values in caller.headers.items() for value in values]
    context = SimpleNamespace(remote_ip=caller.peer, headers=headers, cookies=caller.cookies)
    return SimpleNamespace(client=SimpleNamespace(client_context=context), session=SimpleNamespace(_user_info=claims))


@contextmanager
def most_message_megabytes(megabytes: int) -> Iterator[None]:
    """Let a message of a browser be so large; Streamlit keeps the setting that it has read first."""
    with patch_config_options({"server.maxWidgetStateSize": megabytes}):
        runtime_util._max_widget_state_size_bytes = None
        yield
    runtime_util._max_widget_state_size_bytes = None


def greet(settings: Mapping[str, object], monkeypatch: pytest.MonkeyPatch, on_look_up: Callable[[], object]) -> None:
    """Let Streamlit greet as it does at its start; `on_look_up` is called where it asks for this computer's address."""
    for name in ("get_external_ip", "get_internal_ip"):
        monkeypatch.setattr(net_util, name, on_look_up)
    with patch_config_options(dict(settings)):
        bootstrap._print_url(is_running_hello=False)
