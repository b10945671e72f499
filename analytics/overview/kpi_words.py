"""The words of the six figures: the large number with its sign, its basis and years, and what stands beside it."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics.maps.areas import products_beside
from analytics.maps.measures import known_products
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.without_total import without_total
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import joined, span, years_covered
from analytics.selection.published_totals import HAPPENED, PublishedTotal
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.selection.shared import beside_words, shared_words
from analytics.selection.unit_table import unit_sums
from analytics.wording.claims import Claim, Coverage, quotient
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis, FigureProgramme, Qualifier

_LABELS: dict[KpiId, str] = {
    KpiId.FACILITIES: mark("Rural industrial facilities"),
    KpiId.PROPOSALS: mark("Proposals"),
    KpiId.SUPPORT: mark("Support for proposals"),
    KpiId.LEVERAGE: mark("Each đồng of support draws"),
    KpiId.OCOP: mark("OCOP products"),
    KpiId.MARKETS: mark("Export markets"),
}

_UNDER: dict[KpiId, str] = {KpiId.LEVERAGE: mark("per đồng of support")}
"""Labels that begin a sentence which the number ends, as they are read after it."""
_SHORT_UNITS: dict[KpiId, str] = {KpiId.LEVERAGE: mark("đồng matched")}

LISTED_FACILITIES = mark("Itemised rural facilities")
"""What facilities are that rows count: no source says how many there are."""

LABELS_OF_YEARS: dict[KpiId, str] = {
    KpiId.FACILITIES: mark("Facilities named by sources"),
    KpiId.OCOP: mark("OCOP recognised in period"),
}
"""What the rows of a figure are where years are chosen."""

KPI_TABLES: dict[KpiId, str] = {
    KpiId.FACILITIES: "facilities",
    KpiId.PROPOSALS: "proposals",
    KpiId.SUPPORT: "proposals",
    KpiId.LEVERAGE: "proposals",
    KpiId.OCOP: "ocop_products",
    KpiId.MARKETS: "export_flows",
}
"""The table of the record whose rows a figure counts."""


@dataclass(frozen=True)
class KpiWords:
    """A figure in words: label, the large number ("—" where nothing may be large) and its unit, what it rests on, what stands beside.

    `is_itemised_beside`: what stands beside are the rows, else it is published. `also` is published of another thing where rows stand beside. `share` is what of the large number the rows
    hold, where both count the same thing. `when` are the years of a published large number. `under` is the label as it is
    read after the number, `short_unit` the unit before it where there is little room.
    """

    label: str
    under: str
    number: str
    unit: str
    basis: str
    beside: str
    also: str
    is_itemised_beside: bool
    short_unit: str
    share: float | None
    when: str


def kpi_words(figure: Kpi, selected: Selected, language: Language) -> KpiWords:
    """Return a figure in words."""
    (number, unit), label = _large_parts(figure, language), kpi_label(figure, selected, language)
    is_published = figure.is_published_large
    return KpiWords(
        label=label,
        under=language.text(_UNDER[figure.id]) if figure.id in _UNDER and number != "—" else label,
        number=number,
        unit=unit or "",
        basis=_published_basis(figure, selected, language)
        if is_published
        else _floor_basis(figure, language) or _rows_basis(figure, selected, language),
        beside=_itemised(figure, selected, language) if is_published else _known_beside(figure, selected, language),
        also=joined(_also_published(figure, language)) if is_published else "",
        is_itemised_beside=is_published,
        short_unit=language.text(_SHORT_UNITS[figure.id]) if unit and figure.id in _SHORT_UNITS else unit or "",
        share=_share(figure),
        when=years_covered(figure.published, language) if is_published and figure.published is not None else "",
    )


def kpi_label(figure: Kpi, selected: Selected, language: Language) -> str:
    """Return what a figure counts."""
    is_named = selected.selection.years is not None and not (
        figure.id is KpiId.FACILITIES and figure.is_published_large
    )
    if is_named and figure.id in LABELS_OF_YEARS:
        return language.text(LABELS_OF_YEARS[figure.id])
    is_listed = figure.id is KpiId.FACILITIES and not figure.is_published_large
    return language.text(LISTED_FACILITIES if is_listed else _LABELS[figure.id])


def large_text(figure: Kpi, language: Language) -> str:
    """Return the large number with its sign and unit, "—" where nothing may be large."""
    number, unit = _large_parts(figure, language)
    return kept_together(number, unit or "")


def kpi_text(kpi: KpiId, value: float | None, language: Language) -> str:
    """Return a value of a figure with its unit."""
    number, unit = _parts(kpi, value, language)
    return kept_together(number, unit or "")


def published_text(kpi: KpiId, total: PublishedTotal, language: Language) -> str:
    """Return a published value with its sign and unit."""
    return qualified(kpi_text(kpi, total.value, language), total.qualifier)


def bases_text(total: PublishedTotal, language: Language) -> str:
    """Return the bases of a published total: "done", "done, approved" where it adds both."""
    return ", ".join(label_of(Basis, basis, language) for basis in total.bases)


def basis_text(total: PublishedTotal, language: Language) -> str:
    """Return the bases of a published total, and of how many districts it is where it adds theirs."""
    if total.n_chosen < 2:
        return bases_text(total, language)
    places = language.text("{n} of {all} districts", n=total.n_places, all=total.n_chosen)
    return f"{bases_text(total, language)}, {places}"


def spoken_basis(total: PublishedTotal, language: Language) -> str:
    """Return the bases of a published total, as a sentence says them, and that it adds up districts where it does."""
    if total.n_chosen < 2:
        return bases_text(total, language)
    is_of_all = total.n_places == total.n_chosen
    added = mark("district by district") if is_of_all else mark("of the districts that have a number")
    return f"{bases_text(total, language)}, {language.text(added)}"


def _large_parts(figure: Kpi, language: Language) -> tuple[str, str | None]:
    found = figure.large
    if not isinstance(found, Claim):
        return "—", None
    number, unit = _parts(figure.id, found.value, language)
    return qualified(number, figure.large_qualifier), unit


def _parts(kpi: KpiId, value: float | None, language: Language) -> tuple[str, str | None]:
    if value is None:
        return "—", None
    if kpi is KpiId.SUPPORT:
        return language.money_parts(value)
    if kpi is KpiId.LEVERAGE:
        return language.number(value, 2), language.text("đồng of counterpart")
    return language.number(value), None


def _published_basis(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say of which basis and years a published large number is, whose programme where it is one of several, and the year before."""
    total = figure.published
    if total is None:
        return ""
    bases, years = basis_text(total, language), years_covered(total, language)
    is_one = len(total.bases) == 1 and total.n_places == 1
    message = mark("published, {basis}, {years}") if is_one else mark("adds up what is {basis}, {years}")
    own = "" if selected.selection.programmes or not _is_of_one_programme(total) else total.programmes[0]
    programme = language.text("{programme} alone", programme=programme_name(own, language).lower()) if own else ""
    return joined([language.text(message, basis=bases, years=years), programme, _before(figure, language)])


