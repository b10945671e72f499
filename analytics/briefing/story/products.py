"""Slides of products: the countries that sources name as markets, OCOP stars by district, certificates."""

import pandas as pd

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import figures_part
from analytics.briefing.story.places import place_name
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Later, TableBlock
from analytics.figures.ocop.districts import DistrictProducts, district_bars, district_notes, district_table
from analytics.figures.spec import Bars, Category
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.figures.trade.parts import flow_disagreements, links_in_order
from analytics.findings.chart_headlines import published_districts_headline
from analytics.findings.product_headlines import certificates_headline, exports_headline, stars_headline
from analytics.findings.wording import about_part
from analytics.ocop.certificates import Validity, by_validity, certificates_of, ended_first, terms_of
from analytics.ocop.recognitions import recognised
from analytics.ocop.words import VALIDITIES, last_day_text, validity_text
from analytics.overview.kpi import KpiId
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, country_name, records
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.selection.words import selection_words, titled
from analytics.trade.flows import flows_of, links, products_named
from analytics.trade.grouped import n_values
from analytics.trade.products import products_note, products_text
from analytics.trade.stated import amount_text, stated_amounts
from analytics.trade.words import basis_name, export_year_text, rates_apart
from analytics.wording.claims import GroupShare
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import MarketKind
from geodata.text import alphabetical

MOST_COUNTRIES = 13
SAID_OF_EXPORTS = mark(
    "Countries and territories that sources name, without related exporters (fresh fruit, craft villages, growers, large plants). A group of markets is never split among them."
)

ORDER_OF_MARKETS = mark("First those of which a source states an amount, the latest first.")


def exports_slide(scene: Scene) -> SlideDraft:
    """Return the market countries by the number of products, for the selection without its markets, and volumes stated."""
    language, beside = scene.language, scene.unfiltered_by("markets")
    flows = flows_of(beside, with_context=False)
    counts = products_named(flows)
    title = language.text("Markets by the number of products")
    subtitle = titled(title, beside.selection, language)
    names = [country_name(code, language) for code in counts]
    shares = [GroupShare(name, float(n)) for name, n in zip(names, counts.values(), strict=True)]

    def draw() -> tuple[Block, ...]:
        ordered = links_in_order(
            records(links(flows).reset_index()), stated_amounts(beside, with_context=False), language
        )
        volumes = _volumes(beside, language)
        return (_market_chart(scene, ordered, subtitle), *((volumes,) if volumes.table.rows else ()))

    nowhere = flows.loc[flows["market_kind"].ne(MarketKind.COUNTRY), "counted_product"].nunique()
    return SlideDraft(
        id="exports",
        title=language.text("Exports"),
        subtitle=subtitle,
        headline=exports_headline(
            [*shares, GroupShare("", float(nowhere), is_group=False)], n_values(flows["counted_product"]), language
        ),
        blocks=Later(draw),
        parts=((language.text("Exports"), "export_flows", flows),),
        notes=Later(
            lambda: (
                language.text(SAID_OF_EXPORTS),
                *products_note(flows["product"].unique(), language),
                *rates_apart(flows, language),
                *flow_disagreements(scene.record, flows),
            )
        ),
        n=len(flows),
        n_of=language.text("rows"),
        reason="" if counts else language.text("No source names a single country or territory as a market here."),
    )


def _market_chart(scene: Scene, table: list[Row], title: str) -> Block:
    language = scene.language
    rows = [
        (str(row["market_iso3"]), country_name(row["market_iso3"], language), int(row["n_products"]))
        for row in table[:MOST_COUNTRIES]
    ]
    categories = [Category(code, name, language.number(n), choice=Choice("markets", code)) for code, name, n in rows]
    left_out = len(table) - len(rows)
    more = language.count(
        "{n} country or territory more in the table", "{n} countries and territories more in the table", left_out
    )
    shown = Bars.plain(language.text("products"), categories, (n for *_, n in rows), INK_OF_BARS)
    notes = (language.text(ORDER_OF_MARKETS), language.text(SAID_OF_EXPORTS), *((more,) if left_out else ()))
    return chart_block("exports", title, shown, scene.selection, language, notes)


