"""What slides of products say: markets, OCOP stars, certificates."""

from collections.abc import Mapping, Sequence

from analytics.briefing.wording import Wording, on, plain_span
from analytics.certificates import Validity
from analytics.claims import Claim, ClaimKind, Coverage, Part, Refused, counted, largest, part, unknown
from analytics.kpi_words import published_text
from analytics.kpis import Kpi, KpiId
from analytics.language import Language, mark
from analytics.words import joined
from geodata.vocabulary import Basis


def exports_headline(parts: Sequence[Part], n_products: int, language: Language) -> str:
    """Say how many countries are named, and which is the market of most products.

    A product counts for each country that is named for it; what is named for a group of markets or none is a part that is
    no group.
    """
    countries = [one for one in parts if one.is_group]
    named = counted(len(countries))
    if isinstance(named, Refused):
        return on(ClaimKind.UNKNOWN, unknown(0), language).text(
            "No source names a single country or territory as a market here."
        )
    markets = on(ClaimKind.COUNT, named, language).count(
        "{n} country or territory is named as a market",
        "{n} countries and territories are named as markets",
        len(countries),
    )
    found = largest(parts, Coverage(n_products, n_products))
    if not isinstance(found, Claim) or found.value is None or len(countries) == 1:
        return markets
    return on(ClaimKind.LARGEST, found, language).text(
        "{markets}; {name} for the most products: {n} of {all}",
        markets=markets,
        name=found.name,
        n=language.number(found.value),
        all=language.number(n_products),
    )


def stars_headline(by_stars: Mapping[int, int], figure: Kpi, language: Language) -> str:
    """Say how many products are itemised, of how many published, and how many of them with most stars."""
    n = sum(by_stars.values())
    rows = counted(n)
    if isinstance(rows, Refused):
        return on(ClaimKind.UNKNOWN, unknown(n), language).text("No information on OCOP products yet")
    named = ", ".join(
        on(ClaimKind.COUNT, counted(k), language).text("{n} with {stars} stars", n=language.number(k), stars=stars)
        for stars, k in sorted(by_stars.items(), reverse=True)
        if k
    )
    if figure.is_published_large and figure.published is not None and figure.n_within == n:
        message = (
            mark("{n} itemised of {all} OCOP products recognised as published ({years})")
            if figure.published.bases == (Basis.DONE,)
            else mark("{n} itemised of {all} OCOP products published ({years})")
        )
        text = on(ClaimKind.PART, part(Coverage(n, n, figure.published.value)), language).text(
            message,
            n=language.number(n),
            all=published_text(KpiId.OCOP, figure.published, language),
            years=plain_span(figure.published),
        )
        return joined([text, named], ": ")
    text = on(ClaimKind.COUNT, rows, language).count(
        "{n} recognised OCOP product itemised", "{n} recognised OCOP products itemised", n
    )
    return joined([joined([text, named], ": "), _of_published(figure, language)], "; ")


def _of_published(figure: Kpi, language: Language) -> str:
    """Say how many products are itemised of the years that a published number is of, where other years are itemised too."""
    if not figure.is_published_large or figure.published is None:
        return ""
    message = (
        mark("{n} of them recognised in {years}, beside {all} published")
        if figure.published.bases == (Basis.DONE,)
        else mark("{n} of them recognised by {years}, beside {all} published")
    )
    found = part(Coverage(figure.n_rows, figure.n_within, figure.published.value))
    if isinstance(found, Refused):
        return ""
    return on(ClaimKind.PART, found, language).text(
        message,
        n=language.number(figure.n_within),
        all=published_text(KpiId.OCOP, figure.published, language),
        years=plain_span(figure.published),
    )


def certificates_headline(counts: Mapping[Validity, int], language: Language) -> str:
    """Say how many certificates expire soon and how many have expired, each as far as its day is known."""
    n, unclear = sum(counts.values()), counts.get(Validity.UNKNOWN, 0)
    rows = counted(n)
    if isinstance(rows, Refused):
        return on(ClaimKind.UNKNOWN, unknown(n), language).text("No information on OCOP products yet")
    undated = unclear + counts.get(Validity.UNDATED, 0)
    said = on(ClaimKind.COUNT, rows, language)
    facts = [
        _certificates(mark("{n} expire within 6 months"), counts.get(Validity.EXPIRING, 0), said, language, undated),
        _certificates(
            mark("{n} have expired by their last recognition on record"),
            counts.get(Validity.EXPIRED, 0),
            said,
            language,
            unclear,
        ),
        _certificates(mark("{n} are valid for longer"), counts.get(Validity.VALID, 0), said, language, undated),
        _certificates(mark("of {n} the last day is not known"), undated, said, language, 0),
    ]
    return said.text("Of {n} OCOP certificates {facts}", n=language.number(n), facts=joined(facts, ", "))


def _certificates(message: str, n: int, said: Wording, language: Language, may_be_more: int) -> str:
    """Return how many certificates are so, "≥" where others may be; "" for none."""
    number = language.number(n)
    return said.text(message, n=f"≥ {number}" if may_be_more else number) if n else ""
