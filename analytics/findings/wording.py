"""The wording of claims: a sentence is written only behind a claim of its kind, by `on(kind, claim, language)`."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.findings.said import StatedText, What, Wording, named, side_by_side, stated_number
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import all_known, counted_more, published_text
from analytics.selection.place_words import span
from analytics.selection.published_totals import PublishedTotal
from analytics.wording.claims import Claim, ClaimKind, Coverage, RefusedClaim, counted, part
from analytics.wording.language import Language
from analytics.wording.signs import qualified


class ClaimError(ValueError):
    """A sentence was to be written without the claim that carries it."""


def on(kind: ClaimKind, claim: Claim | RefusedClaim, language: Language) -> Wording:
    """Return what words a claim of a kind; ClaimError where that claim was not made."""
    if not isinstance(claim, Claim) or claim.kind is not kind:
        msg = f"no claim of the kind {kind}: {claim}"
        raise ClaimError(msg)
    return Wording(language)


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


def about_part(name: str, text: str) -> StatedText:
    """Name what of a chart a text speaks of, where the chart shows more."""
    return side_by_side([named(name), text], ": ")


def total_years(total: PublishedTotal) -> StatedText:
    """Return the years of a published total as a headline states them."""
    return stated_number(What.YEARS, total.span[1], plain_span(total), ids=total.figure_ids)


def published_claim_text(kpi: KpiId, total: PublishedTotal, language: Language) -> StatedText:
    """Return a published value of a figure as a headline states it."""
    return stated_number(What.PUBLISHED, total.value, published_text(kpi, total, language), kpi.value, total.figure_ids)


def all_there_are(coverage: Coverage, counts: PublishedTotal | None, language: Language) -> StatedText:
    """Return of how many rows those are that state a value, as a headline states it."""
    counts_more = counted_more(coverage, counts)
    text = all_known(coverage, counts, language)
    if counts_more is None:
        return stated_number(What.ALL, coverage.n, text)
    return stated_number(What.ALL, counts_more.value, text, ids=counts_more.figure_ids)


def counted_of(what: str, spoken: Spoken) -> StatedText:
    """Say how many a source counts where it counts more, then how many rows there are, and how many of them of its years."""
    coverage, language = spoken.coverage, spoken.language
    counts, n_alike = spoken.published, coverage.n - coverage.n_apart
    n = stated_number(What.ROWS, coverage.n, language.number(coverage.n))
    if counts is None or counts.value <= n_alike:
        return on(ClaimKind.COUNT, counted(coverage.n), language).text("{what}: {n} itemised", what=what, n=n)
    text = qualified(language.number(counts.value), counts.qualifier)
    all_ = stated_number(What.PUBLISHED, counts.value, text, ids=counts.figure_ids)
    said = on(ClaimKind.PART, part(Coverage(coverage.n, coverage.n, coverage.n_published)), language)
    if not coverage.n_apart:
        return said.text("{what}: {all} published, {n} itemised", what=what, n=n, all=all_)
    if not n_alike:
        return said.text(
            "{what}: {all} published ({years}); {n} itemised of other years",
            what=what,
            n=n,
            all=all_,
            years=total_years(counts),
        )
    return said.text(
        "{what}: {all} published ({years}); {n} itemised, {k} of those years",
        what=what,
        n=n,
        years=total_years(counts),
        k=stated_number(What.ALIKE, n_alike, language.number(n_alike), ids=counts.figure_ids),
        all=all_,
    )
