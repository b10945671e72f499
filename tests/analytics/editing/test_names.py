"""What rows are called in a list to choose from."""

import pytest

from analytics.editing.fields import EDITED_TITLES
from analytics.editing.names import frame_labels, row_labels
from analytics.wording.language import Language
from geodata.record import Record

VI = Language("vi")


@pytest.mark.parametrize("table", EDITED_TITLES)
def test_every_row_has_a_name(record: Record, table: str) -> None:
    names = frame_labels(record, table, record[table], VI)
    assert len(names) == len(record[table])
    assert all(name.strip() and "nan" not in name.split() and "<NA>" not in name for name in names.values())


def test_a_beneficiary_is_called_with_its_facility(record: Record) -> None:
    row = record["beneficiaries"].dropna(subset=["facility_id"]).iloc[0]
    owner = record["facilities"].set_index("facility_id").at[row["facility_id"], "name"]
    assert owner in row_labels(record, "beneficiaries", [row["beneficiary_id"]], VI)[row["beneficiary_id"]]


def test_a_row_that_is_not_there_is_called_by_its_key(record: Record) -> None:
    assert row_labels(record, "facilities", ["office-facility-0"], VI) == {"office-facility-0": "office-facility-0"}
