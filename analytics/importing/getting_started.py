"""What an office has of its own, table by table, and the step that helps most next."""

from collections.abc import Mapping
from enum import StrEnum

from analytics.editing.office_profile import OfficeProfile
from geodata.importing.fields import tables


class FirstStep(StrEnum):
    """What an office does first, in this order."""

    NAME = "name"
    SCOPE = "scope"
    FACILITIES = "facilities"
    PROPOSALS = "proposals"


def steps_done(profile: OfficeProfile, counts: Mapping[str, int]) -> dict[FirstStep, bool]:
    """Return which of the first steps are done."""
    return {
        FirstStep.NAME: bool(profile.name),
        FirstStep.SCOPE: profile.scope is not None,
        FirstStep.FACILITIES: counts.get("facilities", 0) > 0,
        FirstStep.PROPOSALS: counts.get("proposals", 0) > 0,
    }


def next_step(done: Mapping[FirstStep, bool]) -> FirstStep | None:
    """Return the first step that is not done, None when all are."""
    return next((step for step in FirstStep if not done[step]), None)


def own_rows(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many rows of its own the office has, for each table that can be imported."""
    return {kind: counts.get(kind, 0) for kind in tables()}
