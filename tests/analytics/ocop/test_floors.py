"""No number of OCOP products claims more than is known: a list is the least that there is, and several districts have at least what each publishes."""

import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from analytics.briefing.story.products import ocop_slide
from analytics.briefing.story.scene import Scene
from analytics.figures.drawn.bars import bars
from analytics.figures.ocop.districts import DistrictProducts, district_bars
from analytics.figures.style import Look
from analytics.findings.answers import rows_behind
from analytics.findings.chart_headlines import star_districts_headline
from analytics.findings.ocop_answers import ocop_answers
from analytics.maps.measures import MapMeasure, Measure
from analytics.ocop.floors import is_list_a_part
from analytics.overview.known_units import known_total
from analytics.overview.kpi import KpiId
from analytics.overview.kpi_words import large_text
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.claims import Claim
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import Qualifier, SourceKind
from tests.analytics.plain_rows import plain_rows

VI, TODAY = Language("vi"), date(2026, 11, 29)
PLACES = ((), *((code,) for code in DISTRICT_CODES), *pairwise(DISTRICT_CODES), DISTRICT_CODES[:5], DISTRICT_CODES)
YEARS = (None, *((year, year) for year in range(2018, 2027)), (2021, 2023), (2019, 2025))


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"(?<!\d)\d+(?!\d)", text.rsplit(":", maxsplit=1)[-1])]


def published(record: Record, metric: str, places: tuple[str, ...], years: tuple[int, int] | None) -> pd.DataFrame:
    """Return what is published of single districts, of chosen years alone, the newest of each district last."""
    figures = record["published_figures"]
    mine = figures["metric"].eq(metric) & figures["is_used"] & figures["basis"].isin(["done", "stated"])
    mine &= figures["scope"].eq("district") & figures["district_code"].isin(places or DISTRICT_CODES)
    if years is not None:
        mine &= figures["year_from"].ge(years[0]) & figures["year_to"].le(years[1])
    return figures[mine.fillna(value=False)].sort_values(["year_to", "as_of"])


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("places", PLACES)
def test_no_number_is_contradicted_by_what_a_district_publishes(
    prepared: Prepared, whole: Selected, places: tuple[str, ...], years: tuple[int, int] | None
) -> None:
    selected = select(prepared, Selection(places, years=years))
    figure = kpi_of(KpiId.OCOP, selected, whole)
    metric = "ocop_products" if years is None else "ocop_products_recognised"
    told = published(prepared.record, metric, places, years).drop_duplicates("district_code", keep="last")
    of_district = told.set_index("district_code")["value"].astype(float)
    rows = plain_rows(prepared, selected.selection)["ocop_products"]
    n = rows["district_code"].value_counts()
    least = sum(max(of_district.get(code, 0), n.get(code, 0)) for code in places or DISTRICT_CODES)
    shown = known_total(selected, whole)[Measure.OCOP]
    assert (shown.value is None) == (not len(rows) and not len(of_district))
    if shown.value is None:
        return
    assert isinstance(figure.large, Claim)
    assert shown.value == figure.large.value >= max(least, len(rows))
    assert figure.is_published_large or shown.qualifier is Qualifier.AT_LEAST, "a list is the least that there is"
    if shown.qualifier is Qualifier.EXACT and shown.published is not None:
        assert shown.value == sum(
            prepared.record["published_figures"].set_index("figure_id").loc[list(shown.published.figure_ids), "value"]
        )
    if figure.floor is not None:
        (_, _, counted), *others = rows_behind(figure, selected, VI)
        n_rows = sum(len(frame) for _, table, frame in others if table == "ocop_products")
        assert counted["value"].sum() + n_rows == shown.value


@pytest.mark.parametrize("years", YEARS)
def test_the_chart_by_district_begins_with_the_number_of_the_strip(
    prepared: Prepared, whole: Selected, years: tuple[int, int] | None
) -> None:
    bars = district_bars(DistrictProducts.of(select(prepared, Selection(years=years))), VI)
    for category in bars.categories:
        if category.id in DISTRICT_CODES:
            figure = kpi_of(KpiId.OCOP, select(prepared, Selection((category.id,), years=years)), whole)
            assert category.label.replace("(", "·").split(" ·")[0].strip() == large_text(figure, VI)


@pytest.mark.parametrize("years", YEARS)
def test_products_of_some_stars_counted_in_a_list_are_the_least(
    prepared: Prepared, years: tuple[int, int] | None
) -> None:
    for places in PLACES:
        for tile in ocop_answers(select(prepared, Selection(places, years=years)), TODAY, VI)[1:3]:
            if tile.value != "—" and tile.stated is None:
                assert re.match("≥\u00a0[1-9]", tile.value), tile


def test_the_floor_of_a_year_counts_each_district_once(prepared: Prepared, whole: Selected) -> None:
    """Lục Ngạn alone publishes 25 of 2023; the list holds 3 of them and 15 of other districts."""
    figure = kpi_of(KpiId.OCOP, select(prepared, Selection(years=(2023, 2023))), whole)
    assert (figure.value, large_text(figure, VI)) == (18, "≥\u00a040")


def test_a_list_of_which_nothing_more_is_published_is_no_bound(record: Record) -> None:
    figures = record["published_figures"]
    alone = prepare(Record({**record.tables, "published_figures": figures[~figures["metric"].str.startswith("ocop")]}))
    assert not is_list_a_part(select(alone, Selection(("222",))))


def test_the_list_of_the_office_is_complete(record: Record) -> None:
    own = record["sources"].assign(kind=SourceKind.OFFICE.value)
    office = prepare(Record({**record.tables, "sources": own}))
    figure = kpi_of(KpiId.OCOP, select(office, Selection(("222",))), select(office, Selection()))
    assert (figure.value, figure.large_qualifier) == (16, Qualifier.EXACT)


@pytest.mark.parametrize("years", YEARS)
def test_slide_and_title_of_the_districts_chosen_say_what_the_tile_says(
    prepared: Prepared, years: tuple[int, int] | None
) -> None:
    """No headline says that nothing is known beside a tile or a chart with a number, and each begins with the number of the tile."""
    everywhere = select(prepared, Selection(years=years))
    for places in PLACES[1:]:
        chosen = Selection(places, years=years)
        if chosen.of_province.districts != places:
            continue
        tile = ocop_answers(select(prepared, chosen), TODAY, VI)[0]
        slide = ocop_slide(Scene(prepared, chosen, TODAY, VI, MapMeasure(), ())).headline
        assert slide == star_districts_headline(everywhere, Look("light", VI, chosen))
        told = max(numbers(tile.beside), default=0) if tile.value == "—" and "công nhận" in tile.beside else 0
        assert (tile.value in slide) or (tile.value == "—" and str(told or "Chưa có thông tin") in slide), (tile, slide)


def test_the_district_chosen_stands_out_by_name_though_it_has_no_bar(prepared: Prepared) -> None:
    """Thành phố Bắc Giang has no bar: its name is what stands out among the ten."""
    chosen = Selection(("213",))
    shown = bars(district_bars(DistrictProducts.of(select(prepared, Selection())), VI), Look("light", VI, chosen))
    names = shown.layout["yaxis"]["ticktext"]
    assert [name for name in names if "<b>" in name] == ["<b>Thành phố Bắc Giang</b>"]
