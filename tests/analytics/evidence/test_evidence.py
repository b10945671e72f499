from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given

from analytics.evidence.rows import _COLUMNS, evidence, figure_value, rows_with_ids, sources_of
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_rows, kpis
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import LANGUAGES, Language
from geodata.illustrative import illustrative_record
from geodata.record import Record
from geodata.schema.frames import KEYS
from tests.analytics.strategies import selections

VI, EN = Language("vi"), Language("en")
SHOWN = sorted(_COLUMNS)


def frame_of(prepared: Prepared, table: str) -> pd.DataFrame:
    return getattr(prepared, table) if hasattr(prepared, table) else prepared.record[table]


@pytest.mark.parametrize("table", SHOWN)
def test_every_row_has_a_source_with_a_title(record: Record, table: str) -> None:
    held = record if len(record[table]) else illustrative_record()
    titles = held["sources"].set_index("source_id")["title"]
    frame = held[table]
    behind = frame["source_ids"].str.split(";").explode()
    assert len(frame)
    assert behind.notna().all()
    assert set(behind) <= set(titles.index)
    assert titles.loc[behind.unique()].str.strip().ne("").all()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("table", SHOWN)
def test_every_row_is_shown_once_with_every_column(prepared: Prepared, table: str, code: str) -> None:
    frame = frame_of(prepared, table)
    shown = evidence(prepared.record, table, frame, Language(code))  # type: ignore[arg-type]
    assert [row["id"] for row in shown.rows] == frame[KEYS[table]].tolist()
    ids = [column.id for column in shown.columns]
    assert ids[-1] == "sources"
    assert len(set(ids)) == len(ids)
    for row in shown.rows:
        assert set(row) == {"id", "source_ids", *ids}
        for id_ in ids:
            assert isinstance(row[id_], Mapping)
            assert isinstance(row[id_]["t"], str)
            assert "nan" not in row[id_]["t"].lower().split()
            assert "<NA>" not in row[id_]["t"]


@pytest.mark.parametrize("table", SHOWN)
def test_every_row_names_its_sources(prepared: Prepared, table: str) -> None:
    known = set(prepared.record["sources"]["source_id"])
    for row in evidence(prepared.record, table, frame_of(prepared, table), VI).rows:
        assert row["source_ids"]
        assert set(row["source_ids"]) <= known
        assert row["sources"]["t"]


@given(selection=selections())
def test_a_figure_opens_as_many_rows_as_it_counts(prepared: Prepared, whole: Selected, selection: Selection) -> None:
    rows = select(prepared, selection)
    tables = {KpiId.OCOP: "ocop_products", KpiId.MARKETS: "export_flows", KpiId.FACILITIES: "facilities"}
    for figure in kpis(rows, whole):
        shown = evidence(prepared.record, tables.get(figure.id, "proposals"), kpi_rows(rows, figure.id), VI)
        assert len(shown.rows) == figure.n_rows


def test_a_missing_amount_is_no_zero(prepared: Prepared) -> None:
    rows = evidence(prepared.record, "proposals", prepared.proposals, VI).rows
    by_id = {row["id"]: row["support_vnd"] for row in rows}
    missing = prepared.proposals[prepared.proposals["support_vnd"].isna()]["proposal_id"]
    assert all(by_id[id_] == {"v": None, "t": ""} for id_ in missing)
    assert by_id["da-2020-quoc-gia-may-cnc"] == {"v": 900_000_000, "t": "900\u00a0triệu\u00a0đồng"}


def test_a_table_that_is_not_shown_is_an_error(record: Record) -> None:
    with pytest.raises(KeyError, match="provenance"):
        evidence(record, "provenance", record["provenance"], VI)


def test_sources_count_the_rows_that_rest_on_them(record: Record) -> None:
    frame = record["facilities"]
    counted = sources_of(record, frame)
    assert counted["n_rows"].sum() == len(frame["source_ids"].str.split(";").explode())
    assert counted["n_rows"].is_monotonic_decreasing
    assert counted["source_id"].is_unique
    for source_id, n_rows in counted.head(5)[["source_id", "n_rows"]].itertuples(index=False):
        assert frame["source_ids"].str.split(";").map(lambda ids, one=source_id: one in ids).sum() == n_rows


def test_no_rows_have_no_sources(record: Record) -> None:
    assert sources_of(record, record["facilities"].iloc[:0]).empty


def test_rows_come_in_the_order_asked_for_and_unknown_ids_are_left_out(record: Record) -> None:
    first, second = record["facilities"]["facility_id"].head(2)
    found = rows_with_ids(record, "facilities", (second, "no-such-id", first))
    assert found["facility_id"].tolist() == [second, first]


@pytest.mark.parametrize(
    ("value", "value_to", "unit", "qualifier", "text"),
    [
        (100, pd.NA, "facility", "nearly", "≈\u00a0100"),
        (100, pd.NA, "facility", "exact", "100"),
        (1200, pd.NA, "worker", "approximate", "≈\u00a01.200"),
        (30.7e9, pd.NA, "vnd", "at_least", "≥\u00a030,7\u00a0tỷ\u00a0đồng"),
        (3.2e9, pd.NA, "vnd", "exact", "3,2\u00a0tỷ\u00a0đồng"),
        (350, 400, "tonne", "range", "350–400"),
        (0.5, pd.NA, "ratio", "exact", "0,5"),
    ],
)
def test_a_published_figure_keeps_the_wording_of_its_source(
    value: float, value_to: object, unit: str, qualifier: str, text: str
) -> None:
    row = {"value": value, "value_to": value_to, "unit": unit, "qualifier": qualifier}
    assert figure_value(row, VI) == text


def test_nearly_a_hundred_facilities_of_2024_stay_nearly_a_hundred(record: Record) -> None:
    rows = evidence(
        record, "published_figures", rows_with_ids(record, "published_figures", ("2024-facilities-surveyed",)), EN
    ).rows
    assert rows[0]["value"] == {"v": 100.0, "t": "≈\u00a0100"}
    assert rows[0]["basis"]["t"] == "surveyed"


def test_a_range_of_the_record_is_shown_with_both_ends(record: Record) -> None:
    ranges = record["published_figures"][record["published_figures"]["qualifier"].eq("range")]
    rows = evidence(record, "published_figures", ranges, EN).rows
    assert rows
    assert all("–" in row["value"]["t"] for row in rows)


def test_a_market_that_is_not_stated_says_so(prepared: Prepared) -> None:
    flows = prepared.export_flows[prepared.export_flows["market"].isna()]
    rows = evidence(prepared.record, "export_flows", flows, EN).rows
    assert rows
    assert {row["market"]["t"] for row in rows} == {"not stated"}


def test_hostile_text_stays_text(record: Record) -> None:
    hostile = '<img src=x onerror=alert(1)>=1+1"'
    frame = record["facilities"].head(1).assign(name=hostile, note=hostile)
    row = evidence(record, "facilities", frame, VI).rows[0]
    assert row["name"] == {"v": hostile, "t": hostile}
    assert row["note"]["t"] == hostile
