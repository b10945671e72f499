"""Groups as shares of one sum: which of them a selection names, what lies in several or in none, how much each could become."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.figures.funding.money_groups import MoneyGroup
from analytics.prepared.vintages import Vintage, units_of
from analytics.selection.choices import is_chosen
from analytics.selection.published_products import districts_published
from analytics.selection.selected import Selected
from analytics.selection.selection import UNPLACED, Selection
from analytics.selection.unit_table import unit_sums, unit_table
from analytics.wording.claims import GroupShare
from geodata.schema.vocabulary import Sector, Stage, SupportContent

NO_GROUP = frozenset({Sector.OTHER.value, SupportContent.OTHER.value, Stage.UNKNOWN.value})
"""What is called other, or not stated, never leads: it is no group of its own."""


_PROVINCE = "Bắc Giang"


def unit_names(vintage: Vintage) -> dict[str, str]:
    """Return the short names of units; the unit that bears the name of the province keeps its whole name."""
    units = units_of(vintage).items()
    return {code: unit.name if unit.short_name == _PROVINCE else unit.short_name for code, unit in units}


def shares_of(
    groups: Sequence[MoneyGroup], chosen: Selection, value_of: Callable[[MoneyGroup], float | None]
) -> list[GroupShare]:
    """Return groups of proposals with what each holds: the support that its proposals state, or how many they are."""
    return [
        GroupShare(
            group.name,
            value_of(group),
            group.id not in NO_GROUP,
            group.choice is not None and is_chosen(chosen, group.choice),
            n=group.n,
            n_stated=group.n_amounts,
        )
        for group in groups
        if group.n
    ]


def district_shares(beside: Selected, chosen: Selection, column: str) -> list[GroupShare]:
    """Return the districts, what is not placed, and what several districts have: of money what is none's alone, of counts, below zero, what they repeat.

    Of OCOP products a district may have as many as are published of it.
    """
    lines, sums = unit_table(beside), unit_sums(beside)
    names = unit_names(Vintage.DISTRICTS_2024)
    named = [code for code in chosen.districts if code in names]
    loose = _number(lines.loc[UNPLACED, column]) or 0.0
    values = {code: _number(lines.loc[code, column]) for code in names}
    published = districts_published(beside.record, beside.selection) if column == "ocop_products" else {}
    counted = {code: one.value for code, one in published.items()}
    apart = lines["beside_vnd"].dropna().to_dict() if column == "support_vnd" else {}
    parts = [
        GroupShare(
            names[code],
            value,
            is_chosen=code in named,
            most=max((value or 0.0) + loose + apart.get(str(code), 0.0), counted.get(code, 0.0)),
        )
        for code, value in values.items()
    ]
    repeated = (_number(sums[column]) or 0.0) - sum(part.value or 0.0 for part in parts) - loose
    if repeated and len(named) > 1:
        parts = [replace(part, is_chosen=False) for part in parts]
    return [*parts, *(GroupShare("", value, is_group=False) for value in (loose, repeated) if value)]


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
