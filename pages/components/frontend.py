"""The scripts of components as modules of the app's own files: a browser fetches each once, not with every element."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = "components"
"""Where the scripts lie among the files that the app serves."""
MODULES = tuple(sorted(path.name for path in HERE.glob("*.js")))
_VERSION = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in MODULES)).hexdigest()[:10]


def module(name: str) -> str:
    """Return the script of a component that is the module `name`; its address changes with what any of the modules says."""
    address = f"app/static/{FOLDER}/{name}?{_VERSION}"
    return f'const part = await import(new URL("{address}", document.baseURI));\nexport default part.default;\n'


def style(name: str) -> str:
    """Return the rules of style of a component."""
    return (HERE / name).read_text(encoding="utf-8")
