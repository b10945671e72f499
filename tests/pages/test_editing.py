"""Editing as a visit does it: saved with a source, refused in words, never over somebody's work, taken back, kept in the journal."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.door.access import Role, Visitor
from geodata.settings import StoreAddress
from geodata.store import Change, Store, StoreUnavailableError, Unavailable, open_store
from geodata.store.public_rows import public_rows
from pages.components.visit import access, office
from tests.pages import visits

KEY = "cong-ty-hoa-phat"
FORM = f"edit_facilities_{KEY}_0"
FOCUS = f"facilities:{KEY}"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own."""
    yield from visits.own_store(tmp_path, monkeypatch)


def form(app: AppTest | None = None, key: str = KEY) -> AppTest:
    return visits.visit("edit", focus=f"facilities:{key}") if app is None else visits.checked(app.run())


def enter(app: AppTest, workers: int, number: int = 0) -> AppTest:
    app.text_input(key=f"edit_facilities_{KEY}_{number}_workers").set_value(str(workers))
    return visits.checked(app.run())


def save(app: AppTest, number: int = 0) -> AppTest:
    app.button(key=f"edit_facilities_{KEY}_{number}_save").click()
    return visits.checked(app.run())


def now(store: Store) -> dict[str, object]:
    row = store.row("facilities", KEY)
    assert row
    return {**row.values, "is_removed": row.is_removed}


def by_another(store: Store, **values: object) -> None:
    held = store.row("facilities", KEY)
    before = held.values if held else public_rows("facilities")[KEY]
    change = Change("facilities", KEY, {**before, **values}, held.version if held else 0)
    store.commit([change], who="ngan@example.vn", action="edit")


def test_a_record_is_corrected_and_taken_back(store: Store) -> None:
    app = save(enter(form(), 45))
    assert visits.said(app)["text"] == "Đã lưu (lần ghi số 1)."
    saved = now(store)
    assert saved["workers"] == 45
    (source,) = [entry.after for entry in store.audit(table="sources")]
    assert source
    assert str(saved["source_ids"]).endswith(str(source["source_id"]))
    assert {entry.who.partition("@")[2] for entry in store.audit()} == {"localhost"}
    app = visits.take_back(app)
    assert visits.said(app)["text"] == "Đã hoàn tác (lần ghi số 2)."
    assert now(store)["workers"] is None
    assert [one.undoes for one in store.revisions()] == [1, None]


def test_saving_what_did_not_change_writes_nothing(store: Store) -> None:
    save(form())
    assert store.revision() == 0


def test_what_the_rules_refuse_is_said_in_words_and_nothing_is_written(store: Store) -> None:
    app = form()
    app.text_input(key=f"{FORM}_founded_year").set_value("1500")
    app.text_input(key=f"{FORM}_name").set_value("  ")
    app = save(app)
    shown = visits.texts(app)
    assert "Cơ sở CNNT · Tên: không được để trống" in shown
    assert "1500" in shown
    assert store.revision() == 0
    assert app.text_input(key=f"{FORM}_founded_year").value == "1500"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("conflict_merge", {"workers": 45, "products": "nồi hơi", "name": "Công ty Hòa Phát"}),
        ("conflict_mine", {"workers": 45, "products": "nồi hơi công nghiệp"}),
        ("conflict_theirs", {"workers": None, "products": "nồi hơi"}),
    ],
)
def test_a_stale_edit_shows_both_versions_and_leaves_the_choice(
    store: Store, choice: str, expected: dict[str, object]
) -> None:
    app = enter(form(), 45)
    by_another(store, products="nồi hơi")
    app = save(app)
    assert store.revision() == 1
    assert "ngan@example.vn đã sửa dòng này" in visits.texts(app)
    visits.checked(app.button(key=choice).click().run())
    saved = now(store)
    assert {name: saved[name] for name in expected} == expected
    assert app.session_state["visit"].conflict is None


def test_an_open_form_says_that_someone_changed_its_record_and_reloads(store: Store) -> None:
    app = form()
    by_another(store, workers=7)
    app = form(app)
    assert "vừa sửa bản ghi này" in visits.texts(app)
    app = visits.checked(app.button(key="edit_reload").click().run())
    assert app.text_input(key=f"edit_facilities_{KEY}_1_workers").value == "7"


