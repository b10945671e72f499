"""A crosstab worked out: every cell, subtotal and total counts each row once, whatever stands in several lines or columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.crosstab.cut import ADDED, SUBJECT, CrosstabMeasure, Cut, Dimension
from analytics.crosstab.entries import FROM, NONE, PROPOSAL_DIMENSIONS, entries, measured_rows, of_their_year
from analytics.crosstab.published import published_lines, published_of
from analytics.prepared.caching import cached
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
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
Slot = tuple[str | None, ...]
"""A value for each field of the cut, None for all of its values."""


@dataclass(frozen=True)
class CrosstabCell:
    """What a cell says: rows, how many of them state the value, the value (None: not known, which is not 0), what is published of the same.

    `is_published_large`: the published number is the large one, for it is more than the rows say and stands at no sum of rows.
    """

    n: int = 0
    n_stated: int = 0
    value: int | float | None = None
    published: PublishedTotal | None = None
    is_published_large: bool = False


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
        for values, cell in _cells(_counting(selected, cut, found, pinned), pinned, amounts).items():
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
    found = _cells(_counting(selected, cut, rows, []), [], _amounts(selected, measure))
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
            if value is not None and (is_large or cell.value is not None):
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


def _cells(
    found: pd.DataFrame, pinned: Sequence[str], amounts: "pd.Series | None"
) -> dict[tuple[str, ...], CrosstabCell]:
    """Return the cells by the values of the pinned fields; each row counts once in each."""
    rows = found[["row", *pinned]].drop_duplicates()
    if amounts is None:
        rows = rows.assign(stated=1, amount=1.0)
    else:
        own = amounts.reindex(rows["row"]).to_numpy()
        rows = rows.assign(stated=(~pd.isna(own)).astype(int), amount=pd.Series(own, index=rows.index).fillna(0.0))
    if not len(rows):
        return {}
    sums = {"n": ("stated", "size"), "stated": ("stated", "sum"), "amount": ("amount", "sum")}
    if not pinned:
        return {(): _cell(len(rows), int(rows["stated"].sum()), rows["amount"].sum(), is_count=amounts is None)}
    grouped = rows.groupby(list(pinned), sort=False).agg(**sums)
    keys = [key if isinstance(key, tuple) else (key,) for key in grouped.index]
    made = zip(keys, grouped["n"], grouped["stated"], grouped["amount"], strict=True)
    return {key: _cell(int(n), int(stated), amount, is_count=amounts is None) for key, n, stated, amount in made}


def _cell(n: int, n_stated: int, amount: float, *, is_count: bool) -> CrosstabCell:
    if is_count:
        return CrosstabCell(n, n, known_count(n))
    whole = int(amount) if float(amount).is_integer() else float(amount)
    return CrosstabCell(n, n_stated, known_sum(whole, n_stated))


def _amounts(selected: Selected, measure: CrosstabMeasure) -> "pd.Series | None":
    """Return what each row of the prepared table states, None for a measure that counts rows.

    Of exports only tonnes that were shipped, in the statement that counts where sources disagree.
    """
    if measure not in ADDED:
        return None
    numbers = selected.prepared.index.numbers(SUBJECT[measure], ADDED[measure])
    if measure is not CrosstabMeasure.TONNES:
        return pd.Series(numbers)
    flows = flows_of(selected, with_context=False)
    is_meant = flows["basis"].eq(FlowBasis.SHIPPED).to_numpy() & ~flows["is_superseded"].to_numpy()
    return flows["t"].where(is_meant)


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
