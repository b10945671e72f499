import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.maps.classes import classes_of
from analytics.maps.measures import MEASURE_COLUMNS, PUBLISHED, MapMeasure, Measure, MeasureValues, Scale
from analytics.maps.measures import measure_values as values_of
from analytics.overview.known_units import shown_values
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from geodata.record import Record
from geodata.schema.vocabulary import Sector
from tests.analytics.strategies import selections


def measure_values(measure: Measure, selected: Selected, whole: Selected) -> MeasureValues:
    return values_of(MapMeasure(measure, Scale.ABSOLUTE), selected, whole)


def test_every_measure_counts_the_record_or_shows_a_published_figure() -> None:
    assert {*MEASURE_COLUMNS, *PUBLISHED} == set(Measure)
    assert not set(MEASURE_COLUMNS) & set(PUBLISHED)


def test_the_registrations_of_2020_as_published(whole: Selected) -> None:
    measure = measure_values(Measure.REGISTERED_2020, whole, whole)
    values = {code: value for code, value in measure.by_code.items() if not pd.isna(value)}
    assert values == {"213": 11, "223": 5, "215": 2, "216": 4, "222": 3, "221": 6, "219": 3, "217": 2, "220": 1}


def test_luc_nam_has_no_published_figure_and_is_not_zero(whole: Selected) -> None:
    measure = measure_values(Measure.REGISTERED_2020, whole, whole)
    assert pd.isna(measure.by_code["218"])
    assert measure.class_of("218") is None


@pytest.mark.parametrize("measure", PUBLISHED)
def test_a_published_measure_names_its_figures_and_ignores_the_selection(
    record: Record, prepared: Prepared, whole: Selected, measure: Measure
) -> None:
    narrow = select(prepared, Selection(("213",), years=(2023, 2023)))
    everywhere, here = (measure_values(measure, rows, whole) for rows in (whole, narrow))
    assert here.by_code.equals(everywhere.by_code)
    ids = [id_ for ids in here.figures.values() for id_ in ids]
    figures = record["published_figures"].set_index("figure_id").loc[ids]
    assert figures["value"].groupby(figures["district_code"]).sum().to_dict() == here.by_code.dropna().to_dict()


@given(selection=selections(), measure=st.sampled_from(list(MEASURE_COLUMNS)))
def test_the_total_is_the_selection_and_shared_proposals_count_once_in_it(
    prepared: Prepared, whole: Selected, selection: Selection, measure: Measure
) -> None:
    rows = select(prepared, selection)
    values = measure_values(measure, rows, whole)
    totals = {
        Measure.FACILITIES: len(rows.facilities),
        Measure.PROPOSALS: len(rows.proposals),
        Measure.SUPPORT: rows.proposals["support_vnd"].sum(),
        Measure.OCOP: len(rows.ocop_products),
        Measure.TYPICAL: len(rows.typical_products),
    }
    assert (values.total or 0) == totals[measure]
    if not values.n_shared:
        assert values.by_code.sum() + (values.elsewhere or 0) == totals[measure]
    assert tuple(values.by_code.index) == DISTRICT_CODES


@given(selection=selections(), measure=st.sampled_from(list(MEASURE_COLUMNS)))
def test_the_classes_are_those_of_the_whole_record_or_of_its_single_years(
    prepared: Prepared, whole: Selected, selection: Selection, measure: Measure
) -> None:
    of_selection = measure_values(measure, select(prepared, selection), whole)
    years = selection.years
    like = select(prepared, Selection(years=years)) if years and years[0] == years[1] else whole
    assert of_selection.classes == measure_values(measure, like, whole).classes


@given(selection=selections(), measure=st.sampled_from(list(Measure)))
def test_no_data_and_zero_are_no_class_and_not_each_other(
    prepared: Prepared, whole: Selected, selection: Selection, measure: Measure
) -> None:
    values = measure_values(measure, select(prepared, selection), whole)
    for code in DISTRICT_CODES:
        value, group = values.by_code[code], values.class_of(code)
        if pd.isna(value):
            assert group is None
        elif value == 0:
            assert group == -1
        else:
            low, _ = values.classes.bounds()[group]  # type: ignore[index]
            assert group == 0 or low <= value


