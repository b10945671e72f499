"""Who looks at the app and what that person may do, asked anew at every use; without an answer nothing is allowed."""

import logging
import time
from collections.abc import Mapping
from functools import lru_cache

import streamlit as st
from streamlit import runtime
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geodata.access import (
    Caller,
    Permission,
    Refusal,
    Role,
    Visitor,
    local_visitor,
    signed_in_visitor,
)
from geodata.roles import read_roles
from geodata.settings import SettingError, local_user, roles_file

_SIGNED_OUT: set[tuple[str, ...]] = set()
"""The sign-ins that have ended; Streamlit's cookie alone would go on in a window that stays open."""


class NotAllowedError(PermissionError):
    """An action was asked for by someone who may not do it; nothing was done."""


def role() -> Role | None:
    """Return the role of this visit, None where sign-in is configured and the visitor has none."""
    return visitor().role


def who() -> str:
    """Return the name under which the audit keeps what this visit does."""
    return visitor().who


def may(permission: Permission) -> bool:
    """Tell whether this visit is allowed something."""
    return visitor().may(permission)


def require(permission: Permission) -> None:
    """Return if this visit is allowed something, else raise NotAllowedError; the first line of every action."""
    if not may(permission):
        raise NotAllowedError(permission.value)


def visitor() -> Visitor:
    """Return who looks, by the provider's claims where sign-in is configured, else by where the connection comes from."""
    auth = sign_in_setting()
    if auth is None:
        return local_visitor(caller(), local_user())
    if not auth:
        return Visitor("", None, Refusal.BROKEN_SETTING)
    claims = st.user.to_dict()
    if _key(claims) in _SIGNED_OUT:
        return Visitor("", None, Refusal.SIGNED_OUT)
    try:
        return signed_in_visitor(claims, read_roles(roles_file()), time.time())
    except SettingError as error:
        _log_once(str(error))
        return Visitor("", None, Refusal.BROKEN_SETTING)


def sign_in_setting() -> Mapping[str, object] | None:
    """Return the `[auth]` part of Streamlit's secrets; None when there is none, empty when secrets cannot be read."""
    try:
        secrets = st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found":
            return None
        _log_once(str(error))
        return {}
    if "auth" not in secrets:
        return None
    return secrets["auth"] if isinstance(secrets["auth"], dict) else {}


def providers() -> tuple[str | None, ...]:
    """Return the names of the providers that one can sign in with; None is the only one, which has no name."""
    auth = sign_in_setting() or {}
    named = tuple(name for name, part in auth.items() if isinstance(part, dict) and "client_id" in part)
    return named or (None,)


def caller() -> Caller:
    """Return the connection of this visit as the server sees it; without a browser nothing is known of it."""
    context = get_script_run_ctx()
    client = runtime.get_instance().get_client(context.session_id) if context and runtime.exists() else None
    peer = getattr(getattr(client, "client_context", None), "remote_ip", None)
    if not isinstance(peer, str):
        return Caller(None)
    headers: dict[str, list[str]] = {}
    for name, value in client.client_context.headers:
        headers.setdefault(name.lower(), []).append(value)
    return Caller(peer, headers)


def sign_out() -> None:
    """End this sign-in, in the other windows of the visitor as well."""
    _SIGNED_OUT.add(_key(st.user.to_dict()))
    st.logout()


@lru_cache(maxsize=64)
def _log_once(problem: str) -> None:
    logging.getLogger(__name__).error("sign-in: %s", problem)


def _key(claims: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(claims.get(name, "")) for name in ("iss", "sub", "iat", "exp", "nonce"))
