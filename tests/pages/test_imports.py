"""A table of the office comes in as a visit does it: seen first, then decided, remembered, taken back; refused to those who may not."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from analytics.editing.office_profile import KIND, NAME, OfficeProfile
from geodata.door.access import Role, Visitor
from geodata.importing.grid import Sheet
from geodata.jobs import VISIT, Work
from geodata.settings import IMPORT_KEPT_MINUTES
from geodata.store import Change, Store, StoreUnavailableError, Unavailable
from geodata.store.model import RecordScope
from geodata.store.public_rows import public_rows
from pages.components.importing import kept_file, preview, visit
from pages.components.visit import access, office
from tests.geodata.importing import import_sheets as sheets
from tests.pages import visits

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FACILITIES = sheets.sheet(
    """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN
STT | Tên cơ sở | Địa chỉ | Số lao động | Cột lạ
1 | Công ty TNHH Gỗ Thử Nghiệm | xã Nam Dương, huyện Lục Ngạn | #12 | A1
2 | HTX Chè Thử Nghiệm | xã Xuân Lương, huyện Yên Thế | #30 | A2
"""
)
OF_EVERY_FATE = sheets.sheet(
    """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN
STT | Tên cơ sở | Địa chỉ | Số lao động
1 | =B9 | xã Nam Dương, huyện Lục Ngạn | #12
2 | HTX Chè Thử Nghiệm | xã Xuân Lương, huyện Yên Thế | #30
3 | HTX Mỳ Thử Nghiệm | xã Nam Dương, huyện Lục Ngạn | #20
4 | HTX Mỳ Thử Nghiệm | xã Nam Dương, huyện Lục Ngạn | #20
 | Tổng cộng | | #82
"""
)
WITH_AN_ERROR = sheets.sheet(
    """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN
STT | Tên cơ sở | Địa chỉ | Số lao động
1 | =B9 | xã Nam Dương, huyện Lục Ngạn | #12
2 | HTX Chè Thử Nghiệm | xã Xuân Lương, huyện Yên Thế | #30
"""
)
TO_CHECK = sheets.sheet(
    """
DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN
STT | Tên cơ sở | Địa chỉ | Số lao động
1 | Công ty TNHH Gỗ Thử Nghiệm | xã Nam Dương, huyện Lục Ngạn | rất đông
2 | HTX Chè Thử Nghiệm | xã Xuân Lương, huyện Yên Thế | #30
"""
)


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)
    monkeypatch.setattr(visit, "_PATIENCE_SECONDS", 60.0)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of the test's own."""
    yield from visits.own_store(tmp_path, monkeypatch)


