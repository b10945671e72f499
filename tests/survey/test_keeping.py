"""Contacts and photos are kept until the day that the campaign says: then they are shown no more, and erased for good."""

from datetime import date
from pathlib import Path

import pytest

from analytics.downloads.fields import FIELDS
from analytics.survey.progress import keeps_no_more, visits_with_answers
from analytics.survey.trips import call_of
from analytics.wording.language import Language
from geodata.clock import today
from geodata.store import Change, Store
from geodata.store.__main__ import main
from geodata.store.history import keeping
from geodata.store.history.audit_csv import write_audit
from tests.survey import filled_forms as files
from tests.survey.office_store import current, filled_store, phone_for, taken, visit_keys

VI = Language("vi")
PERSON = "Vi Thị Ngọc Sương 0987"
LONG_AGO, TO_COME = "2024-06-30", "2999"


def campaign_with_people(folder: Path, until: str | None) -> Store:
    """Return a store with a campaign that has a contact and two photos at each visit, and a paper at the first."""
    store = filled_store(folder, 3, contacts_until=until)
    phone, keys = phone_for(store), visit_keys(store)
    filled = [phone.filled(key, number, visit_state="done") for number, key in enumerate(keys)]
    taken(store, files.central_zip(phone, filled), "a.zip")
    held = store.rows("survey_visits", keys)
    told = [
        Change(
            "survey_visits", key, {**held[key].values, "contact": PERSON, "contact_consent": "given"}, held[key].version
        )
        for key in keys
    ]
    (first, *_) = store.attachments_of("survey_visits", keys[0])
    paper = {**first.values, "attachment_id": "giay-1", "kind": "pdf", "name": "Biên bản.pdf"}
    store.commit([*told, Change("attachments", "giay-1", paper)], who="lan", action="edit")
    return store


def contacts(store: Store) -> list[str]:
    visits = visits_with_answers(current(store), "dot-1", VI)
    return [call_of(one, VI, shows_contact=True).contact for one in visits]


@pytest.mark.parametrize(("until", "is_kept"), [(None, True), (TO_COME, True), (LONG_AGO, False), ("2024", False)])
def test_a_contact_is_shown_until_its_day(tmp_path: Path, until: str | None, is_kept: bool) -> None:  # noqa: FBT001
    store = campaign_with_people(tmp_path, until)
    assert contacts(store) == [PERSON if is_kept else ""] * 3
    with store.reading() as connection:
        assert keeping.count_past(connection, today()) == ((0, 0) if is_kept else (3, 6))
    store.close()


def test_a_campaign_keeps_through_its_last_day() -> None:
    day = today()
    assert not keeps_no_more({"contacts_until": day.isoformat()})
    assert not keeps_no_more({"contacts_until": f"{day:%Y-%m}"})
    assert keeps_no_more({"contacts_until": date(day.year - 1, 12, 31).isoformat()})


def test_what_is_past_its_day_is_erased_by_the_command_and_papers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = campaign_with_people(tmp_path, LONG_AGO)
    keys = visit_keys(store)
    monkeypatch.setenv("DATABASE_URL", store.database.address.url)
    assert main(["retention"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert store.attachments_of("survey_visits", keys[1])
    assert main(["retention", "--yes"]) == 0
    assert [one.values["contact"] for one in store.rows("survey_visits", keys).values()] == [None] * 3
    assert [len(store.attachments_of("survey_visits", key)) for key in keys] == [1, 0, 0]
    told = tmp_path / "audit.csv"
    write_audit(store, told)
    assert PERSON not in told.read_text("utf-8-sig")
    with store.reading() as connection:
        assert keeping.count_past(connection, today()) == (0, 0)
    assert not store.verify()
    store.close()
    assert PERSON.encode() not in (tmp_path / "khuyencong.sqlite3").read_bytes()


def test_a_contact_is_in_no_export() -> None:
    assert "contact" not in {one.id for one in FIELDS["survey_visits"]}
