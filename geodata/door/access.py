"""Who may do what: roles, what each may, and which role a visitor has; what is unknown never gives more."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from geodata.text import nfc


class Role(StrEnum):
    """What a person is to the app, from the least to the most; each may what those before it may."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What can be allowed: to look, to take data away, to change it, to look after the app."""

    VIEW = "view"
    EXPORT = "export"
    EDIT = "edit"
    ADMINISTER = "administer"


class SignInRefusal(StrEnum):
    """Why a visitor has no role at all, where sign-in is configured."""

    SIGNED_OUT = "signed_out"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    NO_ROLE = "no_role"
    BROKEN_SETTING = "broken_setting"


class ReadOnlyReason(StrEnum):
    """Why a visit may only look, where people do not sign in."""

    ELSEWHERE = "elsewhere"
    NOT_OPENED_HERE = "not_opened_here"


MOST_HOURS = 24 * 14
"""How long a sign-in can last at the most, where the office says how long."""
CLOCKS_APART_SECONDS = 300
"""How far the clocks of the provider and of this computer may be apart."""
LAST_MOMENT = 253_402_300_800
"""The first second of the year 10000."""
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
BROWSER_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "cookie",
        "dnt",
        "host",
        "origin",
        "pragma",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-gpc",
        "sec-websocket-extensions",
        "sec-websocket-key",
        "sec-websocket-protocol",
        "sec-websocket-version",
        "upgrade",
        "user-agent",
    }
)
"""What a browser says when it opens a web socket. Any other header was added on the way, and who adds one speaks for another."""


@dataclass(frozen=True)
class Caller:
    """The connection of a visit: the address at its other end (None: not known), headers by lower-case name, cookies."""

    peer: str | None
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class RoleSetting:
    """Who has which role: by e-mail, by a value of `claim`, else `default` (None: no role).

    A sign-in ends when the provider's token does, or `hours` after it was given where that is set.
    """

    by_email: Mapping[str, Role] = field(default_factory=dict)
    by_claim: Mapping[str, Role] = field(default_factory=dict)
    claim: str = "groups"
    default: Role | None = None
    hours: float | None = None


@dataclass(frozen=True)
class Visitor:
    """Who looks at the app: the name that the audit keeps, the role, or why there is none."""

    who: str
    role: Role | None
    refusal: SignInRefusal | None = None
    is_signed_in: bool = False
    limit: ReadOnlyReason | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether this visitor is allowed something."""
        return self.role is not None and permission in allowed(self.role)


def allowed(role: Role) -> frozenset[Permission]:
    """Return what a role may: a viewer looks, an analyst takes away as well, an editor changes, an admin all."""
    return frozenset(list(Permission)[: list(Role).index(role) + 1])


def is_this_computer(caller: Caller) -> bool:
    """Tell whether a visit certainly comes from a page of this app in a browser on this computer.

    It comes straight from a program here, and its Origin is the Host with its port: another port is another program's page.
    """
    hosts, origins = caller.headers.get("host", ()), caller.headers.get("origin", ())
    return is_straight_from_here(caller) and len(origins) == 1 and is_own_origin(origins[0], hosts[0])


def is_straight_from_here(caller: Caller) -> bool:
    """Tell whether a program on this computer asks, for nobody else.

    The other end is a loopback address, the Host is a local name (a foreign one that leads here is DNS rebinding), and
    nobody added a header on the way.
    """
    hosts = caller.headers.get("host", ())
    return (
        _is_loopback(caller.peer)
        and len(hosts) == 1
        and _host_name(hosts[0]) in LOCAL_HOSTS
        and {name.lower() for name in caller.headers} <= BROWSER_HEADERS
    )


def is_own_origin(origin: str, host: str) -> bool:
    """Tell whether a page's Origin is the Host that it asks, port included."""
    return origin.lower() in {f"http://{host}".lower(), f"https://{host}".lower()}


def local_visitor(caller: Caller, user: str, *, has_token: bool) -> Visitor:
    """Return the visitor where people do not sign in: all rights on this computer with the start token, else only looking."""
    if not is_this_computer(caller):
        return Visitor(caller.peer or "?", Role.VIEWER, limit=ReadOnlyReason.ELSEWHERE)
    if not has_token:
        return Visitor(f"{user}@localhost", Role.VIEWER, limit=ReadOnlyReason.NOT_OPENED_HERE)
    return Visitor(f"{user}@localhost", Role.ADMIN)


