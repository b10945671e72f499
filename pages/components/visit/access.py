"""Who looks at the app and what that person may do, asked anew at every use; without an answer nothing is allowed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from geodata.door.access import (
    Caller,
    Permission,
    Role,
    SignInRefusal,
    Visitor,
    ends_at_the_latest,
    local_visitor,
    person_of,
    sign_in_of,
    signed_in_visitor,
)
from geodata.door.roles import read_roles
from geodata.events import Event, log_event
from geodata.grouping import grouped_by
from geodata.jobs import VISIT
from geodata.settings import SettingError, local_user, roles_file
from geodata.store.model import StoreError
from pages.components.visit.memory import memory
from pages.components.visit.streamlit_parts import (
    claims_in,
    client_and_claims,
    client_of_run,
    for_this_visit,
    session_id,
)
from pages.components.visit.way_in import current_way_in, log_once, start_token


class NotAllowedError(PermissionError):
    """An action was asked for by someone who may not do it; nothing was done."""


def role() -> Role | None:
    """Return the role of this visit, None where people sign in and the visitor has none."""
    return visitor().role


def who() -> str:
    """Return the name under which the audit keeps what this visit does."""
    return visitor().who


def may(permission: Permission) -> bool:
    """Tell whether this visit is allowed something, for what a screen offers."""
    return visitor_of_run().may(permission)


def require(permission: Permission) -> None:
    """Return if this visit is allowed something now, else raise NotAllowedError; the first line of every action."""
    if not visitor().may(permission):
        log_event(Event.REFUSAL, what="right", right=permission.value)
        raise NotAllowedError(permission.value)


def requiring(permission: Permission, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return how to make a file when it is asked for, in a thread of the server: the right is asked again there."""

    def made() -> bytes:
        require(permission)
        return make()

    return for_this_visit(made)


def visitor() -> Visitor:
    """Return who looks, asked now."""
    return _visitor(caller(), st.user.to_dict)


def person() -> str:
    """Return a digest of the person who has signed in, "" where nobody has."""
    return person_of(st.user.to_dict()) if visitor().is_signed_in else ""


def visitor_of_run() -> Visitor:
    """Return who looks as it was when this run of the screens began; asked now outside one."""
    return memory().visitor_of_run or visitor()


def follow_rights() -> None:
    """Ask who looks for this run of the screens; what is done, and each file that is made, asks again."""
    held = memory()
    held.visitor_of_run = found = visitor()
    if found.is_signed_in and held.signed_in_as != found.role:
        log_event(Event.SIGN_IN, role=found.role or "none")
        held.signed_in_as = found.role
    name_visit()


def name_visit() -> None:
    """Let heavy work that this thread asks for from now on wait as this visit's, so that nobody waits for one visit alone."""
    VISIT.set(session_id())


def let_rights_go() -> None:
    """Keep no answer between runs."""
    memory().visitor_of_run = None


def visitor_of_session(session: str) -> Visitor:
    """Return who a visit is, for what comes in beside its web socket, such as a file."""
    found = client_and_claims(session)
    return Visitor("", None) if found is None else _visitor(_caller(found[0]), found[1])


def visitor_of_request(connection: Caller) -> Visitor:
    """Return who sends a request, by the cookies that its browser sends with it."""
    return _visitor(connection, lambda: claims_in(connection.cookies, "".join(connection.headers.get("origin", ()))))


def _visitor(connection: Caller, claims_of: Callable[[], Mapping[str, object]]) -> Visitor:
    """Return who looks, by the provider's claims where people sign in, else by where the connection comes from."""
    way = current_way_in()
    if way.mend:
        return Visitor("", None, SignInRefusal.BROKEN_SETTING)
    if way.auth is None:
        has_token = start_token().is_in(connection.cookies, "".join(connection.headers.get("host", ())))
        return local_visitor(connection, local_user(), has_token=has_token)
    claims = claims_of()
    try:
        found = signed_in_visitor(claims, read_roles(roles_file()), time.time())
    except SettingError as error:
        log_once(str(error))
        return Visitor("", None, SignInRefusal.BROKEN_SETTING)
    return _unless_signed_out(found, claims) if found.role else found


def _unless_signed_out(found: Visitor, claims: Mapping[str, object]) -> Visitor:
    """Return a visitor as long as the sign-in was not ended, in whichever window or process.

    Streamlit's cookie alone would go on in a window that stays open. While the store does not answer, who is signed in may
    only look.
    """
    from pages.components.visit.office import current_record  # noqa: PLC0415 - what the office commits asks here for rights

    try:
        return Visitor("", None, SignInRefusal.SIGNED_OUT) if current_record().has_ended(sign_in_of(claims)) else found
    except StoreError as error:
        log_once(str(error))
        return replace(found, role=Role.VIEWER)


def providers() -> tuple[str | None, ...]:
    """Return the names of the providers that one can sign in with; None is the only one, which has no name."""
    auth = current_way_in().auth or {}
    named = tuple(name for name, part in auth.items() if isinstance(part, Mapping) and "client_id" in part)
    return named or (None,)


def caller() -> Caller:
    """Return the connection of this visit as the server sees it; without a browser nothing is known of it."""
    return _caller(client_of_run())


def _caller(client: object) -> Caller:
    context = getattr(client, "client_context", None)
    peer = getattr(context, "remote_ip", None)
    if context is None or not isinstance(peer, str):
        return Caller(None)
    headers = grouped_by((name.lower(), value) for name, value in context.headers)
    return Caller(peer, headers, context.cookies)


def sign_out() -> None:
    """End this sign-in, in the other windows of the visitor as well."""
    from pages.components.visit.office import store  # noqa: PLC0415 - what the office commits asks here for rights

    claims, now = st.user.to_dict(), time.time()
    try:
        store().end_sign_in(sign_in_of(claims), ends=ends_at_the_latest(claims, now), now=int(now))
    except StoreError as error:
        log_once(str(error))
    log_event(Event.SIGN_OUT)
    st.logout()
