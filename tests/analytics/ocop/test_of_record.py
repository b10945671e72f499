"""A table cut from that of the record is the table made of the selection's rows."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.ocop.certificates import certificates, certificates_of
from analytics.ocop.recognitions import rises, rises_of
from analytics.prepared.tables import Prepared
from analytics.proposals.due import due, due_of
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from geodata.record import Record
from tests.analytics.strategies import selections

DAYS = st.dates(date(2014, 1, 1), date(2028, 12, 31))


def same(cut: pd.DataFrame, made: pd.DataFrame) -> None:
    """Tables agree in all cells; where their rows stand in a larger table does not matter."""
    left, right = (table.reset_index(drop=True).astype(object) for table in (cut, made))
    pd.testing.assert_frame_equal(left, right)


@given(selection=selections(), day=DAYS)
def test_what_is_due_is_that_of_the_proposals(
    record: Record, prepared: Prepared, selection: Selection, day: date
) -> None:
    chosen = select(prepared, selection)
    same(due_of(chosen, day), due(record, chosen.proposals, day))


@given(selection=selections(), day=DAYS)
def test_certificates_are_those_of_the_products(
    record: Record, prepared: Prepared, selection: Selection, day: date
) -> None:
    chosen = select(prepared, selection)
    same(certificates_of(chosen, day), certificates(record, chosen.ocop_products, day))


@given(selection=selections())
def test_rises_are_those_of_the_products(record: Record, prepared: Prepared, selection: Selection) -> None:
    chosen = select(prepared, selection)
    same(rises_of(chosen), rises(record, chosen.ocop_products))
