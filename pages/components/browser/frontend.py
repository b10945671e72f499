"""The scripts that the browser runs, the modules of each folder in one file: to ask for one costs a browser more than to run it."""

import hashlib
import re
from graphlib import TopologicalSorter
from pathlib import Path

from geodata.layers.base import FRONTEND

BROWSER_FOLDER = Path(__file__).parent
SCRIPTS = {
    folder: {path.name: path for path in sorted(place.glob("*.js"))}
    for folder, place in (("components", BROWSER_FOLDER), ("map", FRONTEND))
}
"""Where each module is written, by the folder that its file is served in."""
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+\.js)";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./(\w+\.js)"\)')
_EXPORT = re.compile(r"^export (default )?((?:async )?function|class|const) ?(\w*)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NEED = "const made = {};\nconst need = (name) => (made[name] ??= parts[name]());\n"


def joined_modules(scripts: dict[str, Path]) -> str:
    """Return modules as one text with a function `need`, which runs a module when it is first asked for and returns what it exports.

    Raises ValueError for an import or export of another form than the modules here have, CycleError where modules import each other.
    """
    texts = {name: path.read_text(encoding="utf-8") for name, path in scripts.items()}
    TopologicalSorter({name: [one[1] for one in _IMPORT.findall(text)] for name, text in texts.items()}).prepare()
    parts = "".join(f'"{name}": () => {{\n{_as_function(name, text)}}},\n' for name, text in texts.items())
    return f"{_NEED}const parts = {{\n{parts}}};\n"


def _as_function(name: str, text: str) -> str:
    """Return a module as the body of a function: what it imports it needs, what it exports it returns."""
    given: dict[str, str] = {}

    def own(found: re.Match[str]) -> str:
        local = found[3] or "unnamed"
        given["default" if found[1] else local] = local
        return f"{found[2]} {local}"

    text = _IMPORT.sub(lambda found: f'const {{{found[1].replace(" as ", ": ")}}} = need("{found[2]}");', text)
    text = _EXPORT.sub(own, _LATER.sub(r'Promise.resolve("\1").then(need)', text))
    if left := _LEFT.search(text):
        msg = f"{name}: {left[0]}"
        raise ValueError(msg)
    return f"{text}return {{ {', '.join(f'{public}: {local}' for public, local in given.items())} }};\n"


JOINED = {
    "components/components.js": joined_modules(SCRIPTS["components"]) + "export { need };\n",
    "map/map.js": f'(() => {{\n"use strict";\n{joined_modules(SCRIPTS["map"])}need("load.js");\n}})();\n',
}
"""What is served: a module that has all components, and a plain script that brings the map to its frame."""
VERSION = hashlib.sha256("".join(JOINED.values()).encode()).hexdigest()[:10]


def address() -> str:
    """Return where the browser finds the components, from the page's root; it changes with what any of the modules says."""
    return f"app/static/components/components.js?{VERSION}"


def module(name: str) -> str:
    """Return the script of a component that is the module `name`."""
    return f'const {{ need }} = await import(new URL("{address()}", document.baseURI));\nexport default need("{name}").default;\n'


def style(name: str) -> str:
    """Return the rules of style of a component."""
    return (BROWSER_FOLDER / name).read_text(encoding="utf-8")
