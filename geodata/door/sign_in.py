"""How people get in: they sign in, or this computer alone works with the app, or, after a slip in the settings, nobody does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from geodata.settings import SignIn


class SignInFault(StrEnum):
    """What is to be mended before anybody is let in."""

    UNREADABLE = "unreadable"
    GONE = "gone"
    NO_AUTH = "no_auth"
    GUESSABLE = "guessable"
    MISNAMED = "misnamed"
    ROLES_WITHOUT_AUTH = "roles_without_auth"
    ADDRESS_WITHOUT_AUTH = "address_without_auth"
    REQUIRED_WITHOUT_AUTH = "required_without_auth"
    SETTING = "setting"
    ROLES = "roles"


EXAMPLE = frozenset({"example", "sample", "template", "dist"})
"""Words in the name of a file that is no setting."""
SHORTEST_COOKIE_SECRET = 32
FEWEST_LETTERS = 12
"""How many different signs a secret has at least."""


@dataclass(frozen=True)
class WayIn:
    """The way in: `auth` is the provider's part of the secrets where people sign in; `mend` says why nobody is let in."""

    auth: Mapping[str, object] | None = None
    mend: SignInFault | None = None


def way_in(
    secrets: Mapping[str, object] | None,
    *,
    address: str | None,
    has_roles: bool,
    choice: SignIn | None,
    is_misnamed: bool = False,
) -> WayIn:
    """Return how people get in. `secrets` is None where there is no such file; a file says that people sign in.

    So do a file of roles, an address that others reach and the office's own word. Where one of them does and no provider
    is set up, nobody is let in: `[Auth]`, a header that was left out or a file by another name (`is_misnamed`) must not open
    what it was written to close. Nor does a secret that can be guessed: with it everybody can write the cookie of a sign-in.
    """
    auth = (secrets or {}).get("auth")
    if isinstance(auth, Mapping) and auth:
        return WayIn(mend=SignInFault.GUESSABLE) if is_guessable(auth.get("cookie_secret")) else WayIn(auth)
    if secrets is not None:
        return WayIn(mend=SignInFault.NO_AUTH)
    signs = {
        SignInFault.REQUIRED_WITHOUT_AUTH: choice is SignIn.REQUIRED,
        SignInFault.ROLES_WITHOUT_AUTH: has_roles,
        SignInFault.MISNAMED: is_misnamed,
        SignInFault.ADDRESS_WITHOUT_AUTH: choice is None and not is_local_address(address),
    }
    return WayIn(mend=next((mend for mend, is_set in signs.items() if is_set), None))


def is_guessable(secret: object) -> bool:
    """Tell whether a secret is missing, short, of few signs, or the place to fill in of the example."""
    is_filled_in = isinstance(secret, str) and not secret.strip().startswith("<")
    return not is_filled_in or len(str(secret)) < SHORTEST_COOKIE_SECRET or len(set(str(secret))) < FEWEST_LETTERS


def is_like(name: str, meant: str) -> bool:
    """Tell whether a file's name was meant to be another: `secrets.toml.txt`, `Secrets.toml` and `secret.toml` to be `secrets.toml`.

    A file that says that it is an example is no setting: it lies beside the place to fill in.
    """
    is_example = not EXAMPLE.isdisjoint(re.split(r"[._ -]", name.lower()))
    return (
        name != meant and not is_example and name.lower().startswith(meant.partition(".")[0].lower().removesuffix("s"))
    )


def is_local_address(address: str | None) -> bool:
    """Tell whether only this computer reaches a server at an address; without one it serves every network."""
    try:
        return address == "localhost" or ip_address(address or "").is_loopback
    except ValueError:
        return False
