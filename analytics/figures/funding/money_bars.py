"""Lying bars of support by group: itemised solid, published beyond it hatched, itemised of other years beside that, "—" where no proposal states an amount."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from analytics.figures.cells import count_cell, money_cell
from analytics.figures.funding.money_groups import ITEMISED, NOT_ITEMISED, MoneyGroup, amount_label, group_label
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import MoneyAxis
from analytics.figures.table import FigureColumn, Table
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.shared import shared_heading, shared_words
from analytics.selection.unit_table import unit_sums
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Basis

NO_AMOUNT = mark("no amount stated")
ITEMISED_APART = mark("itemised, of other years")


def money_bars(groups: Sequence[MoneyGroup], money: MoneyAxis, *, is_on_paper: bool = False) -> Bars:
    """Return the bars of `groups`, the first on top; on paper the names say how many proposals state an amount, "(2/10)"."""
    unit, words, language = money
    category = _paper_category if is_on_paper else _category
    stated = [(n, group, group.inside_vnd / unit) for n, group in enumerate(groups) if group.inside_vnd is not None]
    apart = [(n, group, group.apart_vnd / unit) for n, group in enumerate(groups) if group.apart_vnd]
    rest = [(n, group, group.rest_vnd / unit) for n, group in enumerate(groups) if group.rest_vnd]
    unstated = [(n, group, 0.0) for n, group in enumerate(groups) if group.is_unstated]
    series = [Series(language.text(ITEMISED), _marks(stated, language), INK_OF_BARS)]
    if rest:
        name = language.text(NOT_ITEMISED)
        series.append(Series(name, _marks(rest, language), INK_OF_BARS, pattern="/", is_open=True))
    if apart:
        series.append(Series(language.text(ITEMISED_APART), _marks(apart, language), INK_OF_BARS, pattern="."))
    missing = Series(language.text(NO_AMOUNT), _marks(unstated, language), INK_OF_BARS, symbol="circle-open")
    categories = tuple(category(group, language, unit) for group in groups)
    return Bars(words, categories, tuple(series), points=(missing,) if unstated else ())


def _category(group: MoneyGroup, language: Language, unit: float) -> Category:
    return Category(group.id, group.name, group_label(group, language, unit), choice=group.choice)


def _paper_category(group: MoneyGroup, language: Language, unit: float) -> Category:
    name = f"{group.name} ({group.n_amounts}/{group.n})" if group.n else group.name
    return Category(group.id, name, amount_label(group, language, unit), choice=group.choice)


def _marks(valued: Iterable[tuple[int, MoneyGroup, float]], language: Language) -> tuple[Mark, ...]:
    """Return the marks of groups at their places; one without any amount is marked at zero, where there is no bar to click."""
    return tuple(
        Mark(at, value, said=(group.name, *_facts(group, language)), choices=(group.choice,) if group.choice else ())
        for at, group, value in valued
    )


def money_table(groups: Sequence[MoneyGroup], heading: str, total: MoneyGroup | None, language: Language) -> Table:
    """Return the table behind the bars, with the total of the itemised part under it."""
    columns = [
        FigureColumn(heading, id="name"),
        FigureColumn(language.text("Proposals"), id="n", is_number=True),
        FigureColumn(language.text("of them with an amount"), id="n_amounts", is_number=True),
        FigureColumn(language.text("Itemised support"), id="support", is_number=True, unit=language.text("VND")),
    ]
    if any(group.n_shared for group in groups):
        columns.insert(2, FigureColumn(shared_heading(language), id="shared", is_number=True))
    if any(group.published_vnd is not None for group in groups):
        columns.append(
            FigureColumn(language.text("Published"), id="published", is_number=True, unit=language.text("VND"))
        )
    return Table.of(
        columns,
        (_row(group, language) for group in groups),
        language,
        () if total is None else (_row(total, language),),
        ((group.id, (group.choice,) if group.choice else ()) for group in groups),
    )


def itemised_total(beside: Selected, language: Language) -> MoneyGroup:
    """Return the sum of the itemised part, in which each proposal counts once; published sums are not added, they may overlap."""
    sums = {name: None if pd.isna(value) else int(value) for name, value in unit_sums(beside).items()}
    return MoneyGroup(
        "total",
        language.text("Total"),
        None,
        sums["proposals"] or 0,
        sums["n_amounts"] or 0,
        sums["support_vnd"],
        n_shared=sums["n_shared"] or 0,
    )


def _row(group: MoneyGroup, language: Language) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "n": count_cell(group.n, language),
        "shared": count_cell(group.n_shared, language),
        "n_amounts": count_cell(group.n_amounts, language, says_none=group.n > 0),
        "support": money_cell(group.support_vnd, language),
        "published": money_cell(group.published_vnd, language, group.qualifier),
    }


def _facts(group: MoneyGroup, language: Language) -> list[str]:
    known = language.text("{known} of {n} proposals state an amount", known=group.n_amounts, n=group.n)
    facts = [joined([known, shared_words(group.n_shared, language)], ", ")]
    if group.support_vnd is not None:
        facts.insert(0, joined([language.text(ITEMISED), language.money(group.support_vnd)], ": "))
    if group.published_vnd is not None:
        amount = qualified(language.money(group.published_vnd), group.qualifier)
        of = joined([label_of(Basis, group.basis, language), group.years], " ") if group.basis else ""
        facts.append(joined([language.text("Published"), f"{amount} ({of})" if of else amount], ": "))
    return facts
