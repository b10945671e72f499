"""Files beside a record as a visit sees them: by role, each act asks for its right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.editing.attachment_words import REFUSALS, attachment_refusal_text
from analytics.wording.language import language
from geodata.attachments import FileRefusal
from geodata.door.access import Role, Visitor
from geodata.store import AttachmentContent, Change, Store
from geodata.store.attachments import digest_of
from pages.components.visit import access
from tests.geodata.attachments.attachment_files import PDF
from tests.pages import visits

FOCUS = "facilities:cong-ty-hoa-phat"


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)
    visits.on_this_computer(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    for opened in visits.own_store(tmp_path, monkeypatch):
        table, _, row_id = FOCUS.partition(":")
        values = {"of_table": table, "of_row": row_id, "name": "Biên bản.pdf", "kind": "pdf", "size": len(PDF)}
        row = {"attachment_id": "f-1", **values, "digest": digest_of(PDF)}
        opened.commit(
            [Change("attachments", "f-1", row)], who="lan", action="attach", contents=[AttachmentContent(PDF)]
        )
        yield opened


def test_who_only_looks_is_shown_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    app = visits.visit("record", focus=FOCUS)
    assert any(button.key == "attachment_remove_f-1" for button in app.button)
    for role in (Role.VIEWER, Role.ANALYST, None):
        monkeypatch.setattr(access, "visitor", lambda role=role: Visitor("ngan@example.vn", role))
        app.run()
        assert not [button for button in app.get("download_button") if button.key.startswith("attachment")]
        assert "Biên bản.pdf" not in str(app)


def test_removing_asks_for_the_right_when_it_is_clicked(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    app = visits.visit("record", focus=FOCUS)
    editor = access.visitor()
    monkeypatch.setattr(access, "visitor_of_run", lambda: editor)
    button = app.button(key="attachment_remove_f-1").click()
    monkeypatch.setattr(access, "visitor", lambda: Visitor("ngan@example.vn", Role.ANALYST))
    button.run()
    assert store.revision() == 1


def test_a_file_is_removed_and_the_journal_names_it(store: Store) -> None:
    app = visits.checked(visits.visit("record", focus=FOCUS).button(key="attachment_remove_f-1").click().run())
    assert store.attachments_of(*FOCUS.split(":")) == ()
    visits.take_back(app)
    assert [one.values["name"] for one in store.attachments_of(*FOCUS.split(":"))] == ["Biên bản.pdf"]
    assert [entry.action for entry in store.history("attachments", "f-1")] == ["undo", "remove", "attach"]


def test_who_looks_after_the_app_erases_and_nobody_else(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    app = visits.visit("record", focus=FOCUS)
    assert app.button(key="erase_do").disabled
    app.checkbox(key=f"erase_sure_{FOCUS.replace(':', '_')}").check()
    button = visits.checked(app.run()).button(key="erase_do")
    administrator = access.visitor()
    monkeypatch.setattr(access, "visitor_of_run", lambda: administrator)
    with monkeypatch.context() as patch:
        patch.setattr(access, "visitor", lambda: Visitor("ngan@example.vn", Role.EDITOR))
        button.click().run()
        assert store.revision() == 1
    visits.checked(app.button(key="erase_do").click().run())
    assert store.revisions(1)[0].action == "erase"
    assert store.attachments_of(*FOCUS.split(":")) == ()
    assert store.verify() == ()
    monkeypatch.setattr(access, "visitor_of_run", lambda: Visitor("ngan@example.vn", Role.EDITOR))
    assert [button for button in visits.checked(app.run()).button if button.key == "erase_do"] == []


@pytest.mark.parametrize("reason", list(FileRefusal))
def test_every_refusal_says_what_to_do_in_every_language(reason: FileRefusal) -> None:
    assert set(REFUSALS) == set(FileRefusal)
    assert attachment_refusal_text(reason, language("vi")) != attachment_refusal_text(reason, language("en"))
