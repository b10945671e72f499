"""Titles of charts that rank nothing: how many of what they show, of which years, on which basis."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from analytics.figures.style import Look
from analytics.findings.coverage import spoken_of
from analytics.findings.groups import district_shares
from analytics.findings.headlines import count_headline
from analytics.findings.product_headlines import groups_on_markets, products_headline
from analytics.findings.said import StatedText, What, Wording, named, side_by_side, stated_number
from analytics.findings.wording import about_part, on
from analytics.funding.ratios import leverage, per_facility, per_proposal
from analytics.funding.tables import bases
from analytics.ocop.published import published_recognised
from analytics.ocop.recognitions import recognitions_of
from analytics.ocop.rounds import published_beside
from analytics.ocop.typical import published_typical
from analytics.overview.kpi import KpiId
from analytics.selection.choices import without_fields
from analytics.selection.place_words import Row, period, records
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection
from analytics.selection.words import selection_words
from analytics.trade.by_product import GroupMarkets, group_markets
from analytics.trade.flows import Quantity, first_years, flows_of, flows_stating, of_countries
from analytics.trade.grouped import n_values
from analytics.trade.stated import stated_amounts
from analytics.trade.words import QUANTITY_UNITS
from analytics.wording.claims import Claim, ClaimKind, GroupShare, counted, total, unknown
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.signs import qualified
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import Basis, FigureProgramme


def row_years(years: Iterable[object], table: str) -> StatedText:
    """Return the first and last of the years that rows of a table are of; "" where none is stated."""
    known = [int(year) for year in years if not pd.isna(year)]  # type: ignore[call-overload]
    if not known:
        return StatedText("")
    return stated_number(What.ROW_YEARS, max(known), period(min(known), max(known)).replace("\u2060", ""), table)


def money_years(beside: Selected, look: Look) -> StatedText:
    """Return the years of the proposals of a selection that state an amount."""
    rows = selected_of(beside.prepared, look.chosen)
    is_stated = rows.column("proposals", "support_vnd").notna()
    years = [rows.column("proposals", name)[is_stated] for name in ("year_from", "year_to")]
    return row_years([year for column in years for year in column], "proposals")


def counted_rows(
    n: int,
    say: Callable[[Wording, StatedText], StatedText],
    years: StatedText,
    language: Language,
    what: What = What.ROWS,
) -> StatedText:
    """Say how many rows there are, and of which years; "" where there are none."""
    found = counted(n)
    if not isinstance(found, Claim):
        return StatedText("")
    said = say(on(ClaimKind.COUNT, found, language), stated_number(what, n, language.number(n)))
    return side_by_side([said, years], ", ")


def _published(row: Row, message: str, write: Callable[[float], str], language: Language, name: str = "") -> StatedText:
    """Say the value of one published figure, with its years and basis."""
    ids = (str(row["figure_id"]),)
    value = float(row["value"])
    years = period(row["year_from"], row["year_to"]).replace("\u2060", "")
    return on(ClaimKind.TOTAL, total(value), language).text(
        message,
        years=stated_number(What.YEARS, row["year_to"], years, ids=ids)
        if years
        else StatedText(language.text("year not stated")),
        value=stated_number(What.PUBLISHED, value, qualified(write(value), row["qualifier"]), name, ids),
        basis=label_of(Basis, row["basis"], language),
    )


def _newest(frame: pd.DataFrame) -> Row | None:
    """Return the published figure of the latest years."""
    rows = records(frame.dropna(subset=["year_to"]).sort_values(["year_to", "year_from", "figure_id"]))
    return rows[-1] if rows else None


def per_proposal_headline(selected: Selected, look: Look) -> StatedText:
    """Say what one proposal got, as published figures have it."""
    return _quotient(records(per_proposal(selected)), mark("{years}: {value} a proposal ({basis})"), look.language)


def per_facility_headline(selected: Selected, look: Look) -> StatedText:
    """Say what one facility got, as published figures have it."""
    return _quotient(records(per_facility(selected)), mark("{years}: {value} a facility ({basis})"), look.language)


def itemised_leverage(selected: Selected, look: Look) -> StatedText:
    """Say of how many proposals support and counterpart are both known, where nothing is published."""
    return _of_rows([row for row in records(leverage(selected)) if row["kind"] == "itemised"], look.language)


def _quotient(rows: Sequence[Row], message: str, language: Language) -> StatedText:
    """Say the published quotient of the latest years, that of all programmes first; else of how many proposals there are both sides."""
    published = [row for row in rows if row["kind"] == "computed"]
    if not published:
        return _of_rows([row for row in rows if row["kind"] == "itemised"], language)
    row = max(
        published,
        key=lambda one: (one["programme"] == FigureProgramme.ALL, one["year_to"], one["year_to"] - one["year_from"]),
    )
    ids = tuple(row["figure_ids"])
    years = period(row["year_from"], row["year_to"]).replace("\u2060", "")
    value = kept_together(row["sign"], language.money(row["ratio"]))
    return on(ClaimKind.TOTAL, total(row["ratio"]), language).text(
        message,
        years=stated_number(What.YEARS, row["year_to"], years, ids=ids),
        value=stated_number(What.QUOTIENT, row["ratio"], value, ids=ids),
        basis=language.text(
            mark("worked out from published figures, {programme}"),
            programme=programme_name(row["programme"], language).lower(),
        ),
    )


def _of_rows(rows: Sequence[Row], language: Language) -> StatedText:
    n = sum(int(row["n"]) for row in rows)
    years = row_years([year for row in rows for year in (row["year_from"], row["year_to"])], "both")
    return counted_rows(
        n,
        lambda said, n: said.count("Known of {n} itemised proposal alone", "Known of {n} itemised proposals alone", n),
        years,
        language,
    )


def bases_headline(beside: Selected, look: Look) -> StatedText:
    """Say of the latest year and programme with more than one basis what each is; else how many figures of how many years."""
    language = look.language
    table = bases(beside)
    rows = [row for row in records(table) if not row["is_partial"]]
    several = grouped_by(((int(row["year_from"]), str(row["programme"])), row) for row in rows)
    told = [key for key, of_key in several.items() if len({row["basis"] for row in of_key}) > 1]
    if not told:
        years = row_years(table["year_from"], "figures")
        return counted_rows(
            len(table),
            lambda said, n: said.count("{n} published sum of a single year", "{n} published sums of single years", n),
            years,
            language,
        )
    year, programme = max(told)
    order = {str(basis): n for n, basis in enumerate(Basis)}
    of_key = sorted(several[year, programme], key=lambda row: order[str(row["basis"])])
    each = [
        on(ClaimKind.TOTAL, total(float(row["value"])), language).text(
            "{basis} {value}",
            basis=label_of(Basis, row["basis"], language),
            value=stated_number(
                What.PUBLISHED,
                float(row["value"]),
                qualified(language.money(row["value"]), row["qualifier"]),
                KpiId.SUPPORT.value,
                (str(row["figure_id"]),),
            ),
        )
        for row in of_key
    ]
    ids = tuple(str(row["figure_id"]) for row in of_key)
    head = side_by_side(
        [stated_number(What.YEARS, year, str(year), ids=ids), named(programme_name(programme, language).lower())], ", "
    )
    return side_by_side([head, side_by_side(each, ", ")], ": ")


def matrix_headline(selected: Selected, look: Look, *, with_context: bool) -> StatedText:
    """Say how many groups of products go to how many countries and territories."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    n_groups = n_values(flows["product_group"])
    n_countries = n_values(of_countries(flows, ["market_iso3"])["market_iso3"])
    return groups_on_markets(n_groups, n_countries, language)


