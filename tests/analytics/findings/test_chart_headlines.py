"""No title of a chart is false: over random selections each number that it states is worked out anew, and who leads cannot be overtaken."""

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.figures.funding import groups, ratios
from analytics.figures.funding import years as funding_years
from analytics.figures.funding.bases import basis_chart
from analytics.figures.funding.difficult_areas import difficult_areas_chart
from analytics.figures.funding.periods import period_chart
from analytics.figures.funding.pipeline import pipeline_chart
from analytics.figures.funding.progress import district_grid, year_grid
from analytics.figures.known_elsewhere import Make
from analytics.figures.ocop import districts, stars
from analytics.figures.ocop.rounds import rounds_chart
from analytics.figures.ocop.standing import standing_chart
from analytics.figures.ocop.typical import typical_chart
from analytics.figures.style import Look
from analytics.figures.trade.first_years import first_years_chart
from analytics.figures.trade.flow_map import map_chart
from analytics.figures.trade.matrix import matrix_chart
from analytics.figures.trade.product_markets import product_markets_chart
from analytics.figures.trade.quantities import quantity_chart
from analytics.findings import chart_headlines as said
from analytics.findings import read_headlines
from analytics.findings.chart_headlines import Headline
from analytics.findings.groups import unit_names
from analytics.findings.said import Stated, StatedText, What
from analytics.funding.difficult_areas import difficult_areas
from analytics.funding.tables import bases
from analytics.overview.kpi import KpiId
from analytics.overview.kpis import kpi_of
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage
from analytics.selection.choices import without_fields
from analytics.selection.place_words import district_name
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import UNPLACED, Field, Selection
from analytics.trade.flows import Quantity, first_years, flows_of
from analytics.wording.labels import programme_name
from geodata.schema.vocabulary import Programme
from tests.analytics.briefing.worked_out import COUNTED, GROUPED, OF_CHARTS, ORACLE, SCOPES, VI, Told
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections
from tests.analytics.written_numbers import read

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Titled:
    """A title, the fields that its chart shows all of, and the slide under whose name its numbers are worked out."""

    headline: Headline
    make: Make
    own: tuple[Field, ...] = ()
    slide: str = ""
    switches: dict[str, Any] = field(default_factory=dict)


CONTEXT = {"with_context": False}
TONNES = {"quantity": Quantity.TONNES, **CONTEXT}
TITLES = {
    "sectors": Titled(said.sectors_headline, groups.sector_chart, ("sectors",), "funding_sectors"),
    "contents": Titled(said.contents_headline, groups.content_chart, ("contents",), "funding_contents"),
    "programmes": Titled(said.programmes_headline, groups.programme_chart, ("programmes",), "funding_programmes"),
    "districts": Titled(said.districts_headline, groups.funding_district_chart, ("districts",), "money_districts"),
    "stages": Titled(said.stages_headline, pipeline_chart, ("stages",), "pipeline"),
    "published": Titled(said.published_headline, period_chart, ("years",), "years"),
    "years": Titled(said.years_headline, funding_years.funding_year_chart, ("years",), "years"),
    "leverage": Titled(said.leverage_headline, ratios.leverage_chart, (), "both"),
    "per_proposal": Titled(read_headlines.per_proposal_headline, ratios.per_proposal_chart, (), "per_proposal"),
    "per_facility": Titled(read_headlines.per_facility_headline, ratios.per_facility_chart, (), "per_facility"),
    "bases": Titled(read_headlines.bases_headline, basis_chart, ("years",), "bases"),
    "areas": Titled(said.areas_headline, difficult_areas_chart, ("districts",), "areas"),
    "markets": Titled(said.markets_headline, map_chart, ("markets",), "exports", CONTEXT),
    "market_list": Titled(read_headlines.market_list_headline, map_chart, ("markets",), "exports", CONTEXT),
    "product_list": Titled(
        read_headlines.product_list_headline,
        product_markets_chart,
        ("products", "markets"),
        "exports_products",
        CONTEXT,
    ),
    "matrix": Titled(read_headlines.matrix_headline, matrix_chart, ("markets",), "matrix", CONTEXT),
    "quantities": Titled(read_headlines.quantities_headline, quantity_chart, ("years",), "quantities", TONNES),
    "first_years": Titled(read_headlines.first_years_headline, first_years_chart, ("markets",), "first_years", CONTEXT),
    "stock": Titled(said.stock_headline, standing_chart, ("years", "stars"), "ocop", {"stars": ""}),
    "stock_4": Titled(said.stock_headline, standing_chart, ("years", "stars"), "ocop", {"stars": "4"}),
    "star_districts": Titled(
        said.star_districts_headline, districts.ocop_district_chart, ("districts", "stars"), "star_districts"
    ),
    "recognitions": Titled(
        read_headlines.recognitions_headline, stars.ocop_year_chart, ("years", "stars"), "recognitions"
    ),
    "rounds": Titled(read_headlines.rounds_headline, rounds_chart, ("districts", "years", "stars"), "rounds"),
    "typical": Titled(read_headlines.typical_headline, typical_chart, ("years",), "typical"),
    "proposal_years": Titled(read_headlines.proposal_years_headline, year_grid, ("years",), "proposal_years"),
    "proposal_districts": Titled(
        read_headlines.proposal_districts_headline, district_grid, ("districts",), "proposal_districts"
    ),
}


