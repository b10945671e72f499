"""What sources publish of the OCOP products of the province and of each district, by one rule for all that show it."""

from collections.abc import Mapping
from dataclasses import replace

from analytics.prepared.caching import cached
from analytics.selection.place_words import span
from analytics.selection.published_totals import PublishedTotal, published_latest, published_sum
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.record import Record
from geodata.schema.vocabulary import FigureProgramme


def products_published(record: Record, selection: Selection) -> PublishedTotal | None:
    """Return the products in force; of chosen years those recognised in them, as the rows are."""
    if selection.programmes:
        return None
    if selection.years is None:
        return published_latest(record, "ocop_products", selection)
    return products_recognised(record, selection)


def products_recognised(record: Record, selection: Selection) -> PublishedTotal | None:
    """Return the products published as recognised within years, renewals among them."""
    return published_sum(record, "ocop_products_recognised", selection, programmes=tuple(FigureProgramme))


def districts_published(record: Record, selection: Selection) -> Mapping[str, PublishedTotal]:
    """Return by district what `products_published` finds of it alone, each of its own year; none where rows are cut by more than years and districts."""
    return _of_districts(record, selection.years, is_recognised=False) if _is_comparable(selection) else {}


def districts_recognised(record: Record, selection: Selection) -> Mapping[str, PublishedTotal]:
    """Return what is published as recognised within a year of districts of which no number in force is."""
    if selection.years is not None or not _is_comparable(selection):
        return {}
    known = districts_published(record, selection)
    return {code: one for code, one in _of_districts(record, None, is_recognised=True).items() if code not in known}


def published_number(total: PublishedTotal, language: Language) -> str:
    """Return a published number of products with its sign and its years: "44 (2023)"."""
    return f"{qualified(language.number(total.value), total.qualifier)} ({span(total)})"


def _is_comparable(selection: Selection) -> bool:
    return replace(selection, years=None, districts=()).is_empty


@cached()
def _of_districts(
    record: Record, years: tuple[int, int] | None, *, is_recognised: bool
) -> Mapping[str, PublishedTotal]:
    find = products_recognised if is_recognised else products_published
    found = {code: find(record, Selection(years=years, districts=(code,))) for code in DISTRICT_CODES}
    return {code: one for code, one in found.items() if one is not None}
