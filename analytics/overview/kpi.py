"""One headline figure: what its rows say, what is published of the same thing, which of them is the large number."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.ocop.floors import DistrictsFloor
from analytics.selection.published_totals import HAPPENED, PublishedTotal
from analytics.wording.claims import Claim, Coverage, RefusedClaim, large, large_ratio
from geodata.schema.vocabulary import Qualifier


class KpiId(StrEnum):
    """The figures of the strip, in order."""

    FACILITIES = "facilities"
    PROPOSALS = "proposals"
    SUPPORT = "support"
    LEVERAGE = "leverage"
    OCOP = "ocop"
    MARKETS = "markets"


@dataclass(frozen=True)
class Kpi:
    """One figure: what its rows say, what is published of the same thing, and which of the two is the large number.

    `value` is the rows': missing (None) where none states it, so that nothing known is never 0. Money is đồng. `n_rows` rows
    are behind it, `n_known` of them state the value; `proposals` is how many sources count in the scope. `whole` is the whole record's
    value; `within` and `n_within` are the rows' value, and how many rows state it, of the years and programmes that the published figure adds
    up, where both are of the same thing. `n_apart` rows, `n_known_apart` of those that state the value, `n_within_apart` of those within, are
    none of the years and programmes of `proposals`. `of_one` is what the largest row holds of the sum, `within_of_one` of that within. `beside` is published of another thing that a reader would confuse with it. `before` is the published figure of
    the year before, where it may be compared. `is_own_list`: every row is the office's own. `is_of_a_part`: the rows are of a list of which
    sources publish more. `floor` is what several districts have at least, where that is more than the rows and what is published of all.
    """

    id: KpiId
    value: float | None
    whole: float | None
    published: PublishedTotal | None
    n_rows: int
    n_known: int
    proposals: PublishedTotal | None = None
    beside: PublishedTotal | None = None
    before: PublishedTotal | None = None
    is_own_list: bool = False
    is_of_a_part: bool = False
    floor: DistrictsFloor | None = None
    within: float | None = None
    n_within: int = 0
    n_apart: int = 0
    n_known_apart: int = 0
    n_within_apart: int = 0
    of_one: float = 0.0
    within_of_one: float = 0.0

    @property
    def stated(self) -> PublishedTotal | None:
        """What sources publish of the figure itself: what some districts publish where that makes the floor, else what is published of all."""
        return self.published if self.floor is None else self.floor.published

    @property
    def coverage(self) -> Coverage:
        """What the rows are of all there is."""
        return self._coverage(self.n_known, self.n_known_apart, self.of_one)

    @property
    def coverage_within(self) -> Coverage:
        """What the rows of the years and programmes that are published are of all there is."""
        return self._coverage(self.n_within, self.n_within_apart, self.within_of_one)

    def _coverage(self, n_known: int, n_known_apart: int, of_one: float) -> Coverage:
        counted = self.proposals
        if counted is None:
            return Coverage(self.n_rows, n_known, of_one=of_one)
        is_least = counted.qualifier is Qualifier.AT_LEAST
        return Coverage(
            self.n_rows,
            n_known,
            counted.value,
            is_least=is_least,
            n_apart=self.n_apart,
            n_stated_apart=n_known_apart,
            of_one=of_one,
        )

    @property
    def large(self) -> Claim | RefusedClaim:
        """The large number: the most complete figure known of the scope."""
        published = None if self.published is None or not self._may_published_be_large else self.published.value
        if self.floor is not None:
            published = self.floor.value
        if self.id is KpiId.LEVERAGE:
            return large_ratio(self.value, self.coverage, published)
        return large(self.value, self.coverage, published, is_own_list=self.is_own_list)

    @property
    def is_published_large(self) -> bool:
        """Whether the large number is the published one."""
        found = self.large
        if (
            not isinstance(found, Claim)
            or found.of != found.value
            or (self.is_own_list and self.n_known == self.n_rows)
        ):
            return False
        is_bound = self.published is not None and self.published.qualifier is Qualifier.AT_LEAST
        return self.floor is None and (found.value != self.value or is_bound)

    @property
    def large_qualifier(self) -> Qualifier:
        """How exact the large number is."""
        if self.is_published_large and self.published is not None:
            return self.published.qualifier
        return Qualifier.AT_LEAST if self.is_least else Qualifier.EXACT

    @property
    def is_least(self) -> bool:
        """Whether a large number of rows is only the least that there is: they are of a list that is a part, state no amount, or are more than what is published at least."""
        is_bound = self.published is not None and self.published.qualifier is Qualifier.AT_LEAST
        is_short = (
            self.is_of_a_part or self.floor is not None or (self.id is KpiId.SUPPORT and self.n_known < self.n_rows)
        )
        return is_short or (is_bound and self._may_published_be_large)

    @property
    def _may_published_be_large(self) -> bool:
        """Whether what is published counts the same thing as the rows: what was registered or surveyed does not, and stands where no row is."""
        return self.published is not None and (not self.n_rows or set(self.published.bases) <= set(HAPPENED))
