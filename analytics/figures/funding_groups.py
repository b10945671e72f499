"""Charts of support by programme, sector, support content and district: each chooses by its own field."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import pandas as pd

from analytics.choices import Choice
from analytics.evidence import rows_with_ids
from analytics.figures.chart import Chart, Part
from analytics.figures.money_bars import Group, money_bars, money_table, total_of
from analytics.figures.programmes import programme_name
from analytics.figures.style import Look, money_axis
from analytics.funding import by_district, by_programme, content_figures, itemised
from analytics.labels import label
from analytics.language import Language, mark
from analytics.prepared import SEVERAL
from analytics.selected import Selected
from analytics.selection import Field
from analytics.selection_words import titled
from analytics.words import Row, district_name, records
from geodata.record import Record
from geodata.vocabulary import FigureProgramme, Programme, Sector, SupportContent

MACHINERY_GROUP = mark("Models, technology, machinery (one sum)")
PUBLISHED_APART = mark(
    "Sums published by support content (provincial plan of 2020) are drawn hatched; no proposal of them is itemised."
)
BRACKETS = mark(
    "a / b: itemised / published. In brackets: proposals that state an amount / all proposals. A circle: none states one, which is not zero."
)


def programme_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return support by programme for the selection without its programmes."""
    table = by_programme(record, beside)
    rows = [row for row in records(table) if row["n"] or not pd.isna(row["published_vnd"])]
    groups = [_programme_group(row, look.language) for row in rows]
    ids = tuple(id_ for row in rows for id_ in row["figure_ids"])
    chart_ = _chart(groups, (mark("Support by programme"), mark("Programme")), beside, look)
    return _with_figures(chart_, record, ids, look)


def sector_chart(beside: Selected, look: Look) -> Chart:
    """Return support by sector for the selection without its sectors."""
    groups = _labelled(itemised(beside.proposals, ["sector"]), "sector", "sectors", Sector, look.language)
    return _chart(_ranked(groups), (mark("Support by sector"), mark("Sector")), beside, look)


def content_chart(record: Record, beside: Selected, look: Look) -> Chart:
    """Return support by content for the selection without its contents, beside the sums published by content."""
    table = itemised(beside.proposals, ["support_content"])
    groups = {
        group.id: group for group in _labelled(table, "support_content", "contents", SupportContent, look.language)
    }
    figures = content_figures(record, beside.selection)
    for row in records(figures):
        group = _content_group(row, groups, look.language)
        groups[group.id] = group
    chart_ = _chart(_ranked(groups.values()), (mark("Support by content"), mark("Support content")), beside, look)
    if figures.empty:
        return chart_
    return _with_figures(chart_, record, tuple(figures["figure_id"]), look, look.language.text(PUBLISHED_APART))


def district_chart(beside: Selected, look: Look) -> Chart:
    """Return support by district for the selection without its districts; what lies in no one district has its own bar."""
    rows = records(by_district(beside))
    groups = [
        _group(
            row,
            "district_code",
            Choice("districts", row["district_code"]),
            district_name(row["district_code"], look.language, short=True),
        )
        for row in rows
    ]
    return _chart(_ranked(groups), (mark("Support by district"), mark("District")), beside, look)


def _group(row: Row, column: str, choice: Choice | None, name: str) -> Group:
    support: int | None = None if pd.isna(row["support_vnd"]) else int(row["support_vnd"])
    if row[column] == SEVERAL:
        choice = None
    return Group(str(row[column]), name, choice, int(row["n"]), int(row["n_amounts"]), support)


def _labelled(table: pd.DataFrame, column: str, field: Field, kind: type[StrEnum], language: Language) -> list[Group]:
    return [
        _group(row, column, Choice(field, row[column]), label(kind(row[column]), language)) for row in records(table)
    ]


def _programme_group(row: Row, language: Language) -> Group:
    id_ = str(row["programme"])
    is_all = id_ == FigureProgramme.ALL
    name = language.text("Not split by programme") if is_all else programme_name(id_, language)
    choice = None if is_all else Choice("programmes", Programme(id_))
    support: int | None = None if pd.isna(row["support_vnd"]) else int(row["support_vnd"])
    published: float | None = None if pd.isna(row["published_vnd"]) else float(row["published_vnd"])
    return Group(id_, name, choice, int(row["n"]), int(row["n_amounts"]), support, published, row["qualifier"])


def _content_group(row: Row, groups: dict[str, Group], language: Language) -> Group:
    content = row["content"]
    if pd.isna(content):
        return Group("machinery_group", language.text(MACHINERY_GROUP), None, 0, 0, None, float(row["value"]))
    name = label(SupportContent(content), language)
    own = groups.get(content, Group(content, name, Choice("contents", content), 0, 0, None))
    return Group(own.id, own.name, own.choice, own.n, own.n_amounts, own.support_vnd, float(row["value"]))


def _ranked(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-one.length_vnd, -one.n, one.name))


def _chart(shown: list[Group], names: tuple[str, str], beside: Selected, look: Look) -> Chart:
    """Return the chart of `shown`; `names` are its title and the heading of the first column, as messages."""
    language = look.language
    title, heading = names
    total = total_of(shown, language.text("Total"))
    words = titled(language.text(title), beside.selection, language)
    notes = (language.text(BRACKETS),) if shown else ()
    return Chart(
        title=words,
        unit=money_axis(look, max((group.length_vnd for group in shown), default=0))[1],
        n=len(beside.proposals),
        n_of=language.text("proposals"),
        figure=money_bars(shown, look),
        table=money_table(shown, language.text(heading), total, look),
        parts=((language.text("Rows"), "proposals", beside.proposals),),
        alt=_alt(words, shown, language),
        notes=notes,
        empty="" if shown else language.text("No proposal fits these choices."),
    )


def _with_figures(chart_: Chart, record: Record, ids: tuple[str, ...], look: Look, note: str = "") -> Chart:
    part: Part = (
        look.language.text("Published figures"),
        "published_figures",
        rows_with_ids(record, "published_figures", ids),
    )
    parts = (*chart_.parts, part) if ids else chart_.parts
    notes = (*chart_.notes, note) if note else chart_.notes
    return replace(chart_, parts=parts, notes=notes)


def _alt(title: str, groups: list[Group], language: Language) -> str:
    """Say the chart in one sentence: its title and its three largest bars."""
    named = [f"{group.name} {language.money(group.length_vnd)}" for group in groups[:3] if group.length_vnd]
    return f"{title}. {'; '.join(named)}"
