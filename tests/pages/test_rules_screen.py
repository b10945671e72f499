"""The screen of rules: what holds on a day is found on it, and who may edit adds and ends rules there, audited and undone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.door.access import Role, Visitor
from geodata.store import Store
from geodata.store.public_rows import public_rows
from pages.components.visit import access
from tests.pages import visits

RULE = "tt28-2018-demonstration-model"
END = f"rule_end_{RULE}_0"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own."""
    yield from visits.own_store(tmp_path, monkeypatch)


def shown(app: AppTest) -> str:
    cards = [card for one in app.get("bidi_component") if one.proto.id.endswith("-rule_cards") for card in _cards(one)]
    return " ".join([*cards, *(element.proto.body for element in app.get("html"))])


def _cards(element: Any) -> list[str]:
    sent = element.proto.json or element.proto.mixed.json
    return [
        f"[{card['value']}\u00a0{card['unit']}] {card['label']}: {card['says']}" for card in json.loads(sent)["cards"]
    ]


def pressed(app: AppTest, key: str) -> AppTest:
    return visits.checked(app.button(key=key).click().run())


def test_the_ceiling_of_a_model_is_the_first_number_and_has_its_document() -> None:
    text = shown(visits.visit("rules"))
    assert "[1.000\u00a0triệu\u00a0đồng] Mô hình trình diễn kỹ thuật: một mô hình · tối đa 30% chi phí" in text
    assert "28/2018/TT-BTC, Điều 8 khoản 2" in text
    assert text.index("1.000\u00a0triệu\u00a0đồng") < text.index("300\u00a0triệu\u00a0đồng")


def test_what_is_only_the_last_known_is_marked_on_its_card() -> None:
    """Circular 64/2024 amends 28/2018, and nobody here has read it."""
    assert "chưa đối chiếu với 64/2024/TT-BTC" in shown(visits.visit("rules"))
    assert "chưa đối chiếu với" not in shown(visits.visit("rules", day="2024-08-27"))


def test_the_screen_speaks_english_too() -> None:
    text = shown(visits.visit("rules", lang="en"))
    assert "[1,000\u00a0million\u00a0VND]" in text
    assert "for one model · at most 30% of the cost · 28/2018/TT-BTC, article 8 clause 2" in text
    assert "not checked against 64/2024/TT-BTC" in text


def test_the_day_decides_which_ceiling_is_shown() -> None:
    text = shown(visits.visit("rules", day="2018-05-10"))
    assert "ngày 10/05/2018" in text
    assert "[500\u00a0triệu\u00a0đồng] Mô hình trình diễn kỹ thuật: một mô hình" in text
    assert "1.000 triệu" not in text


def test_the_filters_stand_in_the_address() -> None:
    app = visits.visit("rules", rule_content="machinery", rule_programme="national")
    text = shown(app)
    assert "450\u00a0triệu\u00a0đồng" in text
    assert "Mô hình trình diễn" not in text
    app.selectbox(key="rules_content").set_value("demonstration_model")
    assert "Mô hình trình diễn" in shown(visits.checked(app.run()))
    assert app.query_params["rule_content"] == "demonstration_model"


@pytest.mark.parametrize(
    "query", [{"rule_standing": "x"}, {"rule_content": "<b>"}, {"day": "2026-02-30"}, {"focus": "rules:x"}]
)
def test_an_address_that_says_nothing_shows_the_rules(query: dict[str, str]) -> None:
    assert "1.000\u00a0triệu\u00a0đồng" in shown(visits.visit("rules", **query))


