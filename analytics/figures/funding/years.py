"""Support year by year and by programme: itemised filled, published beyond it hatched; periods are another chart."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.evidence.rows import rows_with_ids
from analytics.figures.cells import count_cell, money_cell
from analytics.figures.chart import Chart
from analytics.figures.funding.bases import NO_TOTALS
from analytics.figures.funding.money_groups import ITEMISED, LISTED_BESIDE, NOT_ITEMISED, screen_unit
from analytics.figures.funding.parts import (
    disputed_ids,
    disputes,
    figures_behind,
    proposals_behind,
    year_total,
    years_choice,
)
from analytics.figures.spec import Band, Bars, Category, Mark, Series
from analytics.figures.style import Look, MoneyAxis
from analytics.figures.table import FigureColumn, Table
from analytics.funding.tables import FUNDING_PROGRAMMES, bands, by_time, periods, single_years
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, joined, period, records, span
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.selection.words import titled
from analytics.wording.colours import PROGRAMME_COLOURS, PROGRAMME_PATTERNS
from analytics.wording.labels import label_of, programme_name
from analytics.wording.language import Language, mark
from analytics.wording.signs import qualified
from geodata.grouping import grouped_by
from geodata.record import Record
from geodata.schema.vocabulary import Basis

ACROSS = mark("Dotted: published of several years together, as high as the mean of one of them.")
GAPS = mark("… and missing years: no source states an amount. The plan is never drawn as what happened.")
NEVER_ADDED = mark(
    "Filled: itemised proposals. Hatched: published, no detail. The hatched part is never added to the items."
)


def funding_year_chart(beside: Selected, look: Look) -> Chart:
    """Return one column a year, by programme, for the selection without its years; a click chooses the year.

    The table behind has a row for each column and for each period that is drawn as a band across its years.
    """
    everything, across = by_time(beside), bands(beside)
    table = single_years(everything)
    money = screen_unit(beside.prepared, look.chosen, look.language)
    rows = records(table)
    drawn = [row for row in rows if row["support_vnd"] is not None or row["published_vnd"] is not None]
    of_bands = {id_ for band in across for id_ in band.figure_ids}
    listed = [*rows, *(row for row in records(periods(beside)) if row["figure_id"] in of_bands)]
    language = look.language
    words = titled(language.text("Support by year and source of funding"), beside.selection, language)
    notes = [language.text(NEVER_ADDED), language.text(GAPS), *disputes(beside.record, table["figure_id"], language)]
    listed_alone = listed_years(drawn, across, language)
    if table["figure_id"].isna().all():
        notes = [language.text(NO_TOTALS), language.text(GAPS)]
    notes += listed_alone
    elsewhere = int(everything.loc[everything["year_from"].isna(), "n"].sum())
    if elsewhere:
        notes.append(language.count("{n} proposal states no year.", "{n} proposals state no year.", elsewhere))
    return Chart(
        title=words,
        unit=money.words,
        n=beside.count("proposals"),
        n_of=language.text(mark("proposals") if table["figure_id"].isna().all() else LISTED_BESIDE),
        spec=year_bars(drawn, disputed_ids(beside.record, table["figure_id"]), look.chosen, money, across),
        look=look,
        table=amounts_by_year(beside.record, listed, language),
        behind=(proposals_behind(beside, language), figures_behind(beside.record, _figure_ids(listed), language)),
        alt=_alt(words, drawn, language),
        notes=tuple(notes),
        empty="" if drawn or across else language.text("No source states an amount for a single year here."),
        reading=language.text(ACROSS) if across else "",
    )


def year_bars(
    drawn: Sequence[Row],
    disputed: set[str],
    chosen: Selection,
    money: MoneyAxis,
    across: Sequence[PublishedTotal] = (),
) -> Bars:
    """Return the columns of years by programme: itemised, and published beyond it hatched; `across` are published periods."""
    slots, years, language = _slots(drawn, across), _by_year(drawn), money.language
    series = []
    for programme in FUNDING_PROGRAMMES:
        rows = [row for row in drawn if row["programme"] == programme]
        name, colour = programme_name(programme, language), PROGRAMME_COLOURS[programme]
        for column, kind, pattern in (
            ("support_vnd", ITEMISED, ""),
            ("rest_vnd", NOT_ITEMISED, PROGRAMME_PATTERNS[programme]),
        ):
            stated = [row for row in rows if not pd.isna(row[column]) and row[column]]
            marks = tuple(_mark(row, row[column] / money.vnd, slots, language) for row in stated)
            if marks:
                words = joined([name, language.text(kind)], ": ")
                kind_ = language.text(kind)
                series.append(Series(words, marks, colour, pattern, is_open=bool(pattern), of=name, kind=kind_))
    return Bars(
        money.words,
        tuple(_category(year, years.get(year or 0, []), disputed, chosen, money) for year in _places(slots)),
        tuple(series),
        is_standing=True,
        bands=tuple(_band(one, slots, money) for one in across),
        band_name=language.text("published of several years together: mean of a year"),
        parts=tuple(part for rows in years.values() for part in _parts(rows, slots, money)),
    )


def _parts(rows: Sequence[Row], slots: dict[int, int], money: MoneyAxis) -> list[Mark]:
    """Return what each programme has of a year of several, at the middle of what is drawn of it."""
    of_programme = {row["programme"]: row for row in rows}
    if len(of_programme) < 2:
        return []
    parts, below = [], 0.0
    for programme in FUNDING_PROGRAMMES:
        row = of_programme.get(programme)
        if row is None:
            continue
        length = (
            sum(float(row[column] or 0) for column in ("support_vnd", "rest_vnd") if not pd.isna(row[column]))
            / money.vnd
        )
        text = qualified(money.language.number(length, 2), row["qualifier"])
        said = (programme_name(programme, money.language),)
        parts.append(Mark(slots[int(row["year_from"])], below + length / 2, text, said, line=length))
        below += length
    return parts


def _mark(row: Row, value: float, slots: dict[int, int], language: Language) -> Mark:
    return Mark(slots[int(row["year_from"])], float(value), said=_said(row, language), choices=(years_choice(row),))


def _category(
    year: int | None,
    rows: Sequence[Row],
    disputed: set[str],
    chosen: Selection,
    money: MoneyAxis,
) -> Category:
    """Name a year with what it is worth, and under it the bases of what is published: approved and done are not one series."""
    if year is None:
        return Category("", "…")
    bases = dict.fromkeys(label_of(Basis, row["basis"], money.language) for row in rows if row["basis"] is not None)
    label = year_total(rows, disputed, chosen, money) if rows else ""
    under = " ".join(bases) if bases or not rows else _listed_only(rows, money.language)
    choice = Choice("years", f"{year}-{year}")
    return Category(str(year), str(year), label, under, choice)


def _listed_only(rows: Sequence[Row], language: Language) -> str:
    return language.count("only {n} proposal", "only {n} proposals", sum(int(row["n_amounts"]) for row in rows))


def listed_years(drawn: Sequence[Row], across: Sequence[PublishedTotal], language: Language) -> tuple[str, ...]:
    """Say which years have listed proposals alone, of how many, and what is published of the period that holds them."""
    said = []
    for year, rows in _by_year(drawn).items():
        if any(not pd.isna(row["published_vnd"]) for row in rows):
            continue
        around = [band for band in across if band.span[0] <= year <= band.span[1]]
        sums = [f"{span(band)}: {qualified(language.money(band.value), band.qualifier)}" for band in around]
        said.append(f"{year} ({joined([_listed_only(rows, language), *sums], '; ')})")
    if not said:
        return ()
    return (
        language.text("Listed proposals alone, no total of the year is published: {years}.", years=", ".join(said)),
    )


def _by_year(drawn: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the rows of each year; they come in the order of the years."""
    return grouped_by((int(row["year_from"]), row) for row in drawn)