def signed_in_visitor(claims: Mapping[str, object], setting: RoleSetting, now: float) -> Visitor:
    """Return the visitor that a provider vouches for; `now` in seconds since 1970. Claims without an end are over."""
    if claims.get("is_logged_in") is not True:
        return Visitor("", None, SignInRefusal.SIGNED_OUT)
    who = _name(claims)
    if is_over(claims, setting, now):
        return Visitor(who, None, SignInRefusal.EXPIRED, is_signed_in=True)
    if is_unverified(claims):
        return Visitor(who, None, SignInRefusal.UNVERIFIED, is_signed_in=True)
    role = role_of(claims, setting) if who else None
    return Visitor(who, role, None if role else SignInRefusal.NO_ROLE, is_signed_in=True)


def role_of(claims: Mapping[str, object], setting: RoleSetting) -> Role | None:
    """Return the role of a person: the entry of the e-mail, else the highest of the claim's values, else the default."""
    email = email_of(claims)
    if email and email in setting.by_email:
        return setting.by_email[email]
    values = claims.get(setting.claim)
    texts = [values] if isinstance(values, str) else values if isinstance(values, list) else []
    roles = [setting.by_claim[text] for text in texts if isinstance(text, str) and text and text in setting.by_claim]
    return max(roles, key=list(Role).index) if roles else setting.default


def email_of(claims: Mapping[str, object]) -> str:
    """Return the e-mail in the form in which settings hold it, "" when there is none that can be compared.

    A to Z and a to z are the same and nothing else is: folded further, the address of one person becomes that of another
    (the Kelvin sign lower-cased is a k).
    """
    email = claims.get("email")
    is_plain = isinstance(email, str) and email.isascii() and email.isprintable() and " " not in email
    name, at, domain = email.rpartition("@") if isinstance(email, str) and is_plain else ("", "", "")
    return f"{name}{at}{domain}".lower() if name and domain and "@" not in name else ""


def is_unverified(claims: Mapping[str, object]) -> bool:
    """Tell whether the provider says that the e-mail is not proven; one that says nothing is the office's to trust."""
    return "email_verified" in claims and str(claims["email_verified"]).lower() != "true"


def is_over(claims: Mapping[str, object], setting: RoleSetting, now: float) -> bool:
    """Tell whether a sign-in has ended, does not say when it ends, or says that it was given in the future."""
    issued, end = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    if issued is not None and issued > now + CLOCKS_APART_SECONDS:
        return True
    if setting.hours is not None:
        end = None if issued is None else issued + setting.hours * 3600
    return end is None or now >= end


def sign_in_of(claims: Mapping[str, object]) -> str:
    """Return a digest that names a sign-in: this person, then, at this provider."""
    named = [str(claims.get(name, "")) for name in ("iss", "sub", "iat", "exp", "nonce")]
    return sha256(json.dumps(named).encode()).hexdigest()


def person_of(claims: Mapping[str, object]) -> str:
    """Return a digest that names a person at a provider, the same at every sign-in."""
    named = [str(claims.get("iss", "")), str(claims.get("sub") or email_of(claims))]
    return sha256(json.dumps(named).encode()).hexdigest()


def ends_at_the_latest(claims: Mapping[str, object], now: float) -> int:
    """Return a moment after which a sign-in has ended in any case, however the office sets its hours."""
    return int(max(_seconds(claims.get("exp")) or 0, now + MOST_HOURS * 3600))


def _name(claims: Mapping[str, object]) -> str:
    """Return the e-mail, else the provider's own name of the person, which never changes."""
    subject = claims.get("sub")
    return email_of(claims) or (nfc(subject) if isinstance(subject, str) else "")


def _seconds(value: object) -> float | None:
    """Return a moment; None for what is none, such as NaN, which is never reached."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < LAST_MOMENT else None  # type: ignore[arg-type]


def _is_loopback(peer: str | None) -> bool:
    try:
        address = ip_address(peer) if isinstance(peer, str) else None
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return address is not None and (mapped or address).is_loopback


def _host_name(host: str) -> str | None:
    """Return the name in a Host header, None for one that is not `name` or `name:port`."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    is_plain = host == parts.netloc and "@" not in host
    return parts.hostname if is_plain else None
