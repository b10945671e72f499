"""The settings of signing in as they are now: secrets, roles, address, the office's word; read anew when they change."""

import logging
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st

from analytics.wording.language import mark
from geodata import settings
from geodata.door.sign_in import SignInFault, WayIn, is_like, way_in
from geodata.door.start_token import StartToken
from geodata.settings import SettingError, is_roles_file_named, roles_file, sign_in_choice
from pages.components.visit.streamlit_parts import StreamlitSecretNotFoundError, secret_files, setting

_SEEN: set[str] = set()
"""The files of secrets that were there since the app started; one that goes does not open what it closed."""
SIGN_IN_FAULT_TEXTS: dict[SignInFault, str] = {
    SignInFault.UNREADABLE: mark(
        "The file secrets.toml cannot be read: it has to be TOML, saved as UTF-8, with a section [auth]. The app's log says where."
    ),
    SignInFault.GONE: mark(
        "The file secrets.toml was there when the app started and is gone. Put it back, or start the app again."
    ),
    SignInFault.NO_AUTH: mark(
        "The file secrets.toml has no section [auth] with a provider in it. Look at its spelling."
    ),
    SignInFault.GUESSABLE: mark(
        "The cookie_secret in secrets.toml is missing or can be guessed. Let the command in docs/access.md make one, of 32 signs or more."
    ),
    SignInFault.MISNAMED: mark(
        "A file has nearly the name of secrets.toml or of the file of roles; the app's log says which. Give it the right name, or take it away."
    ),
    SignInFault.ROLES_WITHOUT_AUTH: mark("There is a file of roles, but no [auth] in secrets.toml."),
    SignInFault.ADDRESS_WITHOUT_AUTH: mark(
        "Other computers reach this address, but there is no [auth] in secrets.toml. Set it up, or let everybody look with KHUYENCONG_SIGN_IN=look."
    ),
    SignInFault.REQUIRED_WITHOUT_AUTH: mark(
        "KHUYENCONG_SIGN_IN=required is set, but there is no [auth] in secrets.toml."
    ),
    SignInFault.SETTING: mark("A setting of signing in has a value that is not understood; the app's log names it."),
    SignInFault.ROLES: mark("The file of roles is not understood; the app's log says which line."),
}


@cache
def start_token() -> StartToken:
    """Return the start token of this process."""
    return StartToken(settings.given_start_token())


def current_way_in() -> WayIn:
    """Return how people get in now; what is wrong with the settings goes to the log."""
    try:
        secrets = _secrets()
        found = way_in(
            secrets,
            address=setting("server.address"),
            has_roles=is_roles_file_named() or _is_there(str(roles_file())),
            choice=sign_in_choice(),
            is_misnamed=secrets is None and _is_misnamed(),
        )
    except _GoneError:
        found = WayIn(mend=SignInFault.GONE)
    except SettingError as error:
        log_once(str(error))
        found = WayIn(mend=SignInFault.SETTING)
    except (StreamlitSecretNotFoundError, OSError, ValueError) as error:
        log_once(str(error))
        found = WayIn(mend=SignInFault.UNREADABLE)
    if found.mend:
        log_once(SIGN_IN_FAULT_TEXTS[found.mend])
    return found


@lru_cache(maxsize=64)
def log_once(problem: str) -> None:
    """Write a problem with the settings to the log, once."""
    logging.getLogger(__name__).error("setting: %s", problem)


class _GoneError(Exception):
    """A file of secrets that was there is not there any more."""


def _secrets() -> Mapping[str, object] | None:
    """Return the secrets, None without a file; Streamlit keeps what it has read until a file changes."""
    looked_for = secret_files()
    if looked_for is not None:
        files = {path for path in looked_for if _is_there(path)}
        _SEEN.update(files)
        if not files and _SEEN:
            raise _GoneError
        if not files:
            return None
    return {name: st.secrets[name] for name in st.secrets}


def _is_misnamed() -> bool:
    """Tell whether a file lies where secrets or roles would, under nearly their name."""
    meant = [Path(path) for path in setting("secrets.files")] + [roles_file()]
    found = [path.parent / name for path in meant for name in _names(path.parent) if is_like(name, path.name)]
    if found:
        log_once(f"{found[0]}: is it meant to be another file?")
    return bool(found)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone, at every rerun
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_there(path: str) -> bool:
    """Tell whether there is something under a name, be it a link to nothing; what cannot be told is an error."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
