"""Every chart that is empty for a selection, and is not for a wider one, says which choices to take back; its frame says so for all of them."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analytics.figures
from analytics.evidence.rows import figure_value
from analytics.figures import counts, known_elsewhere
from analytics.figures.chart import Chart
from analytics.figures.known_elsewhere import ORDER, Switches, chart_of, known_without
from analytics.figures.ocop.standing import LEVELS, standing_chart
from analytics.figures.style import Look
from analytics.ocop.published import FigureStanding, published_ocop
from analytics.overview.kpis import is_published
from analytics.prepared.tables import Prepared
from analytics.selection.choices import without_fields
from analytics.selection.place_words import district_name, records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Field, Selection
from analytics.selection.words import FIELD_NAMES
from analytics.trade.flows import Quantity
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.vocabulary import Programme, Sector, Stage, SupportContent
from tests.analytics.strategies import selections

VI = Language("vi")
PAGES = Path(__file__).parents[3] / "pages"
SWITCHES: dict[str, Hashable] = {"stars": "", "quantity": Quantity.TONNES, "with_context": False}
"""What some charts take beside rows and look."""


def _makers() -> dict[str, Callable[..., Chart]]:
    """Return every function of the figures that makes a chart for a page."""
    found = {}
    for info in pkgutil.walk_packages(analytics.figures.__path__, "analytics.figures."):
        if info.name in {known_elsewhere.__name__, counts.__name__}:
            continue  # they make a chart for another
        module = importlib.import_module(info.name)
        for name, made in inspect.getmembers(module, inspect.isfunction):
            is_own = made.__module__ == info.name and not name.startswith("_")
            if is_own and inspect.signature(made).return_annotation is Chart:
                found[f"{info.name.removeprefix('analytics.figures.')}:{name}"] = made
    return found


MAKERS = _makers()
NARROW = (
    Selection(years=(1999, 1999)),
    Selection(sectors=(Sector.TEXTILES,), years=(2001, 2001)),
    Selection(districts=("222",), sectors=(Sector.HERBS,)),
    Selection(districts=("217",), years=(2014, 2014)),
    Selection(programmes=(Programme.DISTRICT,), contents=(SupportContent.TRADE_FAIR,)),
    Selection(stages=(Stage.REJECTED,), stars=("5",)),
    Selection(markets=("USA",), sectors=(Sector.HANDICRAFTS,)),
    Selection(districts=("213",)),
    Selection(sectors=(Sector.FOOD,)),
)


def switches_of(maker: Callable[..., Chart]) -> Switches:
    """Return what a chart takes beside rows and look."""
    return tuple((name, SWITCHES[name]) for name in list(inspect.signature(maker).parameters)[2:])


def test_a_chart_is_made_of_the_rows_of_a_selection_and_a_look_and_switches_by_name() -> None:
    for name, maker in MAKERS.items():
        rows, look, *others = inspect.signature(maker, eval_str=True).parameters.values()
        assert (rows.annotation, look.annotation) == (Selected, Look), name
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in others), name


@pytest.mark.parametrize("name", MAKERS)
def test_an_empty_chart_says_under_which_choice_it_shows_something(prepared: Prepared, name: str) -> None:
    switches, n_empty = switches_of(MAKERS[name]), 0
    make = partial(MAKERS[name], **dict(switches))
    assert not make(select(prepared, Selection()), Look("light", VI, Selection())).empty
    for selection in NARROW:
        look = Look("light", VI, selection)
        rows = select(prepared, selection)
        own, shown = make(rows, look), chart_of(rows, MAKERS[name], look, switches)
        if not own.empty:
            assert shown.empty == ""
            continue
        n_empty += 1
        said = re.fullmatch(re.escape(own.empty) + r" Có số liệu khi bỏ lọc: (.+)\.", shown.empty)
        assert said, (selection, shown.empty)
        fields = [field for field, words in FIELD_NAMES.items() if VI.text(words).lower() in said[1].split(", ")]
        alone = [not make(select(prepared, without_fields(selection, one)), look).empty for one in fields]
        assert all(alone) or not make(select(prepared, without_fields(selection, *fields)), look).empty
    assert n_empty, "no selection of this test leaves the chart empty"


def test_every_chart_of_a_page_is_drawn_by_the_frame_that_says_it() -> None:
    frame = (PAGES / "components" / "panels" / "chart.py").read_text(encoding="utf-8")
    assert "chart_of(beside, make, look, switches)" in frame
    functions = {name.partition(":")[2] for name in MAKERS}
    used = set()
    for path in PAGES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"panels\.chart import [^\n]*\bchart\b", text), f"{path.name} draws past the frame"
        for block in re.findall(r"\bdraw(?:_table)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", text):
            used |= {name for name in functions if re.search(rf"\b{name}\b", block)}
    assert used == functions


def test_a_chart_that_a_screen_shows_as_figure_and_as_table_is_made_once(prepared: Prepared) -> None:
    rows, made = select(prepared, Selection()), []

    def make(beside: Selected, look: Look, *, stars: str) -> Chart:
        made.append(stars)
        return standing_chart(beside, look, stars=stars)

    look = Look("light", VI, Selection())
    assert chart_of(rows, make, look, (("stars", ""),)) is chart_of(rows, make, look, (("stars", ""),))
    assert made == [""]


@pytest.mark.parametrize("district", DISTRICT_CODES)
@pytest.mark.parametrize("level", LEVELS)
def test_an_empty_chart_of_stars_names_every_level_that_is_published_and_what_is_itemised(
    record: Record, prepared: Prepared, district: str, level: str
) -> None:
    selection = Selection((district,))
    rows = select(prepared, selection)
    shown = standing_chart(rows, Look("light", VI, selection), stars=level)
    assert bool(shown.empty) == published_ocop(record, level, selection).empty
    for other in LEVELS:
        if shown.empty and not published_ocop(record, other, selection).empty:
            assert VI.text(LEVELS[other]) in shown.empty
    n = sum(not level or stars == int(level) for stars in rows.ocop_products["stars"])
    assert (f"Có danh mục {n} sản phẩm" in shown.empty) == bool(shown.empty and n)


@given(districts=st.lists(st.sampled_from(DISTRICT_CODES), min_size=2, max_size=9, unique=True))
@pytest.mark.parametrize("level", LEVELS)
def test_an_empty_chart_of_several_districts_names_each_that_is_published(
    record: Record, prepared: Prepared, level: str, districts: list[str]
) -> None:
    selection = Selection(tuple(districts))
    shown = standing_chart(select(prepared, selection), Look("light", VI, selection), stars=level)
    for district in districts:
        own = published_ocop(record, level, Selection((district,)))
        name = district_name(district, VI, short=True)
        assert bool(re.search(rf"{re.escape(name)} [≥≈]? ?\d", shown.empty)) == (not own.empty)
        used = own[own["standing"].eq(FigureStanding.USED)]
        if len(used):
            assert f"{name} {figure_value(records(used)[-1], VI)} ({int(used['year_to'].iloc[-1])})" in shown.empty
        elif own["standing"].eq(FigureStanding.TARGET).any():
            assert "mục tiêu" in shown.empty, "a target is told as one"


@given(selection=selections())
def test_a_choice_that_is_named_brings_the_number_back(record: Record, selection: Selection) -> None:
    def is_known(asked: Selection) -> bool:
        return not published_ocop(record, "", asked).empty

    fields = known_without(selection, is_known)
    if not is_known(selection):
        assert all(is_known(without_fields(selection, field)) for field in fields) or is_known(
            without_fields(selection, *fields)
        )


def test_every_choice_has_its_turn() -> None:
    assert sorted(ORDER) == sorted(get_args(Field))


def test_no_notice_of_the_page_where_something_published_is_shown(prepared: Prepared) -> None:
    assert is_published(prepared, Selection(years=(2009, 2009)))
    assert not is_published(prepared, Selection(sectors=(Sector.TEXTILES,), years=(2001, 2001)))


def test_selections_that_widen_to_the_same_ask_one_chart_of_it(prepared: Prepared) -> None:
    asked: list[Selection] = []

    def make(rows: Selected, look: Look) -> Chart:
        asked.append(rows.selection)
        shown = standing_chart(rows, look, stars="")
        return replace(shown, empty="" if rows.selection == Selection() else "nothing")

    for years in ((1999, 1999), (2001, 2001), (2002, 2003)):
        selection = Selection(years=years)
        shown = known_elsewhere.chart_of(select(prepared, selection), make, Look("light", VI, selection))
        assert shown.empty != "nothing"
    assert asked.count(Selection()) == 1
