"""A copy of the app that a recipe of the documents changes, on a store of today, and what the changed app says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from geodata.store import open_store
from geodata.store.prepare import HEAD
from tests.geodata.conftest import sqlite_address
from tests.geodata.store.store_rows import facility, source
from tests.test_docs import ROOT

APP = ("geodata", "analytics", "locales")
NEXT = f"{int(HEAD) + 1:04}"


def block(recipe: str, language: str) -> str:
    """Return the block of a recipe in a language, without its indent."""
    (found,) = re.findall(rf"   ```{language}\n(.*?)\n   ```", recipe, re.DOTALL)
    return re.sub(r"^ {3}", "", found, flags=re.MULTILINE) + "\n"


def copied(folder: Path) -> Path:
    """Copy the app into a folder."""
    for name in APP:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def migrate(folder: Path, name: str, recipe: str) -> None:
    """Write the migration of a recipe, the next after those of today."""
    migration = block(recipe, "python").replace("NNNN", NEXT).replace("MMMM", HEAD)
    (folder / f"geodata/store/migrations/versions/r{NEXT}_{name}.py").write_text(migration, "utf-8")


def said_by(script: str, folder: Path) -> dict[str, Any]:
    """Return what a script finds in the changed app; its store is one of today, with a facility in it."""
    address = sqlite_address(folder)
    store = open_store(address)
    store.commit([source(), facility()], who="lan", action="import")
    store.close()
    environment = {**os.environ, "PYTHONPATH": str(folder), "DATABASE_URL": address.url}
    command = [sys.executable, "-P", Path(__file__).with_name(script)]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said
