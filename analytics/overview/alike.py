"""Which itemised proposals a published total counts too, so that rows stand beside a published number only where both are of the same years and programme."""

from typing import TYPE_CHECKING

import numpy as np

from analytics.selection.place_words import records
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from geodata.schema.vocabulary import FigureProgramme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask, Years

LAST = 3_000
"""A year that no figure reaches."""


def alike(selected: Selected, total: PublishedTotal) -> "Mask":
    """Return which of the prepared proposals are of a selection and of the years and programmes that a published total adds up.

    A proposal is where it begins and ends in years that have a figure of its programme or of all programmes, which the
    national and the provincial together are. One whose programme no source states is alike only where those are.
    """
    index = selected.prepared.index
    figures = selected.prepared.record["published_figures"]
    years: dict[str, set[int]] = {}
    for row in records(figures[figures["figure_id"].isin(total.figure_ids)]):
        years.setdefault(row["programme"], set()).update(range(int(row["year_from"]), int(row["year_to"]) + 1))
    of_parts = years.get(FigureProgramme.NATIONAL, set()) & years.get(FigureProgramme.PROVINCIAL, set())
    of_all = years.get(FigureProgramme.ALL, set()) | of_parts
    programme = index.coded("proposals", "programme")
    counted = np.zeros((len(programme.known) + 1, LAST), dtype=bool)
    for n, one in enumerate(programme.known):
        counted[n, list(of_all | years.get(one, set()))] = True
    ends = [_years(index.years("proposals", column)) for column in ("year_from", "year_to")]
    inside = counted[programme.codes, ends[0]] & counted[programme.codes, ends[1]]
    mask: Mask = inside & selected.mask("proposals")
    return mask


def _years(numbers: "Years") -> "NDArray[np.int64]":
    """Return years as whole numbers, 0 where none is stated."""
    return np.clip(np.nan_to_num(numbers), 0, LAST - 1).astype(np.int64)
