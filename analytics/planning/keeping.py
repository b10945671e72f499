"""What the meeting keeps, as changes of one commit: an appraisal, a scenario, what was proposed, what a programme approved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from analytics.editing.rows import EditedRow, Values, row_change
from analytics.planning.scenario import Scenario, ScenarioStatus, from_content, to_content
from analytics.planning.solving.model import Grant
from analytics.wording.labels import label_of
from analytics.wording.language import language
from geodata.schema.frames import KEYS, TABLES
from geodata.schema.planning_vocabulary import Opinion, PlanState
from geodata.schema.vocabulary import Basis, Stage
from geodata.store.model import DOCUMENTS, Change, Document

if TYPE_CHECKING:
    from geodata.store import Store

KIND = "plan"
_STAGE_OF = {
    Opinion.FOR: Stage.APPRAISED,
    Opinion.FOR_WITH_CONDITIONS: Stage.APPRAISED,
    Opinion.AGAINST: Stage.REJECTED,
}
"""Where an opinion moves a proposal; one whose papers are to be completed stays where it is."""
_Rows = Callable[[str, list[str]], Mapping[str, EditedRow]]
"""Returns rows as they are now, by table and keys; of one that is not there `before` is None."""


class LockedError(ValueError):
    """A scenario that was proposed is not changed any more."""


@dataclass(frozen=True)
class Keeping:
    """How rows are read, and the source on whose word they are changed."""

    rows: _Rows
    source_id: str


@dataclass(frozen=True)
class Approval:
    """What a programme decided about a scenario: decision, day, and the amount of each proposal, 0 where it is not approved."""

    programme: str
    decision: str
    decided_on: str
    amounts: Mapping[str, int]


def scenario_change(scenario: Scenario, before: Document | None) -> Change:
    """Return the change that keeps a scenario under its name; raises LockedError where it was proposed already."""
    if before is not None and from_content(before.content).status is ScenarioStatus.PROPOSED:
        raise LockedError(scenario.name)
    key = f"{KIND}/{scenario.name}"
    content = {"document_id": key, "kind": KIND, "name": scenario.name, "content": to_content(scenario)}
    return Change(DOCUMENTS, key, content, before.version if before else 0)


def proposed(scenario: Scenario, before: Document | None, on: str, keeping: Keeping) -> tuple[Change, ...]:
    """Return the changes that lock a scenario and put each of its proposals on the list of its programme."""
    locked = replace(scenario, status=ScenarioStatus.PROPOSED)
    items = [_item(scenario, grant, on) for grant in scenario.grants]
    return (scenario_change(locked, before), *_changes("plan_items", items, keeping))


def approved(scenario: Scenario, approval: Approval, keeping: Keeping) -> tuple[Change, ...]:
    """Return the changes of an approval: what became of each proposal of the programme, and the stages of those approved."""
    mine = [grant for grant in scenario.grants if grant.programme == approval.programme]
    keys = [item_key(scenario.name, grant) for grant in mine]
    held = keeping.rows("plan_items", keys)
    items = [_decided(held[key], grant, approval) for key, grant in zip(keys, mine, strict=True) if held[key].before]
    given = {grant.candidate_id: amount for grant in mine if (amount := approval.amounts.get(grant.candidate_id, 0))}
    moved = {
        one: {"stage": Stage.APPROVED.value, "support_vnd": amount, "support_basis": Basis.APPROVED.value}
        for one, amount in given.items()
    }
    return (*_changes("plan_items", items, keeping), *_moved(moved, approval.decided_on, approval.decision, keeping))


def appraised(proposal_id: str, values: Values, keeping: Keeping) -> tuple[Change, ...]:
    """Return the changes of an appraisal: the row, and the stage where the opinion moves it."""
    key = _key("appraisal", proposal_id, str(values["appraised_on"]), str(values["council"]))
    row = {**dict.fromkeys(TABLES["appraisals"]), **values, "appraisal_id": key, "proposal_id": proposal_id}
    stage = _STAGE_OF.get(Opinion(values["opinion"]))
    moved = {} if stage is None else {proposal_id: {"stage": stage.value}}
    day, council = str(values["appraised_on"]), str(values["council"])
    return (*_changes("appraisals", [row], keeping), *_moved(moved, day, council, keeping))


def row_reader(store: "Store") -> _Rows:
    """Return how rows are read from a store and the public record beneath it."""
    from geodata.store.public_rows import public_rows  # noqa: PLC0415 - for who keeps, not for who solves

    def read(table: str, keys: list[str]) -> dict[str, EditedRow]:
        since = store.mark()
        held, public = store.rows(table, keys), public_rows(table)
        made = {}
        for key in keys:
            row = held.get(key)
            before = public.get(key) if row is None else None if row.is_removed else row.values
            made[key] = EditedRow(table, key, before, row.version if row else 0, since)
        return made

    return read


def item_key(scenario: str, grant: Grant) -> str:
    """Return the key of what became of a proposal in a scenario."""
    return _key("plan-item", scenario, grant.candidate_id, grant.programme)


def _item(scenario: Scenario, grant: Grant, on: str) -> dict[str, Any]:
    return {
        **dict.fromkeys(TABLES["plan_items"]),
        "plan_item_id": item_key(scenario.name, grant),
        "proposal_id": grant.candidate_id,
        "scenario": scenario.name,
        "programme": grant.programme,
        "state": PlanState.PROPOSED.value,
        "proposed_vnd": grant.amount_vnd,
        "proposed_on": on,
    }


def _decided(item: EditedRow, grant: Grant, approval: Approval) -> dict[str, Any]:
    amount = approval.amounts.get(grant.candidate_id, 0)
    return {
        **(item.before or {}),
        "state": (PlanState.APPROVED if amount else PlanState.NOT_APPROVED).value,
        "approved_vnd": amount or None,
        "decision": approval.decision,
        "decided_on": approval.decided_on,
    }


def _moved(moved: Mapping[str, Values], day: str, note: str, keeping: Keeping) -> tuple[Change, ...]:
    """Return the changes of proposals that reach a stage, each with its event."""
    held = keeping.rows("proposals", list(moved))
    there = {one: before for one, row in held.items() if (before := row.before)}
    proposals = [{**there[one], **values} for one, values in moved.items() if one in there]
    events = [
        {
            **dict.fromkeys(TABLES["proposal_events"]),
            "event_id": _key("event", one, str(values["stage"]), day),
            "proposal_id": one,
            "stage": values["stage"],
            "stage_as_written": label_of(Stage, str(values["stage"]), language()),
            "happened_on": day,
            "note": note,
        }
        for one, values in moved.items()
        if one in there
    ]
    return (*_changes("proposals", proposals, keeping), *_changes("proposal_events", events, keeping))


def _changes(table: str, rows: Iterable[Values], keeping: Keeping) -> list[Change]:
    """Return the changes that make rows say what they shall."""
    wanted = {str(row[KEYS[table]]): row for row in rows}
    held = keeping.rows(table, list(wanted))
    made = []
    for key, values in wanted.items():
        change = row_change(held[key], values, keeping.source_id)
        made += [change] if change else []
    return made


def _key(kind: str, *parts: str) -> str:
    digest = sha256("\n".join(parts).encode()).hexdigest()[:16]
    return f"office-{kind}-{digest}"