def of_markets_chosen(said: StatedText, look: Look) -> StatedText:
    """Return a title of all markets with those that are chosen named before it, as figures beside it are of them alone."""
    if not said or not look.chosen.markets:
        return said
    names = selection_words(Selection(markets=look.chosen.markets), look.language)
    return side_by_side([named(look.language.text("Chosen: {names}", names=names)), said], " · ")


def of_rows_shown(said: StatedText, shown: Selected, look: Look) -> StatedText:
    """Return a title with the products that its rows are of, and whose they are where they are of more than what is chosen."""
    wider = without_fields(look.chosen, "markets", "products") != without_fields(shown.selection, "markets", "products")
    asked = shown.selection if wider else Selection(products=shown.selection.products)
    words = selection_words(asked, look.language)
    return about_part(words[:1].upper() + words[1:], said) if said and (wider or asked.products) else said


def markets_by_product(groups: Sequence[GroupMarkets], language: Language) -> tuple[list[GroupShare], int]:
    """Return how many countries each product group goes to, and how many there are in all."""
    shares = [GroupShare(one.name(language), float(len(one.countries))) for one in groups]
    return shares, len({row["market_iso3"] for one in groups for row in one.countries})


def product_list_headline(selected: Selected, look: Look, *, with_context: bool) -> StatedText:
    """Say which product group goes to most countries and territories, and which is chosen."""
    language, groups = look.language, group_markets(selected, with_context=with_context)
    said = products_headline(*markets_by_product(groups, language), language)
    if not look.chosen.products:
        return of_rows_shown(said, selected, look)
    chosen = selection_words(Selection(products=look.chosen.products), language)
    return side_by_side([named(language.text("Chosen: {names}", names=chosen)), said], " · ")