def test_what_was_opened_in_another_database_is_not_saved_into_the_one_in_its_place(
    store: Store, tmp_path: Path
) -> None:
    by_another(store, workers=7)
    app = enter(form(), 45)
    other = open_store(StoreAddress("", tmp_path / "other.sqlite3"))
    by_another(other, workers=8)
    other.close()
    store.close()
    assert store.database.address.file
    other.database.address.file.replace(store.database.address.file)
    app = form(app)
    assert "vừa sửa bản ghi này" in visits.texts(app)
    app = save(app)
    assert "đã bị thay bằng tệp khác" in visits.texts(app)
    assert now(store)["workers"] == 8


def test_a_commune_places_a_record(store: Store) -> None:
    app = form()
    app.selectbox(key=f"{FORM}_district").set_value("218").run()
    assert app.selectbox(key=f"{FORM}_commune").value is None
    commune = app.selectbox(key=f"{FORM}_commune").options[1]
    assert commune.endswith("Lục Ngạn") or "," in commune
    save(app)
    saved = now(store)
    assert (saved["district_code"], saved["commune_code"], saved["location_quality"]) == ("218", None, "district")


def test_a_record_is_added_and_removed_and_the_journal_keeps_it(store: Store) -> None:
    app = visits.visit("edit", focus=FOCUS)
    app.button_group(key="edit_mode").set_value("new")
    visits.checked(app.run())
    app.text_input(key="edit_facilities_new_0_name").set_value("HTX Mới")
    app.selectbox(key="edit_facilities_new_0_kind").set_value("cooperative")
    app.selectbox(key="edit_facilities_new_0_sector").set_value("food")
    visits.checked(app.button(key="edit_facilities_new_0_save").click().run())
    (added,) = [entry for entry in store.audit(table="facilities") if entry.after]
    assert added.action == "add"
    assert added.after
    assert (added.after["name"], added.after["location_quality"]) == ("HTX Mới", "unknown")
    app = form(key=added.row_id)
    app.button(key=f"edit_facilities_{added.row_id}_0_remove").click()
    visits.checked(app.run())
    row = store.row("facilities", added.row_id)
    assert row
    assert row.is_removed
    app = visits.visit("record", focus=f"facilities:{added.row_id}")
    assert "đã bị xóa" in visits.texts(app)
    assert store.verify() == ()


def test_a_proposal_is_called_appraised_by_its_appraisal_alone(store: Store) -> None:
    key = next(key for key, row in public_rows("proposals").items() if row["stage"] not in {"surveyed", "appraised"})
    revision = store.revision()
    app = visits.visit("edit", focus=f"proposals:{key}")
    app.selectbox(key=f"edit_proposals_{key}_0_stage").set_value("appraised")
    visits.checked(app.run())
    app.button(key=f"edit_proposals_{key}_0_save").click()
    assert "chỉ có khi đã ghi biên bản thẩm định" in visits.texts(visits.checked(app.run()))
    assert store.revision() == revision
    app.selectbox(key=f"edit_proposals_{key}_0_stage").set_value("surveyed")
    visits.checked(app.run())
    app.button(key=f"edit_proposals_{key}_0_save").click()
    visits.checked(app.run())
    assert store.revision() == revision + 1


def test_what_others_rest_on_is_not_removed(store: Store) -> None:
    owner = next(str(row["facility_id"]) for row in public_rows("beneficiaries").values() if row["facility_id"])
    app = form(key=owner)
    app.button(key=f"edit_facilities_{owner}_0_remove").click()
    assert "không xóa được" in visits.texts(visits.checked(app.run()))
    assert store.revision() == 0


def test_a_viewer_who_still_has_the_form_open_saves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = enter(form(), 45)
    monkeypatch.setattr(access, "visitor", lambda: Visitor("an@example.vn", Role.VIEWER))
    app = save(app)
    assert "không được làm việc này" in visits.texts(app)
    assert store.revision() == 0


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.ANALYST])
def test_the_ways_to_write_ask_who_it_is(store: Store, monkeypatch: pytest.MonkeyPatch, role: Role | None) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("an@example.vn", role))
    change = Change("facilities", KEY, {**public_rows("facilities")[KEY], "workers": 1})
    with pytest.raises(access.NotAllowedError):
        office.commit([change], "edit")
    with pytest.raises(access.NotAllowedError):
        office.undo(1)
    assert store.revision() == 0


def test_the_journal_shows_a_commit_and_takes_it_back(store: Store) -> None:
    by_another(store, workers=7)
    app = visits.visit("audit")
    app.session_state["visit"].commit = 1
    visits.checked(app.run())
    assert any("ngan@example.vn" in element.value for element in app.text)
    visits.checked(app.button(key="journal_verify").click().run())
    assert "toàn vẹn" in visits.texts(app)
    visits.checked(app.button(key="journal_undo_1").click().run())
    assert now(store)["workers"] is None
    app.button(key="journal_undo_1").click()
    assert "Không hoàn tác được" in visits.texts(visits.checked(app.run()))


