"""What a person entered becomes changes: whole rows that are placed, rest on a source, and lose nobody's work."""

import re
from datetime import date

import pytest

from analytics.editing.fields import EDITED_TITLES, Entry, fields
from analytics.editing.grid import grid, typed_cells, typed_rows
from analytics.editing.listing import rows_to_edit
from analytics.editing.rows import (
    EditedRow,
    blank,
    changed_columns,
    hand_source,
    merged,
    new_id,
    row_change,
    with_place,
)
from analytics.editing.values import reads, typed_text
from analytics.prepared.tables import Prepared
from analytics.selection.selected import select
from analytics.selection.selection import Selection
from analytics.wording.language import Language
from geodata.places.point_in_unit import commune_at
from geodata.schema.frames import ID, KEYS, TABLES
from geodata.schema.vocabulary import LocationQuality
from geodata.store.public_rows import public_rows

VI = Language("vi")
KEY = "cong-ty-hoa-phat"
SOURCE = "office-20261121-lan-1a2b3c4d"


def facility() -> EditedRow:
    return EditedRow("facilities", KEY, public_rows("facilities")[KEY])


@pytest.mark.parametrize("table", EDITED_TITLES)
def test_every_column_of_a_table_is_asked_for_but_its_key_and_what_follows_from_others(table: str) -> None:
    asked = [field.name for field in fields(table)]
    assert asked == [name for name in TABLES[table] if name not in {KEYS[table], "source_ids", "location_quality"}]
    assert all(field.choices for field in fields(table) if field.entry is Entry.CHOICE)
    assert all(VI.text(field.label) != field.name for field in fields(table))


def test_a_row_that_says_the_same_is_no_change() -> None:
    row = facility()
    assert row.before is not None
    assert row_change(row, dict(row.before), SOURCE) is None


def test_an_edit_keeps_the_old_sources_and_adds_the_offices_own() -> None:
    row = facility()
    assert row.before is not None
    change = row_change(row, {**row.before, "workers": 45}, SOURCE)
    assert change
    assert change.after
    assert change.after["source_ids"] == f"{row.before['source_ids']};{SOURCE}"
    assert list(change.after) == list(TABLES["facilities"])
    assert changed_columns(change.before, change.after) == ("workers",)
    again = row_change(EditedRow("facilities", KEY, change.after, 1), {**change.after, "workers": 46}, SOURCE)
    assert again
    assert again.after
    assert again.after["source_ids"].count(SOURCE) == 1
    assert again.expected_version == 1


def test_a_note_does_not_move_a_row_whose_public_place_was_judged_by_hand() -> None:
    for table in ("facilities", "ocop_products", "beneficiaries"):
        for key, values in public_rows(table).items():
            change = row_change(EditedRow(table, key, values), {**values, "note": "x"}, SOURCE)
            assert change
            assert changed_columns(values, change.after) == ("note",)


def test_a_new_commune_brings_its_district_and_takes_the_point_away() -> None:
    before = {**blank("facilities"), "commune_code": "07207", "district_code": "213", "lon": 106.2, "lat": 21.28}
    moved = with_place({**before, "commune_code": "07681"}, before)
    assert moved["district_code"] != "213"
    assert (moved["lon"], moved["lat"], moved["location_quality"]) == (None, None, LocationQuality.COMMUNE)


def test_another_district_takes_a_commune_of_elsewhere_away() -> None:
    before = {**blank("facilities"), "commune_code": "07207", "district_code": "213"}
    moved = with_place({**before, "district_code": "218"}, before)
    assert (moved["commune_code"], moved["location_quality"]) == (None, LocationQuality.DISTRICT)
    assert with_place({**before, "commune_code": None, "district_code": None}, before)["location_quality"] == "unknown"


def test_a_point_on_the_map_is_exact_and_a_new_row_is_judged_too() -> None:
    commune = commune_at(106.2, 21.28)
    row = with_place({**blank("facilities"), "lon": 106.2, "lat": 21.28, "commune_code": commune}, None)
    assert row["location_quality"] == LocationQuality.EXACT
    assert row["district_code"] == "213"
    assert with_place(blank("facilities"), None)["location_quality"] == LocationQuality.UNKNOWN
    assert commune_at(100.0, 20.0) is None


def test_putting_my_changes_into_theirs_loses_neither() -> None:
    base = {"name": "A", "workers": 1, "note": None, "commune_code": "x", "district_code": "1", "source_ids": "s"}
    mine = {**base, "workers": 2, "commune_code": "y", "district_code": "2", "source_ids": "s;mine"}
    theirs = {**base, "note": "n", "district_code": "3", "source_ids": "s;theirs"}
    both = merged(base, mine, theirs)
    assert (both["workers"], both["note"]) == (2, "n")
    assert (both["commune_code"], both["district_code"]) == ("y", "2")
    assert both["source_ids"] == "s;theirs;mine"


