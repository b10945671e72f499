"""What earlier support became, as inspections found it: in use or not, workers and revenue before and after; with n and what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from analytics.survey.answers import Meanings, counted_forms
from analytics.survey.schedule import plain_rows
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, VisitState


class OutcomeMeasure(StrEnum):
    """What is told of the inspected proposals of a group."""

    INSPECTED = "n"
    IN_USE = "yes"
    PARTLY = "partly"
    NOT_IN_USE = "no"
    UNKNOWN = "unknown"
    WORKERS = "workers"
    REVENUE = "revenue"


class By(StrEnum):
    """By what the outcomes are grouped."""

    SECTOR = "sector"
    CONTENT = "support_content"
    DISTRICT = "district_code"


SUMS = {
    OutcomeMeasure.WORKERS: (AnswerMeaning.WORKERS_BEFORE, AnswerMeaning.WORKERS),
    OutcomeMeasure.REVENUE: (AnswerMeaning.REVENUE_BEFORE, AnswerMeaning.REVENUE),
}
"""What is added up, before and after, over the proposals of which both are known."""


@dataclass(frozen=True)
class Inspected:
    """What the last inspection of a proposal found. None is not known."""

    visit_id: str
    groups: Mapping[By, str | None]
    in_use: str | None
    workers: tuple[float, float] | None
    revenue: tuple[float, float] | None

    def tells(self, told: OutcomeMeasure) -> bool:
        """Tell whether the inspection is one of those behind what is told."""
        if told is OutcomeMeasure.INSPECTED:
            return True
        if told in SUMS:
            return getattr(self, told) is not None
        return (self.in_use or OutcomeMeasure.UNKNOWN.value) == told


@dataclass(frozen=True)
class Outcome:
    """The inspected proposals of a group; sums of before and after are of those of which both are known."""

    group: str | None
    inspected: tuple[Inspected, ...]

    @property
    def in_use(self) -> Counter[str]:
        """How many are in use, partly, not, or not known."""
        return Counter(one.in_use or OutcomeMeasure.UNKNOWN.value for one in self.inspected)

    def behind(self, told: OutcomeMeasure) -> tuple[str, ...]:
        """Return the visits behind what is told."""
        return tuple(one.visit_id for one in self.inspected if one.tells(told))

    @property
    def workers(self) -> tuple[float, float, int]:
        """Workers before and after, and of how many proposals."""
        return _sums(one.workers for one in self.inspected)

    @property
    def revenue(self) -> tuple[float, float, int]:
        """Revenue before and after, and of how many proposals."""
        return _sums(one.revenue for one in self.inspected)


def _sums(pairs: Iterable[tuple[float, float] | None]) -> tuple[float, float, int]:
    known = [one for one in pairs if one is not None]
    return sum(one[0] for one in known), sum(one[1] for one in known), len(known)


def inspections(record: Record) -> list[Inspected]:
    """Return what the last inspection of each proposal found, by the visits that met somebody."""
    kinds = {row["campaign_id"]: row["kind"] for row in plain_rows(record["survey_campaigns"])}
    visits = [
        row
        for row in plain_rows(record["survey_visits"])
        if kinds.get(row["campaign_id"]) == CampaignKind.INSPECTION and row["state"] == VisitState.DONE
    ]
    counted, meanings = counted_forms(record), Meanings(record)
    proposals = {row["proposal_id"]: row for row in plain_rows(record["proposals"])}
    last: dict[str, Inspected] = {}
    for row in sorted(visits, key=lambda row: (row["visited_on"] or "", row["visit_id"])):
        proposal = proposals.get(row["proposal_id"], {})
        filled = counted.get(row["visit_id"])
        answers = filled.answers if filled else {}
        found = {
            meaning: meanings.number(CampaignKind.INSPECTION, answers, meaning)
            for meaning in chain.from_iterable(SUMS.values())
        }
        last[row["proposal_id"] or row["visit_id"]] = Inspected(
            visit_id=row["visit_id"],
            groups={
                By.SECTOR: proposal.get("sector"),
                By.CONTENT: proposal.get("support_content"),
                By.DISTRICT: row["district_code"],
            },
            in_use=meanings.text(CampaignKind.INSPECTION, answers, AnswerMeaning.IN_USE),
            workers=_both(*(found[one] for one in SUMS[OutcomeMeasure.WORKERS])),
            revenue=_both(*(found[one] for one in SUMS[OutcomeMeasure.REVENUE])),
        )
    return list(last.values())


def _both(before: float | None, after: float | None) -> tuple[float, float] | None:
    return None if before is None or after is None else (before, after)


def outcomes(found: Iterable[Inspected], by: By | None = None) -> list[Outcome]:
    """Return the outcomes by group, the largest first; all together where `by` is None."""
    groups = grouped_by((one.groups[by] if by else None, one) for one in found)
    made = [Outcome(group, tuple(some)) for group, some in groups.items()]
    return sorted(made, key=lambda one: (-len(one.inspected), one.group or ""))
