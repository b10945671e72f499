"""Loaded at the start of a Python process whose path names this folder: whoever asks outside this computer is noted and fails.

It takes a while to fail, as a look-up in a room without a network does, so that who asks in the event loop holds up everybody.
"""

import os
import sys
import time
from ipaddress import ip_address
from pathlib import Path

NOTES = Path(os.environ["KHUYENCONG_TEST_OUTSIDE"])
SECONDS = 0.3


def _is_inside(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "", "localhost"} or not isinstance(host, str):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if not _is_inside(host):
        with NOTES.open("a", encoding="utf-8") as notes:
            notes.write(f"{event} {host}\n")
        time.sleep(SECONDS)
        raise ConnectionRefusedError(event)


sys.addaudithook(_watch)
