"""The record whose card is open has a ring at each of its places, whatever is selected."""

import numpy as np
import pytest

from analytics.maps.marks import pins_of
from analytics.prepared.tables import Prepared
from analytics.wording.language import language
from geodata.record import Record

KINDS = {"facility": ("facilities", "facility_id"), "ocop": ("ocop_products", "product_id")}


@pytest.mark.parametrize("kind", KINDS)
def test_each_placed_record_has_one_ring_where_it_lies(prepared: Prepared, kind: str) -> None:
    table, key = KINDS[kind]
    frame = getattr(prepared, table)
    for row in frame.sample(20, random_state=1).to_dict("records"):
        pins = pins_of(prepared, f"{kind}:{row[key]}", language("vi"))
        expected = (
            [] if np.isnan(row["lat"]) else [(round(row["lat"], 5), round(row["lon"], 5), row["location_quality"])]
        )
        assert [(pin.lat, pin.lon, pin.quality) for pin in pins] == expected


def test_a_proposal_has_a_ring_at_each_beneficiary_that_is_placed(prepared: Prepared, record: Record) -> None:
    placed = prepared.beneficiaries[prepared.beneficiaries["lat"].notna()]["proposal_id"].value_counts()
    for id_ in record["proposals"]["proposal_id"]:
        assert len(pins_of(prepared, f"proposal:{id_}", language("vi"))) == placed.get(id_, 0)


@pytest.mark.parametrize("focus", ["", "facility:", "facility:nobody", "list:facility:219", "evil:<b>", "proposal"])
def test_what_is_no_record_has_none(prepared: Prepared, focus: str) -> None:
    assert pins_of(prepared, focus, language("vi")) == ()
