"""What the journal and the refusals of the store say to a person."""

import ast
import csv
import io
from pathlib import Path

import pytest

from analytics.editing.journal import (
    ACTIONS,
    action_text,
    entry_name,
    journal_csv,
    matching,
    revision_rows,
    time_text,
    value_changes,
    value_differences,
)
from analytics.editing.record_view import belonging, field_lines, row_title
from analytics.editing.refusals import AWAY, REMEDIES, fault_lines, refusal_lines
from analytics.wording.language import Language
from geodata.record import Record
from geodata.settings import TIME_ZONE
from geodata.store import (
    AuditEntry,
    InvalidRowError,
    NewerStoreError,
    NothingToUndoError,
    Revision,
    RowFault,
    StoreError,
    StoreUnavailableError,
    Unavailable,
    ValueFault,
)
from geodata.store.public_rows import public_rows

VI = Language("vi")
AT = "2026-11-20T17:30:00.000+00:00"
KEY = "cong-ty-hoa-phat"
FACILITY = public_rows("facilities")[KEY]


def entry(before: dict[str, object] | None, after: dict[str, object] | None, note: str = "") -> AuditEntry:
    told = (1, 7, AT, "lan@example.vn", "edit", note, None, "facilities", KEY)
    return AuditEntry(*told, before, after, "0", "1")


def test_times_are_those_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    assert time_text(AT) == "21/11/2026 00:30"
    monkeypatch.setenv(TIME_ZONE, "Europe/Paris")
    assert time_text(AT) == "20/11/2026 18:30"


def test_an_entry_names_what_changed_in_words_and_in_the_order_of_the_table() -> None:
    lines = value_changes(entry(FACILITY, {**FACILITY, "workers": 1450, "kind": "cooperative"}), VI)
    assert [(line.column, line.before, line.after) for line in lines] == [
        ("Loại", "Doanh nghiệp", "Hợp tác xã"),
        ("Lao động", "", "1.450"),
    ]


def test_a_new_and_a_removed_row_say_all_that_is_known_of_them() -> None:
    added, removed = value_changes(entry(None, FACILITY), VI), value_changes(entry(FACILITY, None), VI)
    assert {line.before for line in added} == {line.after for line in removed} == {""}
    assert ("Tên", "Công ty Hòa Phát") in {(line.column, line.after) for line in added}


def test_columns_and_tables_that_are_not_known_read_as_they_are() -> None:
    ((line),) = value_differences("documents", None, {"content": {"a": 1}}, VI)
    assert line.after == "{'a': 1}"
    assert action_text("something", VI) == "something"


def test_entries_are_found_by_name_and_key() -> None:
    entries = (entry(None, FACILITY), entry(FACILITY, None))
    assert matching(entries, "HÒA phát", VI) == entries
    assert matching(entries, KEY, VI) == entries
    assert matching(entries, "khác", VI) == ()
    assert entry_name(entry(None, {}), VI) == KEY


def test_no_cell_of_the_journals_csv_is_a_formula() -> None:
    evil = {**FACILITY, "name": "=1+1", "note": "@x"}
    content = journal_csv([entry(FACILITY, evil, note="+cmd")], VI)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "'=1+1" in rows[1]


def test_a_commit_that_takes_another_back_says_which() -> None:
    (row,) = revision_rows([Revision(8, AT, "lan@example.vn", "undo", "", 7, 2)], VI)
    assert "7" in row["action"]
    assert row["at"]["v"] == AT


@pytest.mark.parametrize("fault", ValueFault)
def test_every_fault_says_where_what_and_what_to_do(fault: ValueFault) -> None:
    (line,) = fault_lines([RowFault("facilities", KEY, "workers", "-5", fault)], VI)
    assert line.startswith("Cơ sở CNNT · Lao động")
    assert VI.text(REMEDIES[fault]) != REMEDIES[fault]
    assert fault is ValueFault.STILL_NAMED or "-5" in line
    assert "{" not in line


def test_a_bound_is_named() -> None:
    (line,) = fault_lines([RowFault("ocop_products", "x", "stars", "6", ValueFault.TOO_LARGE)], VI)
    assert line.endswith("lớn nhất là 5")


def test_every_refusal_of_the_store_has_words() -> None:
    assert set(AWAY) == set(Unavailable)
    for reason in Unavailable:
        (line,) = refusal_lines(StoreUnavailableError(reason, "x"), VI)
        assert line == VI.text(AWAY[reason]) != AWAY[reason]
    faults = [RowFault("facilities", KEY, "name", "", ValueFault.MISSING)]
    assert len(refusal_lines(InvalidRowError(faults), VI)) == 1
    told = [StoreError("x"), NothingToUndoError("x"), NewerStoreError("x")]
    told += [StoreUnavailableError(reason, "x") for reason in set(Unavailable) - {Unavailable.OTHER}]
    assert len({refusal_lines(error, VI) for error in told}) == len(told)


def test_a_records_page_shows_every_field_and_what_belongs_to_it(record: Record) -> None:
    lines = dict(field_lines("facilities", FACILITY, VI))
    assert len(lines) == len(FACILITY) - 1
    assert row_title("facilities", FACILITY, VI) == "Công ty Hòa Phát"
    proposal = record["beneficiaries"]["proposal_id"].iloc[0]
    found = dict(belonging(record, "proposals", proposal))
    assert set(found["beneficiaries"]["proposal_id"]) == {proposal}
    assert belonging(record, "survey_visits", "x") == ()


def test_every_action_that_a_screen_saves_under_has_its_word() -> None:
    calls = [
        call
        for path in (Path(__file__).parents[3] / "pages").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"save_changes", "_commit"}
    ]
    given = [text for call in calls if len(call.args) > 1 for text in ast.walk(call.args[1])]
    saved = {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert len(saved) >= 10
    assert saved - set(ACTIONS) == set()
