"""Groups of proposals with the support they state and what is published beside it, as charts, slides and files show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from analytics.figures.style import MoneyAxis, money_axis
from analytics.funding.progress import by_stage
from analytics.funding.tables import by_programme, content_figures, funding_by_district, itemised, itemised_apart
from analytics.prepared.tables import Prepared
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, period, records
from analytics.selection.selected import Selected, select
from analytics.selection.selection import UNPLACED, Field, Selection
from analytics.selection.shared import beside_part
from analytics.wording.labels import label, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import FigureProgramme, Programme, Sector, Stage, SupportContent
from geodata.text import alphabetical

ITEMISED = mark("itemised")
NOT_ITEMISED = mark("published, no detail")
LISTED_BESIDE = mark("listed proposals; published totals rest on other counts")
"""What n counts under a chart whose bars are published too."""
MACHINERY_GROUP = mark("Models, technology, machinery (one sum)")


@dataclass(frozen=True)
class MoneyGroup:
    """One bar: an id, its name, what a click chooses, its proposals, those that state an amount, đồng itemised and published.

    `qualifier` is that of the published value, `years` and `basis` what it is of where that is not the whole selection;
    `is_disputed` marks it where sources disagree; `n_shared` of the proposals and
    `shared_vnd` beside the support other groups have too; `apart_vnd` of the support is of other years than what is published.
    """

    id: str
    name: str
    choice: Choice | None
    n: int
    n_amounts: int
    support_vnd: int | None
    published_vnd: float | None = None
    qualifier: str | None = None
    is_disputed: bool = False
    years: str = ""
    basis: str | None = None
    n_shared: int = 0
    shared_vnd: int = 0
    apart_vnd: int = 0

    @property
    def inside_vnd(self) -> int | None:
        """The itemised part that belongs to what is published, in đồng; all of it where nothing is."""
        return None if self.support_vnd is None else self.support_vnd - self.apart_vnd

    @property
    def rest_vnd(self) -> float:
        """What is published beyond the itemised part of the same years, in đồng."""
        return max((self.published_vnd or 0.0) - (self.inside_vnd or 0), 0.0)

    @property
    def is_unstated(self) -> bool:
        """Whether there are proposals and none states an amount."""
        return self.support_vnd is None and self.n > 0

    @property
    def length_vnd(self) -> float:
        """The end of the bar, in đồng."""
        return (self.support_vnd or 0) + self.rest_vnd


def programme_groups(beside: Selected, language: Language) -> tuple[list[MoneyGroup], tuple[str, ...]]:
    """Return the support by programme, and the ids of the published figures beside it."""
    table = by_programme(beside)
    rows = [row for row in records(table) if row["n"] or not pd.isna(row["published_vnd"])]
    return [_programme(row, language) for row in rows], tuple(id_ for row in rows for id_ in row["figure_ids"])


def screen_unit(prepared: Prepared, chosen: Selection, language: Language) -> MoneyAxis:
    """Return the unit of all charts of a selection: that of its largest amount, so that charts side by side write one amount alike."""
    amounts = by_programme(select(prepared, chosen))[["support_vnd", "published_vnd"]].astype("Float64")
    largest = amounts.max().max()
    return money_axis(language, 0.0 if pd.isna(largest) else float(largest))


def sector_groups(beside: Selected, language: Language) -> list[MoneyGroup]:
    """Return the support by sector, the most first."""
    return _ranked(_labelled(itemised(beside, ["sector"]), "sector", "sectors", Sector, language))


def content_groups(beside: Selected, language: Language) -> tuple[list[MoneyGroup], tuple[str, ...]]:
    """Return the support by content, the most first, and the ids of the published figures beside it."""
    table = itemised(beside, ["support_content"])
    groups = {group.id: group for group in _labelled(table, "support_content", "contents", SupportContent, language)}
    figures = content_figures(beside)
    for row in figures:
        group = _content_group(row, groups, language)
        group = replace(group, apart_vnd=itemised_apart(beside, "support_content", group.id, [row]))
        groups[group.id] = group
    return _ranked(groups.values()), tuple(row["figure_id"] for row in figures)


def district_groups(beside: Selected, language: Language) -> list[MoneyGroup]:
    """Return the support by district, the most first, what is not placed last; a proposal of several districts counts in each (`analytics.selection.shared`)."""
    groups = [
        _group(
            row,
            "district_code",
            Choice("districts", row["district_code"]),
            district_name(row["district_code"], language, short=True),
        )
        for row in records(funding_by_district(beside))
    ]
    return sorted(_ranked(groups), key=lambda group: group.id == UNPLACED)


def stage_groups(beside: Selected, language: Language) -> list[MoneyGroup]:
    """Return the proposals by stage, in the order of the life of a proposal."""
    return _labelled(by_stage(beside), "stage", "stages", Stage, language)


def group_label(group: MoneyGroup, language: Language, unit: float) -> str:
    """Return the amount of a group in the axis's unit, published first, each named: "≥ 10,25 · 1,73 itemised"; and how few state one."""
    amount = amount_label(group, language, unit)
    if group.published_vnd is not None or not group.n:
        return amount
    proposals = language.count("{n} proposal", "{n} proposals", group.n)
    own, _, shared = amount.partition(" · ")
    if group.support_vnd is None:
        return joined([own, proposals, shared])
    if group.n_amounts == group.n:
        return amount
    known = language.number(group.n_amounts)
    said = language.text("{amount} from {known} of {proposals}", amount=own, known=known, proposals=proposals)
    return joined([said, shared])


