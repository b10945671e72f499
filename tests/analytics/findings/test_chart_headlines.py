"""No title of a chart is false: over random selections each number that it states is worked out anew, and who leads cannot be overtaken."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.style import Look
from analytics.findings import chart_headlines as said
from analytics.findings.chart_headlines import Headline
from analytics.findings.groups import unit_names
from analytics.findings.said import Said, Stated, What
from analytics.funding.difficult_areas import difficult_areas
from analytics.overview.kpi import KpiId
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.choices import without_fields
from analytics.selection.place_words import district_name
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import UNPLACED, Field, Selection
from analytics.wording.labels import programme_name
from tests.analytics.briefing.worked_out import GROUPED, OF_CHARTS, ORACLE, SCOPES, VI, Told
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections
from tests.analytics.written_numbers import read

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Titled:
    """A title, the fields that its chart shows all of, and the slide under whose name its numbers are worked out."""

    headline: Headline
    own: tuple[Field, ...] = ()
    slide: str = ""
    switches: dict[str, Any] = field(default_factory=dict)


TITLES = {
    "sectors": Titled(said.sectors_headline, ("sectors",), "funding_sectors"),
    "contents": Titled(said.contents_headline, ("contents",), "funding_contents"),
    "programmes": Titled(said.programmes_headline, ("programmes",), "funding_programmes"),
    "districts": Titled(said.districts_headline, ("districts",), "money_districts"),
    "stages": Titled(said.stages_headline, ("stages",), "pipeline"),
    "published": Titled(said.published_headline, ("years",), "years"),
    "years": Titled(said.years_headline, ("years",), "years"),
    "leverage": Titled(said.leverage_headline),
    "areas": Titled(said.areas_headline, ("districts",), "areas"),
    "markets": Titled(said.markets_headline, ("markets",), "exports", {"with_context": False}),
    "stock": Titled(said.stock_headline, ("years", "stars"), "stock", {"stars": ""}),
    "star_districts": Titled(said.star_districts_headline, ("districts", "stars"), "star_districts"),
}


OF_COUNTERPART = f" {VI.text('đồng of counterpart')}"


def title_of(name: str, prepared: Prepared, selection: Selection) -> tuple[Said, Selected]:
    one = TITLES[name]
    beside = selected_of(prepared, without_fields(selection, *one.own))
    return one.headline(beside, Look("light", VI, selection), **one.switches), beside


@pytest.fixture(autouse=True)
def scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the oracle of the slides work out the charts that no slide has."""
    for one in TITLES.values():
        monkeypatch.setitem(SCOPES, one.slide, one.own)
    monkeypatch.setitem(GROUPED, "funding_programmes", ("programme", lambda code: programme_name(code, VI)))


def told(prepared: Prepared, selection: Selection, slide: str, title: Said) -> Told:
    story = SimpleNamespace(selection=selection)
    return Told(prepared, cast("Any", story), cast("Any", SimpleNamespace(id=slide, stated=title.stated)))


def by_place(told: Told, stated: Stated) -> float:
    """Return what districts hold, chosen one by one: a row counts in each district that it names."""
    chosen = [code for code in told.story.selection.districts if code != UNPLACED]
    if stated.what is What.CHOSEN:
        return len(chosen)
    names = unit_names(Vintage.DISTRICTS_2024)
    codes = [code for code in names if names[code] == stated.name] if stated.name else chosen
    return sum(_held(told, code) for code in codes)


def _held(told: Told, code: str) -> float:
    rows = plain_rows(told.prepared, replace(told.asked, districts=(code,)))
    if told.slide.id == "star_districts":
        return float(len(rows["ocop_products"]))
    return float(rows["proposals"]["support_vnd"].sum())


def of_areas(told: Told, stated: Stated) -> float:
    rows = difficult_areas(selected_of(told.prepared, told.asked)).districts
    if stated.what is What.SUM:
        return float(rows["value"].sum())
    named = [district_name(code, VI, short=True) == stated.name for code in rows["district_code"]]
    return float(rows.loc[named, "value"].sum())


def of_figures(told: Told, stated: Stated) -> float:
    """Return what published figures add up to; of a quotient what they divide into."""
    figures = told.figures(stated)
    assert len(figures) == len(stated.ids) > 0
    assert all(row["is_used"] for row in figures)
    if stated.name != KpiId.LEVERAGE:
        return ORACLE[What.PUBLISHED](told, stated)
    by_metric = {row["metric"]: row["value"] for row in figures}
    if len(figures) == 1:
        return float(figures[0]["value"])
    return float(
        by_metric["counterpart_vnd"] / sum(v for metric, v in by_metric.items() if metric != "counterpart_vnd")
    )


def works_out(told: Told, stated: Stated) -> float:
    if told.slide.id == "areas":
        return of_areas(told, stated)
    if stated.what is What.PUBLISHED:
        return of_figures(told, stated)
    own: dict[str, Callable[[Told, Stated], float]] = {"money_districts": by_place, "star_districts": by_place}
    if told.slide.id in own and stated.what in {What.GROUP, What.CHOSEN, What.CHOSEN_SUM}:
        return own[told.slide.id](told, stated)
    return ORACLE[stated.what](told, stated)


@pytest.mark.parametrize("name", TITLES)
@given(data=st.data())
def test_each_number_of_a_title_is_what_the_record_says(name: str, prepared: Prepared, data: st.DataObject) -> None:
    selection = data.draw(selections())
    title, _ = title_of(name, prepared, selection)
    asked = told(prepared, selection, TITLES[name].slide, title)
    for one in title.stated:
        if one.what in {What.SHARE, What.CHOSEN_ROWS, What.CHOSEN_STATING} and TITLES[name].slide.endswith("districts"):
            continue
        assert works_out(asked, one) == pytest.approx(one.value), (title, one)
        if one.what is not What.YEARS:
            assert read(one.text.removesuffix(OF_COUNTERPART).lstrip("≈≥≤ ")) == pytest.approx(one.value, rel=0.01), (
                title,
                one,
            )


def test_every_number_of_charts_alone_is_met(prepared: Prepared) -> None:
    met = {one.what for name in TITLES for one in title_of(name, prepared, Selection())[0].stated}
    assert met >= OF_CHARTS
