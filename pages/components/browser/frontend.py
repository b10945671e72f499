"""The scripts that the browser runs, as modules of the app's own files: each is fetched once, not with every element."""

import hashlib
import re
from pathlib import Path

from geodata.layers.base import FRONTEND

BROWSER_FOLDER = Path(__file__).parent
SCRIPTS = {
    **{f"components/{path.name}": path for path in sorted(BROWSER_FOLDER.glob("*.js"))},
    **{f"map/{path.name}": path for path in sorted(FRONTEND.glob("*.js"))},
}
"""Where each script lies among the files that the app serves, and where it is written."""
VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in SCRIPTS.values())).hexdigest()[:10]
_IMPORTED = re.compile(rb'((?:\bfrom |\bimport |\bimport\()"\./\w+\.js)"')


def served(script: Path) -> bytes:
    """Return a script as it is served: its imports name the version of all, so that no browser mixes old and new modules."""
    return _IMPORTED.sub(rb"\1?" + VERSION.encode() + b'"', script.read_bytes())


def address(target: str) -> str:
    """Return where the browser finds a script, from the page's root; it changes with what any of the modules says."""
    return f"app/static/{target}?{VERSION}"


def with_imports(*targets: str) -> list[str]:
    """Return scripts and all that they import, each once."""
    found: dict[str, None] = {}
    left = list(targets)
    while left:
        target = left.pop()
        if target not in found:
            found[target] = None
            folder = target.rpartition("/")[0]
            imported = _IMPORTED.findall(SCRIPTS[target].read_bytes())
            left += [f"{folder}/{one.decode().partition('./')[2]}" for one in imported]
    return list(found)


def module(name: str) -> str:
    """Return the script of a component that is the module `name`."""
    return f'const part = await import(new URL("{address(f"components/{name}")}", document.baseURI));\nexport default part.default;\n'


def style(name: str) -> str:
    """Return the rules of style of a component."""
    return (BROWSER_FOLDER / name).read_text(encoding="utf-8")
