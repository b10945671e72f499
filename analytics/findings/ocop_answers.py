"""The questions that a leader asks of OCOP, each with its answer: products, those with most stars and whose they are, certificates that end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.figures.chart import NamedRows
from analytics.figures.funding.money_groups import NOT_ITEMISED
from analytics.findings.answers import Answer, figure_answer, figure_rows
from analytics.findings.product_headlines import group_number, group_told
from analytics.ocop.certificates import CertificateGroup, Validity, certificates_of, terms_of, told_groups
from analytics.ocop.floors import is_list_a_part
from analytics.ocop.published import STAR_METRICS
from analytics.ocop.words import VALIDITIES, certificate_basis, last_day_text
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import bases_text, nothing_here
from analytics.prepared.caching import cached
from analytics.selection.of_record import TABLES_KEPT_DAYS
from analytics.selection.place_words import district_name, joined, records, span
from analytics.selection.published_products import districts_recognised
from analytics.selection.published_totals import PublishedTotal, published_latest
from analytics.selection.selected import Selected
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import OcopStatus, Qualifier

_TITLES: Mapping[Validity, str] = {
    Validity.EXPIRED: mark("Have ended"),
    Validity.MAY_HAVE_EXPIRED: mark("May have ended, day unknown"),
    Validity.UNKNOWN: mark("Year of the end not known"),
}
_TO_DO: Mapping[Validity, str] = {Validity.EXPIRED: mark("expired, to be evaluated again")}
"""What is to be done with the certificates of a state, after its word."""
_NAMED = 3
"""So few products are named in an answer, with whose they are."""


@cached(TABLES_KEPT_DAYS)
def ocop_answers(selected: Selected, day: date, language: Language) -> tuple[Answer, ...]:
    """Answer how many OCOP products there are, how many of them with five and with four stars, which certificates have ended and end next."""
    return (
        _products_answer(selected, language),
        _stars_answer("5", selected, language),
        _stars_answer("4", selected, language),
        _certificate_answer(selected, day, language),
    )


def _products_answer(selected: Selected, language: Language) -> Answer:
    """Return how many products there are; of a district of which only those recognised in a year are published, these beside."""
    found, districts = figure_answer(KpiId.OCOP, selected, language), selected.selection.districts
    apart = districts_recognised(selected.record, selected.selection)
    total, stars = apart.get(districts[0]) if len(districts) == 1 else None, ""
    if total is None and found.stated is None and replace(selected.selection, districts=()).is_empty:
        total, stars = _most_of_stars(selected)
    n = selected.count("ocop_products")
    if total is None or total.value <= n:
        return found
    published = qualified(language.number(total.value), total.qualifier)
    message = (
        mark("published with {stars} stars alone, {years}: {n}")
        if stars
        else mark("published as recognised in {years}: {n}")
    )
    said = language.text(message, years=span(total), n=published, stars=stars)
    return replace(
        found,
        basis=found.basis if n else language.text(NOT_ITEMISED),
        beside=joined([found.beside, said]),
        behind=lambda: (*figure_rows(selected, total.figure_ids, language), *found.behind()),
        stated=total.value,
    )


def _most_of_stars(selected: Selected) -> tuple[PublishedTotal | None, str]:
    """Return the largest number that is published of one star level alone, and the level; None and "" where none is."""
    levels = [
        (published_latest(selected.record, STAR_METRICS[one], selected.selection), one) for one in ("3", "4", "5")
    ]
    return max(levels, key=lambda level: level[0].value if level[0] else 0.0)


def _stars_answer(stars: str, selected: Selected, language: Language) -> Answer:
    """Return how many products of some stars sources publish, and how many are itemised; where nothing is published, those.

    Of chosen years the rows are what was recognised in them, a published number what was in force: neither is a part of the other.
    """
    chosen = selected.selection
    label = language.text("Products with {n} stars", n=stars)
    if chosen.stars and stars not in chosen.stars:
        return Answer(f"stars_{stars}", label, "—", tuple, basis=language.text("not among the stars chosen"))
    rows = selected.ocop_products
    rows = rows[rows["stars"].eq(int(stars))]
    cut = (
        chosen.sectors,
        chosen.programmes,
        chosen.stages,
        chosen.contents,
        chosen.products,
        chosen.markets,
        chosen.units,
    )
    total = None if any(cut) else published_latest(selected.record, STAR_METRICS[stars], replace(chosen, stars=()))
    ids = () if total is None else total.figure_ids

    named = "" if total is not None and total.value > len(rows) else _named(rows, language)

    def behind() -> tuple[NamedRows, ...]:
        figures = figure_rows(selected, ids, language)
        products = (language.text("OCOP products"), "ocop_products", rows)
        return (products, *figures) if named else (*figures, products)

    published = "" if total is None else qualified(language.number(total.value), total.qualifier)
    of = (
        ""
        if total is None
        else language.text("published, {bases}, {year}", bases=bases_text(total, language), year=str(total.span[1]))
    )
    if total is None or total.value < len(rows):
        value = (
            qualified(language.number(len(rows)), Qualifier.AT_LEAST if is_list_a_part(selected) else None)
            if len(rows)
            else "—"
        )
        basis = language.text("itemised, with sources") if len(rows) else nothing_here(0, chosen, language)
        if len(rows) and total is not None:
            basis = language.text("itemised to date, more than was published")
        beside = joined([published, of], ": ") if total is not None else ""
        of_years = language.text("Now with {n} stars, recognised in period", n=stars) if chosen.years else label
        return Answer(f"stars_{stars}", of_years, value, behind, basis=joined([named, basis]), beside=beside)
    if chosen.years:
        label = language.text("Products with {n} stars in force", n=stars)
    n = language.number(len(rows))
    message = mark("recognised in period, itemised: {value}") if chosen.years else mark("itemised: {value}")
    share = len(rows) / total.value if total.value and not chosen.years else None
    beside = language.text(message, value=n)
    return Answer(
        f"stars_{stars}",
        label,
        published,
        behind,
        basis=joined([named, of]),
        beside=beside,
        share=share,
        stated=total.value,
    )


def _named(products: pd.DataFrame, language: Language) -> str:
    """Return which products these are, whose and of which district, where they are few."""
    if len(products) > _NAMED:
        return ""
    return "; ".join(
        joined(
            [
                row["name"],
                joined([row["producer"], district_name(row["district_code"], language, short=True)], ", "),
            ],
            ": ",
        )
        for row in records(products)
    )


def _certificate_answer(selected: Selected, day: date, language: Language) -> Answer:
    """Return how many certificates have ended for certain, else the first group that there is; the others beside it."""
    table = certificates_of(selected, day)
    groups = told_groups(table.assign(last_day=[last_day_text(row, language) for row in records(table)]))
    dated = [group for group in groups if Validity.UNKNOWN not in group.states]
    undated = next((group.rows for group in groups if Validity.UNKNOWN in group.states), table.head(0))
    label, unknown = language.text("OCOP certificates"), ""
    if len(undated):
        unknown = language.text("{n} of unknown year", n=language.number(len(undated)))
    earlier = _earlier_text(selected, undated, day, language)

    def behind() -> tuple[NamedRows, ...]:
        return tuple((_group_title(group, language), "ocop_products", group.rows) for group in groups)

    if not dated:
        none = language.text("none is known to hold")
        return Answer("certificate", label, "—", behind, basis=none, beside=unknown, counted=earlier)
    first, *others = dated
    basis = certificate_basis(terms_of(selected.prepared).months(day), language)
    return Answer(
        "certificate",
        _group_title(first, language, label) if first.year else label,
        group_number(first, language),
        behind,
        unit="" if first.year else language.text(_TO_DO.get(first.states[0], VALIDITIES[first.states[0]])),
        basis=joined([_longest_ended(first, language), *(group_told(group, language) for group in others)]),
        beside=unknown,
        counted=joined([basis, earlier], ". "),
    )


def _group_title(group: CertificateGroup, language: Language, what: str = "") -> str:
    """Return what heads the certificates of a group."""
    if group.year:
        message = mark("End after {year}") if group.is_later else mark("End in {year}")
        title = language.text(message, year=str(group.year))
    else:
        title = language.text(_TITLES[group.states[0]])
    return joined([what, title], ": ")


def _longest_ended(group: CertificateGroup, language: Language) -> str:
    """Name the certificate that ended the longest ago with its year; "" where none has, or others may have ended as early."""
    if group.states != (Validity.EXPIRED,):
        return ""
    first, *others = records(group.rows)
    last = first["last_day_to"]
    if any(other["last_day_from"] <= last for other in others):
        return ""
    return language.text("longest ago: {name}, {year}", name=first["name"], year=str(last.year))


def _earlier_text(selected: Selected, undated: pd.DataFrame, day: date, language: Language) -> str:
    """Say of how many certificates of no known year an earlier recognition has one, which other figures count; "" for none."""
    events = selected.record["ocop_recognitions"]
    dated = events[events["status"].eq(OcopStatus.RECOGNISED) & events["year"].le(day.year)]
    if not (earlier := int(undated["product_id"].isin(dated["product_id"]).sum())):
        return ""
    return language.count(
        "{n} product has a year for an earlier recognition, none for its present one",
        "{n} products have a year for an earlier recognition, none for their present one",
        earlier,
    )
