"""Who may take data away sees the panel; the file is made when it is asked for, and only for them."""

import io
import time
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from analytics.downloads import ExportFormat
from geodata.door.access import Permission, Role, Visitor
from geodata.jobs import JobStoppedError, StopReason, Watch
from pages.components.frame import export_panel, export_work
from pages.components.visit import access
from tests.pages.visits import as_in_a_server, checked, texts, visit


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    as_in_a_server(monkeypatch)


def as_role(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("lan@example.vn", role))


def opened(**query: str) -> AppTest:
    """Visit a screen and open the panel, where it is."""
    app = visit("sources", **query)
    app.session_state["popover_export"] = True
    return checked(app.run())


def downloads(app: AppTest) -> list[Any]:
    return [one.proto for one in app.get("download_button") if one.proto.id.endswith("-export_download")]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_only_those_who_may_export_see_the_panel(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    as_role(monkeypatch, role)
    assert len(downloads(opened())) == (role is Role.ANALYST)


def test_a_geojson_is_of_one_table_that_has_places(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, Role.ANALYST)
    app = opened(district="219")
    app.radio(key="export_format").set_value(ExportFormat.GEOJSON)
    checked(app.run())
    box = app.selectbox(key="export_table_geojson")
    assert [name.split(" (")[0] for name in box.options] == ["Cơ sở CNNT", "Đề án", "Sản phẩm OCOP", "Địa điểm khác"]


def test_the_file_is_made_of_the_selection_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, Role.ANALYST)
    made: list[Any] = []
    monkeypatch.setattr(export_panel, "requiring", lambda _, make: made.append(make) or b"")
    opened(district="219")
    book = load_workbook(io.BytesIO(made[-1]()))
    assert {row[9] for row in book["Cơ sở CNNT"].iter_rows(min_row=2, values_only=True)} == {"Huyện Lục Ngạn"}


def test_a_file_is_refused_to_one_who_no_longer_may(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, Role.ANALYST)
    make = access.requiring(Permission.EXPORT, lambda: b"file")
    assert make() == b"file"
    as_role(monkeypatch, Role.VIEWER)
    with pytest.raises(access.NotAllowedError):
        make()


def made_by_a_job(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Open the panel where every file is one of many rows, and ask for it."""
    as_role(monkeypatch, Role.ANALYST)
    monkeypatch.setattr(export_panel, "AT_ONCE_SECONDS", -1.0)
    app = opened(district="219")
    assert downloads(app) == []
    app.button(key="export_make").click()
    return checked(app.run())


@pytest.mark.usefixtures("job_processes")
def test_a_file_of_many_rows_is_made_by_a_job_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    app = made_by_a_job(monkeypatch)
    held = app.session_state["visit"].export_file
    assert held.work.wait(120)
    app = checked(app.run())
    assert len(downloads(app)) == 1
    book = load_workbook(io.BytesIO(held.work.result()))
    assert {row[9] for row in book["Cơ sở CNNT"].iter_rows(min_row=2, values_only=True)} == {"Huyện Lục Ngạn"}
    assert held.work.watch.share > 0


def test_a_file_on_its_way_is_stopped_and_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_work, "export_apart", lambda _order, _at, watch: held_up(watch))
    app = made_by_a_job(monkeypatch)
    app.button(key="export_cancel").click()
    work = app.session_state["visit"].export_file.work
    app = checked(app.run())
    assert work.wait(20)
    if "Đã dừng" not in texts(app):
        app = checked(app.run())
    assert "Đã dừng" in texts(app)
    app.button(key="export_again").click()
    assert checked(app.run()).button(key="export_make")


def held_up(watch: Watch) -> bytes:
    """Wait until it is stopped, as a job does."""
    while not watch.is_stopped():
        time.sleep(0.01)
    raise JobStoppedError(StopReason.CANCELLED)


def test_whoever_loses_the_right_gets_no_file_made(monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, Role.ANALYST)
    monkeypatch.setattr(export_panel, "AT_ONCE_SECONDS", -1.0)
    app = opened(district="219")
    as_role(monkeypatch, Role.VIEWER)
    app.button(key="export_make").click()
    app.run()
    assert app.session_state["visit"].export_file is None
