"""Like beside like: rows stand beside a published number only where both are of the same years and programme."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given

from analytics.findings.coverage import coverage_of
from analytics.overview.alike import alike
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import kpi_text, kpi_words
from analytics.overview.kpis import kpis
from analytics.prepared.tables import Prepared
from analytics.selection.place_words import Row, records
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.claims import Claim, quotient
from analytics.wording.language import language
from geodata.record import Record
from geodata.schema.vocabulary import FigureProgramme, OcopStatus, Programme, Qualifier
from tests.analytics.strategies import selections
from tests.analytics.written_numbers import read

VI = language("vi")
STATES: dict[KpiId, tuple[str, ...]] = {
    KpiId.PROPOSALS: (),
    KpiId.SUPPORT: ("support_vnd",),
    KpiId.LEVERAGE: ("support_vnd", "counterpart_vnd"),
}


def is_counted(row: Row, total: PublishedTotal, record: Record) -> bool:
    """Tell whether each year of a proposal, as far as its ends tell, has a figure over its programme or all of them."""
    figures = record["published_figures"]
    mine = records(figures[figures["figure_id"].isin(total.figure_ids)])

    def programmes(year: object) -> set[str]:
        return {one["programme"] for one in mine if not pd.isna(year) and one["year_from"] <= year <= one["year_to"]}

    whole = {FigureProgramme.NATIONAL.value, FigureProgramme.PROVINCIAL.value}
    return all(
        FigureProgramme.ALL in of or row["programme"] in of or whole <= of
        for of in (programmes(row["year_from"]), programmes(row["year_to"]))
    )


def stating(rows: list[Row], kpi: KpiId) -> list[Row]:
    return [row for row in rows if not any(pd.isna(row[column]) for column in STATES[kpi])]


def of_proposals(selected: Selected, whole: Selected) -> Iterator[Kpi]:
    yield from (figure for figure in kpis(selected, whole) if figure.id in STATES)


@given(selections())
def test_the_bar_and_the_text_beneath_a_published_number_hold_rows_of_its_years_and_programmes_alone(
    prepared: Prepared, record: Record, whole: Selected, selection: Selection
) -> None:
    selected = select(prepared, selection)
    for figure in of_proposals(selected, whole):
        published = figure.published
        if published is None or figure.value is None:
            assert figure.within is None
            continue
        mine = [row for row in records(selected.proposals) if is_counted(row, published, record)]
        assert int(alike(selected, published).sum()) == len(mine)
        assert figure.n_within == len(stating(mine, figure.id))
        if figure.id is not KpiId.LEVERAGE:
            amounts = [row["support_vnd"] for row in stating(mine, figure.id)]
            expected = len(mine) if figure.id is KpiId.PROPOSALS else sum(amounts) if amounts else None
            assert figure.within == expected
        said = kpi_words(figure, selected, VI)
        assert said.share is None or said.share == (figure.within or 0.0) / published.value
        is_known = figure.n_within or figure.id is KpiId.SUPPORT
        assert not figure.is_published_large or is_known or "chưa có danh mục của các năm này" in said.beside


AGAINST = re.compile(r"([\d.]+) trong ((?:ít nhất |≈\s)?[\d.]+) đề án")
TELLING = [
    Selection(),
    Selection(years=(2021, 2025)),
    Selection(programmes=(Programme.NATIONAL,)),
    Selection(programmes=(Programme.PROVINCIAL,), years=(2018, 2024)),
    Selection(("219",)),
]


@given(selections())
def test_no_text_sets_rows_of_other_years_or_programmes_against_a_published_count(
    prepared: Prepared, record: Record, whole: Selected, selection: Selection
) -> None:
    set_against(prepared, record, whole, selection)


@pytest.mark.parametrize("selection", TELLING)
def test_a_telling_selection_sets_like_against_like(
    prepared: Prepared, record: Record, whole: Selected, selection: Selection
) -> None:
    assert set_against(prepared, record, whole, selection)


def set_against(prepared: Prepared, record: Record, whole: Selected, selection: Selection) -> int:
    """Read each "k of N" of the strip: N is the number of rows, or counts the years and programmes of all k; return how many were read."""
    selected = select(prepared, selection)
    rows, n_read = records(selected.proposals), 0
    for figure in of_proposals(selected, whole):
        said = kpi_words(figure, selected, VI)
        for k, n in AGAINST.findall(f"{said.basis} {said.beside}"):
            n_read += 1
            if n == VI.number(len(rows)):
                continue
            assert figure.proposals is not None
            sign = "ít nhất " if figure.proposals.qualifier is Qualifier.AT_LEAST else ""
            assert n == f"{sign}{VI.number(figure.proposals.value)}"
            of = figure.published if figure.is_published_large and figure.id is not KpiId.SUPPORT else None
            used = [row for row in rows if of is None or is_counted(row, of, record)]
            stated = stating(used, figure.id)
            assert read(k) == len(stated)
            assert all(is_counted(row, figure.proposals, record) for row in stated)
    return n_read


@given(selections())
def test_the_coverage_that_slides_judge_by_tells_the_rows_apart(
    prepared: Prepared, record: Record, whole: Selected, selection: Selection
) -> None:
    selected = select(prepared, selection)
    for figure in of_proposals(selected, whole):
        coverage = coverage_of(figure.id, selected)
        rows = records(selected.proposals)
        apart = [row for row in rows if figure.proposals and not is_counted(row, figure.proposals, record)]
        assert coverage.n_apart == len(apart)
        assert coverage.n_stated_apart == len(stating(apart, figure.id))


@given(selections())
def test_the_quotient_of_one_large_proposal_or_of_few_is_never_shown(
    prepared: Prepared, whole: Selected, selection: Selection
) -> None:
    selected = select(prepared, selection)
    figure = next(one for one in kpis(selected, whole) if one.id is KpiId.LEVERAGE)
    both = selected.proposals.dropna(subset=["support_vnd", "counterpart_vnd"])["counterpart_vnd"]
    is_of_one = len(both) > 0 and 2 * both.max() > both.sum()
    is_few = 5 * len(both) < len(selected.proposals)
    said = kpi_words(figure, selected, VI)
    if figure.value is not None and (is_of_one or is_few):
        assert kpi_text(KpiId.LEVERAGE, figure.value, VI) not in f"{said.number} {said.unit} {said.basis} {said.beside}"


def test_one_plant_is_not_what_the_province_draws(prepared: Prepared, whole: Selected) -> None:
    for years in (None, (2014, 2014)):
        selected = select(prepared, Selection(years=years))
        figure = next(one for one in kpis(selected, whole) if one.id is KpiId.LEVERAGE)
        said = kpi_words(figure, selected, VI)
        assert not isinstance(quotient(figure.value, figure.coverage), Claim)
        assert "mới có ở" in f"{said.basis} {said.beside}"


def test_products_beside_a_published_stock_are_those_recognised_by_its_year(
    prepared: Prepared, whole: Selected, record: Record
) -> None:
    for selection in (Selection(), Selection(("219",)), Selection(("216",))):
        selected = select(prepared, selection)
        figure = next(one for one in kpis(selected, whole) if one.id is KpiId.OCOP)
        assert figure.published is not None
        events = record["ocop_recognitions"]
        is_mine = events["product_id"].isin(selected.ocop_products["product_id"])
        is_dated = events["year"].le(figure.published.span[1]) & events["status"].eq(OcopStatus.RECOGNISED)
        assert figure.within == figure.n_within == events.loc[is_mine & is_dated, "product_id"].nunique()
        assert kpi_words(figure, selected, VI).share == figure.n_within / figure.published.value