def test_a_rule_is_ended_and_the_end_is_taken_back(store: Store) -> None:
    app = visits.visit("rules", focus=f"rules:{RULE}")
    app.text_input(key=END).set_value("31/12/2025")
    app = pressed(app, f"{END}_save")
    assert visits.said(app)["text"] == "Đã lưu (lần ghi số 1)."
    row = store.row("rules", RULE)
    assert row
    assert row.values["effective_to"] == "2025-12-31"
    assert str(row.values["source_ids"]).startswith(str(public_rows("rules")[RULE]["source_ids"]))
    assert "[1.000\u00a0triệu\u00a0đồng]" not in shown(app)
    assert "[1.000\u00a0triệu\u00a0đồng]" in shown(visits.visit("rules", day="2025-12-31"))
    app = visits.take_back(app)
    assert "[1.000\u00a0triệu\u00a0đồng]" in shown(app)
    assert [one.undoes for one in store.revisions()] == [1, None]
    assert store.verify() == ()


@pytest.mark.parametrize("typed", ["32/13/2025", "01/01/2017", "mai"])
def test_an_end_that_is_none_is_refused(store: Store, typed: str) -> None:
    app = visits.visit("rules", focus=f"rules:{RULE}")
    app.text_input(key=END).set_value(typed)
    pressed(app, f"{END}_save")
    assert store.revision() == 0


@pytest.mark.parametrize("corrected", ["31/12/2025", "02/01/2017"])
def test_a_refused_end_is_told_as_it_is_typed_and_no_longer_once_it_is_corrected(store: Store, corrected: str) -> None:
    app = visits.visit("rules", focus=f"rules:{RULE}")
    app.text_input(key=END).set_value("01/01/2017")
    app = pressed(app, f"{END}_save")
    (told,) = [error.value for error in app.error]
    assert "01/01/2017" in told
    assert "2017-01-01" not in told
    assert [error.value for error in visits.checked(app.run()).error] == [told]
    app.text_input(key=END).set_value(corrected)
    assert [error.value for error in visits.checked(app.run()).error] == []
    assert store.revision() == 0


def test_a_rule_is_added_judges_from_its_day_on_and_is_removed(store: Store) -> None:
    app = visits.visit("rules")
    pressed(app, "rules_add")
    app.switch_page("pages/edit.py")  # where the click has led; a test stays on the page it chose
    form = "edit_rules_new_1"
    app = visits.checked(app.run())
    assert app.selectbox(key=f"{form}_applies_in").value == "bac_ninh"
    app.text_input(key=f"{form}_document").set_value("15/2026/NQ-HĐND")
    app.text_input(key=f"{form}_effective_from").set_value("01/01/2026")
    app.selectbox(key=f"{form}_topic").set_value("support_ceiling")
    app.selectbox(key=f"{form}_programme").set_value("provincial")
    app.selectbox(key=f"{form}_support_content").set_value("machinery")
    app.text_area(key=f"{form}_statement").set_value("Máy móc: không quá 250 triệu đồng một cơ sở.")
    app.text_input(key=f"{form}_amount").set_value("250.000.000")
    app.selectbox(key=f"{form}_unit").set_value("vnd")
    app.selectbox(key=f"{form}_per").set_value("facility")
    visits.checked(app.run())
    app = pressed(app, f"{form}_save")
    (added,) = [entry for entry in store.audit(table="rules") if entry.after]
    assert added.action == "add"
    assert "250\u00a0triệu\u00a0đồng" in shown(visits.visit("rules"))
    assert "250\u00a0triệu\u00a0đồng" not in shown(visits.visit("rules", day="2025-12-31"))
    app = visits.visit("edit", focus=f"rules:{added.row_id}")
    pressed(app, f"edit_rules_{added.row_id}_0_remove")
    assert "250\u00a0triệu\u00a0đồng" not in shown(visits.visit("rules"))
    assert store.verify() == ()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_who_may_not_edit_reads_the_rule_and_is_offered_no_change(
    store: Store, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("an@example.vn", role))
    app = visits.visit("rules", focus=f"rules:{RULE}")
    assert "Nâng từ 500 lên 1.000 triệu đồng" in shown(app)
    assert not {"rules_add", f"{END}_save"} & {button.key for button in app.button}
    assert store.revision() == 0
