"""What the fields, units and defaults of an import are called; in Vietnamese as the template heads them."""

import re

from analytics.editing.fields import column_label
from analytics.wording.language import HOUSE, Language, mark
from geodata.importing.fields import FieldType, ImportField, tables
from geodata.importing.layout import LAYOUT_DEFAULTS, Layout
from geodata.importing.values.coordinates import MERIDIANS
from geodata.places.units import TEN_DISTRICTS
from geodata.schema.columns import DESCRIPTIONS

_UNIT_AT_END = re.compile(r"\s*\((?!VN)[^)]*\)$")
UNIT_NAMES: dict[str, str] = {
    "dong": mark("đồng"),
    "thousand": mark("thousand đồng"),
    "million": mark("million đồng"),
    "billion": mark("billion đồng"),
    "kg": mark("kilograms"),
    "quintal": mark("quintals (100 kg)"),
    "t": mark("tonnes"),
    "thousand_t": mark("thousand tonnes"),
    "t_per_month": mark("tonnes a month"),
    "usd": mark("US dollars"),
    "thousand_usd": mark("thousand US dollars"),
    "million_usd": mark("million US dollars"),
    "billion_usd": mark("billion US dollars"),
}
HOME_MERIDIAN = "107"
_MONEY = ("dong", "thousand", "million", "billion")
_UNITS_OF = {
    FieldType.MONEY: _MONEY,
    FieldType.VOLUME: ("kg", "quintal", "t", "thousand_t", "t_per_month"),
    FieldType.VALUE: ("usd", "thousand_usd", "million_usd", "billion_usd", *_MONEY),
}
DEFAULT_NAMES: dict[str, str] = {
    "year": mark("Year"),
    "programme": mark("Source of funding"),
    "district": mark("District"),
    "stage": mark("Status"),
    "stage_on": mark("Date"),
    "decision": mark("Decision"),
    "meridian": mark("Central meridian (VN-2000)"),
    "authority": mark("Issued by"),
    "level": mark("Level"),
}


def field_name(field: ImportField, language: Language) -> str:
    """Return what a field is called, without the unit that the template's heading states."""
    if language.code == HOUSE:
        return _UNIT_AT_END.sub("", field.heading) if units_of_field(field) else field.heading
    return language.text(field.label).removesuffix(" (VND)")


def name_of(kind: str, name: str, language: Language) -> str:
    """Return what a field of a table, or a column that follows from its fields, is called."""
    field = next((one for one in tables()[kind].fields if one.name == name), None)
    label = column_label(kind, name)
    return field_name(field, language) if field else language.text(label)


def import_table_name(kind: str, language: Language) -> str:
    """Return what an importable table is called."""
    about = DESCRIPTIONS[kind]
    message = about.import_label or about.label
    return language.text(message)


def units_of_field(field: ImportField) -> tuple[str, ...]:
    """Return the units that the numbers of a field may count in; none for a field that has no unit."""
    return _UNITS_OF.get(field.type, ())


def defaults_of(layout: Layout) -> tuple[str, ...]:
    """Return what may be stated for all rows of a sheet: what its table has a use for and no column gives."""
    known = {field.name for field in tables()[layout.kind].fields} | {"decision", "authority"}
    given = {column.field for column in layout.columns if column.field}
    if layout.kind == "ocop_products":
        known |= {"year", "stage_on"}
    if given & {"year_from", "visited_on", "recognised_on"}:
        given |= {"year"} | ({"stage_on"} if "recognised_on" in given else set())
    if given & {"northing", "easting"}:
        known |= {"meridian"}
    return tuple(name for name in LAYOUT_DEFAULTS if name in known and name not in given)


def default_choices(kind: str, name: str) -> tuple[str, ...]:
    """Return the values that may be stated for all rows, as a layout keeps them; none where any text may be."""
    if name == "district":
        return tuple(unit.name for unit in TEN_DISTRICTS)
    if name == "meridian":
        return (HOME_MERIDIAN, *(one for one in MERIDIANS if one != HOME_MERIDIAN))
    return tuple(one.value for field in tables()[kind].fields if field.name == name for one in field.choices)