def _volumes(beside: Selected, language: Language) -> TableBlock:
    """Return the newest volume or rate that sources state of each country, the latest first: never a sum over years, no rank."""
    columns = (
        FigureColumn(language.text("Country or territory"), width=1.6),
        FigureColumn(language.text("Product"), width=2.0),
        FigureColumn(language.text("Volume"), is_number=True, width=1.2, unit=language.text("t")),
        FigureColumn(language.text("Year"), width=0.8),
        FigureColumn(language.text("Basis"), width=1.4),
    )
    rows = tuple(
        (
            Cell(country_name(code, language)),
            Cell(products_text(one.products, language)),
            Cell(amount_text(one, language), one.tonnes),
            Cell(export_year_text(one.year, language)),
            Cell(basis_name(one.basis, language)),
        )
        for code, one in stated_amounts(beside, with_context=False).items()
    )
    return TableBlock("exports_table", language.text("Newest volume that sources state"), Table(columns, rows))


def ocop_slide(scene: Scene) -> SlideDraft:
    """Return the recognised OCOP products by district and stars; the districts chosen stand out."""
    language, beside = scene.language, scene.unfiltered_by("districts", "stars")
    products = recognised(beside.ocop_products)
    title = language.text("OCOP stars by district")
    subtitle = titled(title, beside.selection, language)
    chosen = Selection(districts=scene.selection.districts, stars=scene.selection.stars)
    mine = recognised(scene.selected.ocop_products)["stars"].value_counts()

    def known() -> DistrictProducts:
        return DistrictProducts.of(beside)

    stars = stars_headline({int(str(stars)): int(n) for stars, n in mine.items()}, scene.kpis[KpiId.OCOP], language)
    is_of_all = chosen.is_empty and beside.selection.years is None
    of_districts = published_districts_headline(beside, language) if is_of_all else None
    return SlideDraft(
        id="ocop",
        title=title,
        subtitle=subtitle,
        headline=of_districts or about_part("" if chosen.is_empty else selection_words(chosen, language), stars),
        blocks=Later(
            lambda: [
                chart_block(
                    "ocop",
                    subtitle,
                    district_bars(known(), language),
                    chosen,
                    language,
                    district_notes(known(), language)[1:],
                )
            ]
        ),
        parts=Later(
            lambda: (
                (language.text("OCOP products"), "ocop_products", products),
                *figures_part(scene, known().figure_ids),
            )
        ),
        notes=(
            *((stars,) if of_districts else ()),
            language.text("Only what is recognised counts; each product once, with its present stars."),
        ),
        n=len(products),
        n_of=language.text("recognised products"),
        make_more=lambda: (table_block("ocop_table", subtitle, district_table(known(), language)),),
        reason="" if len(products) else language.text("No recognised OCOP product fits this selection."),
    )


def certificates_slide(scene: Scene) -> SlideDraft:
    """Return the certificates of the recognised products on the day, in the order in which the headline counts them."""
    language = scene.language
    table = certificates_of(scene.selected, scene.today)
    title = language.text("OCOP certificates on {day}", day=language.partial_date(scene.today.isoformat()))
    subtitle = titled(title, scene.selection, language)
    return SlideDraft(
        id="certificates",
        title=title,
        subtitle=subtitle,
        headline=certificates_headline(by_validity(table), language),
        blocks=Later(lambda: [_certificates_table(table, subtitle, language)]),
        parts=((language.text("OCOP products"), "ocop_products", table),),
        notes=(validity_text(terms_of(scene.prepared).months(scene.today), language),),
        n=len(table),
        n_of=language.text("recognised products"),
        reason="" if len(table) else language.text("No recognised OCOP product fits this selection."),
    )


def _certificates_table(table: pd.DataFrame, title: str, language: Language) -> TableBlock:
    table = ended_first(table.sort_values("name", key=lambda names: names.map(alphabetical), kind="stable"))
    columns = (
        FigureColumn(language.text("Product"), width=2.5),
        FigureColumn(language.text("Stars"), width=0.7),
        FigureColumn(language.text("District"), width=1.4),
        FigureColumn(language.text("Last valid day"), width=2.1),
        FigureColumn(language.text("State"), width=2.4),
    )
    rows = tuple(
        (
            Cell(str(row["name"])),
            Cell(f"{int(row['stars'])} ★", float(row["stars"])),
            Cell(place_name(row["district_code"], language)),
            Cell(last_day_text(row, language) or "—"),
            Cell(_state(str(row["validity"]), language)),
        )
        for row in records(table)
    )
    return TableBlock("certificates", title, Table(columns, rows))


def _state(validity: str, language: Language) -> str:
    message = VALIDITIES[Validity(validity)]
    return language.text(message)