def test_support_knows_no_data_from_zero(prepared: Prepared, whole: Selected) -> None:
    support = measure_values(Measure.SUPPORT, whole, whole)
    assert support.class_of("218") is None
    assert (support.elsewhere, support.total) == (100_000_000, 2_613_000_000)
    beside = select(prepared, Selection(years=(2023, 2023)))
    assert measure_values(Measure.SUPPORT, beside, beside).class_of("221") is None, "no row is not zero"


@given(selection=selections(), measure=st.sampled_from(list(Measure)), vintage=st.sampled_from(list(Vintage)))
def test_a_total_is_the_same_in_every_vintage(
    prepared: Prepared, whole: Selected, selection: Selection, measure: Measure, vintage: Vintage
) -> None:
    rows = select(prepared, selection)
    here = values_of(MapMeasure(measure, Scale.ABSOLUTE, vintage), rows, whole)
    there = measure_values(measure, rows, whole)
    assert here.total == there.total
    if not here.n_shared:
        assert here.absolute.sum() + (here.elsewhere or 0) == (here.total or 0)


@given(selection=selections(), measure=st.sampled_from(list(MEASURE_COLUMNS)), vintage=st.sampled_from(list(Vintage)))
def test_shares_add_up_to_what_is_placed(
    prepared: Prepared, whole: Selected, selection: Selection, measure: Measure, vintage: Vintage
) -> None:
    shares = values_of(MapMeasure(measure, Scale.SHARE, vintage), select(prepared, selection), whole)
    if shares.total and not shares.n_shared:
        assert shares.by_code.sum() == pytest.approx(1 - (shares.elsewhere or 0) / shares.total)


def test_a_density_is_the_count_over_the_official_area(whole: Selected) -> None:
    density = values_of(MapMeasure(Measure.FACILITIES, Scale.PER_AREA), whole, whole)
    assert density.by_code["213"] == pytest.approx(density.absolute["213"] / 0.666)


def test_refitted_classes_are_those_of_the_selection(prepared: Prepared, whole: Selected) -> None:
    rows = select(prepared, Selection(sectors=(Sector.FOOD,)))
    spec = MapMeasure(Measure.FACILITIES, Scale.ABSOLUTE, is_refitted=True)
    assert values_of(spec, rows, whole).classes == classes_of(
        measure_values(Measure.FACILITIES, rows, whole).by_code.dropna().tolist(), exact=spec.exact
    )


def test_yen_dung_is_in_the_enlarged_city_and_old_luc_ngan_is_not_guessed(whole: Selected) -> None:
    spec = MapMeasure(Measure.REGISTERED_2020, Scale.ABSOLUTE, Vintage.DISTRICTS_2025)
    values = values_of(spec, whole, whole)
    assert values.absolute["213"] == 11 + 6
    assert pd.isna(values.absolute["219"])
    assert pd.isna(values.absolute["224"])
    assert values.elsewhere == 3


@pytest.mark.parametrize("measure", [Measure.FACILITIES, Measure.PROPOSALS, Measure.SUPPORT, Measure.OCOP])
@pytest.mark.parametrize("scale", [Scale.ABSOLUTE, Scale.PER_AREA])
def test_single_years_have_one_scale_of_their_own_and_the_largest_of_them_the_strongest_colour(
    prepared: Prepared, whole: Selected, measure: Measure, scale: Scale
) -> None:
    spec = MapMeasure(measure, scale)
    shown = {y: shown_values(spec, select(prepared, Selection(years=(y, y))), whole) for y in range(2008, 2026)}
    assert len({one.classes for one in shown.values()}) == 1
    rows = {y: values_of(spec, select(prepared, Selection(years=(y, y))), whole).by_code for y in shown}
    most = max(float(values.max()) for values in rows.values() if values.notna().any())
    of_years = next(iter(shown.values()))
    assert of_years.classes.index(spec.exact(most)) == len(of_years.classes) - 1
    several = shown_values(spec, select(prepared, Selection(years=(2008, 2025))), whole)
    assert several.classes == shown_values(spec, whole, whole).classes, "several years keep the scale of all"
