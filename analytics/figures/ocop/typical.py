"""Typical rural industrial products by year and level: itemised, implied or proposed, beside what is published."""

from collections.abc import Sequence

import pandas as pd

from analytics.evidence.rows import figure_value
from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.chosen import chart_title
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import row_disagreements, star_shade, year_choice
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.ocop.typical import by_level_and_year, published_typical
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, joined, records
from analytics.selection.selected import Selected
from analytics.wording.labels import label
from analytics.wording.language import Language, mark
from geodata.schema.vocabulary import FigureScope, TypicalLevel

_ITEMISED = mark("itemised")
IMPLIED = mark("implied by a higher level")
PROPOSED = mark("proposed in the merged Bắc Ninh")
_PUBLISHED = mark("published")
_PATTERNS = {_ITEMISED: "", IMPLIED: "x", PROPOSED: "-"}


def typical_chart(selected: Selected, look: Look) -> Chart:
    """Return typical products by year and level; a bar chooses its year. `selected` is the selection without its years."""
    language, n = look.language, selected.count("typical_products")
    items = [{**row, "kind": _kind(row)} for row in records(by_level_and_year(selected))]
    published = records(published_typical(selected.record, selected.selection))
    figure_ids = [row["figure_id"] for row in published]
    return Chart(
        title=chart_title(language.text("Typical rural industrial products by year and level"), look, "years"),
        unit=language.text("products"),
        n=n,
        n_of=language.text("typical products"),
        spec=_bars(items, published, language),
        look=look,
        table=_table(items, published, language),
        behind=(
            RowsBehind.of_rows(language.text("Typical products"), selected, "typical_products"),
            figures_behind(selected.record, figure_ids, language),
        ),
        alt=language.count(
            "Bars of {n} typical product by year and level, beside published numbers.",
            "Bars of {n} typical products by year and level, beside published numbers.",
            n,
        ),
        notes=(
            language.text(
                "Crossed: implied by recognition at a higher level. Lined: proposed in the merged Bắc Ninh, not decided."
            ),
            *row_disagreements(selected.record, "published_figures", figure_ids),
        ),
        empty="" if items or published else language.text("No typical product fits this selection."),
    )


def _kind(row: Row) -> str:
    if row["is_proposed"] or row["is_merged_province"]:
        return PROPOSED
    return IMPLIED if row["is_implied"] else _ITEMISED


def _line(row: Row) -> str:
    year = row["year"] if "year" in row else row["year_from"]
    return f"{'' if pd.isna(year) else int(year)}|{row['level']}"


def _lines(items: Sequence[Row], published: Sequence[Row]) -> list[str]:
    """Order the lines by year, then from the province to the nation; undated last."""
    order = {level.value: n for n, level in enumerate(TypicalLevel)}
    found = {_line(row) for row in (*items, *published)}
    return sorted(found, key=lambda line: (line.split("|")[0] or "9999", order[line.split("|")[1]]))


def _line_name(line: str, language: Language) -> str:
    year, level = line.split("|")
    return joined([year or language.text("year not stated"), label(TypicalLevel(level), language)])


def _tick(line: str, published: Sequence[Row], language: Language) -> str:
    """Name a line beside its bars, and the province when what is published is of the merged one."""
    merged = next((_merged(row, language) for row in published if _line(row) == line), "")
    return joined([_line_name(line, language), merged])


def _choices(row: Row) -> tuple[Choice, ...]:
    year = row["year"] if "year" in row else row["year_from"]
    return () if pd.isna(year) else (year_choice(int(year)),)


def _bars(items: Sequence[Row], published: Sequence[Row], language: Language) -> Bars:
    """Return the bars of each year and level: what is itemised, by its kind, before what is published."""
    lines = _lines(items, published)
    series = []
    if stated := tuple(_mark(row, _PUBLISHED, row["value"], lines, language) for row in published):
        series.append(Series(language.text(_PUBLISHED), stated, star_shade(4), "/", is_open=True, is_behind=True))
    for kind, pattern in _PATTERNS.items():
        marks = tuple(_mark(row, kind, row["n"], lines, language) for row in items if row["kind"] == kind)
        if marks:
            series.append(Series(language.text(kind), marks, star_shade(4), pattern))
    categories = tuple(Category(line, _tick(line, published, language)) for line in lines)
    return Bars(language.text("products"), categories, tuple(series))


def _mark(row: Row, kind: str, n: float, lines: list[str], language: Language) -> Mark:
    text = figure_value(row, language) if kind == _PUBLISHED else language.number(int(n))
    said = (_line_name(_line(row), language), f"{language.text(kind)}: {text}")
    return Mark(lines.index(_line(row)), float(n), text, said, _choices(row))


def _merged(row: Row, language: Language) -> str:
    is_merged = row["scope"] == FigureScope.MERGED_PROVINCE
    return language.text("Bắc Ninh since 1 July 2025") if is_merged else ""


def _table(items: Sequence[Row], published: Sequence[Row], language: Language) -> Table:
    columns = (
        FigureColumn(language.text("Year"), id="year"),
        FigureColumn(language.text("Level"), id="level"),
        FigureColumn(language.text("What"), id="what"),
        FigureColumn(language.text("Products"), id="n", is_number=True),
    )
    rows: list[dict[str, object]] = [
        {"id": f"{_line(row)}|{kind}", "what": language.text(kind), "n": int(row["n"])}
        for row in items
        for kind in [row["kind"]]
    ]
    rows += [
        {
            "id": str(row["figure_id"]),
            "what": joined([language.text(_PUBLISHED), _merged(row, language)]),
            "n": Cell(figure_value(row, language), float(row["value"])),
        }
        for row in published
    ]
    for row, given in zip(rows, [*items, *published], strict=True):
        year, level = _line(given).split("|")
        row |= {"year": year or language.text("year not stated"), "level": label(TypicalLevel(level), language)}
    total = ({"year": language.text("Total itemised"), "n": sum(int(row["n"]) for row in items)},)
    ids = [str(row["id"]) for row in rows]
    chosen = ((id_, _choices(given)) for id_, given in zip(ids, [*items, *published], strict=True))
    return Table.of(columns, rows, language, total, chosen)
