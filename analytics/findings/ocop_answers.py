"""The questions that a leader asks of OCOP, each with its answer: products, those with most stars and whose they are, certificates that end."""

from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.figures.chart import NamedRows
from analytics.figures.funding.money_groups import NOT_ITEMISED
from analytics.findings.answers import Answer, figure_answer, figure_rows
from analytics.ocop.certificates import Validity, certificates_of, ended_first
from analytics.ocop.floors import is_list_a_part
from analytics.ocop.published import STAR_METRICS
from analytics.ocop.words import day_text, last_day_text
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

_NAMED = 2
"""So few products are named in an answer."""


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

    def behind() -> tuple[NamedRows, ...]:
        return (*figure_rows(selected, ids, language), (language.text("OCOP products"), "ocop_products", rows))

    published = "" if total is None else qualified(language.number(total.value), total.qualifier)
    of = (
        ""
        if total is None
        else language.text("published, {bases}, {year}", bases=bases_text(total, language), year=str(total.span[1]))
    )
    named = "" if total is not None and total.value > len(rows) else _named(rows, language)
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
        return Answer(f"stars_{stars}", of_years, value, behind, basis=basis, beside=beside, also=named)
    if chosen.years:
        label = language.text("Products with {n} stars in force", n=stars)
    n = language.number(len(rows))
    message = mark("recognised in period, itemised: {value}") if chosen.years else mark("itemised: {value}")
    share = len(rows) / total.value if total.value and not chosen.years else None
    beside = language.text(message, value=n)
    return Answer(
        f"stars_{stars}", label, published, behind, basis=of, beside=beside, also=named, share=share, stated=total.value
    )


def _named(products: pd.DataFrame, language: Language) -> str:
    """Return which products these are and of which district, where they are few."""
    if len(products) > _NAMED:
        return ""
    return "; ".join(
        f"{row['name']} ({district_name(row['district_code'], language, short=True)})" for row in records(products)
    )


def _certificate_answer(selected: Selected, day: date, language: Language) -> Answer:
    """Return how many certificates have ended or end by the end of the year, whatever their day in it, and which end next.

    Where none does, the large answer is the year in which the next ones end.
    """
    table = ended_first(certificates_of(selected, day))
    table = table.assign(last_day=[last_day_text(row, language) for row in records(table)])
    state = table["validity"]
    expired = table[state.eq(Validity.EXPIRED)]
    to_come = table[~state.isin([Validity.EXPIRED, Validity.UNKNOWN])]
    years = to_come["last_day_to"].map(lambda last: last.year).astype(int)
    this_year = to_come[years.eq(day.year)]
    next_year = min(years[years.gt(day.year)], default=0)
    following = to_come[years.eq(next_year)]
    undated = table[state.eq(Validity.UNKNOWN)]
    n_ended, n_unknown = len(expired) + len(this_year), len(undated)
    unknown = _unknown_text(selected, undated, day, language)
    parts = [
        (language.text("Have ended"), expired),
        (language.text("End in {year}", year=str(day.year)), this_year),
        (language.text("End next"), following),
        (language.text("Year of the end not known"), undated),
    ]

    def behind() -> tuple[NamedRows, ...]:
        return tuple((title, "ocop_products", rows) for title, rows in parts if len(rows))

    if not n_ended:
        label, none = language.text("Certificates that end first"), language.text("none is known to hold")
        basis = _ending_text(following, next_year, language) or none
        return Answer("certificate", label, str(next_year or "—"), behind, basis=basis, beside=unknown)
    ended = language.count("{n} has ended", "{n} have ended", len(expired)) if len(expired) else ""
    coming = _ending_text(following, next_year, language)
    return Answer(
        "certificate",
        language.text("Certificates that end by {day}", day=day_text(date(day.year, 12, 31), language)),
        qualified(language.number(n_ended), Qualifier.AT_LEAST if n_unknown else None),
        behind,
        basis=joined([ended, _ending_text(this_year, day.year, language)]),
        beside=language.text("next: {years}", years=coming) if coming else "",
        also=unknown,
    )


def _unknown_text(selected: Selected, undated: pd.DataFrame, day: date, language: Language) -> str:
    """Say of how many certificates no year is known, and of how many of them an earlier recognition has one, which other figures count; "" for none."""
    if not len(undated):
        return ""
    events = selected.record["ocop_recognitions"]
    dated = events[events["status"].eq(OcopStatus.RECOGNISED) & events["year"].le(day.year)]
    earlier = int(undated["product_id"].isin(dated["product_id"]).sum())
    n = language.number(len(undated))
    if not earlier:
        return language.text("{n} of unknown year", n=n)
    return language.text(
        "{n} of unknown year, {earlier} of them dated by an earlier recognition alone",
        n=n,
        earlier=language.number(earlier),
    )


def _ending_text(rows: pd.DataFrame, year: int, language: Language) -> str:
    """Say how many certificates end in a year, the first day that is known, of how many the day is not known; "" for none."""
    n, days = len(rows), rows.loc[rows["last_day_from"].eq(rows["last_day_to"]), "last_day_to"]
    if not n:
        return ""
    if not len(days):
        return language.text("{n} in {year}, day unknown", n=language.number(n), year=year)
    said = [
        language.text("{n} in {year}", n=language.number(n), year=year),
        language.text("first known day {day}", day=day_text(min(days), language)),
        language.text("of {n} the day is unknown", n=language.number(n - len(days))) if n > len(days) else "",
    ]
    return joined(said, ", ")
