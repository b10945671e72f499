import json
import math

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.components.browser.kpi_strip import Card, _card, kpi_strip
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates


def _strip() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this body as a script

    from pages.components.browser.kpi_strip import Card, kpi_strip  # noqa: PLC0415

    cards = [Card("proposals", "Đề án", "16", share=0.5), Card("support", "Kinh phí", "3,3", "tỷ đồng")]
    st.write(f"clicked {kpi_strip(cards, key='kpi')}")


def _click(app: AppTest, card: str) -> AppTest:
    component = app.get("bidi_component")[0].proto
    state = WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events",
        json_trigger_value=json.dumps([{"event": "click", "value": card}]),
    )
    return app._run(WidgetStates(widgets=[state]))


@pytest.mark.parametrize(
    ("share", "sent"), [(None, None), (math.nan, None), (pd.NA, None), (-1, 0), (0.25, 0.25), (7, 1)]
)
def test_a_share_is_clipped_and_a_missing_one_draws_no_bar(share: float | None, sent: float | None) -> None:
    assert _card(Card("a", "b", "c", share=share))["share"] == sent


def test_texts_are_sent_composed_and_missing_lines_as_empty_text() -> None:
    sent = _card(Card("a", "Đê\u0300 a\u0301n", "16"))
    assert sent["label"] == "Đề án"
    assert (sent["unit"], sent["about"]) == ("", "")


def test_cards_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="card ids must differ"):
        kpi_strip([Card("a", "x", "1"), Card("a", "y", "2")], key="kpi")


def test_a_click_is_told_in_its_own_run_only() -> None:
    app = AppTest.from_function(_strip, default_timeout=20).run()
    assert app.markdown[0].value == "clicked None"
    assert _click(app, "support").markdown[0].value == "clicked support"
    assert app.run().markdown[0].value == "clicked None"


def test_a_click_on_a_card_that_is_not_there_is_no_click() -> None:
    app = AppTest.from_function(_strip, default_timeout=20).run()
    assert _click(app, "elsewhere").markdown[0].value == "clicked None"
    assert not app.exception