def workbook(sheet: Sheet) -> bytes:
    """Return a sheet as an XLSX."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet.name)
        for at, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(at, column, cell)
    return made.getvalue()


def file_of(app: AppTest):  # noqa: ANN201 - a widget of the test
    return next(one for one in app.file_uploader if str(one.key).startswith("import_file_"))


def upload(sheet: Sheet | bytes, name: str = "Danh sách.xlsx", app: AppTest | None = None) -> AppTest:
    app = app or visits.visit("imports")
    file_of(app).set_value((name, sheet if isinstance(sheet, bytes) else workbook(sheet), TYPE))
    return visits.checked(app.run())


def at(app: AppTest, step: str) -> AppTest:
    """Go to a step of the import."""
    (bar,) = (one for one in app.button_group if one.key == "import_step")
    return visits.checked(bar.set_value(step).run())


def click(app: AppTest, key: str) -> AppTest:
    if key in {"import_all", "import_good"}:
        app = at(app, "write")
    app.button(key=key).click()
    return visits.checked(app.run())


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for one in app.button if one.key}


def field_of(app: AppTest, column: int):  # noqa: ANN201 - a widget of the test
    app = at(app, "columns")
    return next(one for one in app.selectbox if str(one.key).startswith(f"import_field_{column}_"))


def names(store: Store) -> set[str]:
    return {str(entry.after["name"]) for entry in store.audit(table="facilities") if entry.after}


@pytest.mark.usefixtures("job_processes")
def test_a_good_table_is_imported_counted_and_taken_back(store: Store) -> None:
    app = upload(FACILITIES)
    assert store.revision() == 0, "nothing is written before the decision"
    assert "2 dòng đã đọc = 2 mới + 0 cập nhật + 0 không đổi + 0 từ chối + 0 bỏ qua" in visits.texts(app)
    app = click(app, "import_all")
    assert "2 dòng mới" in visits.texts(app)
    assert names(store) == {"Công ty TNHH Gỗ Thử Nghiệm", "HTX Chè Thử Nghiệm"}
    assert store.revisions()[-1].action == "import"
    assert store.revisions()[-1].note == "Danh sách.xlsx"
    assert "2 cơ sở" in visits.texts(visits.visit()), "the map says what is the office's own"
    click(app, "import_undo")
    assert store.counts()["facilities"] == 0


def test_an_import_waits_as_its_visits_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(visit, "Work", lambda work: (asked.append(VISIT.get()), Work(work))[1])
    upload(FACILITIES)
    assert len(asked) == 1
    assert asked[0], "nobody's job would not wait its turn"


def test_the_rows_of_each_fate_are_a_list_of_their_own() -> None:
    app = upload(OF_EVERY_FATE)
    assert "5 dòng đã đọc = 2 mới + 0 cập nhật + 0 không đổi + 1 từ chối + 2 bỏ qua" in visits.texts(app)
    (lists,) = (one for one in app.button_group if str(one.key).startswith("import_part_"))
    for state, rows in {"new": [4, 5], "refused": [3], "left_out": [6, 7]}.items():
        visits.checked(lists.set_value(state).run())
        assert _listed(app, state) == rows


def _listed(app: AppTest, name: str) -> list[int]:
    """Return the numbers of the rows in the list that is drawn under a name."""
    (found,) = (one.proto for one in app.get("bidi_component") if f"-import_{name}_" in one.proto.id)
    return [row["cells"][0]["v"] for row in json.loads(found.bytes)["rows"]]


def test_the_columns_are_chosen_remembered_and_proposed_anew(store: Store) -> None:
    app = upload(FACILITIES)
    assert field_of(app, 4).value is None
    visits.checked(field_of(app, 4).set_value("products").run())
    app = click(app, "import_all")
    assert {entry.after["products"] for entry in store.audit(table="facilities") if entry.after} == {"A1", "A2"}
    app = at(upload(FACILITIES, "Danh sách mới.xlsx", app), "columns")
    assert "như lần nhập trước" in visits.texts(app)
    assert field_of(app, 4).value == "products"
    assert field_of(click(app, "import_anew"), 4).value is None


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    app = click(upload(FACILITIES), "import_all")
    revision = store.revision()
    app = at(upload(FACILITIES, app=app), "write")
    assert "không làm thay đổi gì" in visits.texts(app)
    assert not {"import_all", "import_good"} & keys(app)
    assert store.revision() == revision


def test_refused_rows_leave_the_good_ones_to_choose(store: Store) -> None:
    app = at(upload(WITH_AN_ERROR), "write")
    assert "import_good" in keys(app)
    assert "import_all" not in keys(app)
    click(app, "import_good")
    assert names(store) == {"HTX Chè Thử Nghiệm"}


def test_what_holds_for_all_rows_is_stated_by_hand(store: Store) -> None:
    bare = sheets.sheet("Tên cơ sở | Ngành nghề\nHTX Thử Một | Chế biến gỗ\nHTX Thử Hai | Cơ khí")
    app = at(upload(bare), "columns")
    district = next(one for one in app.selectbox if str(one.key).startswith("import_default_district"))
    visits.checked(district.set_value("Huyện Sơn Động").run())
    click(app, "import_all")
    assert {entry.after["district_code"] for entry in store.audit(table="facilities") if entry.after} == {"220"}


def test_a_file_that_is_no_table_is_refused_with_the_reason() -> None:
    app = upload(b"MZ\x90\x00 a program", "bang.xlsx")
    assert "Hãy lưu lại" in visits.texts(app)
    assert file_of(app).value is None


def test_a_name_from_a_file_is_text(store: Store) -> None:
    app = upload(b"", "![x](http://example.com/x.png) <b>.xlsx")
    assert "![x](" not in app.error[0].value
    assert store.revision() == 0


def test_somebody_who_was_faster_is_named_and_the_comparison_made_anew(store: Store) -> None:
    known = next(row for row in public_rows("facilities").values() if row["district_code"] and row["workers"] is None)
    sheet = sheets.sheet(
        f"Tên cơ sở | Huyện | Số lao động\n{known['name']} | {known['district_code']} | #12\nHTX Thử Hai | Lục Nam | #5"
    )
    rows = (*sheet.rows[:1], (known["name"], None, 12), *sheet.rows[2:])
    app = upload(Sheet("Biểu", rows))
    store.commit(
        [Change("facilities", known["facility_id"], {**known, "note": "mới"})], who="ngan@example.vn", action="edit"
    )
    app = click(app, "import_all")
    assert "ngan@example.vn vừa sửa" in visits.texts(app)
    assert store.revision() == 1
    click(app, "import_all")
    row = store.row("facilities", known["facility_id"])
    assert row
    assert (row.values["workers"], row.values["note"]) == (12, "mới")


def test_a_database_that_is_away_keeps_the_file_and_the_columns(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = upload(FACILITIES)
    visits.checked(field_of(app, 4).set_value("products").run())

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailableError(Unavailable.GONE, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(store, "commit", away)
        app = click(app, "import_all")
        assert "Không kết nối được" in visits.texts(app)
    assert field_of(app, 4).value == "products"
    click(app, "import_all")
    assert store.counts()["facilities"] == 2


class _BangError(RuntimeError):
    """Something that nobody foresaw."""


def _fails(*_: object, **__: object) -> None:
    raise _BangError


def _code(app: AppTest) -> str:
    (found,) = re.findall(r"mã ([0-9A-F]{6})", visits.texts(app))
    return str(found)


def test_an_unforeseen_error_has_a_code_its_trace_is_logged_and_the_file_is_kept_for_a_retry(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(visit, "draft_of_upload", _fails)
        app = upload(FACILITIES)
    assert f"error {_code(app)}" in caplog.text
    assert "_BangError" in caplog.text
    assert "“Danh sách.xlsx” (0,1 MB) được giữ trong bộ nhớ của phiên này đến" in visits.texts(app)
    kept = app.session_state["visit"].importing.kept
    assert kept.is_there
    assert "được giữ" not in visits.texts(visits.visit("imports")), "another visit does not see it"
    app = click(app, "import_again")
    assert "2 dòng đã đọc" in visits.texts(app)
    assert not kept.is_there
    click(app, "import_all")
    assert store.counts()["facilities"] == 2


@pytest.mark.parametrize("leave", ["upload", "time", "setting"])
def test_a_kept_file_is_deleted_when_said(leave: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if leave == "setting":
        monkeypatch.setenv(IMPORT_KEPT_MINUTES, "0")
    if leave == "time":
        monkeypatch.setattr(kept_file, "Timer", lambda _seconds, release: _AtOnce(release))
    with monkeypatch.context() as patch:
        patch.setattr(visit, "draft_of_upload", _fails)
        app = upload(FACILITIES)
        kept = app.session_state["visit"].importing.kept
        assert kept.is_there == (leave == "upload")
        assert ("import_again" in keys(app)) == (leave == "upload")
        assert ("được giữ" in visits.texts(app)) == (leave == "upload")
    upload(WITH_AN_ERROR, app=app)
    assert not kept.is_there
    with pytest.raises(kept_file.FileGoneError):
        kept.data()


class _AtOnce:
    def __init__(self, release: Callable[[], None]) -> None:
        self.release, self.daemon = release, False

    def start(self) -> None:
        self.release()

    def cancel(self) -> None:
        pass


def test_an_unforeseen_error_of_writing_or_drawing_keeps_the_app_and_the_draft(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(FACILITIES)
    with monkeypatch.context() as patch:
        patch.setattr(store, "commit", _fails)
        app = click(app, "import_all")
        assert _code(app)
    with monkeypatch.context() as patch:
        patch.setattr(preview, "problems", _fails)
        patch.setattr(preview, "understood_rows", _fails)
        app = at(app, "check")
        assert "import_close_after" in keys(app)
    app = click(visits.checked(app.run()), "import_all")
    assert store.counts()["facilities"] == 2


def test_a_viewer_sees_no_page_and_commits_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(upload(FACILITIES), "write")
    monkeypatch.setattr(access, "visitor", lambda: Visitor("an@example.vn", Role.VIEWER))
    app.button(key="import_all").click()
    app = visits.checked(app.run())
    assert "không được làm việc này" in visits.texts(app)
    for act in (lambda: visit.commit_import("all"), lambda: visit.open_file(b"", "x"), visit.try_again):
        with pytest.raises(access.NotAllowedError):
            act()
    assert store.revision() == 0


def test_an_import_whose_columns_cannot_be_remembered_is_whole_and_leaves_a_trace(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailableError(Unavailable.LOCKED, "locked")

    app = upload(FACILITIES)
    monkeypatch.setattr(store, "save_document", away)
    with caplog.at_level("INFO", logger="geodata.events"):
        assert "2 dòng mới" in visits.texts(click(app, "import_all"))
    assert names(store) == {"Công ty TNHH Gỗ Thử Nghiệm", "HTX Chè Thử Nghiệm"}
    assert "the columns are not remembered" in caplog.text
    assert "event=import table=facilities" in caplog.text
    assert "Danh sách.xlsx" not in caplog.text, "the name of a file may name a person"


def test_a_refused_file_stands_in_the_log_by_its_reason_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="geodata.events"):
        upload(b"MZ\x90\x00 a program", "Nguyễn Văn A.xlsx")
    assert "event=refusal what=file why=wrong_type" in caplog.text
    assert "Nguyễn" not in caplog.text


def test_a_bad_cell_is_mended_in_place_and_told_in_the_journal(store: Store) -> None:
    app = upload(WITH_AN_ERROR)
    (field,) = (one for one in app.text_input if str(one.key).startswith("import_mend_3_2_"))
    app = visits.checked(field.set_value("Công ty TNHH Sửa Tại Chỗ").run())
    assert "2 dòng đã đọc = 2 mới + 0 cập nhật + 0 không đổi + 0 từ chối + 0 bỏ qua" in visits.texts(app)
    assert "B3 = “Công ty TNHH Sửa Tại Chỗ”" in visits.texts(app)
    click(app, "import_all")
    assert names(store) == {"Công ty TNHH Sửa Tại Chỗ", "HTX Chè Thử Nghiệm"}
    assert store.revisions()[-1].note == "Danh sách.xlsx, 1 ô ghi tay"


def test_a_mended_cell_can_be_as_in_the_file_again() -> None:
    app = upload(WITH_AN_ERROR)
    (field,) = (one for one in app.text_input if str(one.key).startswith("import_mend_3_2_"))
    app = click(visits.checked(field.set_value("Công ty TNHH Sửa Tại Chỗ").run()), "import_unmend")
    assert "1 từ chối" in visits.texts(app)
    assert "import_unmend" not in keys(app)


def test_the_steps_lead_from_the_columns_to_what_was_written() -> None:
    app = click(at(upload(FACILITIES), "columns"), "import_to_check")
    assert "2 dòng đã đọc" in visits.texts(app)
    app = click(click(app, "import_to_write"), "import_all")
    assert "Xem 2 cơ sở trên bản đồ" in [link.proto.label for link in app.get("page_link")]


def test_what_is_still_to_check_is_told_where_it_is_written() -> None:
    app = upload(TO_CHECK)
    (panel,) = (one for one in app.expander if str(one.label).startswith("Sửa ô"))
    n = int(re.search(r"(\d+) ô cần kiểm tra", str(panel.label))[1])
    assert n
    assert f"Còn {n} ô cần kiểm tra" in visits.texts(at(app, "write"))


def test_an_office_that_starts_is_led_from_its_name_to_its_proposals(store: Store) -> None:
    app = visits.visit("imports")
    assert "Bắt đầu: đã xong 0 trên 4 việc" in [one.label for one in app.expander]
    app = visits.checked(app.text_input(key="office_name").set_value(" Trung tâm  Khuyến công ").run())
    assert "Bắt đầu: đã xong 1 trên 4 việc" in [one.label for one in app.expander]
    app = visits.checked(app.radio(key="office_scope").set_value(RecordScope.OFFICE).run())
    assert app.query_params["record"] == "office"
    assert "Bắt đầu: đã xong 2 trên 4 việc" in [one.label for one in app.expander]
    assert store.document(KIND, NAME).content["name"] == "Trung tâm Khuyến công"  # type: ignore[union-attr, index, call-overload]
    fresh = visits.visit()
    assert fresh.query_params["record"] == "office", (
        "an address that says nothing begins with what the office works with"
    )
    assert "record" not in visits.visit(district="217").query_params, "a link of others shows what it showed them"


def test_whoever_may_not_edit_says_nothing_for_the_office(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("an@example.vn", Role.VIEWER))
    with pytest.raises(access.NotAllowedError):
        office.save_profile(OfficeProfile("Ai đó"))
    assert store.document(KIND, NAME) is None
