"""The screen of crosstabs: what its address says, how its lists change places, what each number opens."""

import json

import pytest

from analytics.crosstab.cut import CrosstabMeasure, Cut, Dimension
from analytics.crosstab.table import crosstab
from analytics.selection.selected import Selected
from analytics.wording.language import Language
from pages.components.browser.data_table import TableTexts, payload
from pages.components.crosstab.table import table_spec
from tests.pages import visits


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)


def test_the_address_says_what_is_shown() -> None:
    app = visits.visit("crosstab", cut="support.year.programme", lang="vi")
    assert [box.value for box in app.selectbox][:4] == ["support", "year", "", "programme"]
    assert "".join(app.query_params["cut"]) == "support.year.programme"


def test_an_address_that_says_no_crosstab_says_so_and_shows_the_first() -> None:
    app = visits.visit("crosstab", cut="support.year.year")
    assert "cut" in visits.texts(app)
    assert [box.value for box in app.selectbox][:4] == ["proposals", "district", "", "content"]


def test_a_field_that_is_taken_elsewhere_changes_places() -> None:
    app = visits.visit("crosstab")
    visits.checked(app.selectbox(key="crosstab_down").select("content").run())
    assert "".join(app.query_params["cut"]) == "proposals.content.district"
    visits.checked(app.selectbox(key="crosstab_below").select("sector").run())
    assert "".join(app.query_params["cut"]) == "proposals.content-sector.district"
    visits.checked(app.button(key="crosstab_turn").click().run())
    assert "".join(app.query_params["cut"]) == "proposals.district-sector.content"
    visits.checked(app.selectbox(key="crosstab_below").select("").run())
    assert "cut" not in app.query_params


@pytest.mark.parametrize(("screen", "kind"), [("crosstab", "crosstab"), ("compare", "comparison")])
def test_one_click_puts_it_among_the_slides_and_leads_there(screen: str, kind: str) -> None:
    app = visits.visit(screen, district="219")
    visits.checked(app.button(key=f"to_slides_{kind}").click().run())
    assert not [one for one in app.button if one.key == f"to_slides_{kind}"]
    (added,) = app.session_state["visit"].meeting.added
    assert dict(added.selection) == {"district": "219"}


@pytest.mark.parametrize("measure", list(CrosstabMeasure))
def test_each_number_opens_its_rows_and_only_inner_ones_have_heat(whole: Selected, measure: CrosstabMeasure) -> None:
    made = crosstab(whole, Cut(measure, (Dimension.DISTRICT, Dimension.SECTOR), Dimension.YEAR))
    sent = payload(table_spec(made, Language("vi"), TableTexts()))
    json.dumps(sent, allow_nan=False)
    inner = [column for column in sent["columns"] if column["kind"] == "heat"]
    assert len(inner) == len(made.columns)
    assert len({column["max"] for column in inner}) == 1
    for row in [*sent["rows"], *sent["footer"]]:
        for cell in row["cells"][2:]:
            assert cell.get("opens", False) == (cell["t"] != "\u00a0")


def test_two_sides_are_compared_as_the_address_says() -> None:
    app = visits.visit("compare", sides="219.province")
    assert app.selectbox(key="compare_left").value == "219"
    assert "comparison" in visits.components(app)
    visits.checked(app.selectbox(key="compare_right").select("217").run())
    assert "".join(app.query_params["sides"]) == "219.217"
    visits.checked(app.segmented_control(key="compare_kind").select("periods").run())
    assert "-" in "".join(app.query_params["sides"])
    visits.checked(app.selectbox(key="compare_on_map").select("published-support").run())
    assert "".join(app.query_params["sides"]).endswith(".published-support")
    visits.checked(app.segmented_control(key="compare_kind").select("vintages").run())
    assert "vintages" in visits.components(app)
    visits.checked(app.selectbox(key="compare_left").select("districts_2025").run())
    assert "".join(app.query_params["sides"]) == "districts_2025.districts_2024.facilities"
    assert app.selectbox(key="compare_left").options[0] != app.selectbox(key="compare_right").value
