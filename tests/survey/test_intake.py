"""What comes back from phones reaches the store: once, with its differences, its conflicts and its photos, whole or not at all."""

import io
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from analytics.survey.answers import Meanings, counted_forms, filled_forms
from analytics.survey.intake import Fate, intake
from analytics.survey.taking import decided
from geodata.attachments.model import FileRefusal
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, VisitState
from geodata.store import Change, Store, open_store
from geodata.survey.photos import photos_in
from geodata.survey.questions import QUESTIONS_KIND, form_from, form_of, standard_form, standard_rows
from geodata.survey.versions import form_answered
from tests.geodata.store.store_rows import SOURCE_ID
from tests.killing import lived
from tests.survey import filled_forms as files
from tests.survey.filled_forms import Filled, Phone
from tests.survey.office_store import (
    address,
    current,
    filled_store,
    phone_for,
    read,
    taken,
    taking_of,
    tell,
    visit_keys,
)

DONE = {"visit_state": "done"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled_store(tmp_path, 6)


def filled_by(phone: Phone, keys: list[str], **given: str) -> list[Filled]:
    return [phone.filled(key, number, **{**DONE, **given}) for number, key in enumerate(keys)]


def stored(store: Store) -> list[Filled]:
    """Return what counts for each visit, as the phone filled it in."""
    found = counted_forms(current(store))
    return [{"visit": key, **found[key].answers} for key in visit_keys(store) if key in found]


def alike(filled: list[Filled]) -> list[Filled]:
    return [{name: value for name, value in one.items() if value} for one in filled]


@pytest.mark.parametrize("make", [files.central_csv, files.kobo_csv, files.kobo_xlsx], ids=["central", "kobo", "xlsx"])
def test_a_file_is_taken_once(store: Store, make) -> None:  # noqa: ANN001
    phone = phone_for(store)
    filled = filled_by(phone, visit_keys(store))
    name = "a.xlsx" if make is files.kobo_xlsx else "a.csv"
    assert set(taken(store, make(phone, filled), name)) == {Fate.NEW}
    assert stored(store) == alike(filled)
    revision = store.revision()
    assert set(taken(store, make(phone, filled), name)) == {Fate.SAME}
    assert store.revision() == revision
    assert not store.verify()


def test_a_visit_follows_from_its_form_and_its_proposal_is_surveyed(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    given = {"recommended": "yes", "papers": "missing", "visited_on": "2024-01-18", "finding": "Đủ điều kiện"}
    taken(store, files.central_csv(phone, [phone.filled(key, 1, **DONE, **given, position="21.3 106.2")]), "a.csv")
    visit = store.row("survey_visits", key).values
    assert (visit["state"], visit["visited_on"], visit["result"]) == ("done", "2024-01-18", "lacks_papers")
    assert (visit["lat"], visit["lon"], visit["location_quality"]) == (21.3, 106.2, "exact")
    assert visit["source_ids"].endswith("office-forms")
    assert store.row("proposals", visit["proposal_id"]).values["stage"] == "surveyed"
    event = store.row("proposal_events", f"event-{key}").values
    assert (event["stage"], event["happened_on"]) == ("surveyed", "2024-01-18")


def test_an_inspection_ends_in_the_stage_inspected(tmp_path: Path) -> None:
    kind = CampaignKind.INSPECTION
    store = filled_store(tmp_path, 2, kind)
    phone, keys = phone_for(store, kind), visit_keys(store)
    filled = [phone.filled(keys[0], 1, **DONE), phone.filled(keys[1], 2, visit_state="nobody_there")]
    taken(store, files.central_json(phone, filled), "a.json", kind)
    visits = [store.row("survey_visits", key).values for key in keys]
    assert [one["state"] for one in visits] == ["done", "nobody_there"]
    stages = [store.row("proposals", one["proposal_id"]).values["stage"] for one in visits]
    assert stages == ["inspected", "accepted"]


def test_a_proposal_that_is_further_stays_where_it_is(store: Store) -> None:
    key = visit_keys(store)[0]
    held = store.row("proposals", store.row("survey_visits", key).values["proposal_id"])
    change = {**held.values, "stage": "approved"}
    store.commit([_change("proposals", held.row_id, change, held.version)], who="lan", action="edit")
    phone = phone_for(store)
    taken(store, files.central_csv(phone, [phone.filled(key, 1, **DONE)]), "a.csv")
    assert store.row("proposals", held.row_id).values["stage"] == "approved"


def _change(table: str, key: str, values: dict, version: int):  # noqa: ANN202
    from geodata.store import Change  # noqa: PLC0415

    return Change(table, key, values, version)


def test_a_corrected_form_shows_what_differs_and_takes_the_place_of_its_first_state(store: Store) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    first = filled_by(phone, keys[:2], workers="12", premises="own")
    taken(store, files.central_csv(phone, first), "a.csv")
    second = [{**first[0], "workers": "21"}, first[1]]
    del second[0]["premises"]
    lines = intake(current(store), "dot-1", read(store, files.central_csv(phone, second), "b.csv").submissions)
    assert [line.fate for line in lines] == [Fate.CHANGED, Fate.SAME]
    assert {(one.question, one.before, one.after) for one in lines[0].differences} == {
        ("workers", "12", "21"),
        ("premises", "own", None),
    }
    taken(store, files.central_csv(phone, second), "b.csv")
    assert stored(store) == alike(second)
    history = store.history("survey_answers", f"{lines[0].submission_id}-workers")
    assert [entry.after and entry.after["value"] for entry in history] == ["21", "12"]


def test_another_form_of_a_visit_waits_for_a_decision_and_none_is_lost(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    one, other = (phone.filled(key, 7, **DONE, workers=number) for number in ("12", "99"))
    data = files.central_csv(phone, [one, other])
    assert taken(store, data, "a.csv") == [Fate.NEW, Fate.CONFLICT]
    assert stored(store) == alike([one])
    assert sorted(form.answers["workers"] for form in filled_forms(current(store)).values()) == ["12", "99"]
    assert taken(store, data, "a.csv") == [Fate.SAME, Fate.SAME]
    chosen = next(
        line
        for line in intake(current(store), "dot-1", read(store, data, "a.csv").submissions)
        if line.submission.answers["workers"] == "99"
    )
    store.commit(decided(taking_of(store), chosen).changes, who="lan", action="decide")
    assert stored(store) == alike([other])
    assert Counter(form.row["state"] for form in filled_forms(current(store)).values()) == {"counts": 1, "replaced": 1}


def test_who_met_nobody_the_first_time_comes_again(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    one, other = phone.filled(key, 1, visit_state="nobody_there"), phone.filled(key, 2, **DONE)
    assert taken(store, files.central_csv(phone, [one, other]), "a.csv") == [Fate.NEW, Fate.TAKES_OVER]
    assert stored(store) == alike([other])
    assert store.row("survey_visits", key).values["state"] == VisitState.DONE


def test_what_belongs_to_no_visit_or_bears_no_number_is_told(store: Store) -> None:
    phone = phone_for(store)
    filled = [phone.filled("visit-elsewhere", 1, **DONE), phone.filled(visit_keys(store)[0], 2, **DONE)]
    rows = [files.central_row(phone, one, number) for number, one in enumerate(filled)]
    rows[1] |= {"KEY": "", "meta-instanceID": ""}
    assert taken(store, files.csv_of(rows), "a.zip.csv") == [Fate.NO_VISIT, Fate.NO_NUMBER]
    assert not filled_forms(current(store))


def test_the_questions_are_kept_as_they_were_asked(store: Store) -> None:
    phone = phone_for(store)
    taken(store, files.central_csv(phone, filled_by(phone, visit_keys(store)[:1])), "a.csv")
    (form,) = filled_forms(current(store)).values()
    document = store.document(QUESTIONS_KIND, form.row["form_version"])
    assert form_from(document.content) == standard_form(CampaignKind.SURVEY)


def test_forms_of_several_commits_with_two_photos_each_are_taken_with_their_photos(tmp_path: Path) -> None:
    n = 61  # twenty forms are one commit
    store = filled_store(tmp_path, n)
    phone, keys = phone_for(store), visit_keys(store)
    filled = filled_by(phone, keys)
    assert Counter(taken(store, files.central_zip(phone, filled), "khao-sat.zip")) == {Fate.NEW: n}
    assert stored(store) == alike(filled)
    beside = [store.attachments_of("survey_visits", key) for key in keys]
    assert [len(found) for found in beside] == [2] * n
    assert len({one.values["digest"] for found in beside for one in found}) == 2 * n
    assert not store.verify()


def gps_photo() -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 18.0, 36.0), 3: "E", 4: (106.0, 12.0, 0.0)})
    exif.get_ifd(0x8769)[0x9003] = "2024:01:18 09:05:00"
    Image.new("RGB", (40, 30), "green").save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("reads_place", [True, False])
def test_place_and_time_of_a_photo_are_read_only_where_the_team_agreed_and_never_kept_in_it(reads_place: bool) -> None:  # noqa: FBT001
    (photo,) = photos_in(tell, {"a.jpg": gps_photo()}, reads_place).values()
    assert (photo.position, photo.taken_at) == (
        ("21.310000 106.200000", "2024-01-18T09:05:00") if reads_place else ("", "")
    )
    with Image.open(io.BytesIO(photo.prepared.data)) as kept:
        assert not kept.getexif()


def test_a_photo_that_is_none_is_told_in_the_note_and_costs_nothing_else(store: Store) -> None:
    assert photos_in(tell, {"a.jpg": b"MZ no photo"}, reads_place=False)["a.jpg"].refusal is FileRefusal.UNKNOWN_KIND
    phone, key = phone_for(store), visit_keys(store)[0]
    taken(store, files.central_csv(phone, [phone.filled(key, 1, **DONE, photo_1="1.jpg")]), "a.csv")
    (form,) = filled_forms(current(store)).values()
    assert "photo_1: 1.jpg" in form.row["note"]


@pytest.mark.parametrize("seed", range(3))
def test_a_taking_that_is_killed_leaves_whole_forms_and_can_be_repeated(tmp_path: Path, seed: int) -> None:
    store = filled_store(tmp_path, 40)
    phone, keys = phone_for(store), visit_keys(store)
    filled = filled_by(phone, keys)
    data = files.central_zip(phone, filled)
    store.close()

    def take(ready: Callable[[], None]) -> None:
        ready()
        taken(open_store(address(tmp_path)), data, "a.zip")

    lived(take, random.Random(seed).uniform(0.1, 1.5))  # noqa: S311 - a moment, not a secret
    store = open_store(address(tmp_path))
    assert not store.verify()
    whole = {one["visit"]: one for one in alike(filled)}
    for one in stored(store):
        assert one == whole[one["visit"]]
        assert len(store.attachments_of("survey_visits", one["visit"])) == 2
        assert store.row("survey_visits", one["visit"]).values["state"] == "done"
    taken(store, data, "a.zip")
    assert stored(store) == alike(filled)
    store.close()


NOT_MET = ("nobody_there", "postponed", "withdrawn")


@pytest.mark.parametrize("state", NOT_MET)
@pytest.mark.parametrize("how", ["corrected", "decided"])
def test_nothing_of_a_form_that_counts_no_longer_stays_on_its_visit(store: Store, state: str, how: str) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    where = {"visited_on": "2024-01-18", "position": "21.300000 106.200000"}
    told = {**DONE, **where, "recommended": "yes", "papers": "complete", "finding": "Tốt"}
    taken(store, files.central_csv(phone, [phone.filled(keys[0], 1, **told)]), "a.csv")
    before = store.rows("survey_visits", keys[:1])[keys[0]].values
    assert (before["result"], before["finding"], before["lat"]) == ("meets", "Tốt", 21.3)

    absent = {"visit": keys[0], "visit_state": state, "visited_on": "2024-01-19"}
    if how == "corrected":
        assert taken(store, files.central_csv(phone, [absent]), "b.csv") == ["changed"]
    else:
        another = files.central_csv(phone, [absent]).replace(files.instance(0).encode(), files.instance(7).encode())
        assert taken(store, another, "b.csv") == ["conflict"]
        (submission,) = read(store, another, "b.csv").submissions
        (line,) = intake(current(store), "dot-1", [submission])
        store.commit(decided(taking_of(store), line).changes, who="lan", action="survey decision")
    after = store.rows("survey_visits", keys[:1])[keys[0]].values
    expected = {"nobody_there": "not_met", "withdrawn": "withdrew"}.get(state)
    assert (after["state"], after["result"], after["visited_on"]) == (state, expected, "2024-01-19")
    assert after["finding"] is None
    assert (after["lat"], after["lon"]) == (None, None)
    assert after["location_quality"] != "exact"


def test_what_a_person_wrote_on_a_visit_since_its_form_stays(store: Store) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    taken(store, files.central_csv(phone, [phone.filled(keys[0], 1, **DONE, finding="Tốt")]), "a.csv")
    held = store.rows("survey_visits", keys[:1])[keys[0]]
    by_hand = Change("survey_visits", keys[0], {**held.values, "finding": "Xem lại"}, held.version)
    store.commit([by_hand], who="lan", action="edit")
    absent = {"visit": keys[0], "visit_state": "postponed", "visited_on": "2024-01-19"}
    taken(store, files.central_csv(phone, [absent]), "b.csv")
    assert store.rows("survey_visits", keys[:1])[keys[0]].values["finding"] == "Xem lại"


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("ReviewState", "rejected"),
        ("_validation_status", "Not Approved"),
        ("_validation_status", "validation_status_not_approved"),
        ("_validation_status/uid", "validation_status_not_approved"),
    ],
)
def test_a_form_that_was_refused_on_its_server_counts_for_nothing(store: Store, heading: str, said: str) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    rows = [files.central_row(phone, phone.filled(key, 1, **DONE), number) for number, key in enumerate(keys[:3])]
    states = (said, "approved", "")
    data = files.csv_of([{**row, heading: state} for row, state in zip(rows, states, strict=True)])
    assert taken(store, data, "a.csv") == ["refused", "new", "new"]
    assert set(counted_forms(current(store))) == set(keys[1:3])


