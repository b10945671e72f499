"""Every column of every table has its place, or its description says why not; what the descriptions say is what is shown."""

import pytest

from analytics.downloads.fields import FIELDS
from analytics.editing.fields import EDITED_TITLES, fields
from analytics.editing.grid import NOT_IN_GRID, grid_fields
from analytics.editing.listing import holding
from analytics.evidence.rows import _COLUMNS
from analytics.importing.templates import offered
from analytics.overview.cards import CARD_TABLES as CARDS
from analytics.overview.cards import record_card
from analytics.prepared.tables import Prepared, prepare
from analytics.wording.language import Language
from geodata.importing.fields import tables
from geodata.record import Record, load_public_record
from geodata.schema.columns import (
    DESCRIPTIONS,
    FOLDER,
    Column,
    ColumnRole,
    ColumnType,
    TableDescription,
    arranged,
    described,
)
from geodata.schema.data_dictionary import dictionary
from geodata.schema.frames import KEYS
from geodata.store.postgis import _FACILITIES, _PROPOSALS
from tests.test_docs import ROOT

COLUMNS = [(table, column) for table in DESCRIPTIONS.values() for column in table.columns.values()]
PLACES = ("edited", "exported", "imported")
OF_THE_APP = {ColumnType.KEY, ColumnType.SOURCES}
"""What the app itself writes into every row: its key, and the sources that it rests on."""
VI = Language("vi")


def name(value: object) -> str:
    return value.name if isinstance(value, TableDescription | Column) else str(value)


def has_place(column: Column, place: str) -> bool:
    return column.imported is not None if place == "imported" else column.has(ColumnRole(place))


@pytest.fixture(scope="module")
def filled() -> Prepared:
    """Return the public record with a value in every column of a card or of a search."""
    texts = {ColumnType.WHOLE: 77, ColumnType.MONEY: 7_700_000, ColumnType.NUMBER: 7.5, ColumnType.YEAR: 2007}
    frames = dict(load_public_record().tables)
    for table in DESCRIPTIONS.values():
        frame = frames.get(table.name)
        for column in table.columns.values():
            if frame is None or not column.roles & {ColumnRole.CARD, ColumnRole.SEARCHED} or column.choices:
                continue
            frame = frame.assign(**{column.name: frame[column.name].fillna(texts.get(column.type, "Thử nghiệm"))})
        if frame is not None:
            frames[table.name] = frame
    return prepare(Record(frames))


def test_a_column_has_its_place_or_an_excuse() -> None:
    for table, column in COLUMNS:
        excused = {*table.excuses, *column.excuses, *(("edited", "imported") if column.type in OF_THE_APP else ())}
        for place in PLACES:
            assert has_place(column, place) != (place in excused), (table.name, column.name, place)


def test_a_column_that_is_seen_is_called_something() -> None:
    for table, column in COLUMNS:
        where = (table.name, column.name)
        seen = column.roles & {ColumnRole.EDITED, ColumnRole.EXPORTED, ColumnRole.EVIDENCE, ColumnRole.CARD}
        assert column.label or not seen or column.type is ColumnType.KEY, where
        assert not column.export_label or column.has(ColumnRole.EXPORTED), where
        assert not column.evidence_label or column.has(ColumnRole.EVIDENCE), where
        assert not column.card_label or column.has(ColumnRole.CARD), where


@pytest.mark.parametrize("table", DESCRIPTIONS.values(), ids=name)
def test_form_and_grid_ask_for_what_is_edited(table: TableDescription) -> None:
    edited = [column.name for column in table.with_role(ColumnRole.EDITED)]
    assert (table.name in EDITED_TITLES) == bool(edited)
    assert [field.name for field in fields(table.name)] == edited
    assert [field.name for field in grid_fields(table.name)] == [one for one in edited if one not in NOT_IN_GRID]


