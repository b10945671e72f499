"""The years under the map: how many rows each would show, and what no single year shows."""

from analytics.maps.measures import Measure
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection
from analytics.selection.value_counts import Outside, dated_table, outside_single_years, years_counted
from analytics.wording.language import Language, mark
from geodata import layers as ml

_TABLES: dict[Measure, str] = {
    Measure.PROPOSALS: "proposals",
    Measure.SUPPORT: "proposals",
    Measure.REGISTERED_2020: "proposals",
    Measure.OCOP: "ocop_products",
    Measure.TYPICAL: "typical_products",
}
_COUNTED: dict[str, str] = {
    "facilities": mark("facilities"),
    "proposals": mark("proposals"),
    "ocop_products": mark("products with OCOP stars"),
    "typical_products": mark("typical products"),
}
OUTSIDE: dict[Outside, str] = {
    Outside.NO_YEAR: mark("without a year: {n}"),
    Outside.SEVERAL_YEARS: mark("of several years: {n}"),
}


def year_table(selection: Selection, measure: Measure) -> str:
    """Return the table whose rows the years count: what is measured, or the proposals where a choice of them dates all."""
    return dated_table(selection, _TABLES.get(measure, "facilities"))


def year_bar(selected: Selected, measure: Measure, language: Language) -> ml.YearBar | None:
    """Return the years of a measure; None where the record dates nothing of it."""
    table = year_table(selected.selection, measure)
    years = _years(selected.prepared, table)
    if not years:
        return None
    counts = years_counted(selected, table)
    counted = language.text(_COUNTED[table])
    outside = outside_single_years(selected, table)
    return ml.YearBar(
        first=years.start,
        bars=tuple((counts.get(year, 0), language.number(counts.get(year, 0))) for year in years),
        chosen=selected.selection.years,
        counted=counted,
        total=f"{language.number(selected.count(table))} {counted}",
        beside=tuple(
            (why.value, language.text(OUTSIDE[why], n=language.number(n)))
            for why, rows in outside.items()
            if (n := int(rows.sum()))
        ),
    )


@cached()
def _years(prepared: Prepared, table: str) -> range:
    """Return the years that any row of the record has, the same whatever is chosen."""
    known = years_counted(selected_of(prepared, Selection()), table)
    return range(min(known), max(known) + 1) if known else range(0)