def market_list_headline(selected: Selected, look: Look, *, with_context: bool) -> StatedText:
    """Say of how many of the countries and territories a quantity is stated."""
    language, flows = look.language, flows_of(selected, with_context=with_context)
    n = n_values(of_countries(flows, ["market_iso3"])["market_iso3"])
    found = counted(n)
    if not isinstance(found, Claim):
        return StatedText("")
    n_stated = len(stated_amounts(selected, with_context=with_context))
    said = on(ClaimKind.COUNT, found, language).text(
        "Sources state a tonnage for {stated} of {n} countries and territories",
        stated=stated_number(What.STATE, n_stated, language.number(n_stated), "stated"),
        n=stated_number(What.COUNTRIES, n, language.number(n)),
    )
    return of_markets_chosen(of_rows_shown(said, selected, look), look)


def quantities_headline(selected: Selected, look: Look, *, quantity: Quantity, with_context: bool) -> StatedText:
    """Say how many rows state a quantity in the unit, of which years."""
    language = look.language
    stated = flows_stating(flows_of(selected, with_context=with_context), quantity)
    years = row_years(stated["year"], "quantities")
    unit = language.text(QUANTITY_UNITS[quantity])
    return counted_rows(
        len(stated),
        lambda said, n: said.count(
            "{n} statement in {unit}, none added to another",
            "{n} statements in {unit}, none added to another",
            n,
            unit=unit,
        ),
        years,
        language,
    )


def first_years_headline(selected: Selected, look: Look, *, with_context: bool) -> StatedText:
    """Say of how many markets a source dates the first naming, and from when to when."""
    language = look.language
    table = first_years(flows_of(selected, with_context=with_context))
    found = counted(len(table))
    if not isinstance(found, Claim):
        return StatedText("")
    dated = int(table["year"].notna().sum())
    text = on(ClaimKind.COUNT, found, language).text(
        "Of {n} countries and territories {dated} are first named in a stated year",
        n=stated_number(What.COUNTRIES, len(table), language.number(len(table))),
        dated=stated_number(What.STATE, dated, language.number(dated), "dated"),
    )
    return side_by_side([text, row_years(table["year"], "first_years")], ", ")


def recognitions_headline(selected: Selected, look: Look) -> StatedText:
    """Say how many recognitions are itemised, of which years; where none is, what is published."""
    events = recognitions_of(selected)
    return _recognitions(events, look.language) or _published_number(
        published_recognised(selected.record, selected.selection), look.language
    )


def rounds_headline(beside: Selected, look: Look) -> StatedText:
    """Say how many recognitions are itemised, of which years; where none is, what is published of a round."""
    return _recognitions(recognitions_of(beside), look.language) or _published_number(
        published_beside(beside), look.language
    )


def _recognitions(events: pd.DataFrame, language: Language) -> StatedText:
    return counted_rows(
        len(events),
        lambda said, n: said.count(
            "{n} recognition itemised, renewals counted", "{n} recognitions itemised, renewals counted", n
        ),
        row_years(events["year"], "recognitions"),
        language,
    )


def typical_headline(selected: Selected, look: Look) -> StatedText:
    """Say how many typical products are itemised, of which years; where none is, what is published."""
    language = look.language
    years = row_years(selected.column("typical_products", "year"), "typical_products")
    return counted_rows(
        selected.count("typical_products"),
        lambda said, n: said.count("{n} typical product itemised", "{n} typical products itemised", n),
        years,
        language,
    ) or _published_number(published_typical(selected.record, selected.selection), language)


def _published_number(frame: pd.DataFrame, language: Language) -> StatedText:
    row = _newest(frame)
    return (
        _published(row, mark("{years}: {value} published ({basis})"), language.number, language)
        if row
        else StatedText("")
    )


def proposal_years_headline(beside: Selected, look: Look) -> StatedText:
    """Say how many proposals are itemised, of which years; where none is, that they are published alone."""
    language = look.language
    both = [beside.column("proposals", name) for name in ("year_from", "year_to")]
    years = row_years([year for column in both for year in column], "all_proposals")
    return counted_rows(
        beside.count("proposals"),
        lambda said, n: said.count("{n} proposal itemised", "{n} proposals itemised", n),
        years,
        language,
    ) or _published_alone(language)


def proposal_districts_headline(beside: Selected, look: Look) -> StatedText:
    """Say which district has most of the proposals, where that may be said; else how many are itemised of how many published."""
    if not beside.count("proposals"):
        return _published_alone(look.language)
    shares = district_shares(beside, look.chosen, "proposals")
    spoken = spoken_of(KpiId.PROPOSALS, beside, look.language)
    return count_headline(shares, look.language.text("Proposals by district"), spoken)


def _published_alone(language: Language) -> StatedText:
    return on(ClaimKind.UNKNOWN, unknown(0), language).text("No proposal is itemised here: published counts alone")
