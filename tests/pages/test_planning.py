"""A planning meeting as a visit plays it: candidates, wishes, plan, by hand, scenario, proposal, approval, papers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from analytics.papers.docx.writer import write_docx
from analytics.papers.notes import notes
from analytics.planning.apart import Explained, explained_in_job
from analytics.planning.keeping import KIND, scenario_change
from analytics.planning.papers import PaperKind, ProgrammePart, list_file, plan_paper
from analytics.planning.scenario import ScenarioStatus, from_content
from analytics.planning.solving.model import BudgetPlan, Of, PlanRequest, State, Wish, WishKind
from analytics.wording.language import Language
from geodata import clock
from geodata.door.access import Role, Visitor
from geodata.jobs import Watch
from geodata.record import load_public_record
from geodata.settings import ILLUSTRATIVE
from geodata.store import RecordScope, Store
from geodata.store.overlay import record_of
from pages.components.planning import candidates_step, compare, money
from pages.components.planning import visit as planning_visit
from pages.components.visit import access
from tests.geodata.store.store_rows import proposal, proposals_to_plan
from tests.pages import visits

MILLION = 1_000_000
N = 8


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own with eight proposals of the year; the job runs in this process."""
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)

    def in_this_process(asked: PlanRequest, _watch: Watch, plan: BudgetPlan | None = None) -> Explained:
        return explained_in_job(lambda *_: None, asked, plan)

    monkeypatch.setattr(planning_visit, "explained_apart", in_this_process)
    for opened in visits.own_store(tmp_path, monkeypatch):
        opened.commit(
            proposals_to_plan(
                2026,
                [(400 if n == 1 else 100 + n) * MILLION for n in range(N)],
                900 * MILLION,
                ("provincial", "national"),
                "Đề án {} <b>",
            ),
            who="lan",
            action="import",
        )
        yield opened


def step(app: AppTest, name: str) -> AppTest:
    app.session_state["plan_step"] = name
    return visits.checked(app.run())


def fill(app: AppTest, key: str, text: str) -> AppTest:
    app.text_input(key=key).set_value(text)
    return visits.checked(app.run())


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return visits.checked(app.run())


def with_budgets(national: str = "600", provincial: str = "250") -> AppTest:
    app = step(visits.visit("planning"), "wishes")
    fill(app, "plan_budget_0", national)
    return fill(app, "plan_budget_1", provincial)


def planned(app: AppTest) -> AppTest:
    step(app, "plan")
    return finished(click(app, "plan_make"))


def finished(app: AppTest) -> AppTest:
    """Wait for the job of a visit, which may be done by the time its screen is."""
    if held := app.session_state["visit"].plan_work:
        held[1].wait(60)
    return visits.checked(app.run())


def found(app: AppTest) -> Explained:
    held: Explained = app.session_state["visit"].plan_draft.explained
    return held


def stages(store: Store) -> dict[str, str]:
    frame = record_of(load_public_record(), store, RecordScope.ALL)["proposals"]
    mine = frame[frame["proposal_id"].str.startswith("de-an-")]
    return dict(zip(mine["proposal_id"], mine["stage"], strict=True))


def test_a_meeting_is_played_through_to_the_approval_and_back(store: Store) -> None:
    app = planned(with_budgets())
    plan = found(app).plan
    assert plan.state is State.BEST
    assert [one.label for one in app.metric] == [
        "Đề án được chọn",
        "Mức hỗ trợ",
        "Còn lại trong 850\u00a0triệu\u00a0đồng",
        "Điểm so với tối ưu",
    ]
    dropped = plan.grants[0].candidate_id
    app.session_state["visit"].plan_row = dropped
    visits.checked(app.run())
    fill(app, f"plan_decide_{dropped}", "0")
    fill(app, f"plan_decide_{dropped}_why", "trùng với chương trình khác")
    click(app, f"plan_decide_{dropped}_do")
    assert "Tổng điểm thấp hơn phương án tốt nhất" in "".join(str(one.proto.body) for one in app.get("html"))
    fill(app, "plan_name", "Phương án họp")
    click(app, "plan_propose")
    document = store.document(KIND, "Phương án họp")
    assert document is not None
    kept = from_content(document.content)
    assert (kept.status, kept.overrides[0].why) == (ScenarioStatus.PROPOSED, "trùng với chương trình khác")
    assert dropped not in {one.candidate_id for one in kept.grants}
    assert set(stages(store).values()) == {"registered"}
    fill(app, "plan_approve_decision", "12/QĐ-BCT")
    click(app, "plan_approve")
    first = min({one.programme for one in kept.grants})
    after = stages(store)
    assert {one.candidate_id for one in kept.grants if one.programme == first} == {
        one for one, stage in after.items() if stage == "approved"
    }
    visits.take_back(app)
    assert set(stages(store).values()) == {"registered"}
    assert store.verify() == ()


