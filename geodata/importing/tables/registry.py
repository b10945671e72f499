"""The tables that can be imported, each with what is known of it: one of its own, or the list that its description makes."""

from functools import cache

from geodata.importing.tables.facilities import FACILITIES
from geodata.importing.tables.flows import EXPORT_FLOWS
from geodata.importing.tables.listed import listed_import
from geodata.importing.tables.products import OCOP_PRODUCTS, TYPICAL_PRODUCTS
from geodata.importing.tables.proposals import PROPOSALS
from geodata.importing.tables.table_import import TableImport
from geodata.importing.tables.visits import SURVEY_VISITS

_OWN = {one.name: one for one in (FACILITIES, PROPOSALS, EXPORT_FLOWS, OCOP_PRODUCTS, TYPICAL_PRODUCTS, SURVEY_VISITS)}


@cache
def table_import(kind: str) -> TableImport:
    """Return what is known of a table; KeyError for one that cannot be imported."""
    return _OWN.get(kind) or listed_import(kind)
