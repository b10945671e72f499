"""Every field that an import understands reaches the record: a sheet with it plans other rows than the same sheet without it."""

from datetime import date
from typing import Any

import pytest

from geodata.importing.comparing import plan
from geodata.importing.fields import FieldType, ImportField, ImportTable, tables
from geodata.importing.grid import Sheet, SheetCell
from geodata.importing.headings.proposing import propose
from geodata.importing.sheet_reading import read_rows
from geodata.record import Record
from geodata.record.public import load_public_record
from geodata.schema.columns import DESCRIPTIONS
from tests.geodata.importing import import_sheets as sheets

PUBLIC = load_public_record()
EMPTY = Record({name: frame if name == "proposals" else frame.iloc[:0] for name, frame in PUBLIC.tables.items()})
"""No known row fits, so that what a row says is all that there is; a visit may name a proposal."""
FIELDS = [(table, field) for table in tables().values() for field in table.fields]
EXAMPLES: dict[FieldType, SheetCell] = {
    FieldType.UNIT_CODE: "07375",
    FieldType.MARK: "x",
    FieldType.STAGE: "15/03/2023",
    FieldType.COORDINATES: "21.2731, 106.1947",
    FieldType.DISTRICT: "Huyện Yên Thế",
    FieldType.COMMUNE: "xã Đồng Kỳ",
    FieldType.PLACE: "xã Đồng Kỳ, huyện Yên Thế",
    FieldType.YEAR: 2023,
    FieldType.MONEY: 450,
    FieldType.NORTHING: 2353412.5,
    FieldType.EASTING: 412345.6,
}
OWN: dict[str, SheetCell] = {
    "code_of_district": "221",
    "kind": "Hợp tác xã",
    "stage": "Nghiệm thu",
    "programme": "Quốc gia",
    "level": "Quốc gia",
    "sector": "Dệt may",
    "year_to": 2024,
    "support_content": "Đào tạo nghề",
    "qualifier": "khoảng",
    "proposal": "Sản xuất mỳ gạo, nghề mới du nhập, tại huyện Lạng Giang",
}
"""What a field holds whose example says what is understood without it."""
TOGETHER = {
    "lon": ("lat",),
    "lat": ("lon",),
    "northing": ("easting",),
    "easting": ("northing",),
    "stage_on": ("stage",),
    "year_to": ("year_from",),
    "work": ("beneficiary",),
    "decision": ("stars",),
    "proposal": ("year",),
    "amount": ("unit",),
    "amount_to": ("unit",),
}
"""What else a field needs in order to mean anything."""
SAYS_NOTHING_NEW = {
    ("typical_products", "is_provincial"): "a row that names no level is one of the province",
    ("difficult_communes", "code_of_commune"): "a row names its commune in words",
}


def name(value: object) -> str:
    return value.name if isinstance(value, ImportTable | ImportField) else str(value)


def example(field: ImportField) -> SheetCell:
    return OWN.get(field.name) or EXAMPLES.get(field.type) or field.example or "Một ghi chú"


def planned(
    table: ImportTable, fields: list[ImportField], other: dict[str, SheetCell] | None = None
) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows that a sheet with one item makes, by table and key; its source is left out."""
    cells = tuple((other or {}).get(one.name) or example(one) for one in fields)
    sheet = Sheet("S", (tuple(one.heading for one in fields), cells), ())
    layout = propose(sheet, table.name, (0, 0)).with_default("meridian", "107")
    for at, one in enumerate(fields):
        layout = layout.with_field(at, one.name, one.unit)
    made = plan(read_rows(sheet, layout), EMPTY, sheets.file(sheet), on=date(2024, 5, 1))
    return {(one.table, one.row_id): dict(one.after or {}) for one in made.records if one.table != "sources"}


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=name)
def test_a_field_changes_what_the_record_says(table: ImportTable, field: ImportField) -> None:
    beside = [table.field(one) for one in TOGETHER.get(field.name, ()) if one in {x.name for x in table.fields}]
    base = [one for one in table.fields if one.is_required and one is not field]
    with_it, without = planned(table, [*base, *beside, field]), planned(table, [*base, *beside])
    assert with_it
    assert (with_it == without) == ((table.name, field.name) in SAYS_NOTHING_NEW)


@pytest.mark.parametrize(("table", "field"), [(table, one) for table, one in FIELDS if one.is_required], ids=name)
def test_a_required_field_is_kept_in_a_row_and_not_only_asked_for(table: ImportTable, field: ImportField) -> None:
    others = [choice.label for choice in field.choices if choice.label != example(field)]
    cell = example(field)
    is_number = field.type in {FieldType.NUMBER, FieldType.WHOLE}
    text = f"7{cell}" if field.name == "decision" else f"{cell} Hai"
    other = others[-1] if others else 7 if is_number else cell - 1 if isinstance(cell, int) else text
    base = [one for one in table.fields if one.is_required]
    one, two = planned(table, base), planned(table, base, {field.name: other})
    assert one
    assert two

    def kept(rows: dict[tuple[str, str], dict[str, Any]]) -> list[list[object]]:
        keys = {row_id for _, row_id in rows}
        return [[value for value in row.values() if value not in keys] for row in rows.values()]

    assert kept(one) != kept(two), "what is asked for stands in a row, not in its key alone"


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=name)
def test_a_column_of_the_table_says_what_the_cell_says(table: ImportTable, field: ImportField) -> None:
    column = DESCRIPTIONS[table.name].columns.get(field.name)
    if column is None or not column.imported:
        return
    beside = [table.field(one) for one in TOGETHER.get(field.name, ()) if one in {x.name for x in table.fields}]
    rows = planned(table, [*(one for one in table.fields if one.is_required and one is not field), *beside, field])
    (held,) = [row[field.name] for (where, _), row in rows.items() if where == table.name]
    assert held is not None
    assert (
        not isinstance(held, str)
        or field.type in {FieldType.CHOICE, FieldType.NAMED, FieldType.DATE}
        or held == example(field)
    )
