"""The title of a chart as a finding, where one may be said: who leads, what is published, what the chosen ones hold.

A title ranks by the same claims as a slide (`analytics.findings.headlines`); where none has ground it says what is read: how
much of how many, of which years, on which basis.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Concatenate

from analytics.figures.funding.money_groups import (
    MoneyGroup,
    content_groups,
    programme_groups,
    sector_groups,
    stage_groups,
)
from analytics.figures.ocop.standing import level_name
from analytics.figures.style import Look
from analytics.findings.coverage import spoken_of
from analytics.findings.groups import district_shares, shares_of
from analytics.findings.headlines import (
    count_finding,
    count_headline,
    money_finding,
    money_headline,
    stage_headline,
    support_headline,
)
from analytics.findings.product_headlines import exports_headline
from analytics.findings.read_headlines import itemised_leverage, money_years, of_markets_chosen, of_rows_shown
from analytics.findings.said import StatedText, What, named, side_by_side, stated_number
from analytics.findings.wording import about_part, on, published_claim_text, total_years
from analytics.funding.difficult_areas import difficult_areas
from analytics.funding.tables import BUDGET_METRIC, by_time, single_years
from analytics.ocop.published import FigureStanding, published_ocop
from analytics.ocop.recognitions import of_level
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import bases_text, large_text
from analytics.overview.kpis import kpi_of, measured
from analytics.selection.place_words import Row, district_name, period, records
from analytics.selection.published_products import districts_published, districts_recognised
from analytics.selection.published_totals import PublishedTotal, published_latest, published_sum
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.words import selection_words
from analytics.trade.flows import links_of
from analytics.wording.claims import (
    Claim,
    ClaimKind,
    Coverage,
    GroupShare,
    RefusedClaim,
    counted,
    first_published,
    largest,
    total,
    unknown,
)
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis

_MOST_DISTRICTS = 2
"""So many districts are named with their numbers in a title."""
Headline = Callable[Concatenate[Selected, Look, ...], StatedText]
"""What makes the title of a chart of the same rows, look and switches."""


def sectors_headline(beside: Selected, look: Look) -> StatedText:
    """Say which sector has most of the money, or what the chosen ones have."""
    return _of_money(sector_groups(beside, look.language), mark("By sector"), beside, look)


def contents_headline(beside: Selected, look: Look) -> StatedText:
    """Say which support content has most of the money, or what the chosen ones have."""
    groups, _ = content_groups(beside, look.language)
    return _of_money(groups, mark("By content"), beside, look)


def programmes_headline(beside: Selected, look: Look) -> StatedText:
    """Say which source of funding has most of the itemised money, or what the chosen ones have."""
    if look.chosen.programmes and (said := _of_chosen_programmes(beside, look)):
        return said
    groups, _ = programme_groups(beside, look.language)
    prefix = mark("By source of funding")
    shares = shares_of(groups, look.chosen, lambda group: group.support_vnd)
    finding = money_finding(shares, spoken_of(KpiId.SUPPORT, beside, look.language))
    if finding:
        return _prefixed(prefix, finding, look)
    return published_headline(beside, look) or _of_money(groups, prefix, beside, look)


def _of_chosen_programmes(beside: Selected, look: Look) -> StatedText:
    """Say what is published of the chosen sources of funding, which is the large figure of the screen; nothing where that is itemised."""
    mine = selected_of(beside.prepared, look.chosen)
    if not kpi_of(KpiId.SUPPORT, mine, selected_of(beside.prepared, Selection())).is_published_large:
        return StatedText("")
    names = ", ".join(programme_name(one, look.language) for one in look.chosen.programmes)
    return about_part(names, published_headline(mine, look))


def districts_headline(beside: Selected, look: Look) -> StatedText:
    """Say which district has most of the money, or what the chosen ones have."""
    return _money(district_shares(beside, look.chosen, "support_vnd"), mark("By district"), beside, look)


def _of_money(groups: Sequence[MoneyGroup], prefix: str, beside: Selected, look: Look) -> StatedText:
    return _money(shares_of(groups, look.chosen, lambda group: group.support_vnd), prefix, beside, look)


def _money(shares: Sequence[GroupShare], prefix: str, beside: Selected, look: Look) -> StatedText:
    """Say what is found of groups of money, else how much is itemised of how many proposals; of which years."""
    spoken = spoken_of(KpiId.SUPPORT, beside, look.language)
    if not spoken.coverage.n:
        return published_headline(beside, look) or money_headline(shares, spoken)
    return _prefixed(prefix, side_by_side([money_headline(shares, spoken), money_years(beside, look)], ", "), look)


def _prefixed(prefix: str, finding: StatedText, look: Look) -> StatedText:
    return about_part(look.language.text(prefix), finding) if finding else finding


def stages_headline(beside: Selected, look: Look) -> StatedText:
    """Say at which step most proposals stand."""
    shares = shares_of(stage_groups(beside, look.language), look.chosen, lambda group: float(group.n))
    return stage_headline(shares, spoken_of(KpiId.PROPOSALS, beside, look.language))


def published_headline(beside: Selected, look: Look) -> StatedText:
    """Say what sources publish of the support, with basis and years."""
    language = look.language
    figure = kpi_of(KpiId.SUPPORT, beside, selected_of(beside.prepared, Selection()))
    if figure.published is None or not figure.is_published_large:
        return support_headline(figure, language)
    return on(ClaimKind.TOTAL, total(figure.published.value), language).text(
        "{years}: {published} published ({bases})",
        years=total_years(figure.published),
        bases=bases_text(figure.published, language),
        published=published_claim_text(KpiId.SUPPORT, figure.published, language),
    )


def leverage_headline(beside: Selected, look: Look) -> StatedText:
    """Say what one đồng of support draws, as sources publish it."""
    language = look.language
    figure = kpi_of(KpiId.LEVERAGE, beside, selected_of(beside.prepared, Selection()))
    if figure.published is None or not figure.is_published_large:
        return itemised_leverage(beside, look)
    return on(ClaimKind.TOTAL, total(figure.published.value), language).text(
        "Each đồng of support draws {value} ({bases}, {years})",
        value=published_claim_text(KpiId.LEVERAGE, figure.published, language),
        bases=bases_text(figure.published, language),
        years=total_years(figure.published),
    )


def areas_headline(beside: Selected, look: Look) -> StatedText:
    """Say which district has most of the facilities supported in difficult areas, where one source counts them all for one period."""
    language, shown = look.language, difficult_areas(beside)
    rows = records(shown.districts)
    periods = {(row["year_from"], row["year_to"]) for row in rows}
    whole = [float(row["value"]) for row in records(shown.province)]
    if len(periods) != 1 or whole != [float(shown.n)]:
        return _areas_in_all(rows, shown.n, language)
    parts = [
        GroupShare(district_name(row["district_code"], language, short=True), float(row["value"]), n=int(row["value"]))
        for row in rows
    ]
    found = largest(parts, Coverage(shown.n, shown.n))
    if not isinstance(found, Claim) or found.value is None or not found.of:
        return _areas_in_all(rows, shown.n, language)
    return on(ClaimKind.LARGEST, found, language).text(
        "{years}: most in {name}, {n} of {all} facilities supported in difficult areas (published)",
        years=named(period(rows[0]["year_from"], rows[0]["year_to"])),
        name=named(found.name),
        n=stated_number(What.GROUP, found.value, language.number(found.value), found.name),
        all=stated_number(What.SUM, found.of, language.number(found.of)),
    )


def _areas_in_all(rows: Sequence[Row], n: int, language: Language) -> StatedText:
    """Say how many facilities the districts named add up to, of which years."""
    found = counted(n)
    if not isinstance(found, Claim):
        return StatedText("")
    years = named(period(min(row["year_from"] for row in rows), max(row["year_to"] for row in rows)))
    return on(ClaimKind.COUNT, found, language).text(
        "{years}: {n} facilities supported in difficult areas (published)",
        years=years,
        n=stated_number(What.SUM, n, language.number(n)),
    )


def markets_headline(beside: Selected, look: Look, *, with_context: bool) -> StatedText:
    """Say how many countries and territories sources name, of which products."""
    said = exports_headline(len(links_of(beside, with_context=with_context)), look.language)
    return of_markets_chosen(of_rows_shown(said, beside, look), look)


def stock_headline(beside: Selected, look: Look, *, stars: str) -> StatedText:
    """Say how many OCOP products sources publish, at the end of which year: of chosen years the last that has a number."""
    language, years = look.language, look.chosen.years
    figure = kpi_of(KpiId.OCOP, beside, selected_of(beside.prepared, Selection()))
    if stars:
        return _stock_of_stars(beside, stars, look)
    if figure.published is None or not figure.is_published_large:
        return count_headline([], language.text("OCOP products"), spoken_of(KpiId.OCOP, beside, language))
    of_years = published_latest(beside.record, "ocop_products", replace(beside.selection, years=years))
    newest = of_years or figure.published
    return on(ClaimKind.TOTAL, total(newest.value), language).text(
        "{n} OCOP products ({bases}, {years})",
        n=published_claim_text(KpiId.OCOP, newest, language),
        bases=bases_text(newest, language),
        years=total_years(newest),
    )


def _stock_of_stars(beside: Selected, stars: str, look: Look) -> StatedText:
    """Say how many products with some stars sources publish, of which year; where none does, how many are itemised."""
    language, chosen = look.language, look.chosen.years
    name = language.text("Products with {n} stars", n=stars)
    figures = published_ocop(beside.record, stars, beside.selection)
    used = records(figures[figures["standing"].eq(FigureStanding.USED)].sort_values(["year_to", "figure_id"]))
    if used:
        of_years = [row for row in used if chosen is None or chosen[0] <= row["year_to"] <= chosen[1]]
        newest = (of_years or used)[-1]
        ids = (str(newest["figure_id"]),)
        value = qualified(language.number(newest["value"]), newest["qualifier"])
        years = period(newest["year_from"], newest["year_to"]).replace("\u2060", "")
        return on(ClaimKind.TOTAL, total(float(newest["value"])), language).text(
            "{what}: {n} published ({bases}, {years})",
            what=named(name),
            n=stated_number(What.PUBLISHED, float(newest["value"]), value, "", ids),
            bases=label_of(Basis, newest["basis"], language),
            years=stated_number(What.YEARS, newest["year_to"], years, ids=ids),
        )
    n = int(beside.column("ocop_products", "stars").eq(int(stars)).sum())
    rows = counted(n)
    if not isinstance(rows, Claim):
        return on(ClaimKind.UNKNOWN, unknown(0), language).text("{what}: no information yet", what=named(name))
    return on(ClaimKind.COUNT, rows, language).text(
        "{what}: {n} itemised", what=named(name), n=stated_number(What.STARS, n, language.number(n), stars)
    )


def star_districts_headline(beside: Selected, look: Look, *, stars: str = "") -> StatedText:
    """Say of the stars that are looked at, of all of them where it is "", what `_star_districts` says."""
    level = level_name(stars, look.language)
    return about_part(level, _star_districts(of_level(beside, stars), look))


def _star_districts(beside: Selected, look: Look) -> StatedText:
    """Say which district has most OCOP products, where nothing published could turn it; else the largest numbers published of districts, each with its years."""
    language, name = look.language, look.language.text("OCOP products")
    shares, spoken = district_shares(beside, look.chosen, "ocop_products"), spoken_of(KpiId.OCOP, beside, language)
    if look.chosen.districts and set(look.chosen.districts) <= set(DISTRICT_CODES):
        of_places = replace(beside.selection, districts=look.chosen.districts)
        return chosen_districts_headline(selected_of(beside.prepared, of_places), language)
    finding = count_finding(shares, name, spoken)
    return finding or published_districts_headline(beside, language) or count_headline(shares, name, spoken)


def chosen_districts_headline(mine: Selected, language: Language) -> StatedText:
    """Say how many OCOP products the districts chosen have, as the tile does: published with its years, else itemised; and how many are itemised."""
    figure, chosen = kpi_of(KpiId.OCOP, mine, selected_of(mine.prepared, Selection())), mine.selection.districts
    name, n = named(selection_words(Selection(districts=chosen), language)), mine.count("ocop_products")
    found, value = figure.large, large_text(figure, language)
    published, rows, message = (
        figure.published,
        language.number(n),
        mark("{name}: {published} published ({years}), {n} itemised"),
    )
    if not figure.is_published_large:
        of_a_year = districts_recognised(mine.record, mine.selection).get(chosen[0]) if len(chosen) == 1 else None
        published = of_a_year if of_a_year is not None and of_a_year.value > n else None
        message = mark("{name}: {published} published as recognised in {years}, {n} itemised")
        if isinstance(found, Claim):
            rows, message = value, mark("{name}: {n} (itemised), {published} published as recognised in {years}")
    if published is not None:
        return on(ClaimKind.TOTAL, total(published.value), language).text(
            message,
            name=name,
            published=published_claim_text(KpiId.OCOP, published, language),
            years=total_years(published),
            n=stated_number(What.CHOSEN_SUM, n, rows),
        )
    if not isinstance(found, Claim):
        none = on(ClaimKind.UNKNOWN, unknown(0), language).text("No information on OCOP products yet")
        return about_part(name, none)
    if figure.floor is not None:
        floor = stated_number(What.FLOOR, figure.floor.value, value, ids=figure.floor.published.figure_ids)
        return on(ClaimKind.LARGE, found, language).text(
            "{name}: {n} OCOP products (published and itemised)", name=name, n=floor
        )
    least = stated_number(What.CHOSEN_SUM, n, value)
    return on(ClaimKind.LARGE, found, language).text("{name}: {n} OCOP products (itemised)", name=name, n=least)


def published_districts_headline(beside: Selected, language: Language) -> StatedText:
    """Say the largest numbers published of districts, each with its years, and that those of several years are in no order; "" where none is."""
    totals = districts_published(beside.record, beside.selection)
    if not totals:
        return StatedText("")
    largest_ = sorted(totals.items(), key=lambda one: -one[1].value)[:_MOST_DISTRICTS]
    numbers = side_by_side([_district_number(code, one, language) for code, one in largest_], ", ")
    message = (
        mark("OCOP: {numbers}; published of several years, not ranked")
        if len({one.periods for one in totals.values()}) > 1
        else mark("OCOP products published: {numbers}")
    )
    return on(ClaimKind.COUNT, counted(len(totals)), language).text(message, numbers=numbers)


def _district_number(code: str, one: PublishedTotal, language: Language) -> StatedText:
    return on(ClaimKind.TOTAL, total(one.value), language).text(
        "{name} {n} ({years})",
        name=named(district_name(code, language, short=True)),
        n=published_claim_text(KpiId.OCOP, one, language),
        years=total_years(one),
    )


def published_years(beside: Selected) -> list[PublishedTotal]:
    """Return what sources publish of each single year, the latest first."""
    record, chosen = beside.prepared.record, beside.selection
    rows = records(single_years(by_time(beside)))
    years = sorted({int(row["year_from"]) for row in rows if row["published_vnd"] is not None}, reverse=True)
    found = [published_sum(record, BUDGET_METRIC, replace(chosen, years=(year, year))) for year in years]
    return [one for one in found if one is not None]


def largest_first(sums: Sequence[PublishedTotal]) -> tuple[Claim | RefusedClaim, list[PublishedTotal]]:
    """Return whether one of the sums of years may be called the largest, and the sums in that order where it may."""
    found = first_published([measured(BUDGET_METRIC, one) for one in sums])
    return found, sorted(sums, key=lambda one: -one.value) if isinstance(found, Claim) else list(sums)


def years_headline(beside: Selected, look: Look) -> StatedText:
    """Say which sum published of one year is the largest, where they may be ranked; else how many years have one, and the latest."""
    language = look.language
    found, sums = largest_first(published_years(beside))
    if not sums:
        figure = kpi_of(KpiId.SUPPORT, beside, selected_of(beside.prepared, Selection()))
        return side_by_side([support_headline(figure, language), money_years(beside, look)], ", ")
    texts = [published_year_text(one, language) for one in sums[:2]]
    if isinstance(found, Claim):
        return on(ClaimKind.FIRST_PUBLISHED, found, language).text(
            "Largest sum published of one year: {first}; next {second}", first=texts[0], second=texts[1]
        )
    said = on(ClaimKind.TOTAL, total(sums[0].value), language)
    if len(sums) == 1:
        return said.text("Published of one year: {latest}", latest=texts[0])
    n = stated_number(What.PUBLISHED_YEARS, len(sums), language.number(len(sums)))
    return said.text("Published of {n} single years; the latest: {latest}", n=n, latest=texts[0])


def published_year_text(one: PublishedTotal, language: Language) -> StatedText:
    """Return a year with what is published of it and on which bases."""
    return on(ClaimKind.TOTAL, total(one.value), language).text(
        "{year} with {amount} ({bases})",
        year=stated_number(What.YEARS, one.span[1], str(one.span[1]), ids=one.figure_ids),
        amount=published_claim_text(KpiId.SUPPORT, one, language),
        bases=bases_text(one, language),
    )
