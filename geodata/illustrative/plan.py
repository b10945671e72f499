"""What the illustrative survey agrees with: published totals at its default size, in proportion at any other."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.schema.vocabulary import Programme, Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_FACILITIES = 97
"""The survey for the plan of 2024 visited "gần 100 cơ sở" in 10 of 10 districts (founding-2024)."""

REGISTERED_2020: dict[str, int] = {
    "213": 11,
    "223": 5,
    "215": 2,
    "216": 4,
    "222": 3,
    "221": 6,
    "219": 3,
    "217": 2,
    "220": 1,
}
"""Proposals registered for 2020 by district (founding-2020), 37 in all; Lục Nam (218) is not stated."""

FACILITIES_SUPPORTED_2023 = 20
"""Facilities supported in 2023 (founding-2024)."""

DISTRICT_WEIGHTS: dict[str, float] = {
    "213": 16,
    "215": 8,
    "216": 9,
    "217": 11,
    "218": 9,
    "219": 12,
    "220": 5,
    "221": 10,
    "222": 9,
    "223": 8,
}
"""How the facilities are shared among the ten districts: invented, with some of each."""

SECTOR_WEIGHTS: dict[str, tuple[float, ...]] = {
    "213": (5, 2, 2, 6, 2, 1, 2, 1, 3, 1, 2, 1),
    "215": (1, 3, 5, 3, 2, 3, 1, 1, 1, 0.5, 1, 1),
    "216": (2, 3, 4, 3, 1, 2, 2, 1, 1, 1, 3, 1),
    "217": (3, 4, 2, 3, 1, 1, 4, 1, 1, 1, 3, 1),
    "218": (1, 4, 5, 3, 2, 2, 2, 1, 1, 0.5, 1, 1),
    "219": (1, 2, 9, 6, 3, 1, 1, 1, 1, 0.5, 1, 1),
    "220": (0.5, 4, 3, 2, 2, 5, 1, 1, 0.5, 0.5, 0.5, 1),
    "221": (2, 2, 3, 4, 1, 1, 2, 3, 1, 1, 2, 1),
    "222": (3, 2, 2, 4, 4, 1, 1, 4, 2, 1, 2, 1),
    "223": (3, 4, 2, 3, 1, 1, 2, 2, 1, 1, 3, 1),
}
"""How often each sector, in the order of `geodata.schema.vocabulary.Sector`, occurs in a district: invented."""


@dataclass(frozen=True)
class Campaign:
    """Proposals of one year and programme: how many at the default size, where they stand, what they cost together (đồng).

    Without a total the source states no amount, and neither does the survey.
    """

    year: int
    programme: Programme
    count: int
    stages: tuple[Stage, ...]
    total_vnd: int | None


_DONE = (Stage.ACCEPTED, Stage.INSPECTED)
CANDIDATES = (Stage.REGISTERED, Stage.SURVEYED, Stage.SURVEYED, Stage.APPRAISED, Stage.APPRAISED, Stage.WITHDRAWN)

CAMPAIGNS: tuple[Campaign, ...] = (
    Campaign(2019, Programme.NATIONAL, 2, _DONE, 500_000_000),
    Campaign(2019, Programme.PROVINCIAL, 23, _DONE, 3_700_000_000),
    Campaign(2021, Programme.PROVINCIAL, 21, _DONE, 3_500_000_000),
    Campaign(2023, Programme.NATIONAL, 6, _DONE, 3_200_000_000),
    Campaign(2023, Programme.PROVINCIAL, 16, _DONE, 3_300_000_000),
    Campaign(2024, Programme.NATIONAL, 9, CANDIDATES, 4_500_000_000),
    Campaign(2024, Programme.PROVINCIAL, 27, CANDIDATES, 5_400_000_000),
    Campaign(2024, Programme.DISTRICT, 6, CANDIDATES, 480_000_000),
)
"""All proposals but those registered for 2020. Counts of 2019, 2021, 2023 and money of 2021, 2023 are as published; 2024 is invented."""


def scaled(count: int, n_facilities: int) -> int:
    """Return `count` in proportion to the size of the survey: itself at the default, at least one."""
    return max(1, round(count * n_facilities / DEFAULT_FACILITIES))


def allocated(total: int, weights: "NDArray[np.float64]", *, at_least: int = 0) -> "NDArray[np.int64]":
    """Return whole numbers in proportion to the weights that add up to `total`, each at least `at_least`."""
    rest = total - at_least * len(weights)
    exact = rest * weights / weights.sum()
    counts: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    short = rest - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:short]] += 1
    counts += at_least
    return counts
