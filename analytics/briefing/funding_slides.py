"""Slides of the money: by year and programme, by sector, by support content; itemised solid, published beyond it hatched."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from analytics.briefing.headlines import count_headline, money_headline, support_headline
from analytics.briefing.scene import Draft, Scene
from analytics.briefing.slides import Block, Cell, ChartBlock, Column, Series, TableBlock
from analytics.briefing.wording import Spoken, about
from analytics.choices import is_chosen
from analytics.claims import Part as Share
from analytics.claims import known_count
from analytics.colours import INK_OF_BARS, PROGRAMME_COLOURS, PROGRAMME_PATTERNS
from analytics.evidence import rows_with_ids
from analytics.figures.chart import Part
from analytics.figures.funding_parts import disputed_ids, disputes, year_total
from analytics.figures.money_groups import (
    ITEMISED,
    NOT_ITEMISED,
    Group,
    content_groups,
    group_label,
    sector_groups,
)
from analytics.funding import PROGRAMMES, by_time, single_years
from analytics.kpis import KpiId
from analytics.labels import label_of, programme_name
from analytics.language import Language, mark
from analytics.selected import Selected
from analytics.selection import Field
from analytics.selection_words import titled, years_words
from analytics.signs import qualified
from analytics.words import Row, records
from geodata.vocabulary import Basis, Sector, SupportContent

NO_GROUP = frozenset({Sector.OTHER.value, SupportContent.OTHER.value})
"""What is called other never leads: it is no group of its own."""
BRACKETS = mark(
    "In brackets: proposals that state an amount, of all. Where none does, the amount is not known: it is not zero."
)
HATCHED = mark("Solid: itemised proposals. Hatched: published, without detail; never added to the items.")


def number_format(series: Iterable[Series]) -> str:
    """Return the format of Excel for the values of a chart: whole numbers, or one to two decimals."""
    stated = [value for one in series for value in one.values if value is not None]  # noqa: PD011 - of a series of a chart
    return "#,##0" if all(float(value).is_integer() for value in stated) else "#,##0.0#"


def proposals_part(rows: pd.DataFrame, language: Language) -> Part:
    """Return proposals as rows behind a slide."""
    return language.text("Proposals"), "proposals", rows


def _figures_part(scene: Scene, ids: tuple[str, ...]) -> tuple[Part, ...]:
    rows = rows_with_ids(scene.record, "published_figures", tuple(dict.fromkeys(ids)))
    return ((scene.language.text("Published figures"), "published_figures", rows),) if len(rows) else ()


def years_slide(scene: Scene) -> Draft:
    """Return support by year and programme, for the selection without its years; the years chosen stand out."""
    language, beside = scene.language, scene.beside("years")
    times = by_time(beside)
    table = single_years(times)
    drawn = table[table["support_vnd"].notna() | table["published_vnd"].notna()]
    title = language.text("Support by year and programme")
    subtitle = titled(title, beside.selection, language)
    ids = tuple(str(id_) for id_ in table["figure_id"].dropna())
    notes = (
        language.text(HATCHED),
        *_not_drawn(times, language),
        *disputes(scene.record, table["figure_id"], language),
    )
    return Draft(
        id="funding_years",
        title=title,
        subtitle=subtitle,
        headline=_years_headline(scene),
        blocks=(_year_chart(scene, drawn, subtitle, _not_drawn(times, language)),),
        parts=(proposals_part(beside.proposals, language), *_figures_part(scene, ids)),
        notes=notes,
        n=len(beside.proposals),
        n_of=language.text("proposals"),
        more=(_year_table(drawn, language),),
        reason="" if len(drawn) else language.text("No source states an amount for a single year here."),
    )


def _years_headline(scene: Scene) -> str:
    """Speak of the chosen years, by their name where no published total names them."""
    figure = scene.kpis[KpiId.SUPPORT]
    years = "" if figure.is_published_large else years_words(scene.selection.years)
    return about(years, support_headline(figure, scene.language))


def _not_drawn(times: pd.DataFrame, language: Language) -> tuple[str, ...]:
    """Say how many published amounts are of several years together, which no column of one year can hold."""
    n = int((times["year_from"].lt(times["year_to"]) & times["published_vnd"].notna()).sum())
    if not n:
        return ()
    return (
        language.count(
            "{n} published amount is of several years together: it counts in the total and has no column.",
            "{n} published amounts are of several years together: they count in the total and have no column.",
            n,
        ),
    )


def _year_chart(scene: Scene, drawn: pd.DataFrame, title: str, not_drawn: tuple[str, ...]) -> ChartBlock:
    language = scene.language
    slots = _slots(drawn)
    disputed = disputed_ids(scene.record, drawn["figure_id"])
    groups = {int(str(year)): records(rows) for year, rows in drawn.groupby("year_from")}
    labels = tuple("" if year is None else year_total(groups[year], disputed, language) for year in slots)
    years = scene.selection.years
    series = tuple(_year_series(drawn, slots, language))
    named = [f"{year} {text}" for year, text in zip(slots, labels, strict=True) if year is not None]
    return ChartBlock(
        id="funding_years",
        kind="columns",
        title=title,
        unit=language.text("billion VND"),
        categories=tuple("…" if year is None else str(year) for year in slots),
        series=series,
        labels=labels,
        number_format=number_format(series),
        alt=f"{title}. {'; '.join(named)}",
        notes=(
            *((language.text(HATCHED),) if drawn["rest_vnd"].gt(0).any() else ()),
            *not_drawn,
            *((language.text("⚠: sources differ, see the notes."),) if disputed else ()),
        ),
        chosen=tuple(years is not None and year is not None and years[0] <= year <= years[1] for year in slots),
    )


def _slots(drawn: pd.DataFrame) -> list[int | None]:
    """Return the years side by side, None once for years between of which no source states an amount."""
    slots: list[int | None] = []
    for year in sorted({int(one) for one in drawn["year_from"]}):
        if slots and slots[-1] is not None and slots[-1] + 1 < year:
            slots.append(None)
        slots.append(year)
    return slots


def _year_series(drawn: pd.DataFrame, slots: list[int | None], language: Language) -> list[Series]:
    made = []
    for programme in PROGRAMMES:
        rows = {int(row["year_from"]): row for row in records(drawn[drawn["programme"].eq(programme)])}
        name, colour = programme_name(programme, language), PROGRAMME_COLOURS[programme]["light"]
        parts = (("support_vnd", ITEMISED, ""), ("rest_vnd", NOT_ITEMISED, PROGRAMME_PATTERNS[programme]))
        for column, kind, pattern in parts:
            values = tuple(_billions(rows.get(year), column) if year is not None else None for year in slots)
            if any(values):
                made.append(Series(f"{name}: {language.text(kind)}", values, colour, pattern, bool(pattern)))
    return made


def _billions(row: Row | None, column: str) -> float | None:
    return None if row is None or pd.isna(row[column]) or not row[column] else float(row[column]) / 1e9


def _year_table(drawn: pd.DataFrame, language: Language) -> TableBlock:
    money = language.text("VND")
    columns = (
        Column(language.text("Year"), width=0.6),
        Column(language.text("Programme"), width=1.6),
        Column(language.text("Published"), is_number=True, width=1.3, unit=money),
        Column(language.text("Basis"), width=1.2),
        Column(language.text("Itemised support"), is_number=True, width=1.4, unit=money),
        Column(language.text("Proposals"), is_number=True),
        Column(language.text("of them with an amount"), is_number=True, width=1.3),
    )
    rows = tuple(
        (
            Cell(str(int(row["year_from"])), float(row["year_from"])),
            Cell(programme_name(row["programme"], language)),
            money_cell(row["published_vnd"], language, row["qualifier"]),
            Cell(label_of(Basis, row["basis"], language)),
            money_cell(row["support_vnd"], language),
            count_cell(row["n"], language),
            count_cell(row["n_amounts"], language),
        )
        for row in records(drawn.sort_values(["year_from", "programme"], ascending=[False, True]))
    )
    return TableBlock("funding_years_table", language.text("Support by year and programme"), columns, rows)


def money_cell(vnd: object, language: Language, qualifier: object = None) -> Cell:
    """Return an amount of đồng as a cell, "—" where none is stated."""
    if pd.isna(vnd):  # type: ignore[call-overload]
        return Cell("—")
    amount = float(vnd)  # type: ignore[arg-type]
    return Cell(qualified(language.money(amount), qualifier), amount)


def count_cell(n: object, language: Language) -> Cell:
    """Return a count as a cell, "—" where nothing is on record."""
    if known_count(int(n)) is None:  # type: ignore[call-overload]
        return Cell("—")
    return Cell(language.number(int(n)), float(int(n)))  # type: ignore[call-overload]


@dataclass(frozen=True, eq=False)
class _Grouped:
    """Groups of one field: which slide they make, its title, the heading of the groups, what they count as messages."""

    id: str
    field: Field
    title: str
    heading: str
    counted: str
    prefix: str
    groups: list[Group]
    figure_ids: tuple[str, ...] = ()


def sector_slide(scene: Scene) -> Draft:
    """Return support by sector, for the selection without its sectors."""
    beside = scene.beside("sectors")
    groups = sector_groups(beside, scene.language)
    title, heading = mark("Support by sector"), mark("Sector")
    counted, prefix = mark("Proposals by sector"), mark("By sector")
    return _grouped_slide(
        scene, beside, _Grouped("funding_sectors", "sectors", title, heading, counted, prefix, groups)
    )


def content_slide(scene: Scene) -> Draft:
    """Return support by content, for the selection without its contents, beside the sums published by content."""
    beside = scene.beside("contents")
    groups, ids = content_groups(beside, scene.language)
    title, heading = mark("Support by content"), mark("Support content")
    counted, prefix = mark("Proposals by content"), mark("By content")
    return _grouped_slide(
        scene, beside, _Grouped("funding_contents", "contents", title, heading, counted, prefix, groups, ids)
    )


def _grouped_slide(scene: Scene, beside: Selected, of: _Grouped) -> Draft:
    language = scene.language
    title = language.text(of.title)
    n = sum(group.n for group in of.groups)
    shares = [
        Share(
            group.name,
            group.support_vnd,
            group.id not in NO_GROUP,
            _is_chosen(scene, group),
            n=group.n,
            n_stated=group.n_amounts,
        )
        for group in of.groups
        if group.n
    ]
    is_empty = not any(group.length_vnd for group in of.groups)
    subtitle = titled(language.text(of.counted) if is_empty else title, beside.selection, language)
    blocks: tuple[Block, ...] = ((_count_chart if is_empty else money_chart)(scene, of.groups, of.id, subtitle),)
    return Draft(
        id=of.id,
        title=title,
        subtitle=subtitle,
        headline=_grouped_headline(of, shares, scene, beside),
        blocks=blocks,
        parts=(proposals_part(beside.proposals, language), *_figures_part(scene, of.figure_ids)),
        notes=() if is_empty else (language.text(BRACKETS), *((language.text(HATCHED),) if of.figure_ids else ())),
        n=n,
        n_of=language.text("proposals"),
        more=(money_table(of.groups, of.id, subtitle, language.text(of.heading), language),),
        reason="" if of.groups else language.text("No proposal fits these choices."),
    )


def _grouped_headline(of: _Grouped, shares: list[Share], scene: Scene, beside: Selected) -> str:
    """Speak of the money; of the number of proposals where none states an amount."""
    spoken = spoken_of_money(scene, beside)
    if spoken.coverage.n and not spoken.coverage.n_stated and not any(group.length_vnd for group in of.groups):
        by_count = [replace(share, value=float(group.n)) for share, group in zip(shares, _with_rows(of), strict=True)]
        what = scene.language.text("{what}, none states an amount", what=scene.language.text(of.counted))
        return count_headline(by_count, what, spoken_of_proposals(scene, beside))
    return about(scene.language.text(of.prefix), money_headline(shares, spoken))


def spoken_of_money(scene: Scene, rows: Selected) -> Spoken:
    """Return what a headline of the money of proposals speaks of."""
    return Spoken(
        scene.coverage(KpiId.SUPPORT, rows),
        scene.language.money,
        scene.language,
        scene.kpi(KpiId.SUPPORT, rows).proposals,
    )


def spoken_of_proposals(scene: Scene, rows: Selected) -> Spoken:
    """Return what a headline of the number of proposals speaks of."""
    return spoken_of(scene, KpiId.PROPOSALS, rows)


def spoken_of(scene: Scene, kpi: KpiId, rows: Selected) -> Spoken:
    """Return what a headline of counted rows speaks of."""
    figure = scene.kpi(kpi, rows)
    counts = figure.proposals if kpi is KpiId.PROPOSALS else figure.published
    return Spoken(scene.coverage(kpi, rows), scene.language.number, scene.language, counts)


def _with_rows(of: _Grouped) -> list[Group]:
    return [group for group in of.groups if group.n]


def _is_chosen(scene: Scene, group: Group) -> bool:
    return group.choice is not None and is_chosen(scene.selection, group.choice)


def money_chart(scene: Scene, groups: list[Group], id_: str, title: str) -> ChartBlock:
    """Return groups of support as lying bars, in billions or millions of đồng; (k/n): k of n proposals state an amount."""
    language, ink = scene.language, INK_OF_BARS["light"]
    largest = max((group.length_vnd for group in groups), default=0)
    unit, words = (1e9, language.text("billion VND")) if largest >= 1e9 else (1e6, language.text("million VND"))
    series = [Series(language.text(ITEMISED), tuple(_scaled(group.support_vnd, unit) for group in groups), ink)]
    has_rest = any(group.rest_vnd for group in groups)
    if has_rest:
        rest = tuple(group.rest_vnd / unit if group.rest_vnd else None for group in groups)
        series.append(Series(language.text(NOT_ITEMISED), rest, ink, "/", is_open=True))
    return ChartBlock(
        id=id_,
        kind="bars",
        title=title,
        unit=words,
        categories=tuple(f"{group.name} ({group.n_amounts}/{group.n})" if group.n else group.name for group in groups),
        series=tuple(series),
        labels=tuple(group_label(group, language, unit).partition(" (")[0] for group in groups),
        number_format=number_format(series),
        alt=". ".join([title, *(f"{group.name}: {language.money(group.length_vnd)}" for group in groups[:3])]),
        notes=(language.text(BRACKETS), *((language.text(HATCHED),) if has_rest else ())),
        chosen=tuple(_is_chosen(scene, group) for group in groups),
    )


def _count_chart(scene: Scene, groups: list[Group], id_: str, title: str) -> ChartBlock:
    """Return groups by their number of proposals, for a selection in which no amount is stated."""
    language = scene.language
    unit = language.text("proposals")
    ordered = sorted(groups, key=lambda group: -group.n)
    return ChartBlock(
        id=id_,
        kind="bars",
        title=title,
        unit=unit,
        categories=tuple(group.name for group in ordered),
        series=(Series(unit, tuple(float(group.n) for group in ordered), INK_OF_BARS["light"]),),
        labels=tuple(language.number(group.n) for group in ordered),
        number_format="#,##0",
        alt=". ".join([title, *(f"{group.name}: {language.number(group.n)}" for group in ordered[:3])]),
        notes=(language.text("No amount is stated here: the bars count proposals."),),
        chosen=tuple(_is_chosen(scene, group) for group in ordered),
    )


def _scaled(vnd: int | None, unit: float) -> float | None:
    return None if vnd is None else vnd / unit


def money_table(groups: list[Group], id_: str, title: str, heading: str, language: Language) -> TableBlock:
    """Return groups of support as a table."""
    money = language.text("VND")
    columns = [
        Column(heading, width=2.0),
        Column(language.text("Proposals"), is_number=True, width=1.3),
        Column(language.text("of them with an amount"), is_number=True, width=1.4),
        Column(language.text("Itemised support"), is_number=True, width=1.8, unit=money),
    ]
    has_published = any(group.published_vnd is not None for group in groups)
    if has_published:
        columns.append(Column(language.text("Published"), is_number=True, width=1.5, unit=money))
    rows = tuple(
        (
            Cell(group.name),
            count_cell(group.n, language),
            count_cell(group.n_amounts, language),
            money_cell(group.support_vnd, language),
            *((money_cell(group.published_vnd, language, group.qualifier),) if has_published else ()),
        )
        for group in groups
    )
    return TableBlock(f"{id_}_table", title, tuple(columns), rows)