def _figure_ids(rows: Sequence[Row]) -> list[str]:
    return [row["figure_id"] for row in rows if row["figure_id"] is not None]


def _mean(band: PublishedTotal) -> float:
    """Return the mean of the years of a period, in đồng."""
    first, last = band.span
    return band.value / (last - first + 1)


def _band(band: PublishedTotal, slots: dict[int, int], money: MoneyAxis) -> Band:
    first, last = band.span
    of_all = _band_sum(band, money)
    each = money.language.text(
        "{amount} a year on average", amount=qualified(money.number(_mean(band)), band.qualifier)
    )
    choice = Choice("years", f"{first}-{last}")
    return Band(
        slots[first],
        slots[last],
        _mean(band) / money.vnd,
        f"{span(band)}: {of_all}\n{each}",
        of_all,
        _band_said(band, money.language),
        choice,
        each,
    )


def _band_sum(band: PublishedTotal, money: MoneyAxis) -> str:
    return qualified(money.number(band.value), band.qualifier)


def _band_said(band: PublishedTotal, language: Language) -> tuple[str, ...]:
    mean = qualified(language.money(_mean(band)), band.qualifier)
    amount = qualified(language.money(band.value), band.qualifier)
    bases = ", ".join(label_of(Basis, basis, language) for basis in band.bases)
    of_a_year = language.text("mean of a year: {amount}", amount=mean)
    return span(band), f"{amount} ({bases})", of_a_year


