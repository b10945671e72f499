"""The walk of CONTRIBUTING for a new column, taken into a copy of the app: with its four files the column is everywhere."""

from pathlib import Path
from typing import Any

import pytest

from geodata.schema.frames import TABLES
from tests.app_of_tomorrow import APP, NEXT, block, copied, migrate, said_by
from tests.test_docs import CONTRIBUTING

WALK = CONTRIBUTING[CONTRIBUTING.index("## A new column") : CONTRIBUTING.index("## A new chart and its slide")]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the app of tomorrow says of the column, and which files had to change for it."""
    folder = copied(tmp_path_factory.mktemp("column"))
    before = {path: path.read_bytes() for path in files(folder)}
    described = folder / "geodata/tables/facilities.toml"
    place = '[[columns]]\nname = "founded_year"'
    text = described.read_text("utf-8")
    assert text.count(place) == 1
    described.write_text(text.replace(place, f"{block(WALK, 'toml')}\n{place}"), "utf-8")
    migrate(folder, "area", WALK)
    catalogue = folder / "locales/vi/LC_MESSAGES/messages.po"
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{block(WALK, 'po')}", "utf-8")
    changed = [path.relative_to(folder).as_posix() for path in files(folder) if before.get(path) != path.read_bytes()]
    return {**said_by("column_of_tomorrow.py", folder), "changed": changed}


def files(folder: Path) -> list[Path]:
    return sorted(path for name in APP for path in (folder / name).rglob("*") if path.is_file())


def test_the_walk_changes_no_more_than_three_files_of_the_app_where_the_public_record_knows_nothing(
    told: dict[str, Any],
) -> None:
    assert told["changed"] == [
        f"geodata/store/migrations/versions/r{NEXT}_area.py",
        "geodata/tables/facilities.toml",
        "locales/vi/LC_MESSAGES/messages.po",
    ]
    assert "area_m2" not in TABLES["facilities"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("form", "Diện tích nhà xưởng (m²)"),
        ("grid", "850,5"),
        ("template", "Diện tích nhà xưởng (m²)"),
        ("template_note", True),
        ("understood", [850.5]),
        ("as_offices_write_it", [1200.0]),
        ("record", 850.5),
        ("earlier_row", None),
        ("journal", ["Diện tích nhà xưởng (m²)", "1.200", "850,5"]),
        ("export", ["Diện tích nhà xưởng (m²)", 850.5]),
        ("evidence", ["Diện tích nhà xưởng (m²)", {"v": 850.5, "t": "850,5"}]),
        ("card", "850,5"),
        ("is_in_the_view", True),
        ("document", "| `area_m2` | number; from 0; m² | Floor area (m²) | card, edited, evidence, exported, map | Diện tích nhà xưởng (m²) |"),
        ("faults", []),
    ],
)  # fmt: skip
def test_the_column_is(told: dict[str, Any], place: str, said: object) -> None:
    assert told[place] == said
