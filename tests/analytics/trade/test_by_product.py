"""Products and their markets: list, tiles, map and list of markets say the same of every selection."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.spec import Flows
from analytics.figures.style import Look
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.parts import short_market_name
from analytics.figures.trade.product_markets import counted_line, groups_line, product_markets_chart, rest_line
from analytics.findings.chart_headlines import markets_headline
from analytics.findings.export_answers import exports_answers, without_markets
from analytics.findings.said import What
from analytics.prepared.tables import Prepared
from analytics.selection.choices import record_years, without_fields
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.trade.by_product import group_markets
from analytics.trade.stated import stated_amounts
from analytics.wording.labels import PRODUCT_GROUPS
from analytics.wording.language import Language, language
from geodata.schema.vocabulary import Sector
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections

VI = language("vi")


def look(selection: Selection) -> Look:
    return Look("light", VI, selection)


@given(selection=selections(), with_context=st.booleans())
def test_a_product_has_the_markets_and_amounts_that_its_rows_alone_have(
    prepared: Prepared, selection: Selection, *, with_context: bool
) -> None:
    selection = replace(selection, products=())
    flows = plain_rows(prepared, selection)["export_flows"]
    flows = flows if with_context else flows[~flows["is_context"].astype(bool)]
    groups = group_markets(selected_of(prepared, selection), with_context=with_context)
    assert sum(one.n_rows for one in groups) == len(flows)
    assert [len(one.countries) for one in groups] == sorted((len(one.countries) for one in groups), reverse=True)
    for one in groups:
        mine = flows[flows["product_group"].eq(one.group)]
        assert {row["market_iso3"] for row in one.countries} == set(mine["market_iso3"].dropna())
        assert set(one.products) == set(mine["product"])
        years = mine["year"].dropna()
        assert one.years == (None if years.empty else (int(years.min()), int(years.max())))
        alone = selected_of(prepared, replace(selection, products=(one.group,)))
        countries = {code: said for code, said in one.stated.items() if len(code) == 3}
        of_rows = stated_amounts(alone, with_context=with_context)
        assert [*countries] == [*of_rows]
        for code, said in countries.items():
            assert (said.tonnes, said.year, said.basis) == (
                of_rows[code].tonnes,
                of_rows[code].year,
                of_rows[code].basis,
            )


@pytest.mark.parametrize("spoken", [VI, language("en")], ids=lambda one: one.code)
@pytest.mark.parametrize("with_context", [False, True])
def test_the_number_of_a_product_is_that_of_the_names_counted_and_no_name_stands_twice(
    prepared: Prepared, spoken: Language, *, with_context: bool
) -> None:
    """Each product of each district in each year: countries, groups and what names no market are told apart."""
    first, last = record_years(prepared.record)
    years = [None, *((year, year) for year in range(first, last + 1))]
    seen = 0
    for place, of in product([(), *((code,) for code in DISTRICT_CODES)], years):
        chosen = selected_of(prepared, Selection(districts=place, years=of))
        table = product_markets_chart(chosen, Look("light", spoken, chosen.selection), with_context=with_context).table
        for one in group_markets(chosen, with_context=with_context):
            seen += 1
            counted, groups, rest = (told(one, spoken) for told in (counted_line, groups_line, rest_line))
            cell = table.by_id[one.group]
            assert cell["product"].note == " ".join(filter(None, (counted, groups, rest)))
            names = {short_market_name(str(row["market_iso3"]), spoken) for row in one.countries}
            told_names = listed(counted)
            assert sorted(told_names) == sorted(names)
            assert len(told_names) == (cell["n"].value or 0)
            heads = [int(number) for number in re.findall(r"\d+", counted.partition(":")[0])]
            assert not heads or heads[-1] == len(told_names)
            assert len(heads) < 2 or heads[0] == len(set(one.stated) & {row["market_iso3"] for row in one.countries})
            alone = [name for name in listed(groups) if " (" not in name]
            assert len(alone) == len(set(alone))
            assert not set(alone) & names
            assert len(one.stated) == len(re.findall(AMOUNT, f"{counted} {groups} {rest}"))
    assert seen > 30


AMOUNT = re.compile(r": [≈≥≤]?[^:;]*? \([^()]* · [^()]*\)")
"""An amount with its year and basis behind the market that it is of."""


def listed(line: str) -> list[str]:
    """Return the names of markets that stand in a part of a line, those with an amount of a group left out."""
    found = []
    for sentence in filter(None, line.removesuffix(".").split(". ")):
        for item in sentence.partition(": ")[2].split("; "):
            if AMOUNT.search(item):
                found += [] if ", " in item.partition(": ")[0] else [item.partition(": ")[0]]
            else:
                found += item.split(", ")
    return found


def agree(selected: Selected) -> None:
    """Hold what the screen says of the markets of a selection against each other: tile, title, marks, both lists."""
    selection = selected.selection
    tiles = {one.id: one for one in exports_answers(selected, VI, with_context=False)}
    is_of_all = tiles["markets"].label == VI.text("Markets of all goods")
    assert is_of_all == (not selection.sectors and not selection.products), "“all goods” is said of all goods alone"
    n = 0 if tiles["markets"].value == "—" else int(tiles["markets"].value)
    unknown = [one.id for one in tiles.values() if VI.text("no information yet") in one.said]
    assert unknown in ([], ["exporters"]), "of markets one sentence says it"
    lacking = without_markets(selected, with_context=False)
    assert not (lacking and n)
    beside = selected_of(selected.prepared, without_fields(selection, *lacking))
    chart = map_chart(beside, look(selection), with_context=False)
    shown = n
    if lacking:
        assert tiles["markets"].beside, "what is known elsewhere is said"
        shown = len({row.code for row in chart.spec.flows}) if isinstance(chart.spec, Flows) else 0
        assert f"{shown} " in tiles["markets"].beside
    assert chart.n == len(chart.table.rows) == shown
    assert isinstance(chart.spec, Flows)
    assert len(chart.spec.flows) == shown
    said = markets_headline(beside, look(selection), with_context=False)
    assert [one.value for one in said.stated if one.what is What.COUNTRIES] == ([shown] if shown else [])
    amounts = [row for row in chart.table.by_id.values() if row["volume"].text != "—"]
    assert [tiles["stated"].value] == [str(len(amounts))] if "stated" in tiles else lacking or not amounts
    products = product_markets_chart(beside, look(selection), with_context=False)
    groups = group_markets(beside, with_context=False)
    assert [int(row["n"].value or 0) for row in products.table.by_id.values()] == [len(one.countries) for one in groups]
    assert len({row["market_iso3"] for one in groups for row in one.countries}) == shown


@pytest.mark.parametrize("products", [(), ("noodles",), ("canned-fruit-vegetables",)])
def test_every_choice_of_one_kind_says_one_number_of_markets(prepared: Prepared, products: tuple[str, ...]) -> None:
    """Each district, each year of the record, each sector; of all goods and of one product."""
    first, last = record_years(prepared.record)
    choices = [
        Selection(),
        *(Selection(districts=(code,)) for code in DISTRICT_CODES),
        *(Selection(years=(year, year)) for year in range(first, last + 1)),
        *(Selection(sectors=(sector,)) for sector in Sector),
    ]
    for one in choices:
        agree(selected_of(prepared, replace(one, products=products)))


def test_every_product_of_the_record_has_a_name_and_can_be_chosen(whole: Selected) -> None:
    table = product_markets_chart(whole, look(Selection()), with_context=True).table
    assert {*table.ids} <= {*PRODUCT_GROUPS}
    assert {*table.choices} == {*table.ids}
