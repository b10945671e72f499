"""How many OCOP products there are at least, where a list holds only a part of them: one rule for tiles, tables, map, charts and slides."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.ocop.recognitions import stars_by_district
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.published_products import districts_published, products_published
from analytics.selection.published_totals import PublishedTotal, added_up
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.claims import RefusedClaim, complete
from geodata.record import Record
from geodata.record.office_rows import is_office

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask


@dataclass(frozen=True)
class DistrictsFloor:
    """The least that several districts have: what some of them publish, each more than its rows, and the `n_elsewhere` rows of the others."""

    published: PublishedTotal
    n_elsewhere: int

    @property
    def value(self) -> float:
        """How many products that is."""
        return self.published.value + self.n_elsewhere


def is_own_list(selected: Selected, table: str) -> bool:
    """Tell whether every row that a figure of a table counts is the office's own."""
    own = _of_office(selected.prepared.record, table)
    return bool(own.any() and selected.count(table) and own[selected.mask(table)].all())


@cached()
def _of_office(record: Record, name: str) -> "Mask":
    return is_office(record, name)


def is_list_a_part(selected: Selected) -> bool:
    """Tell whether the products on record are known to be a part of all, so that a number of them is the least that there is.

    Sources publish more of the province than its list holds, in all or of the years chosen. What is all the office's own is complete.
    """
    is_own = is_own_list(selected, "ocop_products")
    return not is_own and _is_part(selected.prepared, selected.selection.years)


@cached()
def _is_part(prepared: Prepared, years: tuple[int, int] | None) -> bool:
    scopes = [Selection(), Selection(years=years)]
    known = [(products_published(prepared.record, one), selected_of(prepared, one)) for one in scopes]
    return any(
        total is not None and isinstance(complete(float(rows.count("ocop_products")), total.value), RefusedClaim)
        for total, rows in known
    )


def districts_floor(selected: Selected) -> DistrictsFloor | None:
    """Return what several districts have at least: of each either what it publishes or its rows, never both; None where none publishes more than its rows."""
    chosen = selected.selection.of_province
    if len(chosen.districts) == 1 or is_own_list(selected, "ocop_products"):
        return None
    rows = stars_by_district(selected).groupby("district_code")["n"].sum()
    more = {
        code: one
        for code, one in districts_published(selected.record, chosen).items()
        if code in (chosen.districts or DISTRICT_CODES) and one.value > rows.get(code, 0)
    }
    published = (
        added_up(lambda one: more.get(one.districts[0]), Selection(districts=tuple(more)), is_stock=True)
        if more
        else None
    )
    n_elsewhere = selected.count("ocop_products") - sum(int(rows.get(code, 0)) for code in more)
    return None if published is None else DistrictsFloor(published, n_elsewhere)
