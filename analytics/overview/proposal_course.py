"""The course of one proposal: its steps with what is known of their days, and its support against the ceilings in force."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.rules.judging import CeilingLimit, Judgement, UnjudgedReason
from analytics.rules.words import compared_text, place_of_rule, unread_amendments_text
from analytics.selection.place_words import Row, joined, records
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import Basis, Stage

_COURSE = (
    *(Stage.REGISTERED, Stage.SURVEYED, Stage.APPRAISED, Stage.APPROVED),
    *(Stage.IMPLEMENTING, Stage.COMPLETED, Stage.ACCEPTED, Stage.INSPECTED),
)
"""The steps that every proposal takes; others stand between them where a source states them."""
_ENDS = (Stage.REJECTED, Stage.WITHDRAWN)
_MONEY: tuple[tuple[str, tuple[Basis, ...]], ...] = (
    (mark("Asked for"), (Basis.REGISTERED, Basis.SURVEYED, Basis.PLANNED, Basis.TARGET)),
    (mark("Approved"), (Basis.APPROVED, Basis.ASSIGNED)),
    (mark("Paid"), (Basis.DONE,)),
)


@dataclass(frozen=True)
class CourseStep:
    """A step: its name, what is known of its day, whether any source states that it was reached."""

    name: str
    when: str
    is_stated: bool


@dataclass(frozen=True)
class Sum:
    """A sum of money: its name and text; `share` is how long its bar is, `ceiling` where the limit stands on it, each from 0 to 1."""

    name: str
    text: str
    share: float = 0.0
    ceiling: float | None = None


@dataclass(frozen=True)
class Course:
    """The steps and the sums of a proposal, and the limits that the sums are held against, each with its rule."""

    steps: tuple[CourseStep, ...]
    sums: tuple[Sum, ...]
    limits: tuple[str, ...]


def course_of(row: Row, events: pd.DataFrame, found: Sequence[Judgement], language: Language) -> Course:
    """Return the course of a proposal (a row of `proposals`) with its rows of `proposal_events` and what is judged of it."""
    limits = [
        one for one in found if one.limit is CeilingLimit.AMOUNT and one.most is not None and one.used is not None
    ]
    return Course(
        _steps(row, events, language),
        _sums(row, limits, language),
        tuple(_limit_text(one, language) for one in limits),
    )


def _steps(row: Row, events: pd.DataFrame, language: Language) -> tuple[CourseStep, ...]:
    days: dict[str, list[str]] = {str(row["stage"]): []}
    for event in records(events):
        of_stage = days.setdefault(str(event["stage"]), [])
        if event["happened_on"] is not None:
            of_stage.append(str(event["happened_on"]))
    shown = [one for one in Stage if one is not Stage.UNKNOWN and (one in _COURSE or str(one) in days)]
    shown = [one for one in shown if one not in _ENDS or str(one) in days]
    return tuple(_step(one, days.get(str(one)), language) for one in shown)


def _step(stage: Stage, days: Sequence[str] | None, language: Language) -> CourseStep:
    name = label_of(Stage, stage, language)
    if days is None:
        return CourseStep(name, language.text("no information yet"), is_stated=False)
    when = ", ".join(language.partial_date(day) for day in dict.fromkeys(sorted(days)))
    return CourseStep(name, when or language.text("day not known"), is_stated=True)


def _sums(row: Row, limits: Sequence[Judgement], language: Language) -> tuple[Sum, ...]:
    """Return what was asked for, approved and paid; the one sum that a proposal states stands under its basis."""
    if pd.isna(row["support_vnd"]):
        return ()
    value, basis = float(row["support_vnd"]), None if pd.isna(row["support_basis"]) else str(row["support_basis"])
    own = [one for one in limits if UnjudgedReason.SHARED_SUM not in one.reasons and one.used == value]
    most = [one.most for one in own if one.most is not None]
    whole = max([value, *most])
    stated = Sum(
        "", language.money(value), value / whole if whole else 0.0, min(most) / whole if most and whole else None
    )
    named = [(language.text(name), basis in {str(one) for one in of}) for name, of in _MONEY]
    sums = [
        Sum(name, stated.text, stated.share, stated.ceiling)
        if is_so
        else Sum(name, language.text("no information yet"))
        for name, is_so in named
    ]
    if any(is_so for _, is_so in named):
        return tuple(sums)
    name = label_of(Basis, basis, language) if basis else language.text("Basis not stated")
    return (Sum(name[:1].upper() + name[1:], stated.text, stated.share, stated.ceiling), *sums)


def _limit_text(one: Judgement, language: Language) -> str:
    rule = one.candidate.rule if one.candidate else None
    unread = unread_amendments_text(one.candidate.unread, language) if one.candidate else ""
    return joined([compared_text(one, language), place_of_rule(rule, language) if rule else "", unread])
