"""What the fields, units and defaults of an import are called; in Vietnamese as the template heads them."""

import re

from analytics.editing.fields import column_label
from analytics.language import Language, mark
from geodata.importing.coordinates import MERIDIANS
from geodata.importing.fields import Field, FieldType, tables
from geodata.importing.layout import DEFAULTS, Layout
from geodata.units import TEN_DISTRICTS

_UNIT_AT_END = re.compile(r"\s*\((?!VN)[^)]*\)$")
_ENGLISH = {
    "address": "Address",
    "commune": "Commune",
    "district": "District",
    "code_of_commune": "Number of the commune",
    "code_of_district": "Number of the district",
    "northing": "X (VN-2000, metres north)",
    "easting": "Y (VN-2000, metres east)",
    "coordinates": "Coordinates (latitude, longitude)",
    "beneficiary": "Beneficiary",
    "is_national": "National programme or level (x)",
    "is_provincial": "Provincial programme or level (x)",
    "is_district": "District programme (x)",
    "is_regional": "Regional level (x)",
    "stage_on": "Date of the stage",
    "registered": "Registered on",
    "surveyed": "Surveyed on",
    "appraised": "Appraised on",
    "approved": "Approved on",
    "assigned": "Assigned on",
    "implementing": "Begun on",
    "completed": "Completed on",
    "accepted": "Accepted on",
    "inspected": "Inspected on",
    "support_national_vnd": "Support, national programme",
    "support_provincial_vnd": "Support, provincial programme",
    "support_district_vnd": "Support, district programme",
    "is_three": "3 stars (x)",
    "is_four": "4 stars (x)",
    "is_five": "5 stars (x)",
    "facility": "Facility",
    "proposal": "Proposal",
}
"""Fields of an import that are no columns of the record; their Vietnamese names stand with the templates, as data."""
UNITS: dict[str, str] = {
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
    "programme": mark("Programme"),
    "district": mark("District"),
    "stage": mark("Stage"),
    "stage_on": mark("Date"),
    "decision": mark("Decision"),
    "meridian": mark("Central meridian (VN-2000)"),
    "authority": mark("Issued by"),
    "level": mark("Level"),
}


def field_name(field: Field, language: Language) -> str:
    """Return what a field is called, without the unit that the template's heading states."""
    if language.code == "vi":
        return _UNIT_AT_END.sub("", field.heading) if units_of(field) else field.heading
    label = column_label(field.name)
    return _ENGLISH.get(field.name) or label.removesuffix(" (VND)")


def name_of(kind: str, name: str, language: Language) -> str:
    """Return what a field of a table, or a column that follows from its fields, is called."""
    field = next((one for one in tables()[kind].fields if one.name == name), None)
    label = column_label(name)
    return field_name(field, language) if field else language.text(label)


def table_name(kind: str, language: Language) -> str:
    """Return what an importable table is called."""
    return language.text(_TABLES[kind])


_TABLES: dict[str, str] = {
    "facilities": mark("Rural industrial facilities"),
    "proposals": mark("Proposals with their beneficiaries"),
    "export_flows": mark("Exports"),
    "ocop_products": mark("OCOP products"),
    "typical_products": mark("Typical products"),
    "survey_visits": mark("Survey visits"),
}


def units_of(field: Field) -> tuple[str, ...]:
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
    return tuple(name for name in DEFAULTS if name in known and name not in given)


def default_choices(kind: str, name: str) -> tuple[str, ...]:
    """Return the values that may be stated for all rows, as a layout keeps them; none where any text may be."""
    if name == "district":
        return tuple(unit.name for unit in TEN_DISTRICTS)
    if name == "meridian":
        return (HOME_MERIDIAN, *(one for one in MERIDIANS if one != HOME_MERIDIAN))
    return tuple(one.value for field in tables()[kind].fields if field.name == name for one in field.choices)