def test_wishes_that_contradict_each_other_are_taken_back_by_a_click() -> None:
    app = with_budgets("200", "0")
    draft = app.session_state["visit"].plan_draft
    both = Wish(WishKind.MUST, Of.CANDIDATE, ("de-an-3", "de-an-5"))
    app.session_state["visit"].plan_draft = type(draft)(draft.year, draft.on, draft.budgets, (both,))
    visits.checked(app.run())
    assert "cộng lại cần 208\u00a0triệu\u00a0đồng, chỉ có 200\u00a0triệu\u00a0đồng" in visits.texts(app)
    planned(app)
    assert found(app).plan.state is State.NONE
    finished(click(app, "plan_relax_0"))
    assert found(app).plan.state is State.BEST


def test_a_plan_that_no_longer_answers_what_is_asked_says_so() -> None:
    app = planned(with_budgets())
    fill(step(app, "wishes"), "plan_budget_0", "300")
    assert "đã thay đổi từ khi lập phương án này" in visits.texts(step(app, "plan"))


def test_who_only_looks_plans_but_keeps_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("hoa", Role.VIEWER))
    revision = store.revision()
    app = planned(with_budgets())
    assert found(app).plan.state is State.BEST
    keys = {button.key for button in app.button}
    assert not keys & {"plan_keep", "plan_propose", "plan_approve"}
    assert store.revision() == revision


def test_two_visits_have_each_their_own_plan() -> None:
    first, second = planned(with_budgets("600")), planned(with_budgets("200", "0"))
    assert found(first).plan.money_vnd > found(second).plan.money_vnd
    visits.checked(first.run())
    assert found(first).plan.money_vnd > found(second).plan.money_vnd


def test_the_files_of_a_plan_are_papers_with_the_list(store: Store) -> None:
    app = planned(with_budgets())
    fill(app, "plan_name", "Phương án họp")
    click(app, "plan_keep")
    document = store.document(KIND, "Phương án họp")
    assert document is not None
    scenario = from_content(document.content)
    day = clock.today()
    for kind in PaperKind:
        paper = plan_paper(ProgrammePart(load_public_record(), scenario, "national", day), kind)
        text = ZipFile(BytesIO(write_docx(paper))).read("word/document.xml").decode()
        for grant in scenario.grants:
            title = f"Đề án {grant.candidate_id[-1]} &lt;b&gt;"
            assert (title in text) == (grant.programme == "national")
        assert notes(paper, Language("vi"))
    assert list_file(scenario, Language("vi"), "")[:2] == b"PK"


def test_a_plan_of_the_illustrative_survey_is_kept_nowhere(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ILLUSTRATIVE, "40")
    revision = store.revision()
    app = planned(with_budgets())
    draft = app.session_state["visit"].plan_draft
    assert draft.solved.is_illustrative
    assert not {button.key for button in app.button} & {"plan_keep", "plan_propose"}
    assert store.revision() == revision


def test_a_kept_scenario_is_opened_with_what_was_decided_and_what_explains_it() -> None:
    app = planned(with_budgets())
    dropped = found(app).plan.grants[0].candidate_id
    app.session_state["visit"].plan_row = dropped
    visits.checked(app.run())
    fill(app, f"plan_decide_{dropped}", "0")
    fill(app, f"plan_decide_{dropped}_why", "trùng")
    click(app, f"plan_decide_{dropped}_do")
    fill(app, "plan_name", "Phương án họp")
    click(app, "plan_keep")
    other = visits.visit("planning")
    click(other, "plan_open_Phương án họp")
    assert found(other) == found(app)
    assert other.select_slider(key="plan_slider")
    assert "plan_make" not in {button.key for button in other.button}
    assert [one.candidate_id for one in other.session_state["visit"].plan_draft.overrides] == [dropped]


def test_a_scenario_that_was_kept_without_what_explains_it_is_opened_with_it_worked_out(store: Store) -> None:
    app = planned(with_budgets())
    fill(app, "plan_name", "Phương án họp")
    click(app, "plan_keep")
    document = store.document(KIND, "Phương án họp")
    assert document is not None
    bare = replace(from_content(document.content), points=(), standings=())
    store.commit([scenario_change(bare, document)], who="lan", action="save")
    other = finished(click(visits.visit("planning"), "plan_open_Phương án họp"))
    assert found(other) == found(app)
    assert other.select_slider(key="plan_slider")


