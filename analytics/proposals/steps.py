"""The steps that proposals have reached, in the words of the record: how many, what they state, the newest of each."""

from dataclasses import dataclass

from analytics.funding.progress import by_stage
from analytics.prepared.caching import cached
from analytics.selection.newest import newest_of_each
from analytics.selection.place_words import Row, records
from analytics.selection.selected import Selected

SHOWN = 5
"""Proposals that stand in the column of a step; the list has all."""


@dataclass(frozen=True, eq=False)
class StageStep:
    """One step: its stage, how many proposals, how many of them state an amount, how much (missing: none states one), the newest."""

    stage: str
    n: int
    n_amounts: int
    support_vnd: int | None
    newest: tuple[Row, ...]


@cached()
def stage_steps(beside: Selected) -> tuple[StageStep, ...]:
    """Return the steps of the proposals of a selection, in the order of the life of a proposal; the n add up to its proposals."""
    return tuple(
        StageStep(
            str(row["stage"]),
            int(row["n"]),
            int(row["n_amounts"]),
            None if row["support_vnd"] is None else int(row["support_vnd"]),
            tuple(records(newest_of_each(beside, "stage", str(row["stage"]), SHOWN))),
        )
        for row in records(by_stage(beside))
    )
