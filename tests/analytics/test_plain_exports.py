"""The quick tables of exports agree, row for row, with the same tables made plainly by pandas."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.prepared.tables import Prepared
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.trade import exporters
from analytics.trade import flows as exports
from analytics.trade.flows import Quantity
from tests.analytics import plain_exports
from tests.analytics.strategies import selections

TABLES = ("matrix", "links", "beside_countries", "first_years")


def same(quick: pd.DataFrame, plain: pd.DataFrame) -> None:
    """Tables agree in values and order; a text may be held in another way."""
    assert sorted(quick.columns) == sorted(plain.columns)
    left, right = (table.astype(object).where(table.notna(), None)[list(plain.columns)] for table in (quick, plain))
    pd.testing.assert_frame_equal(left, right, check_index_type=False, check_column_type=False)


@given(selection=selections(), with_context=st.booleans())
def test_tables_are_those_of_plain_frames(prepared: Prepared, selection: Selection, *, with_context: bool) -> None:
    chosen = select(prepared, selection)
    flows = exports.flows_of(chosen, with_context=with_context)
    plain = plain_exports.flows_of(chosen, with_context=with_context)
    assert flows["flow_id"].tolist() == plain["flow_id"].tolist()
    for name in TABLES:
        same(getattr(exports, name)(flows), getattr(plain_exports, name)(plain))
    same(exporters.exporters(flows), plain_exports.exporters(plain))
    for unit in Quantity:
        same(exports.quantities(flows, unit), plain_exports.quantities(plain, plain_exports.Quantity(unit)))
    assert exports.market_order(flows) == plain_exports.market_order(plain)
    assert exporters.n_exporters(flows) == plain_exports.n_exporters(plain)
    assert exports.rates(flows)["flow_id"].tolist() == plain_exports.rates(plain)["flow_id"].tolist()
    for limit in (1, 3):
        same(exporters.exporters(flows, limit), plain_exports.exporters(plain, limit))
