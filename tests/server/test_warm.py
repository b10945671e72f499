"""What is loaded before the first visit leaves the map its frame."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from pages.components.frame.warm import warm
warm()
print(*sorted({"folium", "geodata.layers.base", "streamlit_folium"} & set(sys.modules)))
"""


def test_a_component_that_only_a_visit_registers_is_not_loaded_before_one(tmp_path: Path) -> None:
    environment = {**os.environ, "KHUYENCONG_DATA": str(tmp_path)}
    command = [sys.executable, "-c", LOADED]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["folium", "geodata.layers.base"]
