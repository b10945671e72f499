"""A real proxy before the app: Caddy on a free port of this computer."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def caddy_before(address: str, hosts: list[str], folder: Path) -> Iterator[None]:
    """Run Caddy at an address before the hosts (a visit stays at its own); with HTTPS it signs its certificate itself."""
    caddy = shutil.which("caddy")
    if caddy is None and os.environ.get("KHUYENCONG_REQUIRE_PROXY") == "1":
        pytest.fail("no Caddy on this computer")
    if caddy is None:
        pytest.skip("no Caddy on this computer")
    parts = urlsplit(address)
    is_https = parts.scheme == "https"
    own = "\ttls internal\n" if is_https else ""
    general = "\tauto_https disable_redirects\n\tskip_install_trust\n" if is_https else "\tauto_https off\n"
    file = folder / "Caddyfile"
    file.write_text(
        f"{{\n\tadmin off\n{general}}}\n{address} {{\n{own}"
        f"\treverse_proxy {' '.join(hosts)} {{\n\t\tlb_policy cookie\n\t}}\n}}\n",
        "utf-8",
    )
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            [caddy, "run", "--config", str(file), "--adapter", "caddyfile"],
            stdout=log,
            stderr=log,
            env={"HOME": str(folder)},
        )
        try:
            _wait_for(parts.port or 0, process, folder / "caddy.log")
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(log.read_text("utf-8")[-2000:])