@pytest.mark.parametrize(
    ("stays", "changes"),
    [
        ("meta/rootUuid", "_uuid"),
        ("meta/rootUuid", "meta/instanceID"),
        ("KEY", "meta-instanceID"),
        ("__id", "meta/instanceID"),
    ],
)
def test_a_form_that_was_corrected_on_its_server_is_the_same_form(store: Store, stays: str, changes: str) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    filled = files.kobo_row(phone, phone.filled(key, 1, **DONE, workers="12"), 0)
    del filled["_uuid"]
    first = {**filled, stays: "uuid:a", changes: "uuid:a"}
    corrected = {**first, changes: "uuid:b", "answers/workers": "13"}
    made = [files.csv_of([one]) for one in (first, corrected)]
    assert [taken(store, one, "a.csv") for one in made] == [["new"], ["changed"]]


def test_a_form_corrected_to_be_of_another_visit_leaves_the_first_open(store: Store) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    before = store.rows("survey_visits", keys[:1])[keys[0]].values
    filled = phone.filled(keys[0], 1, **DONE, recommended="yes", finding="Tốt")
    for visit, fate in zip(keys[:2], (Fate.NEW, Fate.CHANGED), strict=True):
        data = files.central_csv(phone, [{**filled, "visit": visit}])
        (line,) = intake(current(store), "dot-1", read(store, data, "a.csv").submissions)
        told = [(one.question, one.before, one.after) for one in line.differences]
        assert (line.fate, told) == (fate, [] if fate is Fate.NEW else [("visit", keys[0], visit)])
        taken(store, data, "a.csv")
    first, second = (store.rows("survey_visits", keys[:2])[key].values for key in keys[:2])
    names = ("state", "result", "finding", "visited_on")
    assert [first[name] for name in names] == [before[name] for name in names]
    assert (second["state"], second["finding"]) == ("done", "Tốt")
    assert set(counted_forms(current(store))) == {keys[1]}


