"""What slides of products say: markets, OCOP stars, certificates."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.findings.said import StatedText, What, named, side_by_side, stated_number
from analytics.findings.wording import on, published_claim_text, total_years
from analytics.ocop.certificates import CertificateGroup, Validity, told_groups
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import large_text
from analytics.wording.claims import (
    Claim,
    ClaimKind,
    Coverage,
    GroupShare,
    RefusedClaim,
    counted,
    largest,
    part,
    unknown,
)
from analytics.wording.language import Language, kept_together, mark
from geodata.schema.vocabulary import Basis

_GROUPS: Mapping[Validity, str] = {
    Validity.EXPIRED: mark("{n} have expired"),
    Validity.MAY_HAVE_EXPIRED: mark("{n} may have expired (check the day)"),
    Validity.UNKNOWN: mark("{n} of unknown year"),
}


def exports_headline(n_countries: int, language: Language) -> StatedText:
    """Say how many countries and territories are named as markets."""
    found = counted(n_countries)
    if isinstance(found, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(0), language).text(
            "No source names a single country or territory as a market here."
        )
    return on(ClaimKind.COUNT, found, language).count(
        "{n} country or territory is named as a market",
        "{n} countries and territories are named as markets",
        stated_number(What.COUNTRIES, n_countries, language.number(n_countries)),
    )


def groups_on_markets(n_groups: int, n_countries: int, language: Language) -> StatedText:
    """Say how many groups of products go to how many countries and territories; "" where there are none."""
    rows, named_ones = counted(n_groups), counted(n_countries)
    if isinstance(rows, RefusedClaim):
        return StatedText("")
    groups = on(ClaimKind.COUNT, rows, language).count(
        "{n} group of products",
        "{n} groups of products",
        stated_number(What.ROWS, n_groups, language.number(n_groups), "product_groups"),
    )
    if isinstance(named_ones, RefusedClaim):
        return groups
    return on(ClaimKind.COUNT, named_ones, language).text(
        "{groups} on the markets of {n} countries and territories",
        groups=groups,
        n=stated_number(What.COUNTRIES, n_countries, language.number(n_countries)),
    )


def products_headline(parts: Sequence[GroupShare], n_countries: int, language: Language) -> StatedText:
    """Say for which product group most countries and territories are named, of how many; else how many groups go to how many."""
    found = largest(parts, Coverage(len(parts), len(parts)))
    if not isinstance(found, Claim) or found.value is None or len(parts) == 1:
        return groups_on_markets(len(parts), n_countries, language)
    return on(ClaimKind.LARGEST, found, language).text(
        "{name} is named for the most markets: {n} of {all}",
        name=found.name,
        n=stated_number(What.GROUP, found.value, language.number(found.value), found.name),
        all=stated_number(What.COUNTRIES, n_countries, language.number(n_countries)),
    )


def stars_headline(by_stars: Mapping[int, int], figure: Kpi, language: Language) -> StatedText:
    """Say how many products are itemised, of how many published, and how many of them with most stars."""
    n = sum(by_stars.values())
    rows = counted(n)
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(n), language).text("No information on OCOP products yet")
    each = side_by_side(
        [
            on(ClaimKind.COUNT, counted(k), language).text(
                "{n} with {stars} stars",
                n=stated_number(What.STARS, k, language.number(k), str(stars)),
                stars=named(str(stars)),
            )
            for stars, k in sorted(by_stars.items(), reverse=True)
            if k
        ],
        ", ",
    )
    itemised = stated_number(What.ROWS, n, language.number(n))
    if figure.is_published_large and figure.published is not None and figure.n_within == n:
        message = (
            mark("{n} itemised of {all} OCOP products recognised as published ({years})")
            if figure.published.bases == (Basis.DONE,)
            else mark("{n} itemised of {all} OCOP products published ({years})")
        )
        text = on(ClaimKind.PART, part(Coverage(n, n, figure.published.value)), language).text(
            message,
            n=itemised,
            all=published_claim_text(KpiId.OCOP, figure.published, language),
            years=total_years(figure.published),
        )
        return side_by_side([text, each], ": ")
    text = on(ClaimKind.COUNT, rows, language).count(
        "{n} recognised OCOP product itemised", "{n} recognised OCOP products itemised", itemised
    )
    return side_by_side([side_by_side([text, each], ": "), _of_published(figure, language)], "; ")


def _of_published(figure: Kpi, language: Language) -> StatedText:
    """Say how many products are itemised of the years that a published number is of, where other years are itemised too."""
    if figure.floor is not None:
        ids = figure.floor.published.figure_ids
        least = stated_number(What.FLOOR, figure.floor.value, large_text(figure, language), figure.id.value, ids)
        return on(ClaimKind.LARGE, figure.large, language).text("{n} with what districts publish", n=least)
    if not figure.is_published_large or figure.published is None:
        return StatedText("")
    message = (
        mark("{n} of them recognised in {years}, beside {all} published")
        if figure.published.bases == (Basis.DONE,)
        else mark("{n} of them recognised by {years}, beside {all} published")
    )
    found = part(Coverage(figure.n_rows, figure.n_within, figure.published.value))
    if isinstance(found, RefusedClaim):
        return StatedText("")
    return on(ClaimKind.PART, found, language).text(
        message,
        n=stated_number(What.ALIKE, figure.n_within, language.number(figure.n_within), ids=figure.published.figure_ids),
        all=published_claim_text(KpiId.OCOP, figure.published, language),
        years=total_years(figure.published),
    )


def certificates_headline(table: pd.DataFrame, language: Language) -> StatedText:
    """Say how many certificates have ended on a day and how many may have, how many end next, later and on no known day."""
    rows = counted(len(table))
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(0), language).text("No information on OCOP products yet")
    return on(ClaimKind.COUNT, rows, language).text(
        "Of {n} OCOP certificates {facts}",
        n=stated_number(What.ROWS, len(table), language.number(len(table))),
        facts=side_by_side([group_told(group, language) for group in told_groups(table)], ", "),
    )


def group_told(group: CertificateGroup, language: Language) -> StatedText:
    """Say of certificates of one group how many they are: the words of every tile, title and slide."""
    said = on(ClaimKind.COUNT, counted(len(group.rows)), language)
    number = group_number(group, language)
    ends = ";".join([*group.states, *([f"{'>' if group.is_later else ''}{group.year}"] if group.year else [])])
    n = stated_number(What.STATE, len(group.rows), number, ends)
    if group.year:
        message = mark("{n} end after {year}") if group.is_later else mark("{n} end in {year}")
        return said.text(message, n=n, year=named(str(group.year)))
    return said.text(_GROUPS[group.states[0]], n=n)


def group_number(group: CertificateGroup, language: Language) -> str:
    """Return how many certificates a group has, "≥" where others may belong to it."""
    n = language.number(len(group.rows))
    return kept_together("≥", n) if group.is_least else n
