"""The walk of CONTRIBUTING for a new chart and its slide, taken into a copy of the app: the same numbers stand in every output."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analytics.selection.selected import Selected
from tests.test_docs import CONTRIBUTING, ROOT

SCRIPT = Path(__file__).with_name("chart_of_tomorrow.py")
APP = ("geodata", "analytics", "pages", "locales")
WALK = CONTRIBUTING[CONTRIBUTING.index("## A new chart and its slide") : CONTRIBUTING.index("## A row of the record")]


def blocks(language: str) -> list[str]:
    """Return the blocks of the walk in a language, without their indent."""
    found = re.findall(rf"   ```{language}\n(.*?)\n   ```", WALK, re.DOTALL)
    return [re.sub(r"^ {3}", "", block, flags=re.MULTILINE) + "\n" for block in found]


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, old)
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the app with the chart, its line on a page and its slide."""
    folder = tmp_path_factory.mktemp("chart")
    for name in APP:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    figure, line, slide = blocks("python")
    (folder / "analytics/figures/funding/kinds.py").write_text(figure, "utf-8")
    (folder / "analytics/briefing/story/kinds.py").write_text(slide, "utf-8")
    page = folder / "pages/funding.py"
    place = "from analytics.figures.funding.years import funding_year_chart\n"
    replaced(page, place, f"{place}from analytics.figures.funding.kinds import kind_chart\n")
    page.write_text(f"{page.read_text('utf-8')}{line}", "utf-8")
    storyline = folder / "analytics/briefing/story/storyline.py"
    place = "from analytics.briefing.story.places import"
    replaced(storyline, place, f"from analytics.briefing.story.kinds import kind_slide\n{place}")
    replaced(storyline, "    years_slide,\n", "    years_slide,\n    kind_slide,\n")
    catalogue = folder / "locales/vi/LC_MESSAGES/messages.po"
    (texts,) = blocks("po")
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{texts}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def told(copy: Path) -> dict[str, Any]:
    """Return what the app of tomorrow says."""
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(
        [sys.executable, "-P", SCRIPT], env=environment, cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_the_numbers_are_those_of_the_record(told: dict[str, Any], whole: Selected) -> None:
    counts = whole.facilities["kind"].value_counts()
    assert sorted(n for _, n in told["table"]) == sorted(int(n) for n in counts)
    assert told["rows"] == [["facilities", int(counts.sum())]]
    assert told["title"] == "Cơ sở theo loại hình: toàn tỉnh, mọi năm"


@pytest.mark.parametrize("output", ["screen", "show", "deck", "workbook"])
def test_every_output_has_the_numbers_of_the_table(told: dict[str, Any], output: str) -> None:
    assert told[output] == told["table"]


def test_the_report_names_every_bar(told: dict[str, Any]) -> None:
    assert told["report"] == [name for name, _ in told["table"]]


def test_the_slide_stands_where_it_was_put_and_says_why_it_is_left_out(told: dict[str, Any]) -> None:
    assert told["slides"][told["slides"].index("funding_years") + 1] == "kinds"
    assert told["headline"].startswith("Cơ sở")
    assert told["dropped"]


def test_the_page_draws_it(copy: Path) -> None:
    """The page of the copy runs: the chart is on it, beside those that were there."""
    script = (
        "import pages.components.browser.data_table as tables\n"
        "tables.data_table = lambda *_, **__: None\n"
        "import pages.components.panels.answers as answers\n"
        "answers.kpi_strip = lambda *_, **__: None\n"
        "import pages.components.panels.chart as frame\n"
        "seen = []\n"
        "frame.draw = lambda key, *_, **__: seen.append(key)\n"
        "from analytics.selection.selection import Selection\n"
        "from pages.components.visit.view import View\n"
        "from pages.components.visit.memory import memory\n"
        "memory().selection, memory().view = Selection(), View()\n"
        "import pages.funding\n"
        "print(' '.join(seen))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(copy), "KHUYENCONG_DATA": str(copy / "data")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=environment, cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    drawn = done.stdout.split()
    assert drawn[-1] == "funding_kinds"
    assert "funding_years" in drawn
