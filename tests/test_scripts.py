"""What the scripts of the browser promise: all are checked, none is large, and what checks them is of the same day as all else."""

import json
import re
import tomllib
from graphlib import CycleError
from pathlib import Path

import pytest

from pages.components.browser import frontend

ROOT = Path(__file__).parents[1]
SCRIPTS = [path for folder in frontend.SCRIPTS.values() for path in folder.values()]
TESTS = sorted((ROOT / "tests" / "javascript").glob("*.js"))
OPT_OUTS = re.compile(r"@ts-nocheck|@ts-ignore|biome-ignore|eslint-disable")
MOST_LINES = 400


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ignored(name: str) -> bool:
    return any(pattern.strip() in {name, f"{name}/", f"/{name}"} for pattern in (ROOT / ".gitignore").open())


@pytest.mark.parametrize("path", [*SCRIPTS, *TESTS], ids=short)
def test_no_script_opts_out_of_its_checks(path: Path) -> None:
    assert not OPT_OUTS.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [*SCRIPTS, *TESTS], ids=short)
def test_a_script_is_one_idea_that_it_says_first(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert text.startswith("/**") or path.name.endswith(".test.js")


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_no_script_writes_markup_or_runs_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text)


def test_the_modules_of_a_folder_are_one_file_that_runs_each_when_it_is_needed(tmp_path: Path) -> None:
    written = {
        "a.js": 'import { b as other, c } from "./b.js";\n\nexport default function ({ data }) {\n  return other + c + data;\n}\n',
        "b.js": 'export const b = 1;\nexport async function c() {\n  return import("./d.js");\n}\n',
        "d.js": "export class D {}\n",
    }
    paths = {name: tmp_path / name for name in written}
    for name, path in paths.items():
        path.write_text(written[name])
    text = frontend.joined_modules(paths)
    assert 'const { b: other, c } = need("b.js");' in text
    assert "function unnamed({ data })" in text
    assert "return { default: unnamed };" in text
    assert "return { b: b, c: c };" in text
    assert 'Promise.resolve("d.js").then(need)' in text
    assert not re.findall(r"^(?:import|export)\b", text, re.MULTILINE)


@pytest.mark.parametrize(
    "line", ['import "./b.js";', 'import b from "./b.js";', "export { b };", 'export * from "./b.js";']
)
def test_what_cannot_be_joined_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "a.js"
    path.write_text(f"{line}\n")
    with pytest.raises(ValueError, match=r"a\.js: "):
        frontend.joined_modules({"a.js": path})


def test_modules_that_need_each_other_are_told(tmp_path: Path) -> None:
    paths = {name: tmp_path / name for name in ("a.js", "b.js")}
    for name, path in paths.items():
        path.write_text(f'import {{ x }} from "./{"b" if name == "a.js" else "a"}.js";\n')
    with pytest.raises(CycleError):
        frontend.joined_modules(paths)


def test_the_types_of_every_script_are_checked() -> None:
    settings = json.loads((ROOT / "tsconfig.json").read_text("utf-8"))
    options = settings["compilerOptions"]
    assert options["strict"] is True
    assert options["checkJs"] is True
    assert settings["exclude"] == ["node_modules", ".venv", "static"]
    roots = {pattern.split("/")[0] for pattern in settings["include"] if pattern.endswith("*.js")}
    assert {short(path).split("/")[0] for path in [*SCRIPTS, *TESTS]} <= roots


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
