"""What the headings of the table of units say of their numbers, and what the drawers of its cells hold."""

import pytest

from analytics.maps.measures import MapMeasure, Measure, is_of_one_kind, known_products
from analytics.maps.state import compared_selection
from analytics.overview.known_units import shown_values
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.selection.shared import is_shared
from analytics.wording.language import Language
from geodata.schema.vocabulary import Sector
from pages.components.map.kpi_panel import Ground
from pages.components.map.unit_cells import SHORT
from pages.components.map.unit_panel import _columns, _table, ground_of_cell
from pages.components.panels.evidence_view import table_texts

VI = Language("vi")


@pytest.mark.parametrize("years", [None, (2020, 2020), (2023, 2023), (2021, 2024)])
def test_a_column_of_several_years_or_kinds_says_that_it_is_not_ranked_and_no_other_does(
    prepared: Prepared, whole: Selected, years: tuple[int, int] | None
) -> None:
    shown = shown_values(MapMeasure(), select(prepared, Selection(years=years)), whole)
    columns = {column.id: column for column in _columns(shown, Selection(years=years), VI)}
    for measure, known in shown.known.items():
        is_ranked = is_of_one_kind(known, shown.by_code.index)
        assert ("không xếp hạng" in columns[measure.value].beneath) != is_ranked
        assert columns[measure.value].sortable == is_ranked
    if years is None:
        assert columns["ocop"].beneath == "khác năm, không xếp hạng"


CHOSEN = [
    Selection(),
    Selection(years=(2020, 2020)),
    Selection(years=(2021, 2023)),
    Selection(sectors=(Sector.FOOD,)),
    Selection(districts=("213",)),
]


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_the_drawer_of_a_cell_holds_every_number_that_the_cell_shows(
    prepared: Prepared, whole: Selected, chosen: Selection
) -> None:
    """Of each cell and line: its large number, what is itemised, shared and recognised are a count or a sum of rows, or published figures, in the drawer."""
    spec, selected = MapMeasure(), select(prepared, chosen)
    rows = select(prepared, compared_selection(chosen, spec.vintage))
    products = known_products(rows, spec.vintage)
    table, n_recognised = _table(selected, rows, whole, spec, VI, table_texts(VI)), 0
    several = set(prepared.proposals["proposal_id"][is_shared(whole)])
    for row in (*table.rows, *table.footer):
        for measure in SHORT:
            cell = row[measure.value]
            if cell is None or (cell["t"] == "—" and not cell.get("note")):
                continue
            ground = ground_of_cell(str(row["id"]), measure.value, rows, selected, spec, VI)
            shown = {cell["v"], cell.get("itemised"), cell.get("shared")} - {None}
            if cell["v"] is None and measure is Measure.OCOP and (one := products.recognised.get(str(row["id"]))):
                shown.add(one.value)
                n_recognised += 1
            assert shown <= numbers_in(ground, several), (row["id"], measure, cell)
    assert n_recognised or chosen != Selection()


def numbers_in(ground: Ground, several: set[str]) -> set[float]:
    """Return the numbers that a drawer holds: of each part the count, the sum of support, the published values and their sum; and of two parts together."""
    frames = [(table, frame) for _, table, frame in ground.parts]
    counts = [float(len(frame)) for table, frame in frames if table != "published_figures"]
    sums = [float(frame["support_vnd"].sum()) for table, frame in frames if table == "proposals"]
    published = [float(value) for table, frame in frames if table == "published_figures" for value in frame["value"]]
    held = {*counts, *sums, *published, sum(counts), ground.stated, sum(published), sum(published) + sum(counts)}
    shared = [float(frame["proposal_id"].isin(several).sum()) for table, frame in frames if table == "proposals"]
    return {*held, *shared} - {None}
