"""The recipe of docs/database.md for a new table, taken into a copy of the app: it is kept, edited and imported."""

from pathlib import Path
from typing import Any

import pytest

from tests.app_of_tomorrow import block, copied, migrate, said_by
from tests.test_docs import ROOT

RECIPE = (ROOT / "docs/database.md").read_text("utf-8").partition("### To add a table")[2].partition("\n### ")[0]


def named(file: Path, before: str, name: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, f'{before}    "{name}",\n'), "utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the app of tomorrow says of the table."""
    folder = copied(tmp_path_factory.mktemp("table"))
    (folder / "geodata/tables/trainings.toml").write_text(block(RECIPE, "toml"), "utf-8")
    named(folder / "geodata/schema/columns.py", '    "survey_visits",\n', "trainings")
    (folder / "geodata/record/public/trainings.csv").write_text(block(RECIPE, "csv"), "utf-8")
    migrate(folder, "trainings", RECIPE)
    return said_by("table_of_tomorrow.py", folder)


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
