"""Export flows and survey visits of a file against those of the record."""

from collections.abc import Iterator
from typing import Any

from geodata.importing.codes import CellNote, ProblemCode
from geodata.importing.plans.keys import made_id, text_key
from geodata.importing.plans.overlaying import Given
from geodata.importing.plans.planning import Planning, given, is_seen, note_of, place_of, plain
from geodata.importing.understood import UnderstoodCell, UnderstoodRow
from geodata.importing.values.markets import read_market
from geodata.importing.values.names import name_key
from geodata.schema.vocabulary import Qualifier
from geodata.text import fold

_FLOW = plain("export_flows", "product", "hs_hint", "sector", "market", "year", "volume", "value", "basis", "exporter")
_VISIT = plain("survey_visits", "year", "visited_on")
_FLOW_KEY = ("product", "market_kind", "market", "year", "basis", "exporter", "district_code")


def plan_exports(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the export flows of a file, one step a row: one a product, market, year and exporter."""
    table = planning.rows("export_flows")
    known = {
        _flow_key(dict(zip(_FLOW_KEY, values[1:], strict=True))): values[0]
        for values in table.all("flow_id", *_FLOW_KEY)
    }
    products = {fold(one[0]): one for one in table.all("product", "product_group", "sector", "is_context", "hs_hint")}
    seen: dict[str, UnderstoodRow] = {}
    for row in _filled(rows, ("product", "exporter", "sector")):
        yield
        if row.is_refused or not row.text("product"):
            continue
        values = _flow(planning, row, products.get(fold(row.text("product"))))
        key = _flow_key(values)
        row_id = known.get(key) or made_id("flow", row.text("product"), *key)
        if is_seen(planning, row, seen, row_id, "product"):
            continue
        planning.main[row.row] = row_id
        said = given(row, *_FLOW)
        soft = {
            "sector": values.pop("sector"),
            **({} if row.cells["sector"].column is None else given(row, "sector").firm),
        }
        planning.put(row, "export_flows", row_id, Given({**said.firm, **values}, {**said.soft, **soft}))


def _flow(planning: Planning, row: UnderstoodRow, product: tuple[Any, ...] | None) -> dict[str, Any]:
    market = read_market(row.text("market"))
    units = {use.field: use.unit for use in planning.understood.layout.columns if use.field}
    volume, value = row.value("volume"), row.value("value")
    exporter = row.text("exporter")
    shipped = "shipped" if volume is not None or value is not None else "market_named"
    group = (
        product[1]
        if product
        else fold(row.text("product")).encode("ascii", "ignore").decode().replace(" ", "-")[:40].strip("-") or "other"
    )
    return {
        "product": row.text("product"),
        "product_group": group,
        "hs_hint": row.text("hs_hint") or (product[4] if product else None),
        "sector": row.text("sector")
        if row.cells["sector"].note != CellNote.SECTOR_UNKNOWN or not product
        else product[2],
        "is_context": bool(product[3]) if product else False,
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
        "basis": row.text("basis") or shipped,
        "facility_id": planning.facility(row, exporter, makes=False) if exporter else None,
        "exporter": exporter or None,
        "district_code": row.value("district_code"),
        "is_merged_province": False,
        "note": note_of(planning, row),
    }


def _qualifier(cell: UnderstoodCell) -> str:
    return next((one.value for one in Qualifier if cell.note == f"quantity_{one}"), Qualifier.EXACT.value)


def _flow_key(values: dict[str, Any]) -> tuple[object, ...]:
    exporter = values["exporter"]
    who = name_key(exporter) if exporter else values["district_code"]
    return (
        fold(values["product"]),
        values["market_kind"],
        fold(values["market"] or ""),
        values["year"],
        values["basis"],
        who,
    )


def plan_visits(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the survey visits of a file, one step a row: one a facility and day, or year where no day is given."""
    table = planning.rows("survey_visits")
    known = {
        _visit_key(facility, day, year): row_id
        for row_id, facility, day, year in table.all("visit_id", "facility_id", "visited_on", "year")
    }
    titles = {
        (text_key(title), year): row_id
        for row_id, title, year in planning.rows("proposals").all("proposal_id", "title", "year_from")
    }
    seen: dict[str, UnderstoodRow] = {}
    for row in _filled(rows, ("facility", "address", "commune", "district")):
        yield
        if row.is_refused or not row.text("facility"):
            continue
        facility_id = planning.facility(row, row.text("facility"), makes=True)
        if facility_id is None:
            continue
        day, year = row.text("visited_on") or None, row.whole("year")
        row_id = known.get(_visit_key(facility_id, day, year)) or made_id(
            "visit", row.text("facility"), facility_id, day or year
        )
        if is_seen(planning, row, seen, row_id, "facility"):
            continue
        planning.main[row.row] = row_id
        proposal_id = titles.get((text_key(row.text("proposal")), year)) if row.text("proposal") else None
        if row.text("proposal") and proposal_id is None:
            planning.tell(row, ProblemCode.PROPOSAL_UNKNOWN, "proposal")
        said = given(row, *_VISIT)
        firm = {
            **said.firm,
            "year": year,
            "facility_id": facility_id,
            "proposal_id": proposal_id,
            "visited_on": day,
            "note": note_of(planning, row),
            **place_of(row),
        }
        planning.put(row, "survey_visits", row_id, Given(firm, said.soft))


def _visit_key(facility_id: str | None, day: str | None, year: int | None) -> tuple[object, ...]:
    return (facility_id, day or year)


def _filled(rows: tuple[UnderstoodRow, ...], names: tuple[str, ...]) -> Iterator[UnderstoodRow]:
    """Yield the rows; one that continues another takes from it what it leaves blank, and is a row of its own."""
    items: dict[int, UnderstoodRow] = {}
    for row in rows:
        item = items.get(row.of) if row.of is not None else None
        cells = dict(row.cells)
        for name in names if item else ():
            if item and name in item.cells and (name not in cells or cells[name].column is None):
                cells[name] = item.cells[name]
        is_refused = row.is_refused or bool(item and item.is_refused)
        items[row.row] = filled = UnderstoodRow(row.row, cells, row.of, is_refused)
        yield filled