def test_a_database_that_is_away_is_said_and_the_app_lives(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = enter(form(), 45)

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailableError(Unavailable.FULL, "full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "commit", away)
        app = save(app)
        assert "Ổ đĩa đã đầy" in visits.texts(app)
        patch.setattr(store, "rows", away)
        patch.setattr(store, "versions", away)
        assert "Ổ đĩa đã đầy" in visits.texts(visits.checked(visits.visit("edit")))
    save(app)
    assert now(store)["workers"] == 45


def test_what_belongs_to_a_record_is_added_from_its_page(store: Store) -> None:
    proposal = next(iter(public_rows("proposals")))
    app = visits.visit("record", focus=f"proposals:{proposal}")
    visits.checked(app.button(key="record_add_proposal_events").click().run())
    app.switch_page("pages/edit.py")  # where the click has led; a test stays on the page it chose
    form_key = "edit_proposal_events_new_1"
    assert app.selectbox(key=f"{form_key}_proposal_id").value == proposal
    app.selectbox(key=f"{form_key}_stage").set_value("accepted")
    app.text_input(key=f"{form_key}_stage_as_written").set_value("nghiệm thu")
    app.text_input(key=f"{form_key}_happened_on").set_value("32/13/2024")
    visits.checked(app.button(key=f"{form_key}_save").click().run())
    assert "“32/13/2024” không phải" in visits.texts(app)
    assert store.revision() == 0
    app.text_input(key=f"{form_key}_happened_on").set_value("20/11/2024")
    visits.checked(app.button(key=f"{form_key}_save").click().run())
    (added,) = [entry.after for entry in store.audit(table="proposal_events")]
    assert added
    assert (added["proposal_id"], added["happened_on"]) == (proposal, "2024-11-20")


def typed(app: AppTest, column: str, text: str) -> AppTest:
    app.text_input(key=f"{FORM}_{column}").set_value(text)
    return app


def test_what_was_understood_is_seen_before_it_is_saved(store: Store) -> None:
    app = typed(form(), "revenue_vnd", "1,2 tỷ")
    app = save(app)
    assert "Hiểu là: 1.200.000.000\u00a0đồng = 1,2\u00a0tỷ\u00a0đồng" in visits.texts(app).replace("\\", "")
    assert "bấm lưu lần nữa" in visits.texts(app)
    assert store.revision() == 0
    save(app)
    assert now(store)["revenue_vnd"] == 1_200_000_000


@pytest.mark.parametrize(
    ("text", "reading"),
    [("1.500", "1.500\u00a0đồng"), ("150.000.000", "150.000.000\u00a0đồng = 150\u00a0triệu\u00a0đồng")],
)
def test_an_amount_is_shown_with_its_unit_however_it_is_typed(store: Store, text: str, reading: str) -> None:
    app = visits.checked(typed(form(), "revenue_vnd", text).run())
    assert f"Hiểu là: {reading}" in visits.texts(app).replace("\\", "")
    save(app)
    assert now(store)["revenue_vnd"] == int(text.replace(".", ""))


def test_a_sign_with_two_readings_is_asked_and_the_answer_is_saved(store: Store) -> None:
    app = visits.checked(typed(form(), "revenue_vnd", "1,234 tỷ").run())
    (question,) = [radio for radio in app.radio if radio.key.endswith("_sign")]
    assert question.value is None
    app = save(app)
    assert "chưa hiểu được" in visits.texts(app)
    assert store.revision() == 0
    (question,) = [radio for radio in app.radio if radio.key.endswith("_sign")]
    visits.checked(question.set_value("decimal").run())
    save(app)
    assert now(store)["revenue_vnd"] == 1_234_000_000


def test_a_fraction_of_a_dong_is_refused_with_its_reason(store: Store) -> None:
    app = save(visits.checked(typed(form(), "revenue_vnd", "150,5").run()))
    assert "không phải là số đồng nguyên" in visits.texts(app)
    assert store.revision() == 0


def test_no_page_reads_typed_numbers_or_dates_by_the_rules_of_the_browser() -> None:
    """Streamlit's own fields take "1.500" for 1 and "12,5" for 125: what people type goes through text and our reader."""
    own = re.compile(r"\b(?:number_input|NumberColumn|date_input|DateColumn|DatetimeColumn|time_input)\b")
    pages = Path(__file__).parents[2] / "pages"
    found = [str(path) for path in pages.rglob("*.py") if own.search(path.read_text("utf-8"))]
    assert found == []
