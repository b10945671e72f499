"""What jobs of the tests do in their process."""

import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

Tell = Callable[[str, float], None]


def echo(tell: Tell, value: Any) -> Any:
    tell("step", 0.5)
    return value


def pid(_: Tell) -> int:
    return os.getpid()


def environment(_: Tell) -> dict[str, str]:
    return dict(os.environ)


def burn(_: Tell) -> None:
    while True:
        pass


def sleep(_: Tell, seconds: float) -> None:
    time.sleep(seconds)


def fill(_: Tell) -> int:
    return len([bytes(50_000_000) for _ in range(1000)])


def leave(_: Tell) -> None:
    os._exit(3)


def look_up(_: Tell) -> None:
    socket.getaddrinfo("example.org", 80)


def connect(_: Tell) -> None:
    with socket.socket() as asking:
        asking.settimeout(2)
        asking.connect(("192.0.2.1", 80))


def send(_: Tell) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.sendto(b"x", ("192.0.2.1", 53))


def fetch(_: Tell) -> None:
    urlopen("https://example.org/", timeout=2)


def own_computer(_: Tell) -> str:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        return str(socket.getaddrinfo("localhost", 80)[0][4][0])


def print_much(_: Tell) -> str:
    sys.stdout.write("x" * 100_000)
    sys.stdout.flush()
    return "said"


def open_many(_: Tell) -> int:
    return len([Path(os.devnull).open() for _ in range(1000)])


def write_much(_: Tell, file: str) -> None:
    with Path(file).open("wb") as out:
        for _ in range(100):
            out.write(bytes(1_000_000))


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("true",)


def evil(_: Tell) -> Any:
    return _Evil()


def a_function(_: Tell) -> Any:
    return os.getpid


def our_function(_: Tell) -> Any:
    from geodata.text import fold  # noqa: PLC0415

    return fold


def refuse(_: Tell) -> None:
    from geodata.importing.limits import FileRefusedError, RefusalCode  # noqa: PLC0415

    raise FileRefusedError(RefusalCode.EMPTY, {"name": "a"})


def stumble(_: Tell) -> None:
    raise ZeroDivisionError
