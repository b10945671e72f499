"""What the rows of a figure are of all there is, and with it what a sentence of them speaks of."""

from dataclasses import replace

from analytics.findings.wording import Spoken
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpis import kpi_of
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection
from analytics.wording.claims import Coverage
from analytics.wording.language import Language
from geodata.schema.vocabulary import Qualifier


def coverage_of(kpi: KpiId, rows: Selected) -> Coverage:
    """Return what the rows of a figure are of all there is, as far as sources count the scope or a wider one."""
    figure, asked = kpi_of(kpi, rows, _whole(rows)), rows.selection
    if kpi is KpiId.FACILITIES:
        return _of_facilities(figure, rows)
    counted = figure.published if kpi is KpiId.OCOP else figure.proposals
    own = _of_products(figure) if kpi is KpiId.OCOP else figure.coverage
    if counted is not None or figure.is_own_list:
        return own
    if kpi is KpiId.OCOP and not _only_places_and_sectors(asked):
        return replace(own, is_of_a_part=True)
    wider = (Selection(years=asked.years, programmes=asked.programmes), Selection())
    known = [coverage_of(kpi, selected_of(rows.prepared, one)) for one in wider if one != asked]
    return replace(own, is_of_a_part=any(one.n_published is not None and not one.is_carried for one in known))


def spoken_of(kpi: KpiId, rows: Selected, language: Language) -> Spoken:
    """Return what a sentence of a figure's rows speaks of: money of proposals, or rows that are counted."""
    figure, coverage = kpi_of(kpi, rows, _whole(rows)), coverage_of(kpi, rows)
    if kpi is KpiId.SUPPORT:
        return Spoken(coverage, language.money, language, figure.proposals)
    counts = figure.proposals if kpi is KpiId.PROPOSALS else figure.published
    return Spoken(coverage, language.number, language, counts)


def _whole(rows: Selected) -> Selected:
    return selected_of(rows.prepared, Selection())


def _of_facilities(figure: Kpi, rows: Selected) -> Coverage:
    """Return what the facilities on record are of all there is: sources count those surveyed or supported, never all."""
    whole = kpi_of(KpiId.FACILITIES, _whole(rows), _whole(rows))
    counted = [one.value for one in (whole.published, whole.beside) if one is not None]
    is_of_a_part = not _only_places_and_sectors(rows.selection) or 2 * whole.n_known < max(counted, default=0.0)
    return Coverage(figure.n_rows, figure.n_known, is_of_a_part=is_of_a_part and not figure.is_own_list)


def _of_products(figure: Kpi) -> Coverage:
    """Return what the OCOP products on record are of those published, which are of their own years."""
    if figure.published is None:
        return Coverage(figure.n_rows, figure.n_known)
    apart = figure.n_rows - figure.n_within
    is_least = figure.published.qualifier is Qualifier.AT_LEAST
    return replace(
        figure.coverage, n_published=figure.published.value, is_least=is_least, n_apart=apart, n_stated_apart=apart
    )


def _only_places_and_sectors(selection: Selection) -> bool:
    """Tell whether rows are all of their kind there: not those that sources of some years or itemised proposals happen to name."""
    return replace(selection, districts=(), units=(), sectors=()).is_empty
