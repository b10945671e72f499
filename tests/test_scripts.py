"""What the scripts of the browser promise: all are checked, none is large, and what checks them is of the same day as all else."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from pages.components.browser.frontend import SCRIPTS

ROOT = Path(__file__).parents[1]
TESTS = sorted((ROOT / "tests" / "javascript").glob("*.js"))
OPT_OUTS = re.compile(r"@ts-nocheck|@ts-ignore|biome-ignore|eslint-disable")
MOST_LINES = 400


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ignored(name: str) -> bool:
    return any(pattern.strip() in {name, f"{name}/", f"/{name}"} for pattern in (ROOT / ".gitignore").open())


@pytest.mark.parametrize("path", [*SCRIPTS.values(), *TESTS], ids=short)
def test_no_script_opts_out_of_its_checks(path: Path) -> None:
    assert not OPT_OUTS.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [*SCRIPTS.values(), *TESTS], ids=short)
def test_a_script_is_one_idea_that_it_says_first(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert text.startswith("/**") or path.name.endswith(".test.js")


@pytest.mark.parametrize("path", SCRIPTS.values(), ids=short)
def test_no_script_writes_markup_or_runs_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text)


def test_the_types_of_every_script_are_checked() -> None:
    settings = json.loads((ROOT / "tsconfig.json").read_text("utf-8"))
    options = settings["compilerOptions"]
    assert options["strict"] is True
    assert options["checkJs"] is True
    assert settings["exclude"] == ["node_modules", ".venv", "static"]
    roots = {pattern.split("/")[0] for pattern in settings["include"] if pattern.endswith("*.js")}
    assert {short(path).split("/")[0] for path in [*SCRIPTS.values(), *TESTS]} <= roots


def test_node_packages_are_of_the_day_of_the_python_packages() -> None:
    npm = dict(line.split("=", 1) for line in (ROOT / ".npmrc").read_text("utf-8").splitlines() if "=" in line)
    day = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]["exclude-newer"]
    assert npm["before"] == day.partition("T")[0]
    assert npm["package-lock"] == "false", "a lock would write down the addresses of a registry"
    assert npm["ignore-scripts"] == "true"


def test_nothing_that_node_makes_is_committed() -> None:
    assert ignored("node_modules")
    assert ignored("package-lock.json")


def test_the_app_itself_needs_no_node() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert not [one for one in groups["project"]["dependencies"] if "node" in one]
    assert {"include-group": "frontend"} not in groups["dependency-groups"]["dev"]
    assert "dependencies" not in json.loads((ROOT / "package.json").read_text("utf-8"))