def test_two_scenarios_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(compare, "data_table", lambda spec, **_: shown.append(spec))
    app = planned(with_budgets())
    fill(app, "plan_name", "Rộng")
    click(app, "plan_keep")
    many = set(found(app).plan.granted)
    fill(step(app, "wishes"), "plan_budget_0", "300")
    planned(app)
    fill(app, "plan_name", "Hẹp")
    click(app, "plan_keep")
    few = set(found(app).plan.granted)
    assert few < many
    app.multiselect(key="plan_compare").set_value(["Rộng", "Hẹp"])
    visits.checked(app.run())
    said = {row["id"]: row for row in shown[-1].rows}
    assert {one for one in many if said[f"p{one}"]["shared"] == "có ở tất cả"} == few
    assert {one for one in many if said[f"p{one}"]["shared"] == "chỉ có ở Rộng"} == many - few
    assert all(said["summary"][column].endswith("· 100%") for column in ("c0", "c1"))


def test_a_new_wish_begins_without_the_proposals_of_the_one_before() -> None:
    app = with_budgets()
    for kind in ("must", "either_or", "must_not"):
        app.button_group(key="plan_kind").set_value(WishKind(kind))
        visits.checked(app.run())
        (proposals,) = app.multiselect
        assert proposals.value == []
        proposals.set_value(proposals.options[:2])
        visits.checked(app.run())
        click(app, "plan_wish_add")
    (proposals,) = app.multiselect
    assert proposals.value == []


def test_a_candidate_that_is_called_appraised_without_minutes_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(candidates_step, "data_table", lambda spec, **_: shown.append(spec))
    held = proposal("de-an-9", title="Đề án 9", year_from=2026, year_to=2026, stage="appraised")
    store.commit([held], who="lan", action="import")
    visits.visit("planning")
    note = "chưa có biên bản thẩm định"
    assert [row["id"] for row in shown[-1].rows if note in row["note"]] == ["de-an-9"]


def test_the_money_by_district_says_what_the_shares_are_of(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(money, "data_table", lambda spec, **_: shown.append(spec))
    app = planned(with_budgets())
    app.button_group(key="plan_part").set_value("district")
    visits.checked(app.run())
    assert {"registered", "facilities"} <= {column.id for column in shown[-1].columns}
    assert all({"registered", "facilities"} <= set(row) for row in shown[-1].rows)
    assert "không phải toàn bộ cơ sở của tỉnh" in visits.texts(app)


def test_a_list_brought_for_the_meeting_can_be_taken_back_and_its_scenario_still_opens(store: Store) -> None:
    app = planned(with_budgets())
    fill(app, "plan_name", "Phương án họp")
    click(app, "plan_keep")
    store.undo(1, who="lan")
    assert not stages(store)
    other = visits.visit("planning")
    click(other, "plan_open_Phương án họp")
    assert found(other) == found(app)
    assert other.select_slider(key="plan_slider")
    step(other, "candidates")
    assert len(other.session_state["visit"].plan_draft.opened.request.candidates) == N


def without_candidates() -> AppTest:
    app = visits.visit("planning")
    draft = app.session_state["visit"].plan_draft
    app.session_state["visit"].plan_draft = replace(draft, year=draft.year + 1)
    return visits.checked(app.run())


def test_a_plan_without_candidates_shows_its_steps_what_is_known_and_what_to_do_next() -> None:
    app = without_candidates()
    cards = json.loads(visits.element(app, "plan_ground").json)["cards"]
    assert [one["name"][0] for one in cards] == ["1", "2", "3"]
    assert all(one["value"] != "—" and one["says"] for one in cards)
    years = json.loads(visits.element(app, "plan_support").bytes)["rows"]
    assert years[0]["id"] == "2023"
    assert app.button(key="plan_import").label
    assert not app.info
    app = click(app, "plan_year_with_candidates")
    assert not {button.key for button in app.button} & {"plan_import"}
    assert visits.element(app, "plan_candidates")


def test_a_step_that_waits_for_another_leads_to_it() -> None:
    app = click(step(without_candidates(), "plan"), "plan_to_step")
    assert app.session_state["plan_step"] == "candidates"
    app = click(step(visits.visit("planning"), "plan"), "plan_to_step")
    assert app.session_state["plan_step"] == "wishes"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_only_those_who_may_import_are_sent_to_the_data(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("hoa", role))
    app, is_editor = without_candidates(), role is Role.EDITOR
    assert ("plan_import" in {button.key for button in app.button}) == is_editor
    assert any("Người phụ trách dữ liệu" in one.value for one in app.markdown) != is_editor
    assert any("KHUYENCONG" in one.value for one in app.caption) == is_editor
