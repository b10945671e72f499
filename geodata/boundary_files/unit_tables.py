"""Write `units.csv` (which unit stood when) and `crosswalk.csv` (which piece of land was whose) from the shared lists."""

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

UnitRow = dict[str, str]
UNIT_COLUMNS = ("code", "name", "short_name", "kind", "level", "parent_code", "valid_from", "valid_to")
CROSSWALK_COLUMNS = (
    "code_2019",
    "code_2020",
    "name_2024",
    "district_code",
    "code_2025_01",
    "district_code_2025",
    "code_2025",
    "area_km2",
)
_KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Phường", "Huyện", "Tỉnh", "Xã")
_PERIODS = (
    ("2019-10 (230)", "", "2019-12-31"),
    ("2020-03 (209)", "2020-01-01", "2024-01-31"),
    ("2024-04 (209)", "2024-02-01", "2024-12-31"),
    ("2025-01-01 (192)", "2025-01-01", "2025-06-30"),
)
"""Each list of the General Statistics Office with the days it held (resolutions 813, 938 and 1191)."""
LAST_PERIOD = ("2025-07-01", "")
"""The 58 communes and wards of resolution 1658."""
_PROVINCE = "24"


def read_csv_rows(path: "Path") -> list[UnitRow]:
    """Return a CSV file (UTF-8, with or without BOM) as one mapping a row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: "Path", columns: "Sequence[str]", rows: "Iterable[Mapping[str, str]]") -> None:
    """Write rows as CSV, UTF-8 with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def split_name(name: str) -> tuple[str, str]:
    """Return kind and short name of a full name ("Thị trấn Chũ"); the kind is empty for what is no unit."""
    kind = next((kind for kind in _KINDS if name.startswith(kind + " ")), "")
    return kind, name.removeprefix(kind + " ")


def unit_row(code: str, name: str, level: str, parent: str, period: tuple[str, str]) -> UnitRow:
    """Return a row of `units.csv`."""
    kind, short_name = split_name(name)
    return dict(zip(UNIT_COLUMNS, (code, name, short_name, kind, level, parent, *period), strict=True))


def changed_extents(crosswalk: "Iterable[UnitRow]") -> set[tuple[str, str]]:
    """Return (code, first day) of units that kept code and perhaps name but not their land, as far as the crosswalk tells."""
    rows = list(crosswalk)
    steps = (("code_2019", "code_2020", "2020-01-01"), ("district_code", "district_code_2025", "2025-01-01"))
    return {(row[after], day) for before, after, day in steps for row in rows if row[before] != row[after]} | {
        (row[before], day) for before, after, day in steps for row in rows if row[before] != row[after]
    }


def list_units(
    gso: "Sequence[UnitRow]", communes_2025: "Sequence[Mapping[str, str]]", changed: "Container[tuple[str, str]]"
) -> list[UnitRow]:
    """Return the rows of `units.csv`: provinces, districts, communes.

    A unit that kept name, district and land over two lists is one row; `changed` holds the (code, day) of those that lost or
    gained land on a day.
    """
    rows = [
        unit_row(_PROVINCE, "Tỉnh Bắc Giang", "province", "", ("", "2025-06-30")),
        unit_row(_PROVINCE, "Tỉnh Bắc Ninh", "province", "", LAST_PERIOD),
    ]
    for as_of, start, end in _PERIODS:
        listed = [row for row in gso if row["as_of"] == as_of]
        districts = {row["district_code"]: row["district_name"] for row in listed}
        rows += [unit_row(code, name, "district", _PROVINCE, (start, end)) for code, name in districts.items()]
        rows += [unit_row(row["code"], row["name"], "commune", row["district_code"], (start, end)) for row in listed]
    rows += [unit_row(row["code"], row["name"], "commune", _PROVINCE, LAST_PERIOD) for row in communes_2025]
    return _joined(rows, changed)


def _joined(rows: "Iterable[UnitRow]", changed: "Container[tuple[str, str]]") -> list[UnitRow]:
    spans: defaultdict[tuple[str, ...], list[UnitRow]] = defaultdict(list)
    for row in rows:
        held = spans[row["level"], row["code"]]
        is_same = bool(held) and all(held[-1][key] == row[key] for key in ("name", "parent_code"))
        if is_same and row["valid_from"] != LAST_PERIOD[0] and (row["code"], row["valid_from"]) not in changed:
            held[-1] = held[-1] | {"valid_to": row["valid_to"]}
        else:
            held.append(row)
    order = {"province": 0, "district": 1, "commune": 2}
    return [row for key in sorted(spans, key=lambda key: (order[key[0]], key[1])) for row in spans[key]]


def list_pieces(crosswalk: "Sequence[UnitRow]", gso: "Sequence[UnitRow]") -> list[UnitRow]:
    """Return the rows of `crosswalk.csv`, one a piece of land that no change ever divided.

    `code_2025_01` is empty where a commune went into another on 2025-01-01 and the lists do not say into which.
    """
    listed_2025 = {row["code"] for row in gso if row["as_of"] == _PERIODS[-1][0]}
    return [
        row | {"code_2025_01": row["code_2020"] if row["code_2020"] in listed_2025 else ""}
        for row in sorted(crosswalk, key=lambda row: (row["code_2019"], row["code_2025"]))
    ]