def amount_label(group: MoneyGroup, language: Language, unit: float) -> str:
    """Return the amount of a group in the axis's unit: what is published, then what of it is itemised; "—" where none is stated.

    What of it other groups count too, and what is of other years than what is published, is named.
    """
    number = language.number
    own = "—" if group.support_vnd is None else number(group.support_vnd / unit, 2)
    if group.published_vnd is None:
        return joined([own, beside_part(number(group.shared_vnd / unit, 2), language) if group.shared_vnd else ""])
    published = qualified(number(group.published_vnd / unit, 2), group.qualifier)
    published = f"{published} ({group.years})" if group.years else published
    itemised_ = "" if group.support_vnd is None else language.text("{amount} itemised", amount=own)
    if group.apart_vnd:
        itemised_ = language.text(
            "{amount} itemised, {apart} of other years", amount=own, apart=number(group.apart_vnd / unit, 2)
        )
    text = joined([published, itemised_])
    return f"{text} ⚠" if group.is_disputed else text


def _group(row: Row, column: str, choice: Choice | None, name: str) -> MoneyGroup:
    support: int | None = None if pd.isna(row["support_vnd"]) else int(row["support_vnd"])
    made = MoneyGroup(str(row[column]), name, choice, int(row["n"]), int(row["n_amounts"]), support)
    shared = row.get("shared_vnd")
    return replace(made, n_shared=int(row.get("n_shared", 0)), shared_vnd=0 if pd.isna(shared) else int(shared))


def _labelled(
    table: pd.DataFrame, column: str, field: Field, kind: type[StrEnum], language: Language
) -> list[MoneyGroup]:
    return [
        _group(row, column, Choice(field, row[column]), label(kind(row[column]), language)) for row in records(table)
    ]


def _programme(row: Row, language: Language) -> MoneyGroup:
    id_ = str(row["programme"])
    is_all = id_ == FigureProgramme.ALL
    name = language.text("Not split by source of funding") if is_all else programme_name(id_, language)
    choice = None if is_all else Choice("programmes", Programme(id_))
    support: int | None = None if pd.isna(row["support_vnd"]) else int(row["support_vnd"])
    published: float | None = None if pd.isna(row["published_vnd"]) else float(row["published_vnd"])
    made = MoneyGroup(id_, name, choice, int(row["n"]), int(row["n_amounts"]), support, published, row["qualifier"])
    return replace(made, apart_vnd=int(row["apart_vnd"]))


def _content_group(row: Row, groups: dict[str, MoneyGroup], language: Language) -> MoneyGroup:
    """Put a published sum beside the proposals of its content; it is of its own years and basis, not of all that are shown."""
    content = row["content"]
    if content is None:
        own = MoneyGroup("machinery_group", language.text(MACHINERY_GROUP), None, 0, 0, None)
    else:
        name = label(SupportContent(content), language)
        own = groups.get(content, MoneyGroup(content, name, Choice("contents", content), 0, 0, None))
    return replace(
        own,
        published_vnd=float(row["value"]),
        qualifier=row["qualifier"],
        years=period(row["year_from"], row["year_to"]),
        basis=row["basis"],
    )


def _ranked(groups: Iterable[MoneyGroup]) -> list[MoneyGroup]:
    return sorted(groups, key=lambda one: (-one.length_vnd, -one.n, alphabetical(one.name)))
