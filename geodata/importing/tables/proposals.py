"""Proposals: what their title, columns of programmes and stages say, and how they are compared with those of the record."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.fields import FieldType, choices, tables
from geodata.importing.plans.overlaying import StatedRow, later_stage
from geodata.importing.plans.planning import (
    Planning,
    columns_as_read,
    given,
    note_of,
    note_texts,
    period_of,
    place_without_point,
    says_the_same,
)
from geodata.importing.plans.record_rows import made_id, text_key
from geodata.importing.rows.reader import RowDraft
from geodata.importing.tables.completing import set_marked
from geodata.importing.tables.proposal_index import KnownProposal, ProposalIndex, proposal_index
from geodata.importing.tables.proposal_parts import FIGURES, with_parts
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodCell, UnderstoodRow
from geodata.importing.values.words import word_inside
from geodata.schema.vocabulary import LocationQuality, Stage
from geodata.text import nfc

STAGES = tuple(one.name for one in tables()["proposals"].fields if one.type is FieldType.STAGE)
"""The stages that may have a column of their own, in the order of the life of a proposal."""
_PROGRAMMES = (("is_national", "national"), ("is_provincial", "provincial"), ("is_district", "district"))
_PAID = tuple((f"support_{name}_vnd", name) for _, name in _PROGRAMMES)
_NAME = re.compile(
    r"(?:\b(?:cho|tại|của)|[-–—:(])\s*"
    r"((?i:công ty|cty|ctcp|htx|hợp tác xã|dntn|doanh nghiệp tư nhân|tổ hợp tác|tht|hộ kinh doanh|hộ kd|hkd|hộ ông|hộ bà|xưởng)\s.+)$"
)
_GENERIC = re.compile(r"\b(?:các|những|trên địa bàn)\b", re.IGNORECASE)
_PLAIN = columns_as_read("proposals", "title", "year_from", "year_to", "programme", "stage")
_BASES = {
    **{stage: stage for stage in ("registered", "surveyed", "planned", "approved", "assigned")},
    "appraised": "registered",
    "implementing": "approved",
    **dict.fromkeys(("supported", "completed", "accepted", "inspected"), "done"),
}
"""What a support is based on by the stage of its proposal."""


def name_in_title(title: str) -> str:
    """Return the producer that a title ends with, and its place as written after it; "" when it names none.

    "Hỗ trợ máy dệt cho Công ty TNHH Dệt Hiệp Hòa, xã Đoan Bái"
    """
    found = _NAME.search(nfc(title))
    if not found or _GENERIC.search(found[1]):
        return ""
    words = found[1].rstrip(" .;" if "(" in found[1] else " .;)").split()
    return " ".join(words) if any(word[0].isupper() for word in words[1:]) else ""


def beneficiary_from_title(draft: RowDraft, _about: TableImport) -> None:
    """Set the beneficiary to the producer that the title names, where no other cell gives one."""
    cell = draft.cells.get("title")
    if cell and "beneficiary" not in draft.cells and (name := name_in_title(str(cell.value))):
        draft.add("beneficiary", cell.text, name, CellNote.NAME_IN_TITLE, cell.column)


def programme_from_marks(draft: RowDraft, _about: TableImport) -> None:
    """Set the programme from the column that is marked."""
    set_marked(draft, "programme", _PROGRAMMES)


def support_from_programmes(draft: RowDraft, _about: TableImport) -> None:
    """Set the support from columns of one programme each; the programme is theirs, unless several pay."""
    paid = [(column, programme, amount) for column, programme in _PAID if (amount := draft.amount(column))]
    if not paid:
        return
    total, first = sum(amount for *_, amount in paid), draft.cells[paid[0][0]]
    if "support_vnd" not in draft.cells:
        draft.add("support_vnd", first.text, total, CellNote.FROM_PROGRAMMES, first.column)
    elif (whole := draft.amount("support_vnd")) != total:
        draft.report(ProblemKind.PARTS_DIFFER, "support_vnd", whole=str(whole or 0), parts=str(total))
    if len(paid) > 1:
        draft.report(ProblemKind.SEVERAL_PROGRAMMES, paid[1][0])
        own = draft.reader.table.field
        shares = "; ".join(f"{own(name).heading_alone} {amount:,} đồng".replace(",", ".") for name, _, amount in paid)
        draft.add("programme", shares, "unknown", CellNote.SEVERAL_PROGRAMMES)
    elif "programme" not in draft.cells or draft.cells["programme"].column is None:
        draft.add("programme", first.text, paid[0][1], CellNote.FROM_PROGRAMMES, first.column)


def stage_reached(draft: RowDraft, _about: TableImport) -> None:
    """Set the stage: its own cell, else the last stage with a date or an "x", else what the group or the titles say."""
    if "stage" in draft.cells:
        return
    if reached := [stage for stage in STAGES if draft.value(stage)]:
        last = draft.cells[reached[-1]]
        draft.add("stage", last.text, reached[-1], CellNote.FROM_STAGES, last.column)
        return
    of_group, of_title = draft.row.context.get("stage"), draft.defaults.get("stage")
    note = CellNote.FROM_GROUP if "stage" in draft.row.context else CellNote.FROM_TITLE
    said = of_group or of_title
    draft.add("stage", said or "", said or Stage.UNKNOWN.value, note if said else CellNote.STAGE_UNKNOWN)
    day = draft.defaults.get("stage_on")
    if said and note is CellNote.FROM_TITLE and day and "stage_on" not in draft.cells:
        draft.add("stage_on", day, day, CellNote.FROM_TITLE)


def support_content_from_words(draft: RowDraft, _about: TableImport) -> None:
    """Set what is supported by the words of title and work, where no cell gives it."""
    if "support_content" not in draft.cells:
        words = (word_inside("SupportContent", draft.text(name)) for name in ("title", "work"))
        content = next((word for word in words if word), None)
        note = CellNote.CONTENT_INFERRED if content else CellNote.CONTENT_UNKNOWN
        draft.add("support_content", "", content or "other", note)


@dataclass
class _Item:
    """A proposal of the file: its row, the rows of further beneficiaries, its years, who benefits."""

    row: UnderstoodRow
    more: list[UnderstoodRow] = field(default_factory=list)
    years: tuple[int | None, int | None] = (None, None)
    facilities: tuple[str, ...] = ()
    key: tuple[object, ...] = ()


def plan_proposals(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the proposals of a file, one step a row."""
    items = [item for item in _items(planning, rows) if _is_good(planning, item)]
    years = frozenset(item.years[0] for item in items)
    index, proposals, held, events = proposal_index(planning.record, years)
    planning.tables |= {"proposals": proposals, "beneficiaries": held, "proposal_events": events}
    for item in items:
        yield
        item.facilities = tuple(_facilities(planning, item))
        item.key = _key(item)
    counts = Counter(item.key for item in items)
    taken: dict[str, _Item] = {}
    for item in items:
        yield
        if item.row.row not in planning.refused:
            _plan(planning, index, item, taken, is_shared=counts[item.key] > 1)


