"""Proposals of several units: counted in each unit in which they have a beneficiary, marked there as shared, in sums once; their money is none of a unit alone and stands beside its own.

The one rule for figures, tables, map, charts, slides and files; `shared_words` is how all of them word it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.prepared.vintages import Vintage, is_commune_level, units_of
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED, Selection
from analytics.wording.language import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.prepared.coded import Mask

    Numbers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Places:
    """One entry for each proposal and each line of a vintage it is in: its row, the number of the line, whether it has others."""

    proposal: "Numbers"
    line: "Numbers"
    is_shared: "Mask"


def vintage_lines(vintage: Vintage) -> tuple[str, ...]:
    """Return the lines that rows of a vintage fall into: its units, then what is not placed."""
    return (*units_of(vintage), UNPLACED)


def proposal_places(selected: Selected, vintage: Vintage = Vintage.DISTRICTS_2024) -> _Places:
    """Return where the proposals of a selection are, inside the places that are chosen."""
    whole, entries = _whole(selected.prepared, vintage)
    is_there = np.zeros(len(whole.proposal), dtype=bool)
    chosen = entries[selected.mask("beneficiaries")]
    is_there[chosen[chosen >= 0]] = True
    n_entries = entries.max(initial=-1) + 1
    is_there[n_entries:] = selected.mask("proposals")[whole.proposal[n_entries:]]
    return _Places(whole.proposal[is_there], whole.line[is_there], whole.is_shared[is_there])


def is_shared(selected: Selected, vintage: Vintage = Vintage.DISTRICTS_2024) -> "Mask":
    """Return which rows of the prepared proposals are chosen and in several lines of a vintage."""
    whole, _ = _whole(selected.prepared, vintage)
    mask = np.zeros(selected.prepared.index.n_rows("proposals"), dtype=bool)
    mask[whole.proposal[whole.is_shared]] = True
    return mask & selected.mask("proposals")


@cached()
def is_shared_outside(selected: Selected) -> "Mask":
    """Return which rows of the prepared proposals are chosen and in a unit beside the chosen ones too; none where no place is chosen."""
    outside = np.zeros(selected.prepared.index.n_rows("proposals"), dtype=bool)
    for vintage, chosen in _chosen_lines(selected.selection).items():
        whole, _ = _whole(selected.prepared, vintage)
        lines = vintage_lines(vintage)
        is_chosen = np.isin(whole.line, [lines.index(line) for line in chosen])
        outside[whole.proposal[whole.is_shared & ~is_chosen]] = True
    return outside & selected.mask("proposals")


def _chosen_lines(selection: Selection) -> dict[Vintage, set[str]]:
    """Return the lines that a selection chooses: its units, else its districts."""
    found: dict[Vintage, set[str]] = {}
    for unit in selection.units:
        vintage, _, code = unit.partition(":")
        found.setdefault(Vintage(vintage), set()).add(code)
    if not found and selection.districts:
        found[Vintage.DISTRICTS_2024] = set(selection.districts)
    return found


def in_line(selected: Selected, line: str, vintage: Vintage = Vintage.DISTRICTS_2024) -> pd.DataFrame:
    """Return the proposals of a selection that a line counts."""
    places = proposal_places(selected, vintage)
    here = places.proposal[places.line == vintage_lines(vintage).index(line)]
    return selected.prepared.proposals.iloc[np.sort(here)]


def shared_words(n: int, language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> str:
    """Say how many of the proposals counted are of several units, "" for none."""
    if not n:
        return ""
    if is_commune_level(vintage):
        return language.count("incl. {n} proposal of several communes", "incl. {n} proposals of several communes", n)
    return language.count("incl. {n} proposal of several districts", "incl. {n} proposals of several districts", n)


def shared_part(value: str, language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> str:
    """Say how much of a count or an amount, written as `value`, belongs to proposals of several units."""
    if is_commune_level(vintage):
        return language.text("incl. {value} of several communes", value=value)
    return language.text("incl. {value} of several districts", value=value)


def beside_part(value: str, language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> str:
    """Say how much, written as `value`, stands beside what is a unit's own: money of proposals that other units have too."""
    if is_commune_level(vintage):
        return language.text("and {value} shared with other communes", value=value)
    return language.text("and {value} shared with other districts", value=value)


def beside_words(selected: Selected, language: Language) -> str:
    """Say which support stands beside that of the chosen places, as places beside them have it too; "" for none."""
    support = selected.prepared.index.numbers("proposals", "support_vnd")[is_shared_outside(selected)]
    if not len(support) or np.isnan(support).all():
        return ""
    units = selected.selection.units
    vintage = Vintage(units[0].partition(":")[0]) if units else Vintage.DISTRICTS_2024
    return beside_part(language.money(float(np.nansum(support))), language, vintage)


def shared_heading(language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> str:
    """Return the heading of a column that counts proposals of several units."""
    if is_commune_level(vintage):
        return language.text("incl. proposals of several communes")
    return language.text("incl. proposals of several districts")


def shared_note(n: int, language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> str:
    """Say the rule where some of the proposals are of several units, "" where none is."""
    if not n:
        return ""
    rule = language.text("counted in each of them, its money apart and added to none; in sums once")
    return f"{shared_words(n, language, vintage)}: {rule}"


def shared_total_note(n: int, language: Language, vintage: Vintage = Vintage.DISTRICTS_2024) -> tuple[str, ...]:
    """Say under a table why its lines add up to more than its total, nothing where no proposal is of several units."""
    note = shared_note(n, language, vintage)
    return (f"{language.text('Total')} {note}.",) if note else ()


@cached()
def _whole(prepared: Prepared, vintage: Vintage) -> "tuple[_Places, Numbers]":
    """Return the places of all proposals of a record, and for each beneficiary the number of its entry among them.

    A beneficiary that no source places has none (-1) where another of the same proposal is placed: nobody knows that the
    proposal is in several units.
    """
    lines = vintage_lines(vintage)
    units = prepared.coded_units("beneficiaries", vintage)
    number = {line: n for n, line in enumerate(lines)}
    line = np.array([*(number[unit] for unit in units.known), number[UNPLACED]])[units.codes]
    proposal = proposal_rows(prepared)
    has_place = np.zeros(prepared.index.n_rows("proposals"), dtype=bool)
    has_place[proposal[line != number[UNPLACED]]] = True
    is_counted = (line != number[UNPLACED]) | ~has_place[proposal]
    entries = np.full(len(line), -1)
    keys, entries[is_counted] = np.unique(
        (proposal.astype(np.int64) * len(lines) + line)[is_counted], return_inverse=True
    )
    rows = keys // len(lines)
    alone = np.setdiff1d(np.arange(prepared.index.n_rows("proposals")), rows)
    n_lines = np.bincount(rows, minlength=prepared.index.n_rows("proposals"))
    places = _Places(
        np.concatenate([rows, alone]).astype(np.int32),
        np.concatenate([keys % len(lines), np.full(len(alone), number[UNPLACED])]).astype(np.int32),
        np.concatenate([n_lines[rows] > 1, np.zeros(len(alone), dtype=bool)]),
    )
    return places, entries.astype(np.int32)


@cached()
def proposal_rows(prepared: Prepared) -> "Numbers":
    """Return for each beneficiary the row of its proposal."""
    ids = pd.Index(prepared.proposals["proposal_id"])
    found: Numbers = ids.get_indexer(pd.Index(prepared.beneficiaries["proposal_id"])).astype(np.int32)
    return found
