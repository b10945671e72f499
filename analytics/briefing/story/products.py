"""Slides of products: the countries that sources name as markets, OCOP stars by district, certificates."""

from collections.abc import Sequence

import pandas as pd

from analytics.briefing.story.charted import chart_block, table_block
from analytics.briefing.story.parts import LEAST_BARS, figures_part, nothing_beside
from analytics.briefing.story.places import place_name
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Block, Later, TableBlock
from analytics.figures.ocop.districts import DistrictProducts, district_bars, district_notes, district_table
from analytics.figures.table import UNKNOWN, Cell, FigureColumn, Table
from analytics.figures.trade.parts import flow_disagreements
from analytics.figures.trade.product_markets import counted_line, markets_line, product_bars, product_name, years_line
from analytics.findings.chart_headlines import chosen_districts_headline, published_districts_headline
from analytics.findings.product_headlines import certificates_headline, products_headline, stars_headline
from analytics.findings.read_headlines import markets_by_product
from analytics.findings.wording import about_part
from analytics.ocop.certificates import Validity, certificates_of, ended_first, terms_of
from analytics.ocop.recognitions import recognised
from analytics.ocop.words import VALIDITIES, certificate_basis, last_day_text, validity_text
from analytics.overview.kpi import KpiId
from analytics.selection.place_words import joined, records
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.selection.words import selection_words, titled
from analytics.trade.by_product import GroupMarkets, group_markets
from analytics.trade.flows import flows_of
from analytics.trade.products import products_note
from analytics.trade.words import rates_apart
from analytics.wording.language import Language, mark
from geodata.text import alphabetical

MOST_PRODUCTS = 13
SAID_OF_EXPORTS = mark(
    "Countries and territories that sources name, without related exporters (fresh fruit, craft villages, growers, large plants). A group of markets is never split among them."
)


def exports_slide(scene: Scene) -> SlideDraft:
    """Return the product groups by the number of their countries, for the selection without its products and markets, and where each goes."""
    language, beside = scene.language, scene.unfiltered_by("products", "markets")
    flows = flows_of(beside, with_context=False)
    groups = group_markets(beside, with_context=False)
    title = language.text("Markets by product")
    subtitle = titled(title, beside.selection, language)
    shares, n_countries = markets_by_product(groups, language)

    def draw() -> tuple[Block, ...]:
        is_compared = sum(bool(one.countries) for one in groups) >= LEAST_BARS
        chart = (_product_chart(scene, groups, subtitle),) if is_compared else ()
        return (*chart, _product_table(scene, groups))

    return SlideDraft(
        id="exports",
        title=language.text("Exports"),
        subtitle=subtitle,
        headline=products_headline(shares, n_countries, language),
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
        reason="" if n_countries else language.text("No source names a single country or territory as a market here."),
    )


def _product_chart(scene: Scene, groups: Sequence[GroupMarkets], title: str) -> Block:
    language = scene.language
    named = [one for one in groups if one.countries]
    left_out = len(groups) - len(named[:MOST_PRODUCTS])
    more = language.count("{n} product group more in the table", "{n} product groups more in the table", left_out)
    notes = (language.text(SAID_OF_EXPORTS), *((more,) if left_out else ()))
    shown = product_bars(named[:MOST_PRODUCTS], language)
    return chart_block("exports", title, shown, scene.selection, language, notes)


def _product_table(scene: Scene, groups: Sequence[GroupMarkets]) -> TableBlock:
    """Return where each product group goes, with the newest amount that sources state of each market: never a sum over years, no rank."""
    language, chosen = scene.language, scene.selection.products
    columns = (
        FigureColumn(language.text("Product"), width=2.1),
        FigureColumn(language.text("Markets"), is_number=True, width=0.9),
        FigureColumn(language.text("Where to, amount and year stated"), width=6.0),
    )
    rows = tuple(
        (
            Cell(joined([product_name(one, language), years_line(one) or language.text("year not stated")])),
            Cell(language.number(len(one.countries)), len(one.countries)) if one.countries else UNKNOWN,
            Cell(counted_line(one, language) or markets_line(one, language)),
        )
        for one in groups
    )
    marked = tuple(n for n, one in enumerate(groups) if one.group in chosen)
    title = language.text("Where each product goes")
    return TableBlock("exports_table", title, Table(columns, rows), marked)


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
    if chosen.districts and set(chosen.districts) <= set(DISTRICT_CODES) and not chosen.stars:
        of_districts = chosen_districts_headline(scene.selected, language)
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
            *((stars,) if of_districts and len(mine) else ()),
            language.text("Only what is recognised counts; each product once, with its present stars."),
        ),
        n=len(products),
        n_of=language.text("recognised products"),
        make_more=lambda: (table_block("ocop_table", subtitle, district_table(known(), language)),),
        reason=nothing_beside([place_name(code, language) for code in known().ordered], language)
        if len(products)
        else language.text("No recognised OCOP product fits this selection."),
    )


def certificates_slide(scene: Scene) -> SlideDraft:
    """Return the certificates of the recognised products on the day, in the order in which the headline counts them."""
    language = scene.language
    table = certificates_of(scene.selected, scene.today)
    title = language.text("OCOP certificates on {day}", day=language.partial_date(scene.today.isoformat()))
    subtitle, months = titled(title, scene.selection, language), terms_of(scene.prepared).months(scene.today)
    return SlideDraft(
        id="certificates",
        title=title,
        subtitle=joined([subtitle, certificate_basis(months, language)]),
        headline=certificates_headline(table, language),
        blocks=Later(lambda: [_certificates_table(table, subtitle, language)]),
        parts=((language.text("OCOP products"), "ocop_products", table),),
        notes=(validity_text(months, language),),
        n=len(table),
        n_of=language.text("recognised products"),
        reason="" if len(table) else language.text("No recognised OCOP product fits this selection."),
    )


def _certificates_table(table: pd.DataFrame, title: str, language: Language) -> TableBlock:
    table = ended_first(table.sort_values("name", key=lambda names: names.map(alphabetical), kind="stable"))
    columns = (
        FigureColumn(language.text("Product"), width=2.5),
        FigureColumn(language.text("Producer"), width=3.0),
        FigureColumn(language.text("District"), width=1.2),
        FigureColumn(language.text("Stars"), width=0.6),
        FigureColumn(language.text("Last valid day"), width=2.1),
        FigureColumn(language.text("State"), width=1.5),
    )
    rows = tuple(
        (
            Cell(str(row["name"])),
            Cell("—" if pd.isna(row["producer"]) else str(row["producer"])),
            Cell(place_name(row["district_code"], language)),
            Cell(f"{int(row['stars'])} ★", float(row["stars"])),
            Cell(last_day_text(row, language) or "—"),
            Cell(_state(str(row["validity"]), language)),
        )
        for row in records(table)
    )
    return TableBlock("certificates", title, Table(columns, rows))


def _state(validity: str, language: Language) -> str:
    message = VALIDITIES[Validity(validity)]
    return language.text(message)