def _items(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> list[_Item]:
    """Return the proposals of the file: a continuation with money of its own is one, another is a further beneficiary.

    Parts whose money their whole holds are beneficiaries of it, whatever money they state.
    """
    items: dict[int, _Item] = {}
    for row in rows:
        above = row.part_of if row.part_of is not None else row.of
        parent = items.get(above) if above is not None else None
        if parent is None:
            items[row.row] = _Item(row)
        elif row.part_of is None and any(name in row.cells and row.cells[name].column is not None for name in FIGURES):
            own = {name: cell for name, cell in row.cells.items() if not _says_nothing(cell)}
            inherited = {
                name: cell
                for name, cell in parent.row.cells.items()
                if name not in FIGURES and cell.note != CellNote.FROM_PROGRAMMES
            }
            items[row.row] = _Item(
                UnderstoodRow(row.row, inherited | own, None, row.is_refused or parent.row.is_refused)
            )
        else:
            parent.more.append(row)
    for item in items.values():
        item.years = period_of(item.row)
        if item.row.text("title") == "" and not item.row.is_refused:
            planning.refuse_nameless(item.row, "title")
    return list(items.values())


def _says_nothing(cell: UnderstoodCell) -> bool:
    return cell.value in {"unknown", "other"} and cell.column is None


def _is_good(planning: Planning, item: _Item) -> bool:
    """Whether a proposal may be planned; a refused row refuses those that continue it."""
    refused = item.row.is_refused or item.row.row in planning.refused
    if refused or any(row.is_refused for row in item.more):
        planning.refused.update(row.row for row in (item.row, *item.more))
        return False
    return True


def _facilities(planning: Planning, item: _Item) -> Iterator[str]:
    for row in (item.row, *item.more):
        for name in _names(row):
            if facility_id := planning.facility(row, name, makes=True):
                yield facility_id


def _names(row: UnderstoodRow) -> list[str]:
    return [name.strip() for name in row.text("beneficiary").split(";") if name.strip()]


def _key(item: _Item) -> tuple[object, ...]:
    district = None if item.facilities else item.row.value("district_code") or item.row.value("districts")
    return (text_key(item.row.text("title")), item.years[0], tuple(sorted(set(item.facilities))), district)


def _districts(row: UnderstoodRow) -> tuple[str, ...]:
    """Return the codes of the districts that a row names; none where it names none."""
    return tuple(code for code in (row.text("district_code") or row.text("districts")).split(";") if code)


def _plan(planning: Planning, index: ProposalIndex, item: _Item, taken: dict[str, _Item], *, is_shared: bool) -> None:
    row, title = item.row, item.row.text("title")
    programme = row.text("programme") or "unknown"
    key = (*item.key, programme) if is_shared else item.key
    one = KnownProposal("", programme, frozenset(item.facilities), frozenset(_districts(row)))
    matches = index.match(title, item.years[0], one)
    if is_shared:
        matches = [known for known in matches if known.programme in {programme, "unknown"}]
    if len(matches) > 1:
        planning.report(
            row,
            ProblemKind.PROPOSAL_AMBIGUOUS,
            "title",
            is_blocking=True,
            others="; ".join(known.proposal_id for known in matches),
        )
        return
    row_id = (
        matches[0].proposal_id if matches else made_id(f"da-{item.years[0]}" if item.years[0] else "da", title, *key)
    )
    if row_id in taken:
        first = taken[row_id].row
        planning.report_duplicate(row, "title", first.row, is_same=says_the_same(row, first))
        return
    taken[row_id] = item
    if not matches:
        _report_near(planning, index, item)
    said = _given(planning, item, row_id)
    planning.add(row, "proposals", row_id, said, is_main=True)
    if said.firm["stage"] == Stage.APPRAISED and row_id not in set(planning.record["appraisals"]["proposal_id"]):
        planning.report(row, ProblemKind.NOT_APPRAISED, "stage")
    _beneficiaries(planning, item, row_id)
    _events(planning, row, row_id)


def _report_near(planning: Planning, index: ProposalIndex, item: _Item) -> None:
    near = [one for facility in item.facilities for one in index.near(facility, item.years[0])]
    if near:
        titles = [str((planning.known("proposals", one) or {}).get("title")) for one in near[:2]]
        planning.report(item.row, ProblemKind.PROPOSAL_LOOKS_LIKE, "title", others="; ".join(titles))


def _given(planning: Planning, item: _Item, row_id: str) -> StatedRow:
    row = item.row
    said = given(row, *_PLAIN)
    known = planning.known("proposals", row_id)
    stage = _stage(row, known)
    firm: dict[str, Any] = {
        **said.firm,
        "title": row.text("title") if known is None else None,
        "year_from": item.years[0],
        "year_to": item.years[1],
        "programme": None if row.value("programme") == "unknown" and known else row.text("programme") or None,
        "stage": stage,
        "note": "; ".join(filter(None, (note_of(planning, row), *_parts(planning, item)))) or None,
    }
    if "support_vnd" in row.cells and (known is None or known["support_vnd"] != row.value("support_vnd")):
        firm["support_basis"] = _BASES.get(stage or "unknown", "stated")
    return StatedRow(firm, {"programme": "unknown", "stage": "unknown", **said.soft})


def _parts(planning: Planning, item: _Item) -> Iterator[str]:
    """Yield what each part has of the money of its whole, which the record keeps in words."""
    for row in item.more:
        for name in FIGURES:
            value = row.whole(name) if row.part_of is not None else None
            if value is not None:
                amount = f"{value:,}".replace(",", ".")
                name_of_part = row.text("beneficiary") or row.text("title")
                yield note_texts()["part"].format(
                    heading=planning.headings.get(name, ""), name=name_of_part, text=amount
                )


def _stage(row: UnderstoodRow, known: Any) -> str | None:
    """Return the stage; one that a title or a group gives never takes a proposal back."""
    cell = row.cells.get("stage")
    if cell is None or cell.value == "unknown":
        return known["stage"] if known else None
    said = str(cell.value)
    return said if cell.column is not None or known is None else later_stage(known["stage"], said)


def _beneficiaries(planning: Planning, item: _Item, proposal_id: str) -> None:
    for row in (item.row, *item.more):
        names = _names(row) or [""]
        for name in names:
            facility_id = planning.facility(row, name, makes=True) if name else None
            own_title = row.text("title") if row.part_of is not None else ""
            work = row.text("work") or own_title or item.row.text("work") or None
            places = _places(row if _districts(row) else item.row)
            for place in places:
                if not facility_id and place["location_quality"] == "unknown":
                    continue
                of = place["district_code"] if len(places) > 1 else None
                row_id = _beneficiary_id(planning, proposal_id, facility_id, of)
                firm = {"proposal_id": proposal_id, "facility_id": facility_id, "work": work, **place}
                planning.add(row, "beneficiaries", row_id, StatedRow(firm, {"work": item.row.text("title")}))


def _places(row: UnderstoodRow) -> list[dict[str, Any]]:
    """Return the place of a row, or one a district where it names several."""
    place = place_without_point(row)
    several = () if row.value("district_code") else _districts(row)
    at = LocationQuality.DISTRICT.value
    return [{**place, "district_code": code, "location_quality": at} for code in several] or [place]


def _beneficiary_id(planning: Planning, proposal_id: str, facility_id: str | None, district: str | None) -> str:
    """Return the known beneficiary of a proposal: the same facility's, or the only one that names none; else a new id.

    Of a proposal in several districts there is one in each, whoever benefits: `district` is its code.
    """
    known = planning.rows("beneficiaries").having("proposal_id", proposal_id)
    same = [one for one in known if one["facility_id"] == facility_id]
    if district:
        here = [one for one in same if one["district_code"] == district]
        return str(here[0]["beneficiary_id"]) if here else made_id(f"{proposal_id}-b", "", facility_id, district)
    blank = [one for one in known if one["facility_id"] is None]
    if same or (len(blank) == 1 and len(known) == 1):
        return str((same or blank)[0]["beneficiary_id"])
    return made_id(f"{proposal_id}-b", "", facility_id) if facility_id else f"{proposal_id}-b1"


def stage_label(stage: str) -> str:
    """Return the Vietnamese word for a stage."""
    return next(one.label for one in choices("Stage") if one.value == stage)


def _events(planning: Planning, row: UnderstoodRow, proposal_id: str) -> None:
    """Plan an event for each stage with a date or an "x", and for the stage of the row."""
    reached: dict[str, tuple[str, str | None]] = {}
    for stage in STAGES:
        if value := row.text(stage):
            cell = row.cells[stage]
            written = planning.headings.get(stage) or stage
            reached[stage] = (written if value == "x" else f"{written}: {cell.text}", None if value == "x" else value)
    stage, day = row.text("stage"), row.text("stage_on") or None
    if stage and stage != "unknown" and (stage not in reached or day):
        cell = row.cells["stage"]
        text = cell.text if cell.column is not None else stage_label(stage)
        reached[stage] = (text, day or reached.get(stage, ("", None))[1])
    known = {one["stage"]: one for one in planning.rows("proposal_events").having("proposal_id", proposal_id)}
    for name, (text, happened_on) in reached.items():
        row_id = known[name]["event_id"] if name in known else f"{proposal_id}-e-{name}"
        said = {"proposal_id": proposal_id, "stage": name, "happened_on": happened_on}
        planning.add(row, "proposal_events", row_id, StatedRow(said, {"stage_as_written": text}))


PROPOSALS = TableImport(
    "proposals",
    plan_proposals,
    producer="beneficiary",
    sector_from=("title", "work", "beneficiary"),
    name_steps=(beneficiary_from_title,),
    choice_steps=(programme_from_marks, support_from_programmes, stage_reached, support_content_from_words),
    keeps_districts=True,
    with_parts=with_parts,
)
