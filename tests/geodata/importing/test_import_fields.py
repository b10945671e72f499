"""The fields that can be imported: worded as the screen words them, one meaning a heading, an example that is understood."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.importing.fields import FieldType, ImportField, ImportTable, _table, choices, tables, unused_headings
from geodata.schema.columns import CLOSED_LISTS, DESCRIPTIONS, TableDescription
from geodata.schema.frames import TABLES
from geodata.text import fold

if TYPE_CHECKING:
    from enum import StrEnum

FIELDS = [(table, field) for table in tables().values() for field in table.fields]
KINDS = sorted({field.vocabulary for _, field in FIELDS if field.vocabulary})


def name(value: object) -> str:
    return value.name if isinstance(value, ImportTable | ImportField | TableDescription) else str(value)


def test_the_tables_are_those_that_an_office_imports() -> None:
    names = {"facilities", "proposals", "export_flows", "ocop_products", "typical_products", "survey_visits"}
    names |= {"published_figures", "rules", "difficult_communes"}
    assert set(tables()) == names
    assert names <= set(TABLES)


@pytest.mark.parametrize("about", [about for about in DESCRIPTIONS.values() if about.import_heading], ids=name)
@pytest.mark.parametrize("order", ["as described", "without"])
def test_all_that_is_described_can_be_imported_whether_or_not_an_order_names_it(
    about: TableDescription, order: str
) -> None:
    made = _table(about if order == "as described" else replace(about, order={}))
    imported = {one.name for one in about.columns.values() if one.imported}
    assert {one.name for one in made.fields} == imported | {one.name for one in about.fields}


@pytest.mark.parametrize("kind", KINDS)
def test_a_choice_is_labelled_as_on_the_screen(kind: str) -> None:
    enumeration: type[StrEnum] = CLOSED_LISTS[kind]
    written = {one.value: one.label for one in choices(kind)}
    assert written == {one.value: label_of(enumeration, one.value, Language("vi")) for one in enumeration}


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_means_one_choice(kind: str) -> None:
    words = [fold(word) for one in choices(kind) for word in {fold(word) for word in (one.label, *one.synonyms)}]
    shared = {word for word in words if words.count(word) > 1}
    assert shared <= {"chua ro", "khong ro"}


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=name)
def test_a_heading_of_the_template_means_one_field(table: ImportTable, field: ImportField) -> None:
    others = {fold(word) for one in table.fields if one.name != field.name for word in (one.heading, *one.synonyms)}
    marks = {FieldType.MARK, FieldType.MONEY}
    assert field.type in marks or not field.is_in_template or fold(field.heading) not in others


@pytest.mark.parametrize("table", tables().values(), ids=name)
def test_a_table_has_what_names_its_rows(table: ImportTable) -> None:
    assert [field.name for field in table.fields if field.is_required]
    assert len({field.name for field in table.fields}) == len(table.fields)
    assert table.field("note").type is FieldType.TEXT


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=name)
def test_a_field_of_the_template_has_an_example_or_is_the_note(table: ImportTable, field: ImportField) -> None:  # noqa: ARG001
    assert field.name == "note" or not field.is_in_template or (field.example and field.note)
    if field.choices and field.example:
        assert field.example in {one.label for one in field.choices}


def test_what_is_not_kept_is_no_template_heading() -> None:
    headings = {fold(field.heading) for _, field in FIELDS if field.is_in_template}
    assert not headings & {fold(word) for word in unused_headings()}
