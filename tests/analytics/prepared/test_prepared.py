from dataclasses import replace

import pandas as pd

from analytics.prepared.tables import SEVERAL, Prepared, prepare
from geodata.record import Record
from geodata.schema.vocabulary import CNNT_KINDS


def test_no_row_is_lost_or_doubled(prepared: Prepared, record: Record) -> None:
    for table in ("facilities", "proposals", "beneficiaries", "ocop_products", "typical_products", "export_flows"):
        assert len(getattr(prepared, table)) == len(record[table])


def test_only_the_kinds_of_the_decree_are_facilities(prepared: Prepared) -> None:
    is_cnnt = prepared.facilities.set_index("kind")["is_cnnt"]
    assert set(is_cnnt[is_cnnt].index) <= {str(kind) for kind in CNNT_KINDS}
    assert not set(is_cnnt[~is_cnnt].index) & {str(kind) for kind in CNNT_KINDS}


def test_a_row_stands_on_the_map_exactly_when_its_location_is_known(prepared: Prepared) -> None:
    for frame in (prepared.facilities, prepared.beneficiaries, prepared.ocop_products):
        pd.testing.assert_series_equal(
            frame["lat"].isna().astype(bool), frame["location_quality"].eq("unknown").astype(bool), check_names=False
        )
        assert frame["lat"].isna().equals(frame["lon"].isna())


def test_no_mark_hides_another(prepared: Prepared) -> None:
    frames = (prepared.facilities, prepared.beneficiaries, prepared.ocop_products)
    points = pd.concat([frame[["lon", "lat"]] for frame in frames]).dropna()
    assert not points.round(5).duplicated().any()


def test_a_proposal_is_of_several_districts_only_where_sources_name_several(prepared: Prepared) -> None:
    several = prepared.proposals[prepared.proposals["district_code"].eq(SEVERAL)]
    assert several["proposal_id"].tolist() == [
        "da-2020-quoc-gia-may-cnc",
        "da-2020-quoc-gia-bao-bi",
    ]
    assert several["support_vnd"].tolist() == [900_000_000, 600_000_000]
    assert several["n_beneficiaries"].tolist() == [3, 2]
    one_known = prepared.proposals.set_index("proposal_id").loc["da-2020-quoc-gia-my-gao"]
    assert (one_known["district_code"], one_known["n_beneficiaries"]) == ("219", 2)


def test_a_stated_counterpart_is_kept_and_a_missing_one_worked_out(record: Record) -> None:
    first, second, third = record["proposals"]["proposal_id"].head(3)
    proposals = (
        record["proposals"]
        .head(3)
        .assign(
            support_vnd=pd.array([100, 100, 100], "Int64"),
            total_investment_vnd=pd.array([500, 500, None], "Int64"),
            counterpart_vnd=pd.array([350, None, None], "Int64"),
        )
    )
    tables = {**record.tables, "proposals": proposals}
    counterpart = prepare(replace(record, tables=tables)).proposals.set_index("proposal_id")["counterpart_vnd"]
    assert counterpart[first] == 350
    assert counterpart[second] == 400
    assert pd.isna(counterpart[third])


def test_exports_of_villages_and_growers_are_context(prepared: Prepared) -> None:
    others = prepared.facilities[~prepared.facilities["is_cnnt"]]["facility_id"]
    flows = prepared.export_flows
    assert flows[flows["facility_id"].isin(others)]["is_context"].all()
    assert not flows["is_context"].isna().any()


def test_activity_is_dated_and_of_known_facilities(prepared: Prepared) -> None:
    activity = prepared.activity
    assert set(activity["facility_id"]) <= set(prepared.facilities["facility_id"])
    assert activity["year_from"].le(activity["year_to"]).all()
    assert not activity.duplicated().any()
