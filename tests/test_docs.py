"""What the documents name exists, and what exists is named."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from geodata.record.public import read_public_table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PAGES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")


def python_text(*folders: str) -> str:
    files = [ROOT / "dashboard.py", *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path != Path(__file__).resolve())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8"))
    assert not [link for link in links if "://" not in link and not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(document: Path) -> None:
    names = re.findall(
        r"`((?:pages|analytics|geodata|tests|locales|docs|\.streamlit|\.ci)/[\w./-]+)`", document.read_text("utf-8")
    )
    assert not [name for name in names if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_screen_stands_in_the_readme(page: Path) -> None:
    title = re.split("[,:]", ast.get_docstring(ast.parse(page.read_text(encoding="utf-8"))) or "")[0]
    assert f"| **{title}**" in README


def test_the_readme_names_no_other_screen() -> None:
    assert len(re.findall(r"^\| \*\*", README, re.MULTILINE)) == len(PAGES)


def test_settings_of_the_readme_are_those_of_the_configuration() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    named = dict(re.findall(r"^\| `(\w+\.\w+)` \| `([^`]+)`", README, re.MULTILINE))
    kept = {name: str(settings[name.split(".")[0]][name.split(".")[1]]).removesuffix("\n") for name in named}
    assert named
    assert {name: value.lower() for name, value in kept.items()} == named


def test_variables_that_are_named_are_read() -> None:
    named = set(re.findall(r"KHUYENCONG_\w+", README + CONTRIBUTING))
    assert named <= set(re.findall(r"KHUYENCONG_\w+", python_text("pages", "analytics", "geodata", "tests")))


def test_variables_that_the_app_reads_are_named() -> None:
    read = set(re.findall(r"KHUYENCONG_\w+", python_text("pages", "analytics", "geodata")))
    assert read <= set(re.findall(r"KHUYENCONG_\w+", README))


def test_every_folder_of_the_repository_stands_in_the_map_of_folders() -> None:
    listed = set(re.findall(r"^(\w+)/ ", README, re.MULTILINE))
    assert listed == {"pages", "analytics", "geodata", "locales", "static", "tests", "docs"}
    assert all((ROOT / folder).is_dir() for folder in listed)


def test_counts_of_the_readme_are_those_of_the_record() -> None:
    quality = read_public_table("facilities")["location_quality"].value_counts()
    carried = read_public_table("provenance").drop_duplicates(["fact_file", "fact_line"])
    assert f"{len(carried) + len(read_public_table('omitted')):,} statements".replace(",", " ") in README
    assert f"{len(read_public_table('sources'))} public sources" in README
    assert f"{len(read_public_table('proposals'))} proposals are itemised" in README
    assert (
        f"{quality['commune']} are known to the commune, {quality['district']} to the district, {quality['unknown']} not at all"
        in README
    )
    assert "exact" not in quality


def test_commands_of_the_readme_start_what_exists() -> None:
    assert "pip install uv && uv run streamlit run dashboard.py" in README
    assert "pip install uv && uv run pytest" in README
    assert (ROOT / "dashboard.py").is_file()


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "screenshot.png").stat().st_size <= 250_000
