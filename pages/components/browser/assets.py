"""What the browser needs, copied at start from installed packages into a git-ignored folder that the app itself serves."""

import hashlib
from pathlib import Path

import plotly
import streamlit as st
from xstatic.pkg import leaflet

from geodata.boundaries import layer_path
from geodata.layers import LAYER_FILES
from geodata.layers.base import FRONTEND
from pages.components.browser.frontend import JOINED
from pages.components.visit.streamlit_parts import upright_font

STATIC = Path(__file__).parents[3] / "static"
_TYPEFACE = "vendor/source-sans.woff2"
FROM_THE_MAP_FRAME = "../../app/static"
"""The folder as the map's frame reaches it, behind any host, port and base path."""


@st.cache_resource(show_spinner=False)
def assets_version() -> str:
    """Return the digest of the served files, having put them in place once for each start of the app."""
    return prepare_assets()


def prepare_assets(static: Path = STATIC) -> str:
    """Bring the folder up to date and return a digest of its content, which changes its addresses when it changes.

    Raises FileNotFoundError when a package lacks a file that the map needs.
    """
    digest = hashlib.sha256()
    for target, content in sorted(_wanted().items()):
        digest.update(target.encode() + content)
        _write(static / target, content)
    return digest.hexdigest()[:10]


def _wanted() -> dict[str, bytes]:
    leaflet_folder = Path(leaflet.BASE_DIR)
    copied = {
        "vendor/leaflet.js": leaflet_folder / "leaflet.js",
        "vendor/leaflet.css": leaflet_folder / "leaflet.css",
        "vendor/plotly.min.js": Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
        _TYPEFACE: _source_sans(),
        **{f"map/{name}.json": layer_path(name) for name in LAYER_FILES},
    }
    scripts = {target: text.encode() for target, text in JOINED.items()}
    return {target: path.read_bytes() for target, path in copied.items()} | scripts | {"map/map.css": _map_style()}


def _map_style() -> bytes:
    """Return the map's rules with the typeface under the address by which the page around it has loaded it already."""
    rules = (FRONTEND / "map.css").read_text("utf-8")
    return rules.replace(f"../{_TYPEFACE}", f"../../../static/media/{_source_sans().name}").encode()


def _source_sans() -> Path:
    """Find the upright face that Streamlit ships and shows everywhere else."""
    found = upright_font()
    if found is None:
        msg = f"no Source Sans among the media files of Streamlit {st.__version__}; reinstall it"
        raise FileNotFoundError(msg)
    return found


def _write(target: Path, content: bytes) -> None:
    """Write atomically and only what changed, so that several servers may start at once."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f"{target.suffix}.{hashlib.sha256(content).hexdigest()[:8]}.part")
    partial.write_bytes(content)
    partial.replace(target)
