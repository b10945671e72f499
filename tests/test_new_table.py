"""The recipe of docs/database.md for a new table, taken into a copy of the app: it is kept, edited and imported."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geodata.store import open_store
from geodata.store.prepare import HEAD
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import facility, source
from tests.test_docs import ROOT

NEXT = f"{int(HEAD) + 1:04}"
SCRIPT = Path(__file__).with_name("table_of_tomorrow.py")
RECIPE = (ROOT / "docs/database.md").read_text("utf-8").partition("### To add a table")[2].partition("\n### ")[0]


def block(language: str) -> str:
    """Return the block of the recipe in a language, without its indent."""
    (found,) = re.findall(rf"   ```{language}\n(.*?)\n   ```", RECIPE, re.DOTALL)
    return re.sub(r"^ {3}", "", found, flags=re.MULTILINE) + "\n"


def named(file: Path, before: str, name: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, f'{before}    "{name}",\n'), "utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the app of tomorrow says of the table; its store is one of today, with a facility in it."""
    folder = tmp_path_factory.mktemp("table")
    for name in ("geodata", "analytics", "locales"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "geodata/tables/trainings.toml").write_text(block("toml"), "utf-8")
    named(folder / "geodata/schema/columns.py", '    "survey_visits",\n', "trainings")
    named(folder / "geodata/store/tables.py", '    "published_figures",\n', "trainings")
    (folder / "geodata/record/public/trainings.csv").write_text(block("csv"), "utf-8")
    migration = block("python").replace("NNNN", NEXT).replace("MMMM", HEAD)
    (folder / f"geodata/store/migrations/versions/r{NEXT}_trainings.py").write_text(migration, "utf-8")

    address = sqlite_address(folder)
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    store.close()
    environment = {**os.environ, "PYTHONPATH": str(folder), "DATABASE_URL": address.url}
    done = subprocess.run(
        [sys.executable, "-P", SCRIPT], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("title", "Trainings"),
        ("form", ["facility_id", "year", "topic", "n_participants", "note"]),
        ("template", ["Tên cơ sở", "Năm", "Nội dung đào tạo", "Số học viên", "Ghi chú"]),
        ("imported", ["new", "new", "new"]),
        ("again", ["same", "same", "same"]),
        ("record", [["HTX Vạn Phát", 2024, 35], ["HTX Vạn Phát", 2025, None], ["HTX Đào Tạo", 2024, 20]]),
        ("called", "May"),
        ("edited", 36),
        ("undone", True),
        ("is_documented", True),
        ("faults", []),
    ],
)
def test_the_table_is(told: dict[str, Any], place: str, said: object) -> None:
    assert told[place] == said