def _is_of_one_programme(total: PublishedTotal) -> bool:
    return len(total.programmes) == 1 and total.programmes[0] in {
        FigureProgramme.NATIONAL,
        FigureProgramme.PROVINCIAL,
        FigureProgramme.DISTRICT,
    }


def _before(figure: Kpi, language: Language) -> str:
    if figure.before is None:
        return ""
    return language.text("year before: {value}", value=published_text(figure.id, figure.before, language))


def _rows_basis(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what the rows are of which a figure is made, or that nothing is known."""
    known = joined([_shared(figure, selected, language), known_of_products(figure, selected, language)])
    if figure.value is None:
        return known or nothing_here(figure.n_rows, selected.selection, language)
    if not isinstance(figure.large, Claim):
        return joined([_only(figure, language), known])
    if figure.id is KpiId.PROPOSALS and (shared := _shared(figure, selected, language)):
        return shared
    if figure.id in {KpiId.SUPPORT, KpiId.LEVERAGE}:
        known, n = language.number(figure.n_known), all_known(figure.coverage, figure.proposals, language)
        if figure.id is KpiId.SUPPORT and known == n:
            return language.count("from {n} listed proposal", "from {n} listed proposals", figure.n_known)
        stated = language.text("itemised, from {known} of {n} proposals", known=known, n=n)
        return joined([stated, _shared(figure, selected, language)])
    return _counted_basis(figure, selected, language)


def known_of_products(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what else is known of the OCOP products of a district of which no number may stand large: recognised in a year, on record but not recognised; "" for nothing."""
    places = selected.selection.districts
    if figure.id is not KpiId.OCOP or len(places) != 1 or isinstance(figure.large, Claim):
        return ""
    known = known_products(selected, Vintage.DISTRICTS_2024)
    return joined(products_beside(places[0], replace(known, published={}), language, has_any=False))


def _floor_basis(figure: Kpi, language: Language) -> str:
    """Say of the floor of several districts what some of them publish, in which years, and how many rows of the others it counts; "" without one."""
    if figure.floor is None:
        return ""
    published = language.count(
        "{value} published of {n} district ({years})",
        "{value} published of {n} districts ({years})",
        figure.floor.published.n_places,
        value=published_text(figure.id, figure.floor.published, language),
        years=span(figure.floor.published),
    )
    rest = figure.floor.n_elsewhere
    return (
        language.text("{published} + {n} itemised", published=published, n=language.number(rest)) if rest else published
    )


def nothing_here(n_rows: int, chosen: Selection, language: Language) -> str:
    """Say that no row has what a filter asks for, or, where places and years alone are chosen, that nobody recorded any."""
    if n_rows or replace(chosen, districts=(), units=(), years=None).is_empty:
        return language.text("no information yet")
    return language.text("none in this selection")


def _only(figure: Kpi, language: Language) -> str:
    """Say how little the rows say; a quotient that may not be claimed is not named."""
    if figure.id is KpiId.LEVERAGE:
        known, n = language.number(figure.n_known), all_known(figure.coverage, figure.proposals, language)
        return language.text("known so far of {known} of {n} proposals", known=known, n=n)
    return language.text("so far only {value}", value=_stated(figure, language))


def _counted_basis(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what the rows are that a figure counts."""
    chosen = selected.selection
    if figure.id is KpiId.FACILITIES and chosen.years:
        return language.text("named, not counted in full")
    if figure.id in {KpiId.OCOP, KpiId.MARKETS} and (chosen.programmes or chosen.stages or chosen.contents):
        return language.text("only of facilities with such proposals")
    if not chosen.is_empty and figure.whole is not None:
        return language.text("of {value} itemised", value=kpi_text(figure.id, figure.whole, language))
    if figure.id is KpiId.FACILITIES and len(selected.context):
        return language.text("and {n} villages, clusters", n=language.number(len(selected.context)))
    if figure.id is KpiId.MARKETS:
        return language.text("countries and territories; fresh fruit apart")
    return language.text("itemised, with sources")


def _stated(figure: Kpi, language: Language) -> str:
    """Return the rows' value; of money and quotients with how many proposals state it, of all that are known."""
    value = kpi_text(figure.id, figure.value, language)
    if figure.id not in {KpiId.SUPPORT, KpiId.LEVERAGE}:
        return value
    known, n = language.number(figure.n_known), all_known(figure.coverage, figure.proposals, language)
    return language.text("{value} from {known} of {n} proposals", value=value, known=known, n=n)


def all_known(coverage: Coverage, counted: PublishedTotal | None, language: Language) -> str:
    """Return of how many proposals those are that state a value: as many as a source counts where it counts more, a bound in words."""
    more = counted_more(coverage, counted)
    if more is None:
        return language.number(coverage.n)
    n = language.number(more.value)
    if more.qualifier is Qualifier.AT_LEAST:
        return language.text("at least {n}", n=n)
    return qualified(n, more.qualifier)


def counted_more(coverage: Coverage, counted: PublishedTotal | None) -> PublishedTotal | None:
    """Return what a source counts where it counts more than the rows of the same years and programmes."""
    is_less = counted is None or coverage.n_stated_apart or counted.value <= coverage.n - coverage.n_apart
    return None if is_less else counted


def _itemised(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what of a published large number is itemised, of the same years and programmes."""
    if figure.value is None:
        return language.text("only a total is known")
    if figure.id in {KpiId.FACILITIES, KpiId.PROPOSALS, KpiId.LEVERAGE} and not figure.n_within:
        return language.text("none itemised of these years")
    return joined([within_text(figure, language), _shared(figure, selected, language)], ", ")


def within_text(figure: Kpi, language: Language) -> str:
    """Say what the rows of the published years and programmes say; a quotient only where it may be claimed.

    Of support it is what all rows of the selection state, of how many proposals, as charts and tables add it up, and how much
    of that is of the published years.
    """
    if figure.id is KpiId.SUPPORT:
        return joined(
            [language.text("itemised: {value}", value=_stated(figure, language)), _of_years(figure, language)], ", "
        )
    if figure.id is KpiId.LEVERAGE and not isinstance(quotient(figure.within, figure.coverage_within), Claim):
        return language.count(
            "known of {n} proposal of these years", "known of {n} proposals of these years", figure.n_within
        )
    value = kpi_text(figure.id, figure.within, language)
    if figure.id is KpiId.LEVERAGE:
        known, n = language.number(figure.n_within), all_known(figure.coverage_within, figure.proposals, language)
        value = language.text("{value} from {known} of {n} proposals", value=value, known=known, n=n)
    elif figure.within != figure.value:
        whole = kpi_text(figure.id, figure.value, language)
        if figure.id is KpiId.OCOP and figure.published is not None and figure.published.bases != (Basis.DONE,):
            year = figure.published.span[1]
            return language.text("itemised: {all}, {n} of them recognised by {year}", n=value, all=whole, year=year)
        return language.text("itemised: {all}, {n} of them of these years", n=value, all=whole)
    return language.text("itemised: {value}", value=value)


def _of_years(figure: Kpi, language: Language) -> str:
    """Say how much of an itemised sum is of the published years, where it is not all."""
    if figure.within == figure.value:
        return ""
    if not figure.within:
        return language.text("none of these years")
    return language.text("{value} of them of these years", value=kpi_text(figure.id, figure.within, language))


def _known_beside(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what is published beside a large number that is made of rows, each with its basis and years, and where no total is."""
    said = []
    if figure.published is not None and figure.floor is None:
        said.append(_named(figure, figure.published, mark("published {value}: {basis}, {years}"), language))
    return joined([*said, *_also_published(figure, language), without_total(figure, selected, language)])


ALSO: dict[KpiId, str] = {
    KpiId.FACILITIES: mark("supported {value} ({years})"),
    KpiId.PROPOSALS: mark("registered {value} ({years})"),
    KpiId.OCOP: mark("{value} in force ({years})"),
}
"""What else is published beside a figure."""


def also_published(figure: Kpi, language: Language) -> str:
    """Say what is published of another thing than a figure counts, with its years; "" for nothing."""
    return joined(_also_published(figure, language))


def _also_published(figure: Kpi, language: Language) -> list[str]:
    """Say what is published of another thing."""
    return [] if figure.beside is None else [_named(figure, figure.beside, ALSO[figure.id], language)]


def _named(figure: Kpi, total: PublishedTotal, message: str, language: Language) -> str:
    value = published_text(figure.id, total, language)
    return language.text(message, value=value, basis=basis_text(total, language), years=years_covered(total, language))


def _share(figure: Kpi) -> float | None:
    """Return the itemised share of a published large number, where both count the same thing."""
    if not figure.is_published_large or figure.published is None or figure.id not in _SHARED_KIND:
        return None
    if not set(figure.published.bases) <= set(HAPPENED) or not figure.published.value:
        return None
    if figure.within == figure.published.value:
        return None
    return (figure.within or 0.0) / figure.published.value


_SHARED_KIND = {KpiId.PROPOSALS, KpiId.SUPPORT, KpiId.OCOP}
"""The figures whose rows and published value count the same thing."""


def _shared(figure: Kpi, selected: Selected, language: Language) -> str:
    """Say what of a count belongs to proposals of several districts, and which money of theirs stands beside an amount, when only some places are chosen."""
    chosen = selected.selection.of_province
    if figure.id not in {KpiId.PROPOSALS, KpiId.SUPPORT} or not (chosen.districts or chosen.units):
        return ""
    if figure.id is KpiId.SUPPORT:
        return beside_words(selected, language)
    n_shared = unit_sums(selected)["n_shared"]
    return shared_words(0 if pd.isna(n_shared) else int(n_shared), language)
