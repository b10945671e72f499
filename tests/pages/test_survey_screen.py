"""The survey screen without a browser: made, listed, planned, taken away; what each role sees and may do."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.survey.distances import DISTANCES_KIND, DistanceTable, DistanceUnit
from analytics.survey.progress import visits_with_answers
from analytics.survey.trips import call_of
from analytics.wording.language import Language
from geodata.record import load_public_record
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.schema.vocabulary import CNNT_KINDS
from geodata.store import Change, RecordScope, Store
from geodata.store.model import DOCUMENTS
from geodata.store.overlay import record_of
from geodata.survey.questions import form_of, standard_form
from tests.pages import visits
from tests.survey.office_store import visit_keys
from tests.survey.test_intake import filled_store

ROLES = '[email]\n"lan@example.vn" = "editor"\n"an@example.vn" = "viewer"\n"ngan@example.vn" = "analyst"\n'
ACTIONS = {"survey_plan", "survey_add_due", "survey_add_chosen"}


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from visits.own_store(tmp_path, monkeypatch)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    filled_store(tmp_path, 8).close()
    yield from visits.own_store(tmp_path, monkeypatch)


def opened(person: str, roles: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    roles.write_text(ROLES, "utf-8")
    monkeypatch.setenv("KHUYENCONG_ROLES", str(roles))
    app = visits.signed_in(AppTest.from_file(visits.DASHBOARD, default_timeout=60), person)
    return visits.checked(app.run().switch_page("pages/survey.py").run())


def part(app: AppTest, name: str) -> AppTest:
    (control,) = [one for one in app.get("button_group") if one.key == "survey_part"]
    return visits.checked(control.set_value(name).run())


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for kind in ("button", "download_button") for one in app.get(kind)}


def test_without_a_campaign_the_screen_says_so_and_shows_what_sources_tell(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.on_this_computer(monkeypatch)
    app = visits.visit("survey")
    assert "Chưa có đợt nào" in visits.texts(app)
    assert "survey_sources" in visits.components(app)
    cards = json.loads(visits.element(app, "survey_beginning").json)["cards"]
    assert {one["id"]: one["value"].replace("\N{NO-BREAK SPACE}", " ") for one in cards} == {
        "last_survey": "≈ 100",
        "inspections": "3",
        "facilities": str(len(load_public_record()["facilities"].query("kind in @CNNT_KINDS"))),
    }
    assert not app.info
    for one in cards:
        shown = visits.tell(app, "survey_beginning", "click", one["id"])
        assert "evidence_sources" in visits.components(shown), one["id"]
    assert empty.revision() == 0


def test_a_campaign_is_made_listed_and_planned(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    app = visits.visit("survey")
    next(one for one in app.radio if "Hậu kiểm đề án đã hỗ trợ" in one.options).set_value("inspection")
    visits.checked(next(one for one in app.button if one.label == "Tạo đợt").click().run())
    record = record_of(load_public_record(), empty, RecordScope.ALL)
    assert record["survey_campaigns"]["kind"].tolist() == ["inspection"]
    assert record["survey_teams"]["name"].tolist() == ["Đoàn 1", "Đoàn 2"]
    visits.checked(app.button(key="survey_add_due").click().run())
    record = record_of(load_public_record(), empty, RecordScope.ALL)
    listed = record["survey_visits"]
    assert len(listed) == 3
    app = part(app, "days")
    visits.checked(app.button(key="survey_plan").click().run())
    record = record_of(load_public_record(), empty, RecordScope.ALL)
    placed = record["survey_visits"]["commune_code"].notna()
    assert record["survey_visits"].loc[placed, "planned_on"].notna().all()
    assert not empty.verify()


@pytest.mark.parametrize("case", [("an", False, False), ("ngan", False, True), ("lan", True, True)])
def test_each_role_sees_what_it_may_do(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, bool, bool]
) -> None:
    name, may_edit, may_export = case
    person = f"{name}@example.vn"
    app = opened(person, tmp_path / "roles.toml", monkeypatch)
    found = keys(app)
    days = keys(part(app, "days"))
    assert bool((found | days) & ACTIONS) == may_edit
    along = part(app, "along")
    files = {key for key in keys(along) if key.startswith("survey_file_")}
    assert (len(files) >= 8) == may_export
    assert bool(files) == may_export
    back = visits.texts(part(app, "back"))
    assert ("chưa được nhận phiếu" in back) != may_edit
    assert store.revision() == 2


@pytest.mark.parametrize("name", ["an", "ngan", "lan"])
def test_each_role_sees_of_contacts_what_it_may(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _past_its_day(store)
    app = opened(f"{name}@example.vn", tmp_path / "roles.toml", monkeypatch)
    assert ("Liên hệ và ảnh" in "".join(str(one.label) for one in app.expander)) == (name == "lan")
    assert "survey_erase" not in keys(app)


def test_who_looks_after_the_app_erases_contacts_that_are_past_their_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _past_its_day(store)
    visits.on_this_computer(monkeypatch)
    app = visits.visit("survey")
    visits.checked(app.checkbox(key="survey_erase_sure").check().run())
    visits.checked(app.button(key="survey_erase").click().run())
    assert all(store.row("survey_visits", key).values["contact"] is None for key in visit_keys(store))
    assert "survey_erase" not in keys(app)
    assert not store.verify()


def _past_its_day(store: Store) -> None:
    """Let a visit have a contact that its campaign no longer keeps."""
    key = visit_keys(store)[0]
    visit, campaign = store.row("survey_visits", key), store.row("survey_campaigns", "dot-1")
    told = {**visit.values, "contact": "Bà Lan", "contact_consent": "given"}
    ended = {**campaign.values, "contacts_until": "2024-06-30"}
    changes = [
        Change("survey_visits", key, told, visit.version),
        Change("survey_campaigns", "dot-1", ended, campaign.version),
    ]
    store.commit(changes, who="lan", action="edit")


def test_a_contact_is_seen_by_who_may_edit_and_where_the_person_agreed(store: Store) -> None:
    changes = []
    for key, consent in zip(visit_keys(store), ("given", "refused", None), strict=False):
        row = store.row("survey_visits", key)
        told = {"contact": f"Bà Lan {consent}", "contact_consent": consent}
        changes.append(Change("survey_visits", key, {**row.values, **told}, row.version))
    store.commit(changes, who="lan", action="edit")
    record, language = record_of(load_public_record(), store, RecordScope.ALL), Language("vi")
    found = visits_with_answers(record, "dot-1", language)
    for shows, seen in ((True, {"Bà Lan given"}), (False, set())):
        calls = [call_of(one, language, shows_contact=shows) for one in found]
        assert {call.contact for call in calls if call.contact} == seen


def test_what_is_chosen_on_the_map_comes_onto_the_list(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    record = record_of(load_public_record(), store, RecordScope.ALL)
    facilities = record["facilities"].set_index("facility_id")
    chosen = set(facilities.index[facilities["district_code"].eq("223") & facilities["kind"].isin(list(CNNT_KINDS))])
    opened = next(key for key in facilities.index if key not in chosen and not key.startswith("co-so-"))
    app = visits.visit("survey", district="223", focus=f"facility:{opened}")
    visits.checked(app.button(key="survey_add_map").click().run())
    visits.checked(app.button(key="survey_add_opened").click().run())
    record = record_of(load_public_record(), store, RecordScope.ALL)
    listed = set(record["survey_visits"]["facility_id"].dropna()) - {f"co-so-{n}" for n in range(8)}
    assert listed == {*chosen, opened}
    assert app.button(key="survey_add_map").disabled


def test_a_visit_opens_by_its_address(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    key = visit_keys(store)[0]
    app = AppTest.from_file(visits.DASHBOARD, default_timeout=60)
    app.query_params["visit"] = key
    app = visits.checked(app.run().switch_page("pages/survey.py").run())
    assert f"survey_form_{key}" in visits.components(app)


def test_the_standard_questions_become_the_offices_own(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    visits.checked(visits.visit("survey").button(key="survey_own_questions").click().run())
    record = record_of(load_public_record(), store, RecordScope.ALL)
    assert len(record["survey_questions"]) == len(standard_form(CampaignKind.SURVEY).questions)
    assert form_of(record, CampaignKind.SURVEY) == standard_form(CampaignKind.SURVEY)


def test_an_own_table_is_kept_said_on_the_plan_and_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    app = part(visits.visit("survey"), "days")
    assert "đường chim bay" in visits.texts(app)
    key = f"{DISTANCES_KIND}/dot-1"
    content = DistanceTable("duong.xlsx", DistanceUnit.MINUTES, {("", "facility:co-so-1"): 25}).content()
    document = {"document_id": key, "kind": DISTANCES_KIND, "name": "dot-1", "content": content}
    store.commit([Change(DOCUMENTS, key, document)], who="lan", action="survey distances")
    app = part(visits.visit("survey"), "days")
    assert "1 trên 36 quãng đường lấy từ bảng “duong.xlsx”" in visits.texts(app)
    visits.checked(app.button(key="survey_ways_drop").click().run())
    assert store.document(DISTANCES_KIND, "dot-1") is None
