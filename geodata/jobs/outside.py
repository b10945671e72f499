"""A process of jobs asks nothing outside this computer: whatever in it tries is stopped, and the job with it."""

import sys
from ipaddress import ip_address

_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_WAYS_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def refuse_outside(but: str | None = None) -> None:
    """Let every look-up and connection of this process to elsewhere fail from now on, but those to the host of the database."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOOK_UPS:
            host = arguments[0]
        elif event in _WAYS_OUT and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        else:
            return
        if not _is_inside(host) and host != but:
            msg = f"a job asked outside this computer: {event} {str(host)[:80]}"
            raise PermissionError(msg)

    sys.addaudithook(watch)


def _is_inside(host: object) -> bool:
    """Tell whether a name or an address is this computer's own."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False
