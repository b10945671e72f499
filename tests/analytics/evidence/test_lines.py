"""Rows as lines: every table has its line, and what rows add up to is what they hold."""

import pandas as pd
import pytest

from analytics.evidence.lines import line_of, stated_first, sum_of_rows
from analytics.evidence.rows import EVIDENCE_TABLES, evidence
from analytics.wording.language import Language
from geodata.record import Record

VI = Language("vi")


@pytest.mark.parametrize("table", EVIDENCE_TABLES)
def test_a_row_is_called_something_and_names_its_sources_beneath(table: str, record: Record) -> None:
    columns = [column.id for column in evidence(record, table, record[table].head(0), VI).columns]
    lines = {column: line_of(table, column) for column in columns}
    assert lines[columns[0]] == "name"
    assert lines["sources"] == "beneath"
    assert sum(line == "figure" for line in lines.values()) <= 2, "more figures leave no room for the name"
    assert "note" not in lines or lines["note"] is None, "what is long stands on the card"


def test_proposals_add_up_and_say_how_many_state_it(record: Record) -> None:
    proposals = record["proposals"]
    (total,) = sum_of_rows("proposals", proposals, None, VI)
    assert total["support_vnd"]["v"] == proposals["support_vnd"].sum()
    known = proposals["support_vnd"].notna().sum()
    assert total["support_vnd"]["note"].startswith(f"{known}/{len(proposals)}")
    (silent,) = [proposals[proposals["support_vnd"].isna() & proposals["counterpart_vnd"].isna()]]
    assert sum_of_rows("proposals", silent, None, VI) == ()


def test_those_that_state_an_amount_come_first(record: Record) -> None:
    for table, columns in (("proposals", ["support_vnd"]), ("export_flows", ["volume", "value"])):
        ordered = record[table].iloc[stated_first(table, record[table])]
        is_stated = ordered[columns].notna().any(axis=1).tolist()
        assert is_stated == sorted(is_stated, reverse=True)
        pd.testing.assert_frame_equal(ordered.sort_index(), record[table].sort_index())


def test_published_figures_are_added_or_divided_only_where_that_is_what_is_stated(record: Record) -> None:
    figures = record["published_figures"]
    money = figures[figures["unit"].eq("vnd") & figures["value_to"].isna()].head(2)
    first, second = money["value"].tolist()
    (total,) = sum_of_rows("published_figures", money, first + second, VI)
    assert total["value"]["v"] == first + second
    (ratio,) = sum_of_rows("published_figures", money, first / second, VI)
    assert ratio["value"]["v"] == first / second
    for other in (None, first, first + 2 * second):
        assert sum_of_rows("published_figures", money, other, VI) == ()
