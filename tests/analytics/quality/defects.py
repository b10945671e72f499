"""Small records with one thing wrong: rows added to the public record."""

from typing import Any

import pandas as pd

from geodata.importing.fields import choices
from geodata.record import Record
from geodata.schema.frames import KEYS, TABLES

BASE: dict[str, dict[str, Any]] = {
    "facilities": {
        "name": "Hợp tác xã Thử Nghiệm",
        "kind": "cooperative",
        "sector": "food",
        "district_code": "219",
        "location_quality": "district",
    },
    "proposals": {
        "title": "Đề án thử",
        "year_from": 2024,
        "year_to": 2024,
        "programme": "provincial",
        "support_content": "machinery",
        "sector": "food",
        "stage": "approved",
    },
    "beneficiaries": {
        "proposal_id": "p",
        "facility_id": "htx-hang-anh",
        "work": "Máy",
        "district_code": "215",
        "location_quality": "district",
    },
    "proposal_events": {"proposal_id": "p", "stage": "approved", "stage_as_written": "phê duyệt"},
    "ocop_products": {
        "name": "Trà thử",
        "sector": "food",
        "district_code": "219",
        "location_quality": "district",
        "status": "recognised",
    },
}


def row(table: str, id_: str, **values: Any) -> dict[str, Any]:
    given = {KEYS[table]: id_, "source_ids": "s001", **BASE.get(table, {}), **values}
    return {name: given.get(name) for name in TABLES[table]}


def with_rows(record: Record, *rows: tuple[str, dict[str, Any]]) -> Record:
    tables = dict(record.tables)
    for table, values in rows:
        frame = pd.DataFrame([values], columns=list(TABLES[table])).astype(dict(tables[table].dtypes))
        tables[table] = pd.concat([tables[table], frame], ignore_index=True)
    return Record(tables)


def proposal(id_: str = "p", **values: Any) -> tuple[str, dict[str, Any]]:
    return "proposals", row("proposals", id_, **values)


def facility(id_: str, **values: Any) -> tuple[str, dict[str, Any]]:
    return "facilities", row("facilities", id_, **values)


def beneficiary(id_: str = "b", **values: Any) -> tuple[str, dict[str, Any]]:
    return "beneficiaries", row("beneficiaries", id_, **values)


def step(
    id_: str, stage: str, day: str | None, proposal_id: str = "p", written: str | None = None
) -> tuple[str, dict[str, Any]]:
    word = written or next(one.label for one in choices("Stage") if one.value == stage)
    values = {"proposal_id": proposal_id, "stage": stage, "happened_on": day, "stage_as_written": word}
    return "proposal_events", row("proposal_events", id_, **values)


def product(id_: str, **values: Any) -> tuple[str, dict[str, Any]]:
    return "ocop_products", row("ocop_products", id_, **values)
