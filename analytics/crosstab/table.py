"""A crosstab worked out: every cell, subtotal and total counts each row once, whatever stands in several lines or columns.

Money of proposals of several places is in the number of none of them, it stands beside (`analytics.selection.shared`); a total of places has it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.crosstab.cut import ADDED, MONEY, SUBJECT, CrosstabMeasure, Cut, Dimension
from analytics.crosstab.entries import COMMUNES, FROM, NONE, PROPOSAL_DIMENSIONS, entries, measured_rows, of_their_year
from analytics.crosstab.published import published_lines, published_of
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from analytics.selection.shared import is_shared, is_shared_outside
from analytics.trade.flows import flows_of
from analytics.wording.claims import known_count, known_sum
from geodata.schema.vocabulary import FlowBasis, MarketKind

if TYPE_CHECKING:
    from analytics.prepared.coded import Mask

OTHERS = "others"
"""The line or column that holds what is too much to be shown by itself."""
MOST_DOWN, MOST_BELOW, MOST_ACROSS = 120, 30, 14
_OPEN = frozenset({Dimension.COMMUNE, Dimension.PRODUCER, Dimension.MARKET})
"""The fields that may have very many values; the largest are shown, the rest together."""
PLACE_FIELDS: Mapping[Dimension, Vintage] = {
    Dimension.DISTRICT: Vintage.DISTRICTS_2024,
    Dimension.COMMUNE: COMMUNES,
}
"""The fields of places, and whose units they are."""
Slot = tuple[str | None, ...]
"""A value for each field of the cut, None for all of its values."""


@dataclass(frozen=True)
class CrosstabCell:
    """What a cell says: rows, how many of them state the value, the value (None: not known, which is not 0), what is published of the same.

    `beside`: the money of `n_beside` further rows that other places have too, in `value` of none of them. `is_published_large`: the published number is the large one, for it is more than the rows say and stands at no sum of rows.
    """

    n: int = 0
    n_stated: int = 0
    value: int | float | None = None
    published: PublishedTotal | None = None
    is_published_large: bool = False
    n_beside: int = 0
    beside: int | float | None = None


_NOTHING = CrosstabCell()


@dataclass(frozen=True, eq=False)
class Crosstab:
    """The lines (values of the fields down) and columns (of the field across), and a cell for each slot that says something.

    `several` is, by field, how many rows stand under more than one of its values. `apart` rows are in no total: amounts of
    groups of markets, which are never added to those of countries.
    """

    selected: Selected
    cut: Cut
    lines: tuple[Slot, ...]
    columns: tuple[str, ...]
    cells: Mapping[Slot, CrosstabCell]
    several: Mapping[Dimension, int]
    apart: int = 0

    def cell(self, line: Slot, column: str | None) -> CrosstabCell:
        """Return a cell; None as the column, or in a line, is all of them."""
        return self.cells.get((*line, column), _NOTHING)

    @property
    def is_empty(self) -> bool:
        """Whether no row fits and nothing is published."""
        return not any(cell.n or cell.published for cell in self.cells.values())

    @property
    def total(self) -> Slot:
        """Return the line of everything."""
        return (None,) * len(self.cut.down)


@cached()
def crosstab(selected: Selected, cut: Cut) -> Crosstab:
    """Return the crosstab of a selection."""
    found = _folded(entries(selected, cut), cut)
    names = [one.value for one in cut.dimensions]
    amounts = _amounts(selected, cut.measure)
    cells: dict[Slot, CrosstabCell] = {}
    for is_pinned in product((True, False), repeat=len(names)):
        pinned = [name for name, is_one in zip(names, is_pinned, strict=True) if is_one]
        stated = amounts if amounts is None else amounts.of(pinned)
        for values, cell in _cells(_counting(selected, cut, found, pinned), pinned, stated).items():
            given = iter(values)
            cells[tuple(next(given) if is_one else None for is_one in is_pinned)] = cell
    for slot in published_lines(selected, cut):
        cells.setdefault(slot, _NOTHING)
    cells = {slot: _with_published(selected, cut, slot, cell) for slot, cell in cells.items()}
    for slot in _published_large(cells):
        cells[slot] = replace(cells[slot], is_published_large=True)
    own = [slot for slot in cells if None not in slot[: len(cut.down)]]
    is_apart = 0 if _may_add(cut, []) else len(found.loc[~_of_countries(selected, found), "row"].unique())
    return Crosstab(
        selected,
        cut,
        lines=tuple(dict.fromkeys(slot[:-1] for slot in own)),
        columns=tuple(dict.fromkeys(str(slot[-1]) for slot in cells if slot[-1] is not None)),
        cells=cells,
        several={one: _in_several(found, one) for one in cut.dimensions},
        apart=is_apart,
    )


def whole_cell(selected: Selected, measure: CrosstabMeasure) -> CrosstabCell:
    """Return what a selection says of a measure, all of it: the total of each of its crosstabs, of which only a crosstab says what is large."""
    cut = Cut(measure)
    rows = pd.DataFrame({"row": np.flatnonzero(measured_rows(selected, measure))})
    amounts = _amounts(selected, measure)
    found = _cells(_counting(selected, cut, rows, []), [], amounts if amounts is None else amounts.of([]))
    return _with_published(selected, cut, (None,) * len(cut.dimensions), found.get((), _NOTHING))


def _published_large(cells: Mapping[Slot, CrosstabCell]) -> set[Slot]:
    """Return the cells whose large number is the published one: more than the rows say, and at a sum of the kind of its parts.

    A sum under (or beside) numbers of rows alone is one of rows, with what is published beside it.
    """
    found: set[Slot] = set()
    of_rows: dict[tuple[Slot, int], bool] = {}
    for slot in sorted(cells, key=lambda one: one.count(None)):
        cell = cells[slot]
        is_sum_of_rows = any(of_rows.get((slot, at), False) for at, value in enumerate(slot) if value is None)
        is_large = cell.published is not None and cell.published.value > (cell.value or 0) and not is_sum_of_rows
        if is_large:
            found.add(slot)
        for at, value in enumerate(slot):
            if value is not None and (is_large or cell.value is not None or cell.beside is not None):
                above = ((*slot[:at], None, *slot[at + 1 :]), at)
                of_rows[above] = not is_large and of_rows.get(above, True)
    return found


def rows_of_cell(made: Crosstab, slot: Slot) -> pd.DataFrame:
    """Return the rows behind a cell, in their order."""
    found = _folded(entries(made.selected, made.cut), made.cut)
    pinned = [one.value for one, value in zip(made.cut.dimensions, slot, strict=True) if value is not None]
    found = _counting(made.selected, made.cut, found, pinned)
    for one, value in zip(made.cut.dimensions, slot, strict=True):
        if value is not None:
            found = found[found[one.value].eq(value)]
    table = SUBJECT[made.cut.measure]
    return made.selected.table(table).iloc[sorted(found["row"].unique())]


def _counting(selected: Selected, cut: Cut, found: pd.DataFrame, pinned: Sequence[str]) -> pd.DataFrame:
    """Return the entries that count where the fields `pinned` are told."""
    of_proposals = [one.value for one in PROPOSAL_DIMENSIONS if one.value in pinned]
    if FROM in found and of_proposals and Dimension.YEAR.value in pinned:
        found = of_their_year(found, Dimension.YEAR.value, of_proposals)
    return found if _may_add(cut, pinned) else found[_of_countries(selected, found)]


def _folded(found: pd.DataFrame, cut: Cut) -> pd.DataFrame:
    """Put the values of open fields that few rows have under one name."""
    for one in cut.dimensions:
        if one not in _OPEN:
            continue
        most = MOST_ACROSS if one is cut.across else MOST_DOWN if one is cut.down[0] else MOST_BELOW
        counts = found[["row", one.value]].drop_duplicates()[one.value].value_counts()
        counts = counts.drop(NONE, errors="ignore")
        if len(counts) > most:
            order = counts.reset_index(name="n").sort_values(["n", one.value], ascending=[False, True])
            kept = {*order[one.value].head(most - 1), NONE}
            found = found.assign(**{one.value: found[one.value].where(found[one.value].isin(kept), OTHERS)})
    return found


@dataclass(frozen=True, eq=False)
class _Amounts:
    """What each row of a prepared table states (missing: nothing), and which rows of it places beside those told have too."""

    stated: pd.Series
    outside: "Mask | None" = None
    """Of money of proposals: those in a place beside the chosen ones."""
    shared: Mapping[str, "Mask"] = field(default_factory=dict)
    """Of money of proposals by a field of places: those in several."""

    def of(self, pinned: Sequence[str]) -> pd.DataFrame:
        """Return the amounts where the fields `pinned` are told: stated, is_beside."""
        masks = [self.shared[name] for name in pinned if name in self.shared]
        masks += [] if self.outside is None else [self.outside]
        is_beside = np.logical_or.reduce(masks) if masks else np.zeros(len(self.stated), dtype=bool)
        return pd.DataFrame({"amount": self.stated, "is_beside": is_beside})


_SUMS = ("n", "stated", "amount", "n_beside", "beside")


def _cells(
    found: pd.DataFrame, pinned: Sequence[str], amounts: pd.DataFrame | None
) -> dict[tuple[str, ...], CrosstabCell]:
    """Return the cells by the values of the pinned fields; each row counts once in each."""
    rows = found[["row", *pinned]].drop_duplicates()
    if not len(rows):
        return {}
    rows = rows.assign(n=1, stated=1, amount=0.0, n_beside=0, beside=0.0)
    if amounts is not None:
        own = amounts.loc[rows["row"]]
        amount, is_beside = own["amount"].to_numpy(), own["is_beside"].to_numpy()
        is_stated = ~np.isnan(amount)
        rows["stated"], rows["n_beside"] = (is_stated & ~is_beside).astype(int), (is_stated & is_beside).astype(int)
        rows["amount"], rows["beside"] = (np.where(rows[name], amount, 0.0) for name in ("stated", "n_beside"))
    if not pinned:
        return {(): _cell(*rows[list(_SUMS)].sum(), is_count=amounts is None)}
    grouped = rows.groupby(list(pinned), sort=False)[list(_SUMS)].sum()
    keys = [key if isinstance(key, tuple) else (key,) for key in grouped.index]
    made = zip(keys, grouped.itertuples(index=False), strict=True)
    return {key: _cell(*sums, is_count=amounts is None) for key, sums in made}


def _cell(n: int, n_stated: int, amount: float, n_beside: int, beside: float, *, is_count: bool) -> CrosstabCell:  # noqa: PLR0913 - the sums of a cell
    if is_count:
        return CrosstabCell(int(n), int(n), known_count(int(n)))
    return CrosstabCell(
        int(n),
        int(n_stated),
        known_sum(_whole(amount), int(n_stated)),
        n_beside=int(n_beside),
        beside=known_sum(_whole(beside), int(n_beside)),
    )


def _whole(amount: float) -> int | float:
    return int(amount) if float(amount).is_integer() else float(amount)


def _amounts(selected: Selected, measure: CrosstabMeasure) -> _Amounts | None:
    """Return what each row of the prepared table states, None for a measure that counts rows.

    Of exports only tonnes that were shipped, in the statement that counts where sources disagree.
    """
    if measure not in ADDED:
        return None
    numbers = pd.Series(selected.prepared.index.numbers(SUBJECT[measure], ADDED[measure]))
    if measure in MONEY:
        shared = {one.value: is_shared(selected, vintage) for one, vintage in PLACE_FIELDS.items()}
        return _Amounts(numbers, is_shared_outside(selected), shared)
    if measure is not CrosstabMeasure.TONNES:
        return _Amounts(numbers)
    flows = flows_of(selected, with_context=False)
    is_meant = flows["basis"].eq(FlowBasis.SHIPPED).to_numpy() & ~flows["is_superseded"].to_numpy()
    return _Amounts(flows["t"].where(is_meant).astype(float))


def _may_add(cut: Cut, pinned: Sequence[str]) -> bool:
    """Tell whether all rows may be added up: tonnes of a group of markets or of none stated only where the market is told."""
    return cut.measure is not CrosstabMeasure.TONNES or Dimension.MARKET.value in pinned


def _of_countries(selected: Selected, found: pd.DataFrame) -> "Mask":
    kinds = selected.prepared.export_flows["market_kind"].to_numpy(dtype=object)
    is_country: Mask = kinds[found["row"].to_numpy()] == MarketKind.COUNTRY.value
    return is_country


def _in_several(found: pd.DataFrame, one: Dimension) -> int:
    counts = found[["row", one.value]].drop_duplicates()["row"].value_counts()
    return int(counts.gt(1).sum())


def _with_published(selected: Selected, cut: Cut, slot: Slot, cell: CrosstabCell) -> CrosstabCell:
    total = published_of(selected, cut, slot)
    return cell if total is None else replace(cell, published=total)
