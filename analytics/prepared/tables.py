"""What is worked out once a record, whatever is selected: where rows stand, which districts and years they touch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.coded import Coded, RecordIndex, coded
from analytics.prepared.vintages import Vintage, unit_codes
from geodata.places.placement import spread_points
from geodata.record import Record
from geodata.schema.vocabulary import CNNT_KINDS

_Made = TypeVar("_Made")
SEVERAL = "several"
"""The district key of a proposal whose beneficiaries are in more than one district; it is never split among them."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A record with derived columns; frames are shared and read-only.

    `facilities` gains is_cnnt, lon, lat; `beneficiaries` and `ocop_products` gain lon, lat (degrees, EPSG:4326; missing
    where no source places the row); `proposals` gains district_code (of all its beneficiaries, or `SEVERAL`, or
    missing), n_beneficiaries, and counterpart_vnd worked out as total investment − support where no source states it.
    `typical_products` and `export_flows` gain the commune of their facility. `activity` is one row for each dated
    mention of a facility: facility_id, year_from, year_to.
    """

    record: Record
    facilities: pd.DataFrame
    proposals: pd.DataFrame
    beneficiaries: pd.DataFrame
    ocop_products: pd.DataFrame
    typical_products: pd.DataFrame
    export_flows: pd.DataFrame
    activity: pd.DataFrame
    _units: dict[tuple[str, Vintage], pd.Series] = field(default_factory=dict)

    def units(self, table: str, vintage: Vintage) -> pd.Series:
        """Return the unit code of each row of a table in a vintage, worked out once.

        A proposal whose beneficiaries are in several units has the code `SEVERAL`; what is not placed is missing.
        """
        key = (table, vintage)
        if key not in self._units:
            self._units[key] = self._placed(table, vintage)
        return self._units[key]

    @cached_property
    def index(self) -> RecordIndex:
        """Return the coded columns of the tables, by which rows are chosen."""
        names = ("facilities", "proposals", "beneficiaries", "ocop_products", "typical_products", "export_flows")
        frames = {name: getattr(self, name) for name in names}
        return RecordIndex(frames | {"activity": self.activity, "ocop_recognitions": self.record["ocop_recognitions"]})

    def coded_units(self, table: str, vintage: Vintage) -> Coded:
        """Return `units` as numbers."""
        return _coded_units(self, table, vintage)

    def take_over_units(self, earlier: "Prepared") -> None:
        """Take the units of rows that an earlier record had worked out, where the rows are the same."""
        for (table, vintage), units in earlier._units.items():  # noqa: SLF001 - of the same class
            behind = (table, "beneficiaries") if table == "proposals" else (table,)
            if all(getattr(self, name) is getattr(earlier, name) for name in behind):
                self._units[table, vintage] = units

    def _placed(self, table: str, vintage: Vintage) -> pd.Series:
        if table != "proposals":
            return unit_codes(getattr(self, table), vintage)
        by_proposal = _unit_of_proposals(self.beneficiaries, vintage)
        return self.proposals["proposal_id"].map(by_proposal).astype("string")


@cached()
def _coded_units(prepared: Prepared, table: str, vintage: Vintage) -> Coded:
    return coded(prepared.units(table, vintage))


def prepare(record: Record, earlier: Prepared | None = None) -> Prepared:
    """Return the record with everything derived that does not depend on a selection.

    What is derived from tables that are the same frames as in the `earlier` record is taken from there.
    """
    before = None if earlier is None else earlier.record

    def unless_same(tables: Iterable[str], kept: Callable[[Prepared], _Made], make: Callable[[], _Made]) -> _Made:
        if earlier is not None and before is not None and all(record[name] is before[name] for name in tables):
            return kept(earlier)
        return make()

    placed = unless_same(
        _PLACED_TABLES,
        lambda old: {name: getattr(old, name) for name in _PLACED_TABLES},
        lambda: _placed_facilities(record),
    )
    facilities = placed["facilities"]
    prepared = Prepared(
        record=record,
        facilities=facilities,
        proposals=unless_same(
            ("proposals", "beneficiaries"),
            lambda old: old.proposals,
            lambda: _proposals(record["proposals"], record["beneficiaries"]),
        ),
        beneficiaries=placed["beneficiaries"],
        ocop_products=placed["ocop_products"],
        typical_products=unless_same(
            (*_PLACED_TABLES, "typical_products"),
            lambda old: old.typical_products,
            lambda: _with_commune(record["typical_products"], facilities),
        ),
        export_flows=unless_same(
            (*_PLACED_TABLES, "export_flows"),
            lambda old: old.export_flows,
            lambda: _export_flows(record["export_flows"], facilities),
        ),
        activity=unless_same(_OF_ACTIVITY, lambda old: old.activity, lambda: _activity(record)),
    )
    if earlier is not None:
        prepared.index.take_over(earlier.index)
        prepared.take_over_units(earlier)
    return prepared


def _placed_facilities(record: Record) -> dict[str, pd.DataFrame]:
    placed = _placed(record)
    is_cnnt = record["facilities"]["kind"].isin(list(CNNT_KINDS)).to_numpy()
    return placed | {"facilities": placed["facilities"].assign(is_cnnt=is_cnnt)}


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
    joined = proposals.assign(
        district_code=proposals["proposal_id"].map(_unit_of_proposals(beneficiaries, Vintage.DISTRICTS_2024)),
        n_beneficiaries=proposals["proposal_id"].map(beneficiaries["proposal_id"].value_counts()),
    )
    derived = joined["total_investment_vnd"] - joined["support_vnd"]
    return joined.assign(counterpart_vnd=joined["counterpart_vnd"].fillna(derived))


def _export_flows(flows: pd.DataFrame, facilities: pd.DataFrame) -> pd.DataFrame:
    """Mark the flows of villages, growers and large plants as context too: their makers are no facilities of the programme."""
    flows = _with_commune(flows, facilities)
    others = facilities.loc[~facilities["is_cnnt"], "facility_id"]
    return flows.assign(is_context=flows["is_context"] | flows["facility_id"].isin(others))


def _unit_of_proposals(beneficiaries: pd.DataFrame, vintage: Vintage) -> pd.Series:
    """Return by proposal_id the one unit of all its placed beneficiaries, `SEVERAL`, or missing where none is placed."""
    units = coded(unit_codes(beneficiaries, vintage))
    grouped = pd.Series(units.codes).mask(units.is_missing).groupby(beneficiaries["proposal_id"].to_numpy(dtype=object))
    first, last = grouped.min(), grouped.max()
    names = dict(enumerate(units.known))
    return first.map(names).astype("string").mask(first.notna() & first.ne(last), SEVERAL)


def _with_commune(frame: pd.DataFrame, facilities: pd.DataFrame) -> pd.DataFrame:
    """Give a row the commune of its facility, where both are of the same district."""
    places = facilities.set_index("facility_id")[["commune_code", "district_code"]]
    own = places.reindex(frame["facility_id"]).set_axis(frame.index)
    return frame.assign(commune_code=own["commune_code"].where(own["district_code"].eq(frame["district_code"])))


_OF_ACTIVITY = (
    "proposals",
    "beneficiaries",
    "ocop_products",
    "ocop_recognitions",
    "typical_products",
    "export_flows",
    "facility_mentions",
    "survey_visits",
)


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
        _single_year(record["survey_visits"], "year"),
    ]
    columns = ["facility_id", "year_from", "year_to"]
    dated = pd.concat([part[columns] for part in parts], ignore_index=True).dropna().drop_duplicates(ignore_index=True)
    return dated.astype({"year_from": "Int16", "year_to": "Int16"})


def _single_year(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return frame.assign(year_from=frame[column], year_to=frame[column])