OF_COUNTERPART = f" {VI.text('đồng of counterpart')}"


def title_of(name: str, prepared: Prepared, selection: Selection) -> tuple[StatedText, Selected]:
    one = TITLES[name]
    beside = selected_of(prepared, without_fields(selection, *one.own))
    return one.headline(beside, Look("light", VI, selection), **one.switches), beside


@pytest.fixture(autouse=True)
def scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the oracle of the slides work out the charts that no slide has."""
    for one in TITLES.values():
        monkeypatch.setitem(SCOPES, one.slide, one.own)
    monkeypatch.setitem(COUNTED, "star_districts", "ocop_products")
    monkeypatch.setitem(GROUPED, "funding_programmes", ("programme", lambda code: programme_name(code, VI)))


def told(prepared: Prepared, selection: Selection, slide: str, title: StatedText) -> Told:
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
    if told.slide.id in {"star_districts", "proposal_districts"}:
        return float(len(rows["ocop_products" if told.slide.id == "star_districts" else "proposals"]))
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


def of_quotient(told: Told, stated: Stated) -> float:
    """Divide the budgets named by what they are divided by."""
    by_metric: dict[str, float] = {}
    for row in told.figures(stated):
        by_metric[row["metric"]] = by_metric.get(row["metric"], 0.0) + row["value"]
    upper = sum(value for metric, value in by_metric.items() if metric.startswith("budget"))
    return upper / sum(value for metric, value in by_metric.items() if not metric.startswith("budget"))


def exported(told: Told) -> pd.DataFrame:
    rows = told.rows("export_flows")
    return rows[~rows["is_context"].astype(bool)]


def recognised(told: Told) -> pd.DataFrame:
    """Return one row a product and year, and one for a product of no known year."""
    events, products = told.prepared.record["ocop_recognitions"], told.rows("ocop_products")
    mine = events[events["product_id"].isin(products["product_id"]) & events["status"].eq("recognised")]
    dated = mine.dropna(subset=["year", "stars"]).drop_duplicates(["product_id", "year"])
    never_dated = products.loc[products["recognised_year"].isna(), "product_id"]
    undated = mine[mine["year"].isna() & mine["product_id"].isin(never_dated)].drop_duplicates("product_id")
    years = told.asked.years
    return pd.concat([dated, undated]) if years is None else dated[dated["year"].between(*years)]


def in_tonnes(told: Told) -> pd.DataFrame:
    rows = exported(told)
    return rows[rows["volume"].notna() & rows["volume_unit"].isin(["t", "tonne", "tonnes", "kg"])]


def both_stated(told: Told, columns: tuple[str, ...]) -> pd.DataFrame:
    return told.rows("proposals").dropna(subset=list(columns))


def read_rows(told: Told) -> pd.DataFrame:
    """Return the rows that a title counts which says what its chart reads."""
    made: dict[str, Callable[[], pd.DataFrame]] = {
        "both": lambda: both_stated(told, ("counterpart_vnd", "support_vnd")),
        "per_proposal": lambda: both_stated(told, ("support_vnd",)),
        "per_facility": lambda: both_stated(told, ("support_vnd", "n_beneficiaries")),
        "quantities": lambda: in_tonnes(told),
        "recognitions": lambda: recognised(told),
        "rounds": lambda: recognised(told),
        "typical": lambda: told.rows("typical_products"),
        "proposal_years": lambda: told.rows("proposals"),
        "bases": lambda: bases(selected_of(told.prepared, told.asked)),
    }
    return made[told.slide.id]()


def last_of_rows(told: Told, stated: Stated) -> float:
    """Return the last of the years that rows are of, and hold the first against the text."""
    if stated.name == "proposals":
        rows = plain_rows(told.prepared, told.story.selection)["proposals"].dropna(subset=["support_vnd"])
    elif stated.name == "first_years":
        rows = first_years(flows_of(selected_of(told.prepared, told.asked), with_context=False))
    else:
        rows = read_rows(told)
    firsts = "year_from" if "year_from" in rows else "year"
    assert stated.text.startswith(str(int(rows[firsts].min())))
    return float(rows["year_to" if "year_to" in rows else "year"].max())


def counted_by_hand(told: Told, stated: Stated) -> float:
    if stated.what is What.STATE:
        rows = exported(told)
        rows = rows[rows["market_kind"].eq("country")]
        if stated.name == "stated":
            return float(rows[rows["volume_unit"].isin(["t", "t_per_month"])]["market_iso3"].nunique())
        return float(rows.dropna(subset=["year"])["market_iso3"].nunique())
    if stated.name == "product_groups":
        return float(flows_of(selected_of(told.prepared, told.asked), with_context=False)["product_group"].nunique())
    return float(len(read_rows(told)))


COUNTED_ALONE = (
    *(
        "both",
        "per_proposal",
        "per_facility",
        "quantities",
        "recognitions",
        "rounds",
        "typical",
        "proposal_years",
        "bases",
    ),
    *("matrix", "first_years"),
)
"""Charts of which no slide has the numbers."""


def works_out(told: Told, stated: Stated) -> float:
    """Work a number out by what its chart is of, else as the slides' are."""
    slide, what = told.slide.id, stated.what
    by_chart: list[tuple[bool, Callable[[Told, Stated], float]]] = [
        (what is What.ROW_YEARS, last_of_rows),
        (what is What.QUOTIENT, of_quotient),
        (slide in {*COUNTED_ALONE, "exports"} and what in {What.ROWS, What.STATE}, counted_by_hand),
        (slide == "areas" and what is not What.YEARS, of_areas),
        (what is What.PUBLISHED, of_figures),
        (slide in PLACED and what in {What.GROUP, What.CHOSEN, What.CHOSEN_SUM}, by_place),
    ]
    return next((work for is_so, work in by_chart if is_so), ORACLE[what])(told, stated)


