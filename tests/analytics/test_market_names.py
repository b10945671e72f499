"""A market has one name on screens and in files, whatever its source or an office calls it."""

import json
import re
from datetime import date
from importlib import resources

import pandas as pd
import pytest

from analytics.briefing.story.slides import Slide
from analytics.briefing.story.storyline import story
from analytics.downloads import ExportFormat, export
from analytics.evidence.rows import evidence
from analytics.figures.style import Look
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.findings.export_answers import exports_answers
from analytics.overview.cards import record_card, row_card
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.place_words import country_name, market_words
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.trade.flows import Quantity, beside_countries, flows_of
from analytics.trade.words import market_name, rates_apart
from analytics.wording.language import language
from geodata.importing.values.markets import read_market
from geodata.record import Record
from tests.analytics.downloads.reading import OCCASION, csv_files

VI = language("vi")
WRITTEN = {"USA": "Mỹ", "GBR": "UK", "HKG": "Hongkong", "RUS": "LB Nga", "NLD": "Netherlands", "KOR": "South Korea"}
"""What an office may call a market that has another name on screen."""
GROUP = "EU (UK, Đức), Mỹ và LB Nga"
SYNONYM = re.compile(rf"(?<!\w)(?<!đô la )(?:{'|'.join(WRITTEN.values())})(?!\w)")


@pytest.fixture(scope="module")
def as_written(record: Record) -> Selected:
    """The record with markets in other words, those of groups too."""
    flows = record["export_flows"]
    market = flows["market_iso3"].map(WRITTEN).fillna(flows["market"])
    market = market.mask(flows["market_kind"].eq("group"), GROUP)
    other = flows.assign(market=pd.array(market, dtype="string"))
    return select(prepare(Record({**record.tables, "export_flows": other})), Selection())


def said_in(slide: Slide) -> str:
    return repr((slide.headline, slide.blocks, slide.notes))


def said(rows: Selected) -> dict[str, str]:
    """Return all that screens, drawers, cards, slides and files say of exports."""
    look, prepared = Look("light", VI, Selection()), rows.prepared
    flows = flows_of(rows, with_context=True)
    charts = {
        "map": map_chart(rows, look, with_context=True),
        "matrix": matrix_chart(rows, look, with_context=True),
        "first": first_years_chart(rows, look, with_context=True),
        **{one: quantity_chart(rows, look, quantity=one, with_context=True) for one in Quantity},
    }
    cards = [row_card(prepared, "export_flows", one, VI) for one in prepared.export_flows["flow_id"]]
    cards += [record_card(prepared, "facility", one, VI) for one in flows["facility_id"].dropna().unique()]
    told = story(prepared, Selection(), today=date(2026, 1, 1), language=VI)
    files = csv_files(export(rows, ExportFormat.CSV, OCCASION))
    return {
        **{f"chart {name}": repr((one.spec, one.table)) for name, one in charts.items()},
        "answers": repr([(one.value, one.said) for one in exports_answers(rows, VI, with_context=True)]),
        "groups": repr([market_name(key, VI) for key in beside_countries(flows)["market_key"]]),
        "rates": repr(rates_apart(flows, VI)),
        "drawer": repr(
            [row["market"] for row in evidence(prepared.record, "export_flows", prepared.export_flows, VI).rows]
        ),
        "cards": repr(cards),
        "slides": repr([said_in(one) for one in told.slides if one.id == "exports"]),
        **{name: repr([*zip(*table, strict=True)]) for name, table in files.items() if "xuat-khau" in name},
    }


def test_no_screen_and_no_file_has_a_second_name_of_a_market(as_written: Selected) -> None:
    found = {name: SYNONYM.findall(text) for name, text in said(as_written).items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_record_and_the_import_name_markets_as_screens_do(prepared: Prepared) -> None:
    flows = prepared.export_flows
    for text, code in flows[["market", "market_iso3"]].dropna().drop_duplicates().itertuples(index=False):
        assert text == country_name(code, VI)
    for text in pd.concat([flows["market"], flows["market_members"]]).dropna().unique():
        assert text == market_words(text, VI)
    lists = json.loads((resources.files("geodata.importing.values") / "markets.json").read_text("utf-8"))
    for code, words in lists["countries"].items():
        assert words[0] == country_name(code, VI)
        assert {read_market(word).iso3 for word in words} == {code}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (GROUP, "EU (Vương quốc Anh, Đức), Hoa Kỳ và Nga"),
        ("Hồng Kông (Trung Quốc), Mỹ", "Hồng Kông (Trung Quốc), Hoa Kỳ"),
        ("hơn 30 nước và vùng lãnh thổ", "hơn 30 nước và vùng lãnh thổ"),
        ("châu Mỹ, Dubai", "châu Mỹ, Dubai"),
        ("((Mỹ", "((Hoa Kỳ"),
        ("", ""),
    ],
)
def test_a_group_keeps_its_words_and_its_countries_their_names(written: str, named: str) -> None:
    assert market_words(written, VI) == named
    assert market_words(named, VI) == named


def test_groups_of_markets_are_english_on_english_screens(record: Record) -> None:
    """A group keeps the words of its source in Vietnamese alone; every one of the record has English words."""
    flows = record["export_flows"]
    groups = set(flows.loc[flows["market_kind"].eq("group"), "market"])
    said = {market_words(group, language("en")) for group in groups}
    assert {"Europe", "EU", "Japan, Europe, Australia", "more than 30 countries and territories"} <= said
    assert not [one for one in said if re.search(r"châu|nước|thị trường|\bvà\b", one)]
    assert {market_words(group, VI) for group in groups} == groups
