"""OCOP products with their recognitions, and typical products: the columns of marks, and how they are compared with the record."""

from collections.abc import Iterator
from typing import Any

from geodata.importing.codes import ProblemKind
from geodata.importing.plans.overlaying import StatedRow
from geodata.importing.plans.planning import Planning, columns_as_read, given, note_of, place_without_point
from geodata.importing.plans.record_rows import made_id
from geodata.importing.rows.reader import RowDraft
from geodata.importing.tables.completing import set_marked
from geodata.importing.tables.table_import import TableImport
from geodata.importing.understood import UnderstoodRow
from geodata.importing.values.dates import read_years
from geodata.importing.values.names import name_key
from geodata.text import fold

Index = dict[str, list[dict[str, Any]]]
_OCOP = columns_as_read("ocop_products", "name", "producer", "stars", "status")
_TYPICAL = columns_as_read("typical_products", "product", "producer", "level", "year")


_STARS = (("is_three", 3), ("is_four", 4), ("is_five", 5))
_LEVELS = (("is_provincial", "provincial"), ("is_regional", "regional"), ("is_national", "national"))


def stars_from_marks(draft: RowDraft, _about: TableImport) -> None:
    """Set the stars from the column that is marked, where neither a cell nor a group gives them."""
    if "stars" not in draft.cells:
        set_marked(draft, "stars", _STARS)


def level_from_marks(draft: RowDraft, _about: TableImport) -> None:
    """Set the level from the column that is marked."""
    set_marked(draft, "level", _LEVELS)


