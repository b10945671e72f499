"""What is loaded before the first visit and by the first screen: what other screens, files and the database need is not."""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
WARM = """
import sys
from pages.components.frame.warm import warm
warm()
print(*sys.modules)
"""
HOME = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(sys.argv[1], default_timeout=60).run()
assert not app.exception and "kpis" in str(app.main), app.main
print(*sys.modules)
"""
LIBRARIES_OF_HOME = {
    "babel",
    "charset_normalizer",  # of requests, which folium loads
    "folium",
    "pandas",
    "PIL",  # of Streamlit, as is Plotly
    "_plotly_utils",
    "plotly",
    "pmtiles",
    "rapidfuzz",
    "shapely",
    "streamlit",
    "streamlit_folium",
    "xstatic",
}
"""Of all that the app depends on, what the first screen needs; each costs memory and a slower start for everybody."""
ROOMS_OF_OTHERS = {
    "analytics.importing",
    "analytics.papers",
    "analytics.planning",
    "analytics.quality",
    "analytics.survey",
    "geodata.importing.files",
    "geodata.importing.plans",
}


def loaded(code: str, data: Path) -> set[str]:
    environment = {**os.environ, "KHUYENCONG_DATA": str(data), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(ROOT / "dashboard.py")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


def libraries() -> set[str]:
    """Return the modules of all libraries that the app depends on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    return {
        module
        for module, distributions in packages_distributions().items()
        if wanted & {canonicalize_name(one) for one in distributions}
    }


def test_a_component_that_only_a_visit_registers_is_not_loaded_before_one(tmp_path: Path) -> None:
    modules = loaded(WARM, tmp_path)
    assert {"folium", "geodata.layers.base", "streamlit_folium"} & modules == {"folium", "geodata.layers.base"}


def test_the_first_screen_loads_no_library_and_no_room_that_only_others_need(tmp_path: Path) -> None:
    modules = loaded(HOME, tmp_path)
    found = libraries()
    assert found >= {"sqlalchemy", "geopandas", "docx", "reportlab", "pyvrp", "highspy"}
    assert modules & found - LIBRARIES_OF_HOME == set()
    assert modules & ROOMS_OF_OTHERS == set()
    assert [room for room in ROOMS_OF_OTHERS if not (ROOT / room.replace(".", "/")).is_dir()] == []
