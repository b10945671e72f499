"""Cells of the table of units: in each the most complete number known, small beneath it its years and what is itemised."""

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from analytics.maps.areas import products_beside
from analytics.maps.measures import MEASURE_COLUMNS, KnownNumber, KnownProducts, Measure, Scale
from analytics.maps.numbers import cell_text, known_basis, known_itemised, known_published, known_text
from analytics.prepared.vintages import Vintage, is_commune_level
from analytics.selection.place_words import joined
from analytics.selection.published_products import published_number
from analytics.selection.shared import beside_part, shared_part
from analytics.wording.language import Language, mark
from analytics.wording.signs import SIGNS

SHORT: dict[Measure, str] = {
    Measure.FACILITIES: mark("Facilities"),
    Measure.PROPOSALS: mark("Proposals"),
    Measure.SUPPORT: mark("Support"),
    Measure.OCOP: mark("OCOP"),
    Measure.TYPICAL: mark("Typical goods"),
}
"""The columns of the table, the least asked for last."""
SHARED: dict[Measure, str] = {Measure.PROPOSALS: "n_shared", Measure.SUPPORT: "beside_vnd"}
"""Of the columns that count proposals: the column of the unit table with what other lines count too."""

UnitCell = dict[str, Any]


def line_cells(
    line: pd.Series, known: Mapping[Measure, KnownNumber], language: Language, vintage: Vintage
) -> dict[str, object]:
    """Return the cells of a line of the table by column."""
    return {
        item.value: _with_shared(item, line, _cell(item, line, known, language), language, vintage) for item in SHORT
    }


def with_products(cell: object, code: str, products: KnownProducts, language: Language) -> object:
    """Return the cell of OCOP products with what else is known of a district of which no number stands large."""
    given = cast("UnitCell | None", cell)
    if given is not None and given["v"] is not None:
        return cell
    said = joined(
        products_beside(code, KnownProducts({}, products.recognised, products.n_apart), language, has_any=False)
    )
    if not said:
        return cell
    told = {**(given or {"v": None, "t": "—"}), "title": said, "opens": True}
    if code not in products.recognised:
        return told
    number = published_number(products.recognised[code], language)
    return {**told, "note": language.text("{number} recognised", number=number)}


def _cell(
    measure: Measure, line: pd.Series, known: Mapping[Measure, KnownNumber], language: Language
) -> UnitCell | None:
    if measure in known:
        return _known_cell(measure, known[measure], language)
    value = line[MEASURE_COLUMNS[measure]]
    if pd.isna(value):
        return None
    return {"v": float(value), "t": cell_text(measure, Scale.ABSOLUTE, value, language)}


def _known_cell(measure: Measure, known: KnownNumber, language: Language) -> UnitCell | None:
    if known.value is None and known.itemised is None:
        return None
    basis = known_basis(known, language)
    is_little = measure is Measure.SUPPORT and known.value is None
    return {
        **({"title": language.text("fewer than one in five rows state it")} if is_little else {}),
        "v": known.value,
        "t": known_text(measure, known, language) or "—",
        "note": joined([basis, known_itemised(measure, known, language, has_unit=False)]),
        "opens": True,
        "sign": SIGNS[known.qualifier],
        "basis": known_published(known, language),
        "itemised": known.itemised,
    }


def _with_shared(
    measure: Measure, line: pd.Series, cell: UnitCell | None, language: Language, vintage: Vintage
) -> UnitCell | None:
    """Return a cell with what of a count other lines count too, and what money other lines have too beside its own, under its number."""
    if measure not in SHARED or pd.isna(value := line.get(SHARED[measure])):
        return cell
    text = cell_text(measure, Scale.ABSOLUTE, value, language)
    if measure is Measure.SUPPORT:
        short, title = language.text("and {value} shared", value=text), beside_part(text, language, vintage)
    else:
        message = mark("{value} shared by communes") if is_commune_level(vintage) else mark("{value} shared")
        short, title = language.text(message, value=text), shared_part(text, language, vintage)
    given = cell or {"v": None, "t": "—", "opens": True}
    return {**given, "note": joined([given.get("note", ""), short]), "title": title, "shared": float(value)}
