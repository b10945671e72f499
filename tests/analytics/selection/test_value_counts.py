"""What stands beside a value of a filter is what choosing it shows."""

import pytest

from analytics.prepared.tables import Prepared
from analytics.selection import value_counts
from analytics.selection.choices import without_fields
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, UNPLACED, Field, Selection
from analytics.selection.value_counts import (
    COUNTED,
    FILTER_COLUMNS,
    PROPOSAL_FILTERS,
    counts_of,
    dated_table,
    shows_rows,
    with_value,
    years_counted,
)
from geodata.schema.vocabulary import Programme, Sector, Stage

VALUES: dict[Field, tuple[str, ...]] = {
    "districts": (*DISTRICT_CODES, UNPLACED),
    "sectors": tuple(Sector),
    "programmes": tuple(Programme),
    "stages": tuple(Stage),
}
OTHERS = [
    Selection(),
    Selection(districts=("219", UNPLACED), years=(2019, 2023)),
    Selection(sectors=(Sector.FOOD, Sector.WOOD), programmes=(Programme.NATIONAL,)),
    Selection(stages=(Stage.COMPLETED,), stars=("4",)),
    Selection(markets=("CHN",), districts=("213",)),
    Selection(units=("communes_2020:07615", "communes_2020:07375")),
    Selection(years=(2001, 2002)),
]


@pytest.mark.parametrize("chosen", OTHERS, ids=lambda one: "&".join(one.to_query()) or "all")
@pytest.mark.parametrize("field", FILTER_COLUMNS)
def test_a_value_shows_as_many_rows_as_stand_beside_it(prepared: Prepared, chosen: Selection, field: Field) -> None:
    selected = select(prepared, chosen)
    for value in VALUES[field]:
        shown = select(prepared, with_value(chosen, field, value))
        for table in ("proposals",) if field in PROPOSAL_FILTERS else COUNTED:
            assert counts_of(selected, field, table).get(value, 0) == shown.count(table), (value, table)
        assert shows_rows(selected, field, value) == any(rows.count for rows in shown.rows.values())


def test_what_a_value_would_show_is_asked_without_keeping_its_rows(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the selections that people look at are soon pushed out by those that a bar of filters asks about."""
    asked: list[Selection] = []

    def found(of: Prepared, selection: Selection) -> Selected:
        asked.append(selection)
        return select(of, selection)

    monkeypatch.setattr(value_counts, "selected_of", found)
    selected = select(prepared, Selection(districts=("213",), sectors=(Sector.FOOD,), years=(2001, 2002)))
    for field, values in VALUES.items():
        for value in values:
            shows_rows(selected, field, value)
    assert set(asked) <= {selected.selection.without(field) for field in VALUES}


@pytest.mark.parametrize("chosen", OTHERS, ids=lambda one: "&".join(one.to_query()) or "all")
@pytest.mark.parametrize("table", COUNTED)
def test_a_year_shows_as_many_rows_as_its_bar_says(prepared: Prepared, chosen: Selection, table: str) -> None:
    table = dated_table(chosen, table)
    counts = years_counted(select(prepared, chosen), table)
    for year in range(2000, 2031):
        shown = select(prepared, with_value(without_fields(chosen, "years"), "years", f"{year}-{year}"))
        assert counts.get(year, 0) == shown.count(table), year