def plan_ocop(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the OCOP products of a file, one step a row."""
    index = _index(planning, "ocop_products", "name")
    seen: dict[tuple[str, object], UnderstoodRow] = {}
    for row in rows:
        yield
        if row.is_refused or _is_unused(planning, row, "name"):
            continue
        facility_id = _facility(planning, row)
        found = _one(planning, row, index, ("name", facility_id))
        if found is None:
            continue
        product_id = found or made_id(
            "ocop",
            row.text("name"),
            fold(row.text("name")),
            _producer(row),
            row.value("district_code") if not _producer(row) else None,
        )
        dated = row.text("recognised_on") or None
        if planning.is_seen(row, seen, (product_id, dated and dated[:4]), "name"):
            continue
        said = _product(planning, row, product_id, facility_id)
        planning.add(row, "ocop_products", product_id, said, is_main=True)
        _recognition(planning, row, product_id, dated)
        if not found:
            _remember(index, "name", row, product_id, facility_id)


def _is_unused(planning: Planning, row: UnderstoodRow, name: str) -> bool:
    """Whether a row names no product; one that continues another says more of it than the record can keep, and is told."""
    if not row.text(name) and row.of is not None:
        planning.report(row, ProblemKind.CONTINUATION_UNUSED, name, first=str(row.of))
    return not row.text(name)


def _product(planning: Planning, row: UnderstoodRow, product_id: str, facility_id: str | None) -> StatedRow:
    """Return what a row says of its product; an older recognition does not take back the stars of a later one."""
    known = planning.known("ocop_products", product_id)
    said = given(row, *_OCOP)
    firm: dict[str, Any] = {
        **said.firm,
        "facility_id": facility_id,
        "note": note_of(planning, row),
        **place_without_point(row),
    }
    year = _year(row.text("recognised_on"))
    is_latest = (
        known is None or known["recognised_year"] is None or (year is not None and year >= known["recognised_year"])
    )
    if known is None:
        firm |= {"name": row.text("name"), "producer": row.text("producer") or None}
    elif known["producer"] is None:
        firm["producer"] = row.text("producer") or None
    if is_latest:
        firm |= {"stars": row.whole("stars"), "recognised_year": year}
        firm["status"] = _status(row) if known is None or row.whole("stars") or "status" in row.cells else None
    return StatedRow(firm, {"status": "listed", **said.soft})


def _status(row: UnderstoodRow) -> str:
    return row.text("status") or ("recognised" if row.whole("stars") else "listed")


def _recognition(planning: Planning, row: UnderstoodRow, product_id: str, dated: str | None) -> None:
    """Plan the recognition of a row: the known one of its year, else a new one; a row without stars and date has none."""
    if dated is None and row.whole("stars") is None:
        return
    year = _year(dated or "")
    known = planning.rows("ocop_recognitions").having("product_id", product_id)
    same = [one for one in known if one["year"] == year]
    row_id = str(same[0]["recognition_id"]) if same else f"{product_id}-r-{year or 'x'}"
    firm = {
        "product_id": product_id,
        "year": year,
        "recognised_on": _finer(same[0]["recognised_on"] if same else None, dated),
        "stars": row.whole("stars"),
        "decision": row.text("decision") or None,
        "status": _status(row),
    }
    planning.add(row, "ocop_recognitions", row_id, StatedRow(firm, {}))


def _finer(known: str | None, said: str | None) -> str | None:
    """Return the day that says more: a year does not take back a known day of it."""
    return known if known and said and known.startswith(said) else said


def plan_typical(planning: Planning, rows: tuple[UnderstoodRow, ...]) -> Iterator[None]:
    """Plan the typical products of a file, one step a row: one a product, level and year."""
    index = _index(planning, "typical_products", "product")
    seen: dict[tuple[str, object], UnderstoodRow] = {}
    for row in rows:
        yield
        if row.is_refused or _is_unused(planning, row, "product"):
            continue
        facility_id = _facility(planning, row)
        level, year = row.text("level") or "provincial", row.whole("year")
        fitting = {
            key: [one for one in held if one["level"] == level and year in {one["year"], None}]
            for key, held in index.items()
            if key == fold(row.text("product"))
        }
        found = _one(planning, row, fitting, ("product", facility_id))
        if found is None:
            continue
        row_id = found or made_id(
            "typical", row.text("product"), fold(row.text("product")), _producer(row), level, year
        )
        if planning.is_seen(row, seen, (row_id, None), "product"):
            continue
        planning.add(row, "typical_products", row_id, _typical(planning, row, row_id, facility_id), is_main=True)


def _typical(planning: Planning, row: UnderstoodRow, row_id: str, facility_id: str | None) -> StatedRow:
    said = given(row, *_TYPICAL)
    firm: dict[str, Any] = {
        **said.firm,
        "facility_id": facility_id,
        "district_code": row.value("district_code"),
        "note": note_of(planning, row),
    }
    known = planning.known("typical_products", row_id)
    if known is None:
        firm |= {"product": row.text("product"), "level": row.text("level") or "provincial", "year": row.whole("year")}
        firm |= {"is_proposed": False, "is_implied": False, "is_merged_province": False}
    if known is None or known["producer"] is None:
        firm["producer"] = row.text("producer") or None
    return StatedRow(firm, said.soft)


def _index(planning: Planning, table: str, name: str) -> Index:
    found: Index = {}
    rows = planning.rows(table)
    for (row_id,) in rows.all(rows.names[0]):
        values = rows.get(row_id)
        if values:
            found.setdefault(fold(values[name]), []).append(values)
    return found


def _remember(index: Index, name: str, row: UnderstoodRow, row_id: str, facility_id: str | None) -> None:
    values = {
        "product_id": row_id,
        name: row.text(name),
        "producer": row.text("producer") or None,
        "facility_id": facility_id,
        "district_code": row.value("district_code"),
    }
    index.setdefault(fold(row.text(name)), []).append(values)


def _one(planning: Planning, row: UnderstoodRow, index: Index, about: tuple[str, str | None]) -> str | None:
    """Return the id of the known product of a row, "" when there is none, None when several fit (told, and refused)."""
    name, facility_id = about
    known = index.get(fold(row.text(name)), [])
    fitting = [one for one in known if _may_be(one, row, facility_id)]
    close = [one for one in fitting if _is_close(one, row, facility_id)]
    chosen = close if len(close) == 1 else fitting
    if len(chosen) > 1:
        others = "; ".join(f"{one['producer'] or ''} ({next(iter(one.values()))})" for one in chosen[:3])
        planning.report(row, ProblemKind.PRODUCT_AMBIGUOUS, name, is_blocking=True, others=others)
        return None
    return str(next(iter(chosen[0].values()))) if chosen else ""


def _may_be(one: dict[str, Any], row: UnderstoodRow, facility_id: str | None) -> bool:
    if one["facility_id"] and facility_id:
        return bool(one["facility_id"] == facility_id)
    producer = _producer(row)
    if one["producer"] and producer:
        return name_key(one["producer"]) == producer
    district = row.value("district_code")
    return not one["district_code"] or not district or one["district_code"] == district


def _is_close(one: dict[str, Any], row: UnderstoodRow, facility_id: str | None) -> bool:
    is_facility = bool(facility_id) and one["facility_id"] == facility_id
    return is_facility or (bool(one["producer"]) and name_key(one["producer"]) == _producer(row))


def _facility(planning: Planning, row: UnderstoodRow) -> str | None:
    return planning.facility(row, row.text("producer"), makes=False) if row.text("producer") else None


def _producer(row: UnderstoodRow) -> str:
    return name_key(row.text("producer")) if row.text("producer") else ""


def _year(text: str) -> int | None:
    years = read_years(text)
    return years[0] if years else None


OCOP_PRODUCTS = TableImport(
    "ocop_products",
    plan_ocop,
    producer="producer",
    sector_from=("name", "producer"),
    choice_steps=(stars_from_marks,),
)
TYPICAL_PRODUCTS = TableImport(
    "typical_products",
    plan_typical,
    producer="producer",
    sector_from=("product", "producer"),
    choice_steps=(level_from_marks,),
)
