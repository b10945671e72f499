"""What is worked out once a record, whatever is selected: where rows stand, which districts and years they touch."""

from dataclasses import dataclass

import pandas as pd

from geodata.placement import spread_points
from geodata.record import Record
from geodata.vocabulary import CNNT_KINDS

SEVERAL = "several"
"""The district key of a proposal whose beneficiaries are in more than one district; it is never split among them."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A record with derived columns; frames are shared and read-only.

    `facilities` gains is_cnnt, lon, lat; `beneficiaries` and `ocop_products` gain lon, lat (degrees, EPSG:4326; missing
    where no source places the row); `proposals` gains district_code (of all its beneficiaries, or `SEVERAL`, or
    missing), n_beneficiaries, and counterpart_vnd worked out as total investment − support where no source states it.
    `places` is one row for each (proposal_id, facility_id, district_code) of a beneficiary. `activity` is one row for
    each dated mention of a facility: facility_id, year_from, year_to.
    """

    record: Record
    facilities: pd.DataFrame
    proposals: pd.DataFrame
    beneficiaries: pd.DataFrame
    ocop_products: pd.DataFrame
    typical_products: pd.DataFrame
    export_flows: pd.DataFrame
    activity: pd.DataFrame


def prepare(record: Record) -> Prepared:
    """Return the record with everything derived that does not depend on a selection."""
    placed = _placed(record)
    facilities = placed["facilities"].assign(is_cnnt=record["facilities"]["kind"].isin(list(CNNT_KINDS)).to_numpy())
    return Prepared(
        record=record,
        facilities=facilities,
        proposals=_proposals(record["proposals"], record["beneficiaries"]),
        beneficiaries=placed["beneficiaries"],
        ocop_products=placed["ocop_products"],
        typical_products=record["typical_products"],
        export_flows=_export_flows(record["export_flows"], facilities),
        activity=_activity(record),
    )


_PLACED_TABLES = {"facilities": "facility_id", "beneficiaries": "beneficiary_id", "ocop_products": "product_id"}


def _placed(record: Record) -> dict[str, pd.DataFrame]:
    """Spread the rows of all tables together, so that marks of different tables do not hide each other either."""
    wanted = ["commune_code", "district_code", "location_quality", "lon", "lat"]
    parts = [
        record[table].reindex(columns=wanted).assign(key=table + ":" + record[table][key])
        for table, key in _PLACED_TABLES.items()
    ]
    points = spread_points(pd.concat(parts, ignore_index=True), key="key").set_index("key")
    return {
        table: record[table].assign(
            lon=points["lon"].reindex(table + ":" + record[table][key]).to_numpy(),
            lat=points["lat"].reindex(table + ":" + record[table][key]).to_numpy(),
        )
        for table, key in _PLACED_TABLES.items()
    }


def _proposals(proposals: pd.DataFrame, beneficiaries: pd.DataFrame) -> pd.DataFrame:
    grouped = beneficiaries.groupby("proposal_id")["district_code"]
    summary = pd.DataFrame({"first": grouped.first(), "distinct": grouped.nunique(), "n_beneficiaries": grouped.size()})
    summary["district_code"] = summary["first"].mask(summary["distinct"] > 1, SEVERAL)
    joined = proposals.merge(
        summary[["district_code", "n_beneficiaries"]], left_on="proposal_id", right_index=True, how="left"
    )
    derived = joined["total_investment_vnd"] - joined["support_vnd"]
    return joined.assign(counterpart_vnd=joined["counterpart_vnd"].fillna(derived))


def _export_flows(flows: pd.DataFrame, facilities: pd.DataFrame) -> pd.DataFrame:
    """Mark the flows of villages, growers and large plants as context too: their makers are no facilities of the programme."""
    others = facilities.loc[~facilities["is_cnnt"], "facility_id"]
    return flows.assign(is_context=flows["is_context"] | flows["facility_id"].isin(others))


def _activity(record: Record) -> pd.DataFrame:
    proposals = record["proposals"][["proposal_id", "year_from", "year_to"]]
    recognitions = record["ocop_recognitions"][["product_id", "year"]]
    parts = [
        record["beneficiaries"][["proposal_id", "facility_id"]].merge(proposals, on="proposal_id"),
        _single_year(
            record["ocop_products"][["product_id", "facility_id"]].merge(recognitions, on="product_id"), "year"
        ),
        _single_year(record["typical_products"], "year"),
        _single_year(record["export_flows"], "year"),
        _single_year(record["facility_mentions"], "as_of_year"),
    ]
    columns = ["facility_id", "year_from", "year_to"]
    return pd.concat([part[columns] for part in parts], ignore_index=True).dropna().drop_duplicates(ignore_index=True)


def _single_year(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(year_from=frame[column], year_to=frame[column])
