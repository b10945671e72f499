"""The wording of claims: a sentence is written only behind a claim of its kind, by `on(kind, claim, language)`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from analytics.claims import Claim, ClaimKind, Coverage, Refused, counted, part
from analytics.language import Language
from analytics.published import PublishedTotal
from analytics.signs import qualified
from analytics.words import joined, span


class Wording(Protocol):
    """What words a claim: a language."""

    def text(self, message: str, **values: object) -> str:
        """Return a message with its fields filled in."""
        ...

    def count(self, singular: str, plural: str, n: int, **values: object) -> str:
        """Return a message with a number."""
        ...


class ClaimError(ValueError):
    """A sentence was to be written without the claim that carries it."""


def on(kind: ClaimKind, claim: Claim | Refused, language: Language) -> Wording:
    """Return what words a claim of a kind; ClaimError where that claim was not made."""
    if not isinstance(claim, Claim) or claim.kind is not kind:
        msg = f"no claim of the kind {kind}: {claim}"
        raise ClaimError(msg)
    return language


@dataclass(frozen=True)
class Spoken:
    """What a headline of groups speaks of: its rows of all there are, and how a value is written."""

    coverage: Coverage
    write: Callable[[float], str]
    language: Language
    published: PublishedTotal | None = None
    """The proposals that sources count, where they are more than the rows."""


def plain_span(covered: PublishedTotal) -> str:
    """Return the years that a published total covers, without the invisible joiners that fonts of files lack."""
    return span(covered).replace("\u2060", "")


def about(name: str, text: str) -> str:
    """Name what of a chart a text speaks of, where the chart shows more."""
    return joined([name, text], ": ")


def counted_of(what: str, spoken: Spoken) -> str:
    """Say how many rows there are, and how many of the years that a source counts where it counts more."""
    coverage, language = spoken.coverage, spoken.language
    published, n_alike = spoken.published, coverage.n - coverage.n_apart
    n = language.number(coverage.n)
    if published is None or published.value <= n_alike:
        return on(ClaimKind.COUNT, counted(coverage.n), language).text("{what}: {n} itemised", what=what, n=n)
    all_ = qualified(language.number(published.value), published.qualifier)
    said = on(ClaimKind.PART, part(Coverage(coverage.n, coverage.n, coverage.n_published)), language)
    if not coverage.n_apart:
        return said.text("{what}: {n} itemised, beside {all} published", what=what, n=n, all=all_)
    if not n_alike:
        return said.text(
            "{what}: {n} itemised; {all} published of other years ({years})",
            what=what,
            n=n,
            all=all_,
            years=plain_span(published),
        )
    return said.text(
        "{what}: {n} itemised; of {years} {k}, beside {all} published",
        what=what,
        n=n,
        years=plain_span(published),
        k=language.number(n_alike),
        all=all_,
    )
