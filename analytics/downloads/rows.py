"""Which rows of a selection leave, table by table, with what other tables say of them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.downloads.occasion import Occasion
from analytics.funding.tables import contradictions_about
from analytics.ocop.certificates import certificates
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, unit_codes
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED, Selection
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.frames import KEYS
from geodata.schema.vocabulary import Stage

STAGE_DAYS = {
    Stage.REGISTERED: "registered_on",
    Stage.APPROVED: "approved_on",
    Stage.ASSIGNED: "assigned_on",
    Stage.COMPLETED: "completed_on",
    Stage.ACCEPTED: "accepted_on",
    Stage.INSPECTED: "inspected_on",
}
"""The column of proposals that holds the day on which a stage was reached."""
EXPORT_TABLES: Mapping[str, str] = {
    "facilities": "facilities",
    "proposals": "proposals",
    "beneficiaries": "beneficiaries",
    "export_flows": "export_flows",
    "ocop_products": "ocop_products",
    "typical_products": "typical_products",
    "survey_visits": "survey_visits",
    "context": "facilities",
    "unrecognised": "ocop_products",
    "rules": "rules",
}
"""The tables that leave, in order, and the table of the record behind each."""
WHOLE = frozenset({"survey_visits", "rules"})
"""Tables that a selection of facilities, proposals and products does not hold by itself."""


def rows(selected: Selected, name: str, occasion: Occasion) -> pd.DataFrame:
    """Return the rows of a table of `EXPORT_TABLES` that a selection shows, with the columns that are made of other tables.

    Rules leave all, whatever is chosen. Proposals gain beneficiaries (names, separated by "; "), districts, stage_as_written, the days of `STAGE_DAYS` and is_derived (whether
    the counterpart is the total less the support); OCOP products recognised_on and valid_until (ISO dates).
    """
    if name == "survey_visits":
        return visits(selected)
    if name == "rules":
        return selected.prepared.record["rules"]
    frame = selected.frame(name)
    if name == "proposals":
        return _proposals(selected.prepared, frame)
    if name in {"ocop_products", "unrecognised"}:
        return _with_certificates(selected.prepared, frame, occasion)
    return frame


def visits(selected: Selected) -> pd.DataFrame:
    """Return the survey visits of a selection: in the places and years chosen, and for any other choice of a chosen facility or proposal."""
    frame, selection = selected.prepared.record["survey_visits"], selected.selection
    mask = np.ones(len(frame), dtype=bool)
    if selection.districts:
        codes = frame["district_code"].fillna(UNPLACED)
        mask &= codes.isin(list(selection.districts)).to_numpy(dtype=bool)
    if selection.units:
        mask &= _in_units(frame, selection.units)
    if selection.years:
        first, last = selection.years
        mask &= frame["year"].between(first, last).fillna(value=False).to_numpy(dtype=bool)
    others = Selection(districts=selection.districts, years=selection.years, units=selection.units)
    if selection != others:
        mask &= _of_chosen(selected, frame)
    return frame[mask]


def contradictions_of(prepared: Prepared, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the contradictions between sources in which a row that leaves stands."""
    ids = [frame[KEYS[EXPORT_TABLES[name]]] for name, frame in frames.items()]
    return contradictions_about(prepared.record, pd.concat(ids))


def _in_units(frame: pd.DataFrame, units: tuple[str, ...]) -> "np.typing.NDArray[np.bool_]":
    inside = np.zeros(len(frame), dtype=np.bool_)
    for name, _, code in (unit.partition(":") for unit in units):
        inside |= unit_codes(frame, Vintage(name)).eq(code).fillna(value=False).to_numpy(dtype=bool)
    return inside


def _of_chosen(selected: Selected, frame: pd.DataFrame) -> "np.typing.NDArray[np.bool_]":
    facilities = pd.concat([selected.column(name, "facility_id") for name in ("facilities", "context")])
    by_facility = frame["facility_id"].isin(facilities.tolist())
    by_proposal = frame["proposal_id"].isin(selected.column("proposals", "proposal_id").tolist())
    has_programme = any((selected.selection.programmes, selected.selection.stages, selected.selection.contents))
    by_facility &= frame["proposal_id"].isna() | (not has_programme)
    return (by_facility | by_proposal).to_numpy(dtype=bool)


def _proposals(prepared: Prepared, proposals: pd.DataFrame) -> pd.DataFrame:
    record = prepared.record
    places = record["beneficiaries"][record["beneficiaries"]["proposal_id"].isin(proposals["proposal_id"])]
    names = record["facilities"].set_index("facility_id")["name"]
    districts = {one.code: one.name for one in TEN_DISTRICTS}
    events = record["proposal_events"]
    stated = record["proposals"].set_index("proposal_id")["counterpart_vnd"]
    ids = proposals["proposal_id"]
    return proposals.assign(
        beneficiaries=ids.map(_joined(places["proposal_id"], places["facility_id"].map(names))),
        districts=ids.map(_joined(places["proposal_id"], places["district_code"].map(districts))),
        is_derived=proposals["counterpart_vnd"].notna() & ids.map(stated).isna(),
        stage_as_written=_as_written(proposals, events),
        **{column: ids.map(_last_days(events, stage)) for stage, column in STAGE_DAYS.items()},
    )


def _as_written(proposals: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the words in which sources state the stage of each proposal."""
    keys = events["proposal_id"].astype(object) + " " + events["stage"].astype(object)
    return (proposals["proposal_id"] + " " + proposals["stage"]).map(_joined(keys, events["stage_as_written"]))


def _joined(keys: pd.Series, texts: pd.Series) -> pd.Series:
    """Return by key its different texts, separated by "; "; keys with one text, most of them, are not grouped."""
    pairs = pd.DataFrame({"key": keys.astype(object), "text": texts.astype(object)}).dropna().drop_duplicates()
    is_one = ~pairs["key"].duplicated(keep=False)
    several = pairs[~is_one].groupby("key", sort=False)["text"].agg("; ".join)
    joined: pd.Series = pd.concat([pairs[is_one].set_index("key")["text"], several])
    return joined.astype(object)


def _last_days(events: pd.DataFrame, stage: Stage) -> pd.Series:
    """Return by proposal_id the latest stated day of a stage."""
    dated = events[events["stage"].eq(stage) & events["happened_on"].notna()]
    last = dated.sort_values("happened_on").drop_duplicates("proposal_id", keep="last")
    return pd.Series(last["happened_on"].to_numpy(dtype=object), index=last["proposal_id"].to_numpy(dtype=object))


def _with_certificates(prepared: Prepared, products: pd.DataFrame, occasion: Occasion) -> pd.DataFrame:
    table = certificates(prepared.record, products, occasion.at.date()).set_index("product_id")
    known = table[table["last_day_from"].notna() & table["last_day_from"].eq(table["last_day_to"])]
    until = known["last_day_to"].map(lambda day: day.isoformat())
    ids = products["product_id"]
    return products.assign(recognised_on=ids.map(table["recognised_on"]), valid_until=ids.map(until).astype(object))
