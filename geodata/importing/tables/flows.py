"""Export flows of a file against those of the record: one a product, market, year and exporter."""

from collections.abc import Iterator
from typing import Any

from geodata.importing.codes import CellNote
from geodata.importing.plans.overlaying import StatedRow
from geodata.importing.plans.planning import Planning, columns_as_read, continued, given, note_of
from geodata.importing.plans.record_rows import made_id
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodCell, UnderstoodRow
from geodata.importing.values.markets import market_parts, read_market
from geodata.importing.values.names import name_key
from geodata.schema.vocabulary import Qualifier
from geodata.text import fold, slug

_PLAIN = columns_as_read(
    "export_flows", "product", "hs_hint", "sector", "market", "year", "volume", "value", "basis", "exporter"
)
_KEY = ("product", "market_kind", "market", "market_iso3", "year", "basis", "exporter", "district_code")
_LONGEST_GROUP = 40


def plan_flows(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the export flows of a file, one step a row."""
    table = planning.rows("export_flows")
    known = {_key(dict(zip(_KEY, values[1:], strict=True))): values[0] for values in table.all("flow_id", *_KEY)}
    products = {fold(one[0]): one for one in table.all("product", "product_group", "sector", "is_context", "hs_hint")}
    seen: dict[str, UnderstoodRow] = {}
    for row in continued(rows, ("product", "exporter", "sector")):
        yield
        if row.is_refused or not row.text("product"):
            continue
        values = _flow(planning, row, products.get(fold(row.text("product"))))
        key = _key(values)
        row_id = known.get(key) or made_id("flow", row.text("product"), *key)
        if planning.is_seen(row, seen, row_id, "product"):
            continue
        said = given(row, *_PLAIN)
        stated = {} if row.cells["sector"].column is None else given(row, "sector").firm
        soft = {**said.soft, "sector": values.pop("sector"), **stated}
        planning.add(row, "export_flows", row_id, StatedRow({**said.firm, **values}, soft), is_main=True)


def _flow(planning: Planning, row: UnderstoodRow, product: tuple[Any, ...] | None) -> dict[str, Any]:
    name, exporter, market = row.text("product"), row.text("exporter"), read_market(row.text("market"))
    units = {use.field: use.unit for use in planning.understood.layout.columns if use.field}
    volume, value = row.value("volume"), row.value("value")
    _, group, sector, is_context, hs_hint = product or (name, slug(name, _LONGEST_GROUP) or "other", None, False, None)
    is_sector_known = row.cells["sector"].note != CellNote.SECTOR_UNKNOWN or not product
    return {
        "product": name,
        "product_group": group,
        "hs_hint": row.text("hs_hint") or hs_hint,
        "sector": row.text("sector") if is_sector_known else sector,
        "is_context": bool(is_context),
        "market_kind": market.kind,
        "market": market.name,
        "market_iso3": market.iso3,
        "market_members": market.members,
        "is_pairing_stated": True,
        "year": row.whole("year"),
        "volume": volume,
        "volume_unit": None if volume is None else "t_per_month" if units.get("volume") == "t_per_month" else "t",
        "volume_qualifier": None if volume is None else _qualifier(row.cells["volume"]),
        "value": value,
        "value_unit": None if value is None else "usd" if "usd" in str(units.get("value")) else "vnd",
        "value_qualifier": None if value is None else _qualifier(row.cells["value"]),
        "basis": row.text("basis") or ("market_named" if volume is None and value is None else "shipped"),
        "facility_id": planning.facility(row, exporter, makes=False) if exporter else None,
        "exporter": exporter or None,
        "district_code": row.value("district_code"),
        "is_merged_province": False,
        "note": note_of(planning, row),
    }


def _qualifier(cell: UnderstoodCell) -> str:
    return next((one.value for one in Qualifier if cell.note == f"quantity_{one}"), Qualifier.EXACT.value)


def _key(values: dict[str, Any]) -> tuple[object, ...]:
    exporter = values["exporter"]
    return (
        fold(values["product"]),
        values["market_kind"],
        values["market_iso3"] or _same_market(values["market"] or ""),
        values["year"],
        values["basis"],
        name_key(exporter) if exporter else values["district_code"],
    )


def _same_market(text: str) -> str:
    """Return a market as it is compared: a country in it is the same under each of its names."""
    return " ".join(code or fold(word) for word, code in market_parts(text))


EXPORT_FLOWS = TableImport("export_flows", plan_flows, producer="exporter", sector_from=("product",))
