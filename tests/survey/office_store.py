"""A store with a campaign of invented facilities that registered proposals, for the tests of what comes back."""

from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from analytics.survey.campaigns import candidates, visit_rows
from analytics.survey.intake import intake
from analytics.survey.taking import Taking, batches
from geodata.record import Record, load_public_record
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.settings import StoreAddress
from geodata.store import Change, RecordScope, Store, open_store
from geodata.store.overlay import StoreRows, overlaid, read_stored_rows
from geodata.survey.photos import Photo, photos_in
from geodata.survey.questions import form_of
from geodata.survey.reading import ReadForms, forms_in
from geodata.survey.versions import forms_asked
from geodata.survey.xlsform import ListedVisit, form_package
from tests.geodata.store.store_rows import SOURCE_ID, beneficiary, facility, proposal, row, source
from tests.survey.filled_forms import Phone
from tests.survey.survey_record import DAY, campaign_row

SOURCE: dict[str, Any] = source("office-forms").after  # type: ignore[assignment]
STAGES = {CampaignKind.SURVEY: "registered", CampaignKind.INSPECTION: "accepted"}


def tell(_step: str, _share: float) -> None:
    """Take what a job tells."""


def address(folder: Path) -> StoreAddress:
    file = folder / "khuyencong.sqlite3"
    return StoreAddress(f"sqlite:///{file}", file)


def filled_store(folder: Path, n: int, kind: CampaignKind = CampaignKind.SURVEY, **given: Any) -> Store:
    """Return a store with `n` facilities, their proposals and a campaign that visits them."""
    store = open_store(address(folder))
    changes = [source()]
    for number in range(n):
        years = (
            {"year_from": 2024, "year_to": 2024}
            if kind is CampaignKind.SURVEY
            else {"year_from": 2020, "year_to": 2020}
        )
        changes += [
            facility(f"co-so-{number}", name=f"Cơ sở Thử {number}"),
            proposal(f"de-an-{number}", title=f"Đề án thử {number}", stage=STAGES[kind], **years),
            beneficiary(f"b-{number}", f"de-an-{number}", f"co-so-{number}"),
        ]
    campaign = row("survey_campaigns", **campaign_row(kind, source_ids=SOURCE_ID, **given))
    team = row("survey_teams", team_id="doan-1", campaign_id="dot-1", name="Đoàn 1", source_ids=SOURCE_ID)
    changes += [Change("survey_campaigns", "dot-1", campaign), Change("survey_teams", "doan-1", team)]
    store.commit(changes, who="lan", action="import")
    record = current(store)
    chosen = [one for one in candidates(record, kind, 2024, DAY) if str(one.facility_id).startswith("co-so-")]
    rows = visit_rows(record, campaign, chosen, SOURCE_ID)
    assert len(rows) == n
    store.commit([Change("survey_visits", one["visit_id"], one) for one in rows], who="lan", action="survey")
    return store


public_record = cache(load_public_record)


_FOLLOWED: "WeakKeyDictionary[Store, tuple[StoreRows, Record]]" = WeakKeyDictionary()


def current(store: Store) -> Record:
    """Return the record as it is now; what did not change since it was last asked for is not read again, as in the app."""
    earlier = _FOLLOWED.get(store)
    rows = read_stored_rows(store, earlier and earlier[0])
    if earlier is None or rows is not earlier[0]:
        earlier = _FOLLOWED[store] = (rows, overlaid(public_record(), rows, RecordScope.ALL, earlier))
    return earlier[1]


def visit_keys(store: Store) -> list[str]:
    visits = current(store)["survey_visits"]
    return sorted(visits.loc[visits["campaign_id"].eq("dot-1"), "visit_id"])


def phone_for(store: Store, kind: CampaignKind = CampaignKind.SURVEY) -> Phone:
    """Return a phone with the form of the campaign."""
    visits = [ListedVisit(key, f"Cơ sở {key}") for key in visit_keys(store)]
    return Phone(form_package(form_of(current(store), kind), "Khảo sát", "khao-sat", visits))


def taking_of(store: Store, photos: dict[str, Photo] | None = None, kind: CampaignKind = CampaignKind.SURVEY) -> Taking:
    record = current(store)
    frame = record["survey_campaigns"]
    (campaign,) = frame.astype(object).where(frame.notna(), None).to_dict("records")
    forms = forms_asked(store, form_of(record, kind))
    return Taking(record, campaign, forms, photos or {}, "office-forms", SOURCE, store.rows, store.history)


def read(store: Store, data: bytes, name: str, kind: CampaignKind = CampaignKind.SURVEY) -> ReadForms:
    return forms_in(tell, data, name, forms_asked(store, form_of(current(store), kind)))


def taken(store: Store, data: bytes, name: str, kind: CampaignKind = CampaignKind.SURVEY) -> list[str]:
    """Take a file of forms into the store, as the screen does, and return the fate of each."""
    found = read(store, data, name, kind)
    taking = taking_of(store, None, kind)
    photos = photos_in(tell, dict(found.media), bool(taking.campaign["reads_photo_place"]))
    lines = intake(taking.record, "dot-1", found.submissions)
    for batch in batches(taking_of(store, photos, kind), lines):
        store.commit(batch.changes, who="lan", action="survey forms", contents=batch.contents)
    return [line.fate.value for line in lines]
