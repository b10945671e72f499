from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings

from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpis
from analytics.prepared.tables import SEVERAL, Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Selection
from analytics.selection.shared import vintage_lines
from analytics.selection.unit_table import UNIT_COUNTS, UNIT_TABLE_COLUMNS, unit_sums, unit_table
from tests.analytics.strategies import selections

CNC = "da-2020-quoc-gia-may-cnc"
"""A proposal of three firms in two districts, 900 million đồng; another of 600 million is of the same two."""


def known(values: pd.Series) -> dict[str, float]:
    return {str(name): float(value) for name, value in values.items() if not pd.isna(value)}


def test_the_lines_are_the_districts_then_unplaced(whole: Selected) -> None:
    assert (*DISTRICT_CODES, UNPLACED) == vintage_lines(Vintage.DISTRICTS_2024)
    assert tuple(unit_table(whole).index) == vintage_lines(Vintage.DISTRICTS_2024)


@given(selection=selections())
def test_the_sums_are_the_key_figures(prepared: Prepared, whole: Selected, selection: Selection) -> None:
    rows = select(prepared, selection)
    figures = {figure.id: figure.value for figure in kpis(rows, whole)}
    sums = known(unit_sums(rows))
    assert sums.get("facilities") == figures[KpiId.FACILITIES]
    assert sums.get("proposals") == figures[KpiId.PROPOSALS]
    assert sums.get("support_vnd") == figures[KpiId.SUPPORT]
    assert sums.get("ocop_products") == figures[KpiId.OCOP]
    assert sums.get("typical_products", 0) == len(rows.typical_products)


@settings(max_examples=25)
@given(selection=selections())
def test_a_line_is_the_selection_of_that_district(prepared: Prepared, selection: Selection) -> None:
    table = unit_table(select(prepared, replace(selection, districts=())))
    for code in ("213", "217", "219", UNPLACED):
        alone = select(prepared, replace(selection, districts=(code,)))
        assert known(table.loc[code]) == known(unit_sums(alone))


@given(selection=selections())
def test_lines_add_up_to_the_sums_where_each_shared_proposal_counts_once(
    prepared: Prepared, selection: Selection
) -> None:
    rows = select(prepared, replace(selection, districts=()))
    table, sums = unit_table(rows), known(unit_sums(rows))
    for name in ("facilities", "ocop_products", "typical_products"):
        assert table[name].sum() == sums.get(name, 0)
    own = table["proposals"].fillna(0) - table["n_shared"].fillna(0)
    assert own.sum() + sums.get("n_shared", 0) == sums.get("proposals", 0)
    assert table["support_vnd"].sum() + sums.get("shared_vnd", 0) == sums.get("support_vnd", 0)


def test_support_is_missing_where_none_is_stated_and_nothing_known_is_never_0(
    prepared: Prepared, whole: Selected
) -> None:
    table, of_2023 = unit_table(whole), unit_table(select(prepared, Selection(years=(2023, 2023))))
    assert table.loc["218", "proposals"] == 2
    assert pd.isna(table.loc["218", "support_vnd"])
    assert pd.isna(of_2023.loc["221", "proposals"])
    assert pd.isna(of_2023.loc["221", "support_vnd"])
    assert (table.fillna(1) > 0).all(axis=None)


def test_the_proposals_of_2020_for_several_firms_count_in_both_districts_and_once_in_the_sum(whole: Selected) -> None:
    there = whole.beneficiaries[whole.beneficiaries["proposal_id"].eq(CNC)]["district_code"].unique()
    table, sums = unit_table(whole), unit_sums(whole)
    assert len(there) == 2
    assert table.loc[there, "n_shared"].tolist() == [2, 2]
    assert table.loc[there, "shared_vnd"].tolist() == [1_500_000_000] * 2
    assert (sums["n_shared"], sums["shared_vnd"]) == (2, 1_500_000_000)


@pytest.mark.parametrize("code", ["213", "217", "222"])
def test_a_shared_proposal_stays_marked_when_one_of_its_districts_is_chosen(prepared: Prepared, code: str) -> None:
    rows = select(prepared, Selection((code,)))
    shared = set(prepared.proposals.loc[prepared.proposals["district_code"].eq(SEVERAL), "proposal_id"])
    there = shared & set(rows.proposals["proposal_id"])
    assert known(unit_table(rows).loc[code]).get("n_shared", 0) == len(there)
    assert unit_table(rows).drop(index=code)["proposals"].isna().all()


def test_an_empty_selection_knows_nothing(prepared: Prepared) -> None:
    rows = select(prepared, Selection(years=(2001, 2001)))
    assert unit_table(rows)[[*UNIT_COUNTS, "n_amounts", "support_vnd"]].isna().all(axis=None)
    assert unit_sums(rows)[list(UNIT_TABLE_COLUMNS)].isna().all()


def test_the_founding_counts_of_the_public_record(whole: Selected) -> None:
    table = unit_table(whole)
    assert table["facilities"].tolist() == [20, 9, 10, 14, 8, 22, 4, 9, 10, 6, 15]
    assert unit_sums(whole)["support_vnd"] == 2_613_000_000