def test_the_source_of_a_days_work_by_hand_is_one_a_person_and_fits_the_record() -> None:
    key, values = hand_source("lan@example.vn", date(2026, 11, 21), VI)
    assert re.fullmatch(ID, key)
    assert list(values) == list(TABLES["sources"])
    assert (values["kind"], values["published_on"]) == ("office", "2026-11-21")
    named = str(hand_source("ngoclan@example.vn", date(2026, 11, 21), VI))
    assert not re.search("ngoclan|example", named), "who it was stands in the journal alone"
    assert hand_source("lan@example.vn", date(2026, 11, 21), VI)[0] == key
    others = [("lan@other.vn", 21), ("lan@example.vn", 22), ("Ngân Đỗ", 21), ("@@@", 21)]
    assert len({hand_source(who, date(2026, 11, day), VI)[0] for who, day in others} - {key}) == 4


def test_a_new_row_has_a_key_of_the_office() -> None:
    for table in KEYS:
        assert re.fullmatch(ID, new_id(table, "0a1b2c"))
    assert new_id("facilities", "0a1b2c").startswith("office-")


def test_texts_are_kept_composed_and_blank_ones_are_none() -> None:
    assert typed_text("  Ba\u0306\u0301c   Giang ") == "Bắc Giang"
    assert typed_text("   ") is None


@pytest.mark.parametrize("table", EDITED_TITLES)
def test_every_public_value_reads_as_text_and_no_code_shows(table: str) -> None:
    for values in public_rows(table).values():
        for field in fields(table):
            text = reads(field, values[field.name], VI)
            assert isinstance(text, str)
            assert field.entry is not Entry.CHOICE or text == "" or text != values[field.name] or text == "USD"


@pytest.mark.parametrize("language", [VI, Language("en")])
@pytest.mark.parametrize("table", EDITED_TITLES)
def test_a_grid_that_nobody_types_in_changes_nothing(table: str, language: Language) -> None:
    rows = {key: EditedRow(table, key, values) for key, values in public_rows(table).items()}
    frame = grid(table, rows.values(), {}, language)
    assert list(frame.index) == list(rows)
    for position, name in enumerate(frame.columns):
        field = next(field for field in fields(table) if field.name == name)
        if field.entry is Entry.LINK or position > 40:
            continue
        shown = frame[name].astype(object).where(frame[name].notna(), None)
        edits = {row: {name: value} for row, value in enumerate(shown)}
        order = list(frame.index)
        cells = typed_cells(table, rows, edits, order, language)
        for row, values in typed_rows(table, rows, edits, order, cells):
            assert row_change(row, values, SOURCE) is None, (row.row_id, name)


def test_what_is_typed_in_a_grid_reaches_its_row() -> None:
    rows = {KEY: facility()}
    edits = {0: {"workers": "1.450", "revenue_vnd": "1,2 tỷ", "name": " Hoà  Phát "}}
    cells = typed_cells("facilities", rows, edits, [KEY], VI)
    assert [(cell.field.name, cell.text) for cell in cells] == [("workers", "1.450"), ("revenue_vnd", "1,2 tỷ")]
    ((row, values),) = typed_rows("facilities", rows, edits, [KEY], cells)
    assert (row.row_id, values["workers"], values["name"]) == (KEY, 1450, "Hoà Phát")
    assert values["revenue_vnd"] == 1_200_000_000
    assert isinstance(values["workers"], int)


def test_rows_to_edit_are_those_of_the_selection_and_of_the_search(prepared: Prepared) -> None:
    everything, narrow = select(prepared, Selection()), select(prepared, Selection(districts=("213",)))
    assert len(rows_to_edit(everything, "facilities")) == len(prepared.record["facilities"])
    assert set(rows_to_edit(narrow, "facilities")["district_code"]) == {"213"}
    assert KEY in set(rows_to_edit(everything, "facilities", "hoa PHAT")["facility_id"])
    assert rows_to_edit(everything, "facilities", "no such name").empty
    events = rows_to_edit(narrow, "proposal_events")
    assert set(events["proposal_id"]) <= set(rows_to_edit(narrow, "proposals")["proposal_id"])
    for table in EDITED_TITLES:
        assert len(rows_to_edit(everything, table)) == len(prepared.record[table])
