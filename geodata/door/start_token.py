"""The start token: who opens the app with it works in a browser on this computer and was given its address by the app itself."""

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256
from threading import Lock


class StartToken:
    """The secret of one start of the app, shown on its console; the browser keeps a cookie made from it.

    The address that the app opens by itself holds a key for one use instead: other accounts of the computer can read the
    command line of a browser.
    """

    def __init__(self, token: str | None = None) -> None:
        """Take a token, or draw a new one."""
        self.text = token or secrets.token_urlsafe(24)
        self._one_use: set[str] = set()
        self._using = Lock()

    def key_for_one_use(self) -> str:
        """Return a key that is taken once."""
        key = secrets.token_urlsafe(24)
        self._one_use.add(key)
        return key

    def takes(self, given: str) -> bool:
        """Tell whether the token, or a key that was not used yet, was given; a key is used up by asking."""
        with self._using:
            used = {key for key in self._one_use if _is_same(key, given)}
            self._one_use -= used
        return bool(used) or _is_same(self.text, given)

    @property
    def cookie(self) -> str:
        """What the browser keeps: made from the token, and of no use for finding it."""
        return hmac.new(self.text.encode(), b"cookie", sha256).hexdigest()

    def is_in(self, cookies: Mapping[str, str], host: str) -> bool:
        """Tell whether a browser that asks `host` has opened the app with the token."""
        return _is_same(self.cookie, cookies.get(cookie_name(host), ""))


def cookie_name(host: str) -> str:
    """Return the name of the cookie: browsers do not tell ports apart, so that two apps need two names."""
    port = host.rpartition(":")[2]
    return f"khuyencong_{port if port.isascii() and port.isdigit() else 'app'}"


def _is_same(secret: str, given: str) -> bool:
    return hmac.compare_digest(secret.encode(), given.encode("utf-8", "surrogatepass"))
