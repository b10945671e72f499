from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings

from analytics.kpis import KpiId, kpis
from analytics.prepared import SEVERAL, Prepared
from analytics.selected import Selected, select
from analytics.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.unit_table import COUNTS, lines_of, unit_table
from analytics.vintages import Vintage
from tests.analytics.strategies import selections


def test_the_lines_are_the_districts_then_several_then_unplaced(whole: Selected) -> None:
    assert (*DISTRICT_CODES, SEVERAL, UNPLACED) == lines_of(Vintage.DISTRICTS_2024)
    assert tuple(unit_table(whole).index) == lines_of(Vintage.DISTRICTS_2024)


@given(selection=selections())
def test_counts_and_money_add_up_to_the_key_figures(prepared: Prepared, whole: Selected, selection: Selection) -> None:
    rows = select(prepared, selection)
    table = unit_table(rows)
    figures = {figure.id: figure for figure in kpis(prepared, rows, whole)}
    assert table["facilities"].sum() == (figures[KpiId.FACILITIES].value or 0) == len(rows.facilities)
    assert table["proposals"].sum() == (figures[KpiId.PROPOSALS].value or 0) == len(rows.proposals)
    assert table["ocop_products"].sum() == (figures[KpiId.OCOP].value or 0) == len(rows.ocop_products)
    assert table["typical_products"].sum() == len(rows.typical_products)
    assert table["n_amounts"].sum() == figures[KpiId.SUPPORT].n_known
    assert table["support_vnd"].sum() == (figures[KpiId.SUPPORT].value or 0)


@settings(max_examples=25)
@given(selection=selections())
def test_a_district_line_is_the_selection_of_that_district(prepared: Prepared, selection: Selection) -> None:
    table = unit_table(select(prepared, replace(selection, districts=())))
    for code in ("213", "219", UNPLACED):
        alone = select(prepared, replace(selection, districts=(code,)))
        for name in ("facilities", "ocop_products", "typical_products"):
            assert table.loc[code, name] == len(getattr(alone, name))
        own = alone.proposals["district_code"].fillna(UNPLACED).eq(code)
        assert table.loc[code, "proposals"] == own.sum()


def test_support_is_missing_where_no_proposal_states_it_and_zero_where_there_is_none(
    prepared: Prepared, whole: Selected
) -> None:
    table = unit_table(whole)
    assert table.loc["218", "proposals"] == 2
    assert pd.isna(table.loc["218", "support_vnd"])
    of_2023 = unit_table(select(prepared, Selection(years=(2023, 2023))))
    assert of_2023.loc["221", "proposals"] == 0
    assert of_2023.loc["221", "support_vnd"] == 0


@given(selection=selections())
def test_missing_support_means_proposals_without_amounts(prepared: Prepared, selection: Selection) -> None:
    table = unit_table(select(prepared, selection))
    silent = table["proposals"].gt(0) & table["n_amounts"].eq(0)
    assert table["support_vnd"].isna().equals(silent)


def test_the_proposals_of_2020_for_several_firms_are_never_split(whole: Selected) -> None:
    table = unit_table(whole)
    assert table.loc[SEVERAL, "proposals"] == 3
    assert table.loc[SEVERAL, "support_vnd"] == 1_500_000_000


@pytest.mark.parametrize("code", ["213", "221", "222"])
def test_a_proposal_of_several_districts_keeps_its_line_when_one_is_chosen(prepared: Prepared, code: str) -> None:
    rows = select(prepared, Selection((code,)))
    beneficiaries = select(prepared, Selection()).beneficiaries
    several = prepared.proposals.loc[prepared.proposals["district_code"].eq(SEVERAL), "proposal_id"]
    there = beneficiaries[beneficiaries["district_code"].eq(code) & beneficiaries["proposal_id"].isin(several)]
    assert unit_table(rows).loc[SEVERAL, "proposals"] == there["proposal_id"].nunique()


def test_an_empty_selection_gives_zeros(prepared: Prepared) -> None:
    table = unit_table(select(prepared, Selection(years=(2001, 2001))))
    assert (table[[*COUNTS, "n_amounts", "support_vnd"]] == 0).all(axis=None)


def test_the_founding_counts_of_the_public_record(whole: Selected) -> None:
    table = unit_table(whole)
    assert table["facilities"].tolist() == [20, 9, 10, 14, 8, 22, 4, 9, 10, 6, 0, 15]
    assert table["support_vnd"].sum() == 2_613_000_000