def stage_of(store: Store, visit_id: str) -> str:
    return store.row("proposals", store.row("survey_visits", visit_id).values["proposal_id"]).values["stage"]


def has_event(store: Store, visit_id: str) -> bool:
    held = store.row("proposal_events", f"event-{visit_id}")
    return held is not None and not held.is_removed


@pytest.mark.parametrize("kind", CampaignKind)
@pytest.mark.parametrize("how", ["postponed", "withdrawn", "nobody_there", "another visit"])
def test_a_proposal_goes_back_with_the_visit_that_moved_it(tmp_path: Path, kind: CampaignKind, how: str) -> None:
    store = filled_store(tmp_path, 2, kind)
    phone, keys = phone_for(store, kind), visit_keys(store)
    before, filled = stage_of(store, keys[0]), phone.filled(keys[0], 1, **DONE)
    taken(store, files.central_csv(phone, [filled]), "a.csv", kind)
    assert (stage_of(store, keys[0]) != before, has_event(store, keys[0])) == (True, True)
    corrected = {**filled, "visit": keys[1]} if how == "another visit" else {**filled, "visit_state": how}
    taken(store, files.central_csv(phone, [corrected]), "b.csv", kind)
    assert (stage_of(store, keys[0]), has_event(store, keys[0])) == (before, False)
    assert not store.verify()
    store.undo(store.revision(), who="lan")
    assert (stage_of(store, keys[0]) != before, has_event(store, keys[0])) == (True, True)
    taken(store, files.central_csv(phone, [corrected]), "b.csv", kind)
    taken(store, files.central_csv(phone, [filled]), "c.csv", kind)
    assert (stage_of(store, keys[0]) != before, has_event(store, keys[0])) == (True, True)
    store.close()


