"""How people get in: they sign in, or this computer alone works with the app, or, after a slip in the settings, nobody does."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from geodata.settings import SignIn


class Mend(StrEnum):
    """What is to be mended before anybody is let in."""

    UNREADABLE = "unreadable"
    GONE = "gone"
    NO_AUTH = "no_auth"
    ROLES_WITHOUT_AUTH = "roles_without_auth"
    ADDRESS_WITHOUT_AUTH = "address_without_auth"
    REQUIRED_WITHOUT_AUTH = "required_without_auth"
    SETTING = "setting"
    ROLES = "roles"


@dataclass(frozen=True)
class WayIn:
    """The way in: `auth` is the provider's part of the secrets where people sign in; `mend` says why nobody is let in."""

    auth: Mapping[str, object] | None = None
    mend: Mend | None = None


def way_in(
    secrets: Mapping[str, object] | None, *, address: str | None, has_roles: bool, choice: SignIn | None
) -> WayIn:
    """Return how people get in. `secrets` is None where there is no such file; a file says that people sign in.

    So do a file of roles, an address that others reach and the office's own word. Where one of them does and no provider
    is set up, nobody is let in: `[Auth]` or a header that was left out must not open what it was written to close.
    """
    auth = (secrets or {}).get("auth")
    if isinstance(auth, Mapping) and auth:
        return WayIn(auth)
    if secrets is not None:
        return WayIn(mend=Mend.NO_AUTH)
    if choice is SignIn.REQUIRED:
        return WayIn(mend=Mend.REQUIRED_WITHOUT_AUTH)
    if has_roles:
        return WayIn(mend=Mend.ROLES_WITHOUT_AUTH)
    if choice is None and not is_local_address(address):
        return WayIn(mend=Mend.ADDRESS_WITHOUT_AUTH)
    return WayIn()


def is_local_address(address: str | None) -> bool:
    """Tell whether only this computer reaches a server at an address; without one it serves every network."""
    try:
        return address == "localhost" or ip_address(address or "").is_loopback
    except ValueError:
        return False