def test_what_is_exported_is_in_every_export() -> None:
    for table, column in COLUMNS:
        ids = {field.id for field in FIELDS.get(table.name, ())}
        is_there = bool({column.name, column.name.removesuffix("_code")} & ids)
        assert column.has(ColumnRole.EXPORTED) == is_there, (table.name, column.name)


def test_what_is_evidence_stands_behind_every_figure() -> None:
    for table, column in COLUMNS:
        if column.has(ColumnRole.EVIDENCE):
            assert column.name in {one.id for one in _COLUMNS[table.name]}, (table.name, column.name)


def test_what_is_imported_has_a_heading_in_the_template() -> None:
    offers = {name: {field.heading for field in offered(kind)} for name, kind in tables().items()}
    for table, column in COLUMNS:
        if column.imported is not None:
            heading, where = column.imported.heading, (table.name, column.name)
            assert tables()[table.name].field(column.name).heading == heading, where
            assert (heading in offers[table.name]) == column.imported.is_in_template, where


@pytest.mark.parametrize(
    "table", [table for table in DESCRIPTIONS.values() if table.with_role(ColumnRole.CARD)], ids=name
)
def test_a_card_shows_what_it_is_said_to_show(filled: Prepared, table: TableDescription) -> None:
    kind = next(kind for kind, of in CARDS.items() if of == table.name)
    shown: set[str] = set()
    for key in filled.record[table.name][KEYS[table.name]].head(40):
        card = record_card(filled, kind, key, VI)
        assert card is not None
        shown |= {label for label, _ in card.facts}
    assert shown == {VI.text(one.card_label or one.label) for one in table.with_role(ColumnRole.CARD)}


def test_what_is_searched_finds_its_rows(filled: Prepared) -> None:
    for table, column in COLUMNS:
        if column.has(ColumnRole.SEARCHED) and len(filled.record[table.name]):
            value = filled.record[table.name][column.name].iloc[0]
            assert len(holding(filled, table.name, str(value))), (table.name, column.name)


def test_what_is_on_the_map_is_in_its_view() -> None:
    views = {"facilities": (_FACILITIES, "f"), "proposals": (_PROPOSALS, "p"), "beneficiaries": (_PROPOSALS, "b")}
    for table, column in COLUMNS:
        if column.has(ColumnRole.MAP):
            view, alias = views[table.name]
            assert f"{alias}.{column.name}" in [one.strip() for one in view["columns"].split(",")], column.name


@pytest.mark.parametrize("table", DESCRIPTIONS.values(), ids=name)
def test_a_link_leads_to_a_table_and_a_name_is_a_column(table: TableDescription) -> None:
    assert all(column.to in KEYS for column in table.columns.values() if column.type is ColumnType.LINK)
    assert not table.called_by or table.called_by in table.columns


def test_every_file_of_a_description_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(DESCRIPTIONS)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('type = "wholes"', ValueError),
        ('type = "text"\nroles = ["shown"]', ValueError),
        ('type = "text"\nlable = "Name"', TypeError),
        ('type = "text"\n[columns.import]\nsynonyms = []', TypeError),
    ],
)
def test_a_description_with_a_word_that_is_not_known_is_an_error(line: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        described("things", f'[[columns]]\nname = "thing"\n{line}\n')


@pytest.mark.parametrize(
    ("names", "order", "result"),
    [
        ("abcd", "", "abcd"),
        ("abcd", "db", "adbc"),
        ("abcd", "ax", "abcdx"),
        ("abcd", "xa", "xabcd"),
        ("", "xy", "xy"),
    ],
)
def test_what_has_no_place_in_an_order_follows_the_one_before_it(names: str, order: str, result: str) -> None:
    assert "".join(arranged(names, order)) == result


def test_the_document_of_the_columns_is_that_of_the_descriptions() -> None:
    """Run: uv run python -m geodata.schema.data_dictionary > docs/columns.md."""
    assert (ROOT / "docs/columns.md").read_text("utf-8") == dictionary()