def test_a_proposal_that_went_on_since_its_visit_stays_where_it_is_when_the_visit_is_taken_back(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    filled = phone.filled(key, 1, **DONE)
    taken(store, files.central_csv(phone, [filled]), "a.csv")
    held = store.row("proposals", store.row("survey_visits", key).values["proposal_id"])
    further = {**held.values, "stage": "appraised"}
    store.commit([Change("proposals", held.row_id, further, held.version)], who="lan", action="edit")
    taken(store, files.central_csv(phone, [{**filled, "visit_state": "postponed"}]), "b.csv")
    assert (stage_of(store, key), has_event(store, key)) == ("appraised", False)


def test_the_same_answers_under_another_number_are_told_and_change_nothing(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    data = files.central_csv(phone, [phone.filled(key, 1, **DONE)])
    again = data.replace(files.instance(0).encode(), files.instance(9).encode())
    assert [taken(store, one, "a.csv") for one in (data, again)] == [["new"], ["twice"]]
    both = files.csv_of([files.central_row(phone, phone.filled(visit_keys(store)[1], 2, **DONE), n) for n in (4, 5)])
    assert taken(store, both, "b.csv") == ["new", "twice"]
    assert len(filled_forms(current(store))) == 2


def test_a_conflict_always_says_what_differs(store: Store) -> None:
    phone, keys = phone_for(store), visit_keys(store)
    for seed in range(12):
        filled = [phone.filled(keys[seed % 3], seed % 4, **DONE, workers=str(seed % 5)) for _ in range(2)]
        rows = [files.central_row(phone, one, seed % 7 + n) for n, one in enumerate(filled)]
        lines = intake(current(store), "dot-1", read(store, files.csv_of(rows), "a.csv").submissions)
        assert all(line.differences for line in lines if line.fate in {Fate.CONFLICT, Fate.CHANGED})
        taken(store, files.csv_of(rows), "a.csv")


def own_questions(store: Store, **changes: dict) -> None:
    """Let the office have questions of its own: the standard ones, some changed by name; None takes one away."""
    questions, choices = standard_rows(CampaignKind.SURVEY, SOURCE_ID)
    held = store.rows("survey_questions", [str(one["question_id"]) for one in questions])
    rows = [
        ("survey_questions", str(one["question_id"]), {**one, **(changes.get(one["name"]) or {})}) for one in questions
    ]
    gone = {f"survey-{name.replace('_', '-')}" for name, change in changes.items() if change is None}
    todo = [
        Change(table, key, None if key in gone else row, held[key].version if key in held else 0)
        for table, key, row in rows
        if key not in gone or key in held
    ]
    if not held:
        todo += [Change("survey_choices", str(one["choice_id"]), one) for one in choices]
    store.commit(todo, who="lan", action="edit")


@pytest.mark.parametrize("make", [files.central_csv, files.central_json, files.kobo_csv], ids=["csv", "json", "kobo"])
def test_answers_keep_the_version_that_the_phone_answered_and_its_questions_are_found_again(
    store: Store,
    make,  # noqa: ANN001
) -> None:
    name = "a.json" if make is files.central_json else "a.csv"
    own_questions(store, products={"label": "Sản phẩm, sản lượng"})
    asked = form_of(current(store), CampaignKind.SURVEY)
    phone, keys = phone_for(store), visit_keys(store)
    filled = [phone.filled(keys[0], 1, **DONE, products="Mỳ Chũ", workers="12")]
    own_questions(store, products=None, workers={"name": "so_lao_dong"})
    now = form_of(current(store), CampaignKind.SURVEY)
    assert now.version != asked.version
    taken(store, make(phone, filled), name)
    later = phone_for(store)
    taken(
        store,
        files.central_csv(later, [later.filled(keys[1], 2, **DONE)]).replace(
            files.instance(0).encode(), files.instance(8).encode()
        ),
        "b.csv",
    )
    versions = {one.row["visit_id"]: one.row["form_version"] for one in filled_forms(current(store)).values()}
    assert versions == {keys[0]: asked.version, keys[1]: now.version}
    assert stored(store)[0] == alike(filled)[0]
    assert form_answered(store, versions[keys[0]], now) == asked
    assert form_answered(store, versions[keys[1]], now) == now
    counted = counted_forms(current(store))[keys[0]].answers
    assert Meanings(current(store)).number(CampaignKind.SURVEY, counted, AnswerMeaning.WORKERS) == 12


def test_a_version_that_nobody_here_asked_is_told(store: Store) -> None:
    phone, key = phone_for(store), visit_keys(store)[0]
    phone.form_version = phone.version = "0123456789ab"
    taken(store, files.central_csv(phone, [phone.filled(key, 1, **DONE)]), "a.csv")
    (form,) = filled_forms(current(store)).values()
    assert form.row["form_version"] == standard_form(CampaignKind.SURVEY).version
    assert "form_version: 0123456789ab" in form.row["note"]
