"""Every address that the app makes opens the same view again."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analytics.briefing.request import BriefingRequest
from analytics.maps.address import MAX_NAME
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure
from analytics.overview.cards import CARD_TABLES
from analytics.prepared.vintages import Vintage
from analytics.wording.language import LANGUAGES
from geodata.importing.plans.record_rows import made_id
from geodata.record import Record
from geodata.schema.frames import KEYS
from geodata.store.model import RecordScope
from pages.components.visit.toggles import ALLOWED, Toggles
from pages.components.visit.view import View, read_view
from tests.analytics.strategies import periods

names = st.text(max_size=80).map(str.strip)
days = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
toggles = st.builds(
    Toggles,
    with_context=st.booleans(),
    level=st.sampled_from([str(one) for one in ALLOWED["level"]]),
    day=days,
    shape=st.sampled_from(ALLOWED["shape"]),
)
views = st.builds(
    View,
    lang=st.sampled_from(list(LANGUAGES)),
    measure=st.builds(MapMeasure, vintage=st.sampled_from(Vintage), is_refitted=st.booleans()),
    layers=st.lists(st.sampled_from(MapLayer), unique=True).map(tuple),
    focus=names.map(lambda name: name if name != "none" else ""),
    other_vintage=st.none() | st.sampled_from(Vintage),
    other_years=st.none() | periods(),
    record=st.sampled_from(RecordScope),
    meeting=names.map(lambda name: name if name != "none" else ""),
    toggles=toggles,
)


@given(views)
def test_a_view_is_read_back_from_its_address(view: View) -> None:
    assert read_view(view.to_query()) == (view, ())


def test_every_record_can_be_in_focus(record: Record) -> None:
    own = made_id("office-proposal", "đề án " * 100, "x")
    longest = max((*(key for table in KEYS for key in record[table][KEYS[table]]), own), key=len)
    assert len(longest) + 1 + max(map(len, [*CARD_TABLES, *KEYS])) <= MAX_NAME


@given(
    st.dictionaries(
        st.sampled_from(["measure", "scale", "vintage", "breaks", "refit", "draw", "layers"]),
        st.sampled_from(
            ["", "none", "0", "1", "facility", "ocop,facility", "support", "absolute", "per_area", "x,y", "fill"]
        ),
    )
)
def test_a_file_shows_the_map_of_the_screen_for_any_address(query: dict[str, str]) -> None:
    request, (view, _) = BriefingRequest(date(2026, 11, 21), query), read_view(query)
    assert (request.spec, request.layers) == (view.measure, view.layers)
