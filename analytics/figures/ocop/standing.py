"""OCOP products in force as sources publish them, year by year, beside what the record itemises."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Chart
from analytics.figures.chosen import chart_title
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import row_disagreements, star_shade, year_choice
from analytics.figures.spec import Bars, Category, Mark, Series, Shade
from analytics.figures.style import DISPUTED, INK, Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.ocop.published import FigureStanding, published_ocop
from analytics.ocop.recognitions import itemised_by
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, records
from analytics.selection.selected import Selected
from analytics.wording.claims import known_count
from analytics.wording.language import Language, mark
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import FigureScope

_STANDINGS: dict[FigureStanding, str] = {
    FigureStanding.USED: mark("published, used"),
    FigureStanding.NOT_USED: mark("another published number"),
    FigureStanding.TARGET: mark("target"),
    FigureStanding.MERGED: mark("Bắc Ninh since 1 July 2025"),
}
LEVELS: dict[str, str] = {
    "": mark("All stars"),
    "3": mark("3 stars"),
    "4": mark("4 stars"),
    "5": mark("5 stars"),
}
_ITEMISED = mark("itemised by that year")
_SYMBOLS = {FigureStanding.NOT_USED: "circle-open", FigureStanding.TARGET: "diamond-tall"}
_MERGED: Shade = {"light": "#b8508e", "dark": "#b8508e"}


def level_name(stars: str, language: Language) -> str:
    """Return the name of a level of stars, "" for all of them."""
    return language.text(LEVELS[stars]) if stars else ""


def standing_chart(selected: Selected, look: Look, *, stars: str) -> Chart:
    """Return the published number of OCOP products by year (hatched) with the itemised ones in front (solid).

    `stars` is "" for all or a level; `selected` is the selection without its years and stars. Values that
    are not used, targets and the merged Bắc Ninh are marks of their own and on no common line.
    """
    language = look.language
    figures = published_ocop(selected.record, stars, selected.selection)
    rows = records(figures)
    held = itemised_by(selected, stars, sorted({int(row["year_to"]) for row in rows if _is_past(row)}))
    items = {year: n for year, n in held.items() if known_count(n)}
    title = joined([language.text("OCOP products published and itemised"), language.text(LEVELS[stars]).lower()], ", ")
    return Chart(
        title=chart_title(title, look, "years", "stars"),
        unit=joined([language.text("products"), _undated(selected, stars, items, language)]),
        n=len(figures),
        n_of=language.text("published figures"),
        spec=_bars(rows, items, language),
        look=look,
        table=_table(rows, items, language),
        behind=(figures_behind(selected.record, figures["figure_id"], language),),
        alt=language.count(
            "Columns by year: {n} published number of OCOP products, itemised ones in front.",
            "Columns by year: {n} published numbers of OCOP products, itemised ones in front.",
            len(figures),
        ),
        notes=(
            language.text(
                "Hatched: published, details not known. Solid: itemised and dated by then (undated ones are in no year). Never added."
            ),
            *row_disagreements(selected.record, "published_figures", figures["figure_id"]),
        ),
        empty="" if len(figures) else _nowhere(selected, stars, language),
    )


def _undated(selected: Selected, stars: str, items: dict[int, int], language: Language) -> str:
    """Say how many products of a level are itemised where no column has any, as no source dates them; "" else."""
    n = int(selected.ocop_products["stars"].eq(int(stars)).sum()) if stars and not items else 0
    return language.text("itemised: {n}, of unknown year and so in no column", n=language.number(n)) if n else ""


def _nowhere(selected: Selected, stars: str, language: Language) -> str:
    """Say that nothing is published of these stars and places together, of which it is, and how many products are itemised."""
    chosen = selected.selection
    alone = [replace(chosen, districts=(place,)) for place in chosen.districts] if len(chosen.districts) > 1 else []
    asked = [(language.text(LEVELS[level]), level, chosen) for level in LEVELS if level != stars]
    asked += [(district_name(one.districts[0], language, short=True), stars, one) for one in alone]
    found = [(name, records(published_ocop(selected.record, level, one))) for name, level, one in asked]
    others = [f"{name} {_newest(rows, language)}" for name, rows in found if rows]
    said = [language.text("No source publishes a number for this choice of stars, places and years.")]
    if others:
        said.append(language.text("Published instead: {others}.", others="; ".join(others)))
    n = len(selected.ocop_products) if not stars else int(selected.ocop_products["stars"].eq(int(stars)).sum())
    if n:
        said.append(language.count("{n} recognised product is itemised.", "{n} recognised products are itemised.", n))
    return " ".join(said)


def _newest(rows: Sequence[Row], language: Language) -> str:
    """Return the number that is used, the newest, with its year; a target, where nothing else is known, as such."""
    used = _standing(rows, FigureStanding.USED)
    row = (used or list(rows))[-1]
    standing = _STANDINGS[row["standing"]]
    kind = "" if used else language.text(standing)
    return f"{figure_value(row, language)} ({joined([_when(row), kind], ', ')})"


def _standing(rows: Sequence[Row], *standings: FigureStanding) -> list[Row]:
    return [row for row in rows if row["standing"] in standings]


def _is_past(row: Row) -> bool:
    return row["standing"] in {FigureStanding.USED, FigureStanding.NOT_USED}


def _when(row: Row) -> str:
    year = str(int(row["year_to"]))
    if row["scope"] == FigureScope.MERGED_PROVINCE:
        return f"{year} Bắc Ninh"
    return year


def _order(rows: Sequence[Row]) -> list[str]:
    ordered = sorted(rows, key=lambda row: (int(row["year_to"]), row["standing"] == FigureStanding.MERGED))
    return list(dict.fromkeys(_when(row) for row in ordered))


def _bars(rows: Sequence[Row], items: dict[int, int], language: Language) -> Bars:
    """Return the columns: what is itemised before what is published; what is not used, and targets, as points."""
    names = _order(rows)
    shades = {FigureStanding.USED: star_shade(4), FigureStanding.MERGED: _MERGED}

    def series(standing: FigureStanding, shade: Shade) -> Series:
        marks = tuple(_mark(row, names, language) for row in _standing(rows, standing))
        is_column = standing not in _SYMBOLS
        symbol = _SYMBOLS.get(standing, "")
        name = language.text(_STANDINGS[standing])
        return Series(name, marks, shade, "/", is_open=is_column, is_behind=is_column, symbol=symbol)

    columns = [series(standing, shade) for standing, shade in shades.items()]
    if items:
        columns.append(_itemised(items, names, language))
    points = (series(standing, INK) for standing in _SYMBOLS)
    return Bars(
        language.text("products"),
        _categories(rows, items, names, language),
        tuple(one for one in columns if one.marks),
        is_standing=True,
        points=tuple(one for one in points if one.marks),
        is_labelled_under=True,
    )


def _itemised(items: dict[int, int], names: list[str], language: Language) -> Series:
    name = language.text(_ITEMISED)
    marks = (
        Mark(names.index(str(year)), n, "", (str(year), f"{name}: {text}"), (year_choice(year),))
        for year, n, text in ((year, n, language.number(n)) for year, n in items.items())
    )
    return Series(name, tuple(marks), star_shade(4))


def _mark(row: Row, names: list[str], language: Language) -> Mark:
    standing = FigureStanding(row["standing"])
    head = joined([_when(row), language.text(_STANDINGS[standing])])
    said = (head, figure_value(row, language), *(() if pd.isna(row["note"]) else (row["note"],)))
    text = _signed(row, language) if standing is FigureStanding.TARGET else ""
    return Mark(names.index(_when(row)), float(row["value"]), text, said, _choices(row))


def _categories(
    rows: Sequence[Row], items: dict[int, int], names: list[str], language: Language
) -> tuple[Category, ...]:
    """Write the value that is used under each year, then what is itemised, values that are not used and targets, so that no mark can hide one."""
    values = {_when(row): _signed(row, language) for row in _standing(rows, FigureStanding.USED, FigureStanding.MERGED)}
    others = _together(_standing(rows, FigureStanding.NOT_USED), figure_value, language)
    targets = _together(_standing(rows, FigureStanding.TARGET), _signed, language)

    itemised = {str(year): language.number(n) for year, n in items.items()}

    def under(when: str) -> str:
        signed = (("■", itemised.get(when)), ("○", others.get(when)), ("◆", targets.get(when)))
        return "\n".join(f"{sign} {text}" for sign, text in signed if text)

    return tuple(Category(when, when, values.get(when, ""), under(when)) for when in names)


def _signed(row: Row, language: Language) -> str:
    return joined([figure_value(row, language), DISPUTED if row["is_disputed"] else ""], " ")


def _together(rows: Sequence[Row], said: Callable[[Row, Language], str], language: Language) -> dict[str, str]:
    """Return the values of each year in one text, the smallest first."""
    by_year = grouped_by((_when(row), said(row, language)) for row in sorted(rows, key=lambda row: float(row["value"])))
    return {when: ", ".join(texts) for when, texts in by_year.items()}


def _choices(row: Row) -> tuple[Choice, ...]:
    """Return what a number chooses: its year; that of the merged province is no year of this one and chooses nothing."""
    return () if row["scope"] == FigureScope.MERGED_PROVINCE else (year_choice(int(row["year_to"])),)


def _table(figures: Sequence[Row], items: dict[int, int], language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Year"), id="year"),
        FigureColumn(language.text("What"), id="what"),
        FigureColumn(language.text("Products"), id="n", is_number=True),
        FigureColumn(language.text("Note"), id="note"),
    )
    published = tuple(
        {
            "id": str(row["figure_id"]),
            "year": _when(row),
            "what": joined(
                [language.text(_STANDINGS[FigureStanding(row["standing"])]), DISPUTED if row["is_disputed"] else ""]
            ),
            "n": Cell(figure_value(row, language), float(row["value"])),
            "note": row["note"],
        }
        for row in figures
    )
    itemised = tuple(
        {"id": f"items-{year}", "year": str(year), "what": language.text(_ITEMISED), "n": n, "note": ""}
        for year, n in items.items()
    )
    chosen = ((str(row["figure_id"]), _choices(row)) for row in figures)
    return Table.of(columns, (*published, *itemised), language, choices=chosen)