def _slots(drawn: Sequence[Row], across: Sequence[PublishedTotal]) -> dict[int, int]:
    """Return the place of each year on the axis: side by side, one place left open for the years between without an amount."""
    slots: dict[int, int] = {}
    inside = {year for band in across for year in range(band.span[0], band.span[1] + 1)}
    for year in sorted(inside | {int(row["year_from"]) for row in drawn}):
        last = max(slots, default=year)
        slots[year] = 0 if not slots else slots[last] + (1 if year == last + 1 else 2)
    return slots


def _places(slots: dict[int, int]) -> list[int | None]:
    """Return the year of each place of the axis, None for a gap."""
    years = {place: year for year, place in slots.items()}
    return [years.get(place) for place in range(max(years, default=-1) + 1)]


def _said(row: Row, language: Language) -> tuple[str, ...]:
    name = programme_name(row["programme"], language)
    lines = [f"{period(row['year_from'], row['year_to'])} · {name}"]
    if not pd.isna(row["published_vnd"]):
        amount = qualified(language.money(row["published_vnd"]), row["qualifier"])
        basis = label_of(Basis, row["basis"], language)
        lines.append(joined([language.text("Published"), f"{amount} ({basis})"], ": "))
    if not pd.isna(row["support_vnd"]):
        lines.append(joined([language.text(ITEMISED), language.money(row["support_vnd"])], ": "))
    if row["n"]:
        lines.append(language.text("{known} of {n} proposals state an amount", known=row["n_amounts"], n=row["n"]))
    return tuple(lines)


def amounts_by_year(record: Record, shown: Sequence[Row], language: Language) -> Table:
    """Return the amounts of years and periods by programme, the newest first; a row chooses its years."""
    figures = rows_with_ids(record, "published_figures", tuple(_figure_ids(shown)))
    notes = dict(zip(figures["figure_id"], figures["note"], strict=True))
    rows = tuple(
        {**_money_row(row, language), "note": notes.get(row["figure_id"])}
        for row in sorted(shown, key=lambda row: (-row["year_from"], row["programme"]))
    )
    columns = (
        FigureColumn(language.text("Year"), id="period"),
        FigureColumn(language.text("Source of funding"), id="programme"),
        *_money_columns(language),
        FigureColumn(language.text("Note"), id="note"),
    )
    choices = ((row["id"], (_row_choice(row["id"]),)) for row in rows)
    return Table.of(columns, rows, language, choices=choices)


def _row_choice(row_id: str) -> Choice:
    return Choice("years", row_id.partition("|")[0])


def _money_columns(language: Language) -> tuple[FigureColumn, ...]:
    money = language.text("VND")
    return (
        FigureColumn(language.text("Published"), id="published", is_number=True, unit=money),
        FigureColumn(language.text("Basis"), id="basis"),
        FigureColumn(language.text("Itemised support"), id="support", is_number=True, unit=money),
        FigureColumn(language.text("No detail yet"), id="rest", is_number=True, unit=money),
        FigureColumn(language.text("Proposals"), id="n", is_number=True),
        FigureColumn(language.text("of them with an amount"), id="n_amounts", is_number=True),
    )


def _money_row(row: Row, language: Language) -> dict[str, Any]:
    return {
        "id": f"{int(row['year_from'])}-{int(row['year_to'])}|{row['programme']}",
        "period": period(row["year_from"], row["year_to"]),
        "programme": programme_name(row["programme"], language),
        "published": money_cell(row["published_vnd"], language, row["qualifier"]),
        "basis": label_of(Basis, row["basis"], language) or _no_total(row, language),
        "support": money_cell(row["support_vnd"], language),
        "rest": money_cell(row["rest_vnd"], language),
        "n": count_cell(row["n"], language),
        "n_amounts": count_cell(row["n_amounts"], language, says_none=row["n"] > 0),
    }


def _no_total(row: Row, language: Language) -> str:
    """Say of an amount beside which nothing is published that it is of listed proposals alone."""
    if pd.isna(row["published_vnd"]) and not pd.isna(row["support_vnd"]):
        return language.text("listed proposals only")
    return ""


def _alt(title: str, drawn: Sequence[Row], language: Language) -> str:
    named = [
        f"{period(row['year_from'], row['year_to'])} {programme_name(row['programme'], language)} "
        f"{language.money(row['published_vnd'] if pd.isna(row['support_vnd']) else row['support_vnd'])}"
        for row in drawn[-4:]
    ]
    return f"{title}. {'; '.join(named)}"
