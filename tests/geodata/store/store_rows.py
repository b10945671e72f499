"""Rows of an office, as an import or a form would make them."""

from collections.abc import Sequence
from typing import Any

from geodata.schema.frames import TABLES
from geodata.store import Change

SOURCE_ID = "office-file-1"


def row(table: str, **values: Any) -> dict[str, Any]:
    assert not set(values) - set(TABLES[table])
    return {name: values.get(name) for name in TABLES[table]}


def source(source_id: str = SOURCE_ID, **values: Any) -> Change:
    told = {"kind": "office", "title": "Danh sách 2025.xlsx", "publisher": "Sở Công Thương", "language": "vi"}
    return Change("sources", source_id, row("sources", **{"source_id": source_id, **told, **values}))


def facility(facility_id: str = "van-phat", *, version: int = 0, **values: Any) -> Change:
    told = {
        "name": "HTX Vạn Phát",
        "kind": "cooperative",
        "sector": "wood",
        "district_code": "213",
        "location_quality": "district",
        "source_ids": SOURCE_ID,
    }
    after = row("facilities", **{"facility_id": facility_id, **told, **values})
    return Change("facilities", facility_id, after, version)


def proposal(proposal_id: str = "de-an-1", *, version: int = 0, **values: Any) -> Change:
    told = {
        "title": "Hỗ trợ máy CNC",
        "year_from": 2025,
        "year_to": 2025,
        "programme": "provincial",
        "support_content": "machinery",
        "sector": "wood",
        "stage": "registered",
        "support_vnd": 200_000_000,
        "support_basis": "registered",
        "source_ids": SOURCE_ID,
    }
    return Change("proposals", proposal_id, row("proposals", **{"proposal_id": proposal_id, **told, **values}), version)


def beneficiary(beneficiary_id: str, proposal_id: str, facility_id: str | None, **values: Any) -> Change:
    told = {"work": "Máy CNC", "district_code": "213", "location_quality": "district", "source_ids": SOURCE_ID}
    keys = {"beneficiary_id": beneficiary_id, "proposal_id": proposal_id, "facility_id": facility_id}
    return Change("beneficiaries", beneficiary_id, row("beneficiaries", **keys, **{**told, **values}))


def rule(rule_id: str = "hdnd-2026", *, version: int = 0, **values: Any) -> Change:
    told = {
        "document": "15/2026/NQ-HĐND",
        "effective_from": "2026-01-01",
        "applies_in": "bac_ninh",
        "topic": "support_ceiling",
        "programme": "provincial",
        "support_content": "machinery",
        "statement": "Máy móc thiết bị: không quá 250 triệu đồng một cơ sở.",
        "amount": 250_000_000,
        "unit": "vnd",
        "per": "facility",
        "share_max": 0.5,
        "is_text_read": True,
        "source_ids": SOURCE_ID,
    }
    return Change("rules", rule_id, row("rules", **{"rule_id": rule_id, **told, **values}), version)


def proposals_to_plan(
    year: int,
    support_vnd: Sequence[int],
    total_vnd: int,
    programmes: Sequence[str] = ("provincial",),
    title: str = "Đề án {}",
) -> list[Change]:
    """Return proposals of a year that ask for these amounts, each with its facility, the programmes in turn."""
    changes = [source()]
    for number, amount in enumerate(support_vnd):
        changes += [
            facility(f"co-so-{number}", name=f"HTX Số {number}"),
            proposal(
                f"de-an-{number}",
                title=title.format(number),
                year_from=year,
                year_to=year,
                programme=programmes[number % len(programmes)],
                support_vnd=amount,
                total_investment_vnd=total_vnd,
            ),
            beneficiary(f"phan-{number}", f"de-an-{number}", f"co-so-{number}"),
        ]
    return changes