PLACED = ("money_districts", "star_districts", "proposal_districts")


@pytest.mark.parametrize("name", TITLES)
@given(data=st.data())
def test_a_title_says_what_its_chart_shows_and_each_number_of_it_what_the_record_says(
    name: str, prepared: Prepared, data: st.DataObject
) -> None:
    """Where a chart shows something never a bare topic: at least one number, or that nothing is known."""
    selection = data.draw(selections())
    shown = TITLES[name]
    title, beside = title_of(name, prepared, selection)
    if not shown.make(beside, Look("light", VI, selection), **shown.switches).empty:
        assert title
        assert title.stated or any(words in title for words in NOTHING), title
    asked = told(prepared, selection, shown.slide, title)
    for one in title.stated:
        if one.what in {What.SHARE, What.CHOSEN_ROWS, What.CHOSEN_STATING} and shown.slide.endswith("districts"):
            continue
        assert works_out(asked, one) == pytest.approx(one.value), (title, one)
        if one.what not in {What.YEARS, What.ROW_YEARS}:
            assert read(
                one.text.replace("\u00a0", " ").removesuffix(OF_COUNTERPART).removeprefix("ít nhất ").lstrip("≈≥≤ ")
            ) == pytest.approx(one.value, rel=0.01), (
                title,
                one,
            )


def test_every_number_of_charts_alone_is_met(prepared: Prepared) -> None:
    met = {one.what for name in TITLES for one in title_of(name, prepared, Selection())[0].stated}
    assert met >= OF_CHARTS


NOTHING = (
    VI.text("No proposal is itemised here: published counts alone"),
    VI.text("{what}: no information yet", what=""),
    VI.text("No information on OCOP products yet"),
    VI.text("{name}: nothing itemised yet", name=""),
)


def test_the_titles_of_the_public_record(prepared: Prepared) -> None:
    """Counted by hand: what each chart says where nothing is chosen."""
    titles = {name: str(title_of(name, prepared, Selection())[0]) for name in TITLES}
    assert titles["bases"] == "2023, tỉnh: kế hoạch 3,5\u00a0tỷ\u00a0đồng, thực hiện 3,3\u00a0tỷ\u00a0đồng"
    assert titles["per_proposal"].startswith("2016–2020: mỗi đề án 103,44\u00a0triệu\u00a0đồng")
    assert titles["leverage"].startswith("Mỗi đồng hỗ trợ huy động")


def test_every_chart_of_the_screens_has_a_headline() -> None:
    """All that `draw` and `draw_table` are given; a crosstab is put together by its reader."""
    pages = Path(__file__).parents[3] / "pages"
    calls = [
        (path.name, node)
        for path in pages.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"draw", "draw_table"}
    ]
    without = {name for name, call in calls if len(call.args) < 4}
    assert len(calls) > 15
    assert without <= {"crosstab.py"}


@pytest.mark.parametrize("programme", Programme)
def test_the_title_of_a_chosen_source_of_funding_says_the_large_figure_of_the_screen(
    prepared: Prepared, programme: Programme
) -> None:
    selection = Selection(programmes=(programme,))
    figure = kpi_of(KpiId.SUPPORT, selected_of(prepared, selection), selected_of(prepared, Selection()))
    title, _ = title_of("programmes", prepared, selection)
    if figure.is_published_large and figure.published is not None:
        assert VI.money(figure.published.value) in title
        assert title.startswith(programme_name(programme, VI))
